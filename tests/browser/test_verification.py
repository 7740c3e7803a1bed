"""A verifier judges the queue with few keys: the suggestion is filled in, the next opens itself."""

from __future__ import annotations

from playwright.sync_api import expect

from complaints.models import Complaint
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor
from tests.complaints.given import stored

REPORTS = 5
MOST_KEYS = 25
TEXTS = (
    "Jalan di depan pasar berlubang sedalam betis.",
    "Jalan Ahmad Yani berlubang, dua motor jatuh.",
    "Jembatan di jalan Seth Adji retak, hubungi 0812-5555-1234.",
    "Aspal jalan Tjilik Riwut mengelupas.",
    "Jalan rusak, yang jatuh kemarin Bu Sari.",
)


class Keys:
    """Keys pressed beside typing, counted."""

    def __init__(self, verifier: Visitor) -> None:
        self.verifier, self.count = verifier, 0

    def press(self, key: str) -> None:
        """Press a key that stays on the page."""
        self.count += 1
        self.verifier.press_keys(key)

    def press_and_go(self, key: str) -> None:
        """Press a key that opens the next page."""
        self.count += 1
        self.verifier.type_key(key)


def given_a_queue(town: t.Town) -> list[Complaint]:
    """Reports whose suggestion is right."""
    return [t.submit(text=text, category=town.jalan, region=town.langkai) for text in TEXTS]


def test_five_reports_take_at_most_25_keys(town: t.Town, welcome: Welcome) -> None:
    reports = given_a_queue(town)
    verifier = welcome("verifier")
    keys = Keys(verifier)
    verifier.open("/meja/verifikasi/")
    for report in reports:
        verifier.sees(report.code, "Saran instansi", "Dinas PUPR")
        if "Bu Sari" in report.text:
            keys.press("m")
            expect(verifier.page.locator("[name=public_text]")).to_have_value(
                "Jalan rusak, yang jatuh kemarin Bu ▒▒▒▒."
            )
            expect(verifier.page.locator("#bersih")).to_be_focused()
        keys.press("t")
        expect(verifier.page.locator("#kirim")).to_be_focused()
        keys.press_and_go("Enter")
    verifier.sees("Semua laporan sudah diperiksa dan diteruskan.")
    assert keys.count <= MOST_KEYS
    assert keys.count == 2 * REPORTS + 1
    found = [stored(report) for report in reports]
    assert {(row.status, row.lead) for row in found} == {("forwarded", town.pupr)}
    assert ["0812" in row.public_text or "Sari" in row.public_text for row in found] == [
        False
    ] * REPORTS


def test_a_repeat_is_compared_and_merged_by_keys(town: t.Town, welcome: Welcome) -> None:
    main = t.forwarded(town, text=TEXTS[0], category=town.jalan, region=town.langkai)
    again = t.submit(text=TEXTS[0], category=town.jalan, region=town.langkai)
    verifier = welcome("verifier")
    verifier.open("/meja/verifikasi/")
    verifier.type_key("b")
    verifier.sees("Bandingkan dan gabungkan", main.code, again.code, "Sudah di Dinas PUPR")
    verifier.type_key("s")
    verifier.sees("Semua laporan sudah diperiksa", f"{again.code} digabung dengan {main.code}.")
    assert stored(again).merged_into == main


def test_the_desk_works_without_scripts(town: t.Town, welcome: Welcome) -> None:
    report = t.submit(text=TEXTS[4], category=town.jalan, region=town.langkai)
    other = t.submit(text=TEXTS[1], category=town.jalan, region=town.langkai)
    verifier = welcome("verifier", scripts=False)
    verifier.open("/meja/verifikasi/")
    verifier.press("Lewati")
    verifier.sees(other.code)
    verifier.open(f"/meja/verifikasi/{report.code}/")
    verifier.press("Samarkan semua")
    verifier.sees("Tidak ada lagi yang tampak seperti data pribadi.")
    verifier.press("Verifikasi dan teruskan", within=".send-bar")
    assert "Sari" not in stored(report).public_text
    assert stored(report).lead == town.pupr


def test_a_report_is_split_by_ticking(town: t.Town, welcome: Welcome) -> None:
    text = "Jalan berlubang besar. Lampu jalan padam sejak kemarin."
    report = t.submit(text=text, category=town.jalan, region=town.langkai)
    verifier = welcome("verifier", scripts=False)
    verifier.open(f"/meja/{report.code}/pecah/")
    verifier.page.locator("#bagian-1-1").uncheck()
    verifier.page.locator("#bagian-2-1").check()
    verifier.press("Susun bagian, lihat akibatnya")
    verifier.sees("Yang akan terjadi", "Pelapor (lewat email)")
    verifier.press("Pecah laporan", within=".form")
    part = Complaint.objects.get(parent_report=report)
    assert part.text == "Lampu jalan padam sejak kemarin."
