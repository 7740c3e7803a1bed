"""``archive``: a report ends with a reason from the list."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def archive(
    report: Complaint, town: t.Town, by: str = "verifier", reason: str = "in_court"
) -> Complaint:
    """Archive a report."""
    return actions.archive(
        report, by=town.people[by], reason=reason, words="Sedang disidangkan di pengadilan."
    )


@pytest.mark.parametrize("state", ["received", "verified"])
def test_it_stops_every_clock_and_tells_the_reporter(at: At, town: t.Town, state: str) -> None:
    report = archive(given.STATES[state](town), town)
    event = last_event(report)
    assert record(event) == {
        "verb": "archive",
        "from_status": state,
        "to_status": "archived",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {}
    assert told(event) == [(report.code, "email")]
    assert (report.archive_reason, report.closed_at, report.next_due_at) == (
        "in_court",
        given.wib("2026-07-06 09:00"),
        None,
    )
    assert event.data["reason"] == "in_court"


@pytest.mark.parametrize(
    "reason", ["", "not_our_authority", "data_missing", "withdrawn", "no_outside_answer", "unclear"]
)
def test_only_reasons_that_a_person_may_choose(at: At, town: t.Town, reason: str) -> None:
    sentence = given.refusal_of(lambda: archive(t.submit(), town, reason=reason))
    assert sentence == ("Pilih alasan dari daftar. “Tidak dapat dipahami” hanya setelah bertanya.")


def test_unclear_only_after_asking(at: At, town: t.Town) -> None:
    report = actions.resume(given.asked(town), by=town.verifier, reason="Tidak dijawab.")
    assert archive(report, town, reason="unclear").status == "archived"


def test_a_danger_needs_a_second_officer(at: At, town: t.Town) -> None:
    report = archive(t.submit(danger=True), town)
    assert (report.status, report.archive_proposed_by) == ("received", town.verifier)
    assert told(last_event(report)) == [("verifier2", "digest")]
    assert clocks(report) == {"verification": "2026-07-06 13:00", "resolution": "2026-07-24 16:00"}
    assert archive(report, town).status == "received"
    assert archive(report, town, by="verifier2").status == "archived"


def test_a_proposal_by_anybody_else_counts_for_nothing(at: At, town: t.Town) -> None:
    report = t.submit(danger=True)
    assert given.refusal_of(lambda: archive(report, town, by="overseer")) == given.NOT_YOURS
    assert given.stored(report).archive_proposed_by is None


def test_a_proposal_ends_when_the_report_moves_on(at: At, town: t.Town) -> None:
    report = archive(t.submit(danger=True), town)
    report = actions.verify_and_forward(
        report, by=town.verifier2, verification=t.verification(town), routing={"lead": town.pupr}
    )
    report = actions.recall(report, by=town.verifier, reason="Salah alamat.")
    assert archive(report, town, by="verifier2").status == "verified"


def test_when_the_outside_body_never_answers_the_system_archives(at: At, town: t.Town) -> None:
    report = given.referred(town)
    at("2026-07-24 16:00")
    report = actions.archive_unheard(report)
    event = last_event(report)
    assert (event.role, report.status, report.archive_reason) == (
        "system",
        "archived",
        "no_outside_answer",
    )
    assert told(event) == [(report.code, "email")]


def test_only_verifiers_archive(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.submit(), "archive") == ["verifier", "verifier2"]
    assert given.offered_to(town, given.referred(town), "archive") == []
    assert given.refusal_of(lambda: archive(t.submit(), town, by="liaison")) == given.NOT_YOURS
