"""Learns from the city's history: which words lead where, and how far to trust what.

scikit-learn is imported only where it is used: this runs in commands and workers.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from agencies.models import Region
from routing import scoring
from routing.classifier import GROUPS, Model
from routing.features import Features
from routing.models import Category
from routing.scoring import Asked
from routing.town import Town

FEWEST_ROWS = 40
"""Below this many labelled reports nothing is learned."""
FEWEST_TARGETS = 2
FEWEST_BEARERS = 2
"""In how many reports a feature stands before it is kept; a word of one report never is."""
MOST_LETTERS = 0.1
"""Runs of letters in more than this part of the reports cost time and tell nothing."""
MOST_FEATURES = 120_000
HARD = 1.0
TOLERANCE = 0.01
"""How hard the model is held to its examples (liblinear's C)."""
HALF_LIFE = timedelta(days=2 * 365)
LEAST_WEIGHT = 0.25
HANDED_BACK_WEIGHT = 2.0
FOLDS = 5
MANY_ROWS = 5000
"""From here on one part in five, held back once, tells enough."""
START_MIX = np.array([3.0, -0.5, 0.3, 0.5, 1.0, 0.3])
MIX_FIRMNESS = 2.0
"""How many reports it takes to move the mix away from where it starts."""


@dataclass(frozen=True)
class Told:
    """One report of the history as it is learned from, without personal data."""

    title: str
    text: str
    category: Category | None
    region: Region | None
    agency: str
    """Code of the agency that was right; empty where only wrong ones are known."""
    at: datetime | None = None
    wrong: tuple[str, ...] = ()
    """Codes of agencies that handed it back."""
    weight: float = 1.0

    @property
    def group(self) -> int:
        """A number that equal texts share, so that they stay together."""
        return crc32(" ".join(f"{self.title} {self.text}".lower().split()).encode())


@dataclass
class _Prepared:
    """The history in numbers."""

    asked: list[Asked]
    found: list[Features]
    labels: list[str]
    wrong: list[frozenset[str]]
    weights: NDArray[np.float64]
    groups: NDArray[np.int64]
    counts: Counter[str] = field(default_factory=Counter)


def train(history: Iterable[Told], town: Town) -> Model | None:
    """Learn from a history; None when it is too short or tells of one agency only."""
    started = time.perf_counter()
    ready = _prepared(history, town)
    labelled = [number for number, label in enumerate(ready.labels) if label]
    if len(labelled) < FEWEST_ROWS or len(set(ready.labels) - {""}) < FEWEST_TARGETS:
        return None
    parts, truth, _ = _held_back(ready, labelled, town)
    mix = fitted_mix(parts, truth)
    model = _learned(ready, range(len(ready.labels)))
    seconds = round(time.perf_counter() - started, 2)
    figures = {"rows": len(labelled), "targets": len(model.targets), "seconds": seconds}
    return replace(model, mix=mix, figures=figures)


def _prepared(history: Iterable[Told], town: Town) -> _Prepared:
    rows = list(history)
    key_of = {row.code: target.key for target in town.targets for row in target.members}
    asked = [Asked(row.title, row.text, row.category, row.region) for row in rows]
    latest = max((row.at for row in rows if row.at is not None), default=None)
    return _Prepared(
        asked,
        [scoring.features_of(one) for one in asked],
        [key_of.get(row.agency, "") for row in rows],
        [frozenset(key_of[code] for code in row.wrong if code in key_of) for row in rows],
        np.array([row.weight * _freshness(row.at, latest) for row in rows]),
        np.array([row.group for row in rows], dtype=np.int64),
        Counter(row.agency for row in rows if key_of.get(row.agency, "").startswith("@")),
    )


def _freshness(at: datetime | None, latest: datetime | None) -> float:
    """Return how much a report counts: one of two years ago half as much as one of today."""
    if at is None or latest is None:
        return 1.0
    return float(max(LEAST_WEIGHT, 0.5 ** ((latest - at) / HALF_LIFE)))


def _held_back(
    ready: _Prepared, labelled: Sequence[int], town: Town
) -> tuple[list[NDArray[np.float64]], list[int], list[int]]:
    """Return what the parts say of reports that the model in hand has not seen, and the truth."""
    folds = (ready.groups // 7) % FOLDS
    keys = {target.key: number for number, target in enumerate(town.targets)}
    parts, truth, which = [], [], []
    for fold in range(1 if len(labelled) > MANY_ROWS else FOLDS):
        seen = [number for number in range(len(ready.labels)) if folds[number] != fold]
        if len({ready.labels[number] for number in seen} - {""}) < FEWEST_TARGETS:
            continue
        model = _learned(ready, seen)
        for number in labelled:
            if folds[number] == fold:
                scored = scoring.score(ready.asked[number], town, model)
                parts.append(scored.parts)
                truth.append(keys[ready.labels[number]])
                which.append(number)
    return parts, truth, which


def fitted_mix(parts: Sequence[NDArray[np.float64]], truth: Sequence[int]) -> NDArray[np.float64]:
    """Return the weights of the parts under which the truth is likeliest (least log-loss)."""
    from scipy.optimize import minimize  # noqa: PLC0415 (workers only)

    said = np.stack(parts)
    right = said[np.arange(len(truth)), truth]

    def loss(mix: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = said @ mix
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        chances = powers / powers.sum(axis=1, keepdims=True)
        likely = scores[np.arange(len(truth)), truth] - np.log(powers.sum(axis=1))
        slope = np.einsum("rt,rtp->p", chances, said) - right.sum(axis=0)
        away = mix - START_MIX
        return float(-likely.sum() + MIX_FIRMNESS * away @ away), slope + 2 * MIX_FIRMNESS * away

    bounds = [(0.05, None), (None, None), (0.0, 3.0), (0.05, None), (0.05, None), (0.0, None)]
    found = minimize(loss, START_MIX, jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x)


def _learned(ready: _Prepared, which: Iterable[int]) -> Model:
    """Learn from some of the rows, one target against all others."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 (workers only)

    rows = [number for number in which if ready.labels[number] or ready.wrong[number]]
    keys, idf = _vocabulary([ready.found[number] for number in rows])
    matrix = _matrix([ready.found[number] for number in rows], keys, idf)
    labels = np.array([ready.labels[number] for number in rows])
    targets = sorted(set(labels.tolist()) - {""})
    weights = np.zeros((len(keys), len(targets)), dtype=np.float32)
    bias = np.zeros(len(targets), dtype=np.float32)
    base = ready.weights[rows]
    for column, target in enumerate(targets):
        back = np.array([target in ready.wrong[number] for number in rows])
        used = np.flatnonzero((labels != "") | back)
        weight = np.where(back, HANDED_BACK_WEIGHT, 1.0) * base
        one = LinearSVC(C=HARD, tol=TOLERANCE, random_state=0)
        one.fit(matrix[used], labels[used] == target, sample_weight=weight[used])
        weights[:, column] = one.coef_[0]
        bias[column] = one.intercept_[0]
    tally = Counter(labels.tolist())
    return Model(
        keys,
        idf,
        weights.astype(np.float16),
        bias,
        tuple(targets),
        tuple(tally[target] for target in targets),
        dict(ready.counts),
    )


def _vocabulary(found: Sequence[Features]) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Return the features worth keeping, ascending, and how telling each is."""
    kept_keys, kept_times = [], []
    for group in range(len(GROUPS)):
        every = np.concatenate([one[group].keys for one in found])
        keys, times = np.unique(every, return_counts=True)
        most = MOST_LETTERS * len(found) if GROUPS[group][0] == "letters" else len(found)
        kept = (times >= FEWEST_BEARERS) & (times <= most)
        kept_keys.append(keys[kept])
        kept_times.append(times[kept])
    keys, first = np.unique(np.concatenate(kept_keys), return_index=True)
    times = np.concatenate(kept_times)[first]
    if len(keys) > MOST_FEATURES:
        kept = times > np.partition(times, -MOST_FEATURES)[-MOST_FEATURES]
        keys, times = keys[kept], times[kept]
    return keys, np.log((1 + len(found)) / (1 + times)).astype(np.float32) + 1


def _matrix(found: Sequence[Features], keys: NDArray[np.uint32], idf: NDArray[np.float32]) -> Any:
    """Return the reports as one sparse matrix, as ``Model.vector`` counts each."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (workers only)

    blank = Model(keys, idf, np.zeros((0, 0), np.float16), np.zeros(0, np.float32), (), (), {})
    vectors = [blank.vector(one) for one in found]
    ends = np.cumsum([0, *(len(rows) for rows, _ in vectors)])
    columns = np.concatenate([rows for rows, _ in vectors])
    values = np.concatenate([values for _, values in vectors]).astype(np.float64)
    return csr_matrix((values, columns, ends), shape=(len(found), len(keys)))
