"""Who else has a report open just now: a heartbeat in the cache, nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.cache import cache

from agencies.models import Officer
from complaints.desk.verbs import table as verbs
from complaints.law.roles import actor_on
from lapor import clock

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.models import Complaint

GONE_AFTER = timedelta(seconds=45)
"""Two missed heartbeats."""
MOST_SHOWN = 5
SILENT = frozenset({Officer.Role.OVERSEER, Officer.Role.CUSTODIAN})
"""Who watches over the others does not announce it."""


@dataclass(frozen=True)
class Colleague:
    """Somebody who has the report open."""

    name: str
    doing: str


def beat(complaint: Complaint, desk: Desk, *, writes: str = "") -> None:
    """Note that an officer has a report open.

    Two beats at the same moment may lose one of them; the next brings it back.

    Args:
        complaint: the report, which the officer sees.
        desk: the officer.
        writes: the address of the verb into whose form he or she types; empty: only reads.
    """
    working = [officer for officer in desk.officers if officer.role not in SILENT]
    if not working or not actor_on(complaint, desk.user, working).roles:
        return
    here = _here(complaint)
    here[desk.user.pk] = {
        "name": f"{desk.user} ({working[0].agency})",
        "writes": writes if writes in verbs.BY_ADDRESS else "",
        "at": clock.now(),
    }
    cache.set(_key(complaint), here, GONE_AFTER.total_seconds())


def leave(complaint: Complaint, desk: Desk) -> None:
    """Note that an officer closed a report."""
    here = _here(complaint)
    if here.pop(desk.user.pk, None) is not None:
        cache.set(_key(complaint), here, GONE_AFTER.total_seconds())


def others(complaint: Complaint, desk: Desk) -> list[Colleague]:
    """Return the colleagues who have a report open now, the writing ones first."""
    found = [row for pk, row in _here(complaint).items() if pk != desk.user.pk]
    found.sort(key=lambda row: (not row["writes"], row["name"]))
    return [Colleague(row["name"], _doing(row["writes"])) for row in found[:MOST_SHOWN]]


def _doing(writes: str) -> str:
    verb = verbs.BY_ADDRESS.get(writes)
    if verb is None:
        return "sedang membaca"
    return f"sedang menulis: {verb.words}"


def _here(complaint: Complaint) -> dict[int, dict[str, Any]]:
    """Return the fresh heartbeats of a report, by the id of the person."""
    oldest = clock.now() - GONE_AFTER
    stored: dict[int, dict[str, Any]] = cache.get(_key(complaint)) or {}
    return {pk: row for pk, row in stored.items() if row["at"] >= oldest}


def _key(complaint: Complaint) -> str:
    return f"desk-presence:{complaint.pk}"
