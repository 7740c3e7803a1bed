"""Hints while somebody types: whom to call, likely category and office, reports that may be joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from complaints import actions
from complaints.citizens import hints
from complaints.models import Complaint, Publication
from lapor import kept
from routing import defaults
from routing.models import Category, DangerWord, Hotline
from tests import town as t
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db

ROAD = "Jalan rusak dan berlubang di depan pasar"


@pytest.fixture
def town() -> t.Town:
    built = t.build()
    defaults.install()
    Category.objects.filter(code="jalan-jembatan").update(keywords=["jalan rusak", "lubang"])
    kept.forget()
    return built


def published(town: t.Town, **changes: Any) -> Complaint:
    """A released report about a road in Langkai."""
    told = {name: changes.pop(name) for name in ("publication",) if name in changes}
    return actions.verify_and_forward(
        t.submit(region=town.langkai, **changes),
        by=town.verifier,
        verification=t.verification(
            town, title="Jalan berlubang", public_text="Jalan rusak dan berlubang.", **told
        ),
        routing={"lead": town.pupr},
    )


def asked(client: Client, text: str = ROAD, **more: str) -> Any:
    """Post a half-typed form as htmx does."""
    data = {"text": text, "region": "62.71.01.1003", **more}
    return client.post("/lapor/saran/", data, headers={"HX-Request": "true"})


# -- whom to call ----------------------------------------------------------------------------


def numbers(response: Any) -> list[str]:
    """Return the numbers to dial, in their order, as they are read."""
    found = re.findall(r'href="tel:\S+"><b>([^<]+)</b> ([^<,]+)', response.content.decode())
    return [f"{number} {name}" for number, name in found]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ada kebakaran di belakang pasar", "Kebakaran atau gas bocor?"),
        ("Kabakaran di gang sabalah pang", "Kebakaran atau gas bocor?"),
        ("Huma kehu hung Rakumpit, dohop", "Kebakaran atau gas bocor?"),
        ("Uluh leteng hung sungei Kahayan", "Ada orang dalam bahaya?"),
        ("Ada urang lamas di sungai barusan", "Ada orang dalam bahaya?"),
        ("Anak saya kesetrum tiang lampu", "Jangan mendekat."),
        ("Baru saja terjadi kecelakaan, motor ditabrak truk", "Ada yang terluka?"),
        ("Suami tetangga memukul, istrinya dipukuli tiap malam", "tidak aman?"),
        ("Saya sering ditampar suami di rumah", "tidak aman?"),
        ("Tetangga handak ditimpas urang mabuk", "tidak aman?"),
        ("Ibu saya pingsan di puskesmas", "perlu ditolong sekarang?"),
        ("Ada buaya di bawah rumah lanting", "Menjauh dulu"),
    ],
)
def test_danger_shows_the_emergency_numbers_first(
    client: Client, town: t.Town, text: str, title: str
) -> None:
    response = asked(client, text)
    assert title in words(response)
    shown = numbers(response)
    assert shown[0] == "112 Darurat"
    assert {"112 Darurat", "110 Polisi", "113 Pemadam"} <= set(shown)
    html = response.content.decode()
    assert 'href="tel:112"' in html
    assert "Laporan Anda tetap kami terima" in html


def test_somebody_in_despair_reads_a_gentle_sentence_and_whom_to_call(
    client: Client, town: t.Town
) -> None:
    response = asked(client, "Bantuan ditolak, rasanya saya ingin bunuh diri saja")
    page = words(response)
    assert "Anda tidak sendirian" in page
    assert "orang yang Anda percaya" in page
    assert numbers(response) == ["119 Layanan kesehatan jiwa", "112 Darurat"]
    assert "lalu tekan 8" in page
    assert "Tandai" not in page


@pytest.mark.parametrize(
    "text",
    [
        "Syukurlah tidak ada korban jiwa di jalan itu",
        "Tidak ada kebakaran, hanya lampu mati",
        "Petugas pemadam kebakaran sangat ramah",
        "Tikungan ini sering terjadi kecelakaan",
        "Mohon rambu agar tidak terjadi kecelakaan lagi",
        "Lampu jalan padam sejak Senin malam",
    ],
)
def test_denials_offices_and_calm_reports_stay_quiet(
    client: Client, town: t.Town, text: str
) -> None:
    assert numbers(asked(client, text)) == []


def test_words_and_numbers_are_the_citys(client: Client, town: t.Town) -> None:
    DangerWord.objects.create(word="air bah", topic="water")
    Hotline.objects.all().delete()
    Hotline.objects.create(number="0536 322 0000", name="Posko banjir")
    kept.forget()
    response = asked(client, "Air bah datang dari hulu")
    assert numbers(response) == ["0536 322 0000 Posko banjir"]
    assert 'href="tel:05363220000"' in response.content.decode()


def test_a_hint_never_marks_a_report_and_never_blocks_one(client: Client, town: t.Town) -> None:
    assert numbers(asked(client, "Saya sering ditampar suami di rumah")) != []
    assert not t.submit(text="Saya sering ditampar suami di rumah").danger
    assert t.submit(text="Saya ingin bunuh diri").danger


def test_the_danger_question_can_be_ticked_from_the_hint_once(client: Client, town: t.Town) -> None:
    text = "Ada kebakaran di belakang pasar"
    assert 'data-fill="danger"' in asked(client, text).content.decode()
    assert 'data-fill="danger"' not in asked(client, text, danger="yes").content.decode()


# -- category and office ---------------------------------------------------------------------


def test_the_likely_category_comes_with_the_office_and_the_reason(
    client: Client, town: t.Town
) -> None:
    page = words(asked(client))
    assert "Sepertinya tentang Jalan dan jembatan" in page
    assert "Kemungkinan ditangani Dinas PUPR , karena menyebut “jalan rusak”" in page


def test_the_chosen_category_is_only_commented_on(client: Client, town: t.Town) -> None:
    response = asked(client, category="jalan-jembatan")
    assert "Kemungkinan ditangani Dinas PUPR" in words(response)
    assert "data-fill" not in response.content.decode()


def test_the_check_page_gets_the_same_suggestion(town: t.Town) -> None:
    hint = hints.suggestion_for({"text": ROAD, "region": town.langkai, "category": None})
    assert hint is not None
    assert (hint.category, hint.agency, hint.is_chosen) == (town.jalan, town.pupr, False)
    assert hints.suggestion_for({"text": ROAD, "misconduct": "yes"}) is None
    assert hints.suggestion_for({"text": ROAD, "is_secret": True}) is None
    assert hints.suggestion_for({}) is None


# -- similar reports -------------------------------------------------------------------------


def test_similar_reports_can_be_joined(client: Client, town: t.Town) -> None:
    report = published(town)
    response = asked(client)
    [card] = response.context["hints"].cards
    assert card["join_url"] == f"/laporan/{report.code}/ikut/"
    page = words(response)
    for part in ("Mungkin sudah dilaporkan", "Jalan berlubang", "Langkai", "(hari ini)"):
        assert part in page
    assert "Saya juga mengalami" in page
    assert f'href="/laporan/{report.code}/ikut/"' in response.content.decode()


@pytest.mark.parametrize("kind", ["unverified", "unreleased", "secret", "sealed"])
def test_what_is_not_released_leaves_no_trace(client: Client, town: t.Town, kind: str) -> None:
    empty = asked(client).content
    match kind:
        case "unverified":
            t.submit(region=town.langkai, category=town.jalan)
        case "unreleased":
            published(town, publication=Publication.PENDING)
        case "secret":
            published(town, is_secret=True)
        case _:
            t.submit(misconduct="yes", region=town.langkai, category=town.jalan)
    with CaptureQueriesContext(connection) as queries:
        assert asked(client).content == empty
    assert len(queries) == 1


@pytest.mark.parametrize("private", [{"is_secret": "on"}, {"misconduct": "yes"}])
def test_on_a_private_path_only_danger_is_answered(
    client: Client, town: t.Town, private: dict[str, str]
) -> None:
    published(town)
    with CaptureQueriesContext(connection) as queries:
        assert asked(client, **private).status_code == 204
    assert all("complaints_" not in query["sql"] for query in queries)
    assert "112" in words(asked(client, "Ada kebakaran di kantor", **private))


# -- manners ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_a_hint_costs_few_queries(client: Client, town: t.Town, rows: int) -> None:
    for _ in range(rows):
        published(town)
    kept.forget()  # forwarding asks the engine too, and so fills what is kept for a minute
    with CaptureQueriesContext(connection) as cold:
        assert len(asked(client).context["hints"].cards) == rows
    with CaptureQueriesContext(connection) as warm:
        assert len(asked(client, latitude="-2.2", longitude="113.9").context["hints"].cards) == rows
    assert (len(cold), len(warm)) == (10, 2)


def test_the_same_hint_is_not_drawn_or_read_aloud_again(client: Client, town: t.Town) -> None:
    first = asked(client)
    [mark] = re.findall(r'name="saran" value="(\w{16})"', first.content.decode())
    assert asked(client, saran=mark).status_code == 204
    assert asked(client, "Ada kebakaran di pasar", saran=mark).status_code == 200
    assert asked(client, "Terima kasih banyak, Pak", saran=mark).content.strip() != b""
    assert asked(client, "Terima kasih banyak, Pak").status_code == 204


def test_a_short_text_says_too_little(client: Client, town: t.Town) -> None:
    assert asked(client, "Jalan rusak").status_code == 204


def test_a_hint_is_kept_nowhere(client: Client, town: t.Town) -> None:
    response = asked(client)
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert Complaint.objects.count() == 0


def test_a_hint_is_asked_for_by_a_form_only(client: Client, town: t.Town) -> None:
    assert client.get("/lapor/saran/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/lapor/saran/", {}).status_code == 403


def test_too_many_hints_are_answered_with_silence(
    client: Client, town: t.Town, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(hints_buckets(), "hints", hints_buckets()["hints"]._replace(size=1))
    assert asked(client).status_code == 200
    assert asked(client).status_code == 204


def hints_buckets() -> dict[str, Any]:
    from complaints import limits  # noqa: PLC0415

    return limits.BUCKETS


ODD = ["", "\0", "1e999", "nan", "-", "62.71.01.1003", "jalan-jembatan", "%00", "😀" * 300, "on"]
FIELDS = (
    *("text", "place_text", "region", "category", "latitude", "longitude"),
    *("misconduct", "is_secret", "danger", "saran"),
)


class TestHostileInput(TestCase):
    """Whatever is posted, the answer is hints or silence."""

    def setUp(self) -> None:
        cache.clear()
        kept.forget()
        t.build()
        defaults.install()

    @settings(max_examples=60)
    @given(
        typed=st.dictionaries(
            st.sampled_from(FIELDS),
            st.one_of(
                st.sampled_from(ODD),
                st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
                st.sampled_from(["kebakaran jalan rusak " * 1000, "a" * 30_000]),
            ),
        )
    )
    def test_never_an_error(self, typed: dict[str, str]) -> None:
        query = QueryDict(mutable=True)
        query.update(typed)
        response = self.client.post(
            "/lapor/saran/", query.urlencode(), content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code in (200, 204)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    kept.forget()
