"""How well the router did: accepted at once, changed, unsure, come back, by week and by agency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from agencies import law
from agencies.models import Agency
from complaints.models import SuggestionRecord
from complaints.routed.records import week_of
from complaints.routed.switches import BACK
from lapor import clock

WEEKS = 12
LONGEST = 52


@dataclass
class Tally:
    """The forwards of a week, of an agency, or of all; the first three parts make up the whole.

    ``accepted``: the first suggestion was taken. ``changed``: the router was sure of another one.
    ``unsure``: it said that it does not know. ``back``: handed back or recalled later, whoever
    chose. ``kept``: accepted and not come back.
    """

    total: int = 0
    accepted: int = 0
    changed: int = 0
    unsure: int = 0
    back: int = 0
    kept: int = 0
    automatic: int = 0

    def add(self, row: dict[str, Any]) -> None:
        """Add the counts of a row of the database."""
        for name in ("total", "accepted", "changed", "unsure", "back", "kept", "automatic"):
            setattr(self, name, getattr(self, name) + row[name])

    @property
    def sure(self) -> int:
        """Forwards for which the router named an agency."""
        return self.accepted + self.changed

    @property
    def hit_rate(self) -> float | None:
        """Share of the first suggestions that were taken, of those that it was sure of."""
        return self.accepted / self.sure if self.sure else None


@dataclass
class Quality:
    """What the page shows: everything, by week (the oldest first), by agency (the most first)."""

    total: Tally = field(default_factory=Tally)
    weeks: list[tuple[date, Tally]] = field(default_factory=list)
    agencies: list[tuple[Agency, Tally]] = field(default_factory=list)

    @property
    def saved_minutes(self) -> int:
        """Minutes saved: so many for each suggestion that was taken and did not come back."""
        return self.total.kept * law.limit("routing_minutes")


def read(*, weeks: int = WEEKS, agency: Agency | None = None) -> Quality:
    """Return how the router did in the newest ``weeks``, of one agency or all: two queries.

    The index ``suggestions_by_week`` bounds what is read.
    """
    newest = week_of(clock.now())
    mondays = [newest - timedelta(weeks=back) for back in reversed(range(weeks))]
    rows = SuggestionRecord.objects.filter(week__gte=mondays[0])
    if agency is not None:
        rows = rows.filter(chosen=agency)
    found = list(_counted(rows))
    names = Agency.objects.in_bulk({row["chosen"] for row in found})
    quality, by_week = Quality(), {monday: Tally() for monday in mondays}
    by_agency: dict[int, Tally] = {}
    for row in found:
        quality.total.add(row)
        by_week.setdefault(row["week"], Tally()).add(row)
        by_agency.setdefault(row["chosen"], Tally()).add(row)
    quality.weeks = sorted(by_week.items())
    quality.agencies = sorted(
        ((names[pk], tally) for pk, tally in by_agency.items()),
        key=lambda pair: (-pair[1].total, str(pair[0])),
    )
    return quality


def _counted(rows: QuerySet[SuggestionRecord]) -> Iterable[Any]:
    sure, first, back = Q(is_sure=True), Q(rank=1), Q(wrong__in=BACK)
    counted = rows.order_by().values("week", "chosen")
    return counted.annotate(
        total=Count("pk"),
        accepted=Count("pk", filter=sure & first),
        changed=Count("pk", filter=sure & ~first),
        unsure=Count("pk", filter=~sure),
        back=Count("pk", filter=back),
        kept=Count("pk", filter=sure & first & ~back),
        automatic=Count("pk", filter=Q(automatic=True)),
    )
