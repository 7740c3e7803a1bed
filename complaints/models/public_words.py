"""The words of public texts: what a misspelt word may have meant (kamus)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

LONGEST_WORD = 40


class PublicWord(models.Model):
    """A word of the public texts (*kata*), its stem, and in how many reports it stands.

    Only letters: numbers and masked pieces never come here. The row of the empty word counts the
    reports themselves.
    """

    word = models.CharField("kata", max_length=LONGEST_WORD, unique=True)
    stem = models.CharField("kata dasar", max_length=LONGEST_WORD)
    reports = models.BigIntegerField("jumlah laporan", default=0)

    class Meta:
        verbose_name = "kata"
        verbose_name_plural = "kata"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stem"], name="words_by_stem"),
            GistIndex(fields=["word"], name="words_by_likeness", opclasses=["gist_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class PublicWordsDelta(models.Model):
    """A change of one public text: these words in one report more, or in one less.

    Verbs append rows; a beat folds them into ``PublicWord``, so that no verb waits for a word that
    stands in every report.
    """

    words = ArrayField(models.CharField(max_length=LONGEST_WORD), verbose_name="kata")
    amount = models.SmallIntegerField("perubahan")

    class Meta:
        verbose_name = "perubahan kamus"
        verbose_name_plural = "perubahan kamus"

    def __str__(self) -> str:
        return f"{self.amount:+d} × {len(self.words)} kata"
