"""What officers do to many reports at once, report by report, and what became of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.saved_view import new_key


class BulkJob(models.Model):
    """One verb for many reports (*tindakan borongan*); only its owner sees it.

    ``arguments`` are ids and codes. ``words`` are kept only until the last report was tried: then
    they stand with the events of the reports, where erasure finds them.
    """

    key = models.CharField("kunci", max_length=12, unique=True, default=new_key)
    token = models.CharField("tanda formulir", max_length=64, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="pemilik"
    )
    verb = models.CharField("tindakan", max_length=40)
    arguments: models.JSONField[Any, Any] = models.JSONField("isian", default=dict)
    words = models.TextField("kata-kata", blank=True)
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name="membatalkan",
    )
    asked_at = models.DateTimeField("diminta")
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "tindakan borongan"
        verbose_name_plural = "tindakan borongan"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(finished_at__isnull=True),
                name="bulk_job_unfinished",
            ),
            models.Index(fields=["owner", "-id"], name="bulk_job_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}/{self.key}"


class BulkItem(models.Model):
    """One report of a job: whether the verb was done, or why not.

    ``before`` is the id of who was assigned before, 0 for nobody: what undoing needs.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Menunggu"
        DONE = "done", "Berhasil"
        REFUSED = "refused", "Ditolak"

    job = models.ForeignKey(
        BulkJob, models.CASCADE, related_name="items", verbose_name="tindakan borongan"
    )
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="+", verbose_name="laporan"
    )
    place = models.PositiveIntegerField("urutan")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    why = models.CharField("sebab", max_length=500, blank=True)
    before = models.BigIntegerField("petugas sebelumnya", null=True, blank=True)

    class Meta:
        verbose_name = "laporan dalam borongan"
        verbose_name_plural = "laporan dalam borongan"
        ordering: ClassVar[list[str]] = ["job", "place"]
        constraints = [
            models.UniqueConstraint(fields=["job", "complaint"], name="bulk_item_once"),
        ]
        indexes = [
            models.Index(fields=["job", "place"], condition=Q(state="waiting"), name="bulk_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.place}"
