"""Somebody is away: a colleague takes over, and everything flows to him until the last day."""

from __future__ import annotations

from datetime import timedelta

from complaints.models import Event
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.town_time import MONDAY, TownTime
from tests.browser.visitor import PHONE


def test_a_head_stands_in_for_the_liaison_and_stops_by_itself(
    town: t.Town, welcome: Welcome, time: TownTime
) -> None:
    complaint = t.forwarded(town)
    liaison = welcome("liaison")
    liaison.open("/meja/pengganti/")
    liaison.sees("Belum ada pengganti yang ditunjuk.")
    liaison.press("Tunjuk pengganti", expect=422)
    liaison.sees("Pilih pengganti.")
    liaison.choose("Pengganti", "Supervisor Contoh")
    liaison.write("Mulai", "2026-11-23")
    liaison.write("Sampai", "2026-11-25")
    liaison.write("Catatan untuk pengganti", "Cuti.")
    liaison.press("Tunjuk pengganti")
    liaison.sees("Supervisor Contoh", "menggantikan", "Sekarang", "“Cuti.”")

    helper = welcome("supervisor")
    helper.page.set_viewport_size(PHONE)
    helper.open("/meja/pengganti/")
    helper.sees("Anda", "menggantikan", "Liaison Contoh")
    helper.open(f"/meja/{complaint.code}/")
    helper.unfold("tindakan-tindak-lanjut")
    helper.write("Apa yang sudah dilakukan?", "Sudah ditinjau.", within="#tindakan-tindak-lanjut")
    helper.press("Simpan tindak lanjut", within="#tindakan-tindak-lanjut")
    helper.sees("Tindak lanjut dicatat.", "Menggantikan", "Liaison Contoh")
    assert Event.objects.latest("pk").data["for"] == town.liaison.pk

    time.stand_at(MONDAY + timedelta(days=3))
    helper.open(f"/meja/{complaint.code}/")
    assert not helper.is_offered("Catat tindak lanjut")
    helper.open("/meja/pengganti/")
    helper.sees_not("Liaison Contoh")


def test_it_is_ended_early_without_scripts(town: t.Town, welcome: Welcome) -> None:
    liaison = welcome("liaison", scripts=False)
    liaison.open("/meja/pengganti/")
    liaison.choose("Pengganti", "Supervisor Contoh")
    liaison.write("Mulai", "2026-11-23")
    liaison.write("Sampai", "2026-11-25")
    liaison.press("Tunjuk pengganti")
    liaison.sees("Sekarang")
    liaison.page.get_by_role("button", name="Akhiri sekarang").click()
    liaison.sees("Belum ada pengganti yang ditunjuk.")
