"""Filing on a cheap phone: quick, with a network that comes and goes, and with nothing lost."""

from __future__ import annotations

import io
import time as stopwatch
from pathlib import Path

from django.conf import LazySettings, settings
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from playwright.sync_api import FilePayload

from complaints.citizens.filing import cookies
from complaints.models import Complaint, FilingDraft
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor

SLOW_PHONE = {
    "offline": False,
    "latency": 400,  # milliseconds
    "downloadThroughput": 50_000,  # bytes a second: 400 kbit/s, as Lighthouse's slow 3G
    "uploadThroughput": 50_000,
}
TEXT = "Lampu jalan di depan pasar padam sejak tiga malam, gelap sekali."
HONEST_TYPING = 0.2
"""Seconds a letter of a person who types on glass."""


def slowed(visitor: Visitor) -> None:
    """Give the visitor's phone a weak network."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_PHONE)


def test_first_report_takes_a_phone_twelve_taps_and_three_minutes(
    town: t.Town, welcome: Welcome
) -> None:
    citizen = welcome()
    page = citizen.page
    slowed(citizen)
    page.add_init_script(
        "addEventListener('pointerdown', () => sessionStorage.taps = 1 + Number(sessionStorage.taps || 0), true)"
    )
    citizen.open("/")
    begun = stopwatch.monotonic()
    page.locator("main a[href='/lapor/']").first.click()
    for name in (steps.COMPLAINT, "Tidak", "Tidak"):
        page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.locator("#id_text").click()
    page.keyboard.type(TEXT)
    page.get_by_role("button", name="Lanjutkan").click()
    page.locator(".combobox input").click()
    page.keyboard.type("lang")
    page.locator(".combobox").get_by_role("option", name="Langkai").click()
    for question in ("Ada foto atau berkas?", "Siapa yang boleh tahu nama Anda?", "Periksa"):
        page.locator("main").get_by_role("button", name="Lanjutkan").click()
        page.get_by_role("heading", level=1, name=question).wait_for()
    page.locator("main .button-big").click()
    page.get_by_role("heading", level=1, name="Laporan Anda sudah terkirim").wait_for()
    took = stopwatch.monotonic() - begun + HONEST_TYPING * len(TEXT + "lang")
    assert int(page.evaluate("Number(sessionStorage.taps)")) <= 12
    assert took < 180
    assert Complaint.objects.get().region == town.langkai


def test_network_lost_in_the_middle_loses_nothing(town: t.Town, welcome: Welcome) -> None:
    citizen = welcome()
    page = citizen.page
    steps.when_the_citizen_begins(citizen)
    citizen.write("Apa yang terjadi?", TEXT)
    citizen.context.set_offline(True)
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_text("Tidak ada sambungan. Yang Anda tulis masih ada di halaman ini.").wait_for()
    assert page.locator("#id_text").input_value() == TEXT
    citizen.faults.clear()  # the network is away: that is the story
    citizen.context.set_offline(False)
    page.get_by_text("Sambungan kembali. Kirim sekarang?").wait_for()
    citizen.press("Coba kirim lagi")
    citizen.sees("Kapan dan di mana?")
    assert Complaint.objects.count() == 0


def test_network_lost_at_the_last_tap_makes_one_report(town: t.Town, welcome: Welcome) -> None:
    citizen = welcome()
    page = citizen.page
    steps.when_the_citizen_answers_the_questions(citizen)
    page.route("**/lapor/terkirim/", lambda route: route.abort("connectionfailed"))
    page.locator("main .button-big").click()
    page.get_by_text("Belum terkirim. Yang Anda tulis masih ada di halaman ini.").wait_for()
    citizen.faults.clear()
    page.unroute("**/lapor/terkirim/")
    citizen.press("Coba kirim lagi")
    citizen.sees("Laporan Anda sudah terkirim")
    assert Complaint.objects.count() == 1


def test_draft_survives_a_crash_and_is_offered_without_its_words(
    town: t.Town, welcome: Welcome
) -> None:
    citizen = welcome()
    steps.when_the_citizen_begins(citizen)
    with citizen.page.expect_response("**/lapor/simpan/"):
        citizen.page.locator("#id_text").press_sequentially("Baru separuh cerita saya")
    left = [each for each in citizen.context.cookies() if each["expires"] > 0]
    again = welcome()
    again.context.add_cookies(left)  # type: ignore[arg-type]
    again.open("/lapor/")
    again.sees("Ada laporan yang belum terkirim", "Lanjutkan draf", "Hapus draf")
    again.sees_not("separuh")
    again.press("Lanjutkan draf")
    assert again.page.locator("#id_text").input_value() == "Baru separuh cerita saya"
    assert b"separuh" not in bytes(FilingDraft.objects.get().content)


def test_anonymous_and_secret_reporter_talks_with_the_officer(
    town: t.Town, welcome: Welcome
) -> None:
    citizen = welcome()
    steps.when_the_citizen_begins(citizen)
    citizen.write("Apa yang terjadi?", TEXT)
    citizen.press("Lanjutkan")
    citizen.write("Patokan tempatnya", "Pasar Besar")
    citizen.press("Lanjutkan")
    citizen.press("Lanjutkan")
    citizen.pick("Sembunyikan nama saya (anonim)")
    citizen.pick("Rahasiakan laporan ini")
    citizen.write("Nama", "Rina Penguji")
    citizen.press("Lanjutkan")
    citizen.sees("Laporan ini rahasia", "Keluar cepat")
    citizen.press("Kirim laporan")
    receipt = steps.receipt_on(citizen)
    assert not [each for each in citizen.context.cookies() if each.get("name") == cookies.COOKIE]
    verifier = welcome("verifier")
    verifier.open(f"/meja/{receipt.ticket}/")
    verifier.sees_not("Rina Penguji")
    verifier.unfold("tindakan-tanya")
    question = "Tiang lampu nomor berapa?"
    verifier.write("Satu pertanyaan yang jelas", question, within="#tindakan-tanya")
    verifier.press("Kirim pertanyaan", within="#tindakan-tanya")
    steps.when_the_reporter_tracks(citizen, receipt)
    citizen.sees(question)


def test_quick_exit_leaves_nothing_to_come_back_to(
    town: t.Town, welcome: Welcome, settings: LazySettings
) -> None:
    settings.LAPOR_QUICK_EXIT = "/bantuan/"  # the stories ask no other host
    citizen = welcome()
    steps.when_the_citizen_begins(citizen, misconduct="Ya")
    citizen.press_keys("Shift", "Shift", "Shift")
    citizen.page.wait_for_url("**/bantuan/")
    names = {each.get("name") for each in citizen.context.cookies()}
    assert names.isdisjoint({cookies.COOKIE, cookies.OPENED, settings.SESSION_COOKIE_NAME})


def photo_with_place() -> FilePayload:
    """Return a large photo of a phone that says where it was taken."""
    exif = Image.Exif()
    exif[Base.Make.value] = "Kamera Rahasia"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "S", (2.0, 12.0, 36.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (113.0, 55.0, 12.0)
    buffer = io.BytesIO()
    image = Image.effect_noise((1600, 1200), 60).convert("RGB")
    image.save(buffer, "JPEG", quality=85, exif=exif)
    return {"name": "lubang.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def test_coordinates_of_a_photo_are_in_no_stored_file(town: t.Town, welcome: Welcome) -> None:
    photo = photo_with_place()
    assert b"Kamera Rahasia" in photo["buffer"]
    citizen = welcome()
    steps.when_the_citizen_begins(citizen)
    citizen.write("Apa yang terjadi?", TEXT)
    citizen.press("Lanjutkan")
    citizen.write("Patokan tempatnya", "Pasar Besar")
    citizen.press("Lanjutkan")
    steps.when_the_citizen_attaches(citizen, photo)
    citizen.sees("Foto ini menyimpan tempat pengambilannya")
    citizen.page.get_by_role("button", name="Tidak", exact=True).click()
    citizen.press("Lanjutkan")
    citizen.press("Lanjutkan")
    citizen.press("Kirim laporan")
    complaint = Complaint.objects.get()
    file = complaint.attachments.get()
    assert (complaint.latitude, complaint.longitude) == (None, None)
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(stored) >= 2
    for path in stored:
        content = path.read_bytes()
        assert b"Kamera Rahasia" not in content
        assert b"Exif" not in content
    for field in (file.file, file.thumbnail):
        with field.open() as opened, Image.open(opened) as image:
            assert dict(image.getexif()) == {}
