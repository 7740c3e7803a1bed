"""The tags of one report as its page shows them, with the small form to change them."""

from __future__ import annotations

from typing import NamedTuple

from agencies.models import Officer
from complaints import actions
from complaints.access import Desk
from complaints.law.actors import Actor
from complaints.models import Complaint, Tag

KEEPERS = (Officer.Role.LIAISON, Officer.Role.SUPERVISOR)
"""They keep the tags of their agency; those of the whole town are kept under *Kelola*."""


class Chips(NamedTuple):
    """The tags of a report, as ``desk/tags/_tags.html`` draws them."""

    there: list[Tag]
    offered: list[Tag]
    may: bool
    keeps: bool
    """Whether the officer keeps the tags of an agency, and is led to their list."""


def chips(complaint: Complaint, desk: Desk, actor: Actor) -> Chips | None:
    """Return the tags that the officer may read; None where there are none and none can be given."""
    may = not actions.refusal(complaint, "tag", actor)
    there = desk.tags.of(complaint.tag_ids)
    if not (may or there):
        return None
    left = [tag for tag in desk.tags.offered if tag not in there]
    return Chips(there, left, may, keeps=not desk.roles.isdisjoint(KEEPERS))
