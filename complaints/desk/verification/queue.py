"""What waits for a verifier, the most urgent first, without what was skipped or is open elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, Value

from complaints.desk.answering import presence
from complaints.desk.inbox import lists
from complaints.desk.inbox.tabs import Tab
from complaints.models import Complaint
from complaints.models.visibility import OURS
from complaints.states import AT_COORDINATOR

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from complaints.access import Desk
    from complaints.models.visibility import ComplaintQuerySet

SKIPPED = "verifikasi_dilewati"
"""Key of the session under which the ids of skipped reports are kept."""
MOST_SKIPPED = 300
LOOKED_AT = 20
"""How many of the most urgent are looked at to find one that no colleague has open."""
WAITING = Tab("menunggu", "Menunggu", tuple(Q(status=state) & OURS for state in AT_COORDINATOR))
"""What is counted, as the inbox counts its lists."""


class Waiting(NamedTuple):
    """What lies before a verifier now."""

    first: str
    """The ticket to open next; empty when there is none."""
    amount: int
    """How many wait, the skipped ones included; counting stops at ``lists.MOST_COUNTED``."""
    skipped: int
    """How many of those were skipped in this session."""


def look(desk: Desk, session: SessionBase) -> Waiting:
    """Return what waits, and which to open next: at most four queries, whatever the number."""
    rows = _urgent(desk.visible(), skipped_in(session))
    return numbers(desk, session)._replace(first=_free(desk, rows))


def numbers(desk: Desk, session: SessionBase) -> Waiting:
    """Return how many wait: one query, and one more when some were skipped."""
    amount = lists.counts(lists.sight_of(desk), [WAITING])[WAITING.slug]
    skipped = skipped_in(session)
    if not skipped:
        return Waiting("", amount, 0)
    aside = desk.visible().filter(OURS, status__in=AT_COORDINATOR, pk__in=skipped)
    return Waiting("", amount, aside.order_by().count())


def skip(session: SessionBase, ids: Iterable[int]) -> None:
    """Leave reports aside until the end of this session, or until all others are done."""
    known = [pk for pk in skipped_in(session) if pk not in set(ids)]
    session[SKIPPED] = [*known, *ids][-MOST_SKIPPED:]


def take_up_again(session: SessionBase) -> None:
    """Forget what was skipped."""
    session.pop(SKIPPED, None)


def skipped_in(session: SessionBase) -> list[int]:
    """Return the ids of the reports that were skipped in this session."""
    return [pk for pk in session.get(SKIPPED, ()) if isinstance(pk, int)]


def _urgent(visible: ComplaintQuerySet, without: Collection[int]) -> list[tuple[int, str]]:
    """Return (id, ticket) of the most urgent: danger first, then the least working time left.

    Each lane reads the first rows of one index.
    """
    lanes: list[Any] = [
        visible.filter(OURS, status=state, danger=danger)
        .exclude(pk__in=without)
        .order_by("next_due_at", "id")
        .annotate(part=Value(0 if danger else 1))
        .values_list("part", "next_due_at", "id", "code")[:LOOKED_AT]
        for danger in (True, False)
        for state in AT_COORDINATOR
    ]
    joined = lanes[0].union(*lanes[1:], all=True).order_by("part", "next_due_at", "id")
    return [(pk, code) for _, _, pk, code in joined[:LOOKED_AT]]


def _free(desk: Desk, rows: list[tuple[int, str]]) -> str:
    """Return the first ticket that no colleague has open; empty when all are taken."""
    for pk, code in rows:
        if not presence.others(Complaint(pk=pk), desk):
            return code
    return ""
