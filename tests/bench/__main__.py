"""Measures the town and compares with the last figures in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from tests.bench import lives, report
from tests.bench.stack import HOST, Town, running_town

PHOTO_SIZE = (1600, 1200)
BUDGET = 6.0  # lives per second (2 cores, 4 clients)
MEMORY_BUDGET = 200  # MB for each web worker
AGENCIES = (
    ("dinas-pupr", "jalan-jembatan"),
    ("dlh", "sampah-kebersihan"),
    ("dishub", "lalu-lintas-parkir"),
    ("disperkimtan", "lampu-jalan"),
    ("pdam", "air-bersih"),
    ("disdik", "sekolah"),
    ("dinkes", "kesehatan-puskesmas"),
    ("satpol-pp", "ketertiban-umum"),
)
"""Who answers, and a category of theirs; each client has one liaison."""


def say(words: str, *, wrong: bool = False) -> None:
    """Print at once, errors to the other stream."""
    stream = sys.stderr if wrong else sys.stdout
    stream.write(f"{words}\n")
    stream.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Understand the command line, measure, and return the exit code."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    benches = parser.add_subparsers(dest="bench", required=True, metavar="BENCH")
    whole = benches.add_parser(
        "lives", help="whole lives over HTTP: send, verify + forward, follow up, answer, confirm"
    )
    whole.add_argument("--n", type=int, default=200, help="how many lives (default: 200)")
    whole.add_argument("--clients", type=int, default=4, help="how many at once (default: 4)")
    weighed = benches.add_parser(
        "pages", help="citizens' pages on a phone: bytes, requests, queries, paint, Lighthouse"
    )
    weighed.add_argument("--only", default="", help="pages with one of these words, with commas")
    weighed.add_argument("--no-lighthouse", action="store_true", help="leave Lighthouse out")
    weighed.add_argument(
        "--strict", action="store_true", help="end with an error when a budget is broken"
    )
    desks = benches.add_parser(
        "inbox", help="the officers' desk over a million reports: time, queries, rows read"
    )
    desks.add_argument("--n", type=int, default=1_000_000, help="reports (default: a million)")
    desks.add_argument("--clients", type=int, default=8, help="how many at once (default: 8)")
    desks.add_argument(
        "--town", type=Path, help="a folder for the filled town: made once, measured again"
    )
    known = benches.add_parser(
        "insights", help="dashboards, lists behind figures and open pages: time, queries, rows read"
    )
    known.add_argument("--reports", type=int, default=1_000_000, help="default: a million")
    known.add_argument("--clients", type=int, default=2, help="how many at once (default: 2)")
    known.add_argument(
        "--town", type=Path, help="a folder for the filled town: made once, measured again"
    )
    known.add_argument(
        "--verbs",
        type=int,
        default=5000,
        help="random verbs before all is verified (default: 5000)",
    )
    known.add_argument("--seed", type=int, default=6, help="of the random verbs (default: 6)")
    for bench in (whole, weighed, desks, known):
        bench.add_argument(
            "--write", action="store_true", help=f"append the figures to docs/{report.KEPT.name}"
        )
    benches.add_parser("screens", help="take the pictures of docs/screens/ anew")
    options = parser.parse_args(arguments)
    if options.bench == "lives":
        if options.n < 1 or options.clients < 1:
            parser.error("--n and --clients must be at least 1")
        with running_town() as town:
            return _lives(town, options.n, min(options.clients, options.n), write=options.write)
    if options.bench == "inbox":
        with running_town(kept=options.town, threads=1) as town:
            return _inbox(town, options)
    if options.bench == "insights":
        with running_town(
            kept=options.town, threads=1, fill=lambda: _crowd(options.reports)
        ) as town:
            return _insights(town, options)
    with running_town(filled=True) as town:
        return _screens(town) if options.bench == "screens" else _pages(town, options)


def _pages(town: Town, options: argparse.Namespace) -> int:
    from tests.bench import pages, places  # noqa: PLC0415 - after django.setup()

    words = [word for word in options.only.split(",") if word]
    chosen = [
        place
        for place in places.places(town)
        if not words or any(word in place.name for word in words)
    ]
    say(f"{len(chosen)} pages, each on a phone that never saw the town, and then once more ...")
    rows = list(pages.weigh(town.url, chosen))
    judge = "" if options.no_lighthouse else pages.missing_lighthouse()
    if judge:
        say(f"!!! LIGHTHOUSE WAS SKIPPED: {judge} !!!", wrong=True)
    elif not options.no_lighthouse:
        rows = [pages.scored(town.url, *pair) for pair in zip(chosen, rows, strict=True)]
    over = [row.step for row in rows if row.over()]
    figures = {"pages": len(rows), "over_budget": over}
    lines = [*pages.table(rows), "", *pages.legend(rows)]
    one_line = report.line("pages", figures, rows)
    say("\n".join([*lines, "", one_line]))
    if options.write:
        report.keep("pages", lines, one_line)
    return 1 if over and options.strict else 0


def _inbox(town: Town, options: argparse.Namespace) -> int:
    from tests.bench import inbox  # noqa: PLC0415 - after django.setup()

    seconds = inbox.fill(options.n)
    say(f"{options.n:,} reports, filled in {seconds:.0f} s; {options.clients} officers at once ...")
    rows = inbox.figures(inbox.measure(town, options.clients))
    memory = [round(size / 2**20) for size in town.web_memory()]
    broken = [row.step for row in rows if row.over]
    told = {
        "n": options.n,
        "clients": options.clients,
        "fill_seconds": round(seconds),
        "web_worker_megabytes": memory,
        "load": round(os.getloadavg()[0], 1),
        "over_budget": broken,
    }
    last = (
        f"Memory of the web workers: {' and '.join(map(str, memory))} MB. Load of the machine at "
        f"the end: {told['load']}."
    )
    lines = [*inbox.table(rows), "", last]
    one_line = report.line("inbox", told, rows)
    say("\n".join([*lines, "", one_line]))
    if options.write:
        report.keep("inbox", lines, one_line)
    return 1 if any("rows" in row.over for row in rows) else 0


def _crowd(number: int) -> float:
    from tests.bench import insights  # noqa: PLC0415 - after django.setup()

    say(f"{number:,} reports, unless they are there ...")
    return insights.fill(number)


def _insights(town: Town, options: argparse.Namespace) -> int:
    from tests.bench import knowing  # noqa: PLC0415 - after django.setup()

    found = knowing.run(town, options, say)
    one_line = report.line("insights", found.told, found.rows)
    say("\n".join([*found.lines, "", one_line]))
    if options.write:
        report.keep("insights", found.lines, one_line)
    return 1 if found.flaws or found.is_scanning else 0


def _screens(town: Town) -> int:
    from tests.bench import screens  # noqa: PLC0415 - after django.setup()

    for line in screens.take(town):
        say(line)
    return 0


def _lives(town: Town, n: int, clients: int, *, write: bool) -> int:
    setting = _setting(town, n)
    say(f"{n} lives by {clients} clients at once; the photo has {len(setting.photo):,} bytes ...")
    outcomes = lives.run(setting, clients)
    memory = [round(size / 2**20) for size in town.web_memory()]
    codes = [code for outcome in outcomes for code in outcome.codes]
    errors = [error for outcome in outcomes for error in outcome.errors]
    seconds = max(o.ended for o in outcomes) - min(o.began for o in outcomes)
    from tests.bench import aftermath  # noqa: PLC0415 - after django.setup()

    if not errors:
        errors += aftermath.faults(codes)
    figures: dict[str, Any] = {
        "n": len(codes),
        "clients": clients,
        "lives_per_second": round(len(codes) / seconds, 2) if codes else 0.0,
        "errors": len(errors),
        "web_worker_megabytes": memory,
        "outbox": aftermath.outbox(),
    }
    steps = report.by_step([cost for outcome in outcomes for cost in outcome.costs])
    one_line = report.line("lives", figures, steps)
    kept = report.KEPT.read_text(encoding="utf-8") if report.KEPT.exists() else ""
    lines = _lines(figures, steps, report.last_kept("lives", kept))
    say("\n".join([*lines, "", one_line]))
    for error in errors:
        say(f"\nERROR: {error}", wrong=True)
    if errors:
        say(f"{town.logged('web')}\n{town.logged('worker')}", wrong=True)
        return 1
    if write:
        report.keep("lives", lines, one_line)
    return 0


def _setting(town: Town, n: int) -> lives.Setting:
    from agencies.models import Officer  # noqa: PLC0415 - after django.setup()
    from routing.models import Category  # noqa: PLC0415

    officers = Officer.objects.active().select_related("user", "agency")
    verifiers = officers.filter(role=Officer.Role.VERIFIER).order_by("pk")
    liaisons = {
        one.agency.code: one for one in officers.filter(role=Officer.Role.LIAISON).order_by("-pk")
    }
    categories = Category.objects.in_bulk(field_name="code")
    return lives.Setting(
        host=HOST,
        port=town.port,
        verifiers=tuple(one.user.email for one in verifiers),
        liaisons=tuple(
            (liaisons[code].user.email, str(liaisons[code].agency), str(categories[category]))
            for code, category in AGENCIES
        ),
        password=town.password,
        photo=_photo(),
        lives=n,
    )


def _photo() -> bytes:
    """Return a JPEG like one from a phone that was sent by a messenger: 2 megapixels, with noise."""
    noise = Image.effect_noise((PHOTO_SIZE[0] // 4, PHOTO_SIZE[1] // 4), 60).resize(PHOTO_SIZE)
    slope = Image.linear_gradient("L").resize(PHOTO_SIZE)
    buffer = io.BytesIO()
    Image.merge("RGB", (noise, slope, Image.blend(noise, slope, 0.5))).save(
        buffer, "JPEG", quality=85
    )
    return buffer.getvalue()


def _lines(
    figures: dict[str, Any], steps: Sequence[report.StepFigures], before: dict[str, Any] | None
) -> list[str]:
    """Return what is printed for people."""
    then = ""
    if before is not None:
        then = (
            f"; {before['lives_per_second']} on {before['date']} "
            f"({before['cores']} cores, commit {before['commit']})"
        )
    memory, box = figures["web_worker_megabytes"], figures["outbox"]
    first = (
        f"**{figures['lives_per_second']} lives/s** with {figures['clients']} clients, "
        f"{figures['n']} lives, {figures['errors']} errors (budget ≥ {BUDGET:g}{then})"
    )
    last = (
        f"Queries of one life: {sum(row.queries for row in steps)}. "
        f"Memory of the web workers: {' and '.join(map(str, memory))} MB "
        f"(budget ≤ {MEMORY_BUDGET}). "
        f"Outbox: {box['rows']} rows, {box['sent']} sent in {box['messages']} messages, "
        f"{box['waiting_for_their_hour']} wait for their hour, "
        f"{box['waiting_for_a_digest']} for a digest."
    )
    return [first, "", *report.table(steps, before), "", last]


if __name__ == "__main__":
    sys.exit(main())
