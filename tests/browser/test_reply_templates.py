"""A template is written for the unit, and an answer starts from it."""

from __future__ import annotations

from tests import town as t
from tests.browser.conftest import Welcome

TITLE = "Lubang sudah ditambal"


def test_liaison_writes_a_template_and_starts_from_it(town: t.Town, welcome: Welcome) -> None:
    complaint = t.forwarded(town)
    liaison = welcome("liaison")
    liaison.open("/meja/templat/")
    liaison.follow("Tulis templat baru", within="main")
    liaison.choose("Untuk tindakan", "Catat tindak lanjut")
    liaison.write("Judul", TITLE)
    liaison.write("Isi", "Laporan {tiket} dikerjakan {nama}.")
    liaison.press("Simpan templat", expect=422)
    liaison.sees("Tidak dikenal: {nama}.", "{instansi}")
    liaison.write("Isi", "Laporan {tiket} dikerjakan {instansi}.")
    liaison.press("Simpan templat")
    liaison.sees(TITLE, "Dipakai 0 kali")

    liaison.open(f"/meja/{complaint.code}/tindak-lanjut/")
    liaison.write("Apa yang sudah dilakukan?", "Sudah ditinjau kemarin.")
    liaison.page.get_by_text("Mulai dari templat").click()
    liaison.choose("Templat", f"{TITLE} (Dinas PUPR)")
    liaison.press("Pakai templat ini")
    said = f"Sudah ditinjau kemarin.\n\nLaporan {complaint.code} dikerjakan Dinas PUPR."
    assert liaison.page.locator("#tindak-lanjut-text").input_value() == said
    liaison.press("Simpan tindak lanjut")
    liaison.open("/meja/templat/")
    liaison.sees("Dipakai 1 kali")
