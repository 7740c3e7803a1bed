"""Reports that go upward: the figures of the dashboards, public words only, each role its own, frozen."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from typing import Any

import openpyxl
import pikepdf
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client

from complaints import actions
from complaints.figures import folding, reading
from complaints.figures.reading import Slice
from complaints.insights import filters, telling
from complaints.insights.figures import ALL, BY_CODE
from complaints.insights.period import Period, read
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
    names = gathering.Names(filters.town())
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


# -- making ----------------------------------------------------------------------------------


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


def body(answer: Any) -> bytes:
    """Return the bytes of a file that was handed over."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:  # the answer's own would end the test's connection
        close()
    return content


def sent(client: Client, **changes: str) -> Any:
    """Ask for a report on the page."""
    return client.post(FRONT, {"masa": NOVEMBER, "instansi": "kota", "catatan": "", **changes})


@time_machine.travel(MONDAY, tick=False)
def test_a_report_is_asked_for_watched_and_taken_along(town: t.Town, client: Client) -> None:
    t.followed_up(town)
    client.force_login(town.overseer)
    answer = sent(client)
    page = f"{FRONT}kota-2026-11-1/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "Laporan sedang dibuat." in client.get(page).content.decode()
    assert client.get(f"{page}laporan.pdf").status_code == 404
    assert making.make_waiting() == 1

    shown = client.get(page).content.decode()
    assert "Dari 1 aduan: 0 tertangani, 1 dalam proses, 0 belum ditindaklanjuti." in shown
    assert "Angka sementara" in shown
    for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = client.get(f"{page}laporan.{kind}")
        content = body(answer)
        assert content.startswith(start)
        assert hashlib.sha256(content).hexdigest() in shown
        assert f"laporan-kota-2026-11-1.{kind}" in answer["Content-Disposition"]
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


@time_machine.travel(MONDAY, tick=False)
def test_a_second_making_is_a_new_edition_with_a_reason(town: t.Town, client: Client) -> None:
    first = made(town)
    before = paper_of(first)
    t.followed_up(town)
    client.force_login(town.verifier)
    refused = sent(client)
    assert refused.status_code == 422
    assert "Laporan ini sudah ada (edisi 1)" in refused.content.decode()
    assert sent(client, catatan="Data dua instansi terlambat masuk.").status_code == 302
    assert making.make_waiting() == 1

    second = UpwardReport.objects.get(key="kota-2026-11-2")
    assert "Edisi 2: Data dua instansi terlambat masuk." in pdf_words(paper_of(second))
    unchanged = UpwardReport.objects.get(pk=first.pk)
    assert (unchanged.contents, paper_of(unchanged)) == (first.contents, before)
    assert "Edisi lain" in client.get(f"{FRONT}{second.key}/").content.decode()


@time_machine.travel(MONDAY, tick=False)
def test_of_two_who_ask_at_the_same_moment_one_gets_it(town: t.Town) -> None:
    asked = {"agency": None, "by": town.verifier}
    first = making.ask(period(NOVEMBER), **asked)
    assert first is not None
    UpwardReport.objects.filter(pk=first.pk).update(period="2026-10")  # its key stays taken
    assert making.ask(period(NOVEMBER), **asked) is None
    assert UpwardReport.objects.count() == 1


@time_machine.travel(MONDAY, tick=False)
def test_what_fails_says_so_and_is_tried_again(town: t.Town, client: Client) -> None:
    row = making.ask(period(NOVEMBER), agency=None, by=town.verifier)
    assert row is not None
    UpwardReport.objects.filter(pk=row.pk).update(period="2026-13")
    assert making.make_waiting() == 0
    client.force_login(town.verifier)
    page = f"{FRONT}{row.key}/"
    assert "Laporan tidak dapat dibuat" in client.get(page).content.decode()
    UpwardReport.objects.filter(pk=row.pk).update(period=NOVEMBER)
    assert client.post(page).status_code == 302
    assert making.make_waiting() == 1
    assert client.post(page).status_code == 302
    assert UpwardReport.objects.get(pk=row.pk).state == "ready"


# -- each role its own -----------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_a_head_makes_and_reads_reports_of_the_own_subtree(town: t.Town, client: Client) -> None:
    t.followed_up(town)
    t.submit()
    own, whole = made(town, agency=town.pupr), made(town)
    client.force_login(town.supervisor)
    listed = client.get(FRONT).content.decode()
    assert own.key in listed
    assert whole.key not in listed
    shown = client.get(f"{FRONT}{own.key}/").content.decode()
    assert "Dari 1 aduan" in shown
    for path in ("", "laporan.pdf", "laporan.xlsx"):
        assert client.get(f"{FRONT}{whole.key}/{path}").status_code == 404
    assert sent(client).status_code == 422  # not the town's
    assert sent(client, instansi="dlh").status_code == 422
    assert sent(client, instansi="pupr", masa="2026-10").status_code == 302
    table = gathered(agency=town.pupr).table("agencies")
    assert [row.name for row in table.rows] == ["Dinas PUPR"]


@pytest.mark.parametrize("name", ["liaison", "operator", "custodian", "clerk", "citizen"])
def test_others_have_no_reports(town: t.Town, client: Client, name: str) -> None:
    client.force_login(town.people[name])
    assert client.get(FRONT).status_code == 403
    assert sent(client).status_code == 403
    assert client.post(f"{FRONT}kirimi-saya/", {"month": "on"}).status_code == 403


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"masa": "2027"}, "Masa ini tidak ada di daftar."),
        ({"masa": ""}, "Pilih masa laporan."),
        ({"instansi": "tidak-ada"}, "Instansi ini tidak ada di daftar."),
        ({"catatan": "x" * 201}, "200"),
    ],
)
def test_what_cannot_be_made_is_said(
    town: t.Town, client: Client, wrong: dict[str, str], says: str
) -> None:
    client.force_login(town.verifier)
    answer = sent(client, **wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not UpwardReport.objects.exists()


# -- what it costs ---------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_and_the_reading_cost_the_same_for_any_number(
    town: t.Town, client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        t.resolved(town)
        row = making.ask(period(NOVEMBER), agency=None, by=town.verifier, note=f"{number}")
    assert row is not None
    client.force_login(town.verifier)
    client.get(FRONT)
    with django_assert_num_queries(6):
        client.get(FRONT)
    with django_assert_num_queries(5):
        client.get(f"{FRONT}{row.key}/")
    with django_assert_num_queries(25):
        assert len(gathered().cases) == rows


@time_machine.travel(MONDAY, tick=False)
def test_a_long_list_is_read_page_by_page(town: t.Town, client: Client) -> None:
    keys = []
    for number in range(23):
        row = making.ask(period(NOVEMBER), agency=None, by=town.verifier, note=f"{number}")
        assert row is not None
        keys.append(row.key)
    client.force_login(town.verifier)
    first = client.get(FRONT).content.decode()
    assert f"{FRONT}{keys[-1]}/" in first
    assert f"{FRONT}{keys[2]}/" not in first
    older = UpwardReport.objects.get(key=keys[3]).pk
    second = client.get(FRONT, {"sebelum": str(older)}).content.decode()
    assert all(f"{FRONT}{key}/" in second for key in keys[:3])
    for senseless in ("x", "9" * 40, "-1", "\0"):
        assert client.get(FRONT, {"sebelum": senseless}).content.decode().count("card") > 20
