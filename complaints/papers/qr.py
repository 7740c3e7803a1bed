"""The QR code on a receipt: it opens the tracker with the ticket filled in, never the report.

A scanned address stays behind in the history of the phone that scanned it and often with the maker
of the scanning app, so the receipt code is not in it (docs/decisions/0018). On the secret path not
even the ticket may stay behind, so there is no QR code at all.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from complaints import links
from complaints.models import Complaint


def address(complaint: Complaint) -> str:
    """Return the absolute address that the code of a receipt holds; empty on the secret path."""
    if complaint.is_secret or complaint.is_sealed:
        return ""
    query = urlencode({"tiket": complaint.code})
    return links.absolute(f"{reverse('citizens:track')}?{query}")
