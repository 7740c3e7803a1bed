"""The way a report takes: a rule and its effect, an office of the place, an import, and SP4N beside."""

from __future__ import annotations

from agencies.models import Agency, Officer
from complaints import actions
from lapor import kept
from routing.models import Category
from tests import town as t
from tests.browser.conftest import Welcome
from tests.complaints import given
from tests.complaints.given import stored

FAIR = "Panggung hiburan di lapangan belum dibongkar sejak acara selesai."


def test_a_rule_is_tried_on_the_past_and_then_leads_the_next_report(
    town: t.Town, welcome: Welcome
) -> None:
    for lead in (town.dlh, town.dlh, town.dinsos):
        report = given.verified(town, text=FAIR)
        actions.forward(report, by=town.verifier, lead=lead)
    admin = welcome("verifier")
    admin.open("/kelola/aturan-disposisi/")
    admin.follow("Tambah aturan")
    admin.write("Kata kunci", "Panggung hiburan")
    admin.choose("Instansi tujuan", "DLH")
    admin.press("Lihat akibatnya")
    admin.sees("Aturan ini akan benar 2 dari 3 kali", "Yang akan keliru", "Dinas Sosial")
    admin.press("Simpan")
    admin.sees("panggung hiburan", "DLH")
    report = t.submit(text=FAIR, region=town.langkai)
    admin.open(f"/meja/verifikasi/{report.code}/")
    admin.sees("Saran instansi", "DLH", "menurut aturan kota")
    admin.open("/kelola/riwayat/")
    admin.sees("Aturan disposisi", "panggung hiburan")


def test_a_small_local_matter_goes_to_the_kelurahan_where_it_is(
    town: t.Town, welcome: Welcome
) -> None:
    kelurahan = Agency.objects.create_under(
        code="kel-langkai",
        name="Kelurahan Langkai",
        short_name="Kel. Langkai",
        kind=Agency.Kind.WARD,
        region=town.langkai,
    )
    Officer.objects.create(user=town.other_liaison, agency=kelurahan, role=Officer.Role.LIAISON)
    order = Category.objects.get(code="ketertiban-umum")
    Category.objects.filter(pk=order.pk).update(goes_to=Category.GoesTo.WARD)
    kept.forget()
    report = t.submit(
        text="Warga membuang rongsokan di pos ronda, mohon ditertibkan.",
        category=order,
        region=town.langkai,
    )
    verifier = welcome("verifier")
    verifier.open(f"/meja/verifikasi/{report.code}/")
    verifier.sees("Saran instansi", "Kel. Langkai", "Langkai")
    verifier.press("Verifikasi dan teruskan", within=".send-bar")
    assert stored(report).lead == kelurahan


def test_an_imported_report_is_taken_over_and_its_news_copied(
    town: t.Town, welcome: Welcome
) -> None:
    kept.forget()
    report = given.imported(town, "forwarded")
    admin = welcome("verifier")
    admin.open("/meja/?daftar=impor")
    admin.sees("Impor, belum diambil alih", f"SP4N {report.external_ref}")
    admin.open(f"/meja/{report.code}/")
    admin.unfold("tindakan-ambil-alih")
    admin.press("Ambil alih", within="#tindakan-ambil-alih")
    admin.sees("Laporan diambil alih. Jangka waktunya mulai hari ini.")
    actions.follow_up(stored(report), by=town.liaison, text="Petugas sudah meninjau.")
    admin.open("/meja/salin-sp4n/")
    admin.sees(report.code, f"Kabar untuk nomor {report.external_ref}")
    admin.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin.page.get_by_role("button", name="Salin", exact=False).first.click()
    assert admin.page.evaluate("navigator.clipboard.readText()") == "Petugas sudah meninjau."
    admin.press(f"Sudah disalin {report.code}")
    admin.sees("sudah disalin ke SP4N", "Semua sudah disalin", "Batalkan tanda")
