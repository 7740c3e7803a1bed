"""What was done in a month, as the signs look at it: answers, and what was decided of reports.

Read at night only, by indexes that bound it to the month: final answers by their moment, events by
the reports that were received.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.utils import timezone

from complaints.insights.period import Period
from complaints.law.actors import Role
from complaints.models import Deadline, Event, FollowUp
from complaints.states import Clock, State

AT_ONCE = 1000
WORDS = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 3
HANDLING = ("follow_up", "answer", "hand_back")
DECIDING = ("forward", "archive", "refer")


@dataclass(frozen=True)
class Reply:
    """One final answer."""

    complaint: int
    agency: int | None
    officer: int
    category: int | None
    region: int | None
    at: datetime
    due: datetime | None
    """When the answer was due; None where no clock ran."""
    objected: bool
    words: bytes
    """A hash of its words; empty for too few, or where one answer for many reports is right."""

    @property
    def on_due_day(self) -> bool:
        """Whether it came on the very day on which it was due."""
        return self.due is not None and _day(self.due) == _day(self.at)


@dataclass(frozen=True)
class Deed:
    """What somebody did with a report that was received in the month."""

    complaint: int
    verb: str
    agency: int | None
    officer: int | None
    category: int | None
    region: int | None
    lead: int | None
    """To whom it was forwarded."""


def fingerprint(text: str) -> bytes:
    """Return a hash of the words of an answer: without case, numbers, dates and signs."""
    words = WORDS.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return b""
    return blake2b(" ".join(words).encode(), digest_size=16).digest()


def replies(month: Period) -> Iterator[Reply]:
    """Yield the final answers of offices in a month; sealed reports are in no figure."""
    rows = (
        FollowUp.objects.filter(
            is_final=True,
            outside_body__isnull=True,
            created_at__gte=_start(month),
            created_at__lt=_end(month),
            complaint__is_sealed=False,
        )
        .order_by("created_at")
        .values_list(
            *("complaint", "agency", "author", "complaint__category", "complaint__region"),
            *("created_at", "complaint__objections", "event__words__text"),
            "complaint__incident_line",
        )
    )
    found = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        due = _due_of([row[0] for row in some])
        for pk, agency, author, category, region, at, objections, text, incident in some:
            yield Reply(
                complaint=pk,
                agency=agency,
                officer=author,
                category=category,
                region=region,
                at=at,
                due=due.get((pk, at)),
                objected=objections > 0,
                words=b"" if incident else fingerprint(text or ""),
            )


def deeds(month: Period) -> Iterator[Deed]:
    """Yield what offices decided of the reports that were received in a month."""
    rows = Event.objects.filter(
        complaint__standing__day__range=(month.first, month.last),
        verb__in=(*HANDLING, *DECIDING),
        actor__isnull=False,
    ).exclude(verb="hand_back", to_status=State.FORWARDED)  # from a unit to its own parent
    columns = ("complaint", "verb", "agency", "actor", "role", "data")
    about = ("complaint__category", "complaint__region")
    for row in rows.order_by().values_list(*columns, *about).iterator(chunk_size=AT_ONCE):
        pk, verb, agency, actor, role, data, category, region = row
        if verb == "archive" and role != Role.VERIFIER:
            continue
        yield Deed(pk, verb, agency, actor, category, region, _lead(data))


def _lead(data: dict[str, Any]) -> int | None:
    return data.get("lead")


def _due_of(ids: list[int]) -> dict[tuple[int, datetime | None], datetime]:
    """Return when answers were due, by report and the moment at which they stopped the clock."""
    rows = Deadline.objects.filter(
        complaint__in=ids, clock=Clock.RESOLUTION, stopped_at__isnull=False
    )
    return {(pk, at): due for pk, at, due in rows.values_list("complaint", "stopped_at", "due_at")}


def _start(month: Period) -> datetime:
    return datetime.combine(month.first, time(), tzinfo=timezone.get_current_timezone())


def _end(month: Period) -> datetime:
    last = month.last + timedelta(days=1)
    return datetime.combine(last, time(), tzinfo=timezone.get_current_timezone())


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
