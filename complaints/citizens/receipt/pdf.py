"""The receipt as a PDF that a screen reader can read (PDF/UA-1), made where it is asked for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.urls import reverse

from complaints import links
from complaints.citizens.receipt import qr
from complaints.citizens.receipt.sheet import KEEP, QR_SAYS, Sheet
from lapor import clock, words

if TYPE_CHECKING:
    import typst

SOURCE = Path(__file__).with_name("receipt.typ")
STANDARD: Final = "ua-1"
LAST_LETTER = 0x17F
"""The end of Latin Extended-A; the typeface has all of it."""


def pdf_of(sheet: Sheet) -> bytes:
    """Return the receipt as a tagged PDF in Indonesian, with a title; nothing is downloaded.

    The fonts are those inside typst. Some 14 ms of one core.
    """
    import typst  # noqa: PLC0415  (34 MB that only somebody who wants a PDF needs)

    made: bytes = typst.compile(
        str(SOURCE),
        sys_inputs={
            "sheet": json.dumps(_drawable(_variables(sheet))),
            "qr": qr.svg(sheet.qr_address) if sheet.qr_address else "",
        },
        pdf_standards=[STANDARD],
        font_paths=_fonts(),
        timestamp=int(clock.now().timestamp()),
    )
    return made


@cache
def _fonts() -> typst.Fonts:
    """Return typst's own fonts, read once a process: every machine makes the same page."""
    import typst  # noqa: PLC0415  (see above)

    return typst.Fonts(include_system_fonts=False)


def _drawable(value: Any) -> Any:
    """Return all texts within ``value`` with only characters that the font has.

    PDF/UA refuses a page with a character that cannot be drawn; an e-mail address may have one.
    """
    if isinstance(value, str):
        return "".join(
            one if one.isprintable() and ord(one) <= LAST_LETTER else "?" for one in value
        )
    if isinstance(value, dict):
        return {name: _drawable(one) for name, one in value.items()}
    return [_drawable(one) for one in value]


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
