"""Moving the demo town's clock, and waking the workers so that the clocks act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from agencies import law
from complaints import tasks
from lapor import clock

STEPS: dict[str, Callable[[datetime], datetime]] = {
    "1h": lambda now: now + timedelta(hours=1),
    "1d": lambda now: law.calendar().shift_days(now, 1) + timedelta(minutes=1),
    "5d": lambda now: law.calendar().shift_days(now, 5) + timedelta(minutes=1),
}
"""By code: an hour, one working day, five working days (one minute past, so that a date passes)."""


def move(step: str) -> datetime | None:
    """Move the clock by one of ``STEPS``; return the new time, None for an unknown step."""
    if step not in STEPS:
        return None
    target = STEPS[step](clock.now())
    clock.set_offset(clock.offset() + round((target - clock.now()).total_seconds()))
    for task in (tasks.sweep_deadlines, tasks.digests, tasks.deliver):
        task.delay()
    return clock.now()
