"""``outside_news``: what the body outside the town says."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def news(report: Complaint, town: t.Town, *, answered: bool) -> Complaint:
    """Write down what the other body says."""
    return actions.outside_news(
        report, by=town.verifier, words="Masuk jadwal.", answered=answered, files=[t.photo()]
    )


def test_news_restarts_its_clock_once(at: At, town: t.Town) -> None:
    report = given.referred(town)
    at("2026-07-20 10:00")
    report = news(report, town, answered=False)
    event = last_event(report)
    assert record(event) == {
        "verb": "outside_news",
        "from_status": "referred",
        "to_status": "referred",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {"outside": "2026-08-07 16:00"}
    assert told(event) == [(report.code, "email")]
    at("2026-07-30 10:00")
    report = news(report, town, answered=False)
    assert clocks(report) == {"outside": "2026-08-07 16:00"}


def test_a_second_referral_starts_in_full_again(at: At, town: t.Town) -> None:
    report = news(given.referred(town), town, answered=False)
    report = actions.forward(report, by=town.verifier, lead=town.pupr)
    report = actions.recall(report, by=town.verifier, reason="Tetap provinsi.")
    report = actions.refer(
        report, by=town.verifier, body=given.outside(town), reference="B-2", words="Provinsi."
    )
    at("2026-07-20 10:00")
    assert clocks(news(report, town, answered=False)) == {"outside": "2026-08-07 16:00"}


def test_its_answer_is_the_reports_answer(at: At, town: t.Town) -> None:
    report = given.referred(town)
    at("2026-07-20 10:00")
    report = news(report, town, answered=True)
    event = last_event(report)
    assert record(event)["to_status"] == "answered"
    assert clocks(report) == {"confirmation": "2026-08-03 16:00"}
    assert (report.outcome, report.answered_at) == ("outside", given.wib("2026-07-20 10:00"))
    assert (event.follow_up.is_final, event.follow_up.outside_body) == (True, town.outside)


def test_only_verifiers_write_it_down(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.referred(town), "outside_news") == [
        "verifier",
        "verifier2",
    ]
