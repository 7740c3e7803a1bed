"""Views of the inbox that officers keep under a name (tampilan tersimpan)."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

NAME_LENGTH = 60
ADDRESS_LENGTH = 1000


def new_key() -> str:
    """Return a word that names a view in addresses."""
    return secrets.token_hex(6)


class SavedView(models.Model):
    """A list of the inbox as its address names it (*tampilan*): role, tab, filters and order.

    ``query`` is a query string, never rows: who opens a shared view sees in it only what he or she
    may see. Without an ``agency`` it is the owner's alone. ``removed_at`` lets a slip be undone.
    """

    key = models.CharField("kunci", max_length=12, unique=True, default=new_key)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="pemilik"
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibagikan dengan",
    )
    name = models.CharField("nama", max_length=NAME_LENGTH)
    query = models.CharField("alamat", max_length=ADDRESS_LENGTH, blank=True)
    opens_first = models.BooleanField("dibuka lebih dahulu", default=False)
    created_at = models.DateTimeField("dibuat")
    removed_at = models.DateTimeField("dihapus", null=True, blank=True)

    class Meta:
        verbose_name = "tampilan tersimpan"
        verbose_name_plural = "tampilan tersimpan"
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(removed_at__isnull=True),
                name="saved_view_name_once",
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(removed_at__isnull=True, opens_first=True),
                name="saved_view_one_opens_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name
