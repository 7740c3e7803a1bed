"""Every clock of a report with its history: limit, pauses, dates that moved, breaches, levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from complaints import due
from complaints.desk.report.history import level_words, sentence
from complaints.models import Complaint, Deadline, Event
from complaints.states import Clock
from lapor import clock, words

OWED_BY = {
    Clock.VERIFICATION: "meja verifikasi",
    Clock.REFORWARD: "meja verifikasi",
    Clock.OUTSIDE: "instansi luar",
    Clock.COMPLETION: "pelapor",
    Clock.CONFIRMATION: "pelapor",
    Clock.APPEAL: "pemutus banding",
}
"""Who owes a clock; every other one is the agency's."""

WHY = {"calendar": "Kalender kerja berubah.", "answer_not_heard": "Jawaban belum tentu sampai."}
"""Why the program itself moved a date, by the code that its event keeps."""

MOST_EVENTS = 300
HOUR = 3600


class Move(NamedTuple):
    """A due moment that changed, and why."""

    old: datetime
    new: datetime
    reason: str


class Mark(NamedTuple):
    """Something that happened to a clock, and when."""

    at: datetime
    words: str


@dataclass(frozen=True)
class ClockLine:
    """One clock, as ``desk/report/_clocks.html`` draws it."""

    name: str
    whose: str
    due_at: datetime
    due: str
    words: str
    limit: str
    started_at: datetime
    first_due_at: datetime
    moves: list[Move]
    marks: list[Mark]
    paused: str

    @property
    def was_moved(self) -> bool:
        """Whether the first date does not hold any more."""
        return self.first_due_at != self.due_at


def clock_lines(complaint: Complaint) -> tuple[list[ClockLine], list[ClockLine]]:
    """Return the clocks that run or wait, the nearest first, and those that stopped: two queries.

    Of a very long history only the newest 300 events that touched a clock are told.
    """
    events = _events_of(complaint)
    running: list[ClockLine] = []
    stopped: list[ClockLine] = []
    for row in complaint.deadlines.all():
        (stopped if row.stopped_at else running).append(_line(row, events))
    return sorted(running, key=lambda line: line.due_at), stopped


def _events_of(complaint: Complaint) -> list[Event]:
    """Return the newest events that touched a clock, in their order."""
    touched = Q(data__has_key="clocks") | Q(verb__in=("remind", "escalate"))
    rows = Event.objects.filter(touched, complaint=complaint).order_by("-sequence")
    return list(reversed(rows.only("sequence", "verb", "at", "data")[:MOST_EVENTS]))


def _line(row: Deadline, events: Sequence[Event]) -> ClockLine:
    if row.stopped_at is not None:
        late = row.breached_at is not None
        stand = due.Due("late" if late else "done", _ended(row))
    else:
        moment = row.paused_at or clock.now()
        stand = due.stand(row.due_at, now=moment, paused=row.paused_at is not None)
    its = [event for event in events if _concerns(event, row)]
    return ClockLine(
        name=row.get_clock_display(),
        whose=OWED_BY.get(Clock(row.clock), "instansi"),
        due_at=row.due_at,
        due=stand.tone,
        words=stand.words,
        limit=_limit(row),
        started_at=row.started_at,
        first_due_at=row.first_due_at,
        moves=list(_moves(row, its)),
        marks=list(_marks(row, its)),
        paused=_span(row.paused_seconds),
    )


def _concerns(event: Event, row: Deadline) -> bool:
    """Whether an event fell into the life of a clock."""
    return row.started_at <= event.at <= (row.stopped_at or event.at)


def _ended(row: Deadline) -> str:
    assert row.stopped_at is not None
    late = ", sesudah lewat tenggat" if row.breached_at is not None else ""
    return f"Berhenti {words.day(row.stopped_at)}{late}"


def _limit(row: Deadline) -> str:
    """Return the promised time in words; what was left of a stopped clock is office time."""
    if row.fixed_on is not None:
        return f"dijanjikan sampai {words.day(row.fixed_on)}"
    if row.days:
        return f"{row.days} hari kerja"
    return f"{_span(row.seconds)} kerja, sisa dari sebelumnya" if not row.in_hours else _hours(row)


def _hours(row: Deadline) -> str:
    return f"{_span(row.seconds)} kerja"


def _span(seconds: int) -> str:
    """Return working time in hours and minutes; empty for none."""
    hours, rest = divmod(seconds, HOUR)
    parts = [f"{hours} jam" if hours else "", f"{rest // 60} menit" if rest >= 60 else ""]  # noqa: PLR2004
    return " ".join(part for part in parts if part)


def _changes(event: Event, row: Deadline) -> Iterator[dict[str, Any]]:
    """Yield what an event did to the kind of clock that ``row`` is."""
    yield from (one for one in event.data.get("clocks", ()) if one["clock"] == row.clock)


def _moves(row: Deadline, events: Iterable[Event]) -> Iterator[Move]:
    """Yield the changes of a clock's date that its events tell."""
    for event in events:
        for change in _changes(event, row):
            if "was" in change:
                was, now = (datetime.fromisoformat(change[key]) for key in ("was", "due"))
                yield Move(was, now, _why(event))


def _why(event: Event) -> str:
    """Return why a date moved: what was done, and what the program says of itself."""
    code = str(event.data.get("why", "")).partition(":")[0]
    return WHY.get(code, f"{sentence(event.verb)}.")


def _marks(row: Deadline, events: Iterable[Event]) -> Iterator[Mark]:
    """Yield pauses, reminders, the breach and its escalations, in their order."""
    found = [Mark(row.breached_at, "Lewat tenggat")] if row.breached_at else []
    for event in events:
        for change in _changes(event, row):
            if change["change"] == "pause":
                found.append(Mark(event.at, "Dijeda: menunggu pelapor"))
            elif change["change"] == "resume":
                found.append(Mark(event.at, "Berjalan lagi"))
        if event.data.get("clock") == row.clock:
            found.append(Mark(event.at, _act(event)))
    yield from sorted(found)


def _act(event: Event) -> str:
    """Return whom a reminder or an escalation went to."""
    if event.verb != "escalate":
        return "Pengingat dikirim"
    return f"Diberitahukan ke {level_words(event.data.get('level'))}"
