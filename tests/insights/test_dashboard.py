"""The published sentence of any year, on the dashboard of whoever may see it."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from complaints import actions
from complaints.figures import folding
from complaints.insights import totals
from tests import town as t

pytestmark = pytest.mark.django_db

URL = "/dasbor/"
MONDAY = "2026-11-23T10:00:00+07:00"


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def year_2026() -> totals.Totals:
    """Return the figures of the year in which the tests live."""
    return totals.totals(date(2026, 1, 1), date(2026, 12, 31))


def page(client: Client, user: object, **query: str) -> str:
    """Return the dashboard as ``user`` reads it."""
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


@time_machine.travel(MONDAY, tick=False)
def test_sentence_says_what_became_of_the_reports(town: t.Town, client: Client) -> None:
    t.resolved(town)
    t.answered(town)
    t.followed_up(town)
    t.submit()
    assert year_2026().sentence == (
        "Dari 4 aduan: 2 tertangani, 1 dalam proses, 1 belum ditindaklanjuti."
    )
    assert year_2026().sentence in page(client, town.verifier, tahun="2026")


@time_machine.travel(MONDAY, tick=False)
def test_figures_are_the_same_before_and_after_folding(town: t.Town) -> None:
    t.resolved(town)
    t.followed_up(town)
    before = year_2026()
    assert folding.fold() > 0
    assert year_2026() == before
    t.submit()
    assert year_2026().received == before.received + 1


@time_machine.travel(MONDAY, tick=False)
def test_spam_is_in_no_figure(town: t.Town) -> None:
    actions.archive(t.submit(), by=town.verifier, reason="spam", words="Iklan.")
    assert year_2026().sentence == "Tidak ada aduan pada masa ini."


@time_machine.travel(MONDAY, tick=False)
def test_sealed_reports_respect_no_count(town: t.Town, client: Client) -> None:
    t.submit(misconduct="yes", sealed_against=town.dinsos)
    assert year_2026().received == 0
    assert "Tidak ada aduan pada masa ini." in page(client, town.overseer, tahun="2026")


@time_machine.travel(MONDAY, tick=False)
def test_a_merged_report_counts_as_its_main_report(town: t.Town) -> None:
    main = t.followed_up(town)
    actions.merge(t.submit(), by=town.verifier, main=main)
    assert year_2026().by_state == {"followed_up": 2}
    answered = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert year_2026().by_state == {"answered": 2}
    actions.confirm(answered, by=t.reporter(answered))
    assert year_2026().by_state == {"resolved": 2}


@time_machine.travel(MONDAY, tick=False)
def test_an_agency_sees_its_own_figures_only(town: t.Town, client: Client) -> None:
    t.followed_up(town)
    assert "Dari 1 aduan" in page(client, town.supervisor, tahun="2026")
    assert "Tidak ada aduan pada masa ini." in page(client, town.other_liaison, tahun="2026")


def test_citizens_and_strangers_have_no_dashboard(town: t.Town, client: Client) -> None:
    stranger = client.get(URL)
    assert (stranger.status_code, stranger["Location"].partition("?")[0]) == (
        302,
        reverse("account_login"),
    )
    client.force_login(town.citizen)
    assert client.get(URL).status_code == 403
