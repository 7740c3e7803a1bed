"""How far the nightly check of the figures has come; a small new table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table."""

    dependencies = [("complaints", "0066_list_exports")]

    operations = [
        migrations.CreateModel(
            name="FigureCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="mulai")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="selesai")),
                (
                    "last_report",
                    models.BigIntegerField(default=0, verbose_name="laporan terakhir yang dibaca"),
                ),
                (
                    "spans",
                    models.PositiveIntegerField(
                        default=0, verbose_name="bulan dan tahun yang sudah dijumlahkan"
                    ),
                ),
                (
                    "reports",
                    models.PositiveIntegerField(default=0, verbose_name="laporan yang dibaca"),
                ),
                ("flaws", models.PositiveIntegerField(default=0, verbose_name="perbedaan")),
                (
                    "examples",
                    models.JSONField(default=list, verbose_name="beberapa di antaranya"),
                ),
            ],
            options={
                "verbose_name": "pemeriksaan angka",
                "verbose_name_plural": "pemeriksaan angka",
            },
        ),
    ]
