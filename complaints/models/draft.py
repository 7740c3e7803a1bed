"""Answers of a report that is not sent yet, kept so that only the reporter's browser can read them."""

from __future__ import annotations

from django.db import models


class FilingDraft(models.Model):
    """The answers so far (*draf*), as ciphertext; swept seven days after the last answer.

    The key is derived from the browser's token, of which the database keeps only a hash: without
    the browser nobody reads it, the city's own machines neither.
    """

    submission = models.CharField("sidik kiriman", max_length=64, unique=True)
    content = models.BinaryField("isi")
    touched_at = models.DateTimeField("terakhir diubah", db_index=True)

    class Meta:
        verbose_name = "draf"
        verbose_name_plural = "draf"

    def __str__(self) -> str:
        return self.submission[:8]
