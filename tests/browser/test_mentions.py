"""A colleague is named in an internal note, with the keyboard or by hand."""

from __future__ import annotations

from complaints.models import Event
from tests import town as t
from tests.browser.conftest import Welcome


def test_a_name_is_offered_behind_an_at_sign_and_put_in_by_keys(
    town: t.Town, welcome: Welcome
) -> None:
    complaint = t.forwarded(town)
    liaison = welcome("liaison")
    liaison.open(f"/meja/{complaint.code}/catatan/")
    text = liaison.page.get_by_label("Catatan", exact=True)
    text.press_sequentially("Tolong @zz")
    assert liaison.page.get_by_role("listbox").count() == 0
    text.press("Backspace")
    text.press("Backspace")
    offered = liaison.page.get_by_role("listbox", name="Rekan")
    offered.wait_for()
    assert text.get_attribute("aria-controls") == offered.get_attribute("id")
    text.press_sequentially("op")
    assert offered.get_by_role("option").all_inner_texts() == ["Operator Contoh"]
    active = text.get_attribute("aria-activedescendant")
    assert liaison.page.locator(f"[id='{active}']").inner_text() == "Operator Contoh"
    liaison.look()
    text.press("Escape")
    assert (offered.count(), text.get_attribute("aria-controls")) == (0, None)
    text.press("Backspace")
    text.press("ArrowDown")
    text.press("ArrowUp")
    text.press("Enter")
    text.press_sequentially("unggah foto.")
    assert text.input_value() == "Tolong @Operator Contoh unggah foto."
    liaison.press("Simpan catatan")
    liaison.sees("Catatan internal disimpan.", "Menyebut")
    assert Event.objects.latest("pk").data["mentions"] == [town.operator.pk]

    operator = welcome("operator")
    operator.open("/meja/?daftar=disebut")
    operator.sees(complaint.code, "Anda disebut")


def test_without_scripts_ticks_and_full_names_do(town: t.Town, welcome: Welcome) -> None:
    complaint = t.forwarded(town)
    liaison = welcome("liaison", scripts=False)
    liaison.open(f"/meja/{complaint.code}/catatan/")
    liaison.write("Catatan", "@Tidak Ada tolong.")
    liaison.press("Simpan catatan", expect=422)
    liaison.sees("Tidak ada rekan bernama “Tidak” yang melihat laporan ini.")
    liaison.write("Catatan", "@Operator Contoh tolong.")
    liaison.pick("Supervisor Contoh")
    liaison.press("Simpan catatan")
    told = {town.operator.pk, town.supervisor.pk}
    assert set(Event.objects.latest("pk").data["mentions"]) == told
