"""The dashboard: what each role reads first, each figure with its list, each chart with its table."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client

from complaints import actions
from complaints.insights import telling
from complaints.insights.dashboard import page as pages
from complaints.insights.dashboard import tasks
from complaints.insights.dashboard.numbers import Numbers
from complaints.insights.filters import Asked, Scope
from complaints.models import Complaint
from complaints.sweep import sweep_deadlines
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

URL = "/dasbor/"
MONDAY = "2026-11-23T10:00:00+07:00"
LATER = "2027-01-25T10:00:00+07:00"
LINK = re.compile(r'href="(/dasbor/[^"]+)"')


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def page(client: Client, user: Any, path: str = URL, **more: Any) -> str:
    """Return a page as ``user`` reads it."""
    client.force_login(user)
    answer = client.get(path, **more)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def at_work(town: t.Town) -> None:
    """Put reports in many states, of several units, places and doors."""
    t.resolved(town)
    t.answered(town)
    t.followed_up(town, region=town.langkai)
    given.delegated(town)
    given.appealed(town)
    given.verified(town)
    t.submit(danger=True, is_secret=True)
    actions.archive(t.submit(), by=town.verifier, reason="private_matter", words="Perdata.")


@time_machine.travel(MONDAY, tick=False)
def test_the_sentence_stands_first_and_its_parts_open_their_lists(
    town: t.Town, client: Client
) -> None:
    at_work(town)
    body = page(client, town.verifier, f"{URL}?tahun=2026")
    assert "Dari 8 aduan: 3 tertangani, 2 dalam proses, 3 belum ditindaklanjuti." in body
    assert body.index("Dari 8 aduan") < body.index("Perlu keputusan") < body.index("Angka utama")
    assert "/dasbor/daftar/handled/?masa=2026" in body
    assert "Ada bahaya" in body


@time_machine.travel(MONDAY, tick=False)
def test_every_link_of_the_page_leads_somewhere(town: t.Town, client: Client) -> None:
    at_work(town)
    for user in (town.verifier, town.supervisor):
        body = page(client, user, f"{URL}?masa=2026-K4")
        links = {link.replace("&amp;", "&") for link in LINK.findall(body)}
        assert len(links) > 50
        for link in sorted(links):
            assert client.get(link).status_code == 200, link


@time_machine.travel(MONDAY, tick=False)
def test_a_number_of_a_chart_is_the_length_of_its_list(town: t.Town, client: Client) -> None:
    at_work(town)
    client.force_login(town.verifier)
    asked = Asked.of({"masa": "2026"}, Scope(None, "seluruh kota"))
    seen = 0
    for chart in pages.every_chart(asked):
        for line in chart.lines:
            for cell in line.cells:
                if cell.url.startswith("/dasbor/daftar/") and chart.code != "semua":
                    answer = client.get(cell.url)
                    assert len(answer.context["rows"]) == cell.value, (chart.code, cell)
                    seen += 1
    assert seen > 30


def test_the_trend_draws_the_year_before_only_when_there_was_something(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        t.submit()
        chart = pages.DRAWN["tren"](Numbers(Asked.of({"masa": "2026"}, Scope(None, "kota"))))
        assert {line.cells[1].words for line in chart.lines} == {telling.NOTHING}
        assert "Tahun 2026" in chart.drawing
        assert "Tahun 2025" not in chart.drawing
        assert chart.note == ""
    with time_machine.travel(LATER, tick=False):
        chart = pages.DRAWN["tren"](Numbers(Asked.of({"masa": "2027"}, Scope(None, "kota"))))
        assert [line.cells[1].value for line in chart.lines][-2:] == [1, 0]
        assert "Tahun 2026" in chart.drawing
        assert "Garis putus-putus" in chart.note


@time_machine.travel(MONDAY, tick=False)
def test_an_agency_sees_its_own_figures_and_its_units(town: t.Town, client: Client) -> None:
    at_work(town)
    body = page(client, town.supervisor)
    assert "Dinas PUPR dan unit di bawahnya" in body
    assert "Tidak ada aduan pada masa ini." in page(client, town.other_liaison)
    assert "UPT Jalan" in page(client, town.verifier, f"{URL}?instansi=pupr")


def test_what_is_late_waits_for_a_decision(town: t.Town, client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False):
        late = t.forwarded(town)
        actions.archive(t.submit(), by=town.verifier, reason="private_matter", words="Perdata.")
    with time_machine.travel(LATER, tick=False):
        sweep_deadlines()
        for user in (town.overseer, town.supervisor):
            body = page(client, user)
            assert "Lewat tenggat" in body
            assert late.code in body
        assert "Dinas PUPR (1)" in page(client, town.verifier, f"{URL}?tahun=2026")


@time_machine.travel(MONDAY, tick=False)
def test_dangers_and_what_is_due_today_open_exactly_their_lists(
    town: t.Town, client: Client
) -> None:
    t.submit(danger=True)
    t.forwarded(town, danger=True)
    t.submit(danger=True, misconduct="yes", sealed_against=town.dinsos)
    verified = given.verified(town)
    Complaint.objects.filter(pk=verified.pk).update(next_due_at="2026-11-23T15:00:00+07:00")
    seen: dict[str, list[tuple[str, int]]] = {}
    for name, query in (("verifier", ""), ("verifier", "?kelas=aspiration"), ("liaison", "")):
        client.force_login(town.people[name])
        for task in client.get(f"{URL}{query}").context["tasks"]:
            if task.kind.code in ("danger", "today"):
                assert len(client.get(task.url).context["rows"]) == task.count, task
                seen.setdefault(name + query, []).append((task.kind.code, task.count))
    assert seen == {
        "verifier": [("danger", 2), ("today", 2)],
        "liaison": [("danger", 1)],
    }
    client.force_login(town.verifier)
    assert client.get("/meja/unduhan/baru/danger/?masa=2026").status_code == 200


@time_machine.travel(MONDAY, tick=False)
def test_many_that_are_due_today_hide_no_danger(
    town: t.Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST_COUNTED", 3)
    due = [given.verified(town).pk for _ in range(8)]
    t.submit(danger=True)
    Complaint.objects.filter(pk__in=due).update(next_due_at="2026-11-23T15:00:00+07:00")
    client.force_login(town.verifier)
    found = {task.kind.code: task.words for task in client.get(URL).context["tasks"]}
    assert (found["danger"], found["today"]) == ("1", "2+")


@time_machine.travel(MONDAY, tick=False)
def test_each_role_reaches_all_its_pages_from_the_dashboard(town: t.Town, client: Client) -> None:
    everybody = ["/dasbor/angka/", "/dasbor/survei/", "/dasbor/layar/", "/meja/unduhan/"]
    more = {
        "verifier": ["/dasbor/laporan/"],
        "supervisor": ["/dasbor/laporan/"],
        "overseer": ["/dasbor/laporan/", "/dasbor/tanda/"],
        "liaison": [],
    }
    for name, own in more.items():
        client.force_login(town.people[name])
        rooms = [url for url, _ in client.get(f"{URL}?masa=2025").context["rooms"]]
        assert sorted(url.partition("?")[0] for url in rooms) == sorted([*everybody, *own]), name
        assert [client.get(url).status_code for url in rooms] == [200] * len(rooms), name
        assert "/dasbor/angka/?masa=2025" in rooms


@time_machine.travel(MONDAY, tick=False)
def test_htmx_gets_the_part_that_changes(town: t.Town, client: Client) -> None:
    part = page(client, town.verifier, headers={"HX-Request": "true", "HX-Target": "angka"})
    assert part.lstrip().startswith("<title>Dasbor, tahun 2026 · LAPOR")
    assert part.count('<div id="angka"') == 1
    assert "<html" not in part
    whole = page(client, town.verifier, headers={"HX-Request": "true"})
    assert "<html" in whole


@time_machine.travel(MONDAY, tick=False)
def test_charts_come_as_files(town: t.Town, client: Client) -> None:
    at_work(town)
    client.force_login(town.liaison)
    for code in pages.DRAWN:
        for kind, starts in (("csv", "\ufeff".encode()), ("svg", b"<svg"), ("png", b"\x89PNG")):
            answer = client.get(f"/dasbor/gambar/{code}.{kind}?masa=2026")
            assert answer.status_code == 200
            assert answer["Content-Disposition"] == f'attachment; filename="{code}-2026.{kind}"'
            assert answer.content.startswith(starts)
    for path in ("/dasbor/gambar/apa.svg", "/dasbor/gambar/tren.exe"):
        assert client.get(path).status_code == 404


@time_machine.travel(MONDAY, tick=False)
def test_the_workbook_has_the_sentence_and_every_table(town: t.Town, client: Client) -> None:
    at_work(town)
    town.pupr.short_name = '=HYPERLINK("x")'
    town.pupr.save()
    client.force_login(town.verifier)
    answer = client.get("/dasbor/dasbor.xlsx?masa=2026")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 1 + len(pages.DRAWN)
    assert str(book["Ringkasan"]["A3"].value).startswith("Dari 8 aduan: 3 tertangani")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


@time_machine.travel(MONDAY, tick=False)
def test_the_wall_has_nothing_but_what_stands_now(town: t.Town, client: Client) -> None:
    at_work(town)
    body = page(client, town.overseer, "/dasbor/layar/?masa=2026-11")
    assert "Dari 8 aduan" in body
    assert 'hx-trigger="every 300s"' in body


@time_machine.travel(MONDAY, tick=False)
def test_words_that_rise_are_of_public_texts_only(town: t.Town, client: Client) -> None:
    from complaints.finding import lexicon  # noqa: PLC0415

    for _ in range(4):
        words = t.verification(town, public_text="Kabut asap pekat menutup jalan sejak pagi.")
        actions.verify(t.submit(), by=town.verifier, **words)
    t.submit(text="Zeppelin zeppelin.", is_secret=True)
    lexicon.rebuild()
    body = page(client, town.verifier)
    assert "Yang sedang ramai" in body
    assert ">kabut<" in body
    assert ">pagi<" not in body  # everybody writes it
    assert "zeppelin" not in body.lower()
    assert "Yang sedang ramai" not in page(client, town.verifier, f"{URL}?tahun=2023")


@pytest.mark.parametrize("masa", ["2023", "2026-K4", "2026-11", "2026-M47", "2026-11-23"])
@time_machine.travel(MONDAY, tick=False)
def test_every_period_can_be_shown(town: t.Town, client: Client, masa: str) -> None:
    t.followed_up(town)
    assert "Di mana laporan sekarang" in page(client, town.verifier, f"{URL}?masa={masa}")
    spans = ("2026-10-01..2026-11-23", "2025-02-03..2026-11-23", "2000-01-01..2099-12-31")
    for span in spans:
        assert "Dari 1 aduan" in page(client, town.verifier, f"{URL}?masa={span}")
