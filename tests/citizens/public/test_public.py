"""Public reports: list, search, filters, pages, one report, support."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints import actions, limits
from complaints.citizens.public import paging
from complaints.models import Complaint, Publication, Support
from complaints.states import Audience
from lapor import clock
from tests import town as t
from tests.citizens.pages import errors, words

pytestmark = pytest.mark.django_db


def published(town: t.Town, **verification: Any) -> Complaint:
    return actions.verify_and_forward(
        t.submit(region=town.langkai),
        by=town.verifier,
        verification=t.verification(town, **verification),
        routing={"lead": town.pupr},
    )


def listed(client: Client, **query: Any) -> list[str]:
    """Return the ticket numbers of a page of the list."""
    cards = client.get("/laporan/", query).context["cards"]
    return [card["url"].rstrip("/").rpartition("/")[2] for card in cards]


def test_only_verified_reports_that_are_not_secret_are_listed(client: Client, town: t.Town) -> None:
    t.submit()
    shown = published(town)
    t.forwarded(town, is_secret=True)
    actions.verify(
        t.submit(misconduct="yes"), by=town.verifier, **t.verification(town, public_text="x")
    )
    published(town, publication=Publication.PERSONAL)
    assert listed(client) == [shown.code]


def test_list_says_what_to_do_when_it_is_empty(client: Client, town: t.Town) -> None:
    assert "Belum ada laporan publik" in words(client.get("/laporan/"))
    assert "Tidak ada laporan yang cocok" in words(client.get("/laporan/", {"q": "unta"}))


def test_newest_comes_first(client: Client, town: t.Town) -> None:
    codes = [published(town).code for _ in range(3)]
    assert listed(client) == codes[::-1]


def test_pages_lead_back_and_forth_without_loss(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    with time_machine.travel(clock.now(), tick=False):  # the same moment for all of them
        codes = [published(town).code for _ in range(5)][::-1]
    seen, url = [], "/laporan/?kategori=jalan-jembatan"
    while url:
        context = client.get(url).context
        seen.append([card["url"].split("/")[2] for card in context["cards"]])
        last, url = url, f"/laporan/{context['older']}" if context["older"] else ""
    assert seen == [codes[:2], codes[2:4], codes[4:]]
    back = client.get(f"/laporan/{client.get(last).context['newer']}")
    assert [card["url"].split("/")[2] for card in back.context["cards"]] == codes[2:4]
    assert "kategori=jalan-jembatan" in back.context["newer"]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ({"q": "berlubang"}, 1),
        ({"q": "lubang"}, 1),
        ({"q": "yang berlubang dan besar"}, 1),
        ({"q": '"jalan berlubang"'}, 1),
        ({"q": "jalan -berlubang"}, 0),
        ({"q": "unta"}, 0),
        ({"q": "dan yang di"}, 1),
        ({"q": "' OR 1=1 --"}, 0),
        ({"q": "& | ! ( ) :* <->"}, 0),
        ({"q": "\x00"}, 1),
        ({"q": "😀"}, 0),
        ({"keadaan": "diteruskan"}, 1),
        ({"keadaan": "selesai"}, 0),
        ({"kategori": "jalan-jembatan"}, 1),
        ({"kategori": "lainnya"}, 0),
        ({"instansi": "pupr"}, 1),
        ({"instansi": "dlh"}, 0),
        ({"kelurahan": "62.71.01.1003"}, 1),
    ],
)
def test_search_and_filters(client: Client, town: t.Town, query: dict[str, str], hits: int) -> None:
    published(town)
    assert len(listed(client, **query)) == hits


def test_ticket_number_finds_its_report(client: Client, town: t.Town) -> None:
    published(town)
    complaint = published(town)
    assert listed(client, q=f" {complaint.code.lower()} ") == [complaint.code]


def test_period_counts_whole_days_of_the_town(client: Client, town: t.Town) -> None:
    complaint = published(town)
    today = clock.today()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert listed(client, dari=today, sampai=today) == [complaint.code]
    assert listed(client, sampai=yesterday) == []
    assert listed(client, dari=tomorrow) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"keadaan": "x"}, "Keadaan ini tidak ada di daftar, jadi tidak dipakai."),
        ({"kategori": "x"}, "Kategori ini tidak ada di daftar, jadi tidak dipakai."),
        ({"instansi": "1"}, "Instansi ini tidak ada di daftar, jadi tidak dipakai."),
        ({"kelurahan": "😀"}, "Kelurahan ini tidak ada di daftar, jadi tidak dipakai."),
        ({"dari": "0001-01-01"}, "Tanggal ini tidak ada, jadi tidak dipakai."),
        ({"sampai": "9999-12-31"}, "Tanggal ini tidak ada, jadi tidak dipakai."),
        ({"dari": "0001-13-45"}, "Tanggal ini tidak ada, jadi tidak dipakai."),
        ({"sampai": "kemarin"}, "Tanggal ini tidak ada, jadi tidak dipakai."),
        (
            {"q": "a" * 100_000},
            "Cari laporan: Terlalu panjang: 100.000 karakter. Paling banyak 200 karakter.",
        ),
    ],
)
def test_bad_filter_is_said_and_left_out(
    client: Client, town: t.Town, query: dict[str, str], sentence: str
) -> None:
    complaint = published(town)
    response = client.get("/laporan/", query)
    assert response.status_code == 200
    assert errors(response) == [sentence]
    assert [card["url"] for card in response.context["cards"]] == [f"/laporan/{complaint.code}/"]


@pytest.mark.parametrize(
    "place",
    [
        "x",
        "_",
        "2026-01-01_1",
        "2026-13-01T00:00:00+00:00_1",
        "\x00_1",
        "2026-01-01T00:00:00Z_٣",
        f"2026-01-01T00:00:00Z_{'9' * 40}",
        "0001-01-01T00:00:00+14:00_1",
        "9999-12-31T23:59:59-14:00_1",
    ],
)
@pytest.mark.parametrize("name", ["sebelum", "sesudah"])
def test_unknown_place_in_the_list_is_never_an_error(
    client: Client, town: t.Town, name: str, place: str
) -> None:
    assert client.get("/laporan/", {name: place}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_list_reads_in_few_queries(
    client: Client, town: t.Town, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        published(town)
    client.get("/laporan/")
    with django_assert_num_queries(5):
        assert len(listed(client)) == rows


@pytest.mark.parametrize("news", [1, 3])
def test_page_reads_in_few_queries(
    client: Client, town: t.Town, news: int, django_assert_num_queries: Any
) -> None:
    complaint = published(town)
    for n in range(news):
        actions.follow_up(complaint, by=town.liaison, text=f"Kabar {n}", files=[t.photo()])
    client.get(f"/laporan/{complaint.code}/")
    with django_assert_num_queries(4):
        client.get(f"/laporan/{complaint.code}/")


def test_page_tells_the_story_with_answer_and_proof(client: Client, town: t.Town) -> None:
    complaint = t.resolved(town)
    response = client.get(f"/laporan/{complaint.code.lower()}/")
    page = words(response)
    assert "Jalan berlubang di depan pasar" in page
    assert "Jalan berlubang besar." in page
    assert "Selesai, disetujui pelapor" in page
    assert "Lubang sudah ditambal kemarin oleh UPT Jalan." in page
    assert "Bukti: foto" in page
    assert "foto.jpg" not in page
    assert "Terima kasih." not in page


def test_page_shows_neither_original_text_nor_names(client: Client, town: t.Town) -> None:
    complaint = t.resolved(town)
    page = client.get(f"/laporan/{complaint.code}/").content.decode()
    for secret in ("sudah dua orang jatuh", "Rina Penguji", "rina@warga.example", "Contoh"):
        assert secret not in page


def test_report_without_released_text_shows_kind_place_agency_and_state_only(
    client: Client, town: t.Town
) -> None:
    complaint = published(town, publication=Publication.PENDING)
    complaint = actions.answer(complaint, by=town.liaison, reply=t.reply(), files=[t.photo()])
    page = words(client.get(f"/laporan/{complaint.code}/"))
    assert "Laporan tentang Jalan dan jembatan di Langkai" in page
    assert "Isi laporan ini tidak ditampilkan" in page
    assert "Dinas PUPR" in page
    for secret in ("berlubang", "Depan pasar", "ditambal", "Bukti"):
        assert secret not in page
    assert "berlubang" not in words(client.get("/laporan/"))


def test_answer_for_the_reporter_alone_is_not_public(client: Client, town: t.Town) -> None:
    complaint = actions.answer(
        published(town),
        by=town.liaison,
        reply=t.reply(audience=Audience.REPORTER, text="Khusus pelapor."),
        files=[t.photo()],
    )
    page = words(client.get(f"/laporan/{complaint.code}/"))
    assert "Jawaban akhir: Sudah ditangani" in page
    assert "Khusus pelapor." not in page
    assert "Bukti: foto" not in page


def test_numbers_in_public_texts_are_masked(client: Client, town: t.Town) -> None:
    complaint = published(
        town, title="Jalan 081234567890", public_text="NIK 6271010101010001 a@b.example"
    )
    actions.follow_up(complaint, by=town.liaison, text="Telepon 0812 3456 7890")
    page = words(client.get(f"/laporan/{complaint.code}/"))
    for number in ("081234567890", "6271010101010001", "a@b.example", "0812 3456 7890"):
        assert number not in page


@pytest.mark.parametrize("code", ["ZZZZZZZZ", "x", "a" * 300, "-"])
def test_unknown_ticket_is_not_found(client: Client, town: t.Town, code: str) -> None:
    assert client.get(f"/laporan/{code}/").status_code == 404


@pytest.mark.parametrize("kind", ["unverified", "secret", "sealed", "personal"])
def test_what_is_not_public_is_not_found(client: Client, town: t.Town, kind: str) -> None:
    makers: dict[str, Callable[[], Complaint]] = {
        "unverified": t.submit,
        "secret": lambda: t.forwarded(town, is_secret=True),
        "sealed": lambda: t.submit(misconduct="yes"),
        "personal": lambda: published(town, publication=Publication.PERSONAL),
    }
    complaint = makers[kind]()
    for name in ("", "verifier", "liaison", "superuser"):
        if name:
            client.force_login(town.people[name])
        assert client.get(f"/laporan/{complaint.code}/").status_code == 404
        assert client.post(f"/laporan/{complaint.code}/dukung/").status_code == 404


def test_merged_report_leads_to_the_main_one(client: Client, town: t.Town) -> None:
    main = published(town)
    merged = actions.merge(published(town), by=town.verifier, main=main)
    html = client.get(f"/laporan/{merged.code}/").content.decode()
    assert f'href="/laporan/{main.code}/"' in html
    assert f"Digabung dengan {main.code}" in html


def test_anonymous_report_says_so(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town, hides_reporter=True)
    assert "Pelapor: Anonim" in words(client.get(f"/laporan/{complaint.code}/"))


# -- support ---------------------------------------------------------------------------------


def support(client: Client, complaint: Complaint) -> str:
    return words(client.post(f"/laporan/{complaint.code}/dukung/", follow=True))


def test_support_counts_once_for_a_browser(client: Client, town: t.Town) -> None:
    complaint = published(town)
    assert "dukungan Anda tercatat" in support(client, complaint)
    assert "Anda sudah mendukung" in support(client, complaint)
    assert "2 orang" in support(Client(), complaint)
    assert Complaint.objects.get(pk=complaint.pk).support_count == 2


def test_support_counts_once_for_an_account(client: Client, town: t.Town) -> None:
    complaint = published(town)
    for _ in range(2):
        fresh = Client()
        fresh.force_login(town.citizen)
        support(fresh, complaint)
    assert Support.objects.filter(complaint=complaint).count() == 1


def test_support_ends_with_the_report(client: Client, town: t.Town) -> None:
    assert "tidak terbuka untuk dukungan" in support(client, t.resolved(town))
    assert Support.objects.count() == 0


def test_support_is_given_by_a_form_only(client: Client, town: t.Town) -> None:
    complaint = published(town)
    assert client.get(f"/laporan/{complaint.code}/dukung/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/laporan/{complaint.code}/dukung/").status_code == 403


def test_tampered_support_cookie_is_a_new_browser(client: Client, town: t.Town) -> None:
    complaint = published(town)
    client.cookies["lapor-dukung"] = "palsu:palsu"
    assert "dukungan Anda tercatat" in support(client, complaint)


def test_too_much_support_waits(
    client: Client, town: t.Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "support", limits.Bucket(size=1, seconds=1000))
    complaint = published(town)
    url = f"/laporan/{complaint.code}/dukung/"
    assert [client.post(url).status_code for _ in range(2)] == [302, 429]
