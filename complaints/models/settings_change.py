"""What was changed of the town's settings: append-only (riwayat pengaturan)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class SettingsChange(models.Model):
    """One change of an agency, an officer, a number of the law … (*riwayat pengaturan*).

    Rows are never changed: the application's role may only add them and a trigger refuses
    everything else. ``before`` and ``after`` hold the columns that differ, as a reader knows them.
    They name officers, never citizens, so an erasure has nothing to blank here.
    """

    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="oleh", db_index=False
    )
    role = models.CharField("peran", max_length=12)
    at = models.DateTimeField("pada")
    thing = models.CharField("jenis", max_length=20)
    key = models.CharField("kunci", max_length=60)
    name = models.CharField("nama", max_length=200)
    verb = models.CharField("tindakan", max_length=20)
    before: models.JSONField[Any, Any] = models.JSONField("sebelum", default=dict)
    after: models.JSONField[Any, Any] = models.JSONField("sesudah", default=dict)

    class Meta:
        verbose_name = "perubahan pengaturan"
        verbose_name_plural = "perubahan pengaturan"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            models.Index(fields=["thing", "key", "-id"], name="settings_changes_of_thing"),
            models.Index(fields=["user", "-id"], name="settings_changes_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.key} {self.verb}"
