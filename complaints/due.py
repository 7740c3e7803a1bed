"""How a due moment stands now, in words and a tone, counted in working days."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from agencies import law

SOON_DAYS = 2


class Due(NamedTuple):
    """A tone (``late``, ``today``, ``soon``, ``fine``, ``paused``) and the sentence beside it."""

    tone: str
    words: str


def stand(due_at: datetime, *, now: datetime, paused: bool = False) -> Due:
    """Return how a clock stands.

    Args:
        due_at: the due moment (aware).
        now: the present, or the moment of the pause for a paused clock.
        paused: whether the clock waits.
    """
    calendar = law.calendar()
    if due_at < now:
        days = calendar.days_between(due_at, now)
        words = f"Terlambat {days} hari kerja" if days else f"Lewat pukul {_time(due_at)}"
        return Due("late", words)
    if paused:
        return Due("paused", "Dijeda, menunggu pelapor")
    if timezone.localdate(due_at) == timezone.localdate(now):
        return Due("today", f"Hari ini, sampai pukul {_time(due_at)}")
    days = max(1, calendar.days_between(now, due_at))
    return Due("soon" if days <= SOON_DAYS else "fine", f"Sisa {days} hari kerja")


def _time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H.%M}"
