"""The town's own wording of a message, instead of the one that LAPOR brings along."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class MessageText(models.Model):
    """One message text that the town changed (*naskah pesan*); taken away, the default holds."""

    name = models.CharField("naskah", max_length=80, unique=True)
    text = models.TextField("isi", max_length=2000)
    changed_at = models.DateTimeField("diubah")

    class Meta:
        verbose_name = "naskah pesan"
        verbose_name_plural = "naskah pesan"
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name
