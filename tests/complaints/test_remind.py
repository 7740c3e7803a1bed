"""``remind``: a date comes near, and whoever owes it is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from complaints import actions
from complaints.models import Complaint
from complaints.states import Clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, last_event, record, told

pytestmark = pytest.mark.django_db


VERIFIERS = [("verifier", "digest"), ("verifier2", "digest")]


@pytest.mark.parametrize(
    ("start", "clock", "expected"),
    [
        (lambda town: t.submit(), "verification", VERIFIERS),
        (given.delegated, "first_follow_up", [("unit_liaison", "digest")]),
        (t.followed_up, "progress", [("liaison", "digest")]),
        (t.forwarded, "resolution", [("liaison", "digest")]),
        (given.referred, "outside", VERIFIERS),
        (given.appealed, "appeal", [("overseer", "digest"), ("overseer2", "digest")]),
    ],
    ids=["verification", "first-follow-up", "progress", "resolution", "outside", "appeal"],
)
def test_whoever_owes_the_clock_is_told(
    at: At,
    town: t.Town,
    start: Callable[[t.Town], Complaint],
    clock: str,
    expected: list[tuple[str, str]],
) -> None:
    report = actions.remind(start(town), clock=clock, act="remind")
    event = last_event(report)
    assert (record(event)["role"], record(event)["audience"]) == ("system", "internal")
    assert told(event) == expected
    assert not report.has_breached


@pytest.mark.parametrize(
    ("start", "clock"), [(given.asked, "completion"), (t.answered, "confirmation")]
)
def test_the_reporter_is_reminded_of_a_question_and_of_an_answer(
    at: At, town: t.Town, start: Callable[[t.Town], Complaint], clock: str
) -> None:
    report = actions.remind(start(town), clock=clock, act="remind_reporter")
    assert told(last_event(report)) == [(report.code, "email")]
    assert record(last_event(report))["audience"] == "reporter"


def test_before_a_planned_date_lead_and_reporter_on_the_date_the_lead(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    at("2026-09-24 16:00")
    report = actions.remind(report, clock="planned", act="remind")
    assert told(last_event(report)) == [(report.code, "email"), ("liaison", "digest")]
    at("2026-10-01 16:00")
    report = actions.remind(report, clock="planned", act="remind")
    assert told(last_event(report)) == [("liaison", "digest")]
    row = given.clock(report, Clock.PLANNED)
    assert (row.breached_at, row.next_act_at) == (given.wib("2026-10-01 16:00"), None)


def test_an_appeal_that_is_late_is_marked_and_reminded_not_escalated(at: At, town: t.Town) -> None:
    report = given.appealed(town)
    at("2026-07-20 16:00")
    report = actions.remind(report, clock="appeal", act="remind")
    assert told(last_event(report)) == [("overseer", "digest"), ("overseer2", "digest")]
    assert report.has_breached
