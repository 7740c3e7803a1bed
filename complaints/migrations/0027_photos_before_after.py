"""Note whether a photo shows the work before or after."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0026_reply_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="phase",
            field=models.CharField(
                blank=True,
                choices=[("before", "Sebelum"), ("after", "Sesudah")],
                max_length=6,
                verbose_name="keadaan",
            ),
        ),
    ]
