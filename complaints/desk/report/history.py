"""The story of a report for officers: every event in words, and every clock as a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from agencies import law
from agencies.models import Agency, EscalationLevel
from complaints import due, reasons
from complaints.actors import Role
from complaints.desk.report.files import File, file_of
from complaints.models import Complaint, Deadline, Event, Notification
from complaints.states import Clock
from complaints.wording import VERB_ICONS, VERB_WORDS
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

CITIZENS = {
    Role.REPORTER: "Pelapor",
    Role.MERGED_REPORTER: "Pelapor laporan gabungan",
    Role.JOINER: "Warga",
}
"""What somebody without an office is called; who it is stands nowhere."""


@dataclass(frozen=True)
class Entry:
    """One line of the timeline, as ``_components/timeline.html`` draws it."""

    title: str
    at: datetime
    icon: str
    who: str
    role: str
    text: str
    audience: str
    mine: bool
    id: str
    files: list[File] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)


class Move(NamedTuple):
    """A due moment that changed, and why."""

    old: datetime
    new: datetime
    reason: str


@dataclass(frozen=True)
class ClockLine:
    """One clock, as ``_components/clocks.html`` draws it."""

    name: str
    whose: str
    due_at: datetime
    due: str
    words: str
    moves: list[Move]


def events_of(complaint: Complaint) -> list[Event]:
    """Return every event of a report with all that the timeline shows."""
    return list(
        Event.objects.filter(complaint=complaint)
        .select_related("words", "actor", "agency", "follow_up")
        .prefetch_related("attachments", "notifications__delivery")
        .order_by("sequence")
    )


def entries(events: Sequence[Event]) -> list[Entry]:
    """Return the timeline, newest first."""
    names = _agencies_in(events)
    return [_entry(event, names) for event in reversed(events)]


def files_of(event: Event) -> list[File]:
    """Return the files that came with an event."""
    return [file_of(row) for row in event.attachments.all()]


def clock_lines(
    deadlines: Iterable[Deadline], events: Sequence[Event]
) -> tuple[list[ClockLine], list[ClockLine]]:
    """Return the clocks that run or wait, the nearest first, and those that stopped."""
    running: list[ClockLine] = []
    stopped: list[ClockLine] = []
    for row in deadlines:
        (stopped if row.stopped_at else running).append(_clock_line(row, events))
    return sorted(running, key=lambda line: line.due_at), stopped


def _clock_line(row: Deadline, events: Sequence[Event]) -> ClockLine:
    if row.stopped_at is not None:
        late = row.breached_at is not None
        stand = due.Due("late" if late else "done", _ended(row))
    else:
        moment = row.paused_at or clock.now()
        stand = due.stand(row.due_at, now=moment, paused=row.paused_at is not None)
    return ClockLine(
        name=row.get_clock_display(),
        whose=OWED_BY.get(Clock(row.clock), "instansi"),
        due_at=row.due_at,
        due=stand.tone,
        words=stand.words,
        moves=list(_moves(row, events)),
    )


def _ended(row: Deadline) -> str:
    assert row.stopped_at is not None
    late = ", sesudah lewat tenggat" if row.breached_at is not None else ""
    return f"Berhenti {words.day(row.stopped_at)}{late}"


def _moves(row: Deadline, events: Sequence[Event]) -> Iterator[Move]:
    """Yield the changes of a clock's date that its events tell."""
    for event in events:
        if event.at < row.started_at or (row.stopped_at and event.at > row.stopped_at):
            continue
        for change in event.data.get("clocks", ()):
            if change["clock"] == row.clock and "was" in change:
                yield Move(
                    datetime.fromisoformat(change["was"]),
                    datetime.fromisoformat(change["due"]),
                    f"{_sentence(event.verb)}.",
                )


def _entry(event: Event, names: dict[int, str]) -> Entry:
    said = getattr(event, "words", None)
    text = said.text if said is not None else ""
    from_citizen = event.role in CITIZENS
    told = ", ".join(_told(event))
    by_system = event.role == Role.SYSTEM
    role = f"memberi tahu {told}" if by_system and told else ""
    if not by_system and not from_citizen:
        role = event.get_role_display()
    details = list(_details(event, names))
    if told and not by_system:
        details.append(("Diberi tahu", told))
    return Entry(
        title=_title(event),
        at=event.at,
        icon=VERB_ICONS.get(event.verb, "dot"),
        who=_who(event),
        role=role,
        text=text or ("(dihapus)" if said is not None and said.erased_at else ""),
        audience=event.audience if text or event.verb == "note" else "",
        mine=from_citizen and bool(text),
        id=f"peristiwa-{event.sequence}",
        # What came with the report itself stands beside its text.
        files=[] if event.verb == "submit" else files_of(event),
        details=details,
    )


def _who(event: Event) -> str:
    if event.role == Role.SYSTEM:
        return "Sistem"
    if event.role in CITIZENS:
        return CITIZENS[Role(event.role)]
    return str(event.actor) + (f" ({event.agency})" if event.agency else "")


def _details(event: Event, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Yield what the event's data and its follow-up say besides the words."""
    data = event.data
    for key, label in (("lead", "Instansi"), ("unit", "Unit"), ("agency", "Instansi")):
        if isinstance(data.get(key), int):
            yield label, names.get(data[key], "–")
    for key, label in (("co", "Pendamping"), ("cc", "Tembusan")):
        if data.get(key):
            yield label, ", ".join(names.get(pk, "–") for pk in data[key])
    if event.verb in ("archive", "hand_back", "return_answer", "note") and data.get("reason"):
        verb = data.get("proposes", event.verb)
        label = "Usul arsip" if verb != event.verb else "Alasan"
        yield label, reasons.label_of(verb, data["reason"])
    if isinstance(data.get("suggestion"), int):
        yield "Usul instansi", names.get(data["suggestion"], "–")
    if isinstance(data.get("until"), str):
        yield "Sampai", words.day(datetime.fromisoformat(data["until"]))
    follow_up = getattr(event, "follow_up", None)
    if follow_up is not None:
        yield from _of_follow_up(follow_up)


def _of_follow_up(row: Any) -> Iterator[tuple[str, str]]:
    if row.outcome:
        yield "Hasil", row.get_outcome_display()
    for value, label in (
        (row.proof_text, "Bukti menunjukkan"),
        (row.legal_basis, "Dasar hukum"),
        (row.planned_unit, "Pelaksana"),
        (row.budget_source, "Sumber anggaran"),
    ):
        if value:
            yield label, value
    for date, label in ((row.next_news_on, "Kabar berikutnya"), (row.planned_on, "Dijadwalkan")):
        if date:
            yield label, words.day(date)


def _told(event: Event) -> Iterator[str]:
    """Yield who was told of the event, and how far the message came."""
    rows = list(event.notifications.all())
    reporters = [row for row in rows if row.reporter_id is not None]
    officers = len({row.user_id for row in rows if row.user_id is not None})
    yield from (f"pelapor ({_delivery(row)})" for row in reporters)
    if officers:
        yield f"{officers} petugas"


def _delivery(row: Notification) -> str:
    call = row.channel == Notification.Channel.CALL
    if row.delivery is not None and row.delivery.sent_at is not None:
        return "sudah ditelepon" if call else "email terkirim"
    if row.dropped_at is not None:
        return "tidak dikirim"
    return "perlu dihubungi" if call else "email menunggu"


def _title(event: Event) -> str:
    """Return what was done; of the clocks, which one."""
    clock_name = event.data.get("clock")
    if event.verb in ("escalate", "remind") and clock_name in Clock.values:
        said = f"{_sentence(event.verb)}: {Clock(clock_name).label}"
        return said + "".join(
            f", naik ke {EscalationLevel.Audience(level.audience).label}"
            for level in law.escalation_levels()
            if level.level == event.data.get("level")
        )
    return _sentence(event.verb)


def _sentence(verb: str) -> str:
    said = VERB_WORDS.get(verb, verb)
    return said[:1].upper() + said[1:]


def _agencies_in(events: Iterable[Event]) -> dict[int, str]:
    """Return the names of the agencies that the data of ``events`` point at: one query."""
    ids: set[int] = set()
    for event in events:
        for key in ("lead", "unit", "agency", "suggestion"):
            if isinstance(event.data.get(key), int):
                ids.add(event.data[key])
        for key in ("co", "cc", "agencies"):
            ids.update(event.data.get(key) or ())
    return {row.pk: str(row) for row in Agency.objects.filter(pk__in=ids)}
