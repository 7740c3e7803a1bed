"""What the dashboard reads: each question to the figures once, and only when a block needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from agencies.models.law import FIRST_DAY
from complaints.figures import reading
from complaints.figures.cuts import SUMS, Sums
from complaints.figures.reading import Times
from complaints.figures.slices import Slice
from complaints.insights.figure import Figure
from complaints.insights.figures import BY_CODE
from complaints.insights.filters import Asked
from complaints.insights.period import Length, Period
from complaints.models.figures import Grain
from complaints.states import OPEN
from lapor import clock

OPEN_SUMS = tuple(f"at_{state}" for state in OPEN)
AGES = ((0, 7), (8, 14), (15, 30), (31, 90), (91, 365), (366, None))
"""Of how many to how many days since receipt; the last has no end."""
OF_PARTS = ("received", *SUMS[2:12], "late", "objected", "kept_resolution", "broken_resolution")
"""The sums that the tables by agency, category and place show."""
SPARK_MONTHS = 12
STEPS_OF_SPANS = ((62, Length.DAY), (3 * 366, Length.MONTH))
"""Up to how many days a stretch is told by day or by month; a longer one by year."""


@dataclass(frozen=True)
class Age:
    """Open reports that were received in the same stretch of days."""

    words: str
    first: date
    last: date
    sums: Sums

    @property
    def code(self) -> str:
        """The stretch as a period of an address."""
        return f"{self.first}..{self.last}"


class Numbers:
    """The figures of one question."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._by: dict[tuple[str, ...], dict[Any, Sums]] = {}

    @cached_property
    def _three(self) -> list[Sums]:
        asked = self.asked
        spans = [(one.first, one.last) for one in (asked.slice, asked.before, asked.year_before)]
        return reading.over(asked.slice, spans, *SUMS)

    @property
    def now(self) -> Sums:
        """All sums of the period."""
        return self._three[0]

    @property
    def before(self) -> Sums:
        """All sums of the period before, as far as this one has run."""
        return self._three[1]

    @property
    def year_before(self) -> Sums:
        """All sums of the same period a year before, as far as this one has run."""
        return self._three[2]

    @cached_property
    def times(self) -> dict[str, Times]:
        """The working times of the period."""
        return reading.times(self.asked.slice).get((), {})

    def value(self, code: str) -> float | None:
        """Return a figure of the period."""
        return BY_CODE[code].value(self.now, self._times_for(BY_CODE[code]))

    def count(self, code: str) -> int:
        """Return how many reports the list behind a figure of the period has."""
        return BY_CODE[code].count(self.now, self._times_for(BY_CODE[code]))

    def _times_for(self, figure: Figure) -> dict[str, Times]:
        return self.times if figure.step else {}

    @cached_property
    def ever(self) -> Slice:
        """The same filters over all time: what is open now, whenever it came."""
        return self.asked.slice.of(first=FIRST_DAY, last=date(clock.today().year, 12, 31))

    @property
    def ever_code(self) -> str:
        """All time as a period of an address."""
        return f"{self.ever.first}..{self.ever.last}"

    @cached_property
    def ever_by_class(self) -> dict[str, Sums]:
        """What is open and late now, by class."""
        return reading.table(self.ever, *OPEN_SUMS, "late", by=["klass"])

    @cached_property
    def standing_now(self) -> Sums:
        """What is open and late now."""
        return sum(self.ever_by_class.values(), Sums())

    @cached_property
    def ages(self) -> list[Age]:
        """What is open now, by how long ago it was received."""
        today = clock.today()
        spans = [
            (FIRST_DAY if last is None else today - timedelta(last), today - timedelta(first))
            for first, last in AGES
        ]
        found = reading.over(self.asked.slice, spans, *OPEN_SUMS, "late")
        return [
            Age(f"{first}–{last} hari" if last else f"lebih dari {first - 1} hari", *span, sums)
            for (first, last), span, sums in zip(AGES, spans, found, strict=True)
        ]

    @cached_property
    def steps(self) -> list[Step]:
        """How the period went, step by step, beside the same a year before."""
        return steps_of(self.asked)

    def by(self, *dimensions: str) -> dict[Any, Sums]:
        """Return the sums of the period for each value of some dimensions, read once."""
        if dimensions not in self._by:
            self._by[dimensions] = reading.table(self.asked.slice, *OF_PARTS, by=dimensions)
        return self._by[dimensions]

    @property
    def has_sparks(self) -> bool:
        """Whether months by agency are summed for what is asked; else too many rows are read."""
        return reading.is_summed(self.asked.slice, Grain.MONTH, by=["lead"])

    @cached_property
    def sparks(self) -> tuple[list[date], dict[date, dict[Any, Sums]]]:
        """Received by agency in the twelve months that end with the period or with today."""
        last = min(self.asked.period.last, max(clock.today(), self.asked.period.first))
        months = months_until(last, SPARK_MONTHS)
        end = Period.around(Length.MONTH, last).last
        asked = self.asked.slice.of(first=months[0], last=end)
        return months, reading.series(asked, Grain.MONTH, "received", by=["lead"])


@dataclass(frozen=True)
class Step:
    """One step of the trend.

    Attributes:
        period: the days of the step.
        received: received in it; None for days to come.
        year_before: received in the same step a year before.
        closed: closed in it.
    """

    period: Period
    received: int | None
    year_before: int
    closed: int | None


def months_until(last: date, count: int) -> list[date]:
    """Return the first days of some months, the last of which has the day ``last``."""
    number = last.year * 12 + last.month - count
    return [date((number + i) // 12, (number + i) % 12 + 1, 1) for i in range(count)]


def steps_of(asked: Asked) -> list[Step]:
    """Return the trend of what is asked: by day, by week of a quarter, or by month of a year."""
    period = asked.period
    length = _step_of(period)
    parts = list(_split(period, length))
    then = [part.year_before() for part in parts]
    this, before = _sums_of(asked.slice, parts, length), _sums_of(asked.slice, then, length)
    today = clock.today()
    return [
        Step(
            part,
            sums["received"] if part.first <= today else None,
            old["received"],
            sums["closed"] if part.first <= today else None,
        )
        for part, sums, old in zip(parts, this, before, strict=True)
    ]


def _step_of(period: Period) -> Length:
    if period.length is Length.QUARTER:
        return Length.WEEK
    if period.length is Length.YEAR:
        return Length.MONTH
    if period.length is Length.SPAN:
        days = (period.last - period.first).days
        return next((length for most, length in STEPS_OF_SPANS if days <= most), Length.YEAR)
    return Length.DAY


def _split(period: Period, length: Length) -> Iterable[Period]:
    """Return the parts of a period, those at its ends cut off at its days."""
    step = Period.around(length, period.first)
    while step.first <= period.last:
        first, last = max(step.first, period.first), min(step.last, period.last)
        whole = (first, last) == (step.first, step.last)
        yield step if whole else Period(Length.SPAN, first, last)
        step = step.next()


def _sums_of(asked: Slice, parts: list[Period], length: Length) -> list[Sums]:
    """Return the sums received and closed of each part: one question."""
    if length is Length.YEAR or (length is Length.MONTH and any(_is_cut(part) for part in parts)):
        spans = [(part.first, part.last) for part in parts]
        return reading.over(asked, spans, "received", "closed")
    whole = asked.of(first=min(p.first for p in parts), last=max(p.last for p in parts))
    grain = Grain.MONTH if length is Length.MONTH else Grain.DAY
    found = reading.series(whole, grain, "received", "closed")
    return [
        sum(
            (sums[()] for day, sums in found.items() if part.first <= day <= part.last),
            Sums(),
        )
        for part in parts
    ]


def _is_cut(part: Period) -> bool:
    return part.length is Length.SPAN


def earlier_and_later(period: Period) -> tuple[Period, Period]:
    """Return the periods beside one, for its links."""
    return period.previous(), period.next()


def lengths_of(period: Period) -> list[Period]:
    """Return the day, week, month, quarter and year to which one may change over.

    From a longer period one comes to its present part, or to its last.
    """
    today = clock.today()
    day = today if period.first <= today <= period.last else period.last
    if period.length is Length.SPAN and not period.first <= day <= period.last:
        day = period.last
    return [Period.around(length, day) for length in Length if length is not Length.SPAN]
