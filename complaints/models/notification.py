"""The outbox: who must be told what, and the messages that tell it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """One message to one person (*pesan*), bundled from outbox rows, with a stable Message-ID.

    ``template`` names a message that stands for itself, without outbox rows (a new link).
    Nothing is kept of the address: the worker reads the encrypted contact when it sends.
    ``reclaims`` counts how often a worker died between taking and marking a message; over SMTP
    each of these may have been a repetition, and nothing else can be (docs/operations.md).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reporter = models.ForeignKey(
        "complaints.Reporter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
    )
    follower = models.ForeignKey(
        "complaints.Follower",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    channel = models.CharField("saluran", max_length=8)
    digest = models.CharField("ringkasan", max_length=12, blank=True)
    template = models.CharField("naskah", max_length=24, blank=True, default="", db_default="")
    created_at = models.DateTimeField("dibuat")
    next_attempt_at = models.DateTimeField("dicoba lagi", null=True, blank=True)
    claimed_at = models.DateTimeField("diambil", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    reclaims = models.PositiveSmallIntegerField("diambil ulang", default=0)
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)
    given_up_at = models.DateTimeField("menyerah", null=True, blank=True)
    told_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_error = models.CharField("kesalahan terakhir", max_length=200, blank=True)

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="deliveries_to_send",
                condition=Q(next_attempt_at__isnull=False),
            ),
            models.Index(fields=["reporter", "-sent_at"], name="deliveries_of_reporter"),
            models.Index(
                fields=["follower"],
                name="deliveries_of_follower",
                condition=Q(follower__isnull=False),
            ),
            models.Index(
                fields=["reporter"],
                name="calls_asked_for",
                condition=Q(channel="call", next_attempt_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def by_email(
        cls,
        now: datetime,
        *,
        user_id: int | None = None,
        reporter_id: int | None = None,
        digest: str = "",
        template: str = "",
    ) -> Delivery:
        """Write a message that is to go out now by e-mail (inside the caller's transaction)."""
        return cls.objects.create(
            user_id=user_id,
            reporter_id=reporter_id,
            channel=Notification.Channel.EMAIL,
            digest=digest,
            template=template,
            created_at=now,
            next_attempt_at=now,
        )

    @classmethod
    def for_call(cls, now: datetime, *, reporter_id: int | None, template: str) -> Delivery:
        """Write a message that waits until an officer calls (``complaints.telling.calls``)."""
        return cls.objects.create(
            reporter_id=reporter_id,
            channel=Notification.Channel.CALL,
            template=template,
            created_at=now,
            next_attempt_at=now,
        )

    @property
    def message_id(self) -> str:
        """The Message-ID, the same at every attempt."""
        return f"<{self.id}@lapor>"


class Notification(models.Model):
    """One outbox row: one event, one person, one channel (written with the event)."""

    class Channel(models.TextChoices):
        """How the person is told."""

        EMAIL = "email", "Email"
        CALL = "call", "Telepon oleh petugas"
        DIGEST = "digest", "Ringkasan harian"

    event = models.ForeignKey(
        "complaints.Event", models.PROTECT, related_name="notifications", verbose_name="peristiwa"
    )
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="notifications", verbose_name="laporan"
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name="petugas",
    )
    reporter = models.ForeignKey(
        "complaints.Reporter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name="pelapor",
    )
    channel = models.CharField("saluran", max_length=8, choices=Channel.choices)
    template = models.CharField("naskah", max_length=24)
    created_at = models.DateTimeField("dibuat")
    not_before = models.DateTimeField("tidak sebelum")
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="notifications"
    )
    dropped_at = models.DateTimeField("tidak jadi dikirim", null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user", "channel"],
                condition=Q(user__isnull=False),
                name="notification_once_per_officer",
            ),
            models.UniqueConstraint(
                fields=["event", "reporter", "channel"],
                condition=Q(reporter__isnull=False),
                name="notification_once_per_reporter",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ Q(reporter__isnull=False),
                name="notification_one_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="notifications_to_bundle",
                condition=Q(delivery__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(fields=["complaint"], name="notifications_of_report"),
            models.Index(
                fields=["reporter", "created_at"],
                name="calls_to_make",
                condition=Q(channel="call", delivery__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(
                fields=["user", "created_at"],
                name="notes_to_officer",
                condition=Q(template="note", user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.channel}"


class DigestRun(models.Model):
    """That the digest of one moment was made, so that it is made once."""

    kind = models.CharField("jenis", max_length=12)
    for_moment = models.DateTimeField("untuk")
    made_at = models.DateTimeField("dibuat")

    class Meta:
        verbose_name = "putaran ringkasan"
        verbose_name_plural = "putaran ringkasan"
        constraints = [
            models.UniqueConstraint(fields=["kind", "for_moment"], name="digest_run_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.for_moment:%Y-%m-%d %H:%M}"
