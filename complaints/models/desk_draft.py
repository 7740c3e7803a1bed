"""What an officer has begun to write at the desk, kept until it is sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class DeskDraft(models.Model):
    """The form of one verb as one officer left it (*draf*); swept 30 days after the last word.

    Only its writer reads it, only while he or she sees the report, and it goes with the report's
    erasure. ``token`` is that of the form, so that its files are found again while they wait.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="penulis"
    )
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="+", verbose_name="laporan"
    )
    verb = models.CharField("tindakan", max_length=40)
    data: models.JSONField[Any, Any] = models.JSONField("isian", default=dict)
    token = models.CharField("tanda formulir", max_length=32)
    updated_at = models.DateTimeField("terakhir diubah", db_index=True)

    class Meta:
        verbose_name = "draf petugas"
        verbose_name_plural = "draf petugas"
        constraints = [
            models.UniqueConstraint(fields=["user", "complaint", "verb"], name="desk_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.verb}"
