"""From single requests to the figures that are printed, kept and compared."""

from __future__ import annotations

import json
import math
import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.browser import Cost

KEPT = Path(__file__).resolve().parent.parent.parent / "docs" / "benchmarks.md"
MARK = '{"bench": '
"""How a machine-readable line begins, on the screen and in the file."""


@dataclass(frozen=True)
class StepFigures:
    """What one step cost over all lives: milliseconds, queries and kilobytes.

    ``cpu`` is the mean of the worker's own processor time: it stays the same on a busy machine.
    """

    step: str
    count: int
    client_p50: float
    client_p95: float
    server_p50: float
    server_p95: float
    cpu: float
    queries: int
    most_queries: int
    kilobytes: float


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0–1) of ``values`` do not exceed.

    Raises:
        ValueError: there are no values.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def by_step(costs: Sequence[Cost]) -> list[StepFigures]:
    """Return the figures of each step, in the order in which the steps first came."""
    steps: dict[str, list[Cost]] = {}
    for cost in costs:
        steps.setdefault(cost.step, []).append(cost)
    return [_figures(step, rows) for step, rows in steps.items()]


def _figures(step: str, rows: Sequence[Cost]) -> StepFigures:
    client, server = [row.client * 1000 for row in rows], [row.server * 1000 for row in rows]
    return StepFigures(
        step=step,
        count=len(rows),
        client_p50=round(percentile(client, 0.5), 1),
        client_p95=round(percentile(client, 0.95), 1),
        server_p50=round(percentile(server, 0.5), 1),
        server_p95=round(percentile(server, 0.95), 1),
        cpu=round(sum(row.cpu for row in rows) / len(rows) * 1000, 1),
        queries=int(percentile([row.queries for row in rows], 0.5)),
        most_queries=max(row.queries for row in rows),
        kilobytes=round(percentile([row.size for row in rows], 0.5) / 1024, 1),
    )


def table(steps: Sequence[StepFigures], before: dict[str, Any] | None) -> list[str]:
    """Return the lines of the table of steps, with the server's p95 of the last kept run."""
    earlier = {row["step"]: row["server_p95"] for row in (before or {}).get("steps", [])}
    lines = [
        "| step | client p50 | p95 ms | server p50 | p95 ms | before | cpu ms | queries | KB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in steps:
        queries = str(row.queries)
        if row.most_queries != row.queries:
            queries += f" (≤ {row.most_queries})"
        lines.append(
            f"| {row.step} | {row.client_p50} | {row.client_p95} | {row.server_p50} "
            f"| {row.server_p95} | {earlier.get(row.step, '–')} | {row.cpu} | {queries} | {row.kilobytes} |"
        )
    return lines


def machine() -> dict[str, Any]:
    """Return the date, the number of cores and the commit that was measured."""
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude", "*"],
        check=False,
        capture_output=True,
        text=True,
        cwd=KEPT.parent,
    )
    return {
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day of whoever measures
        "cores": os.cpu_count(),
        "commit": asked.stdout.strip() or "unknown",
    }


def line(bench: str, figures: dict[str, Any], steps: Sequence[Any]) -> str:
    """Return the run on one line, for machines."""
    return json.dumps(
        {"bench": bench, **machine(), **figures, "steps": [asdict(row) for row in steps]},
        ensure_ascii=False,
    )


def last_kept(bench: str, text: str) -> dict[str, Any] | None:
    """Return the last run of ``bench`` in the text of docs/benchmarks.md, or None."""
    runs = [json.loads(row) for row in text.splitlines() if row.startswith(MARK)]
    return next((run for run in reversed(runs) if run["bench"] == bench), None)


def keep(title: str, lines: Sequence[str], one_line: str) -> None:
    """Append a run to docs/benchmarks.md."""
    run = json.loads(one_line)
    head = f"## {title}: {run['date']}, {run['cores']} cores, commit {run['commit']}"
    text = "\n".join(["", head, "", *lines, "", "```json", one_line, "```", ""])
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(text)
