"""The main road: filed with a photo, forwarded, worked on, answered with proof, confirmed, public."""

from __future__ import annotations

from complaints.models import Complaint
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.letterbox import Letterbox
from tests.browser.town_time import TownTime
from tests.browser.visitor import Scheme, Visitor


def test_a_report_goes_from_a_phone_to_an_answer_and_back(
    town: t.Town, welcome: Welcome, time: TownTime, letterbox: Letterbox
) -> None:
    walk_the_main_road(welcome, time, letterbox)


def walk_the_main_road(
    welcome: Welcome,
    time: TownTime,
    letterbox: Letterbox,
    *,
    scripts: bool = True,
    scheme: Scheme = "light",
) -> None:
    """Walk the whole road through the pages, with scripts or without."""

    def arrive(*, officer: bool) -> Visitor:
        return welcome(officer=officer, scripts=scripts, scheme=scheme)

    citizen = arrive(officer=False)
    receipt = steps.when_the_citizen_files_a_report(citizen)
    time.run_tasks()
    assert receipt.ticket in letterbox.newest_to("rina@warga.example").text

    verifier = arrive(officer=True)
    steps.when_the_officer_signs_in(verifier, "verifier", letterbox)
    verifier.sees(receipt.ticket, "Belum diverifikasi")
    steps.when_the_officer_opens(verifier, "Jalan di depan Pasar Besar berlubang")
    verifier.sees("0812-5555-1234", "Rina Penguji")
    steps.when_the_verifier_verifies_and_forwards(verifier, instruction="Tambal pekan ini.")
    verifier.sees("Baru, belum ditindaklanjuti", "Dinas PUPR", "Senin, 30 November 2026")

    liaison = arrive(officer=True)
    steps.when_the_officer_signs_in(liaison, "liaison", letterbox)
    steps.when_the_officer_opens(liaison, steps.TITLE)
    liaison.sees("Tambal pekan ini.")
    steps.when_the_liaison_follows_up(liaison, "Petugas UPT Jalan sudah mengukur lubangnya.")
    liaison.sees("Dikerjakan", "Petugas UPT Jalan sudah mengukur lubangnya.")
    steps.when_the_liaison_answers(liaison)
    liaison.sees("Menunggu konfirmasi pelapor")

    steps.when_the_reporter_tracks(citizen, receipt)
    citizen.sees("Sudah dijawab. Apakah masalahnya selesai?", steps.ANSWER, steps.PROOF)
    citizen.sees("Diteruskan ke Dinas PUPR", "mengukur lubangnya")
    steps.when_the_reporter_confirms(citizen)
    citizen.sees("Selesai, Anda menyetujui", "Anda menyatakan selesai")

    passer_by = arrive(officer=False)
    passer_by.open("/laporan/")
    passer_by.follow(steps.TITLE)
    passer_by.sees(steps.TITLE, steps.REDACTED, steps.ANSWER, steps.PROOF, "Bukti: foto")
    passer_by.sees("Selesai, disetujui pelapor")
    passer_by.sees_not(*steps.PRIVATE, within="html")
    passer_by.sees_its_pictures(most=1)
    passer_by.open("/")
    passer_by.sees(steps.TITLE)

    report = Complaint.objects.get(code=receipt.ticket)
    assert (report.status, report.was_confirmed, report.rating.stars) == ("resolved", True, 5)
