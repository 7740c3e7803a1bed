"""The public map: the search of the list by kelurahan and point, and what it never shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Region
from complaints import actions
from complaints.citizens.place import spread as spreading
from complaints.models import Complaint, Publication
from tests import town as t
from tests.citizens.pages import opened, words

pytestmark = pytest.mark.django_db

POINT = {"latitude": -2.238971, "longitude": 113.925129}
ROUNDED = [113.925, -2.239]


@pytest.fixture(autouse=True)
def centre(town: t.Town) -> None:
    """Let the kelurahan know where they are; a second one stands beside the first."""
    town.langkai.latitude, town.langkai.longitude = -2.23897, 113.92512
    town.langkai.save()
    town.regions["panarung"] = Region.objects.create(
        code="62.71.01.1002",
        name="Panarung",
        level=Region.Level.WARD,
        parent=town.pahandut,
        latitude=-2.2537,
        longitude=113.94895,
    )


def published(town: t.Town, *, publication: str = Publication.PUBLIC, **answers: Any) -> Complaint:
    return actions.verify_and_forward(
        t.submit(**{"region": town.langkai, **POINT, **answers}),
        by=town.verifier,
        verification=t.verification(town, publication=publication),
        routing={"lead": town.pupr},
    )


def features(client: Client, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/laporan/peta.json", query).json()["features"]
    return found


def points(client: Client, **query: str) -> list[list[float]]:
    """Return the points of single reports."""
    found = [each for each in features(client, **query) if "title" in each["properties"]]
    return [each["geometry"]["coordinates"] for each in found]


def counts(client: Client, **query: str) -> dict[str, int]:
    spread = client.get("/laporan/peta/", query).context["spread"]
    return {ward.region.name: ward.count for ward in spread.wards}


def test_a_released_report_shows_its_point_to_about_a_hundred_metres(
    client: Client, town: t.Town
) -> None:
    complaint = published(town)
    assert features(client) == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [113.92512, -2.23897]},
            "properties": {"kelurahan": "Langkai", "count": 1},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": ROUNDED},
            "properties": {
                "title": "Jalan berlubang di depan pasar",
                "url": f"/laporan/{complaint.code}/",
                "state": "Diteruskan ke Dinas PUPR, belum ditanggapi",
            },
        },
    ]


def test_nobody_reads_the_exact_point_anywhere_in_public(client: Client, town: t.Town) -> None:
    complaint = published(town)
    for path in ("/laporan/peta/", "/laporan/peta.json", f"/laporan/{complaint.code}/"):
        page = client.get(path).content.decode()
        assert "2.23897129" not in page
        assert "113.925129" not in page
        assert "113.92513" not in page


@pytest.mark.parametrize(
    "hidden",
    [
        {"hides_reporter": True},
        {"publication": Publication.PERSONAL},
        {"publication": Publication.VULNERABLE},
    ],
)
def test_a_hidden_or_unreleased_report_counts_in_its_kelurahan_and_shows_no_point(
    client: Client, town: t.Town, hidden: dict[str, Any]
) -> None:
    complaint = published(town, **hidden)
    listed = client.get("/laporan/").context["cards"]
    assert points(client) == []
    assert counts(client) == ({"Langkai": 1} if listed else {})
    if listed:
        assert "data-map" not in client.get(f"/laporan/{complaint.code}/").content.decode()


def test_secret_unverified_and_sealed_reports_are_nowhere(client: Client, town: t.Town) -> None:
    published(town, is_secret=True)
    t.submit(region=town.langkai, **POINT)
    actions.verify(
        t.submit(misconduct="yes", region=town.langkai, **POINT),
        by=town.verifier,
        **t.verification(town, public_text="x"),
    )
    assert features(client) == []
    assert "Belum ada laporan publik" in words(client.get("/laporan/peta/"))


def test_a_category_that_starts_unpublished_shows_no_point(client: Client, town: t.Town) -> None:
    town.jalan.starts_unpublished = True
    town.jalan.save()
    actions.verify_and_forward(
        t.submit(region=town.langkai, **POINT),
        by=town.verifier,
        verification=t.verification(town, publication=Publication.PENDING, public_text=""),
        routing={"lead": town.pupr},
    )
    assert points(client) == []


def test_the_map_answers_the_search_of_the_list(client: Client, town: t.Town) -> None:
    published(town)
    published(town, region=town.panarung)
    published(town, region=None)
    assert counts(client) == {"Langkai": 1, "Panarung": 1}
    assert counts(client, kelurahan="62.71.01.1002") == {"Panarung": 1}
    assert counts(client, q="unta") == {}
    assert len(points(client, q="berlubang")) == 3
    assert points(client, kategori="lainnya") == []


def test_without_a_script_a_table_leads_to_the_lists(client: Client, town: t.Town) -> None:
    published(town)
    page = client.get("/laporan/peta/", {"q": "berlubang", "hal": "2"})
    assert 'href="/laporan/?q=berlubang&amp;kelurahan=62.71.01.1003"' in page.content.decode()
    assert 'href="/laporan/?q=berlubang"' in page.content.decode()
    assert "Langkai Kecamatan Pahandut 1" in words(page)
    assert "Jalan berlubang di depan pasar" in words(page)


def test_no_more_are_read_than_the_newest(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "NEWEST", 2)
    monkeypatch.setattr(spreading, "MOST_POINTS", 1)
    for region in (town.langkai, town.panarung, town.panarung):
        published(town, region=region)
    assert counts(client) == {"Panarung": 2}
    assert len(points(client)) == 1
    assert "Dihitung dari 2 laporan terbaru yang cocok." in words(client.get("/laporan/peta/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_asks_as_often_for_three_reports_as_for_one(
    client: Client, town: t.Town, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for region in [town.langkai, town.panarung, town.langkai][:count]:
        published(town, region=region)
    client.get("/laporan/peta/")
    with django_assert_num_queries(7):
        client.get("/laporan/peta/")
    with django_assert_num_queries(7):
        client.get("/laporan/peta.json")


@pytest.mark.parametrize(
    "query",
    [
        {"kelurahan": "x"},
        {"q": "\x00"},
        {"dari": "31-02-2026"},
        {"keadaan": "apa saja"},
        {"sebelum": "kemarin"},
        {"instansi": "' OR 1=1 --"},
    ],
)
def test_a_wrong_address_is_no_fault(client: Client, town: t.Town, query: dict[str, str]) -> None:
    published(town)
    assert client.get("/laporan/peta/", query).status_code == 200
    assert len(points(client, **query)) == 1


def test_the_ground_is_every_kelurahan_with_a_known_centre(
    client: Client, town: t.Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    town.langkai.latitude = None
    town.langkai.save()
    with django_assert_num_queries(1):
        answer = client.get("/peta/wilayah.json")
    assert answer.json() == [{"name": "Panarung", "parent": "Pahandut", "at": [-2.2537, 113.94895]}]
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_the_list_leads_to_the_map_of_the_same_search(client: Client, town: t.Town) -> None:
    page = client.get("/laporan/", {"q": "jalan", "keadaan": "selesai"}).content.decode()
    assert 'href="/laporan/peta/?q=jalan&amp;keadaan=selesai"' in page


def test_one_report_shows_the_rounded_point_and_its_reporter_the_exact_one(
    client: Client, town: t.Town
) -> None:
    complaint = published(town)
    public = client.get(f"/laporan/{complaint.code}/").content.decode()
    assert 'data-at="-2.23900,113.92500"' in public
    own = client.get(opened(client, complaint)).content.decode()
    assert 'data-at="-2.23897,113.92513"' in own


def test_a_report_without_a_point_has_no_map(client: Client, town: t.Town) -> None:
    complaint = published(town, latitude=None, longitude=None)
    assert "data-map" not in client.get(f"/laporan/{complaint.code}/").content.decode()
    assert "data-map" not in client.get(opened(client, complaint)).content.decode()
