"""Photos on a phone whose network comes and goes: they go up at once, break off, and go on."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from complaints.models import Attachment, Complaint, PartialUpload, StagedFile
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor
from tests.citizens.uploading import given

SEEN = 5_000
"""Milliseconds in which something on the page must change."""


def given_a_network_that_breaks(page: Page, *, at_piece: int) -> None:
    """Take the network away at the moment when the page sends this piece of a file."""
    seen: list[Route] = []

    def pass_on(route: Route) -> None:
        seen.append(route)
        if len(seen) == at_piece:
            page.context.set_offline(True)
        route.continue_()

    page.route("**/lapor/berkas/", pass_on)


def given_a_grainy_photo(size: tuple[int, int], quality: int) -> bytes:
    """Return a JPEG that does not get small, with the place where it was taken."""
    grain = Image.effect_noise(size, 90).convert("RGB")
    return given.saved(grain, "JPEG", quality=quality, exif=given.exif())


def answers_to_pieces(caplog: pytest.LogCaptureFixture) -> list[int]:
    """Return how the town answered the pieces, from its own log."""
    lines: list[Any] = [record.msg for record in caplog.records]
    return [
        line["status"]
        for line in lines
        if isinstance(line, dict) and line.get("route") == "/lapor/berkas/"
    ]


def choose(visitor: Visitor, name: str, content: bytes) -> None:
    """Choose one photo."""
    visitor.attach("Foto atau berkas", {"name": name, "mimeType": "image/jpeg", "buffer": content})


def test_an_upload_that_breaks_off_goes_on_and_its_place_is_offered(
    town: t.Town, welcome: Welcome, caplog: pytest.LogCaptureFixture
) -> None:
    photo = given_a_grainy_photo((900, 700), 40)
    assert 200_000 < len(photo) < 300_000
    citizen = welcome()
    citizen.open("/lapor/satu-halaman/")
    given_a_network_that_breaks(citizen.page, at_piece=2)
    choose(citizen, "foto.jpg", photo)
    page = citizen.page
    expect(page.get_by_text("Tidak ada sambungan. Dilanjutkan otomatis.")).to_be_visible(
        timeout=SEEN
    )
    bar = page.get_by_role("progressbar", name="Mengunggah foto.jpg")
    expect(bar).to_have_attribute("value", re.compile(r"^[1-9]\d"))
    assert PartialUpload.objects.get().received > 0
    citizen.faults.clear()  # the browser says aloud that the network is gone
    caplog.clear()
    page.context.set_offline(False)
    expect(page.locator(".upload-state", has_text="Terunggah")).to_be_visible()
    statuses = answers_to_pieces(caplog)
    assert statuses
    assert set(statuses) <= {202, 201}, "a piece from the start would be answered with 409"
    page.get_by_role("button", name="Pakai", exact=True).click()
    assert float(page.locator("[name=latitude]").input_value()) == given.PLACE[0]
    citizen.look()
    assert StagedFile.objects.count() == 1


def test_a_large_photo_is_shrunk_and_the_form_waits_for_it(town: t.Town, welcome: Welcome) -> None:
    photo = given_a_grainy_photo((3000, 2000), 60)
    citizen = welcome()
    citizen.open("/lapor/satu-halaman/")
    citizen.pick("Ada yang rusak, salah, atau tidak dilayani")
    citizen.write("Apa yang terjadi?", "Jalan berlubang.")
    citizen.write("Patokan tempatnya", "Depan pasar")
    choose(citizen, "besar.jpg", photo)
    citizen.press("Periksa laporan")
    citizen.sees("besar.jpg")
    citizen.press("Kirim laporan")
    file = Attachment.objects.get()
    assert max(file.width or 0, file.height or 0) == 2048
    assert Complaint.objects.get().latitude is None
    with file.file.open("rb") as stored, Image.open(io.BytesIO(stored.read())) as image:
        assert not image.getexif()


def test_a_photo_is_dropped_with_a_button(town: t.Town, welcome: Welcome) -> None:
    citizen = welcome(scheme="dark")
    citizen.open("/lapor/satu-halaman/")
    choose(citizen, "foto.jpg", given.jpeg())
    choose(citizen, "bukan.jpg", b"MZ bukan foto")
    page = citizen.page
    expect(page.locator(".upload-state", has_text="Terunggah")).to_be_visible(timeout=SEEN)
    expect(page.locator(".upload-wrong", has_text="bukan foto atau PDF")).to_be_visible()
    citizen.faults.clear()  # the refusal of the second is a status of its own
    citizen.look()
    page.get_by_role("button", name="Buang foto.jpg").click()
    expect(page.locator(".upload", has_text="foto.jpg")).to_have_count(0)
    page.wait_for_function(
        "!document.querySelector('.upload-state')?.textContent.includes('Terunggah')"
    )
    page.wait_for_load_state("networkidle")
    assert StagedFile.objects.count() == 0
