"""Other reports that an officer may want beside this one: alike ones, and the reporter's own.

Only what this officer sees anyway. A hidden name is never put beside anything here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies import geography
from agencies.models import Officer
from complaints import actions, privacy
from complaints.desk.verification.alike import words_of
from complaints.law.actors import Actor, Role
from complaints.models import Assignment, Complaint, Reporter
from complaints.models.visibility import EVERYTHING_ROLES, units_of
from complaints.states import OPEN
from complaints.together import incidents
from complaints.wording import officer_status
from lapor import clock

if TYPE_CHECKING:
    from complaints.access import Desk

SINCE = timedelta(days=365)
MOST_READ = 60
MOST_SHOWN = 5
MOST_OF_A_CONTACT = 200
MOST_OTHERS = 10
FEWEST_SHARED = 2
"""Words that two reports must share to be called alike."""
SAME_SPOT = 150.0
"""Metres within which the same subject is enough, whatever the words."""


@dataclass(frozen=True)
class Other:
    """Another report, as ``desk/report/_others.html`` draws it."""

    code: str
    title: str
    state: str
    state_words: str
    at: datetime
    why: str
    url: str
    merge_url: str = ""


def incident_url(complaint: Complaint, actor: Actor) -> str:
    """Return where a verifier puts a report under an incident; empty where nobody may."""
    able = actor.has(Role.VERIFIER) and not incidents.why_not(complaint)
    return reverse("desk:report_incident", args=[complaint.code]) if able else ""


def alike(complaint: Complaint, desk: Desk, actor: Actor) -> list[Other]:
    """Return reports of the last twelve months on the same subject in the same kelurahan.

    Open and closed ones, the likeliest first; none for a sealed report, and never a sealed one.
    One query, besides the suggestion where no category was chosen yet.
    """
    topics = _topics(complaint, desk)
    if complaint.is_sealed or complaint.region_id is None or not topics:
        return []
    rows = desk.visible().filter(
        region=complaint.region_id,
        category__in=topics,
        created_at__gte=clock.now() - SINCE,
        is_sealed=False,
    )
    rows = rows.exclude(pk=complaint.pk).select_related("holder", "lead").defer("search")
    said = _words(complaint)
    found = []
    for row in rows.order_by("-created_at", "-id")[:MOST_READ]:
        shared, metres = said & _words(row), _metres(row, complaint)
        if len(shared) >= FEWEST_SHARED or metres <= SAME_SPOT:
            found.append((_likeness(row, len(shared), metres), row, shared, metres))
    best = sorted(found, key=lambda one: (-one[0], -one[1].pk))[:MOST_SHOWN]
    merges = actor.has(Role.VERIFIER) and not actions.refusal(complaint, "merge", actor)
    return [
        _other(row, ", ".join(_why(shared, metres)), complaint if merges else None)
        for _, row, shared, metres in best
    ]


def _topics(complaint: Complaint, desk: Desk) -> list[int]:
    """Return the ids of what a report is about: its category, else what the words suggest."""
    if complaint.category_id is not None:
        return [complaint.category_id]
    return [one.category.pk for one in desk.suggestions(complaint)[:2] if one.category]


def _words(row: Complaint) -> frozenset[str]:
    return words_of(f"{row.agency_title} {row.agency_text}")


def _metres(row: Complaint, other: Complaint) -> float:
    """Return how far two reports lie apart; infinite where one has no point."""
    points = [
        (one.latitude, one.longitude)
        for one in (row, other)
        if one.latitude is not None and one.longitude is not None
    ]
    return geography.distance(*points) if len(points) == 2 else math.inf  # noqa: PLR2004


def _likeness(row: Complaint, shared: int, metres: float) -> float:
    near = 0.0 if math.isinf(metres) else 1 / (1 + metres / SAME_SPOT)
    age = (clock.now() - row.created_at) / SINCE
    return 2 * shared / (shared + 4) + near + 0.5 * math.exp(-3 * max(0.0, age))


def _why(shared: frozenset[str], metres: float) -> Iterator[str]:
    yield "kategori dan kelurahan sama"
    if not math.isinf(metres):
        yield f"{round(metres, -1):.0f} m dari sini"
    if shared:
        longest = sorted(shared, key=lambda word: (-len(word), word))[:3]
        yield f"kata sama: {', '.join(sorted(longest))}"


def _other(row: Complaint, why: str, merge_into: Complaint | None = None) -> Other:
    """Return a report as a line; ``merge_into`` is the one beside which it may be compared."""
    merge_url = ""
    if merge_into is not None and row.status in OPEN:
        merge_url = f"{reverse('desk:compare', args=[merge_into.code])}?dengan={row.code}"
    return Other(
        code=row.code,
        title=row.agency_title,
        state=row.status,
        state_words=officer_status(row),
        at=row.created_at,
        why=why,
        url=reverse("desk:report", args=[row.code]),
        merge_url=merge_url,
    )


def of_the_reporter(complaint: Complaint, desk: Desk, actor: Actor) -> list[Other] | None:
    """Return the newest other reports with the same contact, or None where that is not to be known.

    Law: workflow.md, *Who sees what*. Never for a hidden name nor a sealed report, only for who may
    read this contact, and only reports in which the officer may read the contact too. Two queries.
    """
    reporter = getattr(complaint, "reporter", None)
    if complaint.hides_reporter or complaint.is_sealed or reporter is None:
        return None
    if not privacy.contact_for(complaint, actor) or not (reporter.has_email or reporter.has_phone):
        return None
    same = Q(pk__in=[])
    for column in ("email_hmac", "phone_hmac"):
        if mark := getattr(reporter, column):
            same |= Q(**{column: mark})
    found = Reporter.objects.filter(same).exclude(pk=reporter.pk).order_by("-complaint_id")
    ids = list(found.values_list("complaint_id", flat=True)[:MOST_OF_A_CONTACT])
    rows = desk.visible().filter(
        _reads_names(desk), pk__in=ids, hides_reporter=False, is_sealed=False
    )
    newest = rows.for_inbox().order_by("-created_at", "-id")[:MOST_OTHERS]
    return [_other(row, row.category.name if row.category else "") for row in newest]


def _reads_names(desk: Desk) -> Q:
    """Return the condition under which the officer reads the contact of a report with a name.

    Who only reads along (cc) does not, though the report is visible.
    """
    if desk.roles.intersection(EVERYTHING_ROLES):
        return Q()
    units = units_of(desk.officers)
    works = Assignment.objects.filter(
        complaint=OuterRef("pk"),
        agency__in=desk.units(Officer.Role.LIAISON, Officer.Role.OPERATOR),
        part=Assignment.Part.CO,
        ended_at__isnull=True,
    )
    mine = Q(entered_by=desk.user)
    return mine | Q(holder__in=units) | Q(lead__in=units) | Q(Exists(works))
