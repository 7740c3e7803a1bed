"""Who follows a public report by e-mail (pengikut)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Follower(models.Model):
    """One address that asked for news of one public report, encrypted like a reporter's.

    Nothing but the request to confirm goes out before ``confirmed_at``. ``news_at`` says since when
    there is something to tell: it is the outbox row of this follower, written with the event.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="followers", verbose_name="laporan"
    )
    email_encrypted = models.BinaryField("email")
    email_hmac = models.CharField("sidik email", max_length=64)
    asked_at = models.DateTimeField("diminta")
    confirmed_at = models.DateTimeField("disetujui", null=True, blank=True)
    told_at = models.DateTimeField("terakhir diberi tahu", null=True, blank=True)
    news_at = models.DateTimeField("ada kabar sejak", null=True, blank=True)

    class Meta:
        verbose_name = "pengikut"
        verbose_name_plural = "pengikut"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["complaint", "email_hmac"], name="follow_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["news_at", "id"],
                name="followers_to_tell",
                condition=Q(news_at__isnull=False),
            ),
            models.Index(fields=["email_hmac", "asked_at"], name="followers_by_email"),
            models.Index(
                fields=["asked_at"],
                name="followers_unconfirmed",
                condition=Q(confirmed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"pengikut {self.complaint_id}"
