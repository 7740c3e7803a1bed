"""The orders of the inbox, and the keys of one page in them: each row by an index, none twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, F, Q, Value, When

from complaints.models.visibility import ComplaintQuerySet

FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for "no due time" when rows are put in order."""
LARGEST_ID = 2**63 - 1
LARGEST_COUNT = 2**31 - 1
Measure = datetime | int


class Cursor(NamedTuple):
    """Where a page ended: the part of the list, what it is sorted by there, and the row."""

    part: int
    value: Measure
    pk: int

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, int) else self.value.isoformat()
        return f"{self.part}_{value}_{self.pk}"


@dataclass(frozen=True)
class Part:
    """A stretch of a list: which rows, and the column (with a minus: downwards) in whose order.

    Without a column the rows come in the order of their arrival.
    """

    condition: Q
    column: str = ""

    @property
    def name(self) -> str:
        """The column without its direction."""
        return self.column.removeprefix("-")

    @property
    def falls(self) -> bool:
        """Whether the largest comes first."""
        return self.column.startswith("-")


@dataclass(frozen=True)
class Order:
    """A way to put a list in order: its words, and its parts, one after the other.

    Parts of one group are asked for together, so they are sorted by values of one kind.
    """

    slug: str
    label: str
    groups: tuple[tuple[Part, ...], ...]


DATED = Q(next_due_at__isnull=False)
DUE = Order(
    "sisa",
    "Sisa waktu kerja",
    (
        (
            Part(Q(danger=True) & DATED, "next_due_at"),
            Part(Q(danger=True) & ~DATED),
            Part(Q(danger=False) & DATED, "next_due_at"),
            Part(Q(danger=False) & ~DATED),
        ),
    ),
)
"""Danger first, then by due time, then what has none."""
LATE = Order(DUE.slug, DUE.label, ((DUE.groups[0][0], DUE.groups[0][2]),))
"""The same for what is late, which always has a due time."""
DANGERS = Order(DUE.slug, DUE.label, (DUE.groups[0][:2],))
"""The same where only dangers are wanted: what is none is not looked through."""
LATE_DANGERS = Order(DUE.slug, DUE.label, (DUE.groups[0][:1],))
NEWEST = Order("terbaru", "Terbaru", ((Part(Q(), "-created_at"),),))
OLDEST = Order("terlama", "Terlama", ((Part(Q(), "created_at"),),))
RECENT = Order("berubah", "Terakhir berubah", ((Part(Q(), "-updated_at"),),))
SUPPORTED = Order(
    "dukungan",
    "Paling didukung",
    (
        (Part(Q(support_count__gt=0), "-support_count"),),
        (Part(Q(support_count=0), "-created_at"),),
    ),
)
ORDERS = {order.slug: order for order in (DUE, NEWEST, OLDEST, SUPPORTED, RECENT)}


def in_order(rows: ComplaintQuerySet, order: Order) -> ComplaintQuerySet:
    """Return ``rows`` in an order, all parts of it one after the other, in a single query."""
    parts = [part for group in order.groups for part in group]
    keys: list[Any] = []
    if len(parts) > 1:
        places = [When(part.condition, then=Value(place)) for place, part in enumerate(parts)]
        keys.append(Case(*places, default=Value(len(parts))))
    for part in parts:
        column = F(part.name or "id")
        own = Case(When(part.condition, then=column)) if len(parts) > 1 else column
        keys.append(own.desc() if part.falls else own.asc())
    falls = any(part.falls for part in parts)
    ordered: ComplaintQuerySet = rows.order_by(*keys, "-id" if falls else "id")
    return ordered


def read_cursor(text: str, order: Order) -> Cursor | None:
    """Return the cursor of an address, or None when there is none or it is not one of ours."""
    try:
        part, measured, pk = text.split("_")
        value: Measure = int(measured) if measured.isdecimal() else datetime.fromisoformat(measured)
        cursor = Cursor(int(part), value, int(pk))
    except ValueError:
        return None
    parts = [part for group in order.groups for part in group]
    if not (0 <= cursor.part < len(parts) and 0 < cursor.pk <= LARGEST_ID):
        return None
    if isinstance(value, int):
        sound = parts[cursor.part].name == "support_count" and value <= LARGEST_COUNT
    else:
        sound = parts[cursor.part].name != "support_count" and value.tzinfo is not None
    return cursor if sound else None


def keys(
    lanes: Sequence[ComplaintQuerySet], order: Order, after: Cursor | None, need: int
) -> list[Cursor]:
    """Return the keys of the next ``need`` rows: one query for each group of parts that is needed.

    Args:
        lanes: disjoint rows that together are the list, each led by the columns of an index.
        order: of the list.
        after: where the page before ended.
        need: how many keys at most.
    """
    found: list[Cursor] = []
    number = 0
    for group in order.groups:
        numbered = [
            (place, part)
            for place, part in enumerate(group, start=number)
            if after is None or place >= after.part
        ]
        number += len(group)
        if numbered and len(found) < need:
            found += _of_group(lanes, numbered, after, need - len(found))
    return found


def _of_group(
    lanes: Sequence[ComplaintQuerySet],
    numbered: list[tuple[int, Part]],
    after: Cursor | None,
    need: int,
) -> list[Cursor]:
    stretches = []
    for number, part in numbered:
        beyond = _beyond(part, after) if after is not None and number == after.part else Q()
        for lane in lanes:
            rows = lane.filter(part.condition & beyond)
            stretches.append(_sorted(rows, number, part)[:need])
    falls = "-" if numbered[0][1].falls else ""
    try:
        if len(stretches) == 1:
            return [Cursor(*key) for key in stretches[0]]
        joined = stretches[0].union(*stretches[1:], all=True)
        ordered = joined.order_by("part", f"{falls}value", f"{falls}id")
        return [Cursor(*key) for key in ordered[:need]]
    except (EmptyResultSet, IndexError):
        return []


def _sorted(rows: ComplaintQuerySet, number: int, part: Part) -> Any:
    sign = "-" if part.falls else ""
    # The column stands in the order also where it is empty: the index is made so.
    columns = [f"{sign}{part.name}" if part.name else "next_due_at", f"{sign}id"]
    value: Any = F(part.name) if part.name else Value(FAR)
    rows = rows.order_by(*columns).annotate(part=Value(number), value=value)
    return rows.values_list("part", "value", "id")


def _beyond(part: Part, after: Cursor) -> Q:
    """Return what lies behind a place; the first condition bounds the index."""
    if not part.name:
        return Q(pk__gt=after.pk)
    way = "lt" if part.falls else "gt"
    bound = Q(**{f"{part.name}__{way}e": after.value})
    return bound & (Q(**{f"{part.name}__{way}": after.value}) | Q(**{f"pk__{way}": after.pk}))
