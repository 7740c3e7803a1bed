"""Cached readers of the numbers a city may edit: calendar, promises, limits, escalation.

A process keeps what it read for a minute (`lapor.kept`); whoever edits a row calls `forget()`.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from agencies.calendar import Segment, WorkingCalendar
from agencies.models import Clock, EscalationLevel, Holiday, Limit, OfficeHours, Promise
from lapor import kept


class MissingLawError(LookupError):
    """A number that the law needs is not in the database."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} belum diisi. Jalankan manage.py load_defaults.")


class Amount(NamedTuple):
    """How long a clock runs: a number of working days or of office hours."""

    amount: int
    unit: Promise.Unit

    @property
    def in_hours(self) -> bool:
        """Whether the amount counts office hours, not working days."""
        return self.unit == Promise.Unit.HOUR

    @property
    def seconds(self) -> int:
        """The office seconds of an amount in hours.

        Raises:
            ValueError: the amount is in days, whose length depends on the calendar.
        """
        if not self.in_hours:
            msg = "an amount in working days has no fixed seconds"
            raise ValueError(msg)
        return self.amount * 3600

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.label}"


class Level(NamedTuple):
    """One escalation level: how far from the due moment, and who is told."""

    level: int
    after_days: int
    audience: EscalationLevel.Audience


def forget() -> None:
    """Forget everything read, so that the next reader sees what was just edited."""
    kept.forget()


def calendar() -> WorkingCalendar:
    """Return the town's working calendar, from office hours and holidays.

    Raises:
        MissingLawError: no office hours are set.
    """
    return kept.remember("law.calendar", _read_calendar)


def promise(clock: str, case: str = "") -> Amount:
    """Return how long a clock runs (workflow.md, *Clocks*).

    Args:
        clock: one of `agencies.models.Clock`.
        case: one of `Promise.Case`; without a row of its own, the default of the clock holds.

    Raises:
        MissingLawError: the clock has no promise, not even a default.
    """
    promises = kept.remember("law.promises", _read_promises)
    amount = promises.get((clock, case)) or promises.get((clock, ""))
    if amount is None:
        label = Clock(clock).label if clock in Clock.values else clock
        what = f"Janji layanan “{label}”"
        raise MissingLawError(what)
    return amount


def limit(code: str) -> int:
    """Return one number of the rules, such as `limit("hand_backs")`.

    Raises:
        MissingLawError: there is no such limit.
    """
    limits = kept.remember("law.limits", _read_limits)
    if code not in limits:
        what = f"Batas “{code}”"
        raise MissingLawError(what)
    return limits[code]


def escalation_levels() -> list[Level]:
    """Return the escalation levels in order; level 0, when set, is the reminder before due."""
    return list(kept.remember("law.levels", _read_levels))


def _read_calendar() -> WorkingCalendar:
    hours: dict[int, list[Segment]] = {}
    for row in OfficeHours.objects.all():
        hours.setdefault(row.weekday, []).append((row.opens, row.closes))
    if not hours:
        what = "Jam kerja"
        raise MissingLawError(what)
    holidays: frozenset[dt.date] = frozenset(Holiday.objects.values_list("date", flat=True))
    return WorkingCalendar(hours, holidays, ZoneInfo(settings.TIME_ZONE))


def _read_promises() -> dict[tuple[str, str], Amount]:
    return {
        (row.clock, row.case): Amount(row.amount, Promise.Unit(row.unit))
        for row in Promise.objects.all()
    }


def _read_limits() -> dict[str, int]:
    return dict(Limit.objects.values_list("code", "value"))


def _read_levels() -> list[Level]:
    return [
        Level(row.level, row.after_days, EscalationLevel.Audience(row.audience))
        for row in EscalationLevel.objects.all()
    ]
