"""Calls that nobody took: how often a reporter was tried, and when the next try is due."""

from __future__ import annotations

from django.db import models


class CallTry(models.Model):
    """One call to a reporter that nobody took (*tidak tersambung*); no words, no number."""

    reporter = models.ForeignKey(
        "complaints.Reporter", models.PROTECT, related_name="call_tries", verbose_name="pelapor"
    )
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="petugas"
    )
    at = models.DateTimeField("pada")
    next_at = models.DateTimeField("coba lagi")

    class Meta:
        verbose_name = "telepon tidak tersambung"
        verbose_name_plural = "telepon tidak tersambung"

    def __str__(self) -> str:
        return f"{self.reporter_id} {self.at:%Y-%m-%d %H:%M}"
