"""Everything that is measured of the figures, in its order, and how it is told."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench import insights, sums, walking
from tests.bench.stack import Town


@dataclass
class Found:
    """What was measured: for machines, for people, and what is wrong with the figures."""

    told: dict[str, Any] = field(default_factory=dict)
    rows: list[Any] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    is_scanning: bool = False
    """Whether a list reads much more than it shows."""


def run(town: Town, options: argparse.Namespace, say: Callable[[str], None]) -> Found:
    """Measure all of a town that is filled."""
    number, seconds = options.reports, town.filling_seconds
    say(f"{number:,} reports, filled in {seconds:.0f} s ...")
    town.settle()
    readings = list(sums.readings())
    say("\n".join(_readings(readings)))
    town.settle()
    chosen = insights.looks()
    pages = insights.figures(chosen, insights.measure(town, chosen, options.clients))
    say("\n".join(_pages(pages)))
    shares = list(sums.verbs())
    folding = sums.folding_seconds()
    of_sums, of_reports, flaws = sums.checking_seconds()
    walked = walking.walk(options.verbs, options.seed) if options.verbs else None
    told = {
        "reports": number,
        "clients": options.clients,
        "fill_seconds": round(seconds),
        "folding_seconds": round(folding, 2),
        "checking_sums_seconds": round(of_sums, 1),
        "checking_seconds_of_1000_reports": round(of_reports, 2),
        "flaws": len(flaws),
        "web_worker_megabytes": [round(size / 2**20) for size in town.web_memory()],
        "load": round(os.getloadavg()[0], 1),
        "over_budget": [row.step for row in pages if row.over],
    }
    lines = [*_pages(pages), "", *_readings(readings), "", *_shares(shares), "", _last(told)]
    if walked is not None:
        told |= {"verbs": walked.pressed.total(), "walk_flaws": len(walked.flaws) + walked.rebuilt}
        lines.append(_walk(walked))
        flaws += walked.flaws
    scanning = any("rows" in row.over for row in pages)
    return Found(told, [*pages, *readings, *shares], [*lines, *flaws[:20]], flaws, scanning)


def _pages(rows: Sequence[insights.Figures]) -> list[str]:
    return [
        "| page | server p50 | p95 ms | slowest | cpu ms | queries | KB | rows read | shown | over |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {row.step} | {row.server_p50} | {row.server_p95} | {row.slowest} | {row.cpu} | {row.most_queries} "
            f"| {row.kilobytes} | {row.read:,} | {row.shown or '–'} | {row.over} |"
            for row in rows
        ),
    ]


def _readings(rows: Sequence[sums.Reading]) -> list[str]:
    return [
        "| question | p50 | p95 ms | slowest | most rows read |",
        "| --- | ---: | ---: | --- | ---: |",
        *(f"| {row.step} | {row.p50} | {row.p95} | {row.worst} | {row.read:,} |" for row in rows),
    ]


def _shares(rows: Sequence[sums.Share]) -> list[str]:
    return [
        "| verb | whole ms | of it figures | p95 ms | queries | of it figures |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {row.step} | {row.verb} | {row.record} | {row.p95} | {row.queries} "
            f"| {row.of_record} |"
            for row in rows
        ),
    ]


def _last(told: dict[str, Any]) -> str:
    memory = " and ".join(map(str, told["web_worker_megabytes"]))
    whole = told["checking_seconds_of_1000_reports"] * told["reports"] / 1000
    return (
        f"Filled in {told['fill_seconds']} s. Folding {sums.DELTAS:,} changes: "
        f"{told['folding_seconds']} s. Checking the sums: {told['checking_sums_seconds']} s; "
        f"checking {sums.CHECKED:,} reports: {told['checking_seconds_of_1000_reports']} s for each "
        f"thousand, so {whole:.0f} s for all; {told['flaws']} flaws. Memory of the web workers: "
        f"{memory} MB. Load of the machine at the end: {told['load']}."
    )


def _walk(walked: walking.Walked) -> str:
    verbs = ", ".join(f"{verb} {number}" for verb, number in walked.pressed.most_common())
    return (
        f"{walked.pressed.total():,} random verbs over {walked.reports:,} reports in "
        f"{walked.seconds:.0f} s: {len(walked.flaws)} flaws, {walked.rebuilt} reports otherwise "
        f"when all was made anew. {verbs}."
    )
