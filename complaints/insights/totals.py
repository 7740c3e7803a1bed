"""The published figures of some days: how many reports are in which state, and the sentence of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from complaints.figures import reading
from complaints.figures.cuts import Sums
from complaints.figures.slices import Slice
from complaints.insights import telling
from complaints.insights.figures import BY_CODE
from complaints.models.figures import BUCKETS


@dataclass(frozen=True)
class Totals:
    """How many reports of a period are in which state."""

    by_state: dict[str, int]

    @property
    def sums(self) -> Sums:
        """The same as the sums of the figures."""
        at = {f"at_{state}": amount for state, amount in self.by_state.items()}
        return Counter({"received": sum(self.by_state.values()), **at})

    @property
    def received(self) -> int:
        """All reports of the period, without spam, tests and sealed ones."""
        return self._count("received")

    @property
    def handled(self) -> int:
        """*Tertangani*: answered, resolved or archived; a merged one as its main report."""
        return self._count("handled")

    @property
    def in_process(self) -> int:
        """*Dalam proses*."""
        return self._count("in_process")

    @property
    def not_started(self) -> int:
        """*Belum ditindaklanjuti*."""
        return self._count("not_started")

    @property
    def sentence(self) -> str:
        """The sentence that the town publishes."""
        return telling.sentence(self.sums)

    def _count(self, code: str) -> int:
        return BY_CODE[code].count(self.sums)


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
