"""An admin brings the city's history: looks at it, says which office is which, watches it come."""

from __future__ import annotations

from complaints.models import Complaint, Notification
from complaints.sp4n import runs
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.every_state.national import ROWS, export

FILE = "Laporan Ringkas 2024.xlsx"


def test_a_file_is_imported_with_an_office_that_only_a_person_knows(
    town: t.Town, welcome: Welcome
) -> None:
    admin = welcome("verifier")
    admin.open("/kelola/")
    admin.follow("Impor dan ekspor SP4N", within="main")
    sheet = {"name": FILE, "mimeType": "application/octet-stream", "buffer": export(*ROWS).read()}
    admin.attach("Berkas XLSX atau CSV", sheet)  # type: ignore[arg-type]
    admin.press("Lihat isinya")
    admin.sees(FILE, "Berkas sedang dibaca.")
    runs.go_on_all()
    admin.page.get_by_role("heading", name="Instansi yang belum dikenal").wait_for()
    admin.look()
    admin.sees("Belum ada yang disimpan.", "“kemarin dulu” bukan tanggal yang dikenal.")
    admin.choose("Bina Marga dan Tata Ruang", "Dinas PUPR")
    admin.press("Impor 5 baris")
    admin.sees("0 dari 5 baris selesai.")
    runs.go_on_all()
    admin.page.get_by_text("4 laporan baru diimpor.").wait_for()
    admin.look()
    one = Complaint.objects.get(external_ref="7000001")
    assert (one.lead, one.published, one.next_due_at) == (town.pupr, False, None)
    assert Complaint.objects.get(external_ref="7000002").lead == town.dinsos
    assert not Notification.objects.exists()
    admin.open(f"/meja/{one.code}/")
    admin.sees("Diimpor dari SP4N-LAPOR!")


def test_the_same_file_says_so_and_can_be_thrown_away_without_scripts(
    town: t.Town, welcome: Welcome
) -> None:
    admin = welcome("verifier", scripts=False)
    sheet = {"name": FILE, "mimeType": "x/y", "buffer": export(ROWS[4]).read()}
    for _ in range(2):
        admin.open("/kelola/impor-sp4n/")
        admin.attach("Berkas XLSX atau CSV", sheet)  # type: ignore[arg-type]
        admin.press("Lihat isinya")
        runs.go_on_all()
        admin.follow("Muat ulang")
        if not Complaint.objects.exists():
            admin.press("Impor 1 baris")
            runs.go_on_all()
            admin.follow("Muat ulang")
            admin.sees("1 laporan baru diimpor.")
    admin.sees("Berkas yang sama sudah diimpor")
    admin.press("Batalkan dan hapus berkas")
    admin.sees("Tidak ada yang diimpor dan berkasnya dihapus.")
