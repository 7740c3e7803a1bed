"""Incidents: one event of the town that many reports tell of, and which reports these are."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models.saved_view import new_key

NAME_LENGTH = 80
MOST_REPORTS = 1000
"""In one incident."""


class Incident(models.Model):
    """One event (*kejadian*), such as "Banjir 12 November"; every report keeps its own state.

    The name is the town's word for the event and names nobody, so erasing a report leaves it.
    One that was ended takes no more reports, until it is opened again.
    """

    key = models.CharField("kunci", max_length=12, unique=True, default=new_key)
    name = models.CharField("nama", max_length=NAME_LENGTH)
    category = models.ForeignKey(
        "routing.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kategori",
    )
    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dibuka oleh"
    )
    opened_at = models.DateTimeField("dibuka")
    ended_at = models.DateTimeField("diakhiri", null=True, blank=True)

    class Meta:
        verbose_name = "kejadian"
        verbose_name_plural = "kejadian"
        ordering: ClassVar[list[str]] = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="incident_ends_after_its_start",
            )
        ]
        indexes = [models.Index(fields=["-since", "-id"], name="incidents_newest")]

    def __str__(self) -> str:
        return self.name


class IncidentReport(models.Model):
    """One report of an incident; a report belongs to one incident at most."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="lines", verbose_name="kejadian"
    )
    complaint = models.OneToOneField(
        "complaints.Complaint",
        models.PROTECT,
        related_name="incident_line",
        verbose_name="laporan",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ditambahkan oleh"
    )
    added_at = models.DateTimeField("ditambahkan")

    class Meta:
        verbose_name = "laporan kejadian"
        verbose_name_plural = "laporan kejadian"

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.complaint_id}"
