"""Making a file: a worker that dies, a disk that is full, formulas, sheets, and little memory."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from complaints.access import Desk
from complaints.exports import files, making, sources
from complaints.exports.columns import Column, Holds
from complaints.models import Complaint, ListExport
from tests import crowd
from tests import town as t
from tests.exports import opened
from tests.exports.conftest import FULL, Killed

State = ListExport.State
REPORTS = 20_000
MOST_MEGABYTES = 40
TEMPTING = (
    *("=1+1", "+62 811", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)"),
    *("=cmd|' /C calc'!A0", "tanda \x0b\x1b terlarang"),
)


def start(town: t.Town, who: str = "verifier", kind: str = "csv") -> ListExport:
    user = town.people[who]
    source = sources.find("meja", QueryDict("daftar=semua"), Desk.of(user))
    assert source is not None
    row = making.start(source, owner=user, kind=kind)
    assert row is not None
    return row


def codes_of(row: ListExport) -> list[str]:
    file = making.opened(ListExport.objects.get(pk=row.pk))
    assert file is not None
    with file:
        return [one["Nomor tiket"] for one in opened.separated(file.read())]


@pytest.mark.django_db
@pytest.mark.usefixtures("long_ones")
@pytest.mark.parametrize("where", ["nomor", "1", "daftar"])
def test_after_a_worker_died_the_next_goes_on_behind_the_last_piece(
    town: t.Town, disk: Any, where: str
) -> None:
    expected = [t.submit().code for _ in range(5)]
    row = start(town)
    disk.breaks_at = (f"/{where}", Killed())
    with pytest.raises(Killed):
        making.go_on_all()
    left = ListExport.objects.get()
    assert left.state == State.MAKING
    assert left.done == {"nomor": 0, "1": 2, "daftar": 5}[where]
    late = t.submit().code  # what is put aside is the list as it was
    assert making.go_on_all() == 1
    assert sorted(codes_of(row)) == sorted(expected + ([late] if where == "nomor" else []))
    assert ListExport.objects.get().rows == (6 if where == "nomor" else 5)


@pytest.mark.django_db
@pytest.mark.usefixtures("long_ones")
def test_a_full_disk_is_tried_again_and_given_up_with_a_sentence(town: t.Town, disk: Any) -> None:
    for _ in range(3):
        t.submit()
    row = start(town)
    for _ in range(1 + making.MOST_TRIES):  # the first one made a piece
        disk.breaks_at = ("/daftar", FULL)
        assert making.go_on_all() == 0
        assert ListExport.objects.get().runs
    assert making.go_on_all() == 0
    row = ListExport.objects.get()
    assert (row.state, row.why) == (State.FAILED, making.BROKEN)
    assert [one for one in Path(disk().location).rglob(f"{row.folder}/*") if one.is_file()] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("long_ones")
def test_what_goes_out_of_sight_meanwhile_is_left_out(town: t.Town, disk: Any) -> None:
    reports = [t.submit() for _ in range(4)]
    row = start(town, "verifier2")
    disk.breaks_at = ("/1", OSError("disk"))
    making.go_on_all()
    oldest = min(reports, key=lambda one: one.pk)
    newest = max(reports, key=lambda one: one.pk)
    Complaint.objects.filter(pk__in=[oldest.pk, newest.pk]).update(is_sealed=True)
    assert making.go_on_all() == 1
    assert len(codes_of(row)) == ListExport.objects.get().rows == 3  # one piece was there before


@pytest.mark.django_db
@pytest.mark.usefixtures("long_ones")
def test_a_file_that_is_taken_away_while_it_is_made_leaves_nothing(
    town: t.Town, monkeypatch: pytest.MonkeyPatch, disk: Any
) -> None:
    for _ in range(3):
        t.submit()
    row = start(town)
    disk.breaks_at = ("/1", OSError("disk"))
    making.go_on_all()
    before = ListExport.objects.get()
    making.remove(row)
    with pytest.raises(making.Gone):
        making._try(before)
    assert not ListExport.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["xlsx", "csv", "csv-koma"])
def test_no_cell_calculates(town: t.Town, kind: str) -> None:
    for text in TEMPTING:
        report = t.submit()
        named = {"title": text, "place_text": text, "external_ref": text[:40]}
        Complaint.objects.filter(pk=report.pk).update(text=text, **named)
    source = sources.find("meja", QueryDict("daftar=semua&urut=terlama"), Desk.of(town.verifier))
    assert source is not None
    rows = [line.cells for line in source.lines(list(source.ids()))]
    place = io.BytesIO()
    files.write(kind, source.columns, rows, files.About("=1+1", [("x", "=2")]), place)
    if kind == "xlsx":
        book = load_workbook(io.BytesIO(place.getvalue()))
        kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
        assert "f" not in kinds
        told = opened.workbook(place.getvalue())
        assert told[-1]["Isi laporan"] == "tanda  terlarang"
    else:
        told = opened.separated(place.getvalue(), ";" if kind == "csv" else ",")
    assert len(told) == len(TEMPTING)
    for row in told:
        for cell in row.values():
            assert not str(cell or "").lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.MOST_ROWS + 1 == 2**20  # with its heading: what Excel holds
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    columns = [Column("Nomor", 8, lambda *_: None, Holds.NUMBER)]
    for number, expected in ((0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])):
        place = io.BytesIO()
        rows = ([one] for one in range(number))
        files.write("xlsx", columns, rows, files.About("Meja", []), place)
        pages = opened.sheets(place.getvalue())
        assert list(pages).pop() == "Keterangan"
        del pages["Keterangan"]
        assert [len(page) - 1 for page in pages.values()] == expected
        assert [row[0] for page in pages.values() for row in page[1:]] == list(range(number))
        assert {page[0] for page in pages.values()} == {("Nomor",)}


def peak_of(work: Any) -> float:
    """Return by how many megabytes the process grew at most while it worked."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    work()
    return (_status("VmHWM") - before) / 1024


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


@pytest.mark.django_db(transaction=True)
def test_twenty_thousand_reports_need_little_memory(town: t.Town) -> None:
    crowd.fill(town, REPORTS)
    start(town, kind="xlsx")
    assert peak_of(making.go_on_all) < MOST_MEGABYTES
    row = ListExport.objects.get()
    assert (row.state, row.rows) == (State.READY, REPORTS + 1)
