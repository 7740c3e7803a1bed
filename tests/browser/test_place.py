"""Saying where: by three letters, by arrow keys on the map, by one's own position; and the map of all.

No page here asks another host for anything, with pictures on the map or without.
"""

from __future__ import annotations

import io
import re

import pytest
from django.conf import LazySettings
from PIL import Image
from playwright.sync_api import Page, Route, expect

from agencies.models import Region
from complaints import actions
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor

FORM = "/lapor/satu-halaman/"
WARDS = (
    ("Langkai", "Pahandut", -2.23897, 113.92512),
    ("Panarung", "Pahandut", -2.2537, 113.94895),
    ("Pahandut", "Pahandut", -2.19975, 113.95033),
    ("Menteng", "Jekan Raya", -2.24, 113.9),
    ("Kereng Bangkirai", "Sebangau", -2.29, 113.9),
)
NEAR_PANARUNG = {"latitude": -2.2531, "longitude": 113.9485, "accuracy": 25}


@pytest.fixture(autouse=True)
def wards(town: t.Town) -> None:
    """Give the town five kelurahan in three kecamatan, with their centres."""
    for number, (name, parent, latitude, longitude) in enumerate(WARDS):
        district, _ = Region.objects.get_or_create(
            name=parent,
            level=Region.Level.DISTRICT,
            defaults={"code": f"62.71.0{number + 1}", "parent": town.city},
        )
        town.regions[name], _ = Region.objects.update_or_create(
            name=name,
            level=Region.Level.WARD,
            defaults={
                "code": f"62.71.01.{1003 + number}",
                "parent": district,
                "latitude": latitude,
                "longitude": longitude,
            },
        )


def ward_in(page: Page) -> str:
    """Return the kelurahan that would be sent."""
    chosen: str = page.locator("select[name=region]").evaluate(
        "(list) => list.selectedOptions[0].value && list.selectedOptions[0].text"
    )
    return chosen


def point_in(page: Page) -> tuple[str, str]:
    latitude, longitude = (
        page.locator(f"[name={half}]").input_value() for half in ("latitude", "longitude")
    )
    return latitude, longitude


def options(page: Page) -> list[str]:
    return page.locator(".listbox [role=option]").all_inner_texts()


def at_the_form(welcome: Welcome) -> tuple[Visitor, Page]:
    visitor = welcome()
    visitor.open(FORM)
    return visitor, visitor.page


def opened_map(page: Page) -> None:
    page.get_by_text("Tunjuk di peta").press("Enter")
    expect(page.locator(".leaflet-container")).to_be_visible()


def test_three_letters_and_the_keyboard_find_a_kelurahan(welcome: Welcome) -> None:
    visitor, page = at_the_form(welcome)
    box = page.get_by_role("combobox", name="Di kelurahan mana?")
    none = "Tidak tahu, atau di luar Kota Palangka Raya"

    box.focus()
    page.keyboard.type("lan")
    assert options(page) == ["Langkai Kecamatan Pahandut", none]
    expect(page.get_by_text("1 kelurahan. Panah bawah untuk memilih.")).to_be_attached()
    visitor.look()
    page.keyboard.press("ArrowDown")
    first = page.locator(".listbox [role=option]").first
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("Enter")
    assert box.input_value() == "Langkai, Kecamatan Pahandut"
    assert ward_in(page) == "Langkai"

    for typed, name in (
        ("KEL. menteng", "Menteng"),
        ("kelurahan panarun", "Panarung"),
        ("langkia", "Langkai"),
        ("bangkirai", "Kereng Bangkirai"),
        ("kerengbang", "Kereng Bangkirai"),
        ("jekan", "Menteng"),
    ):
        box.fill(typed)
        page.keyboard.press("Tab")
        assert (typed, ward_in(page)) == (typed, name)

    box.fill("pah")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.fill("Buntok")
    page.keyboard.press("Tab")
    assert ward_in(page) == ""
    visitor.sees("“Buntok” belum dipilih. Pilih dari daftar, atau tulis di patokan.")
    visitor.look()


def test_arrow_keys_and_enter_set_a_point(welcome: Welcome) -> None:
    visitor, page = at_the_form(welcome)
    assert page.evaluate("typeof L") == "undefined"
    opened_map(page)
    visitor.look()

    page.locator(".map").focus()
    for key in ("+", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Titik dipasang, kira-kira di Kelurahan")).to_be_visible()
    before = point_in(page)
    assert all(re.fullmatch(r"-?\d+\.\d{5}", half) for half in before)
    assert ward_in(page) != ""

    page.locator(".map").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Tengah peta: kira-kira Kelurahan")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[name=longitude]")).not_to_have_value(before[1])
    visitor.look()

    page.get_by_role("button", name="Hapus titik").press("Enter")
    assert point_in(page) == ("", "")


def test_a_tap_sets_a_point_and_the_check_page_tells_where(welcome: Welcome) -> None:
    visitor, page = at_the_form(welcome)
    visitor.pick("Ada yang rusak, salah, atau tidak dilayani")
    visitor.write("Apa yang terjadi?", "Lampu jalan di sini padam sejak tiga malam.")
    opened_map(page)
    page.locator(".map").click(position={"x": 150, "y": 120})
    expect(page.get_by_text("Titik dipasang, kira-kira di Kelurahan")).to_be_visible()
    ward = ward_in(page)
    visitor.press("Periksa laporan")
    visitor.sees(f"Kelurahan {ward}, titik di peta, kira-kira di Kelurahan {ward}")


def test_the_own_position_finds_the_kelurahan(welcome: Welcome) -> None:
    visitor = welcome()
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation(NEAR_PANARUNG)  # type: ignore[arg-type]
    visitor.open(FORM)
    page = visitor.page
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.get_by_text("kira-kira di Kelurahan Panarung, Kecamatan Pahandut")).to_be_visible()
    visitor.sees("Kelurahan kami isi menurut titik itu. Ubah bila keliru.")
    assert ward_in(page) == "Panarung"
    assert point_in(page) == ("-2.25310", "113.94850")
    visitor.look()

    visitor.context.set_geolocation({"latitude": -3.3194, "longitude": 114.5908, "accuracy": 900})
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.get_by_text("tampaknya di luar Kota Palangka Raya")).to_be_visible()
    visitor.sees("admin merujuknya ke pemerintah yang berwenang", "hanya teliti sampai 900 meter")
    assert ward_in(page) == ""

    visitor.context.set_geolocation({"latitude": 51.5, "longitude": -0.1, "accuracy": 20})
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.get_by_text("Titik itu di luar Indonesia, jadi tidak dipasang")).to_be_visible()
    assert point_in(page) == ("-3.31940", "114.59080")


def test_a_refused_position_is_said_in_words(welcome: Welcome) -> None:
    visitor, page = at_the_form(welcome)
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.get_by_text("Peramban tidak memberi izin posisi.")).to_be_visible()
    visitor.sees("pilih kelurahan atau tulis patokan")


def test_pictures_are_asked_for_only_where_the_town_says(
    welcome: Welcome, settings: LazySettings
) -> None:
    settings.LAPOR_MAP_TILES = "/ubin/{z}/{x}/{y}.png"
    settings.LAPOR_MAP_ATTRIBUTION = "© Dinas PUPR"
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), (200, 220, 200)).save(picture, "PNG")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=picture.getvalue(), content_type="image/png")

    visitor, page = at_the_form(welcome)
    page.route("**/ubin/**", answer)
    opened_map(page)
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    assert asked != []
    visitor.sees("© Dinas PUPR")
    expect(page.locator(".ward-name")).to_have_count(0)
    visitor.look()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_map_of_all_shows_what_the_list_has(
    town: t.Town, welcome: Welcome, scripts: bool
) -> None:
    complaint = actions.verify_and_forward(
        t.submit(region=town.langkai, latitude=-2.2391, longitude=113.9312),
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr},
    )
    visitor = welcome(scripts=scripts)
    visitor.open("/laporan/")
    visitor.follow("Lihat di peta")
    page = visitor.page
    visitor.sees("Laporan per kelurahan", "Langkai", "Jalan berlubang di depan pasar")
    if scripts:
        expect(page.locator(".map .ward-count")).to_have_text("1 laporan di Langkai")
        expect(page.locator(".map .mark")).to_have_count(1)
        visitor.look()
        page.locator(".map .mark").focus()
        visitor.type_key("Enter")
    else:
        expect(page.locator(".map")).to_be_hidden()
        visitor.follow("Jalan berlubang di depan pasar")
    assert page.url.endswith(f"/laporan/{complaint.code}/")
    if scripts:
        page.get_by_text("Lihat di peta").click()
        expect(page.locator(".map .pin")).to_be_visible()
        visitor.look()


def test_the_question_that_is_asked_again_in_place_can_still_be_searched(welcome: Welcome) -> None:
    visitor = welcome()
    steps.when_the_citizen_begins(visitor)
    visitor.write("Apa yang terjadi?", "Lampu jalan di sini padam sejak tiga malam.")
    visitor.press("Lanjutkan")
    page = visitor.page
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    visitor.faults.clear()  # the 422 that the script asked for
    visitor.search("Di kelurahan mana?", "mente", "Menteng")
    opened_map(page)
    page.locator(".map").click(position={"x": 150, "y": 120})
    expect(page.get_by_text("Titik dipasang, kira-kira di Kelurahan")).to_be_visible()
    assert ward_in(page) == "Menteng"
    visitor.look()


def test_without_a_script_the_list_and_the_landmark_are_enough(welcome: Welcome) -> None:
    visitor = welcome(scripts=False, scheme="dark")
    visitor.open(FORM)
    visitor.choose("Di kelurahan mana?", "Menteng")
    visitor.write("Patokan tempatnya", "Depan pasar")
    expect(visitor.page.get_by_text("Tunjuk di peta")).to_be_hidden()
