"""At the counter: a letter is taken in without a mouse, and its receipt is printed."""

from __future__ import annotations

from playwright.sync_api import expect

from complaints import actions
from complaints.law.actors import Actor, Role
from complaints.models import Complaint
from complaints.reporters import origins, receipts
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.test_keyboard import tab_to

STORY = "Lampu jalan di depan kantor pos padam sejak Senin."


def test_a_clerk_takes_in_a_letter_with_keys_alone(town: t.Town, welcome: Welcome) -> None:
    clerk = welcome("clerk")
    clerk.open("/meja/catat/")
    page, keys = clerk.page, clerk.page.keyboard
    expect(page.get_by_label("Nomor surat")).to_be_hidden()
    tab_to(clerk, "[name=channel]")
    clerk.press_keys("ArrowDown")
    tab_to(clerk, "[name=letter_number]")
    keys.type("12/RT03/2026")
    tab_to(clerk, "[name=text]")
    keys.type(STORY)
    expect(page.locator("#samping")).to_contain_text("Tersimpan")
    tab_to(clerk, "[role=combobox]")
    keys.type("lang")
    clerk.press_keys("ArrowDown", "Enter")
    tab_to(clerk, "[name=name]")
    keys.type("Budi Warga")
    tab_to(clerk, "[name=phone]")
    keys.type("081234567890")
    clerk.type_key("Control+Enter", expect=422)
    clerk.sees("Bacakan kalimat ini.")
    tab_to(clerk, "[name=consent]")
    clerk.press_keys("Space")
    clerk.type_key("Control+Enter")

    complaint = Complaint.objects.select_related("reporter").get()
    shown = "".join(character for character in clerk.text("#receipt-code") if character.isdigit())
    assert receipts.find(complaint.code, shown) == complaint
    assert (complaint.channel, complaint.text) == ("letter", STORY)
    verifier = Actor(town.verifier, frozenset({Role.VERIFIER}))
    assert origins.origin_for(complaint, verifier).reference == "12/RT03/2026"
    page.evaluate("window.print = () => (document.body.dataset.printed = 'yes')")
    tab_to(clerk, "[data-print]")
    clerk.press_keys("Enter")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.locator("#receipt-code")).to_be_visible()
    expect(page.get_by_text("Cetak dan serahkan sekarang")).to_be_hidden()


def test_somebody_joins_an_alike_report_without_javascript(town: t.Town, welcome: Welcome) -> None:
    report = actions.verify_and_forward(
        t.submit(text=STORY, region=town.regions["langkai"], category=town.jalan),
        by=town.verifier,
        verification=t.verification(town, title="Lampu padam", public_text=STORY),
        routing={"lead": town.pupr},
    )
    clerk = welcome("clerk", scripts=False)
    clerk.open("/meja/catat/")
    clerk.write("Apa yang terjadi?", STORY)
    clerk.choose("Di kelurahan mana?", "Langkai")
    clerk.unfold("kategori-judul")
    clerk.choose("Kategori", "Jalan dan jembatan")
    clerk.attach("Pindaian surat, foto, atau berkas", steps.given_a_photo("lampu.jpg"))
    clerk.press("Simpan dan cari laporan serupa")
    clerk.sees("Mungkin laporan yang sama", report.code, "lampu.jpg")
    clerk.press(f"Ikut laporan ini {report.code}")
    clerk.sees(f"warga ini ikut dalam laporan {report.code}")
    assert Complaint.objects.count() == 1
    assert report.attachments.count() == 1


def test_who_has_no_telephone_asks_at_the_counter_without_javascript(
    town: t.Town, welcome: Welcome
) -> None:
    report, _ = actions.submit(t.filing(text=STORY), token="token-of-who-asks")
    receipt = receipts.receipt_of("token-of-who-asks")
    clerk = welcome("clerk", scripts=False)
    clerk.open("/meja/catat/")
    clerk.follow("Atas permintaan pelapor")
    clerk.write("Nomor tiket", report.code.lower())
    clerk.write("Kode tanda terima", "1234 1234 1234 1234")
    clerk.press("Lanjutkan", expect=422)
    clerk.sees("tidak cocok")
    expect(clerk.page.get_by_label("Nomor tiket")).to_have_value(report.code.lower())
    expect(clerk.page.get_by_role("textbox", name="Kode tanda terima")).to_have_value("")
    clerk.write("Kode tanda terima", receipt)
    clerk.press("Lanjutkan")
    clerk.sees(report.code, "Terkirim, menunggu diperiksa")
    clerk.sees_not("Rina", "Menyatakan selesai dan menilai")
    clerk.follow("Kirim tambahan atau pesan")
    clerk.press("Catat: kirim tambahan atau pesan", expect=422)
    clerk.write("Pesan pelapor", "Sekarang dua lampu yang padam.")
    clerk.attach("Foto atau berkas", steps.given_a_photo("lampu.jpg"))
    clerk.press("Catat: kirim tambahan atau pesan")
    clerk.sees("Pesan pelapor dicatat.", "Nomor tiket")

    citizen = welcome(scripts=False)
    citizen.open("/lacak/")
    citizen.write("Nomor tiket", report.code)
    citizen.write("Kode tanda terima", receipt)
    citizen.press("Buka laporan")
    citizen.sees(
        "Sekarang dua lampu yang padam.",
        "Atas permintaan pelapor, dicatat oleh petugas Dinas PUPR",
    )
