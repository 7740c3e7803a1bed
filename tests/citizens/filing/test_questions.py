"""Filing a report one question at a time: the way, the way back, and what is wrong on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from complaints.citizens import supporters
from complaints.models import Complaint, FilingDraft
from tests import town as t
from tests.citizens.filing.walking import COMPLAINT, STORY, answer, send, walk
from tests.citizens.pages import errors, hidden, words

pytestmark = pytest.mark.django_db


def test_every_answer_leads_to_the_next_question(client: Client, town: t.Town) -> None:
    places = [answer(client, slug, **answers).headers["location"] for slug, answers in COMPLAINT]
    asked = [f"/lapor/tanya/{slug}/" for slug, _ in COMPLAINT[1:]]
    assert places == [*asked, "/lapor/periksa/"]


def test_road_ends_in_one_report(client: Client, town: t.Town) -> None:
    walk(client)
    response = send(client, client.get("/lapor/periksa/"))
    complaint = Complaint.objects.get()
    assert response.headers["location"] == "/lapor/terkirim/"
    assert (complaint.kind, complaint.text, complaint.place_text) == (
        "complaint",
        STORY,
        "Depan pasar",
    )
    assert complaint.code in words(client.get("/lapor/terkirim/"))


def test_wish_is_not_asked_for_day_and_place(client: Client, town: t.Town) -> None:
    walk(client, until="cerita", jenis={"kind": "aspiration"})
    assert answer(client, "cerita", text=STORY).headers["location"] == "/lapor/tanya/foto/"


@pytest.mark.parametrize(
    ("story", "category", "is_asked"),
    [
        (STORY, "", False),
        (STORY, "jalan-jembatan", False),
        ("NIK saya 6271010101010001 salah.", "", True),
    ],
)
def test_number_is_asked_for_where_one_will_be_needed(
    client: Client, town: t.Town, story: str, category: str, is_asked: bool
) -> None:
    walk(client, until="foto", cerita={"text": story, "category": category})
    assert (answer(client, "foto").headers["location"] == "/lapor/tanya/data/") is is_asked


def test_personal_category_asks_for_a_number(client: Client, town: t.Town) -> None:
    town.lainnya.starts_unpublished = True
    town.lainnya.save()
    walk(client, until="foto", cerita={"category": "lainnya"})
    assert answer(client, "foto").headers["location"] == "/lapor/tanya/data/"


def test_page_says_how_far_one_is(client: Client, town: t.Town) -> None:
    assert "Langkah 1 dari" in words(client.get("/lapor/"))
    walk(client, until="tempat")
    assert "Langkah 5 dari 8" in words(client.get("/lapor/tanya/tempat/"))


def test_going_back_keeps_what_was_typed(client: Client, town: t.Town) -> None:
    walk(client, until="cerita")
    response = answer(client, "cerita", text="Belum selesai saya tu", ke="bahaya")
    assert response.headers["location"] == "/lapor/tanya/bahaya/"
    assert "Belum selesai saya tu" in client.get("/lapor/tanya/cerita/").content.decode()


def test_answer_given_is_marked_when_its_question_comes_again(client: Client, town: t.Town) -> None:
    walk(client, until="pelanggaran", bahaya={"danger": "yes"})
    page = words(client.get("/lapor/tanya/bahaya/"))
    assert "Ya, ada bahaya bagi orang Pilihan Anda" in page
    assert page.count("Pilihan Anda") == 1


def test_change_comes_back_to_the_check_page(client: Client, town: t.Town) -> None:
    walk(client)
    page = client.get("/lapor/tanya/tempat/?ubah=1")
    assert hidden(page)["ubah"] == "1"
    response = answer(client, "tempat", place_text="Dekat jembatan", ubah="1")
    assert response.headers["location"] == "/lapor/periksa/"
    assert "Dekat jembatan" in words(client.get("/lapor/periksa/"))


def test_change_that_needs_another_answer_asks_for_it(client: Client, town: t.Town) -> None:
    walk(client, until="tempat", jenis={"kind": "aspiration"})
    answer(client, "foto")
    answer(client, "tentang")
    response = answer(client, "jenis", kind="complaint", ubah="1")
    assert response.headers["location"] == "/lapor/tanya/tempat/?ubah=1"


def test_reports_of_others_are_shown_before_photos_are_chosen(client: Client, town: t.Town) -> None:
    other = t.forwarded(town, region=town.langkai)
    told = {"text": "Jalan berlubang besar sekali.", "category": "jalan-jembatan"}
    walk(client, until="tempat", cerita=told)
    response = answer(client, "tempat", region=town.langkai.code)
    assert response.headers["location"] == "/lapor/tanya/serupa/"
    page = client.get("/lapor/tanya/serupa/")
    assert "Saya juga mengalami" in words(page)
    assert f'href="/laporan/{other.code}/ikut/"' in page.content.decode()
    assert "Langkah 6 dari 8" in words(page)
    assert answer(client, "serupa").headers["location"] == "/lapor/tanya/foto/"


def test_joining_another_report_gives_up_the_own_draft(client: Client, town: t.Town) -> None:
    other = t.forwarded(town, region=town.langkai)
    path = f"/laporan/{other.code}/ikut/"
    assert "belum terkirim" not in words(client.get(path))
    walk(client, until="tempat")
    assert "Hapus laporan saya yang belum terkirim" in words(client.get(path))
    client.post(path, {})
    assert FilingDraft.objects.count() == 1
    client.cookies.pop(supporters.COOKIE)
    client.post(path, {"gives_up_draft": "on"})
    assert FilingDraft.objects.count() == 0


def test_without_reports_like_it_nobody_is_asked(client: Client, town: t.Town) -> None:
    walk(client, until="tempat")
    assert answer(client, "tempat", region=town.langkai.code).headers["location"].endswith("/foto/")


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("jenis", {}, ["Pilih salah satu: ada yang rusak atau salah, usul, atau bertanya."]),
    ("jenis", {"kind": "apa saja"}, ["Pilih salah satu dari tiga pilihan ini."]),
    ("cerita", {"text": " \u200b"}, ["Ceritakan apa yang terjadi."]),
    ("cerita", {"text": "a", "category": "x"}, ["Pilih salah satu dari daftar."]),
    (
        "cerita",
        {"text": "a" * 30_000},
        ["Apa yang terjadi: Terlalu panjang: 30.000 karakter. Paling banyak 3.000 karakter."],
    ),
    (
        "tempat",
        {},
        ["Pilih kelurahan atau tulis patokan tempatnya, agar petugas tahu ke mana pergi."],
    ),
    (
        "tempat",
        {"place_text": "a", "incident_date": "kemarin"},
        ["Tanggal ini tidak ada. Tulis seperti 23-11-2026."],
    ),
    ("tentang", {"email": "salah"}, ["Alamat e-mail ini belum benar. Contoh: nama@contoh.id."]),
    ("unit", {}, ["Pilih unit kerja petugas itu, atau pilih “Saya tidak tahu”."]),
]


@pytest.mark.parametrize(("slug", "answers", "sentences"), WRONG)
def test_wrong_answer_is_said_on_its_own_page(
    client: Client, town: t.Town, slug: str, answers: dict[str, Any], sentences: list[str]
) -> None:
    if slug == "unit":
        walk(client, until="pelanggaran")
        page = answer(client, "pelanggaran", misconduct="yes")
        response = client.post("/lapor/tanya/unit/", {**hidden(page), **answers})
    else:
        walk(client, until=slug)
        response = answer(client, slug, **answers)
    assert response.status_code == 422
    assert errors(response) == sentences
    for typed in [text for name, text in answers.items() if name not in {"kind", "category"}]:
        assert typed.strip(" \u200b") in response.content.decode()


def test_check_page_leads_to_the_first_wrong_answer(client: Client, town: t.Town) -> None:
    walk(client, until="tempat")
    response = client.get("/lapor/periksa/")
    assert response.status_code == 422
    assert errors(response)[0].startswith("Pilih kelurahan atau tulis patokan")
    assert response.context["step"].slug == "tempat"


def test_htmx_gets_the_part_with_the_error_or_the_next_address(
    client: Client, town: t.Town
) -> None:
    htmx = {"HX-Request": "true"}
    wrong = client.post("/lapor/tanya/jenis/", {}, headers=htmx)
    right = client.post("/lapor/tanya/jenis/", {"kind": "complaint"}, headers=htmx)
    assert wrong.status_code == 422
    assert wrong.content.decode().strip().startswith('<div class="narrow" id="langkah">')
    assert (right.status_code, right.headers["HX-Redirect"]) == (200, "/lapor/tanya/bahaya/")


def test_sending_by_htmx_leads_to_the_receipt(client: Client, town: t.Town) -> None:
    walk(client)
    carried = hidden(client.get("/lapor/periksa/"))
    response = client.post("/lapor/terkirim/", carried, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/lapor/terkirim/"
    assert Complaint.objects.count() == 1


def test_title_is_offered_from_the_story_and_can_be_changed(client: Client, town: t.Town) -> None:
    walk(client)
    check = client.get("/lapor/periksa/")
    assert hidden(check)["title"] == "Lampu jalan di depan pasar padam sejak tiga malam"
    send(client, check, title="PJU pasar mati")
    assert Complaint.objects.get().title == "PJU pasar mati"


@pytest.mark.parametrize("slug", ["tidak-ada", "periksa", "serupa2"])
def test_unknown_question_is_not_there(client: Client, town: t.Town, slug: str) -> None:
    assert client.get(f"/lapor/tanya/{slug}/").status_code == 404
    assert client.post(f"/lapor/tanya/{slug}/").status_code == 404


def test_question_without_a_report_begun_leads_to_the_start(client: Client, town: t.Town) -> None:
    assert client.get("/lapor/tanya/tentang/").headers["location"] == "/lapor/"
    assert client.get("/lapor/periksa/").headers["location"] == "/lapor/"


@pytest.mark.parametrize(("slug", "queries"), [("bahaya", 1), ("tentang", 1), ("cerita", 2)])
def test_page_of_a_question_costs_few_queries(
    client: Client, town: t.Town, django_assert_num_queries: Any, slug: str, queries: int
) -> None:
    walk(client)
    client.get(f"/lapor/tanya/{slug}/")
    with django_assert_num_queries(queries):
        client.get(f"/lapor/tanya/{slug}/")


# -- hostile input ---------------------------------------------------------------------------

NAMES = (
    *("kind", "danger", "misconduct", "sealed_against", "text", "category", "region", "place_text"),
    *("latitude", "longitude", "incident_date", "numbers", "hides_reporter", "is_secret", "name"),
    *("email", "phone", "title", "website", "token", "ubah", "ke", "buka", "langkah", "remove"),
    *("hanya-di-sini", "terjawab"),
)
SLUGS = st.sampled_from(
    ["jenis", "bahaya", "pelanggaran", "unit", "cerita", "tempat", "foto", "data", "tentang"]
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["complaint", "yes", "no", "on", "1", "cerita", "tidak-tahu", "2026-11-20"],
    ),
    st.sampled_from(["x" * 5000, "\x00", "\ufffd", "%00", "<script>", "9" * 400]),
)

ACTS = st.lists(
    st.tuples(SLUGS, st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)), max_size=6
)


class TestHostileInput(TestCase):
    """Whatever is posted in whatever order gets an answer, and nothing is filed by accident."""

    @settings(max_examples=25)
    @given(ACTS, st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=10))
    def test_no_post_breaks_a_page(
        self, acts: list[tuple[str, dict[str, str]]], last: dict[str, str]
    ) -> None:
        client = Client()
        statuses = {client.post(f"/lapor/tanya/{slug}/", data).status_code for slug, data in acts}
        for url in ("/lapor/periksa/", "/lapor/simpan/", "/lapor/lanjutkan-draf/"):
            statuses.add(client.post(url, last).status_code)
        statuses |= {client.get(url).status_code for url in ("/lapor/", "/lapor/periksa/")}
        assert statuses <= {200, 204, 302, 422}
        assert Complaint.objects.count() == 0

    @settings(max_examples=25)
    @given(st.text(min_size=1, max_size=400), st.text(max_size=100))
    def test_any_story_is_kept_and_sent_once(self, story: str, place: str) -> None:
        client = Client()
        walk(client, cerita={"text": story}, tempat={"place_text": f"Pasar {place}"})
        check = client.get("/lapor/periksa/")
        if check.status_code == 422:  # nothing in it can be seen
            assert errors(check) == ["Ceritakan apa yang terjadi."]
            return
        before = Complaint.objects.count()
        for _ in range(2):
            assert send(client, check).status_code == 302
        assert Complaint.objects.count() == before + 1
        assert FilingDraft.objects.count() == 0
