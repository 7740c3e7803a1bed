"""Other names of offices, as the national system writes them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_approval"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama lain")),
                (
                    "national_id",
                    models.CharField(blank=True, max_length=12, verbose_name="ID instansi SP4N"),
                ),
                ("confirmed_at", models.DateTimeField(verbose_name="dipastikan pada")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="agencies.agency",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dipastikan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "nama lain instansi",
                "verbose_name_plural": "nama lain instansi",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "national_id"), name="agencies_agencyalias_once"
                    )
                ],
            },
        ),
    ]
