"""Letters as PDF: readable for everybody, for those who work on the report, without hidden names."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import Complaint
from complaints.reporters import erasure
from tests import town as t
from tests.citizens.receipt.test_receipt import pdf_words
from tests.desk.conftest import SignIn
from tests.desk.test_access import OFFICERS

PRINT = {
    *("verifier", "verifier2", "liaison", "operator", "supervisor", "co_liaison"),
    *("overseer", "overseer2", "secretary"),
}


def words_of(client: Client, complaint: Complaint, kind: str) -> str:
    """Print a letter and read it."""
    page = client.get(f"/meja/{complaint.code}/surat/{kind}.pdf")
    assert page.status_code == 200
    return pdf_words(page.content)


@pytest.mark.parametrize("who", [*OFFICERS, "citizen"])
def test_letters_are_for_those_who_work_on_the_report(
    who: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.answered(town, co=("dlh",))
    expected = 403 if who == "citizen" else 200 if who in PRINT else 404
    for kind in ("tanggapan", "disposisi"):
        page = sign_in(who).get(f"/meja/{complaint.code}/surat/{kind}.pdf")
        assert page.status_code == expected


@pytest.mark.parametrize("kind", ["tanggapan", "disposisi"])
def test_letter_is_a_tagged_pdf_named_by_the_ticket(
    kind: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.answered(town)
    page = sign_in("liaison").get(f"/meja/{complaint.code}/surat/{kind}.pdf")
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == f'attachment; filename="{kind}-{complaint.code}.pdf"'
    with pikepdf.open(io.BytesIO(page.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "id-ID"
        assert (
            document.docinfo["/Title"] == f"{'Surat ' if kind == 'tanggapan' else 'Lembar '}{kind}"
        )


def test_answer_reads_as_a_letter(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.answered(town)
    read = words_of(sign_in("liaison"), complaint, "tanggapan")
    for part in ("Dinas PUPR", complaint.code, "Yth. Rina Penguji", "Sudah ditangani"):
        assert part in read
    assert t.reply().text in read
    assert "Kode QR: membuka laporan ini di halaman publik." in read
    for part in ("Pejabat penghubung Dinas PUPR", "Liaison Contoh", "Dikirim secara elektronik"):
        assert part in read


def test_memo_of_a_plan_says_when_who_and_from_which_money(town: t.Town, sign_in: SignIn) -> None:
    plan = {
        "text": "Kami jadwalkan.",
        "outcome": "planned",
        "audience": "public",
        "planned_on": "2027-03-01",
        "planned_unit": "UPT Jalan",
        "budget_source": "APBD 2027",
    }
    complaint = t.followed_up(town)
    actions.submit_draft(complaint, by=town.liaison, verb="answer", content=plan)
    read = words_of(sign_in("supervisor"), complaint, "nota")
    for part in ("Kami jadwalkan.", "Dijadwalkan: Senin, 1 Maret 2027", "UPT Jalan", "APBD 2027"):
        assert part in read


@pytest.mark.parametrize("who", ["verifier", "liaison", "overseer"])
@pytest.mark.parametrize("kind", ["tanggapan", "disposisi"])
def test_hidden_name_stands_in_no_letter(
    kind: str, who: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.answered(town, hides_reporter=True)
    read = words_of(sign_in(who), complaint, kind)
    assert f"Pelapor laporan {complaint.code}" in read
    assert "Rina" not in read


def test_name_that_only_the_agency_was_allowed_to_see_is_not_printed(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.answered(town, hides_reporter=True)
    actions.disclose(complaint, by=t.reporter(complaint))
    assert "Rina" not in words_of(sign_in("liaison"), complaint, "tanggapan")


def test_secret_report_has_no_qr_code(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, is_secret=True)
    assert "Kode QR" not in words_of(sign_in("liaison"), complaint, "disposisi")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (t.followed_up, "tanggapan"),
        (lambda town: t.submit(), "disposisi"),
        (t.answered, "nota"),
        (t.answered, "apa-saja"),
        (lambda town: erasure.erase(t.answered(town)), "tanggapan"),
    ],
)
def test_what_cannot_be_printed_is_not_there(
    make: Any, kind: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint: Complaint = make(town)
    page = sign_in("verifier").get(f"/meja/{complaint.code}/surat/{kind}.pdf")
    assert page.status_code == 404


def test_characters_without_a_shape_do_not_stop_the_printer(town: t.Town, sign_in: SignIn) -> None:
    text = "Terima kasih 🙏\n\n#let x = 1 *tebal* \\ $y$ 東京\n- “satu” – dua…"
    complaint = actions.answer(
        t.followed_up(town), by=town.liaison, reply=t.reply(outcome="explained", text=text)
    )
    assert sign_in("liaison").get(f"/meja/{complaint.code}/surat/tanggapan.pdf").status_code == 200


def test_printing_costs_the_same_for_one_and_three_agencies(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reports = [t.forwarded(town), t.forwarded(town, co=("dlh", "dinsos"))]
    client = sign_in("liaison")
    for complaint in reports:
        with django_assert_num_queries(7):
            client.get(f"/meja/{complaint.code}/surat/disposisi.pdf")
