"""The page of one report: its stream is narrowed in place, its photos are covered by pointer and by keys."""

from __future__ import annotations

from playwright.sync_api import expect

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor


def with_a_photo(town: t.Town) -> Complaint:
    """Return a public report that was sent with a photo."""
    photo = t.photo("rumah.jpg", size=(640, 480))
    complaint, _ = actions.submit(t.filing(), token="foto", files=[photo])
    return actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr},
    )


def open_cover(visitor: Visitor, complaint: Complaint) -> None:
    """Go from the report to the photo, and to where its parts are covered."""
    visitor.open(f"/meja/{complaint.code}/")
    visitor.page.locator(".files a").first.click()
    visitor.page.wait_for_url("**/foto/*/")
    visitor.sees("Foto 1 dari 1", "rumah.jpg", "Hanya pelapor dan petugas")
    visitor.follow("Tutup bagian foto untuk umum")


def test_the_stream_is_narrowed_in_place_and_keeps_the_focus(
    town: t.Town, welcome: Welcome
) -> None:
    complaint = actions.note(t.followed_up(town), by=town.liaison, text="Cek ulang hari Rabu.")
    liaison = welcome("liaison")
    liaison.open(f"/meja/{complaint.code}/")
    liaison.page.locator("#tampil-internal").focus()
    liaison.press_keys("Enter")
    expect(liaison.page.locator("#arus .entry")).to_have_count(1)
    liaison.sees("Cek ulang hari Rabu.", within="#arus")
    expect(liaison.page.locator("#tampil-internal")).to_be_focused()
    assert "tampil=internal" in liaison.page.url
    liaison.page.get_by_role("link", name="Periksa apakah riwayat ini utuh").click()
    expect(liaison.page.locator("#riwayat-utuh .notice-success")).to_be_visible()
    liaison.look()


def test_a_verifier_covers_part_of_a_photo_with_the_pointer(town: t.Town, welcome: Welcome) -> None:
    complaint = with_a_photo(town)
    verifier = welcome("verifier")
    open_cover(verifier, complaint)
    frame = verifier.page.locator("[data-cover-photo]").bounding_box()
    assert frame is not None
    mouse = verifier.page.mouse
    mouse.move(frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * 0.2)
    mouse.down()
    mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.7, steps=3)
    mouse.up()
    expect(verifier.page.locator("[data-cover-boxes] rect")).to_have_count(1)
    verifier.press("Simpan salinan untuk umum")
    verifier.sees("Foto ditutup. Umum hanya mendapat salinannya.")
    copy = complaint.attachments.get(original__isnull=False)
    [[left, top, width, height]] = complaint.events.latest("sequence").data["boxes"]
    assert [round(one, -1) for one in (left, top, width, height)] == [20, 20, 40, 50]
    assert copy.audience == "public"


def test_a_verifier_covers_part_of_a_photo_with_keys_alone(town: t.Town, welcome: Welcome) -> None:
    complaint = with_a_photo(town)
    verifier = welcome("verifier")
    open_cover(verifier, complaint)
    verifier.page.get_by_role("button", name="Tambah kotak").focus()
    verifier.press_keys("Enter")
    expect(verifier.page.get_by_label("Dari kiri")).to_be_focused()
    verifier.press_keys("ArrowUp", "Tab", "Tab", "Tab")
    verifier.page.get_by_role("button", name="Simpan salinan untuk umum").focus()
    verifier.type_key("Enter")
    assert complaint.events.latest("sequence").data["boxes"] == [[40.1, 40.0, 20.0, 20.0]]


def test_without_javascript_numbers_and_a_preview_are_enough(
    town: t.Town, welcome: Welcome
) -> None:
    complaint = with_a_photo(town)
    verifier = welcome("verifier", scripts=False)
    open_cover(verifier, complaint)
    for label, value in (
        ("Dari kiri", "10"),
        ("Dari atas", "10"),
        ("Lebar", "30"),
        ("Tinggi", "40"),
    ):
        verifier.page.get_by_label(label).first.fill(value)
    verifier.press("Pratinjau")
    assert verifier.page.locator("[data-cover-boxes] rect").count() == 1
    verifier.press("Simpan salinan untuk umum")
    verifier.sees("Foto ditutup. Umum hanya mendapat salinannya.")
