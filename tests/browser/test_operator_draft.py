"""An operator writes, somebody else sends: the liaison, or a head with one tap on a phone."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from complaints.models import AnswerDraft, DeskDraft
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import PHONE

ANSWER = "Lubang ditambal UPT Jalan pada 23 November."
PLAN = "Jalan ini masuk rencana tahun depan."


def test_an_operators_draft_comes_back_once_and_the_liaison_sends_it(
    town: t.Town, welcome: Welcome
) -> None:
    complaint = t.followed_up(town)
    operator = welcome("operator")
    operator.open(f"/meja/{complaint.code}/")
    operator.unfold("tindakan-ajukan-jawaban")
    form = "#tindakan-ajukan-jawaban"
    operator.pick("Sudah ditangani", within=form)
    operator.write("Jawaban", ANSWER, within=form)
    operator.attach(
        "Bukti: foto atau berkas", steps.given_a_photo("sesudah.jpg", repaired=True), within=form
    )
    operator.write("Apa yang ditunjukkan bukti itu?", steps.PROOF, within=form)
    operator.press("Ajukan persetujuan", within=form)
    operator.sees("Konsep jawaban diajukan.", "konsep menunggu dikirim")
    assert not operator.is_offered("Setujui dan kirim")

    liaison = welcome("liaison")
    liaison.open(f"/meja/{complaint.code}/")
    liaison.sees("Disusun Operator Contoh", ANSWER, within="#konsep-menunggu")
    liaison.sees_its_pictures(most=3)
    liaison.page.get_by_text("Kembalikan dengan catatan").click()
    liaison.write("Apa yang harus diperbaiki?", "Sebut nama jalannya.", within="#konsep-menunggu")
    liaison.press("Kembalikan konsep", within="#konsep-menunggu")
    liaison.sees("Konsep dikembalikan kepada penyusunnya.")

    operator.open(f"/meja/{complaint.code}/ajukan-jawaban/")
    operator.sees("sesudah.jpg")
    assert operator.page.locator("#ajukan-jawaban-text").input_value() == ANSWER
    operator.write("Jawaban", f"{ANSWER} Di Jalan Diponegoro.")
    operator.press("Ajukan persetujuan")
    operator.sees("konsep menunggu dikirim", "Di Jalan Diponegoro.")

    liaison.open(f"/meja/{complaint.code}/")
    liaison.press("Kirim", within="#konsep-menunggu")
    liaison.sees("Konsep dikirim.", "Menunggu konfirmasi pelapor", "sesudah.jpg")
    assert not DeskDraft.objects.exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_head_approves_from_a_phone_with_one_tap(
    town: t.Town, welcome: Welcome, *, scripts: bool
) -> None:
    Agency.objects.filter(pk=town.pupr.pk).update(approval=Agency.Approval.ANSWER)
    complaint = t.followed_up(town)
    liaison = welcome("liaison", scripts=scripts)
    liaison.open(f"/meja/{complaint.code}/ajukan-jawaban/")
    liaison.pick("Sudah dijelaskan")
    liaison.write("Jawaban", ANSWER)
    liaison.press("Ajukan persetujuan")
    liaison.sees("konsep menunggu persetujuan")

    head = welcome("supervisor", scripts=scripts)
    head.page.set_viewport_size({**PHONE, "width": 360})
    head.open("/meja/?daftar=persetujuan")
    head.page.locator(".inbox-title").first.click()
    head.page.wait_for_url(f"**/meja/{complaint.code}/")
    button = head.page.get_by_role("button", name="Setujui dan kirim")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    head.press("Setujui dan kirim")
    head.sees("Konsep dikirim.", "Menunggu konfirmasi pelapor")


def test_the_outcome_decides_between_sending_and_asking_and_nothing_is_lost(
    town: t.Town, welcome: Welcome
) -> None:
    complaint = t.followed_up(town)
    liaison = welcome("liaison")
    liaison.open(f"/meja/{complaint.code}/jawab/")
    sends = liaison.page.get_by_role("button", name="Kirim jawaban akhir", exact=True)
    asks = liaison.page.get_by_role("button", name="Ajukan persetujuan")
    liaison.pick("Sudah dijelaskan")
    assert (sends.is_visible(), asks.is_visible()) == (True, False)
    liaison.pick("Dijadwalkan")
    assert (sends.is_visible(), asks.is_visible()) == (False, True)
    with liaison.page.expect_response("**/jawab/draf/"):
        liaison.write("Jawaban", PLAN)
    assert DeskDraft.objects.get().verb == "jawab"
    liaison.press("Ajukan persetujuan", expect=422)
    assert liaison.page.locator("#ajukan-jawaban-text").input_value() == PLAN
    liaison.write("Dikerjakan paling lambat", "2027-06-01")
    liaison.write("Pelaksana", "UPT Jalan")
    liaison.write("Sumber anggaran", "APBD 2027")
    liaison.press("Ajukan persetujuan")
    liaison.sees("konsep menunggu persetujuan", PLAN)
    assert not DeskDraft.objects.exists()


def test_without_scripts_a_refused_sending_keeps_text_and_files_for_the_asking(
    town: t.Town, welcome: Welcome
) -> None:
    complaint = t.followed_up(town)
    liaison = welcome("liaison", scripts=False)
    liaison.open(f"/meja/{complaint.code}/jawab/")
    liaison.pick("Sudah ditangani")
    liaison.write("Jawaban", PLAN)
    liaison.attach("Bukti: foto atau berkas", steps.given_a_photo("peta.jpg"))
    liaison.write("Apa yang ditunjukkan bukti itu?", steps.PROOF)
    liaison.pick("Tidak dapat dipenuhi")
    liaison.write("Dasar hukum", "Perda 1/2020")
    liaison.press("Kirim jawaban akhir", expect=409)
    liaison.sees("Jawaban ini perlu persetujuan pimpinan.", "peta.jpg")
    liaison.press("Ajukan persetujuan")
    liaison.sees("konsep menunggu persetujuan", PLAN, "peta.jpg")
    assert AnswerDraft.objects.get().content["legal_basis"] == "Perda 1/2020"
    assert not DeskDraft.objects.exists()
