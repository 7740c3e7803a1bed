"""``request_extension``, ``grant_extension`` and ``refuse_extension``."""

from __future__ import annotations

from datetime import date

import pytest

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def ask(report: Complaint, town: t.Town, until: date) -> Complaint:
    """Ask for more time."""
    return actions.request_extension(report, by=town.liaison, until=until, reason="Menunggu aspal.")


def test_a_request_moves_nothing_and_tells_the_verifiers(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = ask(report, town, date(2026, 8, 4))
    event = last_event(report)
    assert record(event) == {
        "verb": "request_extension",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "lead",
        "audience": "reporter",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == before
    assert told(event) == [("verifier", "digest"), ("verifier2", "digest")]
    assert (report.extension_asked, event.data["until"]) == (date(2026, 8, 4), "2026-08-04")


@pytest.mark.parametrize(
    "until",
    [date(2026, 7, 24), date(2026, 7, 25), date(2026, 8, 5), date(1, 1, 1)],
    ids=["due-day", "saturday", "eighth-day", "year-one"],
)
def test_at_most_seven_working_days_after_the_due_day(at: At, town: t.Town, until: date) -> None:
    sentence = given.refusal_of(lambda: ask(t.forwarded(town), town, until))
    assert sentence == "Pilih hari kerja sesudah 24-07-2026, paling lambat 04-08-2026."


def test_until_the_due_day_ends(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-24 23:59")
    assert given.offered_to(town, report, "request_extension") == ["liaison"]
    at("2026-07-25 00:00")
    sentence = given.refusal_of(lambda: ask(report, town, date(2026, 7, 28)))
    assert sentence == "Tidak ada jangka waktu jawaban yang dapat diperpanjang hari ini."


def test_once_whatever_the_verifier_said(at: At, town: t.Town) -> None:
    report = given.extension_asked(town)
    assert given.offered_to(town, report, "request_extension") == []
    report = actions.refuse_extension(report, by=town.verifier, reason="Sudah cukup lama.")
    assert given.offered_to(town, report, "request_extension") == []


def test_granting_moves_the_date_and_tells_agency_and_reporter(at: At, town: t.Town) -> None:
    report = given.extension_asked(town)
    report = actions.grant_extension(report, by=town.verifier, reason="Wajar.")
    event = last_event(report)
    assert record(event) == {
        "verb": "grant_extension",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-13 16:00",
        "resolution": "2026-07-28 16:00",
    }
    assert told(event) == [(report.code, "email"), ("liaison", "digest")]
    assert event.data == {
        "until": "2026-07-28",
        "clocks": [
            {
                "clock": "resolution",
                "change": "move",
                "was": "2026-07-24T09:00:00+00:00",
                "due": "2026-07-28T09:00:00+00:00",
            }
        ],
    }
    assert report.extension_asked is None


def test_a_stale_page_grants_what_was_really_asked(at: At, town: t.Town) -> None:
    stale = t.forwarded(town)
    ask(stale, town, date(2026, 7, 28))
    report = actions.grant_extension(stale, by=town.verifier, reason="Wajar.")
    assert clocks(report)["resolution"] == "2026-07-28 16:00"


def test_refusing_keeps_the_date_and_tells_the_agency(at: At, town: t.Town) -> None:
    report = given.extension_asked(town)
    before = clocks(report)
    report = actions.refuse_extension(report, by=town.verifier, reason="Sudah lama.")
    event = last_event(report)
    assert (record(event)["verb"], record(event)["audience"]) == ("refuse_extension", "internal")
    assert clocks(report) == before
    assert told(event) == [("liaison", "digest")]
    assert report.extension_asked is None


def test_silence_is_no(at: At, town: t.Town) -> None:
    report = given.extension_asked(town)
    assert given.offered_to(town, report, "grant_extension") == ["verifier", "verifier2"]
    at("2026-07-25 00:00")
    sentence = given.refusal_of(
        lambda: actions.grant_extension(report, by=town.verifier, reason="Wajar.")
    )
    assert sentence == "Tidak ada permintaan perpanjangan yang menunggu."


def test_only_the_lead_asks_and_verifiers_decide(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    assert given.offered_to(town, report, "request_extension") == ["liaison"]
    assert given.offered_to(town, given.delegated(town), "request_extension") == ["liaison"]
    assert given.offered_to(town, given.extension_asked(town), "refuse_extension") == [
        "verifier",
        "verifier2",
    ]
