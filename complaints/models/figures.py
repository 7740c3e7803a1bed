"""Counts of reports by day of receipt, agency and bucket, kept by adding, never by counting."""

from __future__ import annotations

from django.db import models


class Figure(models.Model):
    """What is counted: reports received on a day, by their agency and what became of them."""

    day = models.DateField("diterima")
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="instansi",
    )
    category = models.ForeignKey(
        "routing.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kategori",
    )
    bucket = models.CharField("keadaan", max_length=24)
    amount = models.IntegerField("jumlah")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.bucket} {self.amount:+d}"


class FigureDelta(Figure):
    """A change of a figure, appended by a verb; a sweep folds it into :class:`DailyFigure`."""

    class Meta:
        verbose_name = "perubahan angka"
        verbose_name_plural = "perubahan angka"


class DailyFigure(Figure):
    """The folded sum; the figure at any moment is this plus the deltas not yet folded."""

    class Meta:
        verbose_name = "angka harian"
        verbose_name_plural = "angka harian"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "agency", "category", "bucket"],
                name="daily_figure_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["day", "bucket"], name="figures_by_day")]
