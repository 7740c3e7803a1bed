"""An answer that waits for somebody's consent before it is sent (konsep jawaban)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


class AnswerDraft(models.Model):
    """A follow-up or final answer that a colleague sends (*konsep*); workflow.md, *Drafts*.

    ``content`` holds what the form asked for and is erased with the report's words; its files are
    those of the event ``submit_draft`` until they are sent with the answer.
    """

    class Verb(models.TextChoices):
        """What is sent when it is approved."""

        FOLLOW_UP = "follow_up", "Tindak lanjut"
        ANSWER = "answer", "Jawaban akhir"

    class Needs(models.TextChoices):
        """What the draft waits for."""

        SENDING = "sending", "Dikirim pejabat penghubung"
        APPROVAL = "approval", "Persetujuan pimpinan"
        ALWAYS = "always", "Persetujuan pimpinan, tanpa pengecualian"

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Menunggu"
        RETURNED = "returned", "Dikembalikan"
        SENT = "sent", "Dikirim"
        DROPPED = "dropped", "Tidak jadi"

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="answer_drafts", verbose_name="laporan"
    )
    verb = models.CharField("tindakan", max_length=9, choices=Verb.choices)
    content: models.JSONField[Any, Any] = models.JSONField("isi", default=dict)
    needs = models.CharField("menunggu", max_length=8, choices=Needs.choices)
    state = models.CharField("keadaan", max_length=8, choices=State.choices, default=State.WAITING)
    author = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="penyusun"
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name="atas nama"
    )
    event = models.OneToOneField(
        "complaints.Event", models.PROTECT, related_name="answer_draft", verbose_name="peristiwa"
    )
    created_at = models.DateTimeField("diajukan")
    due_at = models.DateTimeField("diputuskan paling lambat")
    escalated_at = models.DateTimeField("dinaikkan", null=True, blank=True)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diputuskan oleh",
    )
    note = models.TextField("catatan", blank=True)
    sent_event = models.OneToOneField(
        "complaints.Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_draft",
        verbose_name="peristiwa pengiriman",
    )

    class Meta:
        verbose_name = "konsep jawaban"
        verbose_name_plural = "konsep jawaban"
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("complaint",), condition=Q(state="waiting"), name="answer_draft_one_waiting"
            ),
        )
        indexes = (
            models.Index(fields=("complaint", "-id"), name="answer_drafts_of_report"),
            models.Index(
                fields=("due_at",),
                condition=Q(state="waiting", escalated_at__isnull=True),
                name="answer_drafts_undecided",
            ),
        )

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.pk}"
