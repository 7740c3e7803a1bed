"""Drafts: the answers so far, as ciphertext here, with their key elsewhere.

A citizen's key lies in the browser's cookie alone; that of a counter in the clerk's session, and so
on the server (``complaints/desk/intake/keeping.py``).

A draft lives seven days after the last answer. On the secret and sealed paths there is none: the
answers travel in the page itself, and nothing outlives the tab.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken

from complaints.models import FilingDraft
from complaints.reporters import receipts
from lapor import clock
from lapor.keys import derive

KEPT_FOR = timedelta(days=7)
MOST_CHARACTERS = 20_000
"""Of the story: far more than the town takes, and little enough to keep."""
MOST_OF_A_LINE = 500
"""Of every other answer."""
SWEPT_AT_ONCE = 1000


@dataclass(frozen=True)
class Kept:
    """What the server keeps of a report that is being written."""

    answers: dict[str, str]
    seen: list[str]
    touched_at: datetime


def read(token: str) -> Kept | None:
    """Return the draft of ``token``; None when there is none, or it is too old or not readable."""
    row = FilingDraft.objects.filter(submission=receipts.submission_of(token)).first()
    if row is None or row.touched_at < clock.now() - KEPT_FOR:
        return None
    try:
        found = json.loads(_cipher(token).decrypt(bytes(row.content)))
    except (InvalidToken, ValueError):
        return None
    return Kept(found["answers"], found["seen"], row.touched_at)


def write(token: str, answers: dict[str, str], seen: list[str]) -> None:
    """Keep the answers so far; the last writer wins."""
    short = {
        name: value[: MOST_CHARACTERS if name == "text" else MOST_OF_A_LINE]
        for name, value in answers.items()
        if value
    }
    content = _cipher(token).encrypt(json.dumps({"answers": short, "seen": seen}).encode())
    FilingDraft.objects.update_or_create(
        submission=receipts.submission_of(token),
        defaults={"content": content, "touched_at": clock.now()},
    )


def forget(token: str) -> None:
    """Delete the draft of ``token``, if there is one."""
    FilingDraft.objects.filter(submission=receipts.submission_of(token)).delete()


def drop_stale() -> int:
    """Delete drafts that nobody touched for seven days; return how many."""
    old = FilingDraft.objects.filter(touched_at__lt=clock.now() - KEPT_FOR)
    return FilingDraft.objects.filter(pk__in=old.values("pk")[:SWEPT_AT_ONCE]).delete()[0]


def _cipher(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derive(token, "draft")))
