"""Taking reports in at the counter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from complaints import actions
from complaints.law.actors import Actor, Role
from complaints.models import Complaint, FilingDraft, StagedFile, Support
from complaints.reporters import origins, receipts
from tests import town as t
from tests.citizens.receipt.test_receipt import pdf_words
from tests.desk.conftest import SignIn


def answers(client: Client, **changes: Any) -> dict[str, Any]:
    """Return the form as a clerk fills it in."""
    token = client.get("/meja/catat/").context["form"].initial["token"]
    data = {
        "token": token,
        "channel": "letter",
        "kind": "complaint",
        "text": "Lampu jalan di depan kantor pos padam sejak Senin.",
        "place_text": "Depan kantor pos",
        "name": "Budi Warga",
        "phone": "0812 3456 7890",
        "consent": "on",
        "misconduct": "no",
    }
    return {**data, **changes}


def test_clerk_files_a_letter_and_prints_the_receipt(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client, files=[t.upload("surat.jpg")], category=town.jalan.pk)
    answer = client.post("/meja/catat/", data)
    complaint = Complaint.objects.get()
    assert answer["Location"] == f"/meja/catat/{complaint.code}/"
    event = complaint.events.get()
    assert (event.role, event.actor, complaint.channel) == ("clerk", town.clerk, "letter")
    assert [file.name for file in complaint.attachments.all()] == ["surat.jpg"]
    page = client.get(answer["Location"])
    receipt = page.context["sheet"].code
    assert receipts.find(complaint.code, receipt) == complaint
    assert receipt[:4] in page.content.decode()


def test_what_the_clerk_filed_is_in_the_clerks_list(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    client.post("/meja/catat/", answers(client))
    t.submit()
    rows = client.get("/meja/").context["rows"]
    assert [row.code for row in rows] == [Complaint.objects.get(channel="letter").code]


def test_sending_the_form_twice_makes_one_report(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    data = answers(client)
    first, second = client.post("/meja/catat/", data), client.post("/meja/catat/", data)
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


def test_receipt_is_shown_only_where_it_was_made(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    address = client.post("/meja/catat/", answers(client))["Location"]
    elsewhere = sign_in("verifier").get(address, follow=True)
    assert elsewhere.redirect_chain == [("/meja/catat/", 302)]
    assert "hanya ditampilkan sekali" in elsewhere.content.decode()
    assert client.get(address).status_code == 200


def test_code_is_gone_once_the_clerk_goes_on(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    address = client.post("/meja/catat/", answers(client))["Location"]
    client.get("/meja/catat/")
    for path in (address, f"{address}tanda-terima.pdf"):
        assert client.get(path)["Location"] == "/meja/catat/"


def test_receipt_is_a_paper_too(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    address = client.post("/meja/catat/", answers(client))["Location"]
    code = client.get(address).context["sheet"].code
    paper = client.get(f"{address}tanda-terima.pdf")
    assert paper["Content-Type"] == "application/pdf"
    said = " ".join(pdf_words(paper.content).split())
    complaint = Complaint.objects.get()
    assert complaint.code in said
    assert " ".join(code[at : at + 4] for at in range(0, 16, 4)) in said


def test_origin_is_kept_sealed_and_shown_to_who_may_read_the_name(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("clerk")
    data = answers(
        client,
        letter_number="12/RT03/2026",
        letter_date="2026-11-02",
        on_behalf="on",
        bringer="Sari Ketua",
        relation="ward_head",
        post="bukan alamat",
    )
    client.post("/meja/catat/", data)
    complaint = Complaint.objects.select_related("reporter").get()
    kept = origins.origin_for(complaint, Actor(town.verifier, frozenset({Role.VERIFIER})))
    assert kept == origins.Origin("12/RT03/2026", date(2026, 11, 2), "", "Sari Ketua", "ward_head")
    assert complaint.reporter.consented_at == complaint.created_at
    assert b"Sari" not in bytes(complaint.reporter.origin_encrypted)
    page = sign_in("verifier").get(f"/meja/{complaint.code}/").content.decode()
    assert "nomor 12/RT03/2026" in page
    assert "Sari Ketua (Ketua RT atau RW)" in page


def test_origin_of_a_hidden_name_is_hidden_with_it(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    client.post("/meja/catat/", answers(client, letter_number="12/RT03/2026", hides_reporter="on"))
    complaint = Complaint.objects.select_related("reporter").get()
    assert not origins.origin_for(complaint, Actor(town.verifier, frozenset({Role.VERIFIER})))
    page = sign_in("verifier").get(f"/meja/{complaint.code}/").content.decode()
    assert "12/RT03/2026" not in page


def test_refused_form_keeps_its_words_and_files(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client, text="", files=[t.upload("surat.jpg")])
    page = client.post("/meja/catat/", data)
    assert page.status_code == 422
    assert "surat.jpg" in page.content.decode()
    client.post("/meja/catat/", {**data, "text": "Lampu padam.", "files": []})
    assert [file.name for file in Complaint.objects.get().attachments.all()] == ["surat.jpg"]


def test_draft_is_kept_while_typing_and_opened_again(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client, periksa="1", text="Lampu padam di depan pasar lama.", danger="on")
    answer = client.post("/meja/catat/", data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Tersimpan" in answer.content.decode()
    assert Complaint.objects.count() == 0
    (kept,) = client.get("/meja/catat/").context["unsent"]
    form = client.get(f"/meja/catat/?draf={kept.key}").context["form"]
    assert form.initial["text"] == data["text"]
    assert form.initial["danger"] is True
    assert form.initial["token"] == data["token"]
    assert sign_in("verifier").get("/meja/catat/").context["unsent"] == []
    client.post("/meja/catat/", {**data, "hapus": "1"})
    assert FilingDraft.objects.count() == 0


@pytest.mark.parametrize("private", [{"is_secret": "on"}, {"misconduct": "yes"}])
def test_nothing_is_kept_of_a_private_form(
    private: dict[str, str], town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("clerk")
    client.post("/meja/catat/", answers(client, periksa="1"))
    assert FilingDraft.objects.count() == 1
    (draft,) = client.get("/meja/catat/").context["unsent"]
    token = client.session["intake_drafts"][draft.key]
    client.post("/meja/catat/", answers(client, periksa="1", token=token, **private))
    assert FilingDraft.objects.count() == 0


def test_last_autosave_does_not_bring_a_sent_form_back(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client)
    client.post("/meja/catat/", data)
    client.post("/meja/catat/", {**data, "periksa": "1"}, headers={"HX-Request": "true"})
    assert FilingDraft.objects.count() == 0


def alike(town: t.Town) -> Complaint:
    """Return an open public report about a dark lamp in Langkai."""
    said = "Lampu jalan di depan kantor pos padam."
    return actions.verify_and_forward(
        t.submit(text=said, region=town.langkai, category=town.jalan),
        by=town.verifier,
        verification=t.verification(town, title="Lampu padam", public_text=said),
        routing={"lead": town.pupr},
    )


def test_alike_report_stands_beside_and_is_joined_instead(town: t.Town, sign_in: SignIn) -> None:
    report = alike(town)
    client = sign_in("clerk")
    data = answers(client, region=town.langkai.pk, category=town.jalan.pk)
    page = client.post(
        "/meja/catat/", {**data, "periksa": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert f'value="{report.code}"' in page
    answer = client.post("/meja/catat/", {**data, "ikut": report.code}, follow=True)
    assert f"ikut dalam laporan {report.code}" in answer.content.decode()
    assert (Complaint.objects.count(), Support.objects.get().complaint) == (1, report)
    again = client.post("/meja/catat/", answers(client, ikut=report.code))
    assert again.status_code == 422
    assert "sudah ikut" in again.content.decode()


def test_report_that_is_not_public_cannot_be_joined(town: t.Town, sign_in: SignIn) -> None:
    hidden = t.submit(is_secret=True)
    client = sign_in("clerk")
    answer = client.post("/meja/catat/", answers(client, ikut=hidden.code))
    assert answer.status_code == 422
    assert Support.objects.count() == 0


def test_report_of_misconduct_is_sealed_also_from_the_clerk(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client, misconduct="yes", sealed_against=town.pupr.pk)
    address = client.post("/meja/catat/", data)["Location"]
    complaint = Complaint.objects.get()
    assert (complaint.is_sealed, complaint.sealed_against) == (True, town.pupr)
    assert client.get(address).context["visible"] is False
    assert client.get(f"/meja/{complaint.code}/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "\u200b \u202e"}, "text"),
        ({"text": "x" * 100_000}, "text"),
        ({"incident_date": "2999-01-01"}, "incident_date"),
        ({"incident_date": "0001-01-01"}, "incident_date"),
        ({"incident_date": "kemarin"}, "incident_date"),
        ({"phone": "12"}, "phone"),
        ({"email": "bukan email"}, "email"),
        ({"kind": "xyz"}, "kind"),
        ({"channel": "web"}, "channel"),
        ({"category": "999999"}, "category"),
        ({"region": "' OR 1=1"}, "region"),
        ({"letter_date": "2999-01-01"}, "letter_date"),
        ({"channel": "social"}, "post"),
        ({"channel": "social", "post": "javascript:alert(1)"}, "post"),
        ({"on_behalf": "on"}, "bringer"),
        ({"consent": ""}, "consent"),
        ({"place_text": "x" * 300}, "place_text"),
    ],
)
def test_wrong_answers_are_named_and_nothing_is_lost(
    changes: dict[str, Any], field: str, town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("clerk")
    answer = client.post("/meja/catat/", answers(client, **changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Budi Warga" in answer.content.decode()
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "kosong.jpg"), (b"MZ\x90\x00", "foto.jpg"), (b"\xff\xd8\xff\xe0broken", "rusak.jpg")],
)
def test_files_that_are_no_pictures_are_refused(
    content: bytes, name: str, town: t.Town, sign_in: SignIn
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    client = sign_in("clerk")
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    answer = client.post("/meja/catat/", answers(client, files=[t.upload(), file]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])
    assert (Complaint.objects.count(), StagedFile.objects.count()) == (0, 1)
