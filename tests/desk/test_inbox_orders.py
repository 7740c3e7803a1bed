"""Orders, filters, search and saved views of the inbox, and what each of them costs."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Region
from complaints import actions
from complaints.desk.inbox import finding, lists
from complaints.desk.inbox.orders import ORDERS
from complaints.models import Complaint
from tests import town as t
from tests.desk.conftest import SignIn
from tests.desk.test_inbox import codes

MORNING = "2026-03-09 09:00 +07:00"


def ignored(client: Client, **query: Any) -> list[str]:
    """Return what the page says of values that it did not understand."""
    said: list[str] = client.get("/meja/", query).context["ignored"]
    return said


def at(moment: str, **changes: Any) -> Complaint:
    """File a report at a moment."""
    with time_machine.travel(moment, tick=False):
        return t.submit(**changes)


def supported(complaint: Complaint, number: int) -> Complaint:
    """Give a report the support of so many citizens."""
    Complaint.objects.filter(pk=complaint.pk).update(support_count=number)
    return complaint


# -- orders ----------------------------------------------------------------------------------


def test_orders_of_a_list(town: t.Town, sign_in: SignIn) -> None:
    old = at("2026-03-02 09:00 +07:00")
    urgent = at("2026-03-04 09:00 +07:00", danger=True)
    liked = supported(at("2026-03-05 09:00 +07:00"), 7)
    new = at("2026-03-06 09:00 +07:00")
    client = sign_in("verifier")
    with time_machine.travel(MORNING, tick=False):
        shown = {slug: codes(client, daftar="baru", urut=slug) for slug in ORDERS}
    assert shown == {
        "sisa": [urgent.code, old.code, liked.code, new.code],
        "terbaru": [new.code, liked.code, urgent.code, old.code],
        "terlama": [old.code, urgent.code, liked.code, new.code],
        "dukungan": [liked.code, new.code, urgent.code, old.code],
        "berubah": [urgent.code, old.code, liked.code, new.code],  # not offered there
    }


@pytest.mark.parametrize("slug", ["sisa", "terbaru", "terlama", "dukungan", "berubah"])
@pytest.mark.parametrize("name", ["baru", "semua"])
def test_pages_follow_each_other_in_every_order(
    slug: str, name: str, town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    made = [supported(t.submit(danger=number < 2), number % 3).code for number in range(7)]
    client = sign_in("verifier")
    seen: list[str] = []
    address = f"/meja/?daftar={name}&urut={slug}"
    while address:
        page = client.get(address)
        seen += [row.code for row in page.context["rows"]]
        address = page.context["next_url"]
    assert sorted(seen) == sorted(made)
    assert seen == codes_at_once(client, name, slug, monkeypatch)


def codes_at_once(
    client: Client, name: str, slug: str, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Return the same list on one page."""
    monkeypatch.setattr(lists, "PAGE", 50)
    return codes(client, daftar=name, urut=slug)


# -- filters ---------------------------------------------------------------------------------


def test_every_filter_narrows(town: t.Town, sign_in: SignIn) -> None:
    bukit = Region.objects.create(
        code="62.71.03", name="Bukit Raya", level=Region.Level.DISTRICT, parent=town.city
    )
    tangkiling = Region.objects.create(
        code="62.71.03.1001", name="Tangkiling", level=Region.Level.WARD, parent=bukit
    )
    with time_machine.travel("2026-03-02 09:00 +07:00", tick=False):
        here = t.forwarded(town, region=town.langkai)
    with time_machine.travel("2026-03-06 09:00 +07:00", tick=False):
        there = t.submit(region=tangkiling, category=town.lainnya, danger=True, channel="whatsapp")
    client = sign_in("verifier")
    narrowed = {
        "kelurahan=62.71.03.1001": [there],
        "kecamatan=62.71.01": [here],
        "kategori=lainnya": [there],
        "keadaan=forwarded": [here],
        "saluran=whatsapp": [there],
        "bahaya=1": [there],
        "inspeksi=1": [],
        "petugas=belum": [there, here],
        "petugas=saya": [],
        "dari=2026-03-05": [there],
        "sampai=2026-03-05": [here],
        "dari=2026-03-02&sampai=2026-03-06": [there, here],
        "kecamatan=62.71.01&kategori=lainnya": [],
    }
    found = {
        query: [row.code for row in client.get(f"/meja/?{query}").context["rows"]]
        for query in narrowed
    }
    expected = {query: sorted(one.code for one in rows) for query, rows in narrowed.items()}
    assert {query: sorted(rows) for query, rows in found.items()} == expected


def test_a_report_given_to_a_colleague_is_not_what_i_must_do(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    Complaint.objects.filter(pk=complaint.pk).update(holder_officer=town.operator)
    client = sign_in("liaison")
    assert codes(client, daftar="tindakan") == []
    assert codes(client, daftar="baru") == [complaint.code]
    assert codes(client, petugas=str(town.operator.pk)) == [complaint.code]
    assert codes(client, petugas="belum") == []
    assert codes(sign_in("operator"), daftar="tindakan") == [complaint.code]
    assert codes(sign_in("operator"), petugas="saya") == [complaint.code]
    row = client.get("/meja/", {"daftar": "baru"}).context["rows"][0]
    assert (row.holder, row.officer) == ("Dinas PUPR", "Operator Contoh")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"keadaan": "xyz"}, "Keadaan ini tidak ada di daftar, jadi tidak dipakai."),
        ({"kategori": "'"}, "Kategori ini tidak ada di daftar, jadi tidak dipakai."),
        ({"kelurahan": "\x00"}, "Kelurahan ini tidak ada di daftar, jadi tidak dipakai."),
        ({"kecamatan": "x"}, "Kecamatan ini tidak ada di daftar, jadi tidak dipakai."),
        ({"saluran": "merpati"}, "Saluran ini tidak ada di daftar, jadi tidak dipakai."),
        ({"petugas": "999999"}, "Petugas ini tidak ada di daftar, jadi tidak dipakai."),
        ({"urut": "acak"}, "Urutan ini tidak ada di daftar, jadi tidak dipakai."),
        ({"dari": "31-31-2026"}, "Tanggal ini tidak ada, jadi tidak dipakai."),
        ({"sampai": "0001-01-01"}, "Tanggal ini tidak ada, jadi tidak dipakai."),
        ({"daftar": "tidak-ada"}, "Daftar itu tidak ada. Yang tampil: Perlu tindakan saya."),
        ({"peran": "superuser"}, "Peran ini bukan peran Anda, jadi tidak dipakai."),
        ({"setelah": "x"}, "Halaman itu tidak ada. Yang tampil: awal daftar."),
        ({"setelah": "0_5_1"}, "Halaman itu tidak ada. Yang tampil: awal daftar."),
        (
            {"urut": "dukungan", "setelah": "0_99999999999_1"},
            "Halaman itu tidak ada. Yang tampil: awal daftar.",
        ),
        (
            {"q": "jalan", "urut": "terlama"},
            "Hasil pencarian dan saringan di sini selalu dimulai dari yang terbaru.",
        ),
        ({"q": "x" * 101}, "Terlalu panjang: 101 karakter. Paling banyak 100 karakter."),
    ],
)
def test_what_is_not_understood_is_ignored_aloud(
    query: dict[str, str], sentence: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.submit()
    client = sign_in("verifier")
    assert ignored(client, **query) == [sentence]
    assert codes(client, **query) == [complaint.code]


def test_nothing_is_said_of_an_address_that_is_understood(town: t.Town, sign_in: SignIn) -> None:
    query = {"daftar": "baru", "urut": "terbaru", "petugas": "saya", "dari": "2026-01-01"}
    assert ignored(sign_in("verifier"), **query) == []


# -- search ----------------------------------------------------------------------------------


def test_words_are_found_in_every_form(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(text="Perbaikan jembatan kayu di Tangkiling terhenti.")
    client = sign_in("verifier")
    for words in ("diperbaiki", "memperbaiki jembatan", "JEMBATAN", '"jembatan kayu"'):
        assert codes(client, q=words) == [complaint.code], words
    for words in ("jembatan beton", '"kayu jembatan"', "jembatan -kayu"):
        assert codes(client, q=words) == [], words


def test_the_newest_match_stands_first(town: t.Town, sign_in: SignIn) -> None:
    first = at("2024-03-02 09:00 +07:00", text="Got mampet di gang.")
    last = at("2026-03-02 09:00 +07:00", text="Got mampet lagi.")
    assert codes(sign_in("verifier"), q="mampet") == [last.code, first.code]


def test_a_cleared_text_hides_the_reporters_words(town: t.Town, sign_in: SignIn) -> None:
    complaint = actions.verify_and_forward(
        t.submit(text="Saya Sutarmi, tetangga pabrik, mencium bau amonia.", hides_reporter=True),
        by=town.verifier,
        verification=t.verification(
            town, title="Bau menyengat", working_text="Ada bau menyengat dari pabrik."
        ),
        routing={"lead": town.pupr, "co_agencies": []},
    )
    for who in ("liaison", "verifier", "overseer"):
        client = sign_in(who)
        assert codes(client, q="menyengat") == [complaint.code], who
        assert codes(client, q="Sutarmi") == [], who
        assert codes(client, q="amonia") == [], who


def test_the_title_that_officers_read_is_found(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    Complaint.objects.filter(pk=complaint.pk).update(working_title="Kabel menjuntai")
    assert codes(sign_in("liaison"), q="kabel menjuntai") == [complaint.code]


def test_nobody_finds_reports_of_others(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, text="Trotoar ambles dekat simpang.")
    Complaint.objects.filter(pk=complaint.pk).update(external_ref="SP4N-778812")
    for words in ("ambles", complaint.code, complaint.code[:5], "SP4N-778812"):
        answer = sign_in("other_liaison").get("/meja/", {"q": words})
        assert (answer.status_code, list(answer.context["rows"])) == (200, []), words


def test_sealed_reports_are_not_found_by_words(town: t.Town, sign_in: SignIn) -> None:
    sealed = t.submit(text="Petugas meminta pungutan.", misconduct="yes", sealed_against=town.pupr)
    for who in ("verifier", "overseer", "verifier2", "liaison"):
        assert codes(sign_in(who), q="pungutan") == [], who
    answer = sign_in("verifier2").get("/meja/", {"q": sealed.code})
    assert (answer.status_code, list(answer.context["rows"])) == (200, [])


def test_numbers_are_found(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit()
    Complaint.objects.filter(pk=complaint.pk).update(code="K7X2M9PQ", external_ref="SP4N-778812")
    client = sign_in("verifier")
    for typed in ("SP4N-778812", "SP4N-77881", "k7x2", "K7X2-M9P"):
        assert codes(client, q=typed) == ["K7X2M9PQ"], typed
    assert codes(client, q="SP4N-77882") == codes(client, q="778812") == []


def test_a_search_in_one_list_offers_all(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    page = sign_in("verifier").get("/meja/", {"daftar": "baru", "q": "berlubang"})
    assert list(page.context["rows"]) == []
    wider = page.context["wider_url"]
    assert parse_qs(urlsplit(wider).query) == {"daftar": ["semua"], "q": ["berlubang"]}


def test_search_in_windows_finds_the_same(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in ("2009", "2021", "2025", "2026"):
        for day in ("02", "09", "16"):
            at(f"{year}-03-{day} 09:00 +07:00")
    client = sign_in("verifier")
    whole = codes(client, q="berlubang")
    assert len(whole) == 12
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(lists, "PAGE", 5)
    seen: list[str] = []
    address = "/meja/?q=berlubang"
    while address:
        page = client.get(address)
        seen += [row.code for row in page.context["rows"]]
        address = page.context["next_url"]
    assert seen == whole


# -- the time that is used -------------------------------------------------------------------


def test_a_bar_shows_how_much_working_time_is_used(town: t.Town, sign_in: SignIn) -> None:
    at("2026-03-02 08:00 +07:00")  # Monday; the day of sending does not count
    client = sign_in("verifier")
    used = {}
    for moment in ("2026-03-02 08:00", "2026-03-03 16:00", "2026-03-04 16:00", "2026-03-09 16:00"):
        with time_machine.travel(f"{moment} +07:00", tick=False):
            used[moment] = client.get("/meja/").context["rows"][0].used
    assert used == {
        "2026-03-02 08:00": 0,
        "2026-03-03 16:00": 50,
        "2026-03-04 16:00": 75,
        "2026-03-09 16:00": 100,
    }


def test_a_closed_report_has_no_bar(town: t.Town, sign_in: SignIn) -> None:
    t.resolved(town)
    row = sign_in("verifier").get("/meja/", {"daftar": "selesai"}).context["rows"][0]
    assert (row.used, row.due_words) == (None, "")


# -- what it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("daftar=semua", 10),
        ("daftar=baru", 10),
        ("daftar=semua&urut=terbaru", 10),
        ("daftar=semua&urut=terlama", 10),
        ("daftar=semua&urut=dukungan", 11),
        ("daftar=semua&urut=sisa", 10),
        ("q=berlubang", 14),
        ("keadaan=forwarded", 11),
        ("kategori=jalan-jembatan", 11),
        ("kelurahan=62.71.01.1003", 11),
        ("kecamatan=62.71.01", 11),
        ("petugas=belum", 11),
        ("saluran=web", 11),
        ("bahaya=1", 11),
        ("dari=2026-01-01&sampai=2026-12-31", 10),
    ],
)
def test_every_look_costs_the_same_with_one_and_three_rows(
    query: str,
    queries: int,
    town: t.Town,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in("liaison")
    for rows in (1, 2):
        for _ in range(rows):
            t.forwarded(town, region=town.langkai, danger=True)
        client.get("/meja/")  # the town's law is kept for a minute
        with django_assert_num_queries(queries):
            client.get(f"/meja/?{query}")
