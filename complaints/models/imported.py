"""Reports of the national SP4N-LAPOR! that were imported: the runs, and what the export said."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.saved_view import new_key


class ImportRun(models.Model):
    """One file of the official export (*impor SP4N*): looked through, confirmed, taken in.

    ``summary`` is what the preview shows, ``result`` what became of the rows; both hold counts,
    names of offices and numbers of rows, never the words of a report. The file leaves the disk
    when the run ends, whatever its end.
    """

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", "Sedang dibaca"
        READY = "ready", "Menunggu konfirmasi"
        IMPORTING = "importing", "Sedang diimpor"
        DONE = "done", "Selesai"
        FAILED = "failed", "Tidak dapat dibaca"
        CANCELLED = "cancelled", "Dibatalkan"

    key = models.CharField("kunci", max_length=12, unique=True, default=new_key)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
    )
    name = models.CharField("nama berkas", max_length=200)
    file = models.FileField("berkas", upload_to="impor/%Y/%m", max_length=200, blank=True)
    checksum = models.CharField("nilai periksa", max_length=64)
    with_names = models.BooleanField("nama pelapor ikut diimpor", default=False)
    state = models.CharField("keadaan", max_length=10, choices=State.choices)
    why = models.CharField("sebab", max_length=500, blank=True)
    total = models.PositiveIntegerField("jumlah baris", default=0)
    done = models.PositiveIntegerField("baris selesai", default=0)
    summary: models.JSONField[Any, Any] = models.JSONField("ringkasan", default=dict)
    result: models.JSONField[Any, Any] = models.JSONField("hasil", default=dict)
    asked_at = models.DateTimeField("diminta")
    touched_at = models.DateTimeField("kabar terakhir")
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "impor SP4N"
        verbose_name_plural = "impor SP4N"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(finished_at__isnull=True),
                name="import_run_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"


class NationalRecord(models.Model):
    """What the export says of an imported report besides its words (*catatan SP4N*).

    ``cells`` keeps class, category, channel, agency, state and place as the national system writes
    them: an imported class is kept as such and sets no supervision. ``fingerprint`` is a keyed hash
    of the line, so that the same line changes nothing. Words stand on the report, where erasure
    finds them.
    """

    class ClosedBy(models.TextChoices):
        """Who closed the report in the national system."""

        SYSTEM = "system", "sistem"
        ADMIN = "admin", "admin"
        REPORTER = "reporter", "pelapor"

    complaint = models.OneToOneField(
        "complaints.Complaint",
        models.PROTECT,
        related_name="national_record",
        verbose_name="laporan",
    )
    number = models.CharField("nomor SP4N", max_length=40, unique=True)
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="records", db_index=False, verbose_name="impor"
    )
    row = models.PositiveIntegerField("baris")
    cells: models.JSONField[Any, Any] = models.JSONField("isi kolom", default=dict)
    closed_by = models.CharField("ditutup oleh", max_length=8, choices=ClosedBy, blank=True)
    fingerprint = models.CharField("sidik baris", max_length=64, blank=True)

    class Meta:
        verbose_name = "catatan SP4N"
        verbose_name_plural = "catatan SP4N"

    def __str__(self) -> str:
        return self.number
