"""``complete``: the reporter answers, also after the archive."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_an_answer_leads_back_and_tells_who_asked(at: At, town: t.Town) -> None:
    asked = given.asked_by_agency(town)
    at("2026-07-07 09:00")
    report = actions.complete(asked, by=t.reporter(asked), text="Depan toko.", files=[t.photo()])
    event = last_event(report)
    assert record(event) == {
        "verb": "complete",
        "from_status": "needs_info",
        "to_status": "forwarded",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-14 16:00",
        "resolution": "2026-07-27 16:00",
    }
    assert told(event) == [("liaison", "email")]
    assert report.resume_status == ""
    assert event.attachments.get().audience == "reporter"


def test_a_verifier_who_asked_hears_of_it_in_the_digest(at: At, town: t.Town) -> None:
    asked = given.asked(town)
    report = actions.complete(asked, by=t.reporter(asked), text="Depan toko.")
    assert report.status == "verified"
    assert told(last_event(report)) == [("verifier", "digest")]


def test_an_archived_report_comes_back_within_thirty_days(at: At, town: t.Town) -> None:
    asked = given.asked(town)
    at("2026-07-20 16:00")
    archived = actions.lapse(asked)
    at("2026-08-19 16:00")
    report = actions.complete(archived, by=t.reporter(archived), text="Depan toko.")
    event = last_event(report)
    assert record(event)["to_status"] == "received"
    assert told(event) == [("verifier", "digest"), ("verifier2", "digest")]
    assert clocks(report) == {"verification": "2026-08-24 16:00", "resolution": "2026-09-09 16:00"}
    assert (report.archive_reason, report.closed_at) == ("", None)


def test_after_thirty_days_it_is_refused(at: At, town: t.Town) -> None:
    archived = given.lapsed(town)
    at("2026-08-05 09:01")
    sentence = given.refusal_of(
        lambda: actions.complete(archived, by=t.reporter(archived), text="Depan toko.")
    )
    assert sentence == (
        "Batas 30 hari untuk melengkapi laporan ini sudah lewat. Silakan buat laporan baru."
    )


def test_a_report_archived_for_another_reason_stays_so(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.archived(town), "complete") == []


def test_only_the_reporter_completes(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.asked(town), "complete") == ["reporter"]
    assert given.offered_to(town, given.lapsed(town), "complete") == ["reporter"]
    stranger = t.reporter(t.submit())
    asked = given.asked(town)
    sentence = given.refusal_of(lambda: actions.complete(asked, by=stranger, text="Saya."))
    assert sentence == given.NOT_YOURS
