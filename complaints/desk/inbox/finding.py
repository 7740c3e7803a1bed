"""Finding reports by number and by words: newest first, in windows of weeks, reading little more.

One index holds the words of a report, its week, category, place, agencies and state. A window of
the newest weeks is asked for, then a wider one before it, until there is enough for a page.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Model, Q, Value
from django.db.models.functions import Cast

from complaints.desk.inbox.orders import Cursor
from complaints.finding.search import Meaning, literal, understand
from complaints.models.complaint import CODE_LENGTH
from complaints.models.desk_indexes import mark
from complaints.models.public import Week
from complaints.models.visibility import ComplaintQuerySet
from complaints.models.words import desk_words
from complaints.reporters import receipts
from complaints.telling.national import NUMBER_LENGTH
from lapor import clock

FEW = 600
"""Up to so many expected matches are read without windows."""
GROWTH, LAST_WINDOW = 8, 1024
"""How a window of weeks grows, and at how many the rest is asked for."""
MOST_READ = 1000
"""Rows at which a window of several weeks is given up for a smaller one."""
USUAL_WEEKS = 260
"""Over how many weeks the reports of a town are taken to be spread."""
MANY = 500 * USUAL_WEEKS
"""From so many expected matches on (five hundred a week), an order is read and the rest left out."""
SHORTEST_NUMBER = 4
FIRST_MONDAY = date(2000, 1, 3)


Lanes = Sequence[ComplaintQuerySet]
Period = tuple[datetime | None, datetime | None]


class Wanted(NamedTuple):
    """What the search line asks for: a condition, and about how many reports meet it."""

    condition: Q
    expected: float
    shown: str = ""
    """Words that were searched for beside what was typed."""
    by_words: bool = False
    """Whether the condition asks the index of words."""


def big(row: Model | int) -> Any:
    """Return an id in the type that the index compares."""
    return Cast(Value(row if isinstance(row, int) else row.pk), BigIntegerField())


def by_number(visible: ComplaintQuerySet, typed: str) -> Wanted | None:
    """Return the reports whose ticket begins so, or whose number elsewhere this is; None for none.

    Args:
        visible: the reports that the officer may see.
        typed: what stands in the search line.
    """
    code = receipts.normal_code(typed)
    other = typed.strip().lstrip("#")
    number = Q(external_ref=other)
    if SHORTEST_NUMBER <= len(other) <= NUMBER_LENGTH and any(map(str.isdecimal, other)):
        number = Q(external_ref__startswith=other) & ~Q(external_ref="")  # as its index says
    is_number = any(map(str.isdecimal, code)) or len(code) == CODE_LENGTH
    if is_number and SHORTEST_NUMBER <= len(code) <= CODE_LENGTH and code.isascii():
        number |= Q(code__startswith=code)
    found = list(visible.filter(number).order_by("-id").values_list("pk", flat=True)[:FEW])
    return Wanted(Q(pk__in=found), len(found)) if found else None


def by_words(typed: str) -> Wanted:
    """Return the reports in which these words stand, or words that may have been meant.

    Only the texts that every officer who sees a report may read are searched, of sealed ones none.
    """
    meaning = understand(typed)
    own = literal(typed)
    if not own:  # words too frequent to search for
        return Wanted(Q() if any(map(str.isalnum, typed)) else Q(pk__in=[]), math.inf)
    either = own if meaning.query in ("", own) else f"({own}) | ({meaning.query})"
    asked = SearchQuery(either, config="indonesian", search_type="raw")
    condition = Q(desk_words=asked, is_sealed=False)
    return Wanted(condition, _expected(meaning), meaning.shown, by_words=True)


def with_words(rows: ComplaintQuerySet) -> ComplaintQuerySet:
    """Return ``rows`` so that a condition may name ``desk_words``, ``week`` and the marks."""
    named: ComplaintQuerySet = rows.alias(
        desk_words=desk_words(),
        week=Week("created_at"),
        is_danger=mark("danger"),
        is_inspection=mark("needs_inspection"),
    )
    return named


def expected(lanes: Lanes) -> float:
    """Return about how many rows there are, as the planner knows it from its statistics: one query.

    Args:
        lanes: as in :func:`keys`.
    """
    pieces = [lane.order_by().values("pk") for lane in lanes]
    try:
        joined = pieces[0].union(*pieces[1:], all=True) if len(pieces) > 1 else pieces[0]
        plan = json.loads(joined.explain(format="json"))
    except (EmptyResultSet, IndexError):
        return 0.0
    return float(plan[0]["Plan"]["Plan Rows"])


def keys(
    lanes: Lanes,
    after: Cursor | None,
    need: int,
    expected: float,
    period: Period = (None, None),
) -> list[Cursor]:
    """Return the keys of the next ``need`` rows, the newest first.

    Args:
        lanes: disjoint rows that together are the list, from :func:`with_words` and narrowed.
        after: where the page before ended.
        need: how many keys at most.
        expected: about how many rows there are in all.
        period: since when and before when they were sent, where that is bounded.
    """
    if after is not None:
        same = Q(created_at__lt=after.value) | Q(pk__lt=after.pk)
        lanes = [rows.filter(Q(created_at__lte=after.value) & same) for rows in lanes]
    if expected <= FEW:
        found = _read(lanes, FEW + 1)
        if len(found) <= FEW:
            return _first(found, need)
    ends = [at for at in (period[1], clock.now()) if at is not None]
    if after is not None and isinstance(after.value, datetime):
        ends.append(after.value)
    first = week_of(period[0]) if period[0] is not None else None
    return _in_windows(lanes, (first, week_of(min(ends))), need, expected)


def week_of(moment: datetime) -> int:
    """Return the number of the week of ``moment``, as ``models.public.Week`` counts."""
    return (moment.astimezone(UTC).date() - FIRST_MONDAY).days // 7


def _in_windows(
    lanes: Lanes,
    weeks: tuple[int | None, int],
    need: int,
    expected: float,
) -> list[Cursor]:
    """Read windows of weeks, the newest first; one that holds far too much is read in parts."""
    found: list[Cursor] = []
    oldest, last = weeks
    size = max(1, math.ceil(need * USUAL_WEEKS / max(expected, 1)))
    covered = 0
    while len(found) < need and (oldest is None or last - covered >= oldest):
        rest = covered + size >= LAST_WINDOW
        if rest:
            inside = Q(week__lte=last - covered)
        else:
            window = list(range(last - covered - size + 1, last - covered + 1))
            if covered == 0:
                window += [last + 1]  # a clock may go a little ahead
            inside = Q(week__in=window)
        most = None if size == 1 else MOST_READ
        read = _read([rows.filter(inside) for rows in lanes], most)
        if most is not None and len(read) >= most:
            size = max(1, min(size, LAST_WINDOW) // GROWTH)
            continue
        found += read
        if rest:
            break
        covered += size
        per_week = len(found) / covered
        wanted = math.ceil((need - len(found)) / per_week) if per_week else LAST_WINDOW
        size = max(1, min(size * GROWTH, wanted))
    return _first(found, need)


def _read(lanes: Lanes, most: int | None = None) -> list[Cursor]:
    """Return all keys of a window: without an order, so that the index of words is used."""
    pieces = [rows.order_by().values_list("created_at", "pk")[:most] for rows in lanes]
    try:
        joined = pieces[0].union(*pieces[1:], all=True) if len(pieces) > 1 else pieces[0]
        return [Cursor(0, moment, pk) for moment, pk in joined]
    except (EmptyResultSet, IndexError):
        return []


def _first(found: list[Cursor], need: int) -> list[Cursor]:
    return sorted(found, key=lambda key: (key.value, key.pk), reverse=True)[:need]


def _expected(meaning: Meaning) -> float:
    return meaning.share * meaning.total
