"""One report as a book: what stands in a file of it, for an office outside or for its reporter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from complaints import on_request, privacy, wording
from complaints.casefile.parts import Part
from complaints.law.actors import Role
from complaints.law.roles import actor_on
from complaints.models import Attachment, CaseFile, Complaint, Deadline, Event
from complaints.states import Audience
from lapor import clock, words

SUFFIXES = {
    Attachment.Kind.IMAGE: "jpg",
    Attachment.Kind.PDF: "pdf",
    Attachment.Kind.VIDEO: "mp4",
}
AUDIENCES = {
    Audience.PUBLIC: "untuk umum",
    Audience.REPORTER: "pelapor dan petugas",
    Audience.INTERNAL: "internal",
}
CITIZENS = {
    Role.REPORTER: "Pelapor",
    Role.MERGED_REPORTER: "Pelapor laporan gabungan",
    Role.JOINER: "Warga",
    Role.SYSTEM: "Sistem",
}
"""Who is named by the part alone."""


@dataclass(frozen=True)
class Enclosed:
    """A stored file, and where it lies in the ZIP."""

    path: str
    file: Attachment
    what: str


@dataclass(frozen=True)
class Line:
    """One event in words."""

    at: datetime
    title: str
    who: str = ""
    audience: str = ""
    text: str = ""
    details: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Book:
    """Everything that is written into a file; nothing here reads the database any more."""

    code: str
    title: str
    purpose: str
    facts: list[tuple[str, str]]
    people: list[tuple[str, str]]
    text: str
    lines: list[Line]
    clocks: list[tuple[str, str]]
    enclosed: list[Enclosed]
    chain: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def for_office(row: CaseFile) -> Book:
    """Return the book of a file for a body outside, with the parts that were chosen.

    Law: names only as the person who asked may read them, or with the custodian's word for this
    file; what other reporters of merged reports said is never in it.
    """
    complaint, parts = row.complaint, set(row.parts)
    events = _events(complaint)
    chosen = [event for event in events if _is_chosen(event, parts)]
    enclosed = list(_enclosed(chosen, parts))
    names = {one.file.pk: one.path for one in enclosed}
    return Book(
        code=complaint.code,
        title=complaint.agency_title,
        purpose=f"Untuk {row.recipient}, atas surat nomor {row.letter_number}. "
        f"Diserahkan {words.moment(row.asked_at)}.",
        facts=facts_of(complaint),
        people=_people(row, parts),
        text=privacy.text_for(complaint, actor_on(complaint, row.asked_by)),
        lines=[_line(event, names) for event in chosen],
        clocks=clocks_of(complaint),
        enclosed=enclosed,
        chain=[_link(event, event in chosen) for event in events] if Part.CHAIN in parts else [],
        notes=list(_left_out(parts, row)),
    )


def facts_of(complaint: Complaint) -> list[tuple[str, str]]:
    """Return what the report is, in names and values."""
    region = complaint.region
    place = [complaint.place_text, f"Kel. {region.name}" if region is not None else ""]
    if complaint.latitude is not None and complaint.longitude is not None:
        place.append(f"({complaint.latitude:.5f}, {complaint.longitude:.5f})")
    rows = [
        ("Nomor tiket", complaint.code),
        ("Jenis", complaint.get_kind_display()),
        ("Kategori", complaint.category.name if complaint.category else ""),
        ("Tempat", ", ".join(one for one in place if one)),
        ("Tanggal kejadian", words.day(complaint.incident_date) if complaint.incident_date else ""),
        ("Diterima", f"{words.moment(complaint.created_at)}, {complaint.get_channel_display()}"),
        ("Keadaan", wording.officer_status(complaint)),
        ("Instansi", str(complaint.lead) if complaint.lead else ""),
        ("Instansi luar", f"{complaint.outside_body or ''} {complaint.outside_ref}".strip()),
    ]
    return [(name, value) for name, value in rows if value]


def clocks_of(complaint: Complaint) -> list[tuple[str, str]]:
    """Return each clock of the report with its dates."""
    rows = Deadline.objects.filter(complaint=complaint).order_by("started_at", "id")
    return [(row.get_clock_display(), _dates(row)) for row in rows]


def path_of(file: Attachment, number: int) -> str:
    """Return where a file lies in the ZIP; its own name may tell who made it."""
    return f"berkas/berkas-{number}.{SUFFIXES[Attachment.Kind(file.kind)]}"


def _dates(row: Deadline) -> str:
    said = f"mulai {words.moment(row.started_at)}, tenggat {words.moment(row.due_at)}"
    if row.stopped_at is not None:
        said += f", berhenti {words.moment(row.stopped_at)}"
    return f"{said}, lewat tenggat" if row.breached_at is not None else said


def _events(complaint: Complaint) -> list[Event]:
    return list(
        Event.objects.filter(complaint=complaint)
        .select_related("words", "actor", "agency", "follow_up")
        .prefetch_related("attachments")
        .order_by("sequence")
    )


def _is_chosen(event: Event, parts: Collection[str]) -> bool:
    """Whether the words of an event are in the file; that it happened is told in any case."""
    if event.role in (Role.MERGED_REPORTER, Role.JOINER):
        return False
    if event.audience == Audience.INTERNAL:
        return Part.INTERNAL in parts
    return Part.TALK in parts


def _enclosed(events: list[Event], parts: Collection[str]) -> Iterator[Enclosed]:
    if Part.FILES not in parts:
        return
    number = 0
    for event in events:
        for file in event.attachments.all():
            if not file.size or (file.audience == Audience.INTERNAL and Part.INTERNAL not in parts):
                continue
            if on_request.is_letter(file, event):  # it bears the name
                continue
            number += 1
            title = f"{_title(event)}, {words.day(event.at)}"
            yield Enclosed(path_of(file, number), file, title)


def _line(event: Event, names: dict[Any, str]) -> Line:
    follow_up = getattr(event, "follow_up", None)
    details = (
        [("Hasil", follow_up.get_outcome_display())] if follow_up and follow_up.outcome else []
    )
    return Line(
        at=event.at,
        title=_title(event),
        who=_who(event),
        audience=AUDIENCES[Audience(event.audience)],
        text=_said(event),
        details=details,
        files=[names[file.pk] for file in event.attachments.all() if file.pk in names],
    )


def _title(event: Event) -> str:
    said = wording.EVENT_WORDS.get(event.verb, event.verb)
    return said[:1].upper() + said[1:]


def _who(event: Event) -> str:
    if event.role in CITIZENS:
        return on_request.who_did(event) or CITIZENS[Role(event.role)]
    office = f", {event.agency}" if event.agency else ""
    return f"{event.actor} ({event.get_role_display()}{office})"


def _said(event: Event) -> str:
    """Return the words of an event; those of sending stand in the report's own text, cleared."""
    said = getattr(event, "words", None)
    return said.text if said is not None and event.verb != "submit" else ""


def _link(event: Event, told: bool) -> dict[str, Any]:
    """Return one event with every column that its hash covers, and the words where they are told."""
    said = getattr(event, "words", None) if told and event.verb != "submit" else None
    return {
        "complaint": event.complaint_id,
        "sequence": event.sequence,
        "verb": event.verb,
        "from": event.from_status,
        "to": event.to_status,
        "actor": event.actor_id,
        "agency": event.agency_id,
        "role": event.role,
        "audience": event.audience,
        "at": event.at.isoformat(),
        "data": event.data,
        "words": event.words_digest,
        "previous": event.previous_hash,
        "hash": event.hash,
        "text": said.text if said is not None else None,
        "salt": said.salt if said is not None else None,
    }


def _people(row: CaseFile, parts: Collection[str]) -> list[tuple[str, str]]:
    """Return the reporter's name and contact where they may go along."""
    complaint = row.complaint
    reporter = getattr(complaint, "reporter", None)
    if Part.NAME not in parts or reporter is None or reporter.erased_at is not None:
        return []
    if complaint.hides_reporter:
        contact = privacy.contact_for_file(row)
    else:
        contact = privacy.contact_for(complaint, actor_on(complaint, row.asked_by))
    if contact is None:
        return []
    rows = [("Nama", contact.name), ("Telepon", contact.phone), ("E-mail", contact.email)]
    return [(name, value) for name, value in rows if value]


def _left_out(parts: Collection[str], row: CaseFile) -> Iterator[str]:
    left = [part.label for part in Part if part not in parts and part != Part.NAME]
    if left:
        yield f"Tidak disertakan: {', '.join(left)}."
    if row.complaint.hides_reporter and not row.with_name:
        yield "Pelapor menyembunyikan identitasnya. Nama dan kontaknya tidak ada dalam berkas ini."
    if row.complaint.hides_reporter and row.with_name:
        yield "Pelapor menyembunyikan identitasnya. Kustodian membukanya hanya untuk berkas ini."
    yield "Data untuk petugas (NIK, KK, nomor pelanggan) tidak pernah disertakan."


def made_at() -> str:
    """Return the moment at which a book was made, in words."""
    return words.moment(clock.now())
