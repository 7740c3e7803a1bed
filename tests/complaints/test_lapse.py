"""``lapse``: the reporter's time to answer ran out."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_asked_before_the_first_forward_it_is_archived(at: At, town: t.Town) -> None:
    asked = given.asked(town)
    at("2026-07-20 16:00")
    report = actions.lapse(asked)
    event = last_event(report)
    assert record(event) == {
        "verb": "lapse",
        "from_status": "needs_info",
        "to_status": "archived",
        "role": "system",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {}
    assert told(event) == [(report.code, "email"), ("verifier", "digest")]
    assert (report.archive_reason, report.closed_at, report.next_due_at) == (
        "data_missing",
        given.wib("2026-07-20 16:00"),
        None,
    )


def test_asked_later_it_goes_on_as_it_is(at: At, town: t.Town) -> None:
    asked = given.asked_by_agency(town)
    at("2026-07-20 16:00")
    report = actions.lapse(asked)
    assert record(last_event(report))["to_status"] == "forwarded"
    assert clocks(report) == {
        "first_follow_up": "2026-07-27 16:00",
        "resolution": "2026-08-07 16:00",
    }
    assert told(last_event(report)) == [(report.code, "email"), ("liaison", "digest")]
    assert (report.archive_reason, report.closed_at) == ("", None)


def test_asked_between_two_agencies_it_goes_on_too(at: At, town: t.Town) -> None:
    recalled = actions.recall(t.forwarded(town), by=town.verifier, reason="Salah alamat.")
    assert actions.lapse(given.asked(town, recalled)).status == "verified"


def test_a_danger_is_not_archived_by_silence(at: At, town: t.Town) -> None:
    report = actions.lapse(given.asked(town, t.submit(danger=True)))
    assert report.status == "received"
    assert set(clocks(report)) == {"verification", "resolution"}
