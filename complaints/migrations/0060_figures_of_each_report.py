"""How every report stands in the figures, and the sums over it, in place of the daily ones.

The tables are new and empty, so their indexes lock nothing; ``manage.py rebuild_figures`` fills
them (``manage.py migrate`` does so by itself when a town has reports and no figures).
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

Field = tuple[str, Any]

MEASURES = {
    "hides_reporter": "anonim",
    "is_secret": "rahasia",
    "followed": "ada tindak lanjut atau jawaban",
    "confirmed": "selesai menurut pelapor",
    "by_timer": "ditutup oleh waktu",
    "kept_verification": "verifikasi menepati janji",
    "broken_verification": "verifikasi lewat tenggat",
    "kept_first_follow_up": "tindak lanjut pertama menepati janji",
    "broken_first_follow_up": "tindak lanjut pertama lewat tenggat",
    "kept_progress": "kabar berkala menepati janji",
    "broken_progress": "kabar berkala lewat tenggat",
    "kept_resolution": "jawaban menepati janji",
    "broken_resolution": "jawaban lewat tenggat",
    "late": "sedang lewat tenggat",
    "handed_back": "pernah dikembalikan",
    "objected": "pernah disanggah",
    "reopened": "pernah dibuka kembali",
    "appealed": "pernah banding",
    "merged": "digabung",
    "repeated": "laporan ulang",
    "supported": "didukung warga",
    "planned": "dijawab dengan rencana",
    "routed": "ada saran instansi saat pertama diteruskan",
    "accepted": "saran pertama diterima",
    "agency_entered": "dicatat instansi, ditutup dalam sehari",
    "rated": "dinilai",
    "surveyed": "mengisi survei",
    "still_fixed": "masih baik empat minggu kemudian",
    "broken_again": "rusak lagi empat minggu kemudian",
    "stars": "jumlah bintang",
    "survey_points": "jumlah nilai survei",
    "supports": "jumlah dukungan",
}
TIMES = {
    "verify_minutes": "menit kerja sampai diteruskan",
    "reply_minutes": "menit kerja sampai tindak lanjut pertama",
    "resolve_minutes": "menit kerja sampai jawaban akhir",
}
STATES = (
    *("received", "verified", "forwarded", "followed_up", "answered"),
    *("resolved", "needs_info", "referred", "appealed", "archived"),
)
RARE = (
    *("is_secret", "late", "handed_back", "objected", "reopened", "appealed", "merged"),
    *("repeated", "planned", "agency_entered", "rated", "surveyed", "broken_again"),
)
KEY = ("cut", "grain", "start", "lead", "category", "region", "channel", "klass")
GRAINS = [(0, "hari"), (1, "bulan"), (2, "tahun")]
BUCKETS = [
    ("received", "Belum diverifikasi"),
    ("verified", "Siap diteruskan"),
    ("forwarded", "Baru, belum ditindaklanjuti"),
    ("followed_up", "Dikerjakan"),
    ("answered", "Menunggu konfirmasi pelapor"),
    ("resolved", "Selesai"),
    ("needs_info", "Menunggu pelapor"),
    ("referred", "Dirujuk, pantau"),
    ("appealed", "Banding"),
    ("archived", "Diarsipkan"),
    ("merged", "Digabung"),
]


def pk() -> Field:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def key(to: str, label: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
        verbose_name=label,
    )


def cut() -> list[Field]:
    return [
        ("lead", key("agencies.agency", "instansi")),
        ("category", key("routing.category", "kategori")),
        ("region", key("agencies.region", "wilayah")),
        ("channel", models.CharField(max_length=10, null=True, verbose_name="saluran")),
        ("klass", models.CharField(max_length=12, null=True, verbose_name="klasifikasi")),
    ]


def measures() -> list[Field]:
    return [
        (name, models.IntegerField(default=0, verbose_name=label))
        for name, label in MEASURES.items()
    ]


def counted() -> list[Field]:
    times = [
        (name, models.IntegerField(null=True, verbose_name=label)) for name, label in TIMES.items()
    ]
    return [
        *cut(),
        *measures(),
        ("day", models.DateField(verbose_name="diterima")),
        ("closed_on", models.DateField(null=True, verbose_name="ditutup")),
        ("bucket", models.CharField(choices=BUCKETS, max_length=12, verbose_name="keadaan")),
        (
            "reason",
            models.CharField(blank=True, default="", max_length=40, verbose_name="alasan arsip"),
        ),
        *times,
    ]


def summed() -> list[Field]:
    return [
        pk(),
        *cut(),
        ("grain", models.SmallIntegerField(choices=GRAINS, verbose_name="masa")),
        ("start", models.DateField(verbose_name="mulai")),
        ("cut", models.SmallIntegerField(verbose_name="potongan")),
    ]


def index(name: str, *fields: str, **condition: Any) -> migrations.AddIndex:
    where = models.Q(**condition) if condition else None
    index = models.Index(fields=[*fields, "-complaint"], name=name, condition=where)
    return migrations.AddIndex("standing", index)


def once(model: str, name: str, *fields: str) -> migrations.AddConstraint:
    constraint = models.UniqueConstraint(fields=fields, name=name, nulls_distinct=False)
    return migrations.AddConstraint(model, constraint)


def named(label: str) -> dict[str, str]:
    return {"verbose_name": label, "verbose_name_plural": label}


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_agency_aliases"),
        ("complaints", "0058_national_use"),
        ("routing", "0005_router_model"),
    ]

    operations = [
        migrations.DeleteModel("FigureDelta"),
        migrations.DeleteModel("DailyFigure"),
        migrations.CreateModel(
            "FigureDelta",
            [
                pk(),
                *counted(),
                ("amount", models.SmallIntegerField(verbose_name="tambah atau kurang")),
            ],
            options=named("perubahan angka"),
        ),
        migrations.CreateModel(
            "Standing",
            [
                *counted(),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
            ],
            options=named("kedudukan dalam angka"),
        ),
        migrations.CreateModel(
            "Figure",
            [
                *summed(),
                *measures(),
                ("received", models.IntegerField(default=0, verbose_name="diterima")),
                ("closed", models.IntegerField(default=0, verbose_name="ditutup pada masa ini")),
                *((f"at_{state}", models.IntegerField(default=0)) for state in STATES),
            ],
            options=named("angka"),
        ),
        migrations.CreateModel(
            "FigureSpread",
            [
                *summed(),
                ("what", models.CharField(max_length=16, verbose_name="apa")),
                ("value", models.CharField(max_length=40, verbose_name="nilai")),
                ("amount", models.IntegerField(default=0, verbose_name="jumlah")),
            ],
            options=named("sebaran"),
        ),
        once("figure", "figure_once", *KEY),
        once("figurespread", "spread_once", *KEY, "what", "value"),
        index("standing_by_day", "-day"),
        index("standing_by_lead", "lead", "-day"),
        index("standing_by_category", "category", "-day"),
        index("standing_by_region", "region", "-day"),
        index("standing_by_bucket", "bucket", "-day"),
        index("standing_by_close", "-closed_on", closed_on__isnull=False),
        *(index(f"standing_{name}", "-day", **{name: 1}) for name in RARE),
        *(index(f"standing_{name}_lead", "lead", "-day", **{name: 1}) for name in RARE),
    ]
