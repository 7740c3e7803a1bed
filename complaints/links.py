"""Links that messages carry: to the tracker with a signed key, and to a report at the desk."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.urls import reverse

from complaints.models import Complaint

KEY = "kunci"
"""Name of the query parameter of the tracker's address; requests are logged without it."""

VALID_FOR = timedelta(days=30)
"""How long a key opens the tracker; every message carries a fresh one."""

_signer = signing.TimestampSigner(salt="complaints.links")


def token_for(complaint: Complaint) -> str:
    """Return the key that opens the tracker of ``complaint`` without its receipt code.

    The version is that of the whole family of a split report; :func:`revoke` raises it.
    """
    return _signer.sign(f"{complaint.code}.{complaint.root.link_version}")


def tracking_link(complaint: Complaint) -> str:
    """Return the absolute address of the tracker, with its key."""
    path = reverse("citizens:tracked", args=[complaint.code])
    return f"{absolute(path)}?{urlencode({KEY: token_for(complaint)})}"


def complaint_from_link(token: str) -> Complaint | None:
    """Return the report that a key opens, or None: made elsewhere, too old, or revoked.

    Keys from before links had a version count as version 0.
    """
    try:
        code, _, version = _signer.unsign(token, max_age=VALID_FOR).partition(".")
    except signing.BadSignature:
        return None
    found: Complaint | None = Complaint.objects.filter(code=code).first()
    if found is None or int(version or 0) != found.root.link_version:
        return None
    return found


def revoke(complaint: Complaint) -> None:
    """End every link, remembered device and open tracker of ``complaint`` and its family.

    The receipt code goes on. Whoever calls this opens the tracker anew for the one who asked.
    """
    root = complaint.root
    row = Complaint.objects.filter(pk=root.pk)
    row.update(link_version=F("link_version") + 1)
    root.link_version = row.values_list("link_version", flat=True).get()


def desk_link(complaint: Complaint) -> str:
    """Return the absolute address of a report at the desk; signing in is asked for there."""
    return absolute(reverse("desk:report", args=[complaint.code]))


def inbox_link() -> str:
    """Return the absolute address of the inbox."""
    return absolute(reverse("desk:inbox"))


def absolute(path: str) -> str:
    """Return a path of the town as an address that works outside of it."""
    return f"{settings.LAPOR_BASE_URL}{path}"


def shown(name: str) -> str:
    """Return the address of a page as people read it aloud and type it: without ``https://``."""
    return absolute(reverse(name)).partition("://")[2]
