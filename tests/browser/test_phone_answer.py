"""An answer with a photo, written, looked at and sent on a phone."""

from __future__ import annotations

from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import PHONE

ANSWER = "Lubang ditambal UPT Jalan pada 23 November. Tanya di loket kami, nomor 0812-5555-1234."


def test_answer_with_a_photo_goes_out_from_a_phone(town: t.Town, welcome: Welcome) -> None:
    complaint = t.followed_up(town)
    liaison = welcome("liaison")
    liaison.page.set_viewport_size(PHONE)
    liaison.open(f"/meja/{complaint.code}/")
    liaison.follow("Kirim jawaban akhir", within="main")
    liaison.pick("Sudah ditangani")
    liaison.write("Jawaban", ANSWER)
    liaison.attach("Bukti: foto atau berkas", steps.given_a_photo("sesudah.jpg", repaired=True))
    liaison.attach("Foto sebelum dikerjakan", steps.given_a_photo("sebelum.jpg"))
    liaison.write("Apa yang ditunjukkan bukti itu?", steps.PROOF)
    liaison.press("Lihat seperti pelapor")
    liaison.sees("Pratinjau, belum terkirim", within="#pratinjau")
    liaison.sees("0812-5555-1234", "▒▒▒▒", "Sebelum", "Sesudah", within="#pratinjau")
    liaison.press("Sudah benar, kirim")
    liaison.sees("Jawaban akhir dikirim kepada pelapor.", "Menunggu konfirmasi pelapor")

    passer_by = welcome()
    passer_by.open(f"/laporan/{complaint.code}/")
    passer_by.sees("▒▒▒▒", "Sebelum", "Sesudah")
    passer_by.sees_not("0812-5555-1234")
    passer_by.sees_its_pictures(most=2)


def test_the_same_without_javascript(town: t.Town, welcome: Welcome) -> None:
    complaint = t.followed_up(town)
    liaison = welcome("liaison", scripts=False)
    liaison.page.set_viewport_size(PHONE)
    liaison.open(f"/meja/{complaint.code}/jawab/")
    liaison.pick("Sudah ditangani")
    liaison.write("Jawaban", ANSWER)
    liaison.attach("Bukti: foto atau berkas", steps.given_a_photo("sesudah.jpg", repaired=True))
    liaison.press("Simpan draf")
    liaison.sees("Draf dari Senin, 23 November 2026", "sesudah.jpg", "Periksa jawaban Anda")
    liaison.write("Apa yang ditunjukkan bukti itu?", steps.PROOF)
    liaison.press("Kirim jawaban akhir")
    liaison.sees("Menunggu konfirmasi pelapor")
