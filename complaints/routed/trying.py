"""A rule of the city tried on the town's own history, before anybody saves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agencies.models import Region
from complaints.models import Complaint
from routing.models import Rule
from routing.wording import found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from complaints.models.visibility import ComplaintQuerySet

MOST_READ = 3_000
"""So many of the newest reports are looked through."""
SHOWN = 10


@dataclass
class Trial:
    """On how many reports a rule would have spoken, on how many rightly, and some it got wrong."""

    read: int = 0
    matched: int = 0
    right: int = 0
    wrong: list[Complaint] = field(default_factory=list)
    """The newest of those that went elsewhere in the end, at most ``SHOWN``."""


def tried(rule: Rule, visible: ComplaintQuerySet) -> Trial:
    """Return how a rule (which may be unsaved) would have done on the newest reports: two queries.

    Right is what lies with the rule's agency, or a unit below it, after all handing back and
    forth. Only reports that the officer may see are read, never sealed ones; the index
    ``newest_of_town`` bounds what is read.
    """
    newest = visible.filter(is_sealed=False).order_by("-created_at", "-id")
    ids = list(newest.values_list("pk", flat=True)[:MOST_READ])
    trial = Trial(read=len(ids))
    for row in _about(rule, ids):
        if rule.keyword and not found([rule.keyword], f"{row.title}\n{row.text}"):
            continue
        trial.matched += 1
        if _is_right(rule, row):
            trial.right += 1
        elif len(trial.wrong) < SHOWN:
            trial.wrong.append(row)
    return trial


def _about(rule: Rule, ids: Iterable[int]) -> ComplaintQuerySet:
    """Return those of the reports that have an agency and meet the rule's category and place."""
    rows: ComplaintQuerySet = Complaint.objects.filter(pk__in=list(ids), lead__isnull=False)
    if rule.category_id is not None:
        rows = rows.filter(category=rule.category_id)
    if rule.region is not None and rule.region.level != Region.Level.CITY:
        rows = rows.filter(region__in=[rule.region, *rule.region.children.all()])
    columns = ("code", "title", "text", "working_title", "public_title", "working_text")
    fields = (*columns, "lead", "holder", "status")
    return rows.select_related("lead", "holder").only(*fields).order_by("-created_at", "-id")


def _is_right(rule: Rule, row: Complaint) -> bool:
    units = [unit for unit in (row.lead, row.holder) if unit is not None]
    return any(rule.agency_id in (unit.pk, *unit.ancestor_ids) for unit in units)
