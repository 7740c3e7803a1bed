"""What leaves the public side besides its pages: feeds, sitemap, pictures, shared links, filters."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from complaints import actions
from complaints.citizens.public import paging, sitemaps
from complaints.citizens.public.paging import week_of
from complaints.finding import lexicon
from complaints.models import Complaint, Publication
from tests import town as t
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def published(town: t.Town, **verification: Any) -> Complaint:
    return actions.verify_and_forward(
        t.submit(region=town.langkai),
        by=town.verifier,
        verification=t.verification(town, **verification),
        routing={"lead": town.pupr},
    )


HIDDEN: dict[str, Callable[[t.Town], Complaint]] = {
    "unverified": lambda town: t.submit(),
    "secret": lambda town: t.forwarded(town, is_secret=True),
    "sealed": lambda town: t.submit(misconduct="yes"),
    "personal": lambda town: published(town, publication=Publication.PERSONAL),
    "spam": lambda town: actions.archive(
        actions.verify(t.submit(), by=town.verifier, **t.verification(town)),
        by=town.verifier,
        reason="spam",
        words="Iklan.",
    ),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_is_not_public_leaves_no_trace(client: Client, town: t.Town, kind: str) -> None:
    hidden = HIDDEN[kind](town)
    shown = published(town)
    week = week_of(shown.created_at)
    for path in (
        "/",
        "/laporan/",
        "/laporan/?q=jalan",
        "/laporan/?kategori=jalan-jembatan&keadaan=diteruskan",
        f"/laporan/?q={hidden.code}",
        "/laporan/atom/",
        "/laporan/atom/?q=jalan",
        f"/sitemap-minggu-{week}.xml",
    ):
        page = client.get(path)
        assert page.status_code == 200
        body = page.content.decode()
        assert f"/{hidden.code}/" not in body, path
        if ("laporan" in path and "?q=" not in path) or path == "/":
            assert f"/{shown.code}/" in body, path
    for path in ("", "gambar.png", "kabar/"):
        assert client.get(f"/laporan/{hidden.code}/{path}").status_code == 404


# -- feeds -----------------------------------------------------------------------------------


def entries(client: Client, **query: str) -> list[str]:
    feed = ET.fromstring(client.get("/laporan/atom/", query).content)
    return [str(entry.findtext(f"{ATOM}title")) for entry in feed.iter(f"{ATOM}entry")]


def test_feed_is_the_list_of_the_same_address(client: Client, town: t.Town) -> None:
    published(town, title="Jalan rusak")
    published(town, title="Parit buntu", category=town.lainnya)
    assert entries(client) == ["Parit buntu", "Jalan rusak"]
    assert entries(client, kategori="lainnya") == ["Parit buntu"]
    assert entries(client, instansi="dlh") == []
    assert entries(client, kelurahan="62.71.01.1003", keadaan="diteruskan") == [
        "Parit buntu",
        "Jalan rusak",
    ]
    page = client.get("/laporan/?kategori=lainnya&q=").content.decode()
    assert 'type="application/atom+xml"' in page
    assert 'href="/laporan/atom/?kategori=lainnya"' in page


def test_feed_that_did_not_change_is_not_sent_again(client: Client, town: t.Town) -> None:
    published(town)
    first = client.get("/laporan/atom/")
    again = client.get("/laporan/atom/", headers={"if-none-match": first["ETag"]})
    since = client.get("/laporan/atom/", headers={"if-modified-since": first["Last-Modified"]})
    assert (first.status_code, again.status_code, since.status_code) == (200, 304, 304)
    published(town)
    assert client.get("/laporan/atom/", headers={"if-none-match": first["ETag"]}).status_code == 200


# -- sitemap and robots ----------------------------------------------------------------------


def test_sitemap_lists_released_reports_by_week(client: Client, town: t.Town) -> None:
    shown = published(town)
    withheld = published(town, publication=Publication.PENDING)
    index = client.get("/sitemap.xml").content.decode()
    week = f"/sitemap-minggu-{week_of(shown.created_at)}.xml"
    assert week in index
    body = client.get(week).content.decode()
    assert f"/laporan/{shown.code}/" in body
    assert withheld.code not in body
    assert "/bantuan/" in client.get("/sitemap-halaman.xml").content.decode()


def test_sitemap_is_bounded(client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 1)
    complaints = [published(town) for _ in range(2)]
    body = client.get(f"/sitemap-minggu-{week_of(complaints[0].created_at)}.xml").content.decode()
    assert body.count("<loc>") == 1


@pytest.mark.parametrize("week", ["0", "99999999999999999999", "999999"])
def test_week_that_never_was_is_no_error(client: Client, db: None, week: str) -> None:
    assert client.get(f"/sitemap-minggu-{week}.xml").status_code in (200, 404)


def test_robots_names_the_sitemap_and_closes_private_rooms(client: Client, db: None) -> None:
    body = client.get("/robots.txt").content.decode()
    assert "Sitemap: http" in body
    assert "Disallow: /meja/" in body


# -- shared links ----------------------------------------------------------------------------


def test_shared_link_has_a_picture_of_the_right_size(client: Client, town: t.Town) -> None:
    complaint = published(town)
    page = client.get(f"/laporan/{complaint.code}/").content.decode()
    assert f'/laporan/{complaint.code}/gambar.png"' in page
    assert "https://wa.me/?text=Jalan" in page
    answer = client.get(f"/laporan/{complaint.code}/gambar.png")
    image = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], image.format, image.size) == ("image/png", "PNG", (1200, 630))
    assert len(answer.content) < 60_000


@pytest.mark.parametrize("title", ["", "x" * 150, "kata " * 30, "😀" * 20, "\u202eabc\u0000"])
def test_any_title_can_be_drawn(client: Client, town: t.Town, title: str) -> None:
    from complaints.citizens.public.pictures import drawn  # noqa: PLC0415

    assert drawn(title, ["Langkai", "Selesai" * 40], "Kota Uji").startswith(b"\x89PNG")


def test_picture_of_a_report_without_released_text_shows_its_subject_only(
    client: Client, town: t.Town
) -> None:
    one = published(town, publication=Publication.PENDING, title="Nama Rahasia")
    other = published(town, publication=Publication.PENDING, title="Nama Lain")
    pictures = [client.get(f"/laporan/{row.code}/gambar.png").content for row in (one, other)]
    assert pictures[0] == pictures[1]


# -- filters as links ------------------------------------------------------------------------


def test_each_filter_that_is_set_can_be_taken_away(client: Client, town: t.Town) -> None:
    published(town)
    query = "sampai=2027-01-01&kelurahan=62.71.01.1003&keadaan=diteruskan&kategori=jalan-jembatan"
    response = client.get(f"/laporan/?{query}")
    assert [link.url for link in response.context["present"]] == [
        "/laporan/?kategori=jalan-jembatan&kelurahan=62.71.01.1003&sampai=2027-01-01",
        "/laporan/?keadaan=diteruskan&kelurahan=62.71.01.1003&sampai=2027-01-01",
        "/laporan/?keadaan=diteruskan&kategori=jalan-jembatan&sampai=2027-01-01",
        "/laporan/?keadaan=diteruskan&kategori=jalan-jembatan&kelurahan=62.71.01.1003",
    ]
    assert len(response.context["cards"]) == 1
    assert '<link rel="canonical"' in response.content.decode()


def test_a_place_in_the_words_is_offered_as_a_filter(client: Client, town: t.Town) -> None:
    hints = client.get("/laporan/", {"q": "berlubang langkay"}).context["hints"]
    assert [(link.url, link.label) for link in hints] == [
        ("/laporan/?q=berlubang&kelurahan=62.71.01.1003", "“berlubang” di Kelurahan Langkai")
    ]


def test_corrected_search_says_so_and_can_be_undone(client: Client, town: t.Town) -> None:
    published(town)
    while lexicon.fold():
        pass
    page = client.get("/laporan/", {"q": "brelubang"})
    assert "Menampilkan hasil untuk berlubang" in words(page)
    assert 'href="/laporan/?q=brelubang&amp;persis=1"' in page.content.decode()
    assert client.get("/laporan/?q=brelubang&persis=1").context["cards"] == []


def test_words_that_nobody_wrote_together_find_the_nearest(client: Client, town: t.Town) -> None:
    published(town)
    while lexicon.fold():
        pass
    page = client.get("/laporan/", {"q": "jalan berlubang unta"})
    assert "Tidak ada laporan dengan semua kata itu" in words(page)
    assert len(page.context["cards"]) == 1


def test_htmx_gets_the_results_alone(client: Client, town: t.Town) -> None:
    published(town)
    whole = client.get("/laporan/").content.decode()
    part = client.get("/laporan/", headers={"hx-request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert part.strip().startswith("<title>Laporan publik")
    assert '<div id="hasil"' in part


def test_ranked_sheets_lead_on_to_older_matches(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    monkeypatch.setattr(paging, "RANKED", 4)
    codes = {published(town).code for _ in range(7)}
    seen: list[str] = []
    url = "/laporan/?q=berlubang"
    while url:
        context = client.get(url).context
        seen += [card["url"].split("/")[2] for card in context["cards"]]
        url = f"/laporan/{context['older']}" if context["older"] else ""
    assert (len(seen), set(seen)) == (7, codes)


@pytest.mark.parametrize("filters", ["keadaan=diteruskan&kategori=jalan-jembatan", "q=berlubang"])
def test_windows_find_what_one_look_finds(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch, filters: str
) -> None:
    codes = [published(town).code for _ in range(3)][::-1]
    monkeypatch.setattr(paging, "AT_ONCE", -1)
    cards = client.get(f"/laporan/?{filters}").context["cards"]
    assert [card["url"].split("/")[2] for card in cards] == codes


@pytest.mark.parametrize("rows", [1, 3])
def test_search_reads_in_few_queries(
    client: Client, town: t.Town, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        published(town)
    lexicon.fold()
    client.get("/laporan/?q=berlubang")
    with django_assert_num_queries(7):
        assert len(client.get("/laporan/?q=berlubang").context["cards"]) == rows


# -- hostile addresses -----------------------------------------------------------------------

NAMES: tuple[str, ...] = ("q", "keadaan", "kategori", "instansi", "kelurahan", "dari", "sampai")
NAMES += ("sebelum", "sesudah", "hal", "persis", "lain")
PIECES = st.text(max_size=40) | st.sampled_from(
    [
        "'",
        "\x00",
        "(((",
        "a:*",
        "!a",
        "a <-> b",
        "-",
        '""',
        '"',
        "%",
        "😀",
        "٣",
        "1",
        "-1",
        "9" * 30,
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(NAMES), PIECES, max_size=5))
def test_no_address_is_an_error(client: Client, town: t.Town, query: dict[str, str]) -> None:
    for path in ("/laporan/", "/laporan/atom/"):
        assert client.get(path, query).status_code == 200
