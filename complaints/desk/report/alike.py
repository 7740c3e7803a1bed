"""Other reports that an officer may want beside this one: alike ones, and the reporter's own.

Only what this officer sees anyway. A hidden name is never put beside anything here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies.models import Officer
from complaints import actions, privacy
from complaints.finding import similar_desk
from complaints.law.actors import Actor, Role
from complaints.models import Assignment, Complaint, Reporter
from complaints.models.visibility import EVERYTHING_ROLES, units_of
from complaints.states import OPEN
from complaints.together import incidents
from complaints.wording import officer_status

if TYPE_CHECKING:
    from complaints.access import Desk

MOST_SHOWN = 5
MOST_OF_A_CONTACT = 200
MOST_OTHERS = 10


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
    repeat: str = ""
    """What it probably is beside the report in hand, in words."""


def incident_url(complaint: Complaint, actor: Actor) -> str:
    """Return where a verifier puts a report under an incident; empty where nobody may."""
    able = actor.has(Role.VERIFIER) and not incidents.why_not(complaint)
    return reverse("desk:report_incident", args=[complaint.code]) if able else ""


def alike(complaint: Complaint, desk: Desk, actor: Actor) -> list[Other]:
    """Return reports of the last twelve months that may be about the same trouble, likeliest first.

    Open and closed ones that the officer sees, in the words of the agency; none for a sealed
    report, and never a sealed one.
    """
    found = similar_desk.find(
        complaint,
        desk.visible(),
        read=lambda row: (row.agency_title, row.agency_text),
        topics=[complaint.category] if complaint.category else desk.topics(complaint),
        limit=MOST_SHOWN,
    )
    merges = actor.has(Role.VERIFIER) and not actions.refusal(complaint, "merge", actor)
    return [
        _other(one.report, one.why, complaint if merges else None, similar_desk.repeat_words(one))
        for one in found
    ]


def _other(
    row: Complaint, why: str, merge_into: Complaint | None = None, repeat: str = ""
) -> Other:
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
        repeat=repeat,
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
