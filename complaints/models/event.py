"""What happened to a report: append-only, one chain of hashes per report (riwayat)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from complaints.law.actors import Role
from complaints.states import Audience, State


class Event(models.Model):
    """One verb that was done (*riwayat, jejak audit*).

    Rows are never changed: the application's role may only insert them and a trigger refuses
    everything else. ``data`` holds ids, codes and dates, never words; the words stand in
    :class:`EventWords` and only their salted hash is part of the chain, so that a lawful erasure
    does not break it.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="events", verbose_name="laporan"
    )
    sequence = models.PositiveIntegerField("urutan")
    verb = models.CharField("tindakan", max_length=20)
    from_status = models.CharField("dari", max_length=12, blank=True, choices=State.choices)
    to_status = models.CharField("menjadi", max_length=12, choices=State.choices)
    actor = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pelaku",
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bertindak untuk",
    )
    role = models.CharField("peran", max_length=16, choices=Role.choices)
    audience = models.CharField("untuk", max_length=8, choices=Audience.choices)
    at = models.DateTimeField("pada")
    data: models.JSONField[Any, Any] = models.JSONField("data", default=dict)
    words_digest = models.CharField("sidik kata", max_length=64, blank=True)
    previous_hash = models.CharField("sidik sebelumnya", max_length=64, blank=True)
    hash = models.CharField("sidik", max_length=64)

    class Meta:
        verbose_name = "peristiwa"
        verbose_name_plural = "peristiwa"
        ordering: ClassVar[list[str]] = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "sequence"], name="event_sequence_once")
        ]
        indexes = [models.Index(fields=["actor", "complaint"], name="events_of_actor")]

    def __str__(self) -> str:
        return f"{self.complaint_id}#{self.sequence} {self.verb}"


class EventWords(models.Model):
    """The words said with an event; erasable (UU 27/2022), with the salt of their hash."""

    event = models.OneToOneField(
        Event, models.PROTECT, primary_key=True, related_name="words", verbose_name="peristiwa"
    )
    text = models.TextField("kata")
    salt = models.CharField("garam", max_length=32, blank=True)
    erased_at = models.DateTimeField("dihapus", null=True, blank=True)

    class Meta:
        verbose_name = "kata peristiwa"
        verbose_name_plural = "kata peristiwa"

    def __str__(self) -> str:
        return str(self.event_id)


class Seal(models.Model):
    """A Merkle root over the events since the last seal, chained; append-only, shown to all."""

    first_event = models.BigIntegerField("peristiwa pertama")
    last_event = models.BigIntegerField("peristiwa terakhir")
    event_count = models.PositiveIntegerField("jumlah")
    root = models.CharField("akar Merkle", max_length=64)
    previous = models.CharField("segel sebelumnya", max_length=64, blank=True)
    hash = models.CharField("segel", max_length=64, unique=True)
    at = models.DateTimeField("pada")

    class Meta:
        verbose_name = "segel"
        verbose_name_plural = "segel"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.hash
