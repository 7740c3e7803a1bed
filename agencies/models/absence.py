"""Who does an officer's work while he or she is away (pengganti)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Q


class Days(models.Func):
    """The days from one date to another, both included, as PostgreSQL compares them."""

    function = "DATERANGE"
    output_field = DateRangeField()


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Ways to choose substitutions."""

    def standing(self) -> SubstitutionQuerySet:
        """Return those that nobody ended."""
        return self.filter(ended_at__isnull=True)

    def on(self, day: date) -> SubstitutionQuerySet:
        """Return those that hold on a day of the town's calendar; nobody inactive stands in."""
        holds = Q(starts_on__lte=day, ends_on__gte=day, substitute__is_active=True)
        return self.standing().filter(holds)

    def touching(self, first: date, last: date) -> SubstitutionQuerySet:
        """Return those that hold on any day from ``first`` to ``last``."""
        return self.standing().filter(starts_on__lte=last, ends_on__gte=first)


class Substitution(models.Model):
    """One seat of an absent officer and the colleague who does its work (*pengganti*).

    It begins and ends by its dates; ``ended_at`` is set when somebody ended it before.
    """

    officer = models.ForeignKey(
        "agencies.Officer",
        on_delete=models.PROTECT,
        related_name="substitutions",
        verbose_name="petugas yang tidak bertugas",
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="substitutions",
        verbose_name="pengganti",
    )
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    note = models.CharField("catatan", max_length=200, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    created_at = models.DateTimeField("dibuat")
    ended_at = models.DateTimeField("diakhiri", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diakhiri oleh",
    )

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "pengganti"
        verbose_name_plural = "pengganti"
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="agencies_substitution_forward",
            ),
            ExclusionConstraint(
                name="agencies_substitution_one_at_a_time",
                expressions=(
                    ("officer", RangeOperators.EQUAL),
                    (
                        Days("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                condition=Q(ended_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(
                fields=("substitute", "ends_on"),
                condition=Q(ended_at__isnull=True),
                name="agencies_substitution_of",
            ),
        )

    def __str__(self) -> str:
        return f"{self.officer} → {self.substitute}"
