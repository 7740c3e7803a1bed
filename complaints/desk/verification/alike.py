"""Reports that may tell of the same trouble as the one in hand, as lines beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from complaints import privacy
from complaints.finding import similar
from complaints.law.actors import Actor, Role
from complaints.models import Complaint
from complaints.models.words import STOP_WORDS
from complaints.states import AT_COORDINATOR, State
from complaints.wording import officer_status
from lapor import clock

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.models.visibility import ComplaintQuerySet

CLOSED_SINCE = timedelta(days=180)
"""How old a closed report may be to be offered as one that is told again."""
MOST_READ = 40
"""Reports read of each kind of neighbour."""
MOST_SHOWN = 3
SHORTEST_WORD = 4
FEWEST_SHARED = 2
SAME_TOPIC = 1.0
FADES_AFTER = timedelta(days=60)
METRES_OF_A_DEGREE = 111_320.0
NEAR_METRES = 300.0


@dataclass(frozen=True)
class Alike:
    """A report that may tell of the same trouble, as a line beside the one in hand."""

    code: str
    title: str
    state: str
    state_words: str
    place: str
    at: datetime
    why: str
    is_closed: bool
    url: str


def alike(
    complaint: Complaint, desk: Desk, visible: ComplaintQuerySet, limit: int = MOST_SHOWN
) -> list[Alike]:
    """Return reports, open and closed, that may be about the same trouble, the likeliest first.

    Only what the verifier sees; of a sealed report none, and none that is sealed.
    """
    if complaint.is_sealed:
        return []
    said = words_of(text_of(complaint, desk))
    scored = []
    for row in _neighbours(complaint, desk, visible):
        shared = said & words_of(text_of(row, desk))
        same_topic = row.category_id is not None and row.category_id == complaint.category_id
        metres = _metres(row, complaint)
        if len(shared) >= FEWEST_SHARED or (same_topic and metres <= NEAR_METRES):
            scored.append((_likeness(row, len(shared), same_topic, metres), row, shared, metres))
    best = sorted(scored, key=lambda one: (-one[0], -one[1].pk))[:limit]
    return [_line(row, complaint, shared, metres) for _, row, shared, metres in best]


def text_of(row: Complaint, desk: Desk) -> str:
    """Return title and text of a report as a verifier may read them."""
    reader = Actor(desk.user, frozenset({Role.VERIFIER}))
    return f"{row.agency_title}\n{privacy.text_for(row, reader)}"


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about."""
    found = re.findall(rf"[^\W\d_]{{{SHORTEST_WORD},}}", text.casefold())
    return frozenset(found).difference(STOP_WORDS)


def _neighbours(
    complaint: Complaint, desk: Desk, visible: ComplaintQuerySet
) -> Iterator[Complaint]:
    """Yield what lies near: what waits here, what is open in public, what was closed of late."""
    rows = visible.filter(is_sealed=False).exclude(pk=complaint.pk)
    rows = rows.select_related("category", "region", "lead").defer("search")
    seen: set[int] = set()
    for row in (*_nearby(rows, complaint), *_open_in_public(rows, complaint, desk)):
        if row.pk not in seen:
            seen.add(row.pk)
            yield row


def _nearby(rows: ComplaintQuerySet, complaint: Complaint) -> Iterator[Complaint]:
    if complaint.region_id is None:
        return
    here = rows.filter(region=complaint.region_id).order_by("-created_at", "-id")
    yield from here.filter(status__in=AT_COORDINATOR)[:MOST_READ]
    since = clock.now() - CLOSED_SINCE
    closed = here.filter(published=True, status=State.RESOLVED, created_at__gte=since)
    yield from closed[:MOST_READ]


def _open_in_public(
    rows: ComplaintQuerySet, complaint: Complaint, desk: Desk
) -> Iterator[Complaint]:
    point = None
    if complaint.latitude is not None and complaint.longitude is not None:
        point = (complaint.latitude, complaint.longitude)
    topics = [one.category for one in desk.suggestions(complaint)]
    found = similar.find(
        text=text_of(complaint, desk),
        category=complaint.category,
        region=complaint.region,
        point=point,
        place_text=complaint.place_text,
        limit=2 * MOST_SHOWN,
        topics=list(dict.fromkeys(one for one in (complaint.category, *topics) if one))[:2],
    )
    yield from rows.filter(pk__in=[row.pk for row in found]) if found else ()


def _likeness(row: Complaint, shared: int, same_topic: bool, metres: float) -> float:
    near = 0.0 if math.isinf(metres) else 1 / (1 + metres / NEAR_METRES)
    age = (clock.now() - row.created_at) / FADES_AFTER
    return 2 * shared / (shared + 4) + near + same_topic * SAME_TOPIC + 0.5 * math.exp(-age)


def _metres(row: Complaint, other: Complaint) -> float:
    """Return how far two reports lie apart; infinite where one has no exact place."""
    if None in (row.latitude, row.longitude, other.latitude, other.longitude):
        return math.inf
    north = (row.latitude - other.latitude) * METRES_OF_A_DEGREE  # type: ignore[operator]
    east = (row.longitude - other.longitude) * METRES_OF_A_DEGREE  # type: ignore[operator]
    return math.hypot(north, east * math.cos(math.radians(other.latitude or 0.0)))


def _line(row: Complaint, other: Complaint, shared: frozenset[str], metres: float) -> Alike:
    places = [row.place_text, row.region.name if row.region else ""]
    return Alike(
        code=row.code,
        title=row.agency_title,
        state=row.status,
        state_words=officer_status(row),
        place=", ".join(place for place in places if place),
        at=row.created_at,
        why=", ".join(_reasons(row, other, shared, metres)),
        is_closed=row.is_closed,
        url=f"{reverse('desk:compare', args=[other.code])}?dengan={row.code}",
    )


def _reasons(
    row: Complaint, other: Complaint, shared: frozenset[str], metres: float
) -> Iterator[str]:
    if row.category_id is not None and row.category_id == other.category_id:
        yield "kategori sama"
    if not math.isinf(metres):
        yield f"{round(metres, -1):.0f} m dari sini"
    elif row.region_id is not None and row.region_id == other.region_id:
        yield "kelurahan sama"
    if shared:
        longest = sorted(shared, key=lambda word: (-len(word), word))[:3]
        yield "kata sama: " + ", ".join(sorted(longest))
