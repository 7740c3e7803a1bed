"""What each report counts as, and the sums over all of them, kept by adding, never by counting.

The sums stand in cuts: one row for each combination of some of the dimensions, in a year, a month
and (for the town and its agencies) a day. ``complaints.figures`` keeps them,
``complaints.insights`` reads them.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from complaints.models.survey import QUESTIONS
from complaints.states import OPEN, State

BUCKETS = tuple(state for state in State if state != State.MERGED)
"""Where a report may be counted; a merged one is where its main report is."""
DIMENSIONS = ("lead", "category", "region", "channel", "klass")
"""By what figures are cut, besides time; the order gives each cut its number."""


class Klass(models.TextChoices):
    """The class under which a report is counted (*klasifikasi*)."""

    COMPLAINT = "complaint", "Pengaduan"
    INSPECTION = "inspection", "Pengaduan berkadar pengawasan"
    ASPIRATION = "aspiration", "Aspirasi"
    INFORMATION = "information", "Permintaan informasi"


class Cut(models.Model):
    """By what figures are asked.

    Their keys have no index of their own, because the cuts have theirs, and no constraint: all is
    derived from reports, whose keys have one.
    """

    lead = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="instansi",
    )
    category = models.ForeignKey(
        "routing.Category",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="kategori",
    )
    region = models.ForeignKey(
        "agencies.Region",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="wilayah",
    )
    channel = models.CharField("saluran", max_length=10, null=True)  # noqa: DJ001  (null is all)
    klass = models.CharField("klasifikasi", max_length=12, null=True)  # noqa: DJ001  (null is all)

    class Meta:
        abstract = True


class Measures(models.Model):
    """What is added up: of one report each is 1 or 0, but for the amounts at the end."""

    hides_reporter = models.IntegerField("anonim", default=0)
    is_secret = models.IntegerField("rahasia", default=0)
    followed = models.IntegerField("ada tindak lanjut atau jawaban", default=0)
    confirmed = models.IntegerField("selesai menurut pelapor", default=0)
    by_timer = models.IntegerField("ditutup oleh waktu", default=0)
    kept_verification = models.IntegerField("verifikasi menepati janji", default=0)
    broken_verification = models.IntegerField("verifikasi lewat tenggat", default=0)
    kept_first_follow_up = models.IntegerField("tindak lanjut pertama menepati janji", default=0)
    broken_first_follow_up = models.IntegerField("tindak lanjut pertama lewat tenggat", default=0)
    kept_progress = models.IntegerField("kabar berkala menepati janji", default=0)
    broken_progress = models.IntegerField("kabar berkala lewat tenggat", default=0)
    kept_resolution = models.IntegerField("jawaban menepati janji", default=0)
    broken_resolution = models.IntegerField("jawaban lewat tenggat", default=0)
    late = models.IntegerField("sedang lewat tenggat", default=0)
    handed_back = models.IntegerField("pernah dikembalikan", default=0)
    objected = models.IntegerField("pernah disanggah", default=0)
    reopened = models.IntegerField("pernah dibuka kembali", default=0)
    appealed = models.IntegerField("pernah banding", default=0)
    merged = models.IntegerField("digabung", default=0)
    repeated = models.IntegerField("laporan ulang", default=0)
    supported = models.IntegerField("didukung warga", default=0)
    planned = models.IntegerField("dijawab dengan rencana", default=0)
    routed = models.IntegerField("ada saran instansi saat pertama diteruskan", default=0)
    accepted = models.IntegerField("saran pertama diterima", default=0)
    agency_entered = models.IntegerField("dicatat instansi, ditutup dalam sehari", default=0)
    rated = models.IntegerField("dinilai", default=0)
    surveyed = models.IntegerField("mengisi survei", default=0)
    still_fixed = models.IntegerField("masih baik empat minggu kemudian", default=0)
    broken_again = models.IntegerField("rusak lagi empat minggu kemudian", default=0)
    stars = models.IntegerField("jumlah bintang", default=0)
    survey_points = models.IntegerField("jumlah nilai survei", default=0)
    survey_requirements = models.IntegerField("nilai persyaratan dan prosedur", default=0)
    survey_speed = models.IntegerField("nilai kecepatan", default=0)
    survey_officers = models.IntegerField("nilai petugas", default=0)
    survey_clarity = models.IntegerField("nilai kejelasan jawaban", default=0)
    survey_result = models.IntegerField("nilai hasil", default=0)
    supports = models.IntegerField("jumlah dukungan", default=0)

    class Meta:
        abstract = True


SURVEYED = tuple(f"survey_{question}" for question in QUESTIONS)
"""The sum of the marks of each question of the survey, in their order."""
AMOUNTS = ("stars", "survey_points", *SURVEYED, "supports")
MEASURES = tuple(field.name for field in Measures._meta.local_fields)  # noqa: SLF001
MARKS = tuple(name for name in MEASURES if name not in AMOUNTS)
"""Measures that say yes or no of a report."""
TIMES = ("verify_minutes", "reply_minutes", "resolve_minutes")
RARE = (
    *("is_secret", "late", "handed_back", "objected", "reopened", "appealed", "merged"),
    *("repeated", "planned", "agency_entered", "rated", "surveyed", "broken_again"),
)
"""Marks that few reports have: the list behind such a figure has indexes of its own."""


class Counted(Cut, Measures):
    """What one report counts as."""

    day = models.DateField("diterima")
    closed_on = models.DateField("ditutup", null=True)
    bucket = models.CharField("keadaan", max_length=12, choices=State.choices)
    reason = models.CharField("alasan arsip", max_length=40, blank=True, default="")
    verify_minutes = models.IntegerField("menit kerja sampai diteruskan", null=True)
    reply_minutes = models.IntegerField("menit kerja sampai tindak lanjut pertama", null=True)
    resolve_minutes = models.IntegerField("menit kerja sampai jawaban akhir", null=True)

    class Meta:
        abstract = True


COUNTED = tuple(field.name for field in Counted._meta.local_fields)  # noqa: SLF001


class Standing(Counted):
    """How one report stands in the figures now; no row for what is in no figure.

    Spam, tests and sealed reports have none.
    """

    complaint = models.OneToOneField(
        "complaints.Complaint",
        models.PROTECT,
        primary_key=True,
        related_name="standing",
        verbose_name="laporan",
    )

    class Meta:
        verbose_name = "kedudukan dalam angka"
        verbose_name_plural = "kedudukan dalam angka"
        indexes = [
            models.Index(fields=["-day", "-complaint"], name="standing_by_day"),
            models.Index(fields=["lead", "-day", "-complaint"], name="standing_by_lead"),
            models.Index(  # with the agency, so that those of others are passed over unread
                fields=["category", "-day", "-complaint", "lead"], name="standing_category_newest"
            ),
            models.Index(fields=["region", "-day", "-complaint"], name="standing_by_region"),
            models.Index(fields=["bucket", "-day", "-complaint"], name="standing_by_bucket"),
            *(
                models.Index(
                    fields=[*pair, "-day", "-complaint"], name=f"standing_{'_'.join(pair)}"
                )
                for pair in combinations(("lead", "category", "region"), 2)
            ),
            models.Index(
                fields=["lead", "category", "region", "-day", "-complaint"],
                name="standing_by_three",
            ),
            models.Index(
                fields=["-day", "-complaint"],
                name="standing_open",
                condition=Q(bucket__in=[str(state) for state in OPEN]),
            ),
            models.Index(
                fields=["category", "region", "lead", "-day"],
                name="standing_open_where",
                condition=Q(bucket__in=[str(state) for state in OPEN]),
            ),
            models.Index(
                fields=["-closed_on", "-complaint"],
                name="standing_by_close",
                condition=Q(closed_on__isnull=False),
            ),
            *(
                models.Index(
                    fields=["-day", "-complaint"], name=f"standing_{name}", condition=Q(**{name: 1})
                )
                for name in RARE
            ),
            *(
                models.Index(
                    fields=["lead", "-day", "-complaint"],
                    name=f"standing_{name}_lead",
                    condition=Q(**{name: 1}),
                )
                for name in RARE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.bucket}"


class FigureDelta(Counted):
    """A report that came to stand so (+1), or no longer does (-1), appended by a verb."""

    amount = models.SmallIntegerField("tambah atau kurang")

    class Meta:
        verbose_name = "perubahan angka"
        verbose_name_plural = "perubahan angka"

    def __str__(self) -> str:
        return f"{self.day} {self.bucket} {self.amount:+d}"


class Grain(models.IntegerChoices):
    """How long a sum reaches."""

    DAY = 0, "hari"
    MONTH = 1, "bulan"
    YEAR = 2, "tahun"


class Sum(Cut):
    """Where a sum stands: in which cut, over which time."""

    grain = models.SmallIntegerField("masa", choices=Grain.choices)
    start = models.DateField("mulai")
    cut = models.SmallIntegerField("potongan")

    class Meta:
        abstract = True


KEY = ("cut", "grain", "start", *DIMENSIONS)


class Figure(Sum, Measures):
    """The folded sums of one cell; at any moment the truth is this plus the deltas."""

    received = models.IntegerField("diterima", default=0)
    closed = models.IntegerField("ditutup pada masa ini", default=0)
    at_received = models.IntegerField(default=0)
    at_verified = models.IntegerField(default=0)
    at_forwarded = models.IntegerField(default=0)
    at_followed_up = models.IntegerField(default=0)
    at_answered = models.IntegerField(default=0)
    at_resolved = models.IntegerField(default=0)
    at_needs_info = models.IntegerField(default=0)
    at_referred = models.IntegerField(default=0)
    at_appealed = models.IntegerField(default=0)
    at_archived = models.IntegerField(default=0)

    class Meta:
        verbose_name = "angka"
        verbose_name_plural = "angka"
        constraints = [
            models.UniqueConstraint(fields=KEY, name="figure_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.start} {self.received}"


class FigureSpread(Sum):
    """How often a value came: the working time of a step in bins, the reasons of the archive."""

    what: models.CharField[Any, Any] = models.CharField("apa", max_length=16)
    value: models.CharField[Any, Any] = models.CharField("nilai", max_length=40)
    amount = models.IntegerField("jumlah", default=0)

    class Meta:
        verbose_name = "sebaran"
        verbose_name_plural = "sebaran"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=[*KEY, "what", "value"], name="spread_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.start} {self.what} {self.value}"
