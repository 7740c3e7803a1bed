"""``return_answer``: an answer that does not answer goes back."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_goes_back_with_the_time_left(at: At, town: t.Town) -> None:
    report = t.answered(town)
    at("2026-07-08 09:00")
    report = actions.return_answer(
        report, by=town.verifier, reason="no_proof", words="Foto itu tempat lain."
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "return_answer",
        "from_status": "answered",
        "to_status": "followed_up",
        "role": "verifier",
        "audience": "internal",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {"progress": "2026-07-22 16:00", "resolution": "2026-07-28 16:00"}
    assert told(event) == [("liaison", "digest")]
    assert (report.outcome, report.answered_at, report.objections) == ("", None, 0)


def test_a_plan_goes_back_with_its_clock(at: At, town: t.Town) -> None:
    report = actions.return_answer(
        given.planned(town), by=town.verifier, reason="no_answer", words="Terlalu lama."
    )
    assert set(clocks(report)) == {"progress", "resolution"}
    assert report.planned_until is None


def test_an_answer_from_outside_goes_back_to_the_coordinator(at: At, town: t.Town) -> None:
    report = actions.return_answer(
        given.answered_outside(town), by=town.verifier, reason="no_answer", words="Belum."
    )
    assert report.status == "verified"
    assert clocks(report) == {"reforward": "2026-07-07 16:00", "resolution": "2026-07-24 16:00"}


def test_who_only_reads_along_is_not_told(at: At, town: t.Town) -> None:
    report = t.followed_up(town)
    actions.involve(report, by=town.liaison, agency=town.dlh, part="cc")
    report = actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    report = actions.return_answer(report, by=town.verifier, reason="no_answer", words="Belum.")
    assert told(last_event(report)) == [("liaison", "digest")]


def test_only_verifiers_and_the_agencys_head_return_it(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.answered(town), "return_answer") == [
        "supervisor",
        "verifier",
        "verifier2",
    ]
    assert given.offered_to(town, given.answered_outside(town), "return_answer") == [
        "coordinator",
        "verifier",
        "verifier2",
    ]


def test_the_head_of_a_co_agency_does_not(at: At, town: t.Town) -> None:
    town.other_liaison.officers.create(agency=town.dlh, role="supervisor")
    report = t.answered(town, co=("dlh",))
    assert "other_liaison" not in given.offered_to(town, report, "return_answer")
    assert "other_liaison" in given.offered_to(town, report, "note")
