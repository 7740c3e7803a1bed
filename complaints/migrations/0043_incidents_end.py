"""An incident can be ended: it takes no more reports until it is opened again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0042_tags")]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="diakhiri"),
        ),
    ]
