"""Which agency works on a report, in which role, and since when (disposisi)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Assignment(models.Model):
    """One agency's part in a report (*disposisi*): lead, co-agency, delegated unit or reader."""

    class Part(models.TextChoices):
        """The agency's part."""

        LEAD = "lead", "Instansi utama"
        UNIT = "unit", "Unit yang dilimpahi"
        CO = "co", "Pendamping"
        CC = "cc", "Tembusan"

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="assignments", verbose_name="laporan"
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="assignments", verbose_name="instansi"
    )
    part = models.CharField("peran", max_length=4, choices=Part.choices)
    instruction = models.TextField("arahan", blank=True)
    officer = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, verbose_name="petugas"
    )
    started_at = models.DateTimeField("mulai")
    followed_up_at = models.DateTimeField("tindak lanjut pertama", null=True, blank=True)
    ended_at = models.DateTimeField("berakhir", null=True, blank=True)
    ended_by = models.CharField("berakhir karena", max_length=20, blank=True)

    class Meta:
        verbose_name = "disposisi"
        verbose_name_plural = "disposisi"
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "agency"],
                condition=Q(ended_at__isnull=True),
                name="assignment_one_part",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(ended_at__isnull=True, part="lead"),
                name="assignment_one_lead",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "complaint"],
                name="running_assignments",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["agency", "complaint"],
                name="helping_now",
                condition=Q(ended_at__isnull=True, part__in=["co", "cc"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.agency_id}"
