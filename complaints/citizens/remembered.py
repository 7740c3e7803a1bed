"""Reports that this device remembers: a signed cookie that opens them without a code.

The reporter asks for it (*Ingat laporan ini di HP ini*), and can end it here or, with all links,
from any other device. Never for a secret or sealed report.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from complaints.models import Complaint
from lapor import clock

COOKIE = f"lapor-ingat{settings.COOKIE_SUFFIX}"
SALT = "complaints.remembered"
VALID_FOR = timedelta(days=180)
MOST = 12
"""A cookie holds 4 KB at most; the oldest goes when one more comes."""


class Entry(NamedTuple):
    """One remembered report: its ticket, the version of its links, and since when (seconds)."""

    code: str
    version: int
    since: int


def may_be_remembered(complaint: Complaint) -> bool:
    """Whether a trace of this report may stay on a device at all."""
    return not (complaint.is_secret or complaint.is_sealed)


def knows(request: HttpRequest, complaint: Complaint) -> bool:
    """Whether this device remembers ``complaint``, and its links were not revoked since."""
    entries = {entry.code: entry for entry in _entries(request)}
    if not entries or not may_be_remembered(complaint):
        return False
    root = complaint.root
    entry = entries.get(root.code)
    return entry is not None and entry.version == root.link_version


def reports(request: HttpRequest) -> list[Complaint]:
    """Return the reports that this device remembers, the last one first: one query, or none."""
    entries = {entry.code: entry for entry in reversed(_entries(request))}
    if not entries:
        return []
    rows = Complaint.objects.for_public_list().filter(
        code__in=entries, is_secret=False, is_sealed=False
    )
    found = {row.code: row for row in rows if entries[row.code].version == row.link_version}
    return [found[code] for code in entries if code in found]


def remember(request: HttpRequest, response: HttpResponse, complaint: Complaint) -> None:
    """Let this device open ``complaint`` and its parts without a code for 180 days."""
    root = complaint.root
    entry = Entry(root.code, root.link_version, int(clock.now().timestamp()))
    _write(response, [*(one for one in _entries(request) if one.code != root.code), entry])


def forget(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """Forget the report ``code`` on this device."""
    _write(response, [entry for entry in _entries(request) if entry.code != code])


def _entries(request: HttpRequest) -> list[Entry]:
    since = int((clock.now() - VALID_FOR).timestamp())
    try:
        found: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []
    return [entry for entry in map(Entry._make, found) if entry.since >= since]


def _write(response: HttpResponse, entries: Iterable[Entry]) -> None:
    kept = list(entries)[-MOST:]
    if not kept:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=int(VALID_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
