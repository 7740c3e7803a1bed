"""Words that officers put on reports to find them again (tanda)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

TAG_LENGTH = 30


class Tag(models.Model):
    """A word for reports (*tanda*): of the whole town, or of one agency and all below it.

    Names are words of the trade and hold nothing personal (``complaints.together.tags`` refuses what looks
    like it), so an erasure has nothing to blank here. No row is deleted, because events point at
    it: a tag is switched off, or means another one from now on (``merged_into``, never a chain).
    Which reports have it stands on the reports (``Complaint.tag_ids``), who put it there in events.
    """

    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="instansi",
    )
    name = models.CharField("nama", max_length=TAG_LENGTH)
    is_active = models.BooleanField("dipakai", default=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="digabung ke",
    )

    class Meta:
        verbose_name = "tanda"
        verbose_name_plural = "tanda"
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "agency", Lower("name"), nulls_distinct=False, name="tag_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
