"""``follow_up``: the reporter reads what was done and when the next news comes."""

from __future__ import annotations

from datetime import date

import pytest

from complaints import actions
from complaints.states import Audience
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_the_first_one_stops_its_clock_and_tells_the_reporter(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-08 10:00")
    report = actions.follow_up(report, by=town.liaison, text="Petugas meninjau.", files=[t.photo()])
    event = last_event(report)
    assert record(event) == {
        "verb": "follow_up",
        "from_status": "forwarded",
        "to_status": "followed_up",
        "role": "holder",
        "audience": "public",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == {"progress": "2026-07-22 16:00", "resolution": "2026-07-24 16:00"}
    assert told(event) == [(report.code, "email")]
    assert event.attachments.get().audience == "public"


def test_later_ones_start_progress_anew_and_tell_nobody(at: At, town: t.Town) -> None:
    report = t.followed_up(town)
    at("2026-07-08 10:00")
    report = actions.follow_up(report, by=town.liaison, text="Aspal sudah dipesan.")
    assert clocks(report)["progress"] == "2026-07-22 16:00"
    assert told(last_event(report)) == []


def test_the_promised_date_of_the_next_news_is_the_due_day(at: At, town: t.Town) -> None:
    report = actions.follow_up(
        t.forwarded(town), by=town.liaison, text="Besok.", next_news_on=date(2026, 7, 8)
    )
    assert clocks(report)["progress"] == "2026-07-08 16:00"
    assert last_event(report).follow_up.next_news_on == date(2026, 7, 8)


@pytest.mark.parametrize("day", [date(2026, 7, 6), date(2026, 7, 21), date(1, 1, 1)])
def test_the_next_news_comes_within_ten_working_days(at: At, town: t.Town, day: date) -> None:
    sentence = given.refusal_of(
        lambda: actions.follow_up(
            t.forwarded(town), by=town.liaison, text="Nanti.", next_news_on=day
        )
    )
    assert sentence == "Tanggal kabar berikutnya paling lambat 20-07-2026."


def test_the_public_reads_it_masked_and_the_reporter_as_it_is(at: At, town: t.Town) -> None:
    report = actions.follow_up(t.forwarded(town), by=town.liaison, text="Telepon 0812 3456 7890.")
    event = last_event(report)
    assert given.words_of(event) == "Telepon 0812 3456 7890."
    assert event.follow_up.public_text == "Telepon ▒▒▒▒."


def test_what_only_the_reporter_reads_has_no_public_text(at: At, town: t.Town) -> None:
    report = actions.follow_up(
        t.forwarded(town), by=town.liaison, text="Data Anda.", audience=Audience.REPORTER
    )
    event = last_event(report)
    assert (event.audience, event.follow_up.public_text) == ("reporter", "")


def test_an_internal_one_is_refused(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(
        lambda: actions.follow_up(
            t.forwarded(town), by=town.liaison, text="Rapat.", audience=Audience.INTERNAL
        )
    )
    assert sentence == ("Tindak lanjut harus dapat dibaca pelapor. Untuk petugas, tulis catatan.")


def test_a_co_agency_follows_up_for_itself(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    report = actions.follow_up(report, by=town.co_liaison, text="Sampah diangkut.")
    assert record(last_event(report))["agency"] == "dlh"
    owing = report.assignments.filter(followed_up_at__isnull=True)
    assert list(owing.values_list("agency__code", flat=True)) == ["pupr"]


def test_only_liaisons_of_the_report_follow_up(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town, co=("dlh",)), "follow_up") == [
        "co_liaison",
        "liaison",
    ]
    sentence = given.refusal_of(
        lambda: actions.follow_up(t.forwarded(town), by=town.operator, text="Saya coba.")
    )
    assert sentence == given.NOT_YOURS
