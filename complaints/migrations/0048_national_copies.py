"""What waits to be copied to the national SP4N-LAPOR!, and the ticks of what was copied."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0047_covered_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="sp4n_owed_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="belum disalin ke SP4N sejak"
            ),
        ),
        migrations.CreateModel(
            name="NationalCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="pada")),
                ("sequence", models.PositiveIntegerField(verbose_name="sampai peristiwa")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="nomor SP4N yang diisi"
                    ),
                ),
                ("owed_at", models.DateTimeField(verbose_name="menunggu sejak")),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dibatalkan"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="national_copies",
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibatalkan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "salinan ke SP4N",
                "verbose_name_plural": "salinan ke SP4N",
                "ordering": ["-id"],
            },
        ),
    ]
