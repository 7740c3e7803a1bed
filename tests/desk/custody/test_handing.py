"""Handing a report over: the overseer's page, the custodian's word, and the link for outsiders."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from complaints import actions, casefile
from complaints.models import CaseFile, CaseFileDownload, Complaint, Event
from tests import town as t
from tests.desk.conftest import SignIn
from tests.desk.custody.test_identities import OTHERS

pytestmark = pytest.mark.django_db
State = CaseFile.State
SENT: dict[str, Any] = {
    "recipient": "Ombudsman RI Kalteng",
    "letter_number": "B/12/2026",
    "parts": ["talk", "files"],
}


def address(report: Complaint) -> str:
    return f"/meja/{report.code}/serahkan-berkas/"


@pytest.fixture
def ready(town: t.Town) -> CaseFile:
    actions.hand_over_file(t.answered(town), by=town.overseer, **SENT)
    casefile.make_waiting()
    return CaseFile.objects.get()


def link_of(row: CaseFile) -> str:
    return "/penyerahan/" + casefile.link_of(row).partition("/penyerahan/")[2]


@pytest.mark.parametrize("who", [*OTHERS, "custodian"])
def test_nobody_but_an_overseer_hands_over(town: t.Town, sign_in: SignIn, who: str) -> None:
    report = t.forwarded(town)
    client = sign_in(who)
    for answer in (client.get(address(report)), client.post(address(report), SENT)):
        assert answer.status_code == 403
    assert not CaseFile.objects.exists()


def test_an_overseer_asks_and_sees_it_being_made(town: t.Town, sign_in: SignIn) -> None:
    report, client = t.forwarded(town), sign_in("overseer")
    assert (
        'href="/meja/' + report.code + '/serahkan-berkas/"'
        in client.get(f"/meja/{report.code}/").content.decode()
    )
    answer = client.post(address(report), SENT)
    assert (answer.status_code, answer["Location"]) == (302, address(report))
    page = client.get(address(report)).content.decode()
    assert "Menunggu dibuat" in page
    assert 'hx-trigger="every 2s"' in page
    CaseFile.objects.update(state=State.MAKING, progress=45)
    part = client.get(address(report), headers={"HX-Request": "true", "HX-Target": "berkas"})
    assert '<progress id="maju-' in part.content.decode()
    assert 'value="45"' in part.content.decode()
    assert "<h1" not in part.content.decode()


def test_a_missing_letter_number_is_a_sentence_and_keeps_what_was_typed(
    town: t.Town, sign_in: SignIn
) -> None:
    page = sign_in("overseer").post(address(t.forwarded(town)), {**SENT, "letter_number": ""})
    assert page.status_code == 422
    assert "Ombudsman RI Kalteng" in page.content.decode()
    bad = sign_in("overseer").post(address(t.forwarded(town)), {**SENT, "parts": ["semua"]})
    assert (bad.status_code, CaseFile.objects.count()) == (422, 0)


def test_a_sealed_report_is_not_there_for_an_overseer_not_named(
    town: t.Town, sign_in: SignIn
) -> None:
    report = t.forwarded(town)
    Complaint.objects.filter(pk=report.pk).update(is_sealed=True)
    assert sign_in("overseer2").get(address(report)).status_code == 404
    assert sign_in("overseer2").post(address(report), SENT).status_code == 404
    assert sign_in("overseer").get(address(report)).status_code == 200


def test_the_ready_file_shows_its_link_and_can_be_taken_back(
    ready: CaseFile, sign_in: SignIn
) -> None:
    client = sign_in("overseer")
    page = client.get(address(ready.complaint)).content.decode()
    assert link_of(ready) in page
    assert ready.checksum in page
    revoke = f"{address(ready.complaint)}{ready.pk}/cabut/"
    assert client.get(revoke).status_code == 405
    assert sign_in("verifier").post(revoke).status_code == 403
    assert client.post(revoke)["Location"] == address(ready.complaint)
    assert Client().get(link_of(ready)).status_code == 410
    assert "sudah berakhir" in client.post(revoke, follow=True).content.decode()


def test_a_file_of_another_report_is_not_taken_back_here(
    town: t.Town, ready: CaseFile, sign_in: SignIn
) -> None:
    other = t.forwarded(town)
    answer = sign_in("overseer").post(f"{address(other)}{ready.pk}/cabut/")
    assert (answer.status_code, CaseFile.objects.get().state) == (404, State.READY)


def test_the_link_shows_a_page_and_counts_only_downloads(ready: CaseFile) -> None:
    outsider = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    page = outsider.get(link_of(ready))
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert ready.complaint.code not in page.content.decode()
    assert not CaseFileDownload.objects.exists()
    answer = outsider.post(link_of(ready))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == ready.size
    assert answer["Content-Disposition"] == 'attachment; filename="berkas-laporan.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    assert [row.device for row in CaseFileDownload.objects.all()] == ["Firefox di Windows"]


def test_a_made_up_link_is_a_page_that_says_nothing(ready: CaseFile) -> None:
    for key in (ready.pk.hex, f"{ready.pk.hex}:x", "tidak-ada"):
        for answer in (Client().get(f"/penyerahan/{key}/"), Client().post(f"/penyerahan/{key}/")):
            assert answer.status_code == 410
            assert "Tautan sudah berakhir" in answer.content.decode()


# -- the custodian's word ------------------------------------------------------------------


@pytest.fixture
def asked(town: t.Town) -> CaseFile:
    return actions.hand_over_file(
        t.forwarded(town, hides_reporter=True), by=town.overseer, **{**SENT, "parts": ["name"]}
    )


def consent(row: CaseFile) -> str:
    return f"/meja/{row.complaint.code}/izin-berkas/{row.pk}/"


@pytest.mark.parametrize("who", [*OTHERS, "overseer"])
def test_nobody_but_a_custodian_decides(asked: CaseFile, sign_in: SignIn, who: str) -> None:
    data = {"decision": "izinkan", "reason": "Perlu."}
    assert sign_in(who).post(consent(asked), data).status_code == 403
    assert CaseFile.objects.get().state == State.CONSENT


@pytest.mark.parametrize(("decision", "along"), [("izinkan", True), ("jangan", False)])
def test_the_custodian_decides_once_with_a_reason(
    asked: CaseFile, sign_in: SignIn, decision: str, along: bool
) -> None:
    client = sign_in("custodian")
    assert consent(asked) in client.get("/meja/identitas/").content.decode()
    assert client.post(consent(asked), {"decision": decision}).status_code == 422
    data = {"decision": decision, "reason": "Surat sudah diperiksa."}
    assert client.post(consent(asked), data)["Location"] == "/meja/identitas/"
    assert CaseFile.objects.get().with_name is along
    late = client.post(consent(asked), {**data, "reason": "Saya ubah pikiran."})
    assert late.status_code == 409
    assert "Saya ubah pikiran." in late.content.decode()
    assert Event.objects.filter(verb="reveal").count() == along
    assert "Rina" not in client.get(f"/meja/{asked.complaint.code}/").content.decode()
