"""Reading all figures against the events of all reports, a little at a time (pemeriksaan angka)."""

from __future__ import annotations

from typing import Any

from django.db import models


class FigureCheck(models.Model):
    """One reading of all figures, over one night or several, and how far it has come.

    Ids and numbers only. A row is forgotten when the figures are made anew.
    """

    started_at = models.DateTimeField("mulai")
    finished_at = models.DateTimeField("selesai", null=True)
    last_report = models.BigIntegerField("laporan terakhir yang dibaca", default=0)
    spans = models.PositiveIntegerField("bulan dan tahun yang sudah dijumlahkan", default=0)
    reports = models.PositiveIntegerField("laporan yang dibaca", default=0)
    flaws = models.PositiveIntegerField("perbedaan", default=0)
    examples: models.JSONField[Any, Any] = models.JSONField("beberapa di antaranya", default=list)

    class Meta:
        verbose_name = "pemeriksaan angka"
        verbose_name_plural = "pemeriksaan angka"

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {self.flaws}"
