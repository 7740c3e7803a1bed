"""Reports that go upward (*laporan berkala*): frozen figures, their files, and who is sent them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, Officer
from complaints.models.visibility import EVERYTHING_ROLES, TREE_ROLES, units_of

ERASED = "(dihapus)"


class Length(models.TextChoices):
    """How long a reported period is."""

    MONTH = "bulan", "Bulanan"
    QUARTER = "triwulan", "Triwulanan"
    YEAR = "tahun", "Tahunan"


class UpwardReportQuerySet(models.QuerySet["UpwardReport"]):
    """Questions about reports that go upward."""

    def readable_by(self, officers: list[Officer]) -> UpwardReportQuerySet:
        """Return those that the roles may read: of the town all, of a head those of the subtree."""
        if any(officer.role in EVERYTHING_ROLES for officer in officers):
            return self.all()
        return self.filter(agency__in=units_of([o for o in officers if o.role in TREE_ROLES]))

    def forget_case(self, code: str) -> int:
        """Take the public words of an erased report out of all of them; return of how many.

        Their files are set anew from what is frozen, as soon as a worker comes by.
        """
        mentioned = self.filter(cases__contains=[{"code": code}])
        with transaction.atomic():
            return self._without(list(mentioned.select_for_update()), code)

    def _without(self, found: list[UpwardReport], code: str) -> int:
        for row in found:
            row.cases = [
                {**one, "title": ERASED, "text": ""} if one["code"] == code else one
                for one in row.cases
            ]
            row.state = UpwardReport.State.QUEUED
            row.save(update_fields=["cases", "state"])
        return len(found)


class UpwardReport(models.Model):
    """One edition of the report of a month, quarter or year (*laporan berkala*).

    ``contents`` is written once and never changed (a trigger holds this): later changes go into a
    new edition or the next report. Of personal words it has none; ``cases`` holds the public title
    and text of some public reports, which erasing such a report blanks (``forget_case``).
    """

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", "Menunggu dibuat"
        MAKING = "making", "Sedang dibuat"
        READY = "ready", "Siap diunduh"
        FAILED = "failed", "Gagal dibuat"

    key = models.SlugField("kunci", max_length=80, unique=True)
    length = models.CharField("jenis", max_length=8, choices=Length.choices)
    period = models.CharField("masa", max_length=10)
    first = models.DateField("hari pertama")
    last = models.DateField("hari terakhir")
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="instansi dan unit di bawahnya",
    )
    edition = models.PositiveSmallIntegerField("edisi", default=1)
    note = models.CharField("catatan edisi", max_length=200, blank=True)
    contents: models.JSONField[object, object] = models.JSONField("angka", default=dict)
    cases: models.JSONField[list[dict[str, object]], list[dict[str, object]]] = models.JSONField(
        "laporan pilihan", default=list
    )
    state = models.CharField("keadaan", max_length=8, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField("kemajuan (persen)", default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibuat oleh",
    )
    asked_at = models.DateTimeField("diminta pada")
    started_at = models.DateTimeField("mulai dibuat", null=True, blank=True)
    made_at = models.DateTimeField("dibuat pada", null=True, blank=True)
    mailed_at = models.DateTimeField("dikabarkan pada", null=True, blank=True)
    pdf = models.FileField("PDF", upload_to="laporan/%Y/%m", max_length=200, blank=True)
    pdf_checksum = models.CharField("nilai periksa PDF", max_length=64, blank=True)
    pdf_size = models.PositiveIntegerField("ukuran PDF (bita)", default=0)
    xlsx = models.FileField("XLSX", upload_to="laporan/%Y/%m", max_length=200, blank=True)
    xlsx_checksum = models.CharField("nilai periksa XLSX", max_length=64, blank=True)
    xlsx_size = models.PositiveIntegerField("ukuran XLSX (bita)", default=0)

    objects = UpwardReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan berkala"
        verbose_name_plural = "laporan berkala"
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "period", "edition"],
                name="upward_edition_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="upward_newest_first"),
            models.Index(
                fields=["asked_at"],
                name="upward_unfinished",
                condition=Q(state__in=("queued", "making")),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def waits(self) -> bool:
        """Whether a worker has not finished it."""
        return self.state in (self.State.QUEUED, self.State.MAKING)

    @property
    def is_of_whole_period(self) -> bool:
        """Whether it was made when its period was over."""
        return timezone.localtime(self.asked_at).date() > self.last

    @property
    def whose(self) -> str:
        """Of whom it tells, as people say it."""
        return "Seluruh kota" if self.agency is None else str(self.agency)


class UpwardWish(models.Model):
    """Which reports an officer wants when they are made; without a row none (*kirimi saya*)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="upward_wish",
        verbose_name="petugas",
    )
    month = models.BooleanField("bulanan", default=False)
    quarter = models.BooleanField("triwulanan", default=False)
    year = models.BooleanField("tahunan", default=False)

    class Meta:
        verbose_name = "pilihan laporan berkala"
        verbose_name_plural = "pilihan laporan berkala"

    def __str__(self) -> str:
        return f"{self.user_id}"


class UpwardPost(models.Model):
    """That somebody was told of a report, and by which message."""

    report = models.ForeignKey(
        UpwardReport, models.PROTECT, related_name="posts", verbose_name="laporan berkala"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="petugas"
    )
    delivery = models.OneToOneField(
        "complaints.Delivery", models.PROTECT, related_name="upward_post", verbose_name="pesan"
    )

    class Meta:
        verbose_name = "kabar laporan berkala"
        verbose_name_plural = "kabar laporan berkala"
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="upward_post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.user_id}"


def heads_of(officers: list[Officer]) -> list[Agency]:
    """Return the agencies of whose subtree these roles are the heads."""
    found = {o.agency_id: o.agency for o in officers if o.role in TREE_ROLES}
    return sorted(found.values(), key=str)
