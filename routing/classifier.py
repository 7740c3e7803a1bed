"""The learned model at run time: plain arrays, read by numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.features import Counted, Features

GROUPS: tuple[tuple[str, float], ...] = (("words", 1.0), ("letters", 0.7), ("places", 0.5))
"""The groups of features, and how much each weighs."""
NEW, NEW_REPORTS = 0.7, 150.0
"""How far the lexicon alone is believed of an agency that is new, and for how many reports of the
town it is new."""
UNSEEN_REPORTS = 0.3
"""As how many reports counts none: a new agency can be right as well."""


@dataclass(frozen=True)
class Model:
    """What was learned from a town's history."""

    keys: NDArray[np.uint32]
    """The hashed features that are known, ascending."""
    idf: NDArray[np.float32]
    """How telling each feature is."""
    weights: NDArray[np.float16]
    """One row a feature, one column a target."""
    bias: NDArray[np.float32]
    targets: tuple[str, ...]
    """Codes of agencies, and families of local offices (``@ward``)."""
    reports: tuple[int, ...]
    """How many reports each target has had."""
    counts: Mapping[str, int]
    """How many reports each single local office has had, by its code."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    mix: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """What each part of a score weighs (``scoring.PARTS``)."""
    noise: float = 0.0
    """In which part of the history an agency was chosen for no reason that words could tell."""
    since: Mapping[str, int] = field(default_factory=dict)
    """How many reports the town had had when each target was first known."""

    def vector(self, found: Features) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the known features of a report: their rows, and how much of each."""
        rows, values = [], []
        for group, weight in GROUPS:
            index, amount = group_vector(getattr(found, group), self.keys, self.idf)
            rows.append(index)
            values.append(amount * np.float32(weight))
        return np.concatenate(rows), np.concatenate(values)

    def margins(self, found: Features) -> NDArray[np.float32]:
        """Return how far a report lies on the side of each target of the model."""
        rows, values = self.vector(found)
        learned = self.bias.copy()
        learned += values @ self.weights[rows].astype(np.float32)
        return learned

    def usual(self, targets: Sequence[str]) -> NDArray[np.float64]:
        """Return the share of the town's reports that each target has had."""
        reports = np.array((*self.reports, 0))[self.columns(targets)] + UNSEEN_REPORTS
        return np.asarray(reports / reports.sum(), np.float64)

    def newness(self, targets: Sequence[str]) -> NDArray[np.float64]:
        """Return how far each target is too new for the history to tell anything of it, 0 to 1."""
        reports = np.array((*self.reports, 0))[self.columns(targets)]
        total = sum(self.reports)
        known_for = np.array([total - self.since.get(key, total) for key in targets])
        return np.asarray(NEW / (1 + reports) * np.exp(-known_for / NEW_REPORTS), np.float64)

    def columns(self, targets: Sequence[str]) -> NDArray[np.intp]:
        """Return the column of each target; −1 for one without reports."""
        known = {key: number for number, key in enumerate(self.targets)}
        return np.array([known.get(key, -1) for key in targets], dtype=np.intp)

    def weights_of(
        self, wanted: NDArray[np.uint32]
    ) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
        """Return which features are known, and what these weigh as if each stood once."""
        rows, known = _rows(self.keys, wanted)
        rows = rows[known]
        weights: NDArray[np.float32] = self.weights[rows].astype(np.float32)
        weights *= self.idf[rows, None]
        return known, weights

    def parts(self, found: Features, targets: Sequence[str]) -> NDArray[np.float64]:
        """Return what the model says of each target: learned, unseen, prior."""
        columns = self.columns(targets)
        is_known = columns >= 0
        reports = np.array((*self.reports, 0))[columns] + UNSEEN_REPORTS
        said = np.empty((len(targets), 3))
        said[:, 0] = np.where(is_known, np.append(self.margins(found), 0.0)[columns], -1.0)
        said[:, 1] = ~is_known
        said[:, 2] = np.log(reports / (sum(self.reports) + 1))
        return said


def _rows(keys: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> tuple[NDArray[np.intp], Any]:
    """Return where features stand among those known, and which of them are."""
    rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return rows, keys[rows] == wanted


def group_vector(
    found: Counted, keys: NDArray[np.uint32], idf: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the known features of one group: their rows, and how much of each; of length one."""
    if not len(found.keys) or not len(keys):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
    rows, known = _rows(keys, found.keys)
    rows = rows[known]
    values = (1 + np.log(found.times[known])) * idf[rows]
    length = np.sqrt(np.square(values).sum())
    return rows, values / length if length else values
