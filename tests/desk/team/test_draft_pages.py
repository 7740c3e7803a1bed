"""Drafts on the pages of the desk: printed for the head, and given back with words and files."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from complaints import actions, uploads
from complaints.models import AnswerDraft, Complaint, DeskDraft
from tests import town as t
from tests.citizens.receipt.test_receipt import pdf_words
from tests.desk.conftest import SignIn

CONTENT = {"outcome": "explained", "text": "Jalan ini milik provinsi.", "audience": "public"}


def hand_in(town: t.Town, who: str, **more: str) -> Complaint:
    """Hand in a final answer with a photo."""
    return actions.submit_draft(
        t.followed_up(town),
        by=town.people[who],
        verb="answer",
        content={**CONTENT, **more},
        files=[t.photo()],
    )


def give_back(sign_in: SignIn, who: str, report: Complaint) -> None:
    """Return the waiting draft over HTTP."""
    draft = AnswerDraft.objects.get(complaint=report)
    data = {"konsep": draft.pk, "note": "Sebut dasarnya."}
    page = sign_in(who).post(f"/meja/{report.code}/kembalikan-konsep/", data)
    assert page.status_code == 302


def test_nota_dinas_is_printed_from_a_draft_that_waits_for_the_head(
    town: t.Town, sign_in: SignIn
) -> None:
    Agency.objects.filter(pk=town.pupr.pk).update(approval="answer")
    report = hand_in(town, "liaison")
    client = sign_in("supervisor")
    address = f"/meja/{report.code}/surat/nota.pdf"
    assert f'href="{address}"' in client.get(f"/meja/{report.code}/").content.decode()
    said = pdf_words(client.get(address).content)
    for words in ("Nota dinas", report.code, CONTENT["text"], "Pimpinan Dinas PUPR", "Disetujui"):
        assert words in said
    assert sign_in("other_liaison").get(address).status_code == 404


def test_what_the_liaison_may_send_needs_no_nota(town: t.Town, sign_in: SignIn) -> None:
    report = hand_in(town, "operator")
    page = sign_in("liaison").get(f"/meja/{report.code}/").content.decode()
    assert "konsep-menunggu" in page
    assert "surat/nota.pdf" not in page


@pytest.mark.parametrize(
    ("author", "judge", "outcome", "address"),
    [
        ("operator", "liaison", "explained", "ajukan-jawaban"),
        ("liaison", "supervisor", "refused", "jawab"),
    ],
)
def test_a_returned_draft_lies_in_its_authors_form_with_its_files(
    town: t.Town, sign_in: SignIn, author: str, judge: str, outcome: str, address: str
) -> None:
    report = hand_in(town, author, outcome=outcome, legal_basis="Perda 1/2020")
    give_back(sign_in, judge, report)
    row = DeskDraft.objects.get()
    assert (row.user, row.verb) == (town.people[author], address)
    assert [file.name for file in uploads.staged(row.token)] == [
        file.name for file in AnswerDraft.objects.get().event.attachments.all()
    ]
    form = sign_in(author).get(f"/meja/{report.code}/{address}/").context["form"]
    assert (form["text"].value(), form["outcome"].value()) == (CONTENT["text"], outcome)
    assert len(form.waiting) == 1


def test_newer_words_of_the_author_stay(town: t.Town, sign_in: SignIn) -> None:
    report = hand_in(town, "operator")
    client = sign_in("operator")
    client.post(f"/meja/{report.code}/ajukan-jawaban/draf/", {"text": "Kalimat baru sekali."})
    give_back(sign_in, "liaison", report)
    assert DeskDraft.objects.get().data["text"] == ["Kalimat baru sekali."]
