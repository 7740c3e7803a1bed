"""Which sums there are: what is kept apart over how long, and what is added up.

Every sum is a cell of a cut: which of the axes it keeps apart. A cut has the number that
PostgreSQL's ``GROUPING`` gives it, so that one statement fills many (GROUPING SETS). The longer a
sum reaches, the more axes it may keep apart; anything finer is read from the standings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, combinations

from complaints.models.figures import BUCKETS, DIMENSIONS, MEASURES, Grain

AXES = (("lead",), ("category",), ("region",), ("channel", "klass"))
"""What a cut keeps apart: door and class have few values, so they stand together."""
SUMMED = {Grain.DAY: 1, Grain.MONTH: 2, Grain.YEAR: 3}
"""By how many axes at once there are sums, by how long they reach."""
SPREAD = {Grain.DAY: 0, Grain.MONTH: 1, Grain.YEAR: 2}
"""The same for spreads."""

EDGES = (
    *range(60, 16 * 60 + 1, 60),  # hour by hour for two days of eight hours
    *range(20 * 60, 80 * 60 + 1, 4 * 60),  # half days for two weeks
    *range(88 * 60, 800 * 60 + 1, 8 * 60),  # days until a hundred
)
"""Upper ends of the bins of working time, in minutes; the last bin has none."""

COLUMN_OF = {
    name: f"{name}_id" if name in ("lead", "category", "region") else name for name in DIMENSIONS
}
"""In which column of a table a dimension stands."""
COLUMNS = tuple(COLUMN_OF.values())
IN_STATES = tuple(f"at_{bucket.value}" for bucket in BUCKETS)
SUMS = ("received", "closed", *IN_STATES, *MEASURES)
Sums = Counter[str]
"""Sums by name; one that is not there is zero."""
STEPS = {"verify": "verify_minutes", "reply": "reply_minutes", "resolve": "resolve_minutes"}
REASON = "reason"
_STARTS = {
    Grain.DAY: "{0}",
    Grain.MONTH: "date_trunc('month', {0})::date",
    Grain.YEAR: "date_trunc('year', {0})::date",
}


def number_of(names: Iterable[str]) -> int:
    """Return the number of the cut that keeps these dimensions apart, with all of their axes."""
    asked = set(names)
    kept = set(chain.from_iterable(axis for axis in AXES if not asked.isdisjoint(axis)))
    bits = [name not in kept for name in DIMENSIONS]
    return sum(1 << place for place, gone in enumerate(reversed(bits)) if gone)


CUTS = {
    number_of(chain.from_iterable(axes)): axes
    for size in range(len(AXES) + 1)
    for axes in combinations(AXES, size)
}
"""The axes of every cut, by its number."""


def cuts_of(grain: Grain, most: dict[Grain, int]) -> tuple[int, ...]:
    """Return the cuts that have sums of a grain (``SUMMED``), or spreads (``SPREAD``)."""
    return tuple(number for number, axes in CUTS.items() if len(axes) <= most[grain])


def start_of(grain: Grain, day: str) -> str:
    """SQL: the first day of the stretch in which a day lies."""
    return _STARTS[grain].format(day)


def values_of(what: Iterable[str]) -> str:
    """SQL: of a report the bin of each step (``STEPS``), and its reason, each with its name."""
    edges = f"ARRAY[{', '.join(map(str, EDGES))}]"
    return ", ".join(
        f"('{one}', width_bucket({STEPS[one]}, {edges})::text)"
        if one in STEPS
        else f"('{one}', nullif({one}, ''))"
        for one in what
    )
