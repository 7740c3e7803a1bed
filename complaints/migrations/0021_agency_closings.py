"""Keep which agency was closed and how far its reports have gone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A small new table."""

    dependencies = [
        ("agencies", "0002_successors"),
        ("complaints", "0020_settings_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="AgencyClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="mulai")),
                ("total", models.PositiveIntegerField(verbose_name="jumlah laporan")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sudah diserahkan")),
                ("refused", models.JSONField(default=list, verbose_name="tidak dapat")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="selesai"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="agencies.agency",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="penerus",
                    ),
                ),
            ],
            options={
                "verbose_name": "penutupan instansi",
                "verbose_name_plural": "penutupan instansi",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("agency",),
                        name="agency_closing_one_at_a_time",
                    )
                ],
            },
        ),
    ]
