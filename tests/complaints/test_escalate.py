"""``escalate``: a date passed, and one level up is told."""

from __future__ import annotations

from typing import Any

import pytest

from agencies import law
from agencies.models import EscalationLevel
from complaints import actions
from complaints.states import Clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, last_event, record, told

pytestmark = pytest.mark.django_db


def test_at_once_the_supervisor_and_once_the_reporter(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-13 16:00")
    report = actions.escalate(report, clock="first_follow_up", level=1)
    event = last_event(report)
    assert record(event) == {
        "verb": "escalate",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "system",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert told(event) == [(report.code, "email"), ("supervisor", "digest")]
    row = given.clock(report, Clock.FIRST_FOLLOW_UP)
    assert (row.breached_at, row.level, report.has_breached) == (
        given.wib("2026-07-13 16:00"),
        1,
        True,
    )
    assert event.data["clock"] == "first_follow_up"


def test_later_the_coordinator_and_the_overseers(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-20 16:00")
    for level, expected in (
        (1, [(report.code, "email"), ("supervisor", "digest")]),
        (2, [("verifier", "digest"), ("verifier2", "digest")]),
        (3, [("overseer", "digest"), ("overseer2", "digest")]),
    ):
        report = actions.escalate(report, clock="first_follow_up", level=level)
        assert told(last_event(report)) == expected


def test_what_the_coordinator_owes_goes_to_its_head(at: At, town: t.Town) -> None:
    report = actions.escalate(t.submit(), clock="verification", level=1)
    assert told(last_event(report)) == [
        (report.code, "email"),
        ("coordinator", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]


def test_heads_of_the_unit_and_of_its_office_hear_of_it(at: At, town: t.Town) -> None:
    town.clerk.officers.create(agency=town.upt, role="supervisor")
    report = actions.escalate(given.delegated(town), clock="first_follow_up", level=1)
    assert told(last_event(report)) == [
        (report.code, "email"),
        ("clerk", "digest"),
        ("supervisor", "digest"),
    ]


def test_whom_a_level_tells_is_data(at: At, town: t.Town) -> None:
    EscalationLevel.objects.filter(level=1).update(audience="overseer")
    law.forget()
    report = actions.escalate(t.forwarded(town), clock="resolution", level=1)
    assert told(last_event(report)) == [
        (report.code, "email"),
        ("overseer", "digest"),
        ("overseer2", "digest"),
    ]


def test_nobody_has_a_button_for_it(at: At, town: t.Town) -> None:
    offered: list[Any] = given.offered_to(town, t.forwarded(town), "escalate")
    assert offered == []
