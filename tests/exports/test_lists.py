"""A file holds exactly the list of its address, for every role, in its order and its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from pytest_django.plugin import DjangoDbBlocker

from complaints import actions
from complaints.access import Desk
from complaints.desk.inbox import lists
from complaints.desk.inbox.listing import AFTER, Listing
from complaints.exports import sources
from complaints.exports.columns import COLUMNS
from complaints.exports.sources import Line, OfFigure, OfInbox
from complaints.figures import folding
from complaints.insights import figures
from complaints.law.actors import Role
from complaints.models import Complaint
from lapor import kept
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

DAYS = ("2026-01-02", "2026-02-11", "2026-02-11")
NOW = "2026-02-20T10:00:00+07:00"
INBOX = ("verifier", "liaison", "operator", "supervisor", "overseer", "custodian", "clerk")
FIGURES = ("verifier", "supervisor", "unit_liaison", "coordinator")
NARROWED = (
    *("", "urut=terbaru", "urut=terlama", "urut=berubah", "urut=dukungan"),
    *("terlambat=1", "bahaya=1", "q=jalan", "keadaan=answered", "dari=2026-02-01"),
)
PLACES = {column.heading: place for place, column in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def crowded(django_db_setup: object, django_db_blocker: DjangoDbBlocker) -> Iterator[t.Town]:
    """A town with a report in every state, and secret, sealed, dangerous and counter ones."""
    from django.db import transaction  # noqa: PLC0415

    kept.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel("2025-11-01T08:00:00+07:00", tick=False):
            town = t.build()
        for number, make in enumerate(given.STATES.values()):
            moment = f"{DAYS[number % len(DAYS)]}T09:{number:02}:00+07:00"
            with time_machine.travel(moment, tick=False):
                report = make(town)
                Complaint.objects.filter(pk=report.pk).update(support_count=number % 3)
                if number % 4 == 0:
                    t.forwarded(town, region=town.langkai, is_secret=True)
                    t.submit(hides_reporter=True, misconduct="yes", sealed_against=town.pupr)
                    t.forwarded(town, danger=True)
                    at_counter = {"by": town.clerk, "role": Role.CLERK}
                    actions.submit(t.filing(), token=f"loket-{number}", **at_counter)
        folding.fold()
        with time_machine.travel(NOW, tick=False):
            yield town
        transaction.set_rollback(True)


def source(town: t.Town, who: str, what: str, query: str) -> Any:
    found = sources.find(what, QueryDict(query), Desk.of(town.people[who]))
    assert found is not None
    return found


def lines(found: Any) -> list[Line]:
    """Return the rows of the whole file."""
    return list(found.lines(list(found.ids())))


def cell(line: Line, heading: str) -> Any:
    return line.cells[PLACES[heading]]


def paged(town: t.Town, who: str, query: str) -> list[str]:
    """Return the tickets of a list of the inbox, page by page."""
    codes: list[str] = []
    asked = QueryDict(query, mutable=True)
    while True:
        context = Listing(asked, Desk.of(town.people[who])).context()
        codes += [row.code for row in context["rows"]]
        after = QueryDict(context["next_url"].partition("?")[2]).get(AFTER)
        if not after:
            return codes
        asked[AFTER] = after


def test_a_file_of_the_inbox_is_the_list_in_its_order(
    crowded: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 4)
    most = 0
    for who in INBOX:
        tabs = Listing(QueryDict(), Desk.of(crowded.people[who])).tabs
        for tab, narrowed in product(tabs, NARROWED if who == "verifier" else NARROWED[:1]):
            query = f"daftar={tab.slug}&{narrowed}"
            told = [cell(one, "Nomor tiket") for one in lines(source(crowded, who, "meja", query))]
            assert told == paged(crowded, who, query), (who, query)
            most = max(most, len(told))
    assert most > 15


def test_a_file_of_a_figure_has_as_many_rows_as_the_figure_says(crowded: t.Town) -> None:
    seen = 0
    for who, figure in product(FIGURES, figures.ALL):
        user = crowded.people[who]
        found = source(crowded, who, figure.code, "masa=2026")
        assert isinstance(found, OfFigure)
        rows = lines(found)
        assert len(rows) == found._listing.count(), (who, figure.code)
        readable = set(Complaint.objects.visible_to(user).values_list("code", flat=True))
        for row in rows:
            told = {name for name, place in PLACES.items() if row.cells[place] not in ("", None)}
            if cell(row, "Nomor tiket") not in readable:
                assert told <= {"Nomor tiket", "Diterima", "Keadaan", "Kategori"}
            else:
                assert "Isi laporan" in told
        seen += len(rows)
    assert seen > 200


def test_sealed_reports_are_in_a_file_only_where_they_are_in_the_list(crowded: t.Town) -> None:
    sealed = set(Complaint.objects.filter(is_sealed=True).values_list("code", flat=True))
    assert len(sealed) == 3
    for who in (*INBOX, "verifier2", "overseer2", "secretary"):
        rows = lines(source(crowded, who, "meja", "daftar=semua"))
        found = {cell(row, "Nomor tiket") for row in rows} & sealed
        assert found == (sealed if who in ("verifier", "overseer") else set()), who
        assert {cell(row, "Nomor tiket") for row in rows if row.is_sealed} == found


def test_a_row_says_how_a_report_stands(crowded: t.Town) -> None:
    rows = lines(source(crowded, "verifier", "meja", "daftar=semua&keadaan=resolved"))
    (row,) = rows
    said: dict[str, Any] = {name: row.cells[place] for name, place in PLACES.items()}
    assert said["Keadaan"] == "Selesai, dikonfirmasi"
    assert (said["Instansi"], said["Pemegang"], said["Hasil"]) == (
        "Dinas PUPR",
        "",
        "Sudah ditangani",
    )
    assert (said["Bintang"], said["Lewat tenggat"]) == (5, "")
    assert said["Diterima"] == datetime(2026, 2, 11, 9, 5)  # noqa: DTZ001  (sheets know no zones)
    assert said["Dijawab"] >= said["Diterima"]
    late = lines(source(crowded, "verifier", "meja", "daftar=semua&terlambat=1"))
    assert {cell(one, "Lewat tenggat") for one in late} == {"Ya"}


def test_who_sees_no_figures_gets_no_file_of_them(crowded: t.Town) -> None:
    for who in ("custodian", "clerk", "superuser", "citizen"):
        with pytest.raises(PermissionDenied):
            sources.find("received", QueryDict(), Desk.of(crowded.people[who]))
    for who in ("superuser", "citizen"):
        with pytest.raises(PermissionDenied):
            sources.find("meja", QueryDict(), Desk.of(crowded.people[who]))
    assert sources.find("tidak-ada", QueryDict(), Desk.of(crowded.verifier)) is None


def test_a_list_is_told_in_words_and_written_down_without_those_searched_for(
    crowded: t.Town,
) -> None:
    road = crowded.jalan.name
    query = "daftar=semua&q=Miranda&kategori=jalan-jembatan&terlambat=1&urut=terlama"
    found = source(crowded, "verifier", "meja", query)
    assert isinstance(found, OfInbox)
    assert found.name == "Meja: Semua"
    assert found.narrowed == f"Cari laporan: Miranda · Kategori: {road} · Lewat tenggat"
    assert found.recorded == f"Kategori: {road} · Lewat tenggat"
    again = source(crowded, "verifier", "meja", found.query)
    assert (again.query, again.narrowed) == (found.query, found.narrowed)
    figure = source(crowded, "verifier", "received", "masa=2026&instansi=pupr")
    assert figure.narrowed == "tahun 2026 · Dinas PUPR"
    assert source(crowded, "verifier", "received", figure.query).narrowed == figure.narrowed
