"""The receipt as a PDF that a screen reader can read (PDF/UA-1), made where it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from complaints import links, typeset
from complaints.papers.sheet import KEEP, QR_SAYS, Sheet
from lapor import words

SOURCE = Path(__file__).with_name("receipt.typ")


def pdf_of(sheet: Sheet) -> bytes:
    """Return the receipt as a tagged PDF."""
    return typeset.pdf(SOURCE, _variables(sheet), qr_address=sheet.qr_address)


def _variables(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": "Tanda terima laporan",
        "publisher": f"LAPOR {settings.LAPOR_CITY}",
        "ticket": sheet.ticket,
        "code": words.receipt(sheet.code),
        "keep": KEEP,
        "qr_says": QR_SAYS,
        "steps": [{"title": step["title"], "text": step["text"]} for step in sheet.steps],
        "news": {"title": sheet.news.title, "text": sheet.news.text, "lost": sheet.news.lost},
        "address": links.absolute(reverse("citizens:track")),
        "address_shown": links.shown("citizens:track"),
    }
