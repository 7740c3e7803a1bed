"""``resume``: going on without the reporter's answer."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_leads_back_and_tells_the_reporter(at: At, town: t.Town) -> None:
    asked = given.asked_by_agency(town)
    at("2026-07-07 09:00")
    report = actions.resume(asked, by=town.liaison, reason="Lokasi sudah ketemu.")
    event = last_event(report)
    assert record(event) == {
        "verb": "resume",
        "from_status": "needs_info",
        "to_status": "forwarded",
        "role": "holder",
        "audience": "reporter",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-14 16:00",
        "resolution": "2026-07-27 16:00",
    }
    assert told(event) == [(report.code, "email")]
    assert report.resume_status == ""


def test_only_who_asked_and_verifiers_go_on(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.asked(town), "resume") == ["verifier", "verifier2"]
    assert given.offered_to(town, given.asked_by_agency(town), "resume") == [
        "liaison",
        "verifier",
        "verifier2",
    ]


def test_who_asked_and_then_left_is_refused_with_a_sentence(at: At, town: t.Town) -> None:
    asked = given.asked_by_agency(town)
    town.liaison.officers.update(is_active=False)
    sentence = given.refusal_of(lambda: actions.resume(asked, by=town.liaison, reason="Ketemu."))
    assert sentence == given.NOT_YOURS
