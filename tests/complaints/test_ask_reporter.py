"""``ask_reporter``: one question, and every clock waits."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_a_question_pauses_all_and_starts_completion(at: At, town: t.Town) -> None:
    report = given.asked_by_agency(town)
    event = last_event(report)
    assert record(event) == {
        "verb": "ask_reporter",
        "from_status": "forwarded",
        "to_status": "needs_info",
        "role": "holder",
        "audience": "reporter",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert [(change["clock"], change["change"]) for change in event.data["clocks"]] == [
        ("resolution", "pause"),
        ("first_follow_up", "pause"),
        ("completion", "start"),
    ]
    assert clocks(report)["completion"] == "2026-07-20 16:00"
    assert told(event) == [(report.code, "email")]
    assert (report.resume_status, report.asked_by) == ("forwarded", town.liaison)
    assert report.next_due_at == given.wib("2026-07-20 16:00")


def test_the_agency_asks_once_and_more_with_the_verifiers_consent(at: At, town: t.Town) -> None:
    report = actions.resume(given.asked_by_agency(town), by=town.liaison, reason="Ketemu.")
    again = given.refusal_of(
        lambda: actions.ask_reporter(report, by=town.liaison, question="Satu lagi?")
    )
    assert again == given.NOT_YOURS
    report = actions.correct(
        report,
        by=town.verifier,
        kind=report.kind,
        category=report.category,
        region=report.region,
        danger=report.danger,
        grants_question=True,
    )
    assert told(last_event(report)) == [("liaison", "digest")]
    assert given.offered_to(town, report, "ask_reporter") == ["liaison", "verifier", "verifier2"]
    actions.ask_reporter(report, by=town.liaison, question="Satu lagi?")


def test_each_unit_asks_for_itself(at: At, town: t.Town) -> None:
    report = actions.resume(given.asked_by_agency(town), by=town.liaison, reason="Ketemu.")
    report = actions.delegate(report, by=town.liaison, unit=town.upt)
    assert "unit_liaison" in given.offered_to(town, report, "ask_reporter")


def test_before_the_forward_only_verifiers_ask(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.submit(), "ask_reporter") == ["verifier", "verifier2"]
    expected = ["liaison", "verifier", "verifier2"]
    assert given.offered_to(town, t.forwarded(town, co=("dlh",)), "ask_reporter") == expected
