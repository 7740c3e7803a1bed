"""New reports at which the system has still to look, so that none is forgotten."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0055_masked_words")]

    operations = [
        migrations.CreateModel(
            name="AutoLook",
            fields=[
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="auto_look",
                        serialize=False,
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="menunggu sejak")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="dicoba")),
            ],
            options={
                "verbose_name": "giliran penerusan otomatis",
                "verbose_name_plural": "giliran penerusan otomatis",
                "ordering": ["complaint"],
            },
        ),
    ]
