"""Measures how well the router does on a history that it has not seen."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from routing import engine, training
from routing.classifier import Model
from routing.town import Town
from routing.training import Told

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
MOST_SURE = 0.6
BINS = 10
MOST_PAIRS = 12
TIMED = 200
SEED = 5


class Undated(Exception):
    """A history without dates cannot be split by time."""


class Outcome(NamedTuple):
    """What was suggested for one report, and what was right."""

    truth: str
    ranked: tuple[str, ...]
    chance: float
    """Of the first."""

    @property
    def is_right(self) -> bool:
        """Whether the first was right."""
        return self.ranked[:1] == (self.truth,)


@dataclass(frozen=True)
class Measured:
    """Everything that was measured in one run."""

    outcomes: Sequence[Outcome]
    learned_from: int
    seconds: float
    milliseconds: float


def split(
    told: Sequence[Told], *, by_time: bool, share: float, seed: int = SEED
) -> tuple[list[Told], list[Told]]:
    """Return what is learned from and what is measured; equal texts are never in both.

    Raises:
        Undated: it should be split by time, and the history has no dates.
    """
    if by_time:
        dated = sorted((one for one in told if one.at is not None), key=lambda one: one.at or 0)
        if not dated:
            raise Undated
        cut = round(len(dated) * (1 - share))
        return dated[:cut], dated[cut:]
    groups = sorted({one.group for one in told})
    random.Random(seed).shuffle(groups)  # noqa: S311 (a split that is the same every time)
    held = set(groups[: round(len(groups) * share)])
    return (
        [one for one in told if one.group not in held],
        [one for one in told if one.group in held],
    )


def run(
    town: Town, learned: Sequence[Told], measured: Sequence[Told], *, with_category: bool = True
) -> Measured:
    """Learn from one part of a history, and measure on the other.

    Args:
        town: what is chosen from.
        learned: what is learned from; empty for a cold start.
        measured: what is measured on.
        with_category: whether the category that was chosen at filing is an input.
    """
    if not with_category:
        learned, measured = (
            [replace(one, category=None) for one in rows] for rows in (learned, measured)
        )
    started = time.perf_counter()
    model = training.train(learned, town)
    seconds = time.perf_counter() - started
    outcomes = [_outcome(one, town, model) for one in measured]
    started = time.perf_counter()
    for one in measured[:TIMED]:
        _suggest(one, town, model, explains=True)
    spent = (time.perf_counter() - started) / max(1, len(measured[:TIMED]))
    return Measured(outcomes, len(learned), seconds, spent * 1000)


def _suggest(
    one: Told, town: Town, model: Model | None, *, explains: bool
) -> list[engine.Suggestion]:
    return engine.suggest(
        title=one.title,
        text=one.text,
        category=one.category,
        region=one.region,
        town=town,
        model=model,
        explains=explains,
    )


def _outcome(one: Told, town: Town, model: Model | None) -> Outcome:
    found = _suggest(one, town, model, explains=False)
    chance = found[0].probability if found else 0.0
    return Outcome(one.agency, tuple(row.agency.code for row in found), chance)


def top(outcomes: Sequence[Outcome], first: int) -> float:
    """Return the share of reports whose agency is among the first suggested."""
    return _share(one.truth in one.ranked[:first] for one in outcomes)


def macro_f1(outcomes: Sequence[Outcome]) -> float:
    """Return the mean over agencies of the F1 of the first suggestion."""
    said = Counter(one.ranked[0] for one in outcomes if one.ranked)
    true = Counter(one.truth for one in outcomes)
    right = Counter(one.truth for one in outcomes if one.is_right)
    scores = [2 * right[code] / (said[code] + true[code]) for code in true]
    return sum(scores) / len(scores) if scores else 0.0


def among_most_sure(outcomes: Sequence[Outcome], part: float = MOST_SURE) -> float:
    """Return the share that is right among the part of which the router is most sure."""
    ordered = sorted(outcomes, key=lambda one: -one.chance)
    return _share(one.is_right for one in ordered[: round(part * len(ordered))])


def at_threshold(outcomes: Sequence[Outcome], least: float) -> tuple[float, float]:
    """Return the share of reports with at least this chance, and how many of these are right."""
    sure = [one for one in outcomes if one.chance >= least]
    return (len(sure) / len(outcomes) if outcomes else 0.0, _share(one.is_right for one in sure))


def calibration(outcomes: Sequence[Outcome]) -> Iterator[tuple[float, int, float, float]]:
    """Yield, for each tenth of chances: where it begins, how many, what was said, what was right."""
    for number in range(BINS):
        rows = [one for one in outcomes if min(int(one.chance * BINS), BINS - 1) == number]
        if rows:
            said = sum(one.chance for one in rows) / len(rows)
            yield number / BINS, len(rows), said, _share(one.is_right for one in rows)


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Return by how much what was said differs from what was right (expected calibration error)."""
    rows = calibration(outcomes)
    total = sum(number * abs(said - right) for _, number, said, right in rows)
    return total / len(outcomes) if outcomes else 0.0


def by_agency(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, int, float, float]]:
    """Yield code, number of reports, top 1 and top 3 of each agency, the one with most first."""
    for code, number in sorted(
        Counter(one.truth for one in outcomes).items(), key=lambda one: (-one[1], one[0])
    ):
        rows = [one for one in outcomes if one.truth == code]
        yield code, number, top(rows, 1), top(rows, 3)


def confused(outcomes: Sequence[Outcome]) -> list[tuple[str, str, int]]:
    """Return the pairs of agencies taken for each other most often: true, said, how often."""
    pairs = Counter(
        (one.truth, one.ranked[0]) for one in outcomes if one.ranked and not one.is_right
    )
    ordered = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))
    return [(true, said, number) for (true, said), number in ordered[:MOST_PAIRS]]


def _share(found: Iterator[bool]) -> float:
    rows = list(found)
    return sum(rows) / len(rows) if rows else 0.0
