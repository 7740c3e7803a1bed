"""The reporter's own file: the same book as for an office, with what the tracker shows."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from complaints import privacy, wording
from complaints.casefile.book import Book, Enclosed, Line, facts_of, path_of
from complaints.citizen_words import CLOCK_NAMES
from complaints.citizens.tickets import Ticket
from complaints.law.actors import Role
from complaints.models import Attachment, Complaint, Deadline, Event
from complaints.states import Audience
from complaints.trail import timeline
from complaints.trail.timeline import Entry, Story
from lapor import words

HIDDEN_FACTS = frozenset({"Keadaan", "Instansi luar"})
"""Told in the reporter's own words instead."""


def book_of(ticket: Ticket) -> Book:
    """Return everything of the report that its reporter may see, and nothing else."""
    own = ticket.own
    stories = [Story.of(one) for one in ([own, ticket.main] if ticket.is_merged else [own])]
    enclosed = list(_enclosed(stories, own))
    paths = {one.file.pk: one.path for one in enclosed}
    return Book(
        code=own.code,
        title=own.title,
        purpose="Untuk pelapor sendiri.",
        facts=[
            *[fact for fact in facts_of(own) if fact[0] not in HIDDEN_FACTS],
            ("Keadaan", wording.citizen_status(own)),
        ],
        people=_own_contact(ticket),
        text=own.text,
        lines=sorted(
            (line for story in stories for line in _lines(story, own, paths)),
            key=lambda line: line.at,
        ),
        clocks=_clocks(ticket.main),
        enclosed=enclosed,
        notes=["Berkas ini memuat yang dapat Anda lihat di halaman lacak. Simpan di tempat aman."],
    )


def _own_contact(ticket: Ticket) -> list[tuple[str, str]]:
    """Return the contact as the tracker shows it: enough to know it again, no more."""
    reporter = getattr(ticket.own, "reporter", None)
    if reporter is None or reporter.erased_at is not None:
        return []
    contact = privacy.masked_contact(reporter)
    rows = [("Telepon", contact.phone), ("E-mail", contact.email)]
    return [(name, value) for name, value in rows if value]


def _lines(story: Story, own: Complaint, paths: dict[UUID, str]) -> Iterator[Line]:
    files = {f"{event.sequence}": story.files[event.pk] for event in story.events}
    for entry in timeline.for_reporter(story, own):
        rows = files.get(entry.id.rpartition("-")[2], [])
        yield _line(entry, [paths[row.pk] for row in rows if row.pk in paths])


def _line(entry: Entry, paths: list[str]) -> Line:
    return Line(
        at=entry.at,
        title=entry.title,
        who="Anda" if entry.mine and not entry.on_request else entry.who,
        text="" if entry.verb == "submit" else entry.text,
        details=entry.details,
        files=paths,
    )


def _enclosed(stories: list[Story], own: Complaint) -> Iterator[Enclosed]:
    """Yield the files that the tracker shows, the own ones and the agencies'."""
    number = 0
    for story in stories:
        merged = story.complaint.pk != own.pk
        for event in story.events:
            mine = timeline.is_by(event, own)
            if event.role in (Role.MERGED_REPORTER, Role.JOINER) and not mine:
                continue
            for file in story.files[event.pk]:
                if mine or _may_take(file, event, own, merged=merged):
                    number += 1
                    yield Enclosed(path_of(file, number), file, words.day(event.at))


def _may_take(file: Attachment, event: Event, own: Complaint, *, merged: bool) -> bool:
    if file.audience == Audience.INTERNAL or not file.size:
        return False
    if merged:
        return timeline.may_read_file(file, event)
    return timeline.may_read_event(event, own)


def _clocks(complaint: Complaint) -> list[tuple[str, str]]:
    rows = Deadline.objects.filter(complaint=complaint).order_by("started_at", "id")
    return [
        (CLOCK_NAMES[row.clock][0], f"paling lambat {words.moment(row.due_at)}")
        for row in rows
        if row.clock in CLOCK_NAMES
    ]
