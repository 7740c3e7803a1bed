"""Learns from the city's history: which words lead where, and how far to trust what.

scikit-learn is imported only where it is used: this runs in commands and workers.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from agencies.models import Region
from routing import scoring, solving
from routing.classifier import GROUPS, Model
from routing.features import Features
from routing.models import Category
from routing.scoring import Asked, Floats
from routing.town import Town

FEWEST_ROWS = 40
"""Below this many labelled reports nothing is learned."""
FEWEST_TARGETS = 2
FEWEST_BEARERS = 2
"""In how many reports a feature stands before it is kept; a word of one report never is."""
MOST_LETTERS = 0.1
"""Runs of letters in more than this part of the reports cost time and tell nothing."""
MOST_FEATURES = 120_000
HALF_LIFE = 2 * 365.0
"""Days after which a report counts half."""
FEWEST_DAYS = 60.0
"""A history shorter than this is not split by time."""
LEAST_WEIGHT = 0.25
HANDED_BACK_WEIGHT = 2.0
FOLDS = 5
MANY_ROWS = 5000
"""From here on two tenths, held back once, tell enough."""
MOST_HELD = 1000
START_MIX = np.array([3.0, -0.5, 0.3, 0.5, 1.0, 0.3])
FIRMNESS = 2.0
FORWARD = 0.5
"""What the latest fifth counts beside all the folds."""
NOISES = (0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3)
"""In which part of a history no word tells why an agency was chosen."""
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
    weights: Floats
    ages: Floats
    groups: NDArray[np.int64]
    counts: Counter[str] = field(default_factory=Counter)


def train(
    history: Iterable[Told], town: Town, since: Mapping[str, int] | None = None
) -> Model | None:
    """Learn from a history; None when it is too short or tells of one agency only.

    Args:
        history: reports with the agency that was right, or with those that were wrong.
        town: what is chosen from.
        since: how many reports the town had had when each target was first known, as an earlier
            model tells; without one nothing counts as new.
    """
    started = time.perf_counter()
    ready = _prepared(history, town)
    labelled = [number for number, label in enumerate(ready.labels) if label]
    if len(labelled) < FEWEST_ROWS or len(set(ready.labels) - {""}) < FEWEST_TARGETS:
        return None
    if len(labelled) > MANY_ROWS:
        held = [_tenths(ready, labelled)]
    else:
        held = [*_folds(ready, labelled), *_forward(ready, labelled)]
    models = [_learned(ready, seen) for seen, _, _ in held]
    asked = [
        _answers(ready, unseen, town, model)
        for model, (_, unseen, _) in zip(models, held, strict=True)
    ]
    model = _learned(ready, range(len(ready.labels)), models[0])
    keys = [target.key for target in town.targets]
    mix, noise = fitted(
        np.concatenate([parts for parts, _ in asked]),
        np.concatenate([truth for _, truth in asked]),
        model.usual(keys),
        np.concatenate([weights for _, _, weights in held]),
    )
    figures = {
        "rows": len(labelled),
        "targets": len(model.targets),
        **_latest(ready, held, asked, mix),
        "seconds": round(time.perf_counter() - started, 1),
    }
    first = {key: (since or {}).get(key, len(labelled) if since else 0) for key in keys}
    return replace(model, mix=mix, noise=noise, since=first, figures=figures)


_Held = tuple[list[int], list[int], Floats]
"""What is learned from, what is held back, and how much each of these counts."""


def _folds(ready: _Prepared, labelled: Sequence[int]) -> Iterator[_Held]:
    """Yield parts of the history, each held back once; equal texts stay together."""
    folds = (ready.groups // 7) % FOLDS
    for fold in range(FOLDS):
        seen = [number for number in range(len(ready.labels)) if folds[number] != fold]
        unseen = [number for number in labelled if folds[number] == fold]
        if unseen and len({ready.labels[number] for number in seen} - {""}) >= FEWEST_TARGETS:
            yield seen, unseen, np.ones(len(unseen))


def _forward(ready: _Prepared, labelled: Sequence[int]) -> Iterator[_Held]:
    """Yield the history up to a day, and what came after: how it will be asked in earnest.

    What is to come is never quite like what was: agencies are merged, habits change.
    """
    dated = sorted((ready.ages[number], number) for number in labelled)
    if not dated or dated[-1][0] < FEWEST_DAYS:
        return
    unseen = [number for _, number in dated[: max(1, len(dated) // FOLDS)]]
    oldest = max(ready.ages[number] for number in unseen)
    groups = {int(ready.groups[number]) for number in unseen}
    seen = [
        number
        for number in range(len(ready.labels))
        if ready.ages[number] > oldest and int(ready.groups[number]) not in groups
    ]
    if len({ready.labels[number] for number in seen} - {""}) >= FEWEST_TARGETS:
        yield seen, unseen, np.full(len(unseen), FORWARD * len(labelled) / len(unseen))


def _tenths(ready: _Prepared, labelled: Sequence[int]) -> _Held:
    """Return a long history without its latest tenth and without any tenth, held back once.

    Of a very long one less is held back: a thousand tell enough.
    """
    ordered = sorted(labelled, key=lambda number: (ready.ages[number], number))
    parts = max(10, len(ordered) // MOST_HELD)
    latest = ordered[: len(ordered) // parts]
    groups = {int(ready.groups[number]) for number in latest}
    others = [number for number in ordered if int(ready.groups[number]) not in groups]
    any_tenth = [number for number in others if ready.groups[number] // 7 % parts == 0]
    held = {*latest, *any_tenth}
    taken = groups | {int(ready.groups[number]) for number in any_tenth}
    seen = [
        number
        for number in range(len(ready.labels))
        if number not in held and int(ready.groups[number]) not in taken
    ]
    weights = np.concatenate((np.ones(len(any_tenth)), np.full(len(latest), FORWARD)))
    return seen, [*any_tenth, *latest], weights


def _answers(
    ready: _Prepared, unseen: Sequence[int], town: Town, model: Model
) -> tuple[Floats, NDArray[np.intp]]:
    """Return what the parts say of reports that the model in hand has not seen, and the truth."""
    keys = {target.key: number for number, target in enumerate(town.targets)}
    parts = [scoring.score(ready.asked[number], town, model).parts for number in unseen]
    return np.stack(parts), np.array([keys[ready.labels[number]] for number in unseen])


def _latest(
    ready: _Prepared, held: Sequence[_Held], asked: Sequence[tuple[Any, Any]], mix: Floats
) -> dict[str, Any]:
    """Return how well the latest tenth was told, by what was learned before it."""
    order = sorted(range(len(held[-1][1])), key=lambda place: ready.ages[held[-1][1][place]])
    places = order[: max(1, len(order) // 2)]
    parts, truth = asked[-1]
    right = (parts[places] @ mix).argmax(axis=1) == truth[places]
    return {"latest": len(places), "latest_right": int(right.sum())}


def _prepared(history: Iterable[Told], town: Town) -> _Prepared:
    rows = list(history)
    key_of = {row.code: target.key for target in town.targets for row in target.members}
    asked = [Asked(row.title, row.text, row.category, row.region) for row in rows]
    ages = _ages(rows)
    fresh = np.maximum(LEAST_WEIGHT, 0.5 ** (ages / HALF_LIFE))
    return _Prepared(
        asked,
        [scoring.features_of(one) for one in asked],
        [key_of.get(row.agency, "") for row in rows],
        [frozenset(key_of[code] for code in row.wrong if code in key_of) for row in rows],
        fresh * np.array([row.weight for row in rows]),
        ages,
        np.array([row.group for row in rows], dtype=np.int64),
        Counter(row.agency for row in rows if key_of.get(row.agency, "").startswith("@")),
    )


def _ages(rows: Sequence[Told]) -> Floats:
    """Return how many days each report is older than the latest; 0 where it has no date."""
    latest = max((row.at for row in rows if row.at is not None), default=None)
    return np.array(
        [
            0.0 if row.at is None or latest is None else (latest - row.at) / timedelta(days=1)
            for row in rows
        ]
    )


def fitted(
    said: Floats, truth: NDArray[np.intp], usual: Floats, weights: Floats
) -> tuple[Floats, float]:
    """Return the weights of the parts, and the noise, under which the truth is likeliest.

    Args:
        said: by report, target and part, what speaks for the target.
        truth: the number of the right target of each report.
        usual: the share of each target in the history.
        weights: how much each report counts.
    """
    found = [_fitted(said, truth, usual, weights, noise) for noise in NOISES]
    best = min(range(len(found)), key=lambda number: found[number].fun)
    return np.asarray(found[best].x), NOISES[best]


def _fitted(
    said: Floats, truth: NDArray[np.intp], usual: Floats, weights: Floats, noise: float
) -> Any:
    """Return the weights of the parts for a given noise (least log-loss)."""
    from scipy.optimize import minimize  # noqa: PLC0415 (workers only)

    which = np.arange(len(truth))
    right = said[which, truth]

    def loss(mix: Floats) -> tuple[float, Floats]:
        scores = said @ mix
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        powers /= powers.sum(axis=1, keepdims=True)
        told = (1 - noise) * powers[which, truth]
        likely = told + noise * usual[truth] + 1e-12
        counts = weights * told / likely
        slope = np.einsum("rt,rtp->p", powers * counts[:, None], said) - counts @ right
        away = mix - START_MIX
        total = -weights @ np.log(likely) + FIRMNESS * away @ away
        return float(total), slope + 2 * FIRMNESS * away

    bounds = [(0.05, None), (None, None), (0.0, 3.0), (0.05, None), (0.05, None), (0.0, None)]
    return minimize(loss, START_MIX, jac=True, bounds=bounds, method="L-BFGS-B")


def _learned(ready: _Prepared, which: Iterable[int], before: Model | None = None) -> Model:
    """Learn from some of the rows, one target against all others.

    Args:
        ready: the history.
        which: the rows to learn from.
        before: what was learned from most of them, where it was: it tells which rows are needed.
    """
    rows = [number for number in which if ready.labels[number] or ready.wrong[number]]
    found = [ready.found[number] for number in rows]
    keys, idf = _vocabulary(found)
    matrix = _matrix(found, keys, idf)
    labels = np.array([ready.labels[number] for number in rows])
    targets = sorted(set(labels.tolist()) - {""})
    base = ready.weights[rows]
    tasks = []
    for target in targets:
        back = np.array([target in ready.wrong[number] for number in rows])
        counts = np.where(back, HANDED_BACK_WEIGHT, 1.0) * base
        counts[(labels == "") & ~back] = 0.0
        tasks.append(solving.Task(labels == target, counts))
    start = None if before is None else _said(before, keys, matrix, targets)
    weights, bias = solving.solved(matrix, tasks, start)
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


def _said(
    before: Model, keys: NDArray[np.uint32], matrix: Any, targets: Sequence[str]
) -> NDArray[np.float64]:
    """Return what an earlier model says of reports, whose features may be others: about right."""
    rows = np.minimum(np.searchsorted(before.keys, keys), len(before.keys) - 1)
    weights = np.where((before.keys[rows] == keys)[:, None], before.weights[rows], 0)
    columns = before.columns(targets)
    bias = np.append(before.bias, 0.0)[columns]
    said = matrix @ np.pad(weights.astype(np.float32), ((0, 0), (0, 1)))[:, columns] + bias
    return np.asarray(said)


def _matrix(found: Sequence[Features], keys: NDArray[np.uint32], idf: NDArray[np.float32]) -> Any:
    """Return the reports as one sparse matrix, all at once as ``Model.vector`` counts each."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (workers only)

    parts = []
    for name, weight in GROUPS:
        groups = [getattr(one, name) for one in found]
        which = np.repeat(np.arange(len(found)), [len(one.keys) for one in groups])
        wanted = np.concatenate([one.keys for one in groups])
        columns = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        known = keys[columns] == wanted
        which, columns = which[known], columns[known]
        times = np.concatenate([one.times for one in groups])[known]
        values = (1 + np.log(times)) * idf[columns]
        length = np.sqrt(np.bincount(which, np.square(values), len(found)))
        parts.append((values / length[which] * weight, which, columns))
    values, which, columns = (np.concatenate(one) for one in zip(*parts, strict=True))
    shape = (len(found), len(keys))
    return csr_matrix((values.astype(np.float64), (which, columns)), shape=shape)
