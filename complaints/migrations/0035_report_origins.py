"""Keep where a report of another door came from, encrypted, and that its reporter agreed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0034_desk_words")]

    operations = [
        migrations.AddField(
            model_name="reporter",
            name="origin_encrypted",
            field=models.BinaryField(blank=True, db_default=b"", verbose_name="asal laporan"),
        ),
        migrations.AddField(
            model_name="reporter",
            name="consented_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="persetujuan dicatat"),
        ),
    ]
