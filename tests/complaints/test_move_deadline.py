"""``move_deadline``: an unheard answer or an edited calendar moves a date (see test_deadlines)."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_an_answer_that_may_not_have_arrived_gets_the_longer_time(at: At, town: t.Town) -> None:
    report = t.answered(town)
    at("2026-07-20 16:00")
    report = actions.wait_longer(report)
    event = last_event(report)
    assert record(event) == {
        "verb": "move_deadline",
        "from_status": "answered",
        "to_status": "answered",
        "role": "system",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {"confirmation": "2026-08-03 16:00"}
    assert told(event) == []
    assert event.data == {
        "why": "answer_not_heard",
        "clocks": [
            {
                "clock": "confirmation",
                "change": "move",
                "was": "2026-07-20T09:00:00+00:00",
                "due": "2026-08-03T09:00:00+00:00",
            }
        ],
    }


def test_nobody_has_a_button_for_it(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.answered(town), "move_deadline") == []
