"""Saying where it happened: kelurahan, landmark, point, and places outside the city."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from complaints.models import Complaint
from tests import town as t
from tests.citizens.pages import checked, errors, filed, words

pytestmark = pytest.mark.django_db

INSIDE = {"latitude": "-2.24000", "longitude": "113.92000"}
OUTSIDE = {"latitude": "-3.31940", "longitude": "114.59080"}
ONE_PAGE = "/lapor/satu-halaman/"


@pytest.fixture(autouse=True)
def centre(town: t.Town) -> None:
    """Let the one kelurahan of the town know where it is."""
    town.langkai.latitude, town.langkai.longitude = -2.23897, 113.92512
    town.langkai.save()


def point_of(complaint: Complaint) -> tuple[float | None, float | None]:
    return complaint.latitude, complaint.longitude


def test_the_list_tells_scripts_where_each_kelurahan_is(client: Client) -> None:
    page = client.get(ONE_PAGE).content.decode()
    options = re.findall(r'<option value="62[^>]*>', page)
    assert options == ['<option value="62.71.01.1003" data-at="-2.23897,113.92512">']
    assert 'data-reach="10000"' in page


def test_the_list_offers_what_lies_outside_and_says_what_happens(client: Client) -> None:
    page = words(client.get(ONE_PAGE))
    assert "Tidak tahu, atau di luar Kota Palangka Raya" in page
    assert "laporan kami terima, lalu admin merujuknya ke pemerintah yang berwenang" in page


def test_a_point_alone_is_a_place(client: Client) -> None:
    complaint, _ = filed(client, place_text="", **INSIDE)
    assert point_of(complaint) == (-2.24, 113.92)
    assert complaint.region is None


def test_a_complaint_without_any_place_is_asked_for_one(client: Client) -> None:
    assert errors(checked(client, place_text="")) == [
        "Pilih kelurahan atau tulis patokan tempatnya, agar petugas tahu ke mana pergi."
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": "-2.24"},
        {"longitude": "113.92"},
        {"latitude": "0", "longitude": "0"},
        {"latitude": "51.5", "longitude": "-0.1"},
        {"latitude": "nan", "longitude": "113.92"},
        {"latitude": "inf", "longitude": "113.92"},
        {"latitude": "'; --", "longitude": "113.92"},
        {"latitude": "9" * 400, "longitude": "113.92"},
    ],
)
def test_what_is_no_point_in_the_country_is_left_out(client: Client, wrong: dict[str, str]) -> None:
    complaint, _ = filed(client, **wrong)
    assert point_of(complaint) == (None, None)


def test_the_check_page_says_near_which_kelurahan_a_point_lies(client: Client) -> None:
    page = words(checked(client, **INSIDE))
    assert "titik di peta, kira-kira di Kelurahan Langkai" in page


def test_a_point_outside_the_city_is_welcome_and_says_what_happens(client: Client) -> None:
    page = words(checked(client, place_text="", **OUTSIDE))
    assert "titik di peta, tampaknya di luar Kota Palangka Raya: admin merujuk laporan" in page
    complaint, _ = filed(client, place_text="", **OUTSIDE)
    assert point_of(complaint) == (-3.3194, 114.5908)


def test_a_point_that_is_there_can_be_ticked_off_without_a_script(client: Client) -> None:
    page = checked(client, text="", **INSIDE).content.decode()
    tick = re.search(r'<input type="checkbox" name="latitude"[^>]*>', page)
    assert tick is not None
    assert 'value="-2.24000"' in tick[0]
    assert "checked" in tick[0]
    complaint, _ = filed(client, longitude=INSIDE["longitude"])  # as a browser sends it then
    assert point_of(complaint) == (None, None)


def test_an_empty_form_has_no_tick_and_no_map_picture_of_others(client: Client) -> None:
    page = client.get(ONE_PAGE).content.decode()
    assert 'type="checkbox" name="latitude"' not in page
    assert "data-tiles" not in page
    assert "leaflet.js" in page
    assert re.findall(r'<script[^>]*src="[^"]*leaflet', page) == []


def test_tiles_come_from_the_address_that_the_town_sets(
    client: Client, settings: LazySettings
) -> None:
    settings.LAPOR_MAP_TILES = "https://peta.example/{z}/{x}/{y}.png"
    settings.LAPOR_MAP_ATTRIBUTION = "© Peta <Contoh>"
    page = client.get(ONE_PAGE).content.decode()
    assert 'data-tiles="https://peta.example/{z}/{x}/{y}.png"' in page
    assert "© Peta &lt;Contoh&gt;" in page
