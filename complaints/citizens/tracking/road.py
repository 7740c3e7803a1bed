"""The road of one report in five steps: what was, with its date, what is now, what comes until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from complaints.models import Complaint, Event
from complaints.papers.dates import Step
from complaints.states import Clock, State
from complaints.trail.timeline import Story
from lapor import words

REACHED = {
    State.RECEIVED: 1,
    State.VERIFIED: 1,
    State.REFERRED: 1,
    State.FORWARDED: 2,
    State.FOLLOWED_UP: 3,
    State.ANSWERED: 4,
    State.RESOLVED: 5,
}
"""State → how many of the five steps are behind it."""

VERBS = (
    ("submit",),
    ("forward", "uphold", "reopen"),
    ("follow_up", "answer"),
    ("answer", "outside_news"),
    ("confirm", "auto_resolve"),
)
"""The events that end each step."""
PAUSED = "Waktu berhenti sampai Anda menjawab."
RESPONDED = 2
"""Place of the step in which an agency responds."""


def road_of(complaint: Complaint, story: Story, dates: Mapping[str, datetime]) -> list[Step]:
    """Return the five steps, and a sixth where the report left the road.

    Args:
        complaint: the report that goes on.
        story: its events.
        dates: when its running clocks are due.
    """
    status = State(complaint.status)
    reached = REACHED.get(status, _reached_before(complaint, story))
    ended, paused = status == State.ARCHIVED, status == State.NEEDS_INFO
    steps = [
        _step(title, place, reached, _words(place, reached, story, {} if paused else dates))
        for place, title in enumerate(_titles(complaint))
        if not ended or place < reached
    ]
    if paused:
        steps[reached]["text"] = PAUSED
    return [*steps, *_side_road(complaint, status, story, dates)]


def _reached_before(complaint: Complaint, story: Story) -> int:
    """Return how far the report was when it was asked about, appealed or archived."""
    before = complaint.resume_status
    if not before:
        last = [e.from_status for e in story.events if e.to_status == State.ARCHIVED]
        before = last[-1] if last else ""
    return REACHED.get(State(before), 1) if before else 1


def _titles(complaint: Complaint) -> tuple[str, ...]:
    if complaint.status == State.REFERRED:
        passed_on = f"Dirujuk ke {complaint.outside_body}"
    elif complaint.is_sealed:
        passed_on = "Dibaca pemeriksa yang ditunjuk"
    else:
        passed_on = "Diperiksa dan diteruskan"
    rated = "Anda menilai"
    if complaint.status == State.RESOLVED and not complaint.was_confirmed:
        rated = "Ditutup otomatis"
    return ("Terkirim", passed_on, "Instansi menanggapi", "Instansi menjawab", rated)


def _words(place: int, reached: int, story: Story, dates: Mapping[str, datetime]) -> str:
    """Return the date of a step: when it was done, or until when it will be."""
    if place < reached:
        done = _done(place, story)
        return words.day(done.at) if done is not None else ""
    due = {
        1: dates.get(Clock.VERIFICATION) or dates.get(Clock.REFORWARD) or dates.get(Clock.OUTSIDE),
        2: dates.get(Clock.FIRST_FOLLOW_UP),
        3: dates.get(Clock.RESOLUTION),
        4: dates.get(Clock.CONFIRMATION),
    }.get(place)
    return f"Paling lambat {words.moment(due)}" if due is not None else ""


def _side_road(
    complaint: Complaint, status: State, story: Story, dates: Mapping[str, datetime]
) -> list[Step]:
    """Return the step beside the road: an appeal, an end without an answer, a plan."""
    if status == State.APPEALED:
        due = dates.get(Clock.APPEAL)
        until = f"Putusan paling lambat {words.moment(due)}" if due else ""
        return [Step(title="Banding diperiksa", text=until, limit="", state="now")]
    if status == State.ARCHIVED:
        ended = [event for event in story.events if event.to_status == State.ARCHIVED]
        day = words.day(ended[-1].at) if ended else ""
        return [Step(title="Tidak dilanjutkan", text=day, limit="", state="now")]
    if status == State.RESOLVED and complaint.planned_until is not None:
        until = f"Paling lambat {words.day(complaint.planned_until)}"
        return [Step(title="Dilaksanakan instansi", text=until, limit="", state="now")]
    return []


def _step(title: str, place: int, reached: int, text: str) -> Step:
    state = "done" if place < reached else "now" if place == reached else "next"
    return Step(title=title, text=text, limit="", state=state)


def _done(place: int, story: Story) -> Event | None:
    """Return the event that ended a step in the present round: the last one of its verbs.

    An agency responds with its first word after the report came to it.
    """
    found = [event for event in story.events if event.verb in VERBS[place]]
    if place == RESPONDED:
        came = [event.sequence for event in story.events if event.verb in VERBS[place - 1]]
        found = [event for event in found if not came or event.sequence > came[-1]][:1]
    return found[-1] if found else None
