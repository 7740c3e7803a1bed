"""Who handles a report, as its page and the preview say it in one line."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from agencies.models import Officer
from complaints import actions
from complaints.access import Desk
from complaints.law.actors import Actor
from complaints.models import Complaint

NEAR = (Officer.Role.LIAISON, Officer.Role.OPERATOR)


class Assigned(NamedTuple):
    """The line, as ``desk/team/_assigned.html`` draws it."""

    name: str
    mine: bool
    seen: int
    me: int
    """Id of the officer who may take the report with one tap; 0 for nobody."""
    url: str
    """Where to give it to a colleague; empty when the officer may not."""


def assigned(complaint: Complaint, desk: Desk, actor: Actor) -> Assigned | None:
    """Return who handles an open report and what may be changed: one query when there is somebody.

    None for a closed report and for those who only read it.
    """
    if not complaint.is_open:
        return None
    may = not actions.refusal(complaint, "assign", actor)
    now, me = complaint.holder_officer, desk.user
    if now is None and not may:
        return None
    mine = now is not None and now.pk == me.pk
    takes = may and not mine and _works_there(complaint, desk)
    return Assigned(
        name=str(now) if now else "",
        mine=mine,
        seen=now.pk if now else 0,
        me=me.pk if takes else 0,
        url=reverse("desk:act", args=[complaint.code, "tugaskan"]) if may else "",
    )


def _works_there(complaint: Complaint, desk: Desk) -> bool:
    """Whether the officer is among those to whom the report can be given."""
    if complaint.holder_id is None:
        return Officer.Role.VERIFIER in desk.roles
    return complaint.holder_id in desk.units(*NEAR)
