"""The receipt after sending: what it says, how it is kept, and for whom nothing may stay behind."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client

from complaints import typeset
from complaints.citizens import remembered
from complaints.models import Complaint
from complaints.papers import qr
from complaints.papers.receipt import pdf_of
from complaints.papers.sheet import News, Sheet
from complaints.reporters import receipts
from lapor import clock
from lapor import words as lapor_words
from tests import town as t
from tests.citizens.pages import filed, hidden, send, words

pytestmark = pytest.mark.django_db

PDF = "/lapor/terkirim/tanda-terima.pdf"


def pdf_words(content: bytes) -> str:
    """Return the words of a PDF in their order, read out of its own character maps."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return " ".join(" ".join(page_words(page)) for page in document.pages)


def page_words(page: pikepdf.Page) -> list[str]:
    """Return the pieces of text that a page draws, through the map of each font."""
    fonts = {str(name): characters(font) for name, font in page.resources["/Font"].items()}
    pieces, known = [], {}
    drawing: Any = pikepdf.parse_content_stream(page)
    for operands, operator in drawing:
        if str(operator) == "Tf":
            known = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            runs = operands[0] if str(operator) == "TJ" else [operands[0]]
            drawn = b"".join(bytes(run) for run in runs if isinstance(run, pikepdf.String))
            pairs = [drawn[at : at + 2] for at in range(0, len(drawn), 2)]
            pieces.append("".join(known.get(pair, "?") for pair in pairs))
    return pieces


def characters(font: Any) -> dict[bytes, str]:
    """Return what the glyphs of a font stand for: its ``ToUnicode`` map."""
    cmap = font["/ToUnicode"].read_bytes().decode()
    found = {}
    for code, text in re.findall(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", cmap):
        found[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def sheet(**changes: Any) -> Sheet:
    values: dict[str, Any] = {
        "ticket": "ABCD2345",
        "code": "1234567890123456",
        "steps": [],
        "news": News("Kabar", "Kami kirim ke e-mail Anda.", "Kode hilang? Minta tautan."),
        "qr_address": "https://lapor.example/lacak/?tiket=ABCD2345",
    }
    return Sheet(**values | changes)


# -- the page --------------------------------------------------------------------------------


def test_receipt_offers_pdf_print_and_this_device(client: Client, town: t.Town) -> None:
    complaint, _ = filed(client)
    response = client.get("/lapor/terkirim/")
    page = response.content.decode()
    assert f'href="{PDF}?tiket={complaint.code}"' in page
    assert "data-print" in page
    assert f'action="/lacak/{complaint.code}/ingat/"' in page
    assert response.headers["Cache-Control"] == "private, no-store"


def test_contact_is_shown_only_enough_to_notice_a_slip(client: Client, town: t.Town) -> None:
    filed(client, email="rina.wulandari@warga.example")
    page = words(client.get("/lapor/terkirim/"))
    assert "Alamatnya r***@warga.example." in page
    assert "wulandari" not in page
    filed(client, phone="0812 3456 7890")
    assert "Nomor Anda berakhiran 890." in words(client.get("/lapor/terkirim/"))


def test_receipt_without_contact_says_that_nobody_can_restore_the_code(
    client: Client, town: t.Town
) -> None:
    filed(client)
    page = words(client.get("/lapor/terkirim/"))
    assert "Bila kode hilang, tidak seorang pun dapat memulihkannya." in page


# -- the QR code -----------------------------------------------------------------------------


def test_qr_code_holds_the_ticket_and_never_the_code(client: Client, town: t.Town) -> None:
    complaint, receipt = filed(client)
    address = client.get("/lapor/terkirim/").context["sheet"].qr_address
    assert address.endswith(f"/lacak/?tiket={complaint.code}")
    assert receipt not in address
    assert typeset.data_uri(address) in client.get("/lapor/terkirim/").content.decode().replace(
        "&#x27;", "'"
    )


def test_address_of_the_qr_code_fills_in_the_ticket(client: Client, town: t.Town) -> None:
    complaint, _ = filed(Client())
    path = qr.address(complaint).partition("/lacak/")[2]
    assert f'value="{complaint.code}"' in client.get(f"/lacak/{path}").content.decode()


@pytest.mark.parametrize(
    "answers", [{"is_secret": "on"}, {"misconduct": "yes", "sealed_against": "tidak-tahu"}]
)
def test_secret_path_has_no_qr_code_no_device_and_a_pdf_by_token(
    client: Client, town: t.Town, answers: dict[str, str]
) -> None:
    page = send(client, **answers)
    html = page.content.decode()
    assert "data:image" not in html
    assert "/ingat/" not in html
    token = hidden(page)["token"]
    complaint = Complaint.objects.get(submission=receipts.submission_of(token))
    pdf = client.post(PDF, {"token": token})
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="tanda-terima.pdf"'
    assert lapor_words.receipt(receipts.receipt_of(token)) in pdf_words(pdf.content)
    assert client.get(PDF).headers["location"] == "/lacak/"
    assert client.session.get("receipts") is None
    assert remembered.COOKIE not in client.cookies
    client.post(f"/lacak/{complaint.code}/ingat/")
    assert remembered.COOKIE not in client.cookies


# -- the PDF ---------------------------------------------------------------------------------


def test_pdf_is_for_the_browser_that_sent_the_report(client: Client, town: t.Town) -> None:
    complaint, receipt = filed(client)
    response = client.get(PDF, {"tiket": complaint.code})
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert f'filename="tanda-terima-{complaint.code}.pdf"' in str(
        response.headers["Content-Disposition"]
    )
    text = pdf_words(response.content)
    assert complaint.code in text
    assert lapor_words.receipt(receipt) in text
    assert Client().get(PDF, {"tiket": complaint.code}).headers["location"] == "/lacak/"


@pytest.mark.parametrize("token", ["", "palsu", "\x00", "é" * 5000])
def test_wrong_token_gets_no_pdf(client: Client, town: t.Town, token: str) -> None:
    assert client.post(PDF, {"token": token}).headers["location"] == "/lacak/"


def test_token_opens_the_pdf_as_long_as_the_receipt_is_shown(client: Client, town: t.Town) -> None:
    token = hidden(send(client, is_secret="on"))["token"]
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert client.post(PDF, {"token": token}).headers["location"] == "/lacak/"


def test_pdf_is_tagged_and_names_language_and_title() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(sheet()))) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "id-ID"
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        assert str(document.docinfo["/Title"]) == "Tanda terima laporan"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_pdf_embeds_its_fonts_and_describes_its_picture() -> None:
    content = pdf_of(sheet())
    with pikepdf.open(io.BytesIO(content)) as document:
        fonts = document.pages[0].resources["/Font"]
        for font in fonts.values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
        described = [
            str(item["/Alt"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert described == [
        "Kode QR: membuka halaman lacak dengan nomor tiket ini, tanpa kode tanda terima."
    ]


@pytest.mark.parametrize("text", ["#sys.version *tebal*", "$x$ [a] <b> \\ @c", "a\u202e\x00😀شß"])
def test_no_word_in_a_pdf_is_read_as_markup(text: str) -> None:
    content = pdf_of(sheet(news=News(text, text, text), qr_address=""))
    assert content.startswith(b"%PDF-")
    known = "".join(one if one.isprintable() and one < "\u0180" else "?" for one in text)
    assert known in pdf_words(content)
