"""Other names of the town's offices, as the national system writes them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class AgencyAlias(models.Model):
    """How an export names an office (*nama lain instansi*), confirmed once by a person.

    ``name`` is written plainly (small letters, one blank). Without an ``agency`` the name is of an
    office of somebody else: a province, a ministry, another city.
    """

    name = models.CharField("nama lain", max_length=200)
    national_id = models.CharField("ID instansi SP4N", max_length=12, blank=True)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name="instansi",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dipastikan oleh",
    )
    confirmed_at = models.DateTimeField("dipastikan pada")

    class Meta:
        verbose_name = "nama lain instansi"
        verbose_name_plural = "nama lain instansi"
        ordering: ClassVar[list[str]] = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "national_id"], name="agencies_agencyalias_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
