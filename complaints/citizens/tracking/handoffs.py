"""Who held a report, and for how long: from hand to hand, in working days and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agencies import law
from complaints.models import Complaint, Event
from complaints.states import AT_COORDINATOR, WITH_AGENCY, State
from complaints.trail.timeline import Story
from lapor import clock, words

COORDINATOR = "Admin pengaduan (Diskominfo)"
NAMED_READERS = "Pemeriksa yang ditunjuk"
WITH_REPORTER = {
    State.NEEDS_INFO: "Anda (menjawab pertanyaan)",
    State.ANSWERED: "Anda (menilai jawaban)",
}


@dataclass(frozen=True)
class Stay:
    """One hand that a report lay in."""

    who: str
    since: datetime
    until: datetime | None
    """None while it still lies there."""

    @property
    def is_reporter(self) -> bool:
        """Whether it is the reporter's turn."""
        return self.who in WITH_REPORTER.values()

    @property
    def length(self) -> str:
        """How long, in working days; the day it came does not count, as with the clocks."""
        days = law.calendar().days_between(self.since, self.until or clock.now())
        return f"{days} hari kerja" if days else "kurang dari 1 hari kerja"

    @property
    def dates(self) -> str:
        """From when until when, the year said once: "21–25 November 2026"."""
        if self.until is None:
            return f"sejak {words.day(self.since)}"
        return between(self.since, self.until)


def between(start: datetime, end: datetime) -> str:
    """Return two days as people write them: "21 November – 2 Desember 2026"."""
    first, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    if first == last:
        return words.day(last)
    month = words.MONTHS[last.month - 1]
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month} {last.year}"
    year = f" {first.year}" if first.year != last.year else ""
    before = f"{first.day} {words.MONTHS[first.month - 1]}{year}"
    return f"{before} – {last.day} {month} {last.year}"


def stays(story: Story) -> list[Stay]:
    """Return who held the report of ``story``, in order; the last one holds it, unless it ended."""
    found: list[Stay] = []
    for who, moment in _hands(story):
        if found and found[-1].until is None:
            if found[-1].who == who:
                continue
            found[-1] = Stay(found[-1].who, found[-1].since, moment)
        if who:
            found.append(Stay(who, moment, None))
    return found


def _hands(story: Story) -> Iterator[tuple[str, datetime]]:
    """Yield after each event who holds the report then; an empty name when nobody does."""
    lead = unit = ""
    for event in story.events:
        if event.data.get("lead"):
            lead, unit = story.names.get(event.data["lead"], ""), ""
        if event.verb == "delegate":
            unit = story.names.get(event.data["unit"], "")
        elif event.verb in ("hand_back", "take_back"):
            unit = story.names.get(event.data.get("holder") or 0, "")
        yield _holder(story.complaint, event, unit or lead), event.at


def _holder(complaint: Complaint, event: Event, agency: str) -> str:
    status = State(event.to_status)
    if status in AT_COORDINATOR:
        return NAMED_READERS if complaint.is_sealed else COORDINATOR
    if status in WITH_AGENCY:
        return agency or str(complaint.lead or COORDINATOR)
    if status == State.REFERRED:
        return f"{complaint.outside_body or 'Instansi luar'}, dipantau admin pengaduan"
    if status == State.APPEALED:
        return "Pemutus banding"
    return WITH_REPORTER.get(status, "")
