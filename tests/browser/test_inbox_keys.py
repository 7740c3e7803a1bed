"""A liaison clears the inbox with the keyboard alone, and comes back to where he was."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from complaints.models import Complaint
from complaints.states import State
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor

REPORTS = 10


@pytest.fixture
def liaison(town: t.Town, welcome: Welcome) -> Visitor:
    """A liaison at a desk with ten new reports."""
    for _ in range(REPORTS):
        t.forwarded(town)
    return welcome("liaison")


def focused(visitor: Visitor) -> str:
    """Return the ticket of the row that has the focus."""
    row = "document.activeElement?.closest('.inbox-row')?.dataset.row ?? ''"
    return str(visitor.page.evaluate(row))


def rows(visitor: Visitor) -> list[str]:
    """Return the tickets of the list, in order."""
    script = "(all) => all.map((row) => row.dataset.row)"
    found: list[str] = visitor.page.locator(".inbox-row").evaluate_all(script)
    return found


def peeks(visitor: Visitor, code: str) -> None:
    """Wait until this report is open beside the list."""
    expect(visitor.page.locator(f"[data-peeked='{code}']")).to_be_visible()


def test_a_liaison_clears_ten_reports_with_keys_alone(liaison: Visitor) -> None:
    liaison.open("/meja/?daftar=baru")
    for left in range(REPORTS, 0, -1):
        tickets = rows(liaison)
        assert len(tickets) == left
        if not focused(liaison):
            liaison.press_keys("j")
        code = focused(liaison)
        assert code == tickets[0]
        if liaison.page.locator(f"[data-peeked='{code}']").count() == 0:
            liaison.press_keys("Enter")
        peeks(liaison, code)
        liaison.type_key("f")
        expect(liaison.page.locator("textarea[name=text]")).to_be_focused()
        liaison.page.keyboard.type(f"Sudah ditinjau, giliran {left}.")
        liaison.type_key("Control+Enter")
        liaison.sees("Dikerjakan", f"giliran {left}.", f"Tiket {code}.")
        liaison.type_key("u")
        assert "daftar=baru" in liaison.page.url
    liaison.sees("Tidak ada laporan di daftar ini.")
    assert Complaint.objects.filter(status=State.FOLLOWED_UP).count() == REPORTS


def test_the_report_beside_the_list_follows_the_keys_and_the_way_back(liaison: Visitor) -> None:
    liaison.open("/meja/?daftar=baru")
    first, second, third = rows(liaison)[:3]
    liaison.press_keys("j", "Enter")
    peeks(liaison, first)
    liaison.press_keys("j", "j")
    peeks(liaison, third)
    assert focused(liaison) == third
    liaison.press_keys("k")
    peeks(liaison, second)
    assert f"buka={second}" in liaison.page.url
    liaison.look()
    liaison.page.reload()
    peeks(liaison, second)
    liaison.press_keys("Escape")
    expect(liaison.page.locator("#pratinjau")).to_be_hidden()
    assert (focused(liaison), "buka=" in liaison.page.url) == (second, False)
    liaison.page.go_back()
    peeks(liaison, second)


def test_keys_are_listed_rest_in_fields_and_can_be_switched_off(liaison: Visitor) -> None:
    liaison.open("/meja/?daftar=baru")
    liaison.press_keys("?")
    sheet = liaison.page.get_by_role("dialog", name="Tombol di halaman ini")
    expect(sheet).to_contain_text("Laporan berikutnya")
    liaison.look()
    liaison.press_keys("Escape")
    expect(sheet).to_have_count(0)
    liaison.press_keys("/")
    liaison.page.keyboard.type("jok?")
    assert liaison.page.locator("[name=q]").input_value() == "jok?"
    assert sheet.count() == 0
    liaison.open("/meja/tombol/")
    liaison.press("Matikan")
    liaison.sees("Tombol satu huruf sekarang mati")
    liaison.open("/meja/?daftar=baru")
    liaison.press_keys("j", "?")
    assert (focused(liaison), sheet.count()) == ("", 0)


def test_a_view_is_kept_and_brought_back(liaison: Visitor) -> None:
    liaison.open("/meja/?daftar=baru&urut=terlama")
    liaison.page.locator("summary", has_text="Simpan tampilan ini").click()
    liaison.write("Nama tampilan", "Yang paling lama")
    liaison.press("Simpan", within=".view-form")
    liaison.sees("Tampilan “Yang paling lama” disimpan.")
    liaison.open("/meja/tampilan/")
    liaison.press("Hapus")
    liaison.press("Kembalikan Yang paling lama")
    liaison.sees("Tampilan “Yang paling lama” dikembalikan.")
