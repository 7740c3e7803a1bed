"""Reports that go upward: the figures of the dashboards, public words only, each role its own, frozen."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pikepdf
import pytest
import time_machine
from django.core.files.storage import default_storage

from complaints import actions
from complaints.figures import folding, reading
from complaints.figures.slices import Slice
from complaints.insights import telling
from complaints.insights.figures import ALL, BY_CODE
from complaints.insights.period import Period, read
from complaints.insights.town import Town
from complaints.insights.upward import contents, gathering, making, pdf, sheets
from complaints.insights.upward.columns import SPECS
from complaints.models import Complaint, UpwardReport
from complaints.models.complaint import Publication
from complaints.privacy import Contact
from complaints.reporters import erasure
from lapor import clock, kept
from tests import town as t
from tests.citizens.receipt.test_receipt import pdf_words
from tests.openness.given import counted, year_2023

pytestmark = pytest.mark.django_db

FRONT = "/dasbor/laporan/"
MONDAY = "2026-11-23T10:00:00+07:00"
NOVEMBER = "2026-11"
PUBLISHED = "Dari 606 aduan: 589 tertangani, 12 dalam proses, 5 belum ditindaklanjuti."


def period(code: str) -> Period:
    """Return a period by its code."""
    found = read(code)
    assert found is not None
    return found


def gathered(code: str = NOVEMBER, **parts: Any) -> contents.Contents:
    """Return what a report would tell now."""
    return gathering.gather(period(code), agency=parts.get("agency"), now=clock.now())


def made(town: t.Town, code: str = NOVEMBER, **parts: Any) -> UpwardReport:
    """Return a report that a worker made."""
    row = making.ask(period(code), agency=parts.pop("agency", None), by=town.verifier, **parts)
    assert row is not None
    assert making.make_waiting() == 1
    return UpwardReport.objects.get(pk=row.pk)


def paper_of(row: UpwardReport) -> bytes:
    """Return the PDF of a report as it lies on the disk."""
    with default_storage.open(str(row.pdf.name)) as file:
        return bytes(file.read())


def cells(book: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each sheet of a workbook."""
    read_back = openpyxl.load_workbook(io.BytesIO(book))
    return {page.title: list(page.iter_rows(values_only=True)) for page in read_back}


# -- the year that the town published --------------------------------------------------------


@pytest.fixture
def past() -> contents.Contents:
    """The year 2023 that the town published, as a report; its last report waits for somebody."""
    with time_machine.travel("2023-05-02T10:00:00+07:00", tick=False):
        town = t.build()
        t.submit()
    year_2023(town.agencies)
    counted(540, lead=town.pupr, day=date(2022, 7, 1), objected=1)
    folding.fold_all()
    counted(60, lead=town.dlh, day=date(2022, 3, 1))  # not folded yet
    with time_machine.travel("2026-11-22T20:00:00+07:00", tick=False):
        return gathered("2023")


def test_the_published_year_is_the_same_in_every_form(past: contents.Contents) -> None:
    frozen, cases = past.frozen()
    told = json.loads(json.dumps(frozen))
    assert told["sentence"] == PUBLISHED
    assert [past.lines[code].now for code in telling.PUBLISHED] == [606, 589, 12, 5]
    assert contents.thawed(told, json.loads(json.dumps(cases))) == past

    made_pdf = pdf.pdf_of(past)
    with pikepdf.open(io.BytesIO(made_pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "id-ID"
        assert document.docinfo["/Title"] == "Laporan pengaduan masyarakat tahun 2023"
    paper = pdf_words(made_pdf)
    assert PUBLISHED in paper
    assert "Tahun 2023" in paper
    assert "Keadaan per Minggu, 22 November 2026" in paper

    book = cells(sheets.xlsx_of(past))
    assert book["Ringkasan"][4][0] == PUBLISHED
    named = {row[0]: row[1] for row in book["Ringkasan"] if row}
    assert [named[BY_CODE[code].name] for code in telling.PUBLISHED] == [606, 589, 12, 5]
    assert book["Keadaan"][-1][:2] == ("Semua", 606)
    assert {book[name][-1][1] for name in ("Instansi", "Kategori", "Saluran")} == {606}
    assert book["Ringkasan"][7][:3] == ("Laporan diterima", 606, 600)
    assert book["Perkembangan"][-1] == ("Semua", 606, 589, 12, 5)


def test_every_figure_is_the_dashboards_to_the_last_digit(past: contents.Contents) -> None:
    year = Slice(date(2023, 1, 1), date(2023, 12, 31))
    sums, times = reading.total(year), reading.times(year)[()]
    told = {code: line.now for code, line in past.lines.items()}
    assert told == {
        one.code: one.value(sums, times) for one in ALL if not one.code.startswith("at_")
    }
    names = gathering.Names(Town.read())
    for spec in SPECS:
        by = reading.table(year, by=[spec.dimension])
        slow = reading.times(year, by=[spec.dimension])
        meant = {
            names.of[spec.dimension](key): tuple(
                figure.value(one, slow.get(key, {})) for figure, _ in spec.columns
            )
            for key, one in by.items()
            if one["received"]
        }
        table = past.table(spec.code)
        assert {row.name: row.values for row in table.rows} == meant
        assert table.total == tuple(one.value(sums, times) for one, _ in spec.columns)
    months = past.table("trend")
    assert [sum(values) for values in zip(*(row.values for row in months.rows), strict=True)] == [
        *(606, 589, 12, 5)
    ]


# -- what never gets in ----------------------------------------------------------------------


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


@time_machine.travel(MONDAY, tick=False)
def test_hidden_names_and_secret_words_are_in_no_form(town: t.Town) -> None:
    hidden = Contact(name="Mirandasari Contohwati", email="miranda@warga.example", phone="")
    planted = {"text": "Zulhijrah pemilik kios mengadu.", "place_text": "Kios Zulhijrah"}
    t.resolved(town, hides_reporter=True, contact=hidden, **planted)
    t.followed_up(town, is_secret=True, text="Rahasia Wulandari di rumah sakit.")
    t.submit(misconduct="yes", sealed_against=town.dinsos, text="Tersegel Wulandari.")
    actions.verify(
        t.submit(text="Wulandari tetangga saya ribut."),
        by=town.verifier,
        **t.verification(
            town,
            publication=Publication.PRIVATE_PERSON,
            title="Wulandari ribut",
            public_text="",
        ),
    )
    told = gathered()
    assert told.lines["received"].now == 3
    assert [case.title for case in told.cases] == ["Jalan berlubang di depan pasar"]
    forms = [
        json.dumps(told.frozen(), ensure_ascii=False),
        pdf_words(pdf.pdf_of(told)),
        str(cells(sheets.xlsx_of(told))),
    ]
    for form in forms:
        assert "Jalan berlubang besar." in form
        assert not {"Mirandasari", "miranda@", "Zulhijrah", "Wulandari"} & {
            word for word in ("Mirandasari", "miranda@", "Zulhijrah", "Wulandari") if word in form
        }


@time_machine.travel(MONDAY, tick=False)
def test_no_spreadsheet_calculates_what_somebody_named(town: t.Town) -> None:
    town.jalan.name = '=HYPERLINK("https://jahat.example")'
    town.jalan.save()
    t.followed_up(town)
    kept.forget()
    told = gathered()
    assert [row.name for row in told.table("categories").rows] == [town.jalan.name]
    assert cells(sheets.xlsx_of(told))["Kategori"][1][0] == f"'{town.jalan.name}"


@time_machine.travel(MONDAY, tick=False)
def test_words_of_a_report_that_is_erased_leave_the_frozen_one(town: t.Town) -> None:
    case = t.resolved(town)
    row = made(town)
    assert "Jalan berlubang besar." in pdf_words(paper_of(row))
    erasure.erase(case)
    assert making.make_waiting() == 1
    after = UpwardReport.objects.get(pk=row.pk)
    assert (after.contents, after.edition) == (row.contents, 1)
    assert after.pdf_checksum != row.pdf_checksum
    assert "Jalan berlubang besar." not in pdf_words(paper_of(after))
    assert not default_storage.exists(str(row.pdf.name))


@time_machine.travel(MONDAY, tick=False)
def test_ten_cases_are_chosen_by_rule(town: t.Town) -> None:
    waiting = [t.forwarded(town) for _ in range(4)]
    liked = actions.join(waiting[0], by=actions.Joiner("warga"))
    beaten = t.answered(town)
    actions.object_to_answer(beaten, by=t.reporter(beaten), text="Masih berlubang.")
    t.send(beaten, town)
    actions.confirm(Complaint.objects.get(pk=beaten.pk), by=t.reporter(beaten))
    done = [t.resolved(town) for _ in range(7)]
    cases = gathered().cases
    why = {case.code: case.rule for case in cases}
    assert len(why) == len(cases) == 10
    assert why[liked.code] == "Paling banyak didukung warga"
    assert why[beaten.code] == "Disanggah, lalu beres menurut pelapor"
    longest = "Paling lama menunggu dan masih terbuka"
    assert [why.get(one.code) for one in waiting[1:]] == [longest, longest, None]
    assert sum(one.code in why for one in done) == 6
