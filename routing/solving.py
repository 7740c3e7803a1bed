"""Learns one line for each target between its reports and all others, on those that matter to it.

A report that lies on its right side pulls little at a line, or not at all (squared hinge). So in a long
history a first line, learned from some reports, tells which of them the second is learned from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

HARD = 1.0
"""How hard the model is held to its examples (liblinear's C)."""
TOLERANCE, ROUGHLY = 0.01, 0.1
MANY_ROWS = 5000
"""Up to here every report is learned from at once."""
SOME = 8
"""One of so many reports gives the first line of a long history."""
NEAR = 0.6
"""Reports nearer than this to the line, or on its wrong side, give the second; 1 is the margin."""


class Task(NamedTuple):
    """What is learned for one target."""

    is_own: NDArray[np.bool_]
    weights: NDArray[np.float64]
    """How much each report counts; 0 where it tells nothing of this target."""


def solved(
    matrix: Any, tasks: Sequence[Task], said: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights, one column a task, and the bias of each.

    Args:
        matrix: one row a report, one column a feature; sparse.
        tasks: what to learn.
        said: what an earlier model says of each report and task, where there is one.
    """
    rows = np.arange(matrix.shape[0])
    if len(rows) <= MANY_ROWS:
        return _lines(matrix, tasks, [rows >= 0] * len(tasks), TOLERANCE)
    some = rows % SOME == 0
    if said is None:
        weights, bias = _lines(matrix, tasks, [some | task.is_own for task in tasks], ROUGHLY)
        said = np.asarray(matrix @ weights + bias)
    signs = [np.where(task.is_own, 1.0, -1.0) for task in tasks]
    near = [
        some | task.is_own | (said[:, number] * sign < NEAR)
        for number, (task, sign) in enumerate(zip(tasks, signs, strict=True))
    ]
    return _lines(matrix, tasks, near, TOLERANCE)


def _lines(
    matrix: Any, tasks: Sequence[Task], chosen: Sequence[NDArray[np.bool_]], tolerance: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return weights and bias of each task, learned from the reports that were chosen for it."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 (workers only)

    weights = np.zeros((matrix.shape[1], len(tasks)), dtype=np.float32)
    bias = np.zeros(len(tasks), dtype=np.float32)
    for number, (task, rows) in enumerate(zip(tasks, chosen, strict=True)):
        used = np.flatnonzero(rows & (task.weights > 0))
        one = LinearSVC(C=HARD, tol=tolerance, random_state=0)
        one.fit(matrix[used], task.is_own[used], sample_weight=task.weights[used])
        weights[:, number], bias[number] = one.coef_[0], one.intercept_[0]
    return weights, bias
