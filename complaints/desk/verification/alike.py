"""Reports that may tell of the same trouble as the one in hand, as lines beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from complaints import privacy
from complaints.finding import similar_desk
from complaints.finding.similar import Found
from complaints.law.actors import Actor, Role
from complaints.models import Complaint
from complaints.wording import officer_status

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.models.visibility import ComplaintQuerySet

MOST_SHOWN = 3


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
    repeat: str
    """What it probably is, in words: a repeat, or one that is told again; empty where it may not be."""
    is_closed: bool
    url: str


def alike(
    complaint: Complaint, desk: Desk, visible: ComplaintQuerySet, limit: int = MOST_SHOWN
) -> list[Alike]:
    """Return reports, open and closed, that may be about the same trouble, the likeliest first.

    Only what the verifier sees; of a sealed report none, and none that is sealed.
    """
    found = similar_desk.find(
        complaint,
        visible,
        read=lambda row: (row.agency_title, text_of(row, desk)),
        topics=desk.topics(complaint),
        limit=limit,
    )
    return [_line(one, complaint) for one in found]


def text_of(row: Complaint, desk: Desk) -> str:
    """Return the text of a report as a verifier may read it."""
    return privacy.text_for(row, Actor(desk.user, frozenset({Role.VERIFIER})))


def _line(found: Found, other: Complaint) -> Alike:
    row = found.report
    places = [row.place_text, row.region.name if row.region else ""]
    return Alike(
        code=row.code,
        title=row.agency_title,
        state=row.status,
        state_words=officer_status(row),
        place=", ".join(place for place in places if place),
        at=row.created_at,
        why=found.why,
        repeat=similar_desk.repeat_words(found),
        is_closed=row.is_closed,
        url=f"{reverse('desk:compare', args=[other.code])}?dengan={row.code}",
    )
