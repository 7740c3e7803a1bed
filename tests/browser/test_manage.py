"""Those who keep the town: offices and their people, and a hidden name that leaves by itself."""

from __future__ import annotations

from datetime import timedelta

from complaints import actions
from complaints.models import Complaint, Event
from complaints.states import State
from lapor import clock
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.town_time import TownTime
from tests.manage.test_import import xlsx


def test_an_office_is_added_gets_its_liaison_and_takes_over_from_another(
    town: t.Town, welcome: Welcome
) -> None:
    report = t.forwarded(town)
    admin = welcome("verifier")
    admin.open("/kelola/")
    admin.follow("Instansi", within="main")
    admin.follow("Tambah instansi")
    admin.write("Nama", "Dinas Bina Marga")
    admin.write("Nama pendek", "Bina Marga")
    admin.page.get_by_role("button", name="Simpan", exact=True).focus()
    admin.type_key("Enter")
    admin.sees("Belum ada pejabat penghubung")
    admin.follow("Undang petugas")
    admin.write("Nama", "Rina Contoh")
    admin.write("Alamat e-mail dinas", "rina@binamarga.example")
    admin.pick("Pejabat penghubung")
    admin.press("Kirim undangan")
    admin.sees("Undangan untuk Rina Contoh dikirim", "Bina Marga")

    admin.open(f"/kelola/instansi/{town.pupr.code}/tutup/")
    admin.press("Tutup instansi", expect=422)
    admin.sees("Pilih penerusnya")
    admin.choose("Instansi penerus", "Bina Marga")
    admin.press("Tutup instansi")
    admin.sees("Instansi ini sudah ditutup", "1 laporan diserahkan kepada Bina Marga")
    assert str(Complaint.objects.get(pk=report.pk).lead) == "Bina Marga"
    admin.open("/kelola/riwayat/")
    admin.sees("Bina Marga ditambahkan", "ditutup")


def test_a_spreadsheet_of_officers_is_looked_at_before_it_is_saved(
    town: t.Town, welcome: Welcome
) -> None:
    file = xlsx(
        ["Baik Sekali", "baik@kota.example", "DLH", "Operator"],
        ["Salah Alamat", "bukan-alamat", "DLH", "Operator"],
        ["Salah Kantor", "kantor@kota.example", "Tidak Ada", "Operator"],
    )
    admin = welcome("verifier", scripts=False)
    admin.open("/kelola/petugas/")
    admin.follow("Impor dari XLSX")
    sheet = {"name": "petugas.xlsx", "mimeType": "application/octet-stream", "buffer": file.read()}
    admin.attach("Berkas XLSX atau CSV", sheet)  # type: ignore[arg-type]
    admin.press("Lihat hasilnya")
    admin.sees("Belum ada yang disimpan.", "2 baris perlu diperbaiki", "1 baris dapat disimpan")
    admin.press("Simpan 1 baris dan kirim undangan")
    admin.open("/kelola/petugas/?q=baik@")
    admin.sees("Baik Sekali", "Operator, DLH", "Belum masuk")


def test_an_opened_name_leaves_the_screen_by_itself(
    town: t.Town, welcome: Welcome, time: TownTime
) -> None:
    report = t.forwarded(town, hides_reporter=True)
    custodian = welcome("custodian")
    custodian.page.clock.install()
    custodian.open("/meja/identitas/")
    custodian.sees(report.code)
    custodian.open(f"/meja/{report.code}/buka-identitas/")
    custodian.press("Buka identitas", expect=422)
    custodian.write("Alasan", "Diminta polisi dengan surat B/12.")
    custodian.press("Buka identitas")
    custodian.sees("Identitas pelapor", "dalam 10 menit")
    assert custodian.page.locator(".opened dd").count() > 0
    assert Event.objects.latest("pk").verb == "reveal"
    time.stand_at(clock.now() + timedelta(minutes=11))
    with custodian.page.expect_navigation():
        custodian.page.clock.fast_forward("11:00")
    custodian.look()
    custodian.sees("Sebelum Anda membuka")
    assert custodian.page.locator(".opened").count() == 0


def test_a_flood_is_forwarded_with_one_form(town: t.Town, welcome: Welcome) -> None:
    reports = [t.submit() for _ in range(3)]
    for one in reports[:2]:
        actions.correct(
            one,
            by=town.verifier,
            kind=one.kind,
            category=town.jalan,
            region=one.region,
            danger=False,
        )
    admin = welcome("verifier")
    admin.open("/meja/kejadian/")
    admin.follow("Buka kejadian")
    admin.write("Nama kejadian", "Banjir 23 November")
    admin.choose("Kategori", "Jalan dan jembatan")
    admin.press("Buka kejadian")
    boxes = admin.page.get_by_role("group", name="Kategori dan waktunya sama").get_by_role(
        "checkbox"
    )
    for box in boxes.all():
        box.check()
    admin.write("Nomor tiket", reports[2].code)
    admin.press("Tambahkan")
    admin.sees("3 laporan dimasukkan", "Laporan (3)")
    admin.follow("Verifikasi dan teruskan 3 laporan")
    admin.choose("Instansi yang menangani", "Dinas PUPR")
    admin.press("Kirim untuk semua")
    admin.sees("3 laporan berhasil.")
    admin.press("Akhiri kejadian")
    admin.sees("Berakhir", "Buka lagi kejadian ini")
    rows = Complaint.objects.filter(pk__in=[one.pk for one in reports])
    assert {(one.status, one.lead) for one in rows} == {(State.FORWARDED, town.pupr)}
