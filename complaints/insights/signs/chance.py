"""Whether a share stands out from the town's beyond chance: exact binomial limits, as in a funnel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from math import exp, lgamma, log
from typing import Generic, TypeVar

BY_CHANCE = 1e-4
"""How seldom a share so high would come by chance; some hundred shares are looked at each month."""
LEAST = 5
"""Fewer cases than this say nothing."""
TIMES = 2
"""A share must be so many times the usual one: small differences are nobody's game."""

Key = TypeVar("Key", bound=Hashable)


@dataclass
class Tally:
    """At one office, officer or place: the reports that count, and those among them that did so."""

    whole: set[int] = field(default_factory=set)
    part: set[int] = field(default_factory=set)

    def add(self, complaint_id: int, *, did: bool) -> None:
        """Count one report."""
        self.whole.add(complaint_id)
        if did:
            self.part.add(complaint_id)


class Tallies(defaultdict[Key, Tally], Generic[Key]):
    """Tallies by office, officer or place."""

    def __init__(self) -> None:
        super().__init__(Tally)


@dataclass(frozen=True)
class Outlier(Generic[Key]):
    """One that stands out, and what is usual elsewhere."""

    key: Key
    part: frozenset[int]
    whole: int
    usual_part: int
    usual_whole: int


def tail(part: int, whole: int, share: float) -> float:
    """Return how likely at least ``part`` of ``whole`` are when each is so with ``share``."""
    if part <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    return min(1.0, sum(_exactly(n, whole, share) for n in range(part, whole + 1)))


def _exactly(part: int, whole: int, share: float) -> float:
    ways = lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
    return exp(ways + part * log(share) + (whole - part) * log(1 - share))


def outliers(tallies: Mapping[Key, Tally], *, at_least: float = 0.0) -> Iterator[Outlier[Key]]:
    """Yield those whose share is beyond chance and at least twice the usual one of all others.

    Args:
        tallies: by office, officer or place.
        at_least: a share that is usual anywhere, however low the town's is.
    """
    all_part = sum(len(one.part) for one in tallies.values())
    all_whole = sum(len(one.whole) for one in tallies.values())
    for key, one in tallies.items():
        part, whole = len(one.part), len(one.whole)
        others_part, others_whole = all_part - part, all_whole - whole
        usual = max(at_least, (others_part + 0.5) / (others_whole + 1))
        if part < LEAST or part < TIMES * usual * whole:
            continue
        if tail(part, whole, usual) < BY_CHANCE:
            yield Outlier(key, frozenset(one.part), whole, others_part, others_whole)
