"""A file of one report for a body outside (berkas penyerahan): who asked, what is in it, its end."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class CaseFile(models.Model):
    """A ZIP of one report for the Ombudsman or another body (*berkas penyerahan*).

    It is made by a worker, lies under a random name, opens by one link for some days, and leaves
    the disk with the link. It holds no personal words of its own: erasing the report ends it.
    """

    class State(models.TextChoices):
        """How far the file is."""

        CONSENT = "consent", "Menunggu kustodian"
        QUEUED = "queued", "Menunggu dibuat"
        MAKING = "making", "Sedang dibuat"
        READY = "ready", "Siap diunduh"
        FAILED = "failed", "Gagal dibuat"
        ENDED = "ended", "Sudah berakhir"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="case_files", verbose_name="laporan"
    )
    event = models.OneToOneField(
        "complaints.Event", models.PROTECT, related_name="case_file", verbose_name="peristiwa"
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    asked_at = models.DateTimeField("diminta pada")
    recipient = models.CharField("penerima", max_length=150)
    letter_number = models.CharField("nomor surat", max_length=100)
    parts: models.JSONField[list[str], list[str]] = models.JSONField("isi", default=list)
    state = models.CharField("keadaan", max_length=8, choices=State.choices)
    progress = models.PositiveSmallIntegerField("kemajuan (persen)", default=0)
    started_at = models.DateTimeField("mulai dibuat", null=True, blank=True)
    with_name = models.BooleanField("nama tersembunyi disertakan", default=False)
    file = models.FileField("berkas", upload_to="penyerahan/%Y/%m", max_length=200, blank=True)
    checksum = models.CharField("nilai periksa", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("ukuran (bita)", default=0)
    ends_at = models.DateTimeField("berlaku sampai", null=True, blank=True)
    revoked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dicabut oleh",
    )

    class Meta:
        verbose_name = "berkas penyerahan"
        verbose_name_plural = "berkas penyerahan"
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["complaint", "-asked_at"], name="case_files_of_report"),
            models.Index(
                fields=["state", "asked_at"],
                name="case_files_unfinished",
                condition=~Q(state="ended"),
            ),
        ]

    def __str__(self) -> str:
        return f"berkas penyerahan {self.complaint_id}"


class CaseFileDownload(models.Model):
    """One download of such a file (*unduhan*): when, and with what kind of device."""

    case_file = models.ForeignKey(
        CaseFile, models.PROTECT, related_name="downloads", verbose_name="berkas penyerahan"
    )
    at = models.DateTimeField("pada")
    device = models.CharField("perangkat", max_length=60)

    class Meta:
        verbose_name = "unduhan berkas penyerahan"
        verbose_name_plural = "unduhan berkas penyerahan"
        ordering: ClassVar[list[str]] = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.case_file_id} {self.at:%Y-%m-%d %H:%M}"
