"""Which events of a report the stream shows: newest first, narrowed by the address, and bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Prefetch, Q
from django.urls import reverse

from complaints.access import KEPT_CLOSE
from complaints.desk.report.history import Entry, entries
from complaints.models import Complaint, Event, Notification
from complaints.states import Audience
from complaints.together.tags import Known

if TYPE_CHECKING:
    from django.http import QueryDict

NEWEST = 50
"""Entries that are shown at once."""

SAID = ~Q(words_digest="")
"""Somebody said something with it, erased or not."""

FILTERS: dict[str, tuple[str, Q]] = {
    "semua": ("Semua", Q()),
    "percakapan": ("Percakapan", SAID),
    "umum": ("Untuk umum", SAID & Q(audience=Audience.PUBLIC)),
    "internal": ("Internal", SAID & Q(audience=Audience.INTERNAL)),
    "sistem": ("Sistem", ~SAID),
}
ALL = "semua"


@dataclass(frozen=True)
class Tab:
    """One way to narrow the stream."""

    id: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Stream:
    """A piece of the stream, as ``desk/report/_stream.html`` draws it."""

    tabs: list[Tab]
    entries: list[Entry]
    older_url: str
    newest_url: str
    """Where the newest entries are, when these are not."""
    shown: str


def stream_of(
    complaint: Complaint,
    query: QueryDict,
    *,
    reads_name: Callable[[], bool] = lambda: False,
    tags: Callable[[], Known] = lambda: Known([]),
    guards_names: bool = False,
) -> Stream:
    """Return the part of the stream that an address asks for; nonsense asks for the newest.

    At most five queries: events, files, who was told, agencies, and people who are mentioned.

    Args:
        complaint: the report.
        query: ``tampil``, one of ``FILTERS``, and ``sebelum``, the number of an event.
        reads_name: whether the officer may open letters that bear the reporter's name.
        tags: those that the officer may know.
        guards_names: whether the officer learns who opened a hidden name.
    """
    shown = query.get("tampil", ALL)
    shown = shown if shown in FILTERS else ALL
    before = query.get("sebelum", "")
    told = Q() if guards_names else ~Q(verb__in=KEPT_CLOSE)
    rows = _events(complaint, FILTERS[shown][1] & told, before)
    older = len(rows) > NEWEST
    rows = rows[:NEWEST]
    return Stream(
        tabs=[
            Tab(f"tampil-{name}", label, _url(complaint, name), name == shown)
            for name, (label, _) in FILTERS.items()
        ],
        entries=entries(rows, complaint.code, reads_name=reads_name, tags=tags),
        older_url=_url(complaint, shown, rows[-1].sequence) if older else "",
        newest_url=_url(complaint, shown) if numbered(before) else "",
        shown=FILTERS[shown][0],
    )


def _events(complaint: Complaint, narrowed: Q, before: str) -> list[Event]:
    """Return one event more than are shown, the newest first, with all that an entry says."""
    told = Notification.objects.select_related("delivery")
    rows = (
        Event.objects.filter(narrowed, complaint=complaint)
        .select_related("words", "actor", "agency", "follow_up")
        .prefetch_related("attachments", Prefetch("notifications", told))
        .order_by("-sequence")
    )
    number = numbered(before)
    return list((rows.filter(sequence__lt=number) if number else rows)[: NEWEST + 1])


def numbered(typed: str) -> int:
    """Return a number that stands in an address, or 0 for none and for nonsense."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004


def _url(complaint: Complaint, shown: str, before: int = 0) -> str:
    query: dict[str, Any] = {} if shown == ALL else {"tampil": shown}
    if before:
        query["sebelum"] = before
    address = reverse("desk:report", args=[complaint.code])
    return f"{address}?{urlencode(query)}#riwayat" if query else f"{address}#riwayat"
