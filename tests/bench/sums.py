"""The figures themselves, without a page: what reading, adding, folding and checking them costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from agencies.models import Agency, Officer, Region
from complaints import actions
from complaints.figures import checking, folding, reading, recording
from complaints.figures.slices import Slice
from complaints.models import Complaint, FigureDelta, Standing
from complaints.models.figures import Grain
from lapor import clock
from routing.models import Category
from tests import crowd
from tests.bench import report

ROUNDS = 5
DELTAS = 10_000
CHECKED = 5_000
"""Reports of which every event is read again; the rest is reckoned from them."""
VERBS_OF_A_KIND = 100


@dataclass(frozen=True)
class Reading:
    """What one question to the figures cost, over all periods: milliseconds, and rows read."""

    step: str
    count: int
    p50: float
    p95: float
    worst: str
    """The period that took longest, in the median."""
    read: int
    """The most rows that it touched."""


@dataclass(frozen=True)
class Share:
    """What keeping the figures costs in one verb: milliseconds in the median, and queries."""

    step: str
    count: int
    verb: float
    record: float
    p95: float
    queries: int
    of_record: int


def periods() -> dict[str, tuple[date, date]]:
    """Return a period of every length, the running ones and one that begins in a month's middle."""
    today = clock.today()
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    return {
        "a day": (today - timedelta(days=3), today - timedelta(days=3)),
        "a week": (today - timedelta(days=today.weekday() + 7), today - timedelta(days=1)),
        "a month": (before, month - timedelta(days=1)),
        "a quarter": ((before - timedelta(days=62)).replace(day=1), month - timedelta(days=1)),
        "this year": (date(today.year, 1, 1), today),
        "a year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "odd days": (today - timedelta(days=580), today - timedelta(days=40)),
        "all years": (date(today.year - 6, 1, 1), date(today.year, 12, 31)),
    }


def slices() -> dict[str, dict[str, tuple[Any, ...]]]:
    """Return what narrows the figures: nothing, an agency with all below, a category, two, three."""
    agency = Agency.objects.get(code="dinkes")
    below = tuple(row.pk for row in Agency.objects.all() if row.is_within(agency))
    category = (Category.objects.order_by("pk")[0].pk,)
    ward = (Region.objects.filter(level=Region.Level.WARD).order_by("pk")[0].pk,)
    return {
        "town": {},
        "agency": {"lead": below},
        "category": {"category": category},
        "category, ward": {"category": category, "region": ward},
        "agency, category, ward": {"lead": below, "category": category, "region": ward},
    }


QUESTIONS: dict[str, Callable[[Slice], object]] = {
    "total": reading.total,
    "times": reading.times,
    "archived": reading.archived,
    "by agency": lambda asked: reading.table(asked, by=["lead"]),
    "by category": lambda asked: reading.table(asked, by=["category"]),
    "by ward": lambda asked: reading.table(asked, "received", "late", by=["region"]),
    "times by agency": lambda asked: reading.times(asked, by=["lead"]),
    "by month": lambda asked: reading.series(_whole(asked), Grain.MONTH, "received", "closed"),
}


def _whole(asked: Slice) -> Slice:
    """Return a slice over whole months."""
    last = (asked.last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return asked.of(first=asked.first.replace(day=1), last=last)


def readings() -> Iterator[Reading]:
    """Ask every question of every slice over every period, some times; yield what it cost."""
    times = periods()
    for where, parts in slices().items():
        for name, ask in QUESTIONS.items():
            spent: dict[str, list[float]] = {}
            read = 0
            for words, (first, last) in times.items():
                asked = Slice(first, last, **parts)
                with CaptureQueriesContext(connection) as queries:
                    ask(asked)
                read = max(read, sum(crowd.reads(one["sql"]) for one in queries))
                spent[words] = [_milliseconds(partial(ask, asked)) for _ in range(ROUNDS)]
            every = [one for each in spent.values() for one in each]
            middle = {words: report.percentile(each, 0.5) for words, each in spent.items()}
            yield Reading(
                step=f"{name}: {where}",
                count=len(every),
                p50=round(report.percentile(every, 0.5), 1),
                p95=round(report.percentile(every, 0.95), 1),
                worst=max(middle, key=lambda words: middle[words]),
                read=read,
            )


def _milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


# -- what a verb pays ----------------------------------------------------------------------


class Counter:
    """Counts the queries of this connection."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.number += 1
        return execute(*args)


@contextmanager
def metered(counter: Counter) -> Iterator[list[tuple[float, int]]]:
    """Measure every keeping of how a report stands: yields milliseconds and queries of each."""
    found: list[tuple[float, int]] = []
    really = recording.record

    def record(*args: Any) -> None:
        before = counter.number
        found.append((_milliseconds(lambda: really(*args)), counter.number - before))

    with patch.object(recording, "record", record), connection.execute_wrapper(counter):
        yield found


def verbs() -> Iterator[Share]:
    """Press some buttons at reports of the crowd, of which each has its history."""
    verifier = Officer.objects.active().filter(role=Officer.Role.VERIFIER).order_by("pk")[0].user
    liaison, held = _busiest()
    lead = Agency.objects.get(pk=held)
    waits = Complaint.objects.filter(status="verified").order_by("-pk")
    works = Complaint.objects.filter(holder=held, status="followed_up").order_by("-pk")
    new = Complaint.objects.filter(status="received").order_by("-pk")
    presses: dict[str, tuple[Any, Callable[[Complaint], object]]] = {
        "note": (works, lambda one: actions.note(one, by=liaison, text="Sudah dilihat.")),
        "follow_up": (works, lambda one: actions.follow_up(one, by=liaison, text="Ditinjau.")),
        "forward": (waits, lambda one: actions.forward(one, by=verifier, lead=lead)),
        "archive": (
            new,
            lambda one: actions.archive(one, by=verifier, reason="in_court", words="Sidang."),
        ),
    }
    for verb, (rows, press) in presses.items():
        yield _share(verb, list(rows.defer("search")[:VERBS_OF_A_KIND]), press)


def _busiest() -> tuple[User, int]:
    """Return a liaison, and the agency of theirs that has most reports in hand."""
    found = [
        (Complaint.objects.filter(holder=one.agency_id, status="followed_up").count(), one)
        for one in Officer.objects.active().filter(role=Officer.Role.LIAISON).order_by("pk")[:20]
    ]
    officer = max(found, key=lambda pair: pair[0])[1]
    return officer.user, officer.agency_id


def _share(verb: str, rows: list[Complaint], press: Callable[[Complaint], object]) -> Share:
    counter, whole, queries = Counter(), [], []
    with metered(counter) as records:
        for one in rows:
            before = counter.number
            whole.append(_milliseconds(partial(press, one)))
            queries.append(counter.number - before)
    records = records or [(0.0, 0)]  # nothing to keep
    spent = [took for took, _ in records]
    return Share(
        step=f"verb: {verb}",
        count=len(rows),
        verb=round(report.percentile(whole, 0.5), 1),
        record=round(report.percentile(spent, 0.5), 1),
        p95=round(report.percentile(spent, 0.95), 1),
        queries=int(report.percentile(queries, 0.5)),
        of_record=int(report.percentile([count for _, count in records], 0.5)),
    )


# -- folding and checking --------------------------------------------------------------------


def folding_seconds() -> float:
    """Return how long it takes to fold ten thousand changes that add up to nothing."""
    folding.fold_all()
    rows = Standing.objects.order_by("-day", "-complaint")[: DELTAS // 2]
    pairs = [{name: getattr(one, name) for name in recording.NAMES} for one in rows]
    FigureDelta.objects.bulk_create(
        FigureDelta(amount=sign, **pair) for pair in pairs for sign in (-1, 1)
    )
    begin = time.perf_counter()
    folding.fold_all()
    return time.perf_counter() - begin


def checking_seconds() -> tuple[float, float, list[str]]:
    """Check the figures; return the seconds for the sums and for a thousand reports, and the flaws."""
    begin = time.perf_counter()
    found = folding.flaws()
    sums = time.perf_counter() - begin
    begin, seen = time.perf_counter(), 0
    for ids in checking.batches():
        found += checking.flaws_of(ids)
        seen += len(ids)
        if seen >= CHECKED:
            break
    return sums, (time.perf_counter() - begin) / seen * 1000, found
