"""Pages of reports that go upward: asked for, watched, taken along; each role its own."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.insights.upward import making
from complaints.models import UpwardReport
from tests import town as t
from tests.citizens.receipt.test_receipt import pdf_words
from tests.insights.test_upward import FRONT, MONDAY, NOVEMBER, gathered, made, paper_of, period

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


# -- making ----------------------------------------------------------------------------------


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
