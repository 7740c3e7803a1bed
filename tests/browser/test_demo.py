"""The demonstration: its bar changes role with one click and moves the clock, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from agencies import demo_town
from complaints.demo.cast import PASSWORD
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.town_time import TownTime

BAR = ".demo-bar"


@pytest.fixture
def demo(settings: LazySettings, tmp_path: Path, time: TownTime) -> None:
    """A town that is a demonstration, with its invented people."""
    settings.LAPOR_DEMO = True
    settings.LAPOR_VAR = tmp_path
    demo_town.install(PASSWORD)


def test_one_click_makes_another_person(demo: None, welcome: Welcome) -> None:
    visitor = welcome()
    visitor.open("/")
    for role, who in (
        ("Admin instansi, Diskominfo", "Diskominfo"),
        ("Pejabat penghubung, Dinas PUPR", "Dinas PUPR"),
        ("Inspektorat", "Inspektorat"),
    ):
        visitor.choose("Peran", role, within=BAR)
        visitor.press("Ganti", within=BAR)
        visitor.sees("Cari laporan")
        visitor.sees(who, within="header")
    visitor.choose("Peran", "Warga (tanpa akun)", within=BAR)
    visitor.press("Ganti", within=BAR)
    visitor.sees("Ada yang rusak, salah, atau tidak dilayani?")


def test_the_clock_moves_and_the_clocks_act(demo: None, welcome: Welcome, time: TownTime) -> None:
    report = t.submit()
    visitor = welcome()
    visitor.open("/laporan/")
    visitor.sees("Senin, 23 November 2026 pukul 09.", within=BAR)
    visitor.press("+1 jam", within=BAR)
    visitor.sees("Laporan warga")
    visitor.sees("Senin, 23 November 2026 pukul 10.", within=BAR)
    visitor.press("+5 hari kerja", within=BAR)
    visitor.sees("Senin, 30 November 2026 pukul 10.", within=BAR)
    time.run_tasks()
    assert report.events.filter(verb="escalate", data__level=1).exists()
    visitor.follow("Surat keluar", within=BAR)
    visitor.sees(report.code)
    visitor.page.locator("main a").filter(has_text=report.code).first.click()


def test_a_real_town_has_no_such_tools(town: t.Town, welcome: Welcome) -> None:
    visitor = welcome()
    visitor.open("/")
    assert visitor.page.locator(BAR).count() == 0
    visitor.open("/demo/surat/", expect=404)
    visitor.open("/")
    assert visitor.page.locator(BAR).count() == 0
