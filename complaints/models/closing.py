"""An agency that was closed, and how far its reports have gone to the successor."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


class AgencyClosing(models.Model):
    """One agency that hands its reports to another (*penutupan instansi*).

    ``refused`` lists what could not be handed on yet: ticket and sentence, tried again each minute.
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="closings", verbose_name="instansi"
    )
    successor = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name="penerus"
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="oleh")
    started_at = models.DateTimeField("mulai")
    total = models.PositiveIntegerField("jumlah laporan")
    done = models.PositiveIntegerField("sudah diserahkan", default=0)
    refused: models.JSONField[Any, Any] = models.JSONField("tidak dapat", default=list)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "penutupan instansi"
        verbose_name_plural = "penutupan instansi"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                name="agency_closing_one_at_a_time",
                condition=Q(finished_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} → {self.successor_id}"
