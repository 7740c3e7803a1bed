"""Everybody sleeps: the clocks remind, escalate three levels up, and at last close the report.

Time is moved and the real tasks run; the dates were counted by hand on the calendar of 2026, where
24 December (joint leave), 25 December, 1 and 5 January are no working days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from complaints.models import Complaint
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.letterbox import Letterbox
from tests.browser.town_time import WIB, TownTime
from tests.browser.visitor import Visitor


@dataclass
class Night:
    """A report that nobody looks after."""

    report: Complaint
    receipt: steps.Receipt
    welcome: Welcome
    time: TownTime
    letterbox: Letterbox

    def goes_on_until(self, month: int, day: int, hour: int, minute: int = 0) -> None:
        """Let the clocks act until a moment of 2026, or of January 2027."""
        year = 2027 if month == 1 else 2026
        self.time.pass_until(datetime(year, month, day, hour, minute, tzinfo=WIB))

    def tracker(self) -> Visitor:
        """The reporter looks after the report."""
        citizen = self.welcome()
        steps.when_the_reporter_tracks(citizen, self.receipt)
        return citizen

    def desk_of(self, person: str, address: str = "") -> Visitor:
        """An officer opens the report, or another address of the desk."""
        officer = self.welcome(person)
        officer.open(address or f"/meja/{self.report.code}/")
        return officer

    def mail_of(self, person: str) -> str:
        """Return the newest message to somebody."""
        address = person if "@" in person else f"{person}@kota.example"
        return self.letterbox.newest_to(address).text

    def acts(self) -> list[tuple[str, str, int | None]]:
        """Return what the clocks did: act, clock, and level of an escalation."""
        events = self.report.events.filter(verb__in=["remind", "escalate"]).order_by("sequence")
        return [(each.verb, each.data["clock"], each.data.get("level")) for each in events]


@pytest.fixture
def night(town: t.Town, welcome: Welcome, time: TownTime, letterbox: Letterbox) -> Night:
    report = t.submit(region=town.langkai)
    return Night(report, steps.given_a_receipt(report), welcome, time, letterbox)


def test_the_clocks_act_when_nobody_else_does(night: Night) -> None:
    nobody_verifies(night)
    nobody_follows_up(night)
    it_climbs_three_levels(night)
    the_answer_comes_late(night)
    the_reporter_says_nothing(night)


def nobody_verifies(night: Night) -> None:
    """Due on Thursday at 16.00: a reminder the day before, then the coordinator's head."""
    night.time.run_tasks()
    citizen = night.tracker()
    citizen.sees("Pemeriksaan laporan", "Kamis, 26 November 2026 pukul 16.00 WIB")
    citizen.sees_not("Terlambat")

    night.goes_on_until(11, 25, 16, 1)
    assert night.acts() == [("remind", "verification", None)]
    night.letterbox.empty()
    night.goes_on_until(11, 27, 9)
    assert night.acts()[1:] == [("escalate", "verification", 1)]
    assert "Lewat tenggat di instansi Anda (1)" in night.mail_of("coordinator")
    assert "Lewat tenggat di koordinator: 1" in night.mail_of("verifier")
    assert "Kamis, 26 November 2026 pukul 16.00 WIB" in night.mail_of("rina@warga.example")
    night.tracker().sees("Lewat tenggat: pemeriksaan laporan", "Terlambat 1 hari kerja")


def nobody_follows_up(night: Night) -> None:
    """Forwarded on Monday, due on the next Monday at 16.00: the liaison is reminded."""
    night.goes_on_until(11, 30, 9)
    verifier = night.desk_of("verifier")
    verifier.sees("Terlambat 2 hari kerja")
    steps.when_the_verifier_verifies_and_forwards(verifier)
    verifier.sees("Senin, 7 Desember 2026 pukul 16.00 WIB")
    verifier.sees("Jumat, 11 Desember 2026 pukul 16.00 WIB")

    night.goes_on_until(12, 7, 9)
    assert night.acts()[2:] == [("remind", "first_follow_up", None)]
    assert "Jatuh tempo hari ini (1)" in night.mail_of("liaison")


def it_climbs_three_levels(night: Night) -> None:
    """The agency's head at once, the coordinator after two days, the inspectorate after five."""
    night.goes_on_until(12, 8, 9)
    assert night.acts()[3:] == [("escalate", "first_follow_up", 1)]
    assert "Lewat tenggat di instansi Anda (1)" in night.mail_of("supervisor")
    assert night.report.code in night.mail_of("supervisor")
    head = night.desk_of("supervisor", "/meja/")
    head.sees("Terlambat 1 laporan", night.report.code, "Terlambat 1 hari kerja")

    night.goes_on_until(12, 10, 9)
    assert night.acts()[4:] == [("escalate", "first_follow_up", 2)]
    assert "Terlambat di instansi: 1" in night.mail_of("verifier2")

    night.goes_on_until(12, 14, 16, 1)
    assert ("escalate", "first_follow_up", 3) in night.acts()
    night.desk_of("overseer2", "/meja/?daftar=terlambat").sees(night.report.code)
    night.desk_of("overseer2").sees("Terlambat 5 hari kerja", "naik ke Inspektorat")
    night.goes_on_until(12, 21, 9)
    assert "Terlambat sampai tingkat pengawas (1)" in night.mail_of("overseer2")


def the_answer_comes_late(night: Night) -> None:
    """Both dates of the agency are over; the answer stops the clocks, the reporter's starts."""
    assert ("escalate", "resolution", 1) in night.acts()
    citizen = night.tracker()
    citizen.sees("Lewat tenggat: tanggapan pertama", "Lewat tenggat: jawaban akhir")
    citizen.sees("Terlambat 10 hari kerja")
    liaison = night.desk_of("liaison")
    steps.when_the_liaison_answers(liaison)
    liaison.sees("Menunggu konfirmasi pelapor", "Jumat, 8 Januari 2027 pukul 16.00 WIB")
    night.time.run_tasks()
    night.letterbox.empty()

    night.goes_on_until(1, 6, 9)
    assert night.acts()[-1] == ("remind", "confirmation", None)
    assert "“Ya, sudah selesai”" in night.mail_of("rina@warga.example")


def the_reporter_says_nothing(night: Night) -> None:
    """The clock closes the report; it can be opened again for thirty days, and then no more."""
    night.goes_on_until(1, 11, 9)
    assert "Minggu, 7 Februari 2027" in night.mail_of("rina@warga.example")
    citizen = night.tracker()
    citizen.sees("Ditutup otomatis, dapat dibuka kembali sampai Minggu, 7 Februari 2027")
    assert citizen.is_offered("Buka kembali")
    passer_by = night.welcome()
    passer_by.open(f"/laporan/{night.report.code}/")
    passer_by.sees("Ditutup otomatis")

    night.time.stand_at(datetime(2027, 2, 8, 9, 0, tzinfo=WIB))
    assert not night.tracker().is_offered("Buka kembali")
