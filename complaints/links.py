"""Links that messages carry: to the tracker with a signed key, and to a report at the desk."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse

from complaints.models import Complaint

KEY = "kunci"
"""Name of the query parameter of the tracker's address; requests are logged without it."""

VALID_FOR = timedelta(days=30)
"""How long a key opens the tracker; every message carries a fresh one."""

_signer = signing.TimestampSigner(salt="complaints.links")


def token_for(complaint: Complaint) -> str:
    """Return the key that opens the tracker of ``complaint`` without its receipt code."""
    return _signer.sign(complaint.code)


def tracking_link(complaint: Complaint) -> str:
    """Return the absolute address of the tracker, with its key."""
    path = reverse("citizens:tracked", args=[complaint.code])
    return f"{absolute(path)}?{urlencode({KEY: token_for(complaint)})}"


def complaint_from_link(token: str) -> Complaint | None:
    """Return the report that a key opens, or None: made elsewhere, or too old."""
    try:
        code = _signer.unsign(token, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    found: Complaint | None = Complaint.objects.filter(code=code).first()
    return found


def desk_link(complaint: Complaint) -> str:
    """Return the absolute address of a report at the desk; signing in is asked for there."""
    return absolute(reverse("desk:report", args=[complaint.code]))


def inbox_link() -> str:
    """Return the absolute address of the inbox."""
    return absolute(reverse("desk:inbox"))


def absolute(path: str) -> str:
    """Return a path of the town as an address that works outside of it."""
    return f"{settings.LAPOR_BASE_URL}{path}"
