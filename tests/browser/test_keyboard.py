"""With a keyboard alone: a citizen files a report, an officer answers the one in front."""

from __future__ import annotations

from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor

MOST_TABS = 60


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until this part of the page has the focus, which can be seen there."""
    for _ in range(MOST_TABS):
        visitor.press_keys("Tab")
        if visitor.page.evaluate("(one) => document.activeElement?.matches(one)", selector):
            shown = visitor.page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                " || getComputedStyle(document.activeElement).boxShadow !== 'none'"
            )
            assert shown, f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"Tab does not lead to {selector} on {visitor.page.url}")


def test_a_citizen_files_a_report_with_keys_alone(town: t.Town, welcome: Welcome) -> None:
    citizen = welcome()
    citizen.open("/")
    citizen.press_keys("Tab")
    assert citizen.page.evaluate("document.activeElement.getAttribute('href')") == "#isi"
    citizen.press_keys("Enter")
    tab_to(citizen, "main a[href='/lapor/']")
    citizen.type_key("Enter")
    for answer in ("complaint", "no", "no"):
        tab_to(citizen, f"main button[value={answer}]")
        citizen.type_key("Enter")
    tab_to(citizen, "[name=text]")
    citizen.page.keyboard.type("Lampu jalan padam.")
    tab_to(citizen, "main .buttons button")
    citizen.type_key("Enter")
    tab_to(citizen, "[role=combobox]")
    citizen.page.keyboard.type("lang")
    citizen.press_keys("ArrowDown", "Enter")
    tab_to(citizen, "[name=place_text]")
    citizen.page.keyboard.type("Jalan Ahmad Yani")
    citizen.type_key("Enter")
    for question in ("Ada foto atau berkas?", "Siapa yang boleh tahu nama Anda?"):
        citizen.sees(question)
        tab_to(citizen, "main .buttons button.button-big")
        citizen.type_key("Space")
    citizen.sees("Periksa laporan Anda", "Lampu jalan padam.", "Jalan Ahmad Yani", "Langkai")
    tab_to(citizen, "button.button-big")
    citizen.type_key("Space")
    assert len(steps.receipt_on(citizen).ticket) == 8


def test_an_error_takes_the_focus_and_leads_to_its_field(town: t.Town, welcome: Welcome) -> None:
    citizen = welcome()
    citizen.open("/lapor/satu-halaman/")
    tab_to(citizen, "[name=kind]")
    citizen.press_keys("Space")
    tab_to(citizen, "[name=place_text]")
    citizen.page.keyboard.type("Jalan Ahmad Yani")
    citizen.type_key("Enter", expect=422)
    citizen.sees("Ceritakan apa yang terjadi.")
    assert citizen.page.evaluate("document.activeElement.matches('[data-error-summary]')")
    tab_to(citizen, "[data-error-summary] a")
    citizen.press_keys("Enter")
    assert citizen.page.evaluate("document.activeElement.name") == "text"
    assert citizen.page.locator("[name=place_text]").input_value() == "Jalan Ahmad Yani"


def test_a_liaison_follows_up_with_keys_alone(town: t.Town, welcome: Welcome) -> None:
    report = t.forwarded(town)
    liaison = welcome("liaison")
    liaison.open("/meja/")
    tab_to(liaison, "a.inbox-title")
    liaison.press_keys("Enter")
    liaison.page.locator("[data-peeked]").wait_for()
    tab_to(liaison, "[data-key=o]")
    liaison.type_key("Enter")
    tab_to(liaison, "#tindakan-tindak-lanjut > summary")
    liaison.press_keys("Enter")
    tab_to(liaison, "#tindak-lanjut-text")
    liaison.page.keyboard.type("Sudah kami ukur.")
    tab_to(liaison, "#tindakan-tindak-lanjut button.button")
    liaison.type_key("Enter")
    liaison.sees("Dikerjakan", "Sudah kami ukur.", f"Tiket {report.code}.")
