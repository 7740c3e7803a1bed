"""Two officers at one report: they see each other, one is faster, and nothing typed is lost."""

from __future__ import annotations

from playwright.sync_api import expect

from complaints.models import Complaint
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome

SLOWER = "Lubang di depan pasar ditambal UPT Jalan pada 20 November, seluas tiga meter persegi."
FASTER = "Sudah ditambal hari ini oleh UPT Jalan."


def test_two_officers_collide_and_nothing_is_lost(town: t.Town, welcome: Welcome) -> None:
    colleague = t.person("liaison2")
    colleague.officers.create(agency=town.pupr, role="liaison")
    complaint = t.followed_up(town)
    address = f"/meja/{complaint.code}/jawab/"

    slow, fast = welcome("liaison"), welcome("liaison2")
    slow.open(address)
    slow.pick("Sudah ditangani")
    slow.write("Jawaban", SLOWER)
    expect(slow.page.locator(".autosave")).to_contain_text("Draf tersimpan pukul")
    slow.attach("Bukti: foto atau berkas", steps.given_a_photo("bukti.jpg", repaired=True))
    slow.write("Apa yang ditunjukkan bukti itu?", steps.PROOF)

    fast.open(address)
    expect(fast.page.locator("[data-presence]")).to_contain_text(
        "Liaison Contoh (Dinas PUPR) sedang menulis: Kirim jawaban akhir"
    )
    fast.pick("Sudah dijelaskan")
    fast.write("Jawaban", FASTER)
    fast.press("Kirim jawaban akhir")
    fast.sees("Menunggu konfirmasi pelapor")

    slow.press("Kirim jawaban akhir", expect=409)
    slow.sees("Belum terkirim. Semua yang Anda tulis masih ada.")
    slow.sees("Liaison2 Contoh (Dinas PUPR): jawaban akhir dikirim", "bukti.jpg")
    assert slow.page.locator("#jawab-text").input_value() == SLOWER

    slow.follow("Kirim pesan", within="main")
    slow.sees("Tulisan Anda tadi sudah dibawa ke sini.", "bukti.jpg")
    slow.press("Kirim pesan")
    slow.sees(SLOWER, FASTER)
    assert Complaint.objects.get(pk=complaint.pk).status == "answered"


def test_words_survive_a_closed_browser(town: t.Town, welcome: Welcome) -> None:
    complaint = t.forwarded(town)
    before = welcome("liaison")
    before.open(f"/meja/{complaint.code}/tindak-lanjut/")
    before.write("Apa yang sudah dilakukan?", SLOWER)
    expect(before.page.locator(".autosave")).to_contain_text("Draf tersimpan pukul")
    before.page.close()

    after = welcome("liaison")
    after.open(f"/meja/{complaint.code}/tindak-lanjut/")
    after.sees("Draf dari Senin, 23 November 2026")
    assert after.page.locator("#tindak-lanjut-text").input_value() == SLOWER
    after.press("Buang draf")
    assert after.page.locator("#tindak-lanjut-text").input_value() == ""
