"""Lists of what waits today that no sum counts: open dangers, and what is due before the day ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from complaints.figures.slices import Slice
from complaints.insights.figure import Figure
from complaints.insights.figures import at
from complaints.insights.filters import Asked
from complaints.insights.lists.listing import AFTER, OLDEST, ORDER, Listing, read_cursor
from complaints.models import Standing
from complaints.states import OPEN, State
from lapor import clock

OWING = tuple(state for state in OPEN if state not in (State.ANSWERED, State.NEEDS_INFO))
"""States in which an office owes something."""
DANGER = Figure(
    "danger",
    "Ada bahaya",
    "laporan yang ditandai bahaya dan masih terbuka",
    "bahaya yang tidak dikenali saat laporan dikirim",
    part=at(*OPEN),
)
TODAY = Figure(
    "today",
    "Jatuh tempo hari ini",
    "laporan yang sebuah tenggatnya berakhir hari ini",
    "yang sudah lewat tenggat",
    part=at(*OPEN),
)


def is_danger() -> Q:
    """Return the condition for open dangers, as a question to ``Standing``."""
    return Q(complaint__danger=True, complaint__status__in=OPEN)


def is_due_today() -> Q:
    """Return the condition for what is due before this day ends, as a question to ``Standing``."""
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), time.min)
    return Q(
        complaint__next_due_at__gte=clock.now(),
        complaint__next_due_at__lt=timezone.make_aware(tomorrow),
        complaint__status__in=OWING,
    )


def within(asked: Slice) -> Q:
    """Return what narrows a slice as it stands on open reports themselves, for their indexes."""
    parts = {name: getattr(asked, name) for name in ("lead", "category", "region")}
    return Q(
        **{
            f"complaint__{name}__in": values
            for name, values in parts.items()
            if values is not None and None not in values
        }
    )


CONDITIONS: dict[str, tuple[Figure, Callable[[], Q]]] = {
    DANGER.code: (DANGER, is_danger),
    TODAY.code: (TODAY, is_due_today),
}


@dataclass(frozen=True)
class Waiting(Listing):
    """A list of what waits; it counts its reports, which are few, instead of reading a sum."""

    def rows(self) -> QuerySet[Standing]:
        """Return how all reports of the list stand, unsorted."""
        condition = CONDITIONS[self.figure.code][1]()
        return super().rows().filter(condition, within(self.asked.slice))

    def count(self) -> int:
        """Return how many reports wait: one query."""
        return self.rows().count()


def list_of(code: str, asked: Asked, values: Any) -> Listing | None:
    """Return the list of an address, behind a figure or of what waits; None when there is none."""
    if code not in CONDITIONS:
        return Listing.of(code, asked, values)
    return Waiting(
        CONDITIONS[code][0],
        asked,
        is_oldest_first=values.get(ORDER) == OLDEST,
        after=read_cursor(str(values.get(AFTER, ""))),
    )
