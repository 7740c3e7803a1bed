"""Signs that figures are made to look better than the work, and the reports behind them."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("last_day", "Banyak jawaban tepat pada hari tenggat"),
    ("same_text", "Jawaban dengan naskah yang sama"),
    ("month_end", "Banyak jawaban tepat sebelum bulan ditutup"),
    ("archived", "Arsip jauh lebih sering"),
    ("handed_back", "Sering mengembalikan laporan"),
    ("objected", "Jawabannya sering disanggah"),
]


def pk() -> tuple[str, Any]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def at(to: str, label: str) -> Any:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
        verbose_name=label,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0063_survey_and_answer_indexes"),
        ("agencies", "0005_agency_aliases"),
        ("routing", "0005_router_model"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "SignRun",
            fields=[
                (
                    "month",
                    models.DateField(primary_key=True, serialize=False, verbose_name="bulan"),
                ),
                ("at", models.DateTimeField(verbose_name="dihitung")),
            ],
            options={
                "verbose_name": "pemeriksaan tanda",
                "verbose_name_plural": "pemeriksaan tanda",
            },
        ),
        migrations.CreateModel(
            "Sign",
            fields=[
                pk(),
                ("month", models.DateField(verbose_name="bulan")),
                ("kind", models.CharField(choices=KINDS, max_length=12, verbose_name="tanda")),
                ("agency", at("agencies.agency", "instansi")),
                ("officer", at(settings.AUTH_USER_MODEL, "petugas")),
                ("category", at("routing.category", "kategori")),
                ("region", at("agencies.region", "wilayah")),
                ("part", models.PositiveIntegerField(verbose_name="yang begitu")),
                ("whole", models.PositiveIntegerField(verbose_name="dari seluruhnya")),
                (
                    "usual_part",
                    models.PositiveIntegerField(default=0, verbose_name="di tempat lain begitu"),
                ),
                (
                    "usual_whole",
                    models.PositiveIntegerField(
                        default=0, verbose_name="di tempat lain seluruhnya"
                    ),
                ),
            ],
            options={
                "verbose_name": "tanda",
                "verbose_name_plural": "tanda",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["month", "id"], name="signs_of_month")],
            },
        ),
        migrations.CreateModel(
            "SignCase",
            fields=[
                pk(),
                (
                    "sign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="complaints.sign",
                        verbose_name="tanda",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kasus di balik tanda",
                "verbose_name_plural": "kasus di balik tanda",
                "constraints": [
                    models.UniqueConstraint(fields=("sign", "complaint"), name="sign_case_once")
                ],
            },
        ),
    ]
