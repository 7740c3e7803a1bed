"""The list behind a figure: as many rows as the figure says, for every role, and nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from agencies.models import Officer
from complaints.figures import folding
from complaints.insights import figures
from complaints.insights.filters import Asked, scope_of
from complaints.insights.lists import listing as lists
from complaints.insights.lists.listing import Listing, Row, read_cursor
from complaints.models import Complaint, Standing
from lapor import kept
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

DAYS = ("2025-12-30", "2026-01-02", "2026-02-11")
ROLES = ("verifier", "overseer", "supervisor", "liaison", "unit_liaison", "coordinator")
FILTERS: tuple[dict[str, str], ...] = (
    {"masa": "2000-01-01..2099-12-31"},
    {"masa": "2026", "instansi": "pupr"},
    {"masa": "2026-01", "kategori": "jalan-jembatan", "kelas": "complaint"},
    {"masa": "2025-K4", "kelurahan": "tanpa", "saluran": "web"},
    {"masa": "2000-01-01..2099-12-31", "instansi": "tanpa", "kecamatan": "62.71.01"},
)


@pytest.fixture(scope="module")
def crowded(django_db_setup: object, django_db_blocker: DjangoDbBlocker) -> Iterator[t.Town]:
    """A town with a report in every state, sent on three days around a new year."""
    from django.db import transaction  # noqa: PLC0415

    kept.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel("2025-11-01T08:00:00+07:00", tick=False):
            town = t.build()
        for number, make in enumerate(given.STATES.values()):
            moment = f"{DAYS[number % len(DAYS)]}T09:{number:02}:00+07:00"
            with time_machine.travel(moment, tick=False):
                make(town)
                if number % 5 == 0:
                    t.submit(region=town.langkai, is_secret=True)
                    t.submit(hides_reporter=True, misconduct="yes", sealed_against=town.pupr)
        folding.fold()
        yield town
        transaction.set_rollback(True)


def asked_by(town: t.Town, name: str, query: dict[str, str]) -> Asked:
    return Asked.of(query, scope_of(Officer.objects.of(town.people[name])))


def every_row(listing: Listing, town: t.Town, name: str) -> list[Row]:
    """Page through a list."""
    user, found, after = town.people[name], [], None
    visible = Complaint.objects.unsealed_to(user, Officer.objects.of(user))
    while True:
        page = Listing(listing.figure, listing.asked, listing.is_oldest_first, "", after)
        rows, after = page.page(visible)
        found += rows
        if after is None:
            return found


def test_every_list_has_as_many_rows_as_its_figure_says(
    crowded: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 7)
    seen, most = 0, 0
    for name, query in product(ROLES, FILTERS):
        asked = asked_by(crowded, name, query)
        for figure in figures.ALL:
            listing = Listing(figure, asked)
            rows = every_row(listing, crowded, name)
            assert len(rows) == len({row.code for row in rows}) == listing.count(), figure.code
            seen, most = seen + len(rows), max(most, len(rows))
    assert most > 10
    assert seen > 500


def test_a_list_tells_nothing_of_what_a_person_may_not_read(crowded: t.Town) -> None:
    for name in ROLES:
        user = crowded.people[name]
        visible = Complaint.objects.visible_to(user)
        readable = set(visible.values_list("code", flat=True))
        listing = Listing(figures.BY_CODE["received"], asked_by(crowded, name, FILTERS[0]))
        for row in every_row(listing, crowded, name):
            assert bool(row.url) == (row.code in readable)
            if not row.url:
                assert (row.title, row.place, row.agency, row.due, row.note) == ("",) * 5
        assert not Standing.objects.filter(complaint__is_sealed=True).exists()


def test_the_other_way_round_is_the_same_list(crowded: t.Town) -> None:
    asked = asked_by(crowded, "verifier", FILTERS[0])
    figure = figures.BY_CODE["open"]
    newest = every_row(Listing(figure, asked), crowded, "verifier")
    oldest = every_row(Listing(figure, asked, is_oldest_first=True), crowded, "verifier")
    assert [row.code for row in oldest] == [row.code for row in reversed(newest)]
    assert newest[0].day > newest[-1].day


def test_archived_ones_can_be_asked_for_by_reason(crowded: t.Town) -> None:
    asked = asked_by(crowded, "verifier", FILTERS[0])
    for reason in ("data_missing", "withdrawn", "private_matter", "\0x", "z" * 999):
        found = Listing.of("at_archived", asked, {"alasan": reason})
        assert found is not None
        assert found.rows().count() == found.count()
    assert Listing.of("nothing", asked, {}) is None


def page(client: Client, user: Any, path: str) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_says_the_figure_its_formula_and_what_it_hides(
    crowded: t.Town, client: Client
) -> None:
    body = page(client, crowded.verifier, "/dasbor/daftar/closed/?masa=2026")
    figure = figures.BY_CODE["closed"]
    assert figure.hides in body
    assert "Tahun 2026 · seluruh kota" in body
    path = "/dasbor/daftar/received/?masa=2000&setelah=2000-01-01_1"
    assert "Ini akhir daftar." in page(client, crowded.verifier, path)
    wrong = "/dasbor/daftar/received/?masa=x&setelah=x_y&urut=x&instansi=%00"
    assert "Masa ini tidak dikenali." in page(client, crowded.liaison, wrong)
    client.force_login(crowded.verifier)
    assert client.get("/dasbor/daftar/apa/").status_code == 404


@pytest.mark.parametrize(
    "text", ["", "x", "2026-01-01", "2026-01-01_-1", "_5", f"2026-01-01_{2**70}"]
)
def test_a_senseless_cursor_begins_at_the_beginning(text: str) -> None:
    assert read_cursor(text) is None
    assert str(read_cursor("2026-01-31_12")) == "2026-01-31_12"
