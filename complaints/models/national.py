"""What was copied by hand to the national SP4N-LAPOR!, until an adapter does it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class NationalUse(models.Model):
    """Whether the town copies its reports to SP4N-LAPOR!, and from which day on: one row.

    Without the row the town copies everything.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    copies = models.BooleanField("laporan disalin ke SP4N", default=True)
    since = models.DateField("yang diteruskan sejak", null=True, blank=True)

    class Meta:
        verbose_name = "pemakaian SP4N"
        verbose_name_plural = "pemakaian SP4N"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_national_use"),
        ]

    def __str__(self) -> str:
        return "Salinan ke SP4N"


class NationalCopy(models.Model):
    """One tick *sudah disalin*: who copied what of a report to SP4N-LAPOR!, and when.

    Everything up to the event number ``sequence`` stands there. A tick that was a mistake is
    undone, not deleted. No words are kept here, so an erasure has nothing to blank.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint",
        models.PROTECT,
        related_name="national_copies",
        verbose_name="laporan",
    )
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_index=False, verbose_name="oleh"
    )
    at = models.DateTimeField("pada")
    sequence = models.PositiveIntegerField("sampai peristiwa")
    number = models.CharField("nomor SP4N yang diisi", max_length=40, blank=True)
    owed_at = models.DateTimeField("menunggu sejak")
    undone_at = models.DateTimeField("dibatalkan", null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="dibatalkan oleh",
    )

    class Meta:
        verbose_name = "salinan ke SP4N"
        verbose_name_plural = "salinan ke SP4N"
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.complaint_id} sampai {self.sequence}"
