"""What one report counts as: a pure function of its row, its events and its clocks.

Law: workflow.md; domain.md, *Figures that are reported upward*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from agencies import law
from complaints.law import reasons
from complaints.law.actors import Role
from complaints.models import Complaint, Deadline, Event
from complaints.models.figures import SURVEYED, Klass
from complaints.states import ESCALATING, Audience, Clock, State

OFFICES = (Role.LEAD, Role.HOLDER, Role.CO_LIAISON, Role.CLERK, Role.OPERATOR)
ENTERED_WITHIN = timedelta(days=1)
"""What an agency typed in itself and closed within this time is *dicatat instansi*."""
LEFT_COORDINATOR = ("forward", "refer", "archive")
FIRST_WORDS = ("follow_up", "answer", "outside_news")
KEPT_BY = {
    Clock.VERIFICATION: LEFT_COORDINATOR,
    Clock.FIRST_FOLLOW_UP: ("follow_up", "answer"),
    Clock.PROGRESS: ("follow_up", "answer"),
    Clock.RESOLUTION: ("answer", "outside_news"),
}
"""The clocks whose promise is counted, and the verbs that keep it; a merge keeps nothing."""
CLOSED = (State.RESOLVED, State.ARCHIVED)
SEEN = (Audience.PUBLIC, Audience.REPORTER)
OURS = ("import", "renew")
"""Verbs of an import: they say nothing of when something was done."""


@dataclass(frozen=True)
class Judged:
    """What others said of a report: its rating, its survey, and the router's first suggestion."""

    stars: int | None = None
    survey: tuple[int, ...] | None = None
    """The mark of each question, in their order."""
    still_fixed: bool | None = None
    was_suggested: bool = False
    was_accepted: bool = False


@dataclass
class Course:
    """How a report went, read off its events in their order."""

    entered_for: int | None = None
    """The agency whose officer typed it in."""
    left_coordinator: datetime | None = None
    first_words: datetime | None = None
    answered: datetime | None = None
    """When the answer came that still stands."""
    closed: datetime | None = None
    closed_by: str = ""
    handed_back: bool = False
    objected: bool = False
    reopened: bool = False
    appealed: bool = False

    def follow(self, event: Event) -> None:
        """Go one event further."""
        verb, to = event.verb, event.to_status
        if verb == "submit" and event.role in OFFICES:
            self.entered_for = event.agency_id
        if verb in LEFT_COORDINATOR and self.left_coordinator is None:
            self.left_coordinator = event.at
        if self.first_words is None and verb in FIRST_WORDS and event.audience in SEEN:
            self.first_words = event.at
        if to == State.ANSWERED and event.from_status != State.ANSWERED:
            self.answered = event.at
        if to not in (State.ANSWERED, *CLOSED, State.APPEALED, State.MERGED):
            self.answered = None
        if to not in CLOSED:
            self.closed, self.closed_by = None, ""
        elif event.from_status != to and verb not in OURS:
            self.closed, self.closed_by = event.at, verb
        self.handed_back |= verb == "hand_back" and to == State.VERIFIED
        self.objected |= verb == "object_to_answer"
        self.reopened |= verb == "reopen"
        self.appealed |= verb == "appeal"


def is_counted(complaint: Complaint) -> bool:
    """Whether a report is in any figure: no spam, no test, nothing sealed."""
    junk = complaint.status == State.ARCHIVED and complaint.archive_reason in reasons.junk_codes()
    return not (complaint.is_sealed or junk)


def stand(
    complaint: Complaint, events: Sequence[Event], clocks: Iterable[Deadline], judged: Judged
) -> dict[str, Any]:
    """Return the columns of the standing of a report that is counted and not merged.

    Args:
        complaint: the report as it is now.
        events: all its events, in their order.
        clocks: all its clocks, running and stopped.
        judged: what was said of it.
    """
    course = Course()
    for event in events:
        course.follow(event)
    entered = _is_entered(complaint, course)
    return {
        **own(complaint),
        "lead_id": complaint.lead_id,
        "category_id": complaint.category_id,
        "bucket": str(complaint.status),
        "reason": complaint.archive_reason if complaint.status == State.ARCHIVED else "",
        "closed_on": course.closed and timezone.localdate(course.closed),
        "followed": int(course.first_words is not None),
        "confirmed": int(_is_confirmed(complaint, course)),
        "by_timer": int(course.closed_by == "auto_resolve"),
        "handed_back": int(course.handed_back),
        "objected": int(course.objected),
        "reopened": int(course.reopened),
        "appealed": int(course.appealed),
        "planned": int(complaint.outcome == "planned"),
        "agency_entered": int(entered),
        **({} if entered else _promises(clocks)),
        **_opinions(judged, entered=entered),
        **_times(complaint, course),
    }


def own(complaint: Complaint) -> dict[str, Any]:
    """Return what a report brings along itself, also when it is merged into another."""
    return {
        "day": timezone.localdate(complaint.created_at),
        "region_id": complaint.region_id,
        "channel": str(complaint.channel),
        "klass": klass_of(complaint),
        "hides_reporter": int(complaint.hides_reporter),
        "is_secret": int(complaint.is_secret),
        "supports": complaint.support_count,
        "supported": int(complaint.support_count > 0),
        "repeated": int(complaint.repeats_id is not None),
    }


def klass_of(complaint: Complaint) -> str:
    """Return the class under which a report is counted."""
    return str(Klass.INSPECTION if complaint.needs_inspection else Klass(complaint.kind))


def _is_entered(complaint: Complaint, course: Course) -> bool:
    """*Dicatat instansi*: typed in by the agency that leads it, and answered within a day."""
    done = course.answered or course.closed
    return (
        course.entered_for is not None
        and course.entered_for == complaint.lead_id
        and done is not None
        and done - complaint.created_at <= ENTERED_WITHIN
    )


def _is_confirmed(complaint: Complaint, course: Course) -> bool:
    """Whether the reporter agreed that it is done; an imported one says so itself."""
    if complaint.status != State.RESOLVED:
        return False
    return course.closed_by == "confirm" or (not course.closed_by and complaint.was_confirmed)


def _promises(clocks: Iterable[Deadline]) -> dict[str, int]:
    """Return which promises were kept and broken, and whether one is late now."""
    kept: set[Clock] = set()
    broken: set[Clock] = set()
    late = False
    for row in clocks:
        clock = Clock(row.clock)
        if row.breached_at is not None or (row.stopped_at and row.stopped_at > row.due_at):
            broken.add(clock)
        elif row.stopped_at is not None and row.stopped_by in KEPT_BY.get(clock, ()):
            kept.add(clock)
        runs = row.stopped_at is None and row.paused_at is None
        late |= runs and row.breached_at is not None and clock in ESCALATING
    found = {"late": int(late)}
    for clock in KEPT_BY:
        found[f"broken_{clock.value}"] = int(clock in broken)
        found[f"kept_{clock.value}"] = int(clock in kept - broken)
    return found


def _opinions(judged: Judged, *, entered: bool) -> dict[str, int]:
    """Return rating, survey and routing; what an agency entered itself is not rated."""
    routing = {
        "routed": int(judged.was_suggested),
        "accepted": int(judged.was_accepted),
    }
    if entered:
        return routing
    marks = judged.survey or (0,) * len(SURVEYED)
    return routing | {
        "rated": int(judged.stars is not None),
        "stars": judged.stars or 0,
        "surveyed": int(judged.survey is not None),
        "survey_points": sum(marks),
        **dict(zip(SURVEYED, marks, strict=True)),
        "still_fixed": int(judged.still_fixed is True),
        "broken_again": int(judged.still_fixed is False),
    }


def _times(complaint: Complaint, course: Course) -> dict[str, int | None]:
    """Return the working minutes since sending; waiting for the reporter counts along."""
    moments = {
        "verify_minutes": course.left_coordinator,
        "reply_minutes": course.first_words,
        "resolve_minutes": course.answered,
    }
    calendar = law.calendar()
    return {
        name: None
        if moment is None
        else round(calendar.seconds_between(complaint.created_at, moment) / 60)
        for name, moment in moments.items()
    }
