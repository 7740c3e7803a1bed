"""Reports by the calendar: made once on the first working day, told to who wants them and may read them."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from agencies.models import Holiday, Officer
from complaints.insights.upward import making, schedule, tasks
from complaints.models import Delivery, UpwardPost, UpwardReport, UpwardWish
from complaints.telling import outbox
from lapor import clock, kept
from tests import town as t

pytestmark = pytest.mark.django_db

FRONT = "/dasbor/laporan/"
BEFORE = "2026-10-20T10:00:00+07:00"
MONDAY = "2026-11-02T06:01:00+07:00"
"""November begins on a Sunday."""


@pytest.fixture
def town() -> t.Town:
    """A small town in which one report came in October."""
    with time_machine.travel(BEFORE, tick=False):
        found = t.build()
        t.followed_up(found)
    return found


def wish(town: t.Town, *names: str, **wanted: bool) -> None:
    """Let some officers wish reports; the monthly one if nothing is said."""
    for name in names:
        UpwardWish.objects.create(user=town.people[name], **(wanted or {"month": True}))


def at(moment: str) -> list[str]:
    """Let the beat come at a moment; return all reports that there are now."""
    with time_machine.travel(moment, tick=False):
        kept.forget()
        tasks.tend_reports()
    return sorted(UpwardReport.objects.values_list("key", flat=True))


def told() -> list[tuple[str, str]]:
    """Return who was told of which report."""
    rows = UpwardPost.objects.order_by("report__key", "user__email")
    return [
        (mail.partition("@")[0], key)
        for mail, key in rows.values_list("user__email", "report__key")
    ]


def test_a_month_is_made_on_the_first_working_day_and_told_once(town: t.Town) -> None:
    wish(town, "verifier", "overseer")
    for early in (
        "2026-10-31T23:59:00+07:00",
        "2026-11-01T12:00:00+07:00",
        "2026-11-02T05:59:00+07:00",
    ):
        assert at(early) == []
    assert at(MONDAY) == ["kota-2026-10-1"]
    assert told() == [("overseer", "kota-2026-10-1"), ("verifier", "kota-2026-10-1")]
    row = UpwardReport.objects.get()
    assert (row.state, row.made_by, row.mailed_at is not None) == ("ready", None, True)
    for later in (
        "2026-11-02T06:02:00+07:00",
        "2026-11-05T10:00:00+07:00",
        "2026-11-30T10:00:00+07:00",
    ):
        assert at(later) == ["kota-2026-10-1"]
    assert len(told()) == 2


def test_a_holiday_moves_it_to_the_next_working_day(town: t.Town) -> None:
    wish(town, "verifier")
    Holiday.objects.create(date="2026-11-02", name="Libur setempat")
    assert at(MONDAY) == []
    assert at("2026-11-03T06:00:00+07:00") == ["kota-2026-10-1"]


def test_a_quarter_and_a_year_come_beside_the_month(town: t.Town) -> None:
    wish(town, "verifier", month=True, quarter=True, year=True)
    wish(town, "overseer", year=True)
    keys = ["kota-2026-1", "kota-2026-12-1", "kota-2026-k4-1"]
    assert at("2027-01-04T08:00:00+07:00") == keys
    assert told() == [("overseer", keys[0]), *(("verifier", key) for key in keys)]


def test_nobody_wants_it_so_nothing_is_made(town: t.Town) -> None:
    wish(town, "verifier", year=True)
    assert at(MONDAY) == []


def test_a_head_gets_the_own_agency_and_who_left_gets_nothing(town: t.Town) -> None:
    wish(town, "supervisor", "verifier2", "liaison")
    Officer.objects.filter(user=town.verifier2).update(is_active=False)
    kept.forget()
    assert at(MONDAY) == ["pupr-2026-10-1"]
    assert told() == [("supervisor", "pupr-2026-10-1")]


def test_one_that_was_made_by_hand_when_the_month_was_over_is_told(town: t.Town) -> None:
    wish(town, "verifier")
    with time_machine.travel("2026-10-30T10:00:00+07:00", tick=False):
        assert at_hand(town).key == "kota-2026-10-1"  # too early to be told
    with time_machine.travel("2026-11-01T10:00:00+07:00", tick=False):
        assert at_hand(town, note="Bulan sudah lewat.").key == "kota-2026-10-2"
    assert at(MONDAY) == ["kota-2026-10-1", "kota-2026-10-2"]
    assert told() == [("verifier", "kota-2026-10-2")]


def at_hand(town: t.Town, **parts: Any) -> UpwardReport:
    """Make the report of October by hand."""
    from complaints.insights.period import read  # noqa: PLC0415

    october = read("2026-10")
    assert october is not None
    row = making.ask(october, agency=None, by=town.verifier, **parts)
    assert row is not None
    assert making.make_waiting() == 1
    return row


def test_what_failed_is_tried_again_after_an_hour_and_not_at_every_beat(town: t.Town) -> None:
    wish(town, "verifier")
    with time_machine.travel(MONDAY, tick=False):
        assert schedule.ask_due() == 1
        row = UpwardReport.objects.all()
        row.update(state="failed", started_at=clock.now())
    assert at("2026-11-02T06:10:00+07:00") == ["kota-2026-10-1"]
    assert row.get().state == "failed"
    assert at("2026-11-02T07:10:00+07:00") == ["kota-2026-10-1"]
    assert row.get().state == "ready"
    assert told() == [("verifier", "kota-2026-10-1")]


def test_the_letter_says_the_sentence_and_leads_behind_the_sign_in(
    town: t.Town, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    wish(town, "verifier", "overseer")
    at(MONDAY)
    Officer.objects.filter(user=town.overseer).update(is_active=False)
    kept.forget()
    with time_machine.travel("2026-11-02T08:00:00+07:00", tick=False):
        outbox.deliver()
    letters = [one for one in mailoutbox if one.subject == "Laporan Oktober 2026 siap diunduh"]
    assert [one.to for one in letters] == [["verifier@kota.example"]]
    text = letters[0].body
    page = reverse("insights:upward_report", args=["kota-2026-10-1"])
    assert "Dari 1 aduan: 0 tertangani, 1 dalam proses, 0 belum ditindaklanjuti." in text
    assert page in text
    assert client.get(page).status_code == 302
    assert not Delivery.objects.filter(
        next_attempt_at__isnull=False, template="upward_report"
    ).exists()


def test_an_officer_chooses_for_oneself_alone(town: t.Town, client: Client) -> None:
    wish(town, "overseer", year=True)
    client.force_login(town.verifier)
    url = f"{FRONT}kirimi-saya/"
    assert client.post(url, {"month": "on", "quarter": "on"}).status_code == 302
    kept_wish = UpwardWish.objects.get(user=town.verifier)
    assert (kept_wish.month, kept_wish.quarter, kept_wish.year) == (True, True, False)
    client.post(url, {})
    assert not UpwardWish.objects.get(user=town.verifier).month
    assert UpwardWish.objects.get(user=town.overseer).year
    assert client.get(url).status_code == 405
