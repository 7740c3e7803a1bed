"""Keep the title that a verifier gave to a report which the public does not read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0031_hidden_name_indexes")]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="working_title",
            field=models.CharField(
                blank=True, db_default="", max_length=150, verbose_name="judul kerja"
            ),
        ),
    ]
