"""The words of the stream: one event as an entry, with who, as what, when, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User
from agencies import law
from agencies.models import Agency, EscalationLevel
from complaints import on_request
from complaints.desk.report.files import File, file_of
from complaints.law import reasons
from complaints.law.actors import Role
from complaints.models import Event, Notification
from complaints.states import Clock
from complaints.together.tags import Known
from complaints.wording import EVENT_WORDS, VERB_ICONS
from lapor import words

CITIZENS = {
    Role.REPORTER: "Pelapor",
    Role.MERGED_REPORTER: "Pelapor laporan gabungan",
    Role.JOINER: "Warga",
}
"""What somebody without an office is called; who it is stands nowhere."""


@dataclass(frozen=True)
class Entry:
    """One entry of the stream, as ``desk/report/_entry.html`` draws it.

    ``said``: somebody spoke; everything else is a small line. ``mine``: the reporter's side spoke.
    """

    title: str
    at: datetime
    icon: str
    who: str
    role: str
    text: str
    audience: str
    mine: bool
    id: str
    said: bool
    told: str = ""
    files: list[File] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """The ticket of the events, and what the ids in their data stand for."""

    code: str
    agencies: dict[int, str]
    people: dict[int, str]
    reads_name: Callable[[], bool]
    tags: Known


def entries(
    events: Sequence[Event],
    code: str,
    *,
    reads_name: Callable[[], bool] = lambda: False,
    tags: Callable[[], Known] = lambda: Known([]),
) -> list[Entry]:
    """Return the entries of ``events`` of the ticket ``code``, in their order: two queries at most.

    ``reads_name``: whether the reader may open papers that bear the reporter's name; asked only
    where there are any. ``tags``: those that the reader may know; the others are not named.
    """
    known = tags() if any(event.verb == "tag" for event in events) else Known([])
    names = Names(code, _agencies_in(events), _mentioned_in(events), reads_name, known)
    return [_entry(event, names) for event in events]


def _entry(event: Event, names: Names) -> Entry:
    said = getattr(event, "words", None)
    text = said.text if said is not None else ""
    from_citizen = event.role in CITIZENS
    from_office = not from_citizen and event.role != Role.SYSTEM
    return Entry(
        title=_title(event),
        at=event.at,
        icon=VERB_ICONS.get(event.verb, "dot"),
        who=who_of(event),
        role=event.get_role_display() if from_office else "",
        text=text or ("(dihapus)" if said is not None and said.erased_at else ""),
        audience=event.audience if said is not None else "",
        mine=from_citizen and said is not None,
        id=f"peristiwa-{event.sequence}",
        said=said is not None,
        told=", ".join(_told(event)),
        files=[] if event.verb == "submit" else _files(event, names),
        details=list(_details(event, names)),
    )


def _files(event: Event, names: Names) -> list[File]:
    """Return the files of an event; what came with the report itself stands beside its text."""
    if event.verb == "submit":
        return []
    letters = [row for row in event.attachments.all() if on_request.is_letter(row, event)]
    others = [row for row in event.attachments.all() if row not in letters]
    shown = [file_of(row) for row in letters] if letters and names.reads_name() else []
    return [*(file_of(row, code=names.code) for row in others), *shown]


def who_of(event: Event) -> str:
    """Return who did it, as officers read it: a citizen by the part, an officer by name and unit."""
    if event.role == Role.SYSTEM:
        return "Sistem"
    if event.role in CITIZENS:
        return on_request.who_did(event) or CITIZENS[Role(event.role)]
    return str(event.actor) + (f" ({event.agency})" if event.agency else "")


def _details(event: Event, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what the event's data and its follow-up say besides the words."""
    data = event.data
    for key, label in (("lead", "Instansi"), ("unit", "Unit"), ("agency", "Instansi")):
        if isinstance(data.get(key), int):
            yield label, names.agencies.get(data[key], "–")
    for key, label in (("co", "Pendamping"), ("cc", "Tembusan")):
        if data.get(key):
            yield label, ", ".join(names.agencies.get(pk, "–") for pk in data[key])
    if event.verb in ("archive", "hand_back", "return_answer", "note") and data.get("reason"):
        verb = data.get("proposes", event.verb)
        label = "Usul arsip" if verb != event.verb else "Alasan"
        yield label, reasons.label_of(verb, data["reason"])
    if isinstance(data.get("suggestion"), int):
        yield "Usul instansi", names.agencies.get(data["suggestion"], "–")
    if isinstance(data.get("until"), str):
        yield "Sampai", words.day(datetime.fromisoformat(data["until"]))
    mentioned = [names.people.get(pk, "–") for pk in data.get("mentions", ())]
    if mentioned:
        yield "Menyebut", ", ".join(mentioned)
    yield from _between_colleagues(event, names)
    if data.get("boxes"):
        yield "Foto", f"{len(data['boxes'])} bagian ditutup untuk umum"
    follow_up = getattr(event, "follow_up", None)
    if follow_up is not None:
        yield from _of_follow_up(follow_up)


def _between_colleagues(event: Event, names: Names) -> Iterator[tuple[str, str]]:
    """Yield to whom a report was given, for whom a substitute acted, and what nobody decided."""
    data = event.data
    if event.verb == "assign":
        yield "Kepada", names.people.get(data.get("to") or 0, "tidak kepada siapa pun")
    if event.verb == "tag":
        yield from _of_tags(data, names.tags)
    if isinstance(data.get("for"), int):
        yield "Menggantikan", names.people.get(data["for"], "–")
    if on_request.is_on_request(event):
        yield "Bukti permintaan", on_request.proof_of(event)
    if data.get("undecided"):
        yield "Persetujuan", "tidak diputuskan dalam satu hari kerja"


def _of_tags(data: dict[str, Any], known: Known) -> Iterator[tuple[str, str]]:
    """Yield which tags came and went, as they are called today; those of another agency do not."""
    for key, label in (("tags", "Diberi"), ("untagged", "Dicabut")):
        if found := known.of(data.get(key, ())):
            yield label, ", ".join(map(str, found))
    if any(known.get(pk) is None for key in ("tags", "untagged") for pk in data.get(key, ())):
        yield "Tanda", "milik instansi itu sendiri"


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
    said = sentence(event.verb)
    if event.verb in ("escalate", "remind") and clock_name in Clock.values:
        said = f"{said}: {Clock(clock_name).label}"
        if event.verb == "escalate":
            said += f", naik ke {level_words(event.data.get('level'))}"
    return said


def sentence(verb: str) -> str:
    """Return what a verb did as the beginning of a sentence."""
    said = EVENT_WORDS.get(verb, verb)
    return said[:1].upper() + said[1:]


def level_words(level: object) -> str:
    """Return who is told at an escalation level of the town."""
    found = [one for one in law.escalation_levels() if one.level == level]
    return EscalationLevel.Audience(found[0].audience).label if found else "tingkat di atasnya"


def _agencies_in(events: Iterable[Event]) -> dict[int, str]:
    """Return the names of the agencies that the data of ``events`` point at: one query."""
    ids: set[int] = set()
    for event in events:
        for key in ("lead", "unit", "agency", "suggestion"):
            if isinstance(event.data.get(key), int):
                ids.add(event.data[key])
        for key in ("co", "cc", "agencies"):
            ids.update(event.data.get(key) or ())
    return {row.pk: str(row) for row in Agency.objects.filter(pk__in=ids)} if ids else {}


def _mentioned_in(events: Iterable[Event]) -> dict[int, str]:
    """Return the names of the colleagues whom events point at: one query where there are any."""
    ids = {pk for event in events for pk in event.data.get("mentions", ())}
    ids |= {event.data["for"] for event in events if isinstance(event.data.get("for"), int)}
    ids |= {event.data["to"] for event in events if event.verb == "assign" and event.data["to"]}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}
