"""What the router suggested and what was chosen; to which agencies it may forward by itself."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

AGENCY = "agencies.agency"
PROTECT = django.db.models.deletion.PROTECT


def key() -> "models.BigAutoField[int, int]":
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_approval"),
        ("complaints", "0049_owed_to_sp4n"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuggestionRecord",
            fields=[
                ("id", key()),
                ("week", models.DateField(verbose_name="minggu (Seninnya)")),
                ("probability", models.FloatField(null=True, verbose_name="peluang")),
                ("layer", models.CharField(blank=True, max_length=12, verbose_name="lapisan")),
                ("version", models.CharField(blank=True, max_length=40, verbose_name="model")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="urutan yang dipilih; 0 di luar saran"
                    ),
                ),
                ("is_sure", models.BooleanField(default=False, verbose_name="mesin yakin")),
                ("automatic", models.BooleanField(default=False, verbose_name="otomatis")),
                (
                    "wrong",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hand_back", "dikembalikan"),
                            ("recall", "ditarik"),
                            ("correct", "kategori diubah"),
                        ],
                        max_length=12,
                        verbose_name="salah",
                    ),
                ),
                (
                    "wrong_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ternyata salah pada"),
                ),
                (
                    "chosen",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="+",
                        to=AGENCY,
                        verbose_name="dipilih",
                    ),
                ),
                (
                    "suggested",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=PROTECT,
                        related_name="+",
                        to=AGENCY,
                        verbose_name="disarankan pertama",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=PROTECT,
                        related_name="suggestion_records",
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        related_name="+",
                        to="complaints.event",
                        verbose_name="peristiwa",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan saran",
                "verbose_name_plural": "catatan saran",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["week", "chosen"], name="suggestions_by_week"),
                    models.Index(
                        fields=["chosen", "-id"],
                        name="automatic_forwards",
                        condition=models.Q(automatic=True),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AutoForward",
            fields=[
                ("id", key()),
                (
                    "is_on",
                    models.BooleanField(default=False, verbose_name="teruskan otomatis"),
                ),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=95,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="peluang paling kecil (persen)",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(blank=True, null=True, verbose_name="dinyalakan pada"),
                ),
                (
                    "stopped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="mematikan diri pada"),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        related_name="auto_forward",
                        to=AGENCY,
                        verbose_name="instansi",
                    ),
                ),
            ],
            options={
                "verbose_name": "penerusan otomatis",
                "verbose_name_plural": "penerusan otomatis",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(threshold__range=(50, 99)),
                        name="auto_forward_threshold",
                    ),
                ],
            },
        ),
    ]
