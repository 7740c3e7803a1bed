"""The town's time in a story: it is moved, and then the tasks that the workers run are run."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import time_machine

from complaints import sweep
from complaints.telling import digests, outbox
from lapor import clock

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)
"""A Monday morning with a full week before the next holiday."""

STOPS = ((7, 35), (16, 1))
"""Hours of a day at which the workers are let run."""


class TownTime:
    """The clock of this process, the server's threads included."""

    def __init__(self) -> None:
        self._travel: time_machine.travel | None = None

    def __enter__(self) -> Self:
        self.stand_at(MONDAY)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def stand_at(self, moment: datetime) -> None:
        """Let the town's clock go on from ``moment`` (aware)."""
        self._stop()
        self._travel = time_machine.travel(moment, tick=True)
        self._travel.start()

    def _stop(self) -> None:
        if self._travel is not None:
            self._travel.stop()
            self._travel = None

    # -- what the workers do ---------------------------------------------------------------

    def run_tasks(self) -> None:
        """Do what beat asks the workers for every minute, once and in its order."""
        sweep.apply_calendar_edits()
        sweep.sweep_deadlines()
        digests.make_due()
        outbox.deliver()

    def pass_until(self, moment: datetime) -> None:
        """Go on to ``moment``, day by day, and let the tasks run where they have something to do.

        They run at 07.35, after the digests' hour, at 16.01, after the close of every day, and at
        ``moment`` itself.
        """
        day = clock.now().astimezone(WIB).date()
        while day <= moment.date():
            for hour, minute in STOPS:
                stop = datetime(day.year, day.month, day.day, hour, minute, tzinfo=WIB)
                if clock.now() < stop < moment:
                    self._run_at(stop)
            day += timedelta(days=1)
        self._run_at(moment)

    def _run_at(self, moment: datetime) -> None:
        self.stand_at(moment)
        self.run_tasks()
