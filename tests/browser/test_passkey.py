"""An account on a phone: a code, then a passkey, the own reports and data, and the way out."""

from __future__ import annotations

import re
from typing import Any

from complaints import actions, links
from complaints.models import Complaint
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.letterbox import Letterbox
from tests.browser.visitor import Visitor

ADDRESS = "warga@surat.example"


def given_a_phone_with_a_fingerprint(citizen: Visitor) -> tuple[Any, str]:
    """Give the browser a device that keeps passkeys and knows its owner."""
    devtools = citizen.context.new_cdp_session(citizen.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    answer = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, answer["authenticatorId"]


def when_the_code_signs_in(citizen: Visitor, letterbox: Letterbox) -> None:
    """Ask for a code and write it down."""
    citizen.open("/akun/masuk/")
    citizen.write("Alamat e-mail", ADDRESS)
    citizen.press("Kirim kode")
    found = re.search(r"Kode masuk Anda: (\d{6})", letterbox.newest_to(ADDRESS).text)
    assert found
    citizen.write("Kode", found[1])
    citizen.press("Masuk")


def test_a_passkey_is_made_named_used_and_removed(
    town: t.Town, welcome: Welcome, letterbox: Letterbox
) -> None:
    citizen = welcome()
    devtools, phone = given_a_phone_with_a_fingerprint(citizen)
    when_the_code_signs_in(citizen, letterbox)
    citizen.sees("Belum ada laporan di akun ini")
    citizen.follow("Data saya")
    citizen.follow("Kunci sandi: masuk tanpa kode")
    citizen.follow("Tambah kunci sandi")
    citizen.write("Nama kunci", "HP saya")
    citizen.press("Buat kunci sandi")
    citizen.sees("Kunci sandi tersimpan.", "HP saya", "Belum pernah dipakai.")
    citizen.follow("Ganti nama")
    citizen.write("Nama kunci", "HP kecil")
    citizen.press("Simpan nama")
    citizen.open("/akun/data/")
    citizen.press("Keluar dari akun")

    citizen.open("/akun/masuk/?next=/akun/kunci/")
    citizen.press("Masuk dengan kunci sandi")
    citizen.sees("HP kecil", "Terakhir dipakai")
    citizen.follow("Hapus")
    citizen.press("Hapus kunci ini")
    citizen.sees("Belum ada kunci sandi di akun ini.")

    citizen.open("/akun/data/")
    citizen.press("Keluar dari akun")
    citizen.open("/akun/masuk/")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
    button = citizen.page.get_by_role("button", name="Masuk dengan kunci sandi")
    button.click()
    said = citizen.page.locator("[data-passkey-says]")
    said.filter(has_text=re.compile(r"Dibatalkan|tidak")).wait_for()
    assert button.get_attribute("aria-disabled") is None
    citizen.look()


def test_without_scripts_the_code_is_all_there_is(
    town: t.Town, welcome: Welcome, letterbox: Letterbox
) -> None:
    citizen = welcome(scripts=False)
    when_the_code_signs_in(citizen, letterbox)
    citizen.open("/akun/kunci/tambah/")
    citizen.sees("Peramban ini tidak mendukung kunci sandi.")
    assert not citizen.page.locator("form[data-passkey]").is_visible()


def test_a_report_is_kept_corrected_erased_and_the_account_too(
    town: t.Town, welcome: Welcome, letterbox: Letterbox
) -> None:
    citizen = welcome()
    own = t.submit(is_secret=True)
    when_the_code_signs_in(citizen, letterbox)
    citizen.follow("Tambah laporan lama")
    citizen.write("Nomor tiket", own.code)
    citizen.write("Kode tanda terima", "1234 5678 9012 3456")
    citizen.press("Cari laporan", expect=422)
    citizen.open(f"/lacak/{own.code}/?{links.KEY}={links.token_for(own)}")
    citizen.follow("Simpan ke akun saya")
    citizen.sees("Laporan ini rahasia. Pikirkan dahulu.")
    citizen.press("Simpan ke akun saya", expect=422)
    citizen.pick("Saya mengerti dan tetap mau menyimpannya")
    citizen.press("Simpan ke akun saya")
    citizen.sees("Laporan tersimpan di akun Anda.", "Sekarang Anda cukup menunggu")
    citizen.follow("Data saya")
    with citizen.page.expect_download() as downloading:
        citizen.page.get_by_role("button", name="Unduh data saya").click()
    assert downloading.value.suggested_filename.startswith("data-lapor-")
    citizen.follow("Ubah kontak")
    citizen.write("Nomor HP", "0811 2233 445")
    citizen.press("Simpan kontak")
    citizen.follow("Hapus isi laporan")
    citizen.sees("Laporan ini masih dikerjakan")
    actions.withdraw(own, by=actions.ReporterOf(own.pk))
    citizen.open(f"/akun/laporan/{own.code}/hapus/")
    citizen.pick("Ya, hapus. Saya mengerti ini tidak dapat dibatalkan")
    citizen.press("Hapus isi laporan ini")
    citizen.sees("sudah dihapus", "Belum ada laporan di akun ini")
    assert Complaint.objects.get(pk=own.pk).text == "(dihapus)"

    citizen.open("/akun/data/hapus/")
    citizen.press("Hapus akun saya", expect=422)
    citizen.pick("Ya, hapus. Saya mengerti ini tidak dapat dibatalkan")
    citizen.press("Hapus akun saya")
    citizen.sees("Akun sudah dihapus")
    assert letterbox.newest_to(ADDRESS).subject == "Akun LAPOR Anda sudah dihapus"
