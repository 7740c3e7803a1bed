"""A verifier forwards two hundred reports at once; a colleague was faster with three of them."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from complaints import actions
from complaints.models import BulkJob, Complaint, Event
from complaints.states import State
from complaints.together import bulk
from tests import town as t
from tests.browser.conftest import Welcome

REPORTS, FASTER = 200, 3


def ready(town: t.Town, number: int) -> list[Complaint]:
    """Return so many reports that wait to be forwarded."""
    return [
        actions.verify(t.submit(), by=town.verifier, **t.verification(town)) for _ in range(number)
    ]


def test_two_hundred_are_forwarded_and_three_refused(town: t.Town, welcome: Welcome) -> None:
    reports = ready(town, REPORTS)
    verifier = welcome("verifier")
    verifier.open("/meja/?daftar=siap")
    verifier.press("Pilih semua hasil saringan ini")
    expect(verifier.page.locator("[data-bulk-count]")).to_have_text(str(REPORTS))
    verifier.press("Teruskan", within=".bulk-bar")
    verifier.sees(f"Teruskan {REPORTS} laporan")
    verifier.choose("Instansi yang menangani", "Dinas PUPR")
    for report in reports[:FASTER]:
        actions.forward(report, by=town.verifier2, lead=town.dlh)
    verifier.press("Teruskan", within="main form.form")
    verifier.sees("Sedang dikerjakan", f"{bulk.AT_ONCE} dari {REPORTS}")
    bulk.go_on(BulkJob.objects.get(), most=50)
    expect(verifier.page.locator("#kemajuan")).to_contain_text(
        f"{bulk.AT_ONCE + 50} dari {REPORTS}"
    )
    verifier.page.reload()
    verifier.look()
    verifier.sees(f"{bulk.AT_ONCE + 50} dari {REPORTS}")
    bulk.go_on_all()
    expect(verifier.page.locator("#kemajuan-judul")).to_have_text("Selesai")
    verifier.look()
    verifier.sees(f"{REPORTS - FASTER} diteruskan", f"{FASTER} tidak diproses")
    verifier.sees(*(report.code for report in reports[:FASTER]), "diteruskan oleh Admin instansi")
    assert Complaint.objects.filter(status=State.FORWARDED).count() == REPORTS
    assert Event.objects.filter(verb="forward").count() == REPORTS


def test_ticks_go_along_from_page_to_page_and_by_a_key(town: t.Town, welcome: Welcome) -> None:
    ready(town, 33)
    verifier = welcome("verifier")
    verifier.open("/meja/?daftar=siap")
    count = verifier.page.locator("[data-bulk-count]")
    verifier.press_keys("j", "x")
    expect(count).to_have_text("1")
    verifier.page.get_by_label(re.compile("^Pilih ")).nth(3).check()
    expect(count).to_have_text("2")
    verifier.follow("Berikutnya", within=".pager")
    expect(count).to_have_text("2")
    verifier.page.get_by_role("button", name="Pilih semua di halaman").click()
    expect(count).to_have_text("5")
    verifier.press("Tugaskan", within=".bulk-bar")
    verifier.sees("Tugaskan 5 laporan")
    verifier.page.set_viewport_size({"width": 360, "height": 740})
    verifier.look()


def test_many_are_archived_without_javascript(town: t.Town, welcome: Welcome) -> None:
    first, second, stays = (t.submit() for _ in range(3))
    verifier = welcome("verifier", scripts=False)
    verifier.open("/meja/?daftar=baru")
    verifier.pick(f"Pilih {first.code}")
    verifier.press("Simpan centang")
    verifier.pick(f"Pilih {second.code}")
    verifier.press("Arsipkan", within=".bulk-bar")
    verifier.sees("Arsipkan 2 laporan", first.code, second.code)
    verifier.pick("spam")
    verifier.write("Penjelasan untuk pelapor", "Ini iklan, bukan laporan.")
    verifier.press("Arsipkan", within="main form.form")
    verifier.sees("Selesai", "2 diarsipkan")
    archived = Complaint.objects.filter(status=State.ARCHIVED)
    assert {report.pk for report in archived} == {first.pk, second.pk}
    assert Complaint.objects.get(pk=stays.pk).status == State.RECEIVED
