"""What the pages of files say: how far each is, and who took which list along."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from accounts.models import User
from agencies.models import Officer
from complaints.exports import sources
from complaints.fields import number
from complaints.models import ListExport, SettingsChange
from complaints.trail.audit import Thing

State = ListExport.State
TONES = {
    State.QUEUED: "progress",
    State.MAKING: "progress",
    State.READY: "success",
    State.FAILED: "danger",
    State.ENDED: "neutral",
}
ROWS = 25
LARGEST_ID = 2**63 - 1


class Shown(NamedTuple):
    """One file as its page tells of it."""

    row: ListExport
    tone: str
    progress: int
    total: int
    progress_words: str
    rows: str
    again_url: str


def shown(row: ListExport) -> Shown:
    """Return what there is to say of a file."""
    progress, total = max(row.done, row.shown), row.total or 0
    if row.total is None:
        words = "Daftar sedang dibaca."
    elif progress >= total:
        words = f"{number(total)} laporan terkumpul. Berkas sedang disusun."
    else:
        words = f"{number(progress)} dari {number(total)} laporan."
    again = sources.new_url(row.what, row.query) if row.query else ""
    return Shown(row, TONES[State(row.state)], progress, total, words, number(row.rows), again)


class Record(NamedTuple):
    """That somebody took a list along."""

    at: datetime
    user: User
    role_words: str
    name: str
    rows: str
    narrowed: str
    kind: str


def records(after: str) -> dict[str, Any]:
    """Return one page of who took which list along, the newest first: one query.

    Args:
        after: the id where the page before ended, as an address has it.
    """
    rows = SettingsChange.objects.filter(thing=Thing.LIST, key="daftar").select_related("user")
    if after.isascii() and after.isdecimal() and int(after) <= LARGEST_ID:
        rows = rows.filter(id__lt=int(after))
    found = list(rows.order_by("-id")[: ROWS + 1])
    url = reverse("exports:record")
    return {
        "rows": [_record(row) for row in found[:ROWS]],
        "older": f"{url}?setelah={found[ROWS - 1].pk}" if len(found) > ROWS else "",
        "newest": url if after else "",
    }


def _record(row: SettingsChange) -> Record:
    said = row.after
    return Record(
        row.at,
        row.user,
        str(Officer.Role(row.role).label) if row.role in Officer.Role.values else row.role,
        row.name,
        said.get("laporan", ""),
        said.get("saringan", ""),
        said.get("jenis berkas", ""),
    )
