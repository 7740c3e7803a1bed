"""Running and stopped clocks of a report (tenggat)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from complaints.states import Clock


class Deadline(models.Model):
    """One clock of one report (*tenggat*), with its due moment stored when it starts.

    ``days`` and ``seconds`` are the promised working time (``seconds`` for hours, or for what was
    left of a stopped clock); ``fixed_on`` is set instead when a date was promised.
    ``floor_at`` is the moment before which no correction may set the due moment.
    ``acts`` are the coming acts of the sweep as ``[moment, act]``, the next one apart in
    ``next_act_at`` and ``next_act``, so that the sweep does no calendar arithmetic.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="deadlines", verbose_name="laporan"
    )
    clock = models.CharField("jangka waktu", max_length=16, choices=Clock.choices)
    days = models.PositiveSmallIntegerField("hari kerja", default=0)
    seconds = models.PositiveIntegerField("detik kerja", default=0)
    in_hours = models.BooleanField("dihitung dalam jam kerja", default=False)
    fixed_on = models.DateField("tanggal dijanjikan", null=True, blank=True)
    floor_at = models.DateTimeField("tidak sebelum", null=True, blank=True)
    started_at = models.DateTimeField("mulai")
    due_at = models.DateTimeField("tenggat")
    first_due_at = models.DateTimeField("tenggat semula")
    paused_at = models.DateTimeField("dijeda", null=True, blank=True)
    paused_seconds = models.PositiveIntegerField("detik kerja dijeda", default=0)
    stopped_at = models.DateTimeField("berhenti", null=True, blank=True)
    stopped_by = models.CharField("dihentikan oleh", max_length=20, blank=True)
    seconds_left = models.IntegerField("sisa detik kerja saat berhenti", null=True, blank=True)
    breached_at = models.DateTimeField("lewat", null=True, blank=True)
    level = models.PositiveSmallIntegerField("tingkat eskalasi", default=0)
    rounds = models.PositiveSmallIntegerField("putaran", default=1)
    acts: models.JSONField[Any, Any] = models.JSONField("tindakan berikutnya", default=list)
    next_act_at = models.DateTimeField("tindakan pada", null=True, blank=True)
    next_act = models.CharField("tindakan", max_length=20, blank=True)

    class Meta:
        verbose_name = "tenggat"
        verbose_name_plural = "tenggat"
        ordering: ClassVar[list[str]] = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "clock"],
                condition=Q(stopped_at__isnull=True),
                name="deadline_one_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_act_at", "id"],
                name="deadlines_to_act",
                condition=Q(next_act_at__isnull=False),
            ),
            models.Index(
                fields=["due_at"],
                name="deadlines_running",
                condition=Q(stopped_at__isnull=True),
            ),
            models.Index(fields=["complaint"], name="deadlines_of_report"),
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} {self.due_at:%Y-%m-%d %H:%M}"


class CalendarEdit(models.Model):
    """An edit of office hours or holidays that running clocks must follow.

    A row, so that no crash and no absent broker loses it: the minute's sweep applies it.
    """

    why = models.CharField("sebab", max_length=60)
    at = models.DateTimeField("pada")
    settled_at = models.DateTimeField("diterapkan", null=True, blank=True)

    class Meta:
        verbose_name = "perubahan kalender"
        verbose_name_plural = "perubahan kalender"
        indexes = [
            models.Index(
                fields=["at"], name="calendar_edits_to_apply", condition=Q(settled_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.why
