"""Working-time arithmetic: what counts as office time, and when so much of it is over.

The rules come from workflow.md, *Clocks*: what is sent outside office time counts from the next
opening, the day of sending does not count, a clock in days ends at the close of its last working
day, and a clock in hours counts office time only.

Everything rests on a *position*: a working day and the seconds of office time already worked in
it. A moment in office time, or before opening, stands on its own day; a moment after closing, or
on a day without office, stands at the end of the last working day before it. Moments are aware
datetimes and are read in whole seconds; results are in UTC. This module knows no Django.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

Segment = tuple[dt.time, dt.time]

ONE_DAY = dt.timedelta(days=1)
SEARCH_DAYS = 366
SUNDAY = 6


class NoWorkingDayError(Exception):
    """The calendar has no working day within a year: its hours or holidays are wrong."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(
            f"Tidak ada hari kerja dalam setahun dari {day:%d-%m-%Y}. "
            "Periksa jam kerja dan hari libur."
        )


class Position(NamedTuple):
    """A place in working time: seconds of office time worked in a working day."""

    day: dt.date
    offset: int


def _seconds(time: dt.time) -> int:
    """Return the seconds from midnight to `time`."""
    return time.hour * 3600 + time.minute * 60 + time.second


def _checked(weekday: int, segments: Sequence[Segment]) -> tuple[tuple[int, int], ...]:
    """Return the segments of a weekday as sorted pairs of seconds since midnight.

    Raises:
        ValueError: no such weekday, a segment that ends before it begins, or an overlap.
    """
    pairs = tuple(sorted((_seconds(opens), _seconds(closes)) for opens, closes in segments))
    if not 0 <= weekday <= SUNDAY:
        msg = f"no such weekday: {weekday}"
        raise ValueError(msg)
    if any(closes <= opens for opens, closes in pairs):
        msg = f"office hours of weekday {weekday} end before they begin"
        raise ValueError(msg)
    if any(later[0] < earlier[1] for earlier, later in pairwise(pairs)):
        msg = f"office hours of weekday {weekday} overlap"
        raise ValueError(msg)
    return pairs


class WorkingCalendar:
    """The office hours and holidays of one town.

    Args:
        hours: for each weekday (Monday is 0) its stretches of office time; a lunch break makes
            two. A weekday that is missing or empty is free. No stretch reaches over midnight.
        holidays: the days without office, joint leave included.
        zone: the town's time zone. A change of the town's clocks inside office hours is not
            accounted for; Indonesia has none.

    Raises:
        ValueError: a weekday outside 0–6, or hours that run backwards or overlap.
    """

    def __init__(
        self,
        hours: Mapping[int, Sequence[Segment]],
        holidays: Collection[dt.date],
        zone: ZoneInfo,
    ) -> None:
        checked = {weekday: _checked(weekday, segments) for weekday, segments in hours.items()}
        self.zone = zone
        self._segments = tuple(checked.get(weekday, ()) for weekday in range(7))
        self._lengths = tuple(
            sum(closes - opens for opens, closes in segments) for segments in self._segments
        )
        self._holidays = frozenset(holidays)
        # Sorted, with running totals, so that a stretch of years costs two bisections.
        self._lost_days = sorted(day for day in self._holidays if self._lengths[day.weekday()])
        self._lost_totals = [
            0,
            *accumulate(self._lengths[day.weekday()] for day in self._lost_days),
        ]

    # Days

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether the offices open on `day`."""
        return self.length(day) > 0

    def length(self, day: dt.date) -> int:
        """Return the seconds of office time of `day`; 0 when the offices stay closed."""
        return 0 if day in self._holidays else self._lengths[day.weekday()]

    def opening(self, day: dt.date) -> dt.datetime:
        """Return the moment the offices open on a working day.

        Raises:
            ValueError: `day` is no working day.
        """
        return self._at(day, self._open_segments(day)[0][0])

    def close(self, day: dt.date) -> dt.datetime:
        """Return the moment the offices close on a working day.

        Raises:
            ValueError: `day` is no working day.
        """
        return self._at(day, self._open_segments(day)[-1][1])

    def move_day(self, day: dt.date, days: int) -> dt.date:
        """Return the working day `days` working days after (before, when negative) `day`.

        Args:
            day: where to start; it is not counted, and need not be a working day itself.
            days: working days; 0 returns `day` as it is.

        Raises:
            NoWorkingDayError: a year without a working day lies on the way.
        """
        step = ONE_DAY if days > 0 else -ONE_DAY
        for _ in range(abs(days)):
            start = day
            for _ in range(SEARCH_DAYS):
                day += step
                if self.is_working_day(day):
                    break
            else:
                raise NoWorkingDayError(start)
        return day

    # Moments

    def is_open(self, moment: dt.datetime) -> bool:
        """Tell whether `moment` lies in office time; the closing moment itself does not."""
        return self.next_opening(moment) == self._local(moment)

    def next_opening(self, moment: dt.datetime) -> dt.datetime:
        """Return `moment` itself when the offices are open, else the next time they open.

        Raises:
            NoWorkingDayError: they do not open within a year.
        """
        local = self._local(moment)
        day, second = local.date(), _seconds(local.time())
        if self.is_working_day(day):
            for opens, closes in self._segments[day.weekday()]:
                if second < closes:
                    return self._at(day, max(opens, second))
        return self.opening(self.move_day(day, 1))

    def next_close(self, moment: dt.datetime) -> dt.datetime:
        """Return the close of the day of `moment` if it is still ahead, else of the next one.

        Raises:
            NoWorkingDayError: the offices do not open within a year.
        """
        return self.close(self.next_opening(moment).astimezone(self.zone).date())

    def close_after(self, moment: dt.datetime, days: int) -> dt.datetime:
        """Return the close of the n-th working day after the date of `moment`.

        Args:
            moment: where to start; its own date does not count.
            days: working days, at least 1.

        Raises:
            ValueError: `days` is below 1.
            NoWorkingDayError: a year without a working day lies on the way.
        """
        if days < 1:
            msg = "close_after counts from one working day"
            raise ValueError(msg)
        return self.close(self.move_day(self._local(moment).date(), days))

    # Clocks in days

    def due_after_days(self, start: dt.datetime, days: int, extra_seconds: int = 0) -> dt.datetime:
        """Return when a clock of `days` working days ends: the close of its last day.

        Args:
            start: when the clock starts; its day does not count.
            days: promised working days, 0 or more.
            extra_seconds: office seconds to add, such as those of a pause; rounded up to the
                close of a day together with the rest, once.

        Raises:
            ValueError: `days` or `extra_seconds` is negative.
            NoWorkingDayError: a year without a working day lies on the way.
        """
        _refuse_negative(days, extra_seconds)
        position = self._plus_seconds(self._plus_days(self.position(start), days), extra_seconds)
        return self.close(position.day)

    def shift_days(self, moment: dt.datetime, days: int) -> dt.datetime:
        """Return the moment `days` working days later (earlier, when negative), same time of day.

        A moment outside office time is first put at the end of the working day before it, or,
        before opening, at the opening.

        Raises:
            NoWorkingDayError: a year without a working day lies on the way.
        """
        return self._earliest(self._plus_days(self.position(moment), days))

    def before_days(self, moment: dt.datetime, days: int) -> dt.datetime:
        """Return the moment `days` working days before `moment`; see `shift_days`."""
        _refuse_negative(days)
        return self.shift_days(moment, -days)

    def days_between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return the working days that end after `start` and not after the day of `end`.

        The day of `start` does not count, as with a clock; 0 when `end` is not after `start`.
        """
        first, last = self.position(start).day, self.position(end).day
        if end <= start or last <= first:
            return 0
        weeks, rest = divmod((last - first).days, 7)
        week = sum(1 for length in self._lengths if length)
        days = sum(1 for n in range(rest) if self._lengths[(first.weekday() + 1 + n) % 7])
        lost = bisect_left(self._lost_days, last + ONE_DAY) - bisect_left(
            self._lost_days, first + ONE_DAY
        )
        return weeks * week + days - lost

    # Clocks in hours

    def due_after_seconds(self, start: dt.datetime, seconds: int) -> dt.datetime:
        """Return the exact moment when `seconds` of office time have passed since `start`.

        Outside office time the count begins at the next opening. A count that ends with a
        stretch of office time ends at its close, not at the next opening.

        Raises:
            ValueError: `seconds` is negative.
            NoWorkingDayError: a year without a working day lies on the way.
        """
        _refuse_negative(seconds)
        if seconds == 0:
            return self.next_opening(start)
        return self._earliest(self._plus_seconds(self.position(start), seconds))

    def before_seconds(self, moment: dt.datetime, seconds: int) -> dt.datetime:
        """Return the latest moment with `seconds` of office time between it and `moment`.

        Raises:
            ValueError: `seconds` is negative.
            NoWorkingDayError: a year without a working day lies on the way.
        """
        _refuse_negative(seconds)
        day, offset = self.position(moment)
        offset -= seconds
        while offset < 0:
            day = self.move_day(day, -1)
            offset += self.length(day)
        return self._latest(Position(day, offset))

    def seconds_between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return the seconds of office time from `start` to `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        first, last = self.position(start), self.position(end)
        return self._seconds_of_days(first.day, last.day) + last.offset - first.offset

    # Positions

    def position(self, moment: dt.datetime) -> Position:
        """Return where `moment` stands in working time (see the head of this module).

        Raises:
            ValueError: `moment` has no time zone.
            NoWorkingDayError: the year before has no working day.
        """
        local = self._local(moment)
        day, second = local.date(), _seconds(local.time())
        if not self.is_working_day(day):
            day = self.move_day(day, -1)
            return Position(day, self.length(day))
        worked = sum(
            min(second, closes) - opens
            for opens, closes in self._segments[day.weekday()]
            if second > opens
        )
        return Position(day, worked)

    def _plus_days(self, position: Position, days: int) -> Position:
        """Move a position by whole working days; the end of a day stays the end of a day."""
        day = self.move_day(position.day, days)
        length = self.length(day)
        if position.offset >= self.length(position.day):
            return Position(day, length)
        return Position(day, min(position.offset, length))

    def _plus_seconds(self, position: Position, seconds: int) -> Position:
        """Move a position forward by office seconds."""
        day, offset = position.day, position.offset + seconds
        while offset > (length := self.length(day)):
            offset -= length
            day = self.move_day(day, 1)
        return Position(day, offset)

    def _earliest(self, position: Position) -> dt.datetime:
        """Return the first moment that stands at `position`: an end rather than an opening."""
        left = position.offset
        segments = self._open_segments(position.day)
        for opens, closes in segments:
            if left <= closes - opens:
                return self._at(position.day, opens + left)
            left -= closes - opens
        return self.close(position.day)

    def _latest(self, position: Position) -> dt.datetime:
        """Return the last moment that stands at `position`: an opening rather than an end."""
        left = position.offset
        for opens, closes in self._open_segments(position.day):
            if left < closes - opens:
                return self._at(position.day, opens + left)
            left -= closes - opens
        return self.opening(self.move_day(position.day, 1))

    def _seconds_of_days(self, first: dt.date, last: dt.date) -> int:
        """Return the office seconds of the days from `first` up to, not including, `last`."""
        weeks, rest = divmod((last - first).days, 7)
        days = sum(self._lengths[(first.weekday() + n) % 7] for n in range(rest))
        lost = (
            self._lost_totals[bisect_left(self._lost_days, last)]
            - self._lost_totals[bisect_left(self._lost_days, first)]
        )
        return weeks * sum(self._lengths) + days - lost

    # Clock faces

    def _open_segments(self, day: dt.date) -> tuple[tuple[int, int], ...]:
        """Return the segments of a working day.

        Raises:
            ValueError: `day` is no working day.
        """
        if not self.is_working_day(day):
            msg = f"{day} is no working day"
            raise ValueError(msg)
        return self._segments[day.weekday()]

    def _local(self, moment: dt.datetime) -> dt.datetime:
        """Return `moment` on the town's clock face, in whole seconds.

        Raises:
            ValueError: `moment` has no time zone.
        """
        if moment.tzinfo is None:
            msg = "a moment needs a time zone"
            raise ValueError(msg)
        return moment.astimezone(self.zone).replace(microsecond=0)

    def _at(self, day: dt.date, second: int) -> dt.datetime:
        """Return the UTC moment of so many seconds after the town's midnight."""
        minutes, seconds = divmod(second, 60)
        hours, minutes = divmod(minutes, 60)
        face = dt.datetime.combine(day, dt.time(hours, minutes, seconds), tzinfo=self.zone)
        return face.astimezone(dt.UTC)


def _refuse_negative(*amounts: int) -> None:
    """Raise ValueError when an amount of working time is below zero."""
    if any(amount < 0 for amount in amounts):
        msg = "working time cannot be negative"
        raise ValueError(msg)
