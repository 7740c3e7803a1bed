"""Reading the sums: of a period, of some agencies, by day, month or any dimension.

A question is answered from the coarsest cells that fit it: whole years, whole months, days. What
has no cells (``cuts.SUMMED``: the months of three axes at once, single days of two) is added up
from how the reports of that slice stand, which an index bounds. Deltas that wait to be folded are
always counted, so a figure is exact at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from complaints.figures.asking import SPAN, START, Key, key_of, rows, spread
from complaints.figures.cuts import EDGES, STEPS, SUMMED, SUMS, Sums, cuts_of, number_of
from complaints.figures.slices import Slice, Tile, tiles
from complaints.models.figures import Grain


@dataclass
class Times:
    """How long a step took, in bins of working time."""

    bins: Counter[int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """Of how many reports it is known."""
        return sum(self.bins.values())

    def quantile(self, share: float) -> int | None:
        """Return within how many working minutes that share of them was done.

        The end of the bin in which the nearest rank lies; the last bin has only its beginning.
        None when it is known of no report.
        """
        rank, seen = max(1, -int(-self.count * share // 1)), 0
        for bin_number in sorted(self.bins):
            seen += self.bins[bin_number]
            if self.bins[bin_number] and seen >= rank:
                return int(EDGES[min(bin_number, len(EDGES) - 1)])
        return None


def total(asked: Slice, *names: str) -> Sums:
    """Return the sums of a slice.

    Args:
        asked: of which reports.
        names: which sums (``folding.SUMS``); all of them without.
    """
    return table(asked, *names).get((), Sums())


def table(asked: Slice, *names: str, by: Sequence[str] = ()) -> dict[Key, Sums]:
    """Return the sums of a slice for each value of some dimensions.

    Args:
        asked: of which reports.
        names: which sums; all of them without.
        by: dimensions to keep apart.

    Returns:
        Sums by value: the value itself for one dimension, a tuple for several or none.
    """
    found = rows(asked, names or SUMS, by, [tiles(asked.first, asked.last)])
    return {key_of(key): sums for key, sums in found}


def over(asked: Slice, spans: Sequence[tuple[date, date]], *names: str) -> list[Sums]:
    """Return the sums of a slice over each of some stretches of days, in one question.

    Args:
        asked: of which reports; its own time does not matter.
        spans: first and last day of each; one that ends before it begins has nothing.
        names: which sums; all of them without.
    """
    found = {
        number: sums
        for (number,), sums in rows(asked, names or SUMS, [SPAN], [tiles(*one) for one in spans])
    }
    return [found.get(number, Sums()) for number in range(len(spans))]


def series(
    asked: Slice, grain: Grain, *names: str, by: Sequence[str] = ()
) -> dict[date, dict[Key, Sums]]:
    """Return the sums of a slice over time: by first day of each year or month, or by day.

    Args:
        asked: of which reports; from the first day of a month or year to the last of one.
        grain: how long each step is.
        names: which sums; all of them without.
        by: dimensions to keep apart.
    """
    whole = [[Tile(grain, asked.first, asked.last)]]
    found: dict[date, dict[Key, Sums]] = {}
    for (start, *key), sums in rows(asked, names or SUMS, [START, *by], whole):
        found.setdefault(start, {})[key_of(key)] = sums
    return found


def is_summed(asked: Slice, grain: Grain, *, by: Sequence[str] = ()) -> bool:
    """Whether there are sums of that grain for a slice; else its reports are added up one by one."""
    return number_of((*asked.fixed, *by)) in cuts_of(grain, SUMMED)


def times(asked: Slice, *, by: Sequence[str] = ()) -> dict[Key, dict[str, Times]]:
    """Return how long each step took (``folding.STEPS``) for each value of some dimensions."""
    found: dict[Key, dict[str, Times]] = {}
    for key, what, value, amount in spread(asked, tuple(STEPS), by):
        steps = found.setdefault(key, {step: Times() for step in STEPS})
        steps[what].bins[int(value)] += amount
    return found


def archived(asked: Slice) -> Counter[str]:
    """Return how many reports were archived for which reason."""
    found: Counter[str] = Counter()
    for _, _, reason, amount in spread(asked, ("reason",), ()):
        found[reason] += amount
    return found


def first_day() -> date | None:
    """Return the day of the oldest report in the figures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(day) FROM complaints_standing")
        found: date | None = cursor.fetchone()[0]
    return found
