"""A day, week, month, quarter or year: its code in addresses, its words, and the ones before it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from agencies.models.law import FIRST_DAY, LAST_DAY
from lapor import clock
from lapor.words import DAYS, MONTHS

WEEK = timedelta(days=7)
WEEKS_OF_A_YEAR = 52
MONTHS_OF_A_QUARTER = 3


class Length(Enum):
    """How long a period is."""

    DAY = "hari"
    WEEK = "minggu"
    MONTH = "bulan"
    QUARTER = "triwulan"
    YEAR = "tahun"
    SPAN = "rentang"


class Span(NamedTuple):
    """Some days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Period:
    """A stretch of time that has a name.

    Attributes:
        length: how long it is.
        first: first day.
        last: last day, included.
    """

    length: Length
    first: date
    last: date

    @classmethod
    def around(cls, length: Length, day: date) -> Period:
        """Return the period of this length in which a day lies."""
        return _AROUND[length](day)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return a whole year."""
        return _year(date(year, 1, 1))

    @property
    def code(self) -> str:
        """Its name in addresses and files: ``2026``, ``2026-K4``, ``2026-11``, ``2026-M47``, a day, two days."""
        first = self.first
        match self.length:
            case Length.YEAR:
                return f"{first.year}"
            case Length.QUARTER:
                return f"{first.year}-K{_quarter_of(first)}"
            case Length.MONTH:
                return f"{first:%Y-%m}"
            case Length.WEEK:
                year, week, _ = first.isocalendar()
                return f"{year}-M{week:02}"
            case Length.SPAN:
                return f"{first}..{self.last}"
        return first.isoformat()

    @property
    def words(self) -> str:
        """Its name on the screen: *tahun 2026*, *triwulan IV 2026*, *November 2026*."""
        first = self.first
        match self.length:
            case Length.YEAR:
                return f"tahun {first.year}"
            case Length.QUARTER:
                return f"triwulan {('I', 'II', 'III', 'IV')[_quarter_of(first) - 1]} {first.year}"
            case Length.MONTH:
                return f"{MONTHS[first.month - 1]} {first.year}"
            case Length.WEEK:
                return f"minggu {span_words(self.first, self.last)}"
            case Length.SPAN:
                return span_words(self.first, self.last)
        return f"{DAYS[first.weekday()]}, {_date(first)}"

    @property
    def is_running(self) -> bool:
        """Whether today lies in it before its last day."""
        return self.first <= clock.today() < self.last

    @property
    def elapsed(self) -> Span:
        """Its days until today; all of them when it is over."""
        return Span(self.first, min(self.last, max(self.first, clock.today())))

    def previous(self) -> Period:
        """Return the period of the same length before it."""
        if self.length is Length.SPAN:
            days = self.last - self.first + timedelta(days=1)
            return Period(Length.SPAN, self.first - days, self.last - days)
        return Period.around(self.length, self.first - timedelta(days=1))

    def next(self) -> Period:
        """Return the period of the same length after it."""
        if self.length is Length.SPAN:
            days = self.last - self.first + timedelta(days=1)
            return Period(Length.SPAN, self.first + days, self.last + days)
        return Period.around(self.length, self.last + timedelta(days=1))

    def year_before(self) -> Period:
        """Return the same period a year before; of a week, the same one 52 weeks before."""
        if self.length is Length.WEEK:
            return Period.around(Length.WEEK, self.first - WEEKS_OF_A_YEAR * WEEK)
        if self.length is Length.SPAN:
            return Period(Length.SPAN, _year_before(self.first), _year_before(self.last))
        return Period.around(self.length, _year_before(self.first))

    def like(self, other: Period) -> Span:
        """Return as much of this period as has passed of ``other``, which may still run.

        A year until 22 November is compared with a year until 22 November, not with a whole one.
        """
        if not other.is_running:
            return Span(self.first, self.last)
        today = clock.today()
        if other.length is Length.YEAR:
            last_day = monthrange(self.first.year, today.month)[1]
            return Span(
                self.first, today.replace(year=self.first.year, day=min(today.day, last_day))
            )
        days = today - other.first
        return Span(self.first, min(self.last, self.first + days))

    def __str__(self) -> str:
        return self.words


def read(code: str) -> Period | None:
    """Return the period that a code names; None when it names none that is in use."""
    for pattern, make in _WRITTEN:
        found = re.fullmatch(pattern, code.strip(), re.ASCII)
        if found:
            try:
                period = make(*(int(part) for part in found.groups()))
            except (ValueError, OverflowError):
                return None
            return period if period.first >= FIRST_DAY and period.last <= LAST_DAY else None
    return None


def present() -> Period:
    """Return what is shown when nothing was asked: this year."""
    return Period.of_year(clock.today().year)


def span_words(first: date, last: date) -> str:
    """Return some days in words: *16–22 November 2026*, *28 Desember 2026 – 3 Januari 2027*."""
    if first == last:
        return _date(first)
    if first.year != last.year:
        return f"{_date(first)} – {_date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {_date(last)}"
    return f"{first.day}–{_date(last)}"


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _year_before(day: date) -> date:
    last_day = monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last_day))


def _quarter_of(day: date) -> int:
    return (day.month - 1) // MONTHS_OF_A_QUARTER + 1


def _day(day: date) -> Period:
    return Period(Length.DAY, day, day)


def _week(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(Length.WEEK, monday, monday + WEEK - timedelta(days=1))


def _month(day: date) -> Period:
    return Period(
        Length.MONTH, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    )


def _quarter(day: date) -> Period:
    month = MONTHS_OF_A_QUARTER * _quarter_of(day)
    first = date(day.year, month - MONTHS_OF_A_QUARTER + 1, 1)
    return Period(Length.QUARTER, first, date(day.year, month, monthrange(day.year, month)[1]))


def _year(day: date) -> Period:
    return Period(Length.YEAR, date(day.year, 1, 1), date(day.year, 12, 31))


def _span(first: date, last: date) -> Period:
    if last < first:
        raise ValueError(last)
    return Period(Length.SPAN, first, last)


_AROUND: dict[Length, Callable[[date], Period]] = {
    Length.DAY: _day,
    Length.WEEK: _week,
    Length.MONTH: _month,
    Length.QUARTER: _quarter,
    Length.YEAR: _year,
}
_WRITTEN: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"(\d{4})", Period.of_year),
    (
        r"(\d{4})-[KkTtQq]([1-4])",
        lambda year, part: _quarter(date(year, MONTHS_OF_A_QUARTER * part, 1)),
    ),
    (r"(\d{4})-(\d{2})", lambda year, month: _month(date(year, month, 1))),
    (r"(\d{4})-[MmWw](\d{1,2})", lambda year, week: _week(date.fromisocalendar(year, week, 1))),
    (
        r"(\d{4})-(\d{2})-(\d{2})\.\.(\d{4})-(\d{2})-(\d{2})",
        lambda *parts: _span(date(*parts[:3]), date(*parts[3:])),
    ),
    (r"(\d{4})-(\d{2})-(\d{2})", lambda year, month, day: _day(date(year, month, day))),
)
