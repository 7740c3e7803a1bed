"""What an edit of the law's numbers would do to running clocks, said before it is saved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies import law
from agencies.calendar import Segment, WorkingCalendar
from agencies.models import Clock, Holiday, OfficeHours, Promise
from complaints.access import Desk
from complaints.deadlines import Clocks
from complaints.models import CalendarEdit, Complaint, Deadline
from lapor import clock, words

MOST_REPORTS = 2_000
"""So many reports are counted through before the page is shown."""
SHOWN = 20
FOLLOWS = "Tenggat laporan yang berjalan dihitung ulang; selesai dalam beberapa menit."


def of_holiday(desk: Desk, row: models.Model, taken_away: bool) -> dict[str, Any]:
    """Return which due moments a holiday would move, or its being taken away."""
    assert isinstance(row, Holiday)
    old = Holiday.objects.filter(pk=row.pk).first()
    days = set(Holiday.objects.exclude(pk=row.pk).values_list("date", flat=True))
    touched = {old.date} if old else set()
    if not taken_away:
        days.add(row.date)
        touched.add(row.date)
    around = Q()
    for one in touched:
        begins = dt.datetime.combine(one, dt.time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
        # An edit ends a due moment only on its own day, or on a later one that was counted past it.
        around |= Q(started_at__lt=begins + dt.timedelta(days=1), due_at__gte=begins)
    calendar = WorkingCalendar(_hours(), frozenset(days), ZoneInfo(settings.TIME_ZONE))
    return _moves(desk, calendar, around)


def of_hours(desk: Desk, row: models.Model, taken_away: bool) -> dict[str, Any]:
    """Return which due moments other office hours would move."""
    assert isinstance(row, OfficeHours)
    hours = _hours(without=row.pk)
    if not taken_away:
        hours.setdefault(row.weekday, []).append((row.opens, row.closes))
    hours = {weekday: sorted(times) for weekday, times in hours.items()}
    days = frozenset(Holiday.objects.values_list("date", flat=True))
    return _moves(desk, WorkingCalendar(hours, days, ZoneInfo(settings.TIME_ZONE)), Q())


def of_promise(desk: Desk, row: models.Model, taken_away: bool) -> dict[str, Any]:
    """Return what another promise means for a clock that starts now.

    Running clocks keep what was promised: a due moment moves only by a pause, an extension, a
    correction or an edit of the calendar (workflow.md, *Clocks*).
    """
    assert isinstance(row, Promise)
    now = clock.now()
    amount = law.Amount(row.amount, Promise.Unit(row.unit))
    if taken_away:
        amount = law.promise(row.clock, "")
    before = _due(law.promise(row.clock, row.case), now) if _is_known(row.clock) else None
    after = _due(amount, now)
    name = Clock(row.clock).label
    running = _running(desk, row.clock)
    sentences = [f"Jangka waktu {name} yang mulai sekarang berakhir {words.moment(after)}."]
    if before is not None and before != after:
        sentences[0] = (
            f"Jangka waktu {name} yang mulai sekarang berakhir {words.moment(after)}, "
            f"bukan lagi {words.moment(before)}."
        )
    sentences.append(
        f"{running} jangka waktu {name} yang sedang berjalan tetap pada tanggal yang sudah "
        "dijanjikan kepada pelapor."
    )
    return {"sentences": sentences, "rows": []}


def note_calendar_edit(row: models.Model) -> str:
    """Have the minute's sweep move the running clocks, each with an event; say so."""
    name = row._meta.model_name  # noqa: SLF001  (Django documents it)
    CalendarEdit.objects.create(why=f"calendar:{name}", at=clock.now())
    return FOLLOWS


def _is_known(name: str) -> bool:
    return Promise.objects.filter(clock=name, case=Promise.Case.DEFAULT).exists()


def _due(amount: law.Amount, now: dt.datetime) -> dt.datetime:
    calendar = law.calendar()
    if amount.in_hours:
        return calendar.due_after_seconds(now, amount.seconds)
    return calendar.due_after_days(now, amount.amount, 0)


def _running(desk: Desk, name: str) -> str:
    visible = desk.visible().order_by().values("pk")
    rows = Deadline.objects.filter(clock=name, stopped_at__isnull=True, complaint__in=visible)
    number = len(rows.values_list("pk", flat=True)[: MOST_REPORTS + 1])
    return "Lebih dari 2.000" if number > MOST_REPORTS else str(number)


def _hours(*, without: int | None = None) -> dict[int, list[Segment]]:
    hours: dict[int, list[Segment]] = {}
    for row in OfficeHours.objects.all():
        if row.pk == without:
            continue
        hours.setdefault(row.weekday, []).append((row.opens, row.closes))
    return hours


def _moves(desk: Desk, calendar: WorkingCalendar, around: Q) -> dict[str, Any]:
    """Return how many due moments of reports that the officer may see would move, and to when."""
    touched = Deadline.objects.filter(around, complaint=OuterRef("pk"), stopped_at__isnull=True)
    reports = desk.visible().filter(Exists(touched)).select_related("reporter").defer("search")
    found = list(
        reports.prefetch_related("deadlines").order_by("next_due_at", "id")[: MOST_REPORTS + 1]
    )
    moves = [move for one in found[:MOST_REPORTS] for move in moves_of(one, calendar)]
    numbers = Counter(name for _, name, _, _ in moves)
    sentences = [f"{number} tenggat {name} bergeser." for name, number in numbers.most_common()]
    if not moves:
        sentences = ["Tidak ada tenggat yang bergeser."]
    if len(found) > MOST_REPORTS:
        sentences.append(
            "Dihitung dari 2.000 laporan yang paling dekat tenggatnya; sisanya menyusul."
        )
    rows = [
        {"code": code, "clock": name, "before": words.moment(was), "after": words.moment(due)}
        for code, name, was, due in moves[:SHOWN]
    ]
    return {"sentences": sentences, "rows": rows, "more": max(0, len(moves) - SHOWN)}


def moves_of(
    complaint: Complaint, calendar: WorkingCalendar
) -> list[tuple[str, str, dt.datetime, dt.datetime]]:
    """Return what another calendar would do to one report: (ticket, clock, was, due)."""
    clocks = Clocks(complaint, verb="move_deadline", now=clock.now())
    clocks.calendar = calendar
    moves = []
    # The resolution first, because it bounds another one; nothing of this is saved.
    for name, row in sorted(clocks.running.items(), key=lambda one: one[0] != Clock.RESOLUTION):
        was, due = row.due_at, clocks.due_of(row)
        if due != was:
            row.due_at = due
            moves.append((complaint.code, Clock(name).label, was, due))
    return moves
