"""The main road of a report: sent, verified, forwarded, followed up, answered, confirmed."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Complaint, Deadline, Event, Notification
from complaints.states import Clock
from complaints.trail import chain
from tests import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def running(complaint: Complaint) -> set[str]:
    """Return the clocks of a report that run."""
    return set(
        Deadline.objects.filter(complaint=complaint, stopped_at=None).values_list(
            "clock", flat=True
        )
    )


def test_main_road_ends_resolved_with_one_event_for_each_verb(town: t.Town) -> None:
    complaint = t.resolved(town)
    events = list(Event.objects.filter(complaint=complaint).order_by("sequence"))
    assert complaint.status == "resolved"
    assert [event.verb for event in events] == [
        "submit",
        "verify",
        "forward",
        "follow_up",
        "answer",
        "confirm",
    ]
    assert list(chain.flaws_of(Complaint.objects.get(pk=complaint.pk), events)) == []
    assert running(complaint) == set()


def test_each_step_turns_its_clocks(town: t.Town) -> None:
    complaint = t.submit()
    assert running(complaint) == {Clock.VERIFICATION, Clock.RESOLUTION}
    complaint = t.forwarded(town)
    assert running(complaint) == {Clock.FIRST_FOLLOW_UP, Clock.RESOLUTION}
    complaint = t.followed_up(town)
    assert running(complaint) == {Clock.PROGRESS, Clock.RESOLUTION}
    complaint = t.answered(town)
    assert running(complaint) == {Clock.CONFIRMATION}


def test_reporter_is_told_five_times_on_the_main_road(town: t.Town) -> None:
    complaint = t.resolved(town)
    told = Notification.objects.filter(complaint=complaint, reporter__isnull=False)
    assert list(told.values_list("template", flat=True)) == [
        "submit",
        "forward",
        "follow_up",
        "answer",
    ]


def test_same_token_makes_one_report() -> None:
    first, made = actions.submit(t.filing(), token="satu")
    second, again = actions.submit(t.filing(), token="satu")
    assert (made, again, first.pk) == (True, False, second.pk)


def test_a_stranger_is_refused(town: t.Town) -> None:
    complaint = t.forwarded(town)
    with pytest.raises(actions.Refused):
        actions.follow_up(complaint, by=town.other_liaison, text="Bukan urusan kami.")
