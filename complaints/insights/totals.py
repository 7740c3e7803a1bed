"""Figures of a period, read from rollups: never a scan of reports.

Law: the published sentence of the town's yearly figures (*tertangani*, *dalam proses*, *belum
ditindaklanjuti*); spam and tests are left out, sealed reports respect no count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min

from agencies.models import Agency
from complaints.figures import reading
from complaints.figures.reading import Slice
from complaints.models import Complaint
from complaints.models.figures import BUCKETS
from complaints.states import OPEN, State
from lapor import clock

HANDLED = (State.ANSWERED, State.RESOLVED, State.ARCHIVED)
IN_PROCESS = (State.FOLLOWED_UP, State.NEEDS_INFO, State.REFERRED, State.APPEALED)
NOT_STARTED = (State.RECEIVED, State.VERIFIED, State.FORWARDED)
MOST_LATE_AGENCIES = 100
"""A town has about 90 units; nobody reads a longer list."""


@dataclass(frozen=True)
class Totals:
    """How many reports of a period are in which state."""

    by_state: dict[str, int]

    def sum_of(self, states: Collection[str]) -> int:
        """Return how many reports are in one of ``states``."""
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def received(self) -> int:
        """All reports of the period, without spam, tests and sealed ones."""
        return sum(self.by_state.values())

    @property
    def handled(self) -> int:
        """*Tertangani*: answered, resolved or archived; a merged one as its main report."""
        return self.sum_of(HANDLED)

    @property
    def in_process(self) -> int:
        """*Dalam proses*."""
        return self.sum_of(IN_PROCESS)

    @property
    def not_started(self) -> int:
        """*Belum ditindaklanjuti*."""
        return self.sum_of(NOT_STARTED)

    @property
    def sentence(self) -> str:
        """The sentence that the town publishes."""
        if not self.received:
            return "Tidak ada aduan pada masa ini."
        return (
            f"Dari {number(self.received)} aduan: {number(self.handled)} tertangani, "
            f"{number(self.in_process)} dalam proses, "
            f"{number(self.not_started)} belum ditindaklanjuti."
        )


@dataclass(frozen=True)
class LateAgency:
    """One agency with open reports past a date."""

    agency: Agency | None
    late: int
    oldest_due: datetime | None


def number(value: int) -> str:
    """Return a number with Indonesian thousands points."""
    return f"{value:,}".replace(",", ".")


def totals(first: date, last: date, *, agency_ids: Collection[int] | None = None) -> Totals:
    """Return the figures of the reports received from ``first`` to ``last``, both included.

    Args:
        first: first day of the period, in the town's zone.
        last: last day of the period.
        agency_ids: only reports led by these agencies; None for the whole town.
    """
    lead = None if agency_ids is None else tuple(agency_ids)
    sums = reading.total(Slice(first, last, lead=lead))
    return Totals({state: sums[f"at_{state}"] for state in BUCKETS if sums[f"at_{state}"]})


def years() -> list[int]:
    """Return the years of which there are figures, newest first; at least the present one."""
    first = min(reading.first_day() or clock.today(), clock.today())
    return list(range(clock.today().year, first.year - 1, -1))


def late_by_agency(*, agency_ids: Collection[int] | None = None) -> list[LateAgency]:
    """Return the agencies that hold late open reports, most first; None is the coordinator."""
    late = Complaint.objects.filter(
        status__in=OPEN, next_due_at__lt=clock.now(), is_sealed=False
    ).exclude(status__in=(State.ANSWERED, State.NEEDS_INFO))
    if agency_ids is not None:
        late = late.filter(holder__in=agency_ids)
    rows = list(
        late.values_list("holder")
        .annotate(count=Count("pk"), oldest=Min("next_due_at"))
        .order_by("-count", "holder")[:MOST_LATE_AGENCIES]
    )
    agencies = Agency.objects.in_bulk([pk for pk, _, _ in rows if pk is not None])
    return [LateAgency(agencies.get(pk), count, oldest) for pk, count, oldest in rows]
