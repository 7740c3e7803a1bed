"""While somebody types: numbers, category with reason, a similar report, and two taps to join it."""

from __future__ import annotations

from complaints import actions
from complaints.models import Complaint
from lapor import kept
from routing.models import Category
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor


def given_a_public_report(town: t.Town) -> Complaint:
    """A released report of a road in Langkai, and the words that lead to its category."""
    Category.objects.filter(code="jalan-jembatan").update(keywords=["jalan rusak", "lubang"])
    kept.forget()
    return actions.verify_and_forward(
        t.submit(region=town.langkai),
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr},
    )


def when_somebody_types(citizen: Visitor, text: str) -> None:
    """Type key by key, and wait until the hints come."""
    field = citizen.page.get_by_label("Apa yang terjadi?")
    field.fill("")
    with citizen.page.expect_response("**/lapor/saran/"):
        field.press_sequentially(text, delay=5)
    citizen.page.locator("#saran > *").first.wait_for(state="attached")


def test_typing_hints_and_two_taps_join(town: t.Town, welcome: Welcome) -> None:
    report = given_a_public_report(town)
    citizen = welcome()
    citizen.open("/lapor/satu-halaman/")
    citizen.page.locator("[name=region]").first.evaluate(
        "(field) => { field.value = '62.71.01.1003'; }"
    )
    when_somebody_types(citizen, "Jalan rusak di depan pasar, ada lubang besar")
    citizen.sees("Sepertinya tentang Jalan dan jembatan", "karena menyebut “jalan rusak”")
    citizen.sees("Mungkin sudah dilaporkan", report.public_title)
    citizen.sees("elurahan sama, kata sama: lubang")
    assert citizen.page.evaluate("document.activeElement.name") == "text"
    citizen.look()
    citizen.page.get_by_role("button", name="Pakai kategori ini").click()
    assert citizen.page.locator("[name=category]").input_value() == "jalan-jembatan"
    citizen.sees("Kategori dipilih: Jalan dan jembatan.")
    citizen.follow("Saya juga mengalami", within="#saran")
    citizen.press("Ikut laporan ini")
    citizen.sees("Anda ikut dalam laporan ini", within="body")
    assert citizen.page.url.endswith(f"/laporan/{report.code}/")
    assert Complaint.objects.get(pk=report.pk).support_count == 1


def test_danger_shows_numbers_and_ticks_the_question(town: t.Town, welcome: Welcome) -> None:
    citizen = welcome()
    citizen.open("/lapor/satu-halaman/")
    when_somebody_types(citizen, "Ada kebakaran di belakang pasar")
    call = citizen.page.locator("#saran").get_by_role("link", name="112 Darurat")
    assert call.get_attribute("href") == "tel:112"
    citizen.page.get_by_role("button", name="Tandai: ada bahaya sekarang").click()
    assert citizen.page.locator("[name=danger][value=yes]").is_checked()
    citizen.look()


def test_without_javascript_a_remark_and_a_photo_join_too(town: t.Town, welcome: Welcome) -> None:
    report = given_a_public_report(town)
    citizen = welcome(scripts=False)
    citizen.open(f"/laporan/{report.code}/")
    citizen.follow("Saya juga mengalami")
    citizen.page.locator("details summary").first.click()
    citizen.write("Masih terjadi? Ceritakan singkat", "Masih berlubang pagi ini.")
    citizen.attach("Foto atau berkas", steps.given_a_photo("lubang.jpg"))
    citizen.press("Ikut laporan ini")
    citizen.sees("Anda ikut dalam laporan ini", within="body")
    citizen.sees_not("Masih berlubang pagi ini")
    officer = welcome("liaison")
    officer.open(f"/meja/{report.code}/")
    officer.sees("Warga lain juga mengalami", "Masih berlubang pagi ini.")
