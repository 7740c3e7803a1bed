"""The QR code on a receipt: it opens the tracker with the ticket filled in, never the report.

A scanned address stays behind in the history of the phone that scanned it and often with the maker
of the scanning app, so the receipt code is not in it (docs/decisions/0018). On the secret path not
even the ticket may stay behind, so there is no QR code at all.
"""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlencode

import segno
from django.urls import reverse

from complaints import links
from complaints.models import Complaint

QUIET_ZONE = 4
"""White modules around the code, as ISO/IEC 18004 asks for."""


def address(complaint: Complaint) -> str:
    """Return the absolute address that the code of a receipt holds; empty on the secret path."""
    if complaint.is_secret or complaint.is_sealed:
        return ""
    query = urlencode({"tiket": complaint.code})
    return links.absolute(f"{reverse('citizens:track')}?{query}")


def data_uri(text: str) -> str:
    """Return the QR code of ``text`` as the address of a picture in the page itself."""
    picture: str = _code(text).svg_data_uri(border=QUIET_ZONE, light="white")
    return picture


def svg(text: str) -> str:
    """Return the QR code of ``text`` as an SVG document."""
    out = BytesIO()
    _code(text).save(out, kind="svg", border=QUIET_ZONE, light="white")
    return out.getvalue().decode()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)
