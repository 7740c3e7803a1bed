"""What a crowd is made of, and when its reports came: by season, by weekday, by hour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate

from django.utils import timezone

from complaints.models import Complaint
from lapor import clock

YEARS = 5
IMPORTED = 0.8
"""What is older than so much of the years came in one day from the town's old list."""
TOGETHER = 10_000
"""Reports of one of these stretches point only at each other: they are copied at once."""

HAZE, FLOODS = (8, 9, 10), (11, 12, 1)
SEASONS = {8: 1.5, 9: 1.9, 10: 1.5, 11: 1.3, 12: 1.5, 1: 1.4}
"""How much more comes in the months of peat fires and of floods."""
WEEK = (1.1, 1.1, 1.0, 1.0, 0.95, 0.65, 0.6)
"""One fifth is sent at weekends."""
HOURS = (*(1,) * 5, 2, 4, 7, 9, 9, 8, 7, 6, 6, 6, 5, 4, 4, 5, 6, 5, 4, 2, 1)


@dataclass(frozen=True)
class Ground:
    """What the reports are made of.

    The first of each list but the agencies comes most often, the last seldom: of a thousand
    reports one. An agency that stands several times in its list gets so many times more.
    """

    model: Complaint
    """A report that was forwarded; the others are like it in what is not spread."""
    agencies: Sequence[int]
    categories: Sequence[int]
    regions: Sequence[int]
    people: Sequence[int] = ()
    """To whom reports are given."""
    tags: Sequence[int] = ()
    """The first stands on every tenth report, the last on one in a thousand."""
    seasonal: Mapping[int, int] = field(default_factory=dict)
    """Month → the category of what it brings: haze, floods."""


class Days:
    """When the reports of some years came: more in some months, fewer at weekends and at night."""

    def __init__(self, until: datetime, days: int) -> None:
        zone = timezone.get_current_timezone()
        first = until.astimezone(zone).date() - timedelta(days=days)
        every = [first + timedelta(days=number) for number in range(days)]
        self._starts = [datetime.combine(day, time(), zone).astimezone(UTC) for day in every]
        self._weights = [SEASONS.get(day.month, 1.0) * WEEK[day.weekday()] for day in every]
        self._sums = list(accumulate(self._weights))
        self._hours = list(accumulate(HOURS))

    def moment(self, age: float) -> datetime:
        """Return when a report came that is older than that share of all."""
        sought = (1 - age) * self._sums[-1]
        number = min(bisect_right(self._sums, sought), len(self._sums) - 1)
        left = 1 - (self._sums[number] - sought) / self._weights[number]
        worked = min(max(left, 0.0), 0.999_999) * self._hours[-1]
        hour = bisect_right(self._hours, worked)
        rest = 1 - (self._hours[hour] - worked) / HOURS[hour]
        return self._starts[number] + timedelta(seconds=int(3600 * (hour + rest)))


class Crowd:
    """What all reports of one crowd share."""

    def __init__(self, ground: Ground, number: int) -> None:
        self.ground = ground
        self.number = number
        self.first = ground.model.pk + 1
        self.now = clock.now().replace(microsecond=0)
        self.days = Days(self.now, 365 * YEARS)
        self.import_day = self.days.moment(IMPORTED)
