"""What a page weighs on a phone: bytes, requests, queries, first paint, and Lighthouse's scores.

Bytes are those of bodies as they travel, compressed, without headers: what the page asks for and
what its service worker fetches. A second visit comes by an ordinary navigation, with everything that
the browser kept.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Request,
    ViewportSize,
    sync_playwright,
)

from tests import node
from tests.bench.places import Place

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic")
PHONE: ViewportSize = {"width": 360, "height": 740}
QUIET = 500  # milliseconds without news after which a page is taken to be whole
FIRST, AGAIN = 60 * 1024, 15 * 1024  # bytes
PAINT = 2.5  # seconds
SCORE = 98
PASSED = 0.9
"""Score (0–1) from which Lighthouse itself shows an audit as passed."""
GROUPS = ("performance", "accessibility", "best-practices", "seo")
SLOW_3G = {
    "offline": False,
    "latency": 400,  # milliseconds
    "downloadThroughput": 50_000,  # bytes a second: 400 kbit/s
    "uploadThroughput": 50_000,
}
HEADS = (
    *("page", "first KB", "requests", "again KB", "requests", "queries", "paint s"),
    *("speed", "access", "practice", "search"),
)
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
QUERIES = re.compile(r'sql;dur=[\d.]+;desc="(\d+)"')
LONGEST = 180.0  # seconds for one page in Lighthouse


@dataclass(frozen=True)
class PageFigures:
    """What one page costs; ``step`` is its name. Bytes, seconds, and scores out of 100."""

    step: str
    first_bytes: int
    first_requests: int
    again_bytes: int
    again_requests: int
    queries: int
    paint: float
    is_private: bool
    """Whether it asks search engines to stay away."""
    scores: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    """Lighthouse's audits that cost points in a group below its budget."""

    def over(self) -> list[str]:
        """Return the names of the figures that break their budget."""
        low = [group for group in GROUPS if self.scores.get(group, SCORE) < SCORE]
        wrong = {
            "first_bytes": self.first_bytes > FIRST,
            "again_bytes": self.again_bytes > AGAIN,
            "paint": not 0 <= self.paint < PAINT,
        }
        return [name for name, is_wrong in wrong.items() if is_wrong] + low


@dataclass(frozen=True)
class Judgement:
    """Lighthouse's four scores out of 100, and the audits that cost too many points."""

    scores: dict[str, int]
    failed: list[str]


class Tap:
    """Counts what one browser context fetches over the network, its service worker included."""

    def __init__(self, context: BrowserContext) -> None:
        self.size = 0
        self.requests = 0
        context.on("requestfinished", self._finished)

    def _finished(self, request: Request) -> None:
        answer = request.response()
        if answer is None or answer.from_service_worker:
            return  # what the worker fetched for it is counted by itself
        sizes = request.sizes()
        if sizes["responseHeadersSize"] + sizes["responseBodySize"] <= 0:
            return  # came out of the browser's own cache
        # Of the worker's own script the browser tells no size, but the town does.
        told = int(answer.headers.get("content-length", 0))
        self.size += sizes["responseBodySize"] or told
        self.requests += 1


def weigh(home: str, places: Sequence[Place]) -> Iterator[PageFigures]:
    """Yield what each page costs, Lighthouse apart.

    Args:
        home: address of the town, without a slash at the end.
        places: the pages.
    """
    with chromium() as browser:
        for place in places:
            yield _weigh(browser, home, place)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, and let it tell of its service workers too."""
    os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def _weigh(browser: Browser, home: str, place: Place) -> PageFigures:
    with _phone(browser, home, place) as context:
        tap = Tap(context)
        headers, html = _visit(context, place, tap)
        first = (tap.size, tap.requests)
        tap.size = tap.requests = 0
        _visit(context, place, tap)
        again = (tap.size, tap.requests)
    queries = QUERIES.search(headers.get("server-timing", ""))
    robots = headers.get("x-robots-tag", "") + "".join(re.findall(r"<meta[^>]*robots[^>]*>", html))
    return PageFigures(
        step=place.name,
        first_bytes=first[0],
        first_requests=first[1],
        again_bytes=again[0],
        again_requests=again[1],
        queries=int(queries[1]) if queries else -1,
        paint=_paint(browser, home, place),
        is_private="noindex" in robots,
    )


@contextmanager
def _phone(browser: Browser, home: str, place: Place) -> Iterator[BrowserContext]:
    """Take a new phone with nothing in its cache, held by whoever may see the page."""
    context = browser.new_context(base_url=home, viewport=PHONE, locale="id-ID")
    context.add_cookies(
        [{"name": name, "value": value, "url": home} for name, value in place.cookies.items()]
    )
    yield context
    context.close()


def _visit(context: BrowserContext, place: Place, tap: Tap) -> tuple[dict[str, str], str]:
    """Open the page and wait until nothing more comes, for the service worker either.

    Returns:
        Its headers and its text.
    """
    page = context.new_page()
    answer = page.goto(place.path, wait_until="networkidle")
    if answer is None or not page.url.endswith(place.path):
        raise SystemExit(f"bench: {place.name} led to {page.url}")
    before = -1
    while tap.requests != before:
        before = tap.requests
        page.wait_for_timeout(QUIET)
    told = answer.headers, page.content()
    page.close()
    return told


def _paint(browser: Browser, home: str, place: Place) -> float:
    """Return the seconds until something is painted on slow 3G, for who comes the first time."""
    with _phone(browser, home, place) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW_3G)
        page.goto(place.path)
        return round(float(page.evaluate(PAINTED)) / 1000, 2)


def lighthouse(home: str, place: Place, *, is_private: bool) -> Judgement:
    """Return what Lighthouse says of a page on a phone.

    Args:
        home: address of the town, without a slash at the end.
        place: the page.
        is_private: whether the page asks search engines to stay away; it loses no points for that.

    Raises:
        node.NotThere: Lighthouse cannot be had here.
    """
    command = node.command("lighthouse")
    with tempfile.TemporaryDirectory() as work:
        headers, told = Path(work) / "headers.json", Path(work) / "told.json"
        jar = "; ".join(f"{name}={value}" for name, value in place.cookies.items())
        headers.write_text(json.dumps({"Cookie": jar} if jar else {}))
        options = [
            f"--extra-headers={headers}",
            f"--output-path={told}",
            "--output=json",
            "--quiet",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(GROUPS)}",
            f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
            *(["--skip-audits=is-crawlable"] if is_private else []),
        ]
        answer = subprocess.run(
            [*command, f"{home}{place.path}", *options],
            check=False,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            env={**os.environ, "CHROME_PATH": CHROMIUM},
        )
        if not told.exists():
            raise SystemExit(f"bench: Lighthouse failed on {place.name}:\n{answer.stderr[-2000:]}")
        told_all: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    groups, audits = told_all["categories"], told_all["audits"]
    scores = {name: round(100 * (groups[name]["score"] or 0)) for name in GROUPS}
    failed = [
        each["id"]
        for name in GROUPS
        if scores[name] < SCORE
        for each in groups[name]["auditRefs"]
        if each["weight"] and (audits[each["id"]]["score"] or 0) < PASSED
    ]
    return Judgement(scores, failed)


def missing_lighthouse() -> str:
    """Return why there is no Lighthouse here; nothing when there is."""
    try:
        node.command("lighthouse")
    except node.NotThere as error:
        return str(error)
    return ""


def scored(home: str, place: Place, row: PageFigures) -> PageFigures:
    """Return the figures of a page together with its scores.

    A page that falls short is asked twice more, and the middle counts: the machine may have been
    busy, and sometimes Lighthouse fails to measure.
    """
    told = [lighthouse(home, place, is_private=row.is_private)]
    if min(told[0].scores.values()) < SCORE:
        told += [lighthouse(home, place, is_private=row.is_private) for _ in range(2)]
    scores = {name: round(median(one.scores[name] for one in told)) for name in GROUPS}
    low = min(scores.values()) < SCORE
    failed = sorted({audit for one in told for audit in one.failed}) if low else []
    return replace(row, scores=scores, failed=failed)


def table(rows: Sequence[PageFigures]) -> list[str]:
    """Return the lines of the table; what breaks its budget stands in bold with a cross."""
    lines = [
        f"| {' | '.join(HEADS)} |",
        f"| --- |{' ---: |' * (len(HEADS) - 1)}",
    ]
    for row in rows:
        over = row.over()
        cells = [
            row.step + (" †" if row.is_private else ""),
            _cell("first_bytes", f"{row.first_bytes / 1024:.1f}", over),
            str(row.first_requests),
            _cell("again_bytes", f"{row.again_bytes / 1024:.1f}", over),
            str(row.again_requests),
            str(row.queries),
            _cell("paint", f"{row.paint:.2f}", over),
            *(_cell(group, str(row.scores.get(group, "–")), over) for group in GROUPS),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def legend(rows: Sequence[PageFigures]) -> list[str]:
    """Return what there is to say below the table."""
    over = [row.step for row in rows if row.over()]
    return [
        *(f"{row.step}: {', '.join(row.failed)}." for row in rows if row.failed),
        f"Budgets: ≤ {FIRST // 1024} KB first, ≤ {AGAIN // 1024} KB again, paint < {PAINT:g} s, "
        f"every score ≥ {SCORE}. "
        + (f"Over budget: {', '.join(over)}." if over else "All within."),
        "† Private, and kept from search engines on purpose: Lighthouse's audit for that is skipped.",
    ]


def _cell(name: str, value: str, over: Sequence[str]) -> str:
    return f"**{value}** ✗" if name in over else value
