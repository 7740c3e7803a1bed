"""What citizens give to a report besides words: support and rating."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Support(models.Model):
    """One browser's or account's *dukungan* for a public report; counted once.

    ``joined_at`` is set when it also said *Saya juga mengalami*, which it can once.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="supports", verbose_name="laporan"
    )
    supporter = models.CharField("sidik pendukung", max_length=64)
    created_at = models.DateTimeField("diberikan")
    joined_at = models.DateTimeField("ikut mengalami", null=True, blank=True)

    class Meta:
        verbose_name = "dukungan"
        verbose_name_plural = "dukungan"
        constraints = [
            models.UniqueConstraint(fields=["complaint", "supporter"], name="support_once")
        ]

    def __str__(self) -> str:
        return f"dukungan {self.complaint_id}"


class Rating(models.Model):
    """The reporter's *penilaian* of the handling, given with the confirmation."""

    complaint = models.OneToOneField(
        "complaints.Complaint", models.PROTECT, related_name="rating", verbose_name="laporan"
    )
    event = models.OneToOneField("complaints.Event", models.PROTECT, verbose_name="peristiwa")
    stars = models.PositiveSmallIntegerField(
        "nilai", validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    created_at = models.DateTimeField("diberikan")

    class Meta:
        verbose_name = "penilaian"
        verbose_name_plural = "penilaian"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="rating_one_to_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stars}/5"
