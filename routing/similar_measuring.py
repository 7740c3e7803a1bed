"""How well similar reports are told apart, on labelled pairs: precision, recall and F1 at thresholds.

A file has lines ``half, scene, trouble, time, kelurahan, metres, place, text`` set apart by tabs.
Every two reports of one scene are a pair; they are one trouble where the third column is the same.
So each scene is made of what is easily confused, and hard pairs come by themselves.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from routing import similar
from routing.similar import Candidate

PAIRS = Path(__file__).parent / "data" / "similar_pairs.tsv"
THRESHOLDS = (0.3, 0.4, 0.5, similar.REPEAT, 0.7, 0.8)
COLUMNS = 8
MIDDLE = (-2.2, 113.9)
"""Where a scene lies on the earth; only distances count."""
METRES_OF_A_DEGREE = 111_320.0
NOTHING = "-"


@dataclass(frozen=True)
class Pair:
    """Two reports, the earlier one first, and whether they tell of one trouble."""

    half: str
    first: Candidate
    second: Candidate
    is_same: bool


@dataclass(frozen=True)
class Figures:
    """How good a threshold is."""

    threshold: float
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was called a repeat that was one."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of repeats that were called one."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read(lines: Iterable[str]) -> list[Pair]:
    """Return the pairs of a file. Raises ``ValueError`` with the number of a line that is broken."""
    scenes: dict[tuple[str, str], list[tuple[str, Candidate]]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            half, scene, trouble, report = _report(number, line.rstrip("\n").split("\t"))
        except ValueError as trouble_with_it:
            raise ValueError(
                f"Baris {number} tidak dapat dibaca: {line.strip()}"
            ) from trouble_with_it
        scenes.setdefault((half, scene), []).append((trouble, report))
    return [
        Pair(half, one, other, is_same=told == again)
        for (half, _), reports in scenes.items()
        for (told, one), (again, other) in itertools.combinations(_by_time(reports), 2)
    ]


def _by_time(reports: list[tuple[str, Candidate]]) -> list[tuple[str, Candidate]]:
    return sorted(reports, key=lambda one: one[1].at)


def _report(number: int, columns: list[str]) -> tuple[str, str, str, Candidate]:
    if len(columns) != COLUMNS:
        raise ValueError("columns")
    half, scene, trouble, at, region, metres, place, text = columns
    point = None
    if metres != NOTHING:
        east, north = (float(one) / METRES_OF_A_DEGREE for one in metres.split(","))
        point = (MIDDLE[0] + north, MIDDLE[1] + east)
    moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Jakarta"))
    report = Candidate(
        number,
        "",
        text,
        moment,
        "" if place == NOTHING else place,
        None if region == NOTHING else region,
        point,
    )
    return half, scene, trouble, report


def scored(pairs: Iterable[Pair]) -> Iterator[tuple[float, Pair]]:
    """Yield every pair with how likely it is one trouble."""
    for pair in pairs:
        yield similar.compare(pair.second, pair.first).score, pair


def figures(results: Iterable[tuple[float, Pair]]) -> list[Figures]:
    """Return how good each threshold is."""
    known = list(results)
    return [
        Figures(
            threshold,
            right=sum(pair.is_same and score >= threshold for score, pair in known),
            wrong=sum(not pair.is_same and score >= threshold for score, pair in known),
            missed=sum(pair.is_same and score < threshold for score, pair in known),
        )
        for threshold in THRESHOLDS
    ]
