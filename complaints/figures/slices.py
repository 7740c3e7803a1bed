"""Of which reports figures are asked, and the years, months and days that make up a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from complaints.models.figures import DIMENSIONS, Grain
from lapor import clock


@dataclass(frozen=True)
class Slice:
    """Of which reports figures are asked; every part narrows them.

    Attributes:
        first: first day on which they were received, in the town's zone.
        last: last day, included.
        lead: ids of the agencies that lead them; None for all, also for those of no agency.
        category: id of the category.
        region: ids of the kelurahan (of one or of a whole kecamatan).
        channel: the door.
        klass: the class under which they are counted.

    In ``lead``, ``category`` and ``region`` a None stands for the reports that have none.
    """

    first: date
    last: date
    lead: tuple[int | None, ...] | None = None
    category: tuple[int | None, ...] | None = None
    region: tuple[int | None, ...] | None = None
    channel: tuple[str, ...] | None = None
    klass: tuple[str, ...] | None = None

    @property
    def fixed(self) -> tuple[str, ...]:
        """The dimensions that are narrowed."""
        return tuple(name for name in DIMENSIONS if getattr(self, name) is not None)

    def of(self, **parts: Any) -> Slice:
        """Return this slice narrowed further, or over another time."""
        return replace(self, **parts)


class Tile(NamedTuple):
    """A stretch of time that cells of one grain cover whole."""

    grain: Grain
    first: date
    last: date

    @property
    def starts(self) -> list[date]:
        """The first days of its years, months or days."""
        found, day = [], self.first
        while day <= self.last:
            found.append(day)
            day = _end_of(self.grain, day) + timedelta(days=1)
        return found


def tiles(first: date, last: date) -> list[Tile]:
    """Return the years, months and days that make up a period, the longest that fit.

    Nothing comes after today, so what runs beyond it fits a period that ends today.
    """
    found: list[Tile] = []
    day, is_open = first, last >= clock.today()
    while day <= last:
        step = next(step for step in _steps_from(day) if is_open or step.last <= last)
        before = found[-1] if found else None
        if before is not None and before.grain == step.grain:
            found[-1] = before._replace(last=step.last)
        else:
            found.append(step)
        day = step.last + timedelta(days=1)
    return found


def _steps_from(day: date) -> Iterator[Tile]:
    for grain in (Grain.YEAR, Grain.MONTH, Grain.DAY):
        if grain == Grain.DAY or (day.day == 1 and (grain == Grain.MONTH or day.month == 1)):
            yield Tile(grain, day, _end_of(grain, day))


def _end_of(grain: Grain, day: date) -> date:
    if grain == Grain.YEAR:
        return date(day.year, 12, 31)
    if grain == Grain.MONTH:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day
