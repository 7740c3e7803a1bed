"""What the router learns from: who handled which report, and who handed it back.

Only what agencies read anyway, with personal data masked; never a sealed or secret report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils import timezone

from complaints.models import Assignment, Complaint
from lapor import clock, personal
from routing import learning
from routing.models import Category, RouterModel
from routing.town import Town
from routing.training import Told

MOST_REPORTS = 20_000
"""The newest that are learned from."""
HANDED_BACK = "hand_back"
NIGHT = range(1, 5)
"""Hours of the town's clock in which the router learns by itself."""
LEAST_HOURS = 20


def told() -> Iterator[Told]:
    """Yield the newest reports that an agency has got, and those that only came back."""
    wrong = _handed_back()
    categories = Category.objects.in_bulk()
    rows = Complaint.objects.filter(is_sealed=False, is_secret=False).exclude(text="")
    rows = rows.select_related("lead__successor", "region").defer("search").order_by("-pk")
    for row in rows[:MOST_REPORTS].iterator(chunk_size=500):
        right = row.lead.heir.code if row.lead is not None else ""
        others = tuple(sorted(wrong.get(row.pk, set()) - {right}))
        if right or others:
            yield Told(
                title=personal.hide(row.agency_title),
                text=personal.hide(row.agency_text),
                category=categories.get(row.category_id or 0),
                region=row.region,
                agency=right,
                at=row.created_at,
                wrong=others,
            )


def _handed_back() -> dict[int, set[str]]:
    """Return the codes of the agencies that handed each report back."""
    rows = Assignment.objects.filter(part=Assignment.Part.LEAD, ended_by=HANDED_BACK)
    found: dict[int, set[str]] = defaultdict(set)
    for pk, code in rows.order_by("-pk").values_list("complaint_id", "agency__code")[:MOST_REPORTS]:
        found[pk].add(code)
    return found


def learn(reports: Iterable[Told] | None = None, town: Town | None = None) -> RouterModel | None:
    """Learn anew; None while there is too little.

    Args:
        reports: what to learn from; None for the history of the city.
        town: what is chosen from; None for the agencies of the city.
    """
    return learning.learn(told() if reports is None else reports, town or Town.read())


def learn_at_night(reports: Iterable[Told] | None = None, town: Town | None = None) -> bool:
    """Learn anew once a night, as ``learn`` does; return whether it was done now."""
    now = clock.now()
    if timezone.localtime(now).hour not in NIGHT:
        return False
    newest = RouterModel.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if newest is not None and (now - newest).total_seconds() < LEAST_HOURS * 3600:
        return False
    return learn(reports, town) is not None
