"""Keep what officers have begun to write."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0024_alike_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="tindakan")),
                ("data", models.JSONField(default=dict, verbose_name="isian")),
                ("token", models.CharField(max_length=32, verbose_name="tanda formulir")),
                ("updated_at", models.DateTimeField(db_index=True, verbose_name="terakhir diubah")),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penulis",
                    ),
                ),
            ],
            options={
                "verbose_name": "draf petugas",
                "verbose_name_plural": "draf petugas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "complaint", "verb"), name="desk_draft_once"
                    )
                ],
            },
        ),
    ]
