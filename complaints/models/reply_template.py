"""Texts that officers start from, so that nobody has to find the words anew."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ReplyTemplate(models.Model):
    """A text to start from (*templat*), for one verb; of one agency, or of the whole town."""

    class Kind(models.TextChoices):
        """In which language it speaks."""

        PLAIN = "plain", "Bahasa sehari-hari"
        LAW = "law", "Dengan dasar hukum"

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
    kind = models.CharField("gaya bahasa", max_length=5, choices=Kind.choices, default=Kind.PLAIN)
    verb = models.CharField("untuk tindakan", max_length=20)
    title = models.CharField("judul", max_length=80)
    body = models.TextField("isi")
    used = models.PositiveIntegerField("dipakai", default=0)
    used_at = models.DateTimeField("terakhir dipakai", null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diubah oleh",
    )
    edited_at = models.DateTimeField("diubah")

    class Meta:
        verbose_name = "templat jawaban"
        verbose_name_plural = "templat jawaban"
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["agency", "title", "id"], name="reply_templates_of_agency")]

    def __str__(self) -> str:
        return self.title
