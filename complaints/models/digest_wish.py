"""When an officer wants the digests; without a row both come."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class DigestWish(models.Model):
    """What one officer chose under *Ringkasan harian*; messages at once know no choice."""

    class Hours(models.TextChoices):
        """At which hours of a working day."""

        BOTH = "both", "Pukul 07.30 dan 13.00"
        MORNING = "morning", "Hanya pukul 07.30"
        NOON = "noon", "Hanya pukul 13.00"
        NONE = "none", "Tidak pernah"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="digest_wish",
        verbose_name="petugas",
    )
    hours = models.CharField("waktu", max_length=8, choices=Hours, default=Hours.BOTH)

    class Meta:
        verbose_name = "pilihan ringkasan"
        verbose_name_plural = "pilihan ringkasan"

    def __str__(self) -> str:
        return f"{self.user_id}: {self.hours}"
