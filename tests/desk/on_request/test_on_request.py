"""At the counter, on request of a reporter: the proof, what is shown, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from complaints import actions, limits
from complaints.desk.on_request.acts import ACTS
from complaints.models import Attachment, Complaint, Event, StagedFile
from complaints.reporters import receipts
from tests import town as t
from tests.complaints import given
from tests.complaints.given import last_event
from tests.complaints.law_table import ON_REQUEST
from tests.desk.conftest import SignIn

START = "/meja/catat/permintaan/"
WRONG = "Nomor tiket dan kode tanda terima tidak cocok."
SECRET_WORDS = "Kepala gudang menjual pupuk bersubsidi."


def filed(token: str = "token-at-the-counter", **changes: Any) -> tuple[Complaint, str]:
    """Return a report and its receipt code."""
    complaint, _ = actions.submit(t.filing(**changes), token=token)
    return complaint, receipts.receipt_of(token)


def prove(client: Client, complaint: Complaint, receipt: str) -> Any:
    """Type ticket and code at the counter."""
    data = {"code": complaint.code.lower(), "proof": "code", "receipt": receipt}
    return client.post(START, data)


def page_of(complaint: Complaint, slug: str = "") -> str:
    return f"{START}{complaint.code}/{slug}{'/' if slug else ''}"


def test_the_counter_offers_what_the_law_lends() -> None:
    assert {act.name for act in ACTS} == ON_REQUEST


def test_code_opens_one_act_on_a_report_that_the_clerk_does_not_see(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint, receipt = filed()
    client = sign_in("clerk")
    assert "Atas permintaan pelapor" in client.get("/meja/catat/").content.decode()
    answer = prove(client, complaint, f"{receipt[:4]} {receipt[4:]}")
    assert answer["Location"] == page_of(complaint)
    page = client.get(page_of(complaint)).content.decode()
    assert complaint.code in page
    assert complaint.title in page
    assert "Terkirim, menunggu diperiksa" in page
    assert "Kirim tambahan atau pesan" in page
    for unseen in (complaint.text, "Rina", receipt, receipt[:4], "Menyatakan selesai</a>"):
        assert unseen not in page
    data = {
        "text": "Makin besar.",
        "token": receipts.new_token(),
        "files": [t.upload("lubang.jpg")],
    }
    answer = client.post(page_of(complaint, "tulis"), data)
    assert answer["Location"] == START
    event = last_event(complaint)
    assert (event.verb, event.role, event.actor) == ("write", "reporter", town.clerk)
    assert event.data["on_request"] == {"proof": "code"}
    assert [file.name for file in event.attachments.all()] == ["lubang.jpg"]
    assert client.get(page_of(complaint))["Location"] == START
    again = client.post(page_of(complaint, "tulis"), data, follow=True).content.decode()
    assert "sudah dicatat" in again
    assert complaint.events.filter(verb="write").count() == 1
    assert client.get(f"/meja/{complaint.code}/").status_code == 404


@pytest.mark.parametrize(
    "kind", [{"hides_reporter": True}, {"is_secret": True}, {"misconduct": "yes"}]
)
def test_nothing_is_told_of_a_report_kept_close(
    kind: dict[str, Any], town: t.Town, sign_in: SignIn
) -> None:
    complaint, receipt = filed(text=SECRET_WORDS, **kind)
    actions.ask_reporter(complaint, by=town.verifier, question="Gudang yang mana?")
    client = sign_in("clerk")
    prove(client, complaint, receipt)
    pages = [client.get(page_of(complaint)), client.get(page_of(complaint, "lengkapi"))]
    for page in pages:
        said = page.content.decode()
        assert page.status_code == 200
        assert "Menunggu jawaban pelapor" in said
        for unseen in ("pupuk", "Gudang yang", "Rina", "segel", "rahasia", "anonim"):
            assert unseen not in said.lower() if unseen.islower() else unseen not in said
    client.post(page_of(complaint, "lengkapi"), {"text": "Gudang di pelabuhan."})
    assert last_event(complaint).verb == "complete"


def test_the_open_question_of_an_ordinary_report_is_read_out(town: t.Town, sign_in: SignIn) -> None:
    complaint, receipt = filed()
    actions.ask_reporter(complaint, by=town.verifier, question="Pasar yang mana?")
    client = sign_in("clerk")
    prove(client, complaint, receipt)
    assert "Pasar yang mana?" in client.get(page_of(complaint, "lengkapi")).content.decode()


def test_every_wrong_proof_reads_the_same_and_keeps_nothing_of_the_code(
    town: t.Town, sign_in: SignIn, capfd: pytest.CaptureFixture[str]
) -> None:
    complaint, receipt = filed()
    client = sign_in("clerk")
    said = []
    for code, typed in ((complaint.code, "1111222233334444"), ("ZZZZ9999", receipt)):
        answer = client.post(START, {"code": code, "proof": "code", "receipt": typed})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert code in page
        assert typed not in page
        said.append([str(one) for one in answer.context["form"].non_field_errors()])
    assert said[0] == said[1]
    assert said[0][0].startswith(WRONG)
    assert client.get(page_of(complaint))["Location"] == START
    empty = client.post(START, {"code": complaint.code, "proof": "code"})
    assert list(empty.context["form"].errors) == ["receipt"]
    prove(client, complaint, receipt)
    assert receipt not in str(dict(client.session))
    assert receipt not in "".join(capfd.readouterr())


def test_guessing_is_slowed_by_ticket_and_by_officer(
    town: t.Town, sign_in: SignIn, settings: Any
) -> None:
    settings.LAPOR_LIMITS = True
    cache.clear()
    complaint, receipt = filed()
    client = sign_in("clerk")
    for _ in range(limits.BUCKETS["tracking"].size):
        assert prove(client, complaint, "1" * 16).status_code == 422
    answer = prove(client, complaint, receipt)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert receipt not in answer.content.decode()
    elsewhere = {"code": complaint.code, "proof": "code", "receipt": receipt}
    assert client.post(START, elsewhere, REMOTE_ADDR="10.1.2.3").status_code == 429
    cache.clear()


def test_a_proof_is_the_officers_own_and_ends(
    time_machine: Any, town: t.Town, sign_in: SignIn
) -> None:
    complaint, receipt = filed()
    client = sign_in("clerk")
    time_machine.move_to(given.wib("2026-07-06 09:00"))
    prove(client, complaint, receipt)
    client.get(START)
    assert client.get(page_of(complaint)).status_code == 302
    prove(client, complaint, receipt)
    other, _ = filed("token-of-another")
    assert client.get(page_of(other)).status_code == 302
    time_machine.move_to(given.wib("2026-07-06 09:31"))
    late = client.post(page_of(complaint, "tulis"), {"text": "Kalimat yang panjang sekali."})
    assert late.status_code == 403
    assert "Kalimat yang panjang sekali." in late.content.decode()
    prove(client, complaint, receipt)
    kept = dict(client.session)["asked_on_request"]
    client.force_login(town.verifier2)
    after = client.session
    after["asked_on_request"] = kept
    after.save()
    assert "Pelapor mengetik" not in client.get(page_of(complaint)).content.decode()
    assert "surat bertanda tangan" in client.get(page_of(complaint)).content.decode()


def test_a_letter_is_proof_on_a_report_that_the_officer_sees(town: t.Town, sign_in: SignIn) -> None:
    complaint = given.archived(town)
    client = sign_in("verifier")
    answer = client.post(START, {"code": complaint.code, "proof": "letter"})
    assert answer["Location"] == page_of(complaint)
    data = {"text": "Ini bukan perkara.", "token": receipts.new_token()}
    refused = client.post(page_of(complaint, "banding"), data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["letter"])
    assert "Ini bukan perkara." in refused.content.decode()
    broken = {**data, "text": "", "letter": [t.upload("surat.jpg")]}
    kept = client.post(page_of(complaint, "banding"), broken)
    assert (kept.status_code, StagedFile.objects.count()) == (422, 1)
    done = client.post(page_of(complaint, "banding"), data)
    assert done["Location"] == f"/meja/{complaint.code}/"
    event = last_event(complaint)
    file: Attachment = event.attachments.get()
    assert (event.verb, file.name, file.audience) == ("appeal", "surat.jpg", "internal")
    assert event.data["on_request"] == {"proof": "letter", "letter": [file.checksum]}
    assert StagedFile.objects.count() == 0
    stream = client.get(f"/meja/{complaint.code}/").content.decode()
    assert "Atas permintaan pelapor, dicatat oleh petugas Verifier Contoh (Diskominfo)" in stream


def test_a_letter_is_no_proof_where_it_would_give_a_name_away(
    town: t.Town, sign_in: SignIn
) -> None:
    unseen, hidden, sealed = t.submit(), t.submit(hides_reporter=True), t.submit(misconduct="yes")
    clerk, verifier = sign_in("clerk"), sign_in("verifier")
    answers = [
        clerk.post(START, {"code": code, "proof": "letter"}) for code in (unseen.code, "ZZZZ9999")
    ]
    assert [one.context["form"].errors["code"] for one in answers] == [
        ["Tidak ada laporan dengan nomor tiket ini yang dapat Anda buka."]
    ] * 2
    for report in (hidden, sealed):
        answer = verifier.post(START, {"code": report.code, "proof": "letter"})
        assert "akan membuka nama pelapor" in answer.context["form"].errors["proof"][0]
        assert verifier.get(page_of(report))["Location"] == START
        assert verifier.post(page_of(report, "tulis"), {"text": "x"}).status_code == 403
    assert not Event.objects.filter(data__has_key="on_request").exists()


def test_what_cannot_be_asked_for_is_not_there(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.answered(town)
    client = sign_in("verifier")
    page = client.get(page_of(complaint))
    assert [act.name for act in page.context["asked"].acts] == [
        "object_to_answer",
        "write",
        "withdraw",
    ]
    for slug in ("konfirmasi", "izinkan", "verifikasi", "tidak-ada"):
        assert client.post(page_of(complaint, slug), {"text": "x"}).status_code == 404
    away = client.get(page_of(complaint, "banding"), follow=True)
    assert "tidak mungkin pada keadaan laporan sekarang" in away.content.decode()
    data = {"text": "Belum beres.", "token": receipts.new_token(), "letter": [t.upload("a.jpg")]}
    actions.confirm(complaint, by=t.reporter(complaint))
    late = client.post(page_of(complaint, "sanggah"), data)
    assert late.status_code == 409
    assert "Belum beres." in late.content.decode()
    assert "Perubahan terakhir" in late.content.decode()
