"""What a figure is: a name, what it adds up, what it is divided by, and the reports behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import or_

from django.db.models import Q

from complaints.figures.cuts import STEPS, Sums
from complaints.figures.reading import Times
from complaints.models.figures import BUCKETS, MARKS, SURVEYED


class Unit(Enum):
    """In what a figure is told."""

    REPORTS = "laporan"
    SHARE = "%"
    WORKING_TIME = "waktu kerja"
    STARS = "bintang dari 5"
    INDEX = "nilai dari 100"
    SUPPORTS = "dukungan"


class Good(Enum):
    """Which way is better; many figures have no better side."""

    UP = "lebih tinggi lebih baik"
    DOWN = "lebih rendah lebih baik"
    NEITHER = "tidak menilai"


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        code: its name in addresses, files and data.
        name: what people read.
        formula: how it is counted, in words.
        hides: what it does not say.
        unit: in what it is told.
        good: which way is better.
        part: the sums that it adds up.
        whole: the sums it is a share of, or is divided by; none for a plain number.
        step: the step whose working time it tells, with ``quantile``.
        quantile: which share of the reports was at least so quick.
    """

    code: str
    name: str
    formula: str
    hides: str
    unit: Unit = Unit.REPORTS
    good: Good = Good.NEITHER
    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    step: str = ""
    quantile: float = 0.0

    @property
    def counts(self) -> tuple[str, ...]:
        """The sums that say how many reports the list behind the figure has."""
        return COUNTED_BY.get(self.part, self.part)

    @property
    def where(self) -> Q:
        """The reports behind the figure, as a question to ``Standing``; see ``by_closing``."""
        if self.step:
            return Q(**{f"{STEPS[self.step]}__isnull": False})
        return reduce(or_, (CONDITIONS[name] for name in self.counts))

    @property
    def by_closing(self) -> bool:
        """Whether its period is that of closing, not of receipt."""
        return "closed" in self.part

    @property
    def sums(self) -> tuple[str, ...]:
        """All sums that its value needs."""
        return tuple(dict.fromkeys((*self.part, *self.whole, *self.counts)))

    def value(self, sums: Sums, times: dict[str, Times] | None = None) -> float | None:
        """Return the figure: reports, a share from 0 to 1, working minutes, or a mean.

        None where there is nothing to tell it of.

        Args:
            sums: what :mod:`complaints.figures.reading` returned for the slice.
            times: the working times of the slice; needed when ``step`` is set.
        """
        if self.step:
            return (times or {}).get(self.step, Times()).quantile(self.quantile)
        part = sum(sums[name] for name in self.part)
        if not self.whole:
            return part
        whole = sum(sums[name] for name in self.whole)
        return SCALE.get(self.code, 1) * part / whole if whole else None

    def count(self, sums: Sums, times: dict[str, Times] | None = None) -> int:
        """Return how many reports the list behind the figure has."""
        if self.step:
            return (times or {}).get(self.step, Times()).count
        return sum(sums[name] for name in self.counts)


CONDITIONS = (
    {"received": Q(), "closed": Q(closed_on__isnull=False)}
    | {f"at_{state}": Q(bucket=state) for state in BUCKETS}
    | {name: Q(**{name: 1}) for name in MARKS}
)
COUNTED_BY: dict[tuple[str, ...], tuple[str, ...]] = {
    ("stars",): ("rated",),
    ("survey_points",): ("surveyed",),
    **{(name,): ("surveyed",) for name in SURVEYED},
    ("supports",): ("supported",),
}
"""Amounts have no list of their own: the list is of the reports that brought them."""
SURVEY_BEST = 4
SCALE = {
    "survey_index": 100 / (len(SURVEYED) * SURVEY_BEST),
    **dict.fromkeys(SURVEYED, 100 / SURVEY_BEST),
}
"""Each question weighs the same (PermenPANRB 14/2017): the mean of the marks times 25."""
