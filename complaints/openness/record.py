"""The record of the town and its offices, year by year, with small numbers hidden.

An office counts with all its units. What is shown forms a tree: the town's year, its offices, the
months of an office, the categories of such a month. Each row of it is protected against its total,
and what lies below a hidden number is hidden whole (docs/decisions/0043).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.cache import cache

from agencies.models import Agency
from complaints.figures import reading
from complaints.figures.cuts import Sums
from complaints.figures.protection import FEW, HIDDEN, Cell, cell, part, row
from complaints.figures.reading import Times
from complaints.figures.slices import Slice
from complaints.insights.figure import Figure
from complaints.insights.figures import BY_CODE
from complaints.insights.totals import Totals
from complaints.models.figures import BUCKETS, Grain
from lapor import clock, kept

OUTCOMES = tuple(BY_CODE[code] for code in ("followed", "done", "confirmed"))
"""Three different things that are easily taken for one."""
TROUBLE = tuple(BY_CODE[code] for code in ("objected", "reopened"))
PROMISES = tuple(BY_CODE[code] for code in ("kept_first_follow_up", "kept_resolution"))
SPEED = tuple(BY_CODE[code] for code in ("reply_median", "resolve_median"))
TOLD = (*OUTCOMES, *SPEED, *PROMISES, *TROUBLE)
RANKED_BY = BY_CODE["resolve_median"]
NAMES = tuple(
    dict.fromkeys(
        (
            "received",
            *(f"at_{state}" for state in BUCKETS),
            *(name for figure in TOLD for name in figure.sums),
        )
    )
)
SECONDS = 60
"""How long the figures of all offices are kept."""

OfficeSums = dict[int | None, Sums]
"""Sums by the id of the head of an office; None is what lies with the coordinator."""


@dataclass(frozen=True)
class Record:
    """What is told of one office in one year.

    Attributes:
        agency: the head of the office; None is what was not forwarded to any.
        received: how many reports it leads, with its units.
        counts: what became of them, by the code of the figure.
        shares: parts from 0 to 1, by the code of the figure; only where there are enough.
        times: working minutes by the code of the figure; only where there are enough.
    """

    agency: Agency | None
    received: Cell
    counts: dict[str, Cell]
    shares: dict[str, float] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Whole:
    """What is told of the whole town in one year."""

    number: int
    is_over: bool
    totals: Totals
    counts: dict[str, Cell]


@dataclass(frozen=True)
class Year(Whole):
    """The same with the record of every office."""

    records: list[Record]

    def of(self, agency: Agency) -> Record:
        """Return the record of an office, which may be empty."""
        nothing = {figure.code: Cell(0) for figure in (*OUTCOMES, *TROUBLE)}
        found = (one for one in self.records if one.agency and one.agency.pk == agency.pk)
        return next(found, Record(agency, Cell(0), nothing))


def years() -> list[int]:
    """Return the years of which there is a record, newest first; at least the present one."""
    return sorted({*by_year(), clock.today().year}, reverse=True)


def first_and_last(number: int) -> tuple[date, date]:
    """Return the days between which a year lies."""
    return date(number, 1, 1), date(number, 12, 31)


def by_year() -> dict[int, OfficeSums]:
    """Return the sums of every office in every year; kept for a minute."""
    found: dict[int, OfficeSums] | None = cache.get("openness-years")
    if found is None:
        found = _by_year()
        cache.set("openness-years", found, SECONDS)
    return found


def _by_year() -> dict[int, OfficeSums]:
    first = reading.first_day()
    if first is None:
        return {}
    asked = Slice(date(first.year, 1, 1), date(clock.today().year, 12, 31))
    rows = reading.series(asked, Grain.YEAR, *NAMES, by=["lead"])
    return {start.year: of_offices(leads) for start, leads in sorted(rows.items())}


def of_offices(leads: Mapping[int | None, Sums]) -> OfficeSums:
    """Add the sums of units to those of their offices."""
    heads, found = {pk: one.office_id for pk, one in agencies().items()}, OfficeSums()
    for lead, sums in leads.items():
        found.setdefault(lead and heads.get(lead, lead), Counter()).update(sums)
    return found


def agencies() -> dict[int, Agency]:
    """Return every agency that there ever was, by id, as read within the minute."""
    return kept.remember("openness.agencies", _agencies)


def _agencies() -> dict[int, Agency]:
    return Agency.objects.order_by("short_name").in_bulk()


@dataclass(frozen=True)
class Rows:
    """The offices of a year in their order, and a protected row of each number of reports."""

    order: list[int | None]
    received: list[Cell]
    counts: dict[str, list[Cell]]

    @classmethod
    def of(cls, offices: OfficeSums, town: Sums) -> Rows:
        """Protect the rows of all offices against the sums of the town."""
        order = sorted(offices, key=lambda pk: (pk is None, str(agencies().get(pk or 0, ""))))
        sums = [offices[pk] for pk in order]
        received = row_of("received", sums, enough=town["received"])
        counts = {figure.code: part_of(figure, sums, received, town) for figure in OUTCOMES}
        return cls(order, received, counts)


def whole(number: int) -> Whole:
    """Return what is told of the whole town in a year."""
    town = sum(by_year().get(number, {}).values(), Counter[str]())
    totals = Totals({state: town[f"at_{state}"] for state in BUCKETS if town[f"at_{state}"]})
    counts = {figure.code: cell(figure.count(town)) for figure in OUTCOMES}
    return Whole(number, number < clock.today().year, totals, counts)


def year(number: int) -> Year:
    """Return what is told of a year, office by office."""
    offices, times = by_year().get(number, {}), _times(number)
    rows = Rows.of(offices, sum(offices.values(), Counter[str]()))
    records = [
        _record(
            agencies().get(pk or 0),
            offices[pk],
            times.get(pk, {}),
            rows.received[place],
            {code: cells[place] for code, cells in rows.counts.items()},
        )
        for place, pk in enumerate(rows.order)
    ]
    return Year(**vars(whole(number)), records=records)


def row_of(name: str, sums: Iterable[Sums], *, enough: int) -> list[Cell]:
    """Return the protected row of a sum; hidden whole when its total is small itself."""
    values = [one[name] for one in sums]
    return [HIDDEN] * len(values) if 0 < enough < FEW else row(values)


def part_of(figure: Figure, sums: Iterable[Sums], whole: list[Cell], above: Sums) -> list[Cell]:
    """Return the protected row of a figure beside the row it is part of.

    Args:
        figure: a number of reports.
        sums: of each cell.
        whole: the row of the reports received.
        above: the sums of the row's total.
    """
    values = [figure.count(one) for one in sums]
    total = figure.count(above)
    return [HIDDEN] * len(values) if 0 < total < FEW else part(values, whole)


def _times(number: int) -> dict[int | None, dict[str, Times]]:
    """Return the working times of every office in a year; kept for a minute."""
    key = f"openness-times-{number}"
    found: dict[int | None, dict[str, Times]] | None = cache.get(key)
    if found is None:
        found = times_of_offices(reading.times(Slice(*first_and_last(number)), by=["lead"]))
        cache.set(key, found, SECONDS)
    return found


def times_of_offices(
    leads: Mapping[int | None, dict[str, Times]],
) -> dict[int | None, dict[str, Times]]:
    """Add the working times of units to those of their offices."""
    heads = {pk: one.office_id for pk, one in agencies().items()}
    found: dict[int | None, dict[str, Times]] = {}
    for lead, steps in leads.items():
        mine = found.setdefault(lead and heads.get(lead, lead), {})
        for step, times in steps.items():
            mine.setdefault(step, Times()).bins.update(times.bins)
    return found


def _record(
    agency: Agency | None,
    sums: Sums,
    times: dict[str, Times],
    received: Cell,
    counts: dict[str, Cell],
) -> Record:
    if not received.is_shown:
        trouble = {figure.code: HIDDEN for figure in TROUBLE}
        return Record(agency, received, counts | trouble)
    trouble = {figure.code: cell(figure.count(sums)) for figure in TROUBLE}
    return Record(
        agency,
        received,
        counts | trouble,
        shares={
            figure.code: share for figure in PROMISES if (share := _share(figure, sums)) is not None
        },
        times={
            figure.code: int(value)
            for figure in SPEED
            if figure.count(sums, times) >= FEW and (value := figure.value(sums, times)) is not None
        },
    )


def _share(figure: Figure, sums: Sums) -> float | None:
    """Return a share, where it is of enough reports."""
    whole = sum(sums[name] for name in figure.whole)
    return figure.value(sums) if whole >= FEW else None


# -- one office -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One year or month of an office."""

    start: date
    received: Cell
    done: Cell
    is_running: bool = False


def over_years(agency: Agency) -> list[Step]:
    """Return an office year by year, from the first that has a report of anybody."""
    running = clock.today().year
    return [
        Step(date(number, 1, 1), *year_of(number, agency), is_running=number == running)
        for number in sorted(by_year())
    ]


def year_of(number: int, agency: Agency) -> tuple[Cell, Cell]:
    """Return what an office received in a year, and how much of it is done."""
    offices = by_year().get(number, {})
    if agency.pk not in offices:
        return Cell(0), Cell(0)
    rows = Rows.of(offices, sum(offices.values(), Counter[str]()))
    place = rows.order.index(agency.pk)
    return rows.received[place], rows.counts["done"][place]


def over_months(number: int, agency: Agency) -> list[Step]:
    """Return an office month by month; nothing, where the year itself is hidden."""
    received, done = year_of(number, agency)
    if not received.is_shown or not received.value:
        return []
    ids = tuple(pk for pk, one in agencies().items() if one.office_id == agency.pk)
    asked = Slice(*first_and_last(number), lead=ids)
    found: dict[date, dict[Any, Sums]] = reading.series(asked, Grain.MONTH, *NAMES)
    months = [date(number, month, 1) for month in range(1, 13)]
    sums = [found.get(start, {}).get((), Counter()) for start in months]
    return _steps(months, sums, done)


def _steps(months: list[date], sums: list[Sums], done: Cell) -> list[Step]:
    today = clock.today()
    running = today.replace(day=1)
    received = row([one["received"] for one in sums])
    figure = BY_CODE["done"]
    parts = [figure.count(one) for one in sums]
    solved = part(parts, received) if done.is_shown else [HIDDEN] * len(months)
    return [
        Step(start, received[place], solved[place], is_running=start == running)
        for place, start in enumerate(months)
        if start <= running
    ]


def of_units(number: int, agency: Agency) -> list[tuple[Agency, Cell]]:
    """Return what the office itself and each unit below it received in a year."""
    received, _ = year_of(number, agency)
    units = {pk: one for pk, one in agencies().items() if one.office_id == agency.pk}
    if not received.is_shown or len(units) == 1:
        return []
    asked = Slice(*first_and_last(number), lead=tuple(units))
    sums = reading.table(asked, "received", by=["lead"])
    cells = row([sums.get(pk, Counter())["received"] for pk in units])
    return [(one, cells[place]) for place, one in enumerate(units.values())]
