"""``reopen``: the trouble came back."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_the_same_agency_has_it_again_with_full_clocks(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    at("2026-07-20 10:00")
    report = actions.reopen(report, by=t.reporter(report), text="Rusak lagi.", files=[t.photo()])
    event = last_event(report)
    assert record(event) == {
        "verb": "reopen",
        "from_status": "resolved",
        "to_status": "forwarded",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-27 16:00",
        "resolution": "2026-08-07 16:00",
    }
    assert told(event) == [
        ("liaison", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert given.holding(report) == ("pupr", "pupr")
    assert (report.reopenings, report.was_confirmed, report.closed_at) == (1, False, None)


def test_within_thirty_calendar_days(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    at("2026-08-05 09:00")
    assert given.offered_to(town, report, "reopen") == ["reporter"]
    at("2026-08-05 09:01")
    sentence = given.refusal_of(
        lambda: actions.reopen(report, by=t.reporter(report), text="Rusak lagi.")
    )
    assert sentence == "Batas waktu untuk membuka kembali laporan ini sudah lewat."


def test_a_plan_until_thirty_days_after_its_date(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    at("2026-10-31 15:59")
    assert given.offered_to(town, report, "reopen") == ["reporter"]
    at("2026-10-31 16:01")
    assert given.offered_to(town, report, "reopen") == []


def test_a_proof_before_the_planned_date_takes_no_time_away(at: At, town: t.Town) -> None:
    report = actions.carry_out(
        given.resolved_planned(town), by=town.liaison, text="Sudah.", files=[t.photo()]
    )
    at("2026-10-31 15:59")
    assert given.offered_to(town, report, "reopen") == ["reporter"]


def test_a_reopened_plan_is_no_plan_any_more(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    report = actions.reopen(report, by=t.reporter(report), text="Terlalu lama.")
    assert set(clocks(report)) == {"first_follow_up", "resolution"}
    assert (report.planned_until, report.outcome) == (None, "")


def test_the_third_time_is_refused(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    for _ in range(2):
        report = actions.reopen(report, by=t.reporter(report), text="Rusak lagi.")
        report = actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
        report = actions.confirm(report, by=t.reporter(report))
    sentence = given.refusal_of(
        lambda: actions.reopen(report, by=t.reporter(report), text="Rusak lagi.")
    )
    assert sentence == (
        "Laporan ini sudah dua kali dibuka kembali. Anda masih dapat mengajukan banding."
    )


def test_after_an_answer_from_outside_the_coordinator_has_it(at: At, town: t.Town) -> None:
    report = given.resolved_outside(town)
    report = actions.reopen(report, by=t.reporter(report), text="Rusak lagi.")
    assert report.status == "verified"
    assert clocks(report) == {"reforward": "2026-07-07 16:00", "resolution": "2026-07-24 16:00"}


def test_a_merged_reporter_reopens_the_main_report(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    main = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    main = actions.confirm(main, by=t.reporter(main))
    assert actions.reopen(main, by=t.reporter(child), text="Di sini rusak.").status == "forwarded"
