"""Pages of the public list by their place in it: never counted, and never reading much more than shown.

One filter has an index in the order of the list. Words and several filters at once are found by one
index that also holds the week: a window of the newest weeks is asked for, then a wider one before
it, until there is enough for a page.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Max, Min
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from complaints.finding.search import Meaning
from complaints.models import Complaint
from complaints.models.public import Week
from complaints.models.visibility import ComplaintQuerySet
from complaints.models.words import WordVector

PAGE_SIZE = 20
RANKED = 200
"""The newest matches of a search that are put in the order of their relevance."""
AT_ONCE = 600
"""Up to so many expected matches are read without windows."""
FREQUENT = 0.2
"""From this share on, the newest reports hold enough matches to be read in their own order."""
FIRST_WINDOW = 4
"""Weeks in the first window when nothing is known of the filters together."""
GROWTH = 4
OLDER, NEWER, SHEET = "sebelum", "sesudah", "hal"
FIRST_MONDAY = date(2000, 1, 3)


class Place(NamedTuple):
    """Where a report stands in the list."""

    moment: datetime
    pk: int


class Page(NamedTuple):
    """One page of the list, and the query strings of the pages beside it (or empty)."""

    rows: list[Complaint]
    newer: str
    older: str


def page_of(
    rows: ComplaintQuerySet, query: QueryDict, meaning: Meaning | None = None, *, filters: int = 0
) -> Page:
    """Return the page that ``query`` names by the report it starts after; the newest by default.

    Args:
        rows: what is listed.
        query: the address, for the place in the list and for the links.
        meaning: the search that ``rows`` carry out.
        filters: how many filters ``rows`` carry out.
    """
    older, newer = _place(query.get(OLDER, "")), _place(query.get(NEWER, ""))
    if meaning is not None and older is None and newer is None:
        return _ranked(rows, query, meaning, filters)
    upward = newer is not None
    place = newer or older
    hits = _hits(rows, PAGE_SIZE + 1, place, upward, meaning, filters)
    more = len(hits) > PAGE_SIZE
    shown = _loaded(hits[:PAGE_SIZE])
    if upward:
        shown = shown[::-1]
    has_newer = more if upward else place is not None
    has_older = bool(shown) if upward else more
    return Page(
        shown,
        _query(query, NEWER, shown[0]) if shown and has_newer else "",
        _query(query, OLDER, shown[-1]) if shown and has_older else "",
    )


def newest(rows: ComplaintQuerySet, most: int, **how: Any) -> list[Complaint]:
    """Return the newest of ``rows``, at most so many: what feeds show of the list."""
    return _loaded(newest_places(rows, most, **how))


def newest_places(rows: ComplaintQuerySet, most: int, **how: Any) -> list[Place]:
    """Return where the newest of ``rows`` stand, at most so many: what the map counts."""
    return _hits(rows, most, None, False, how.get("meaning"), how.get("filters", 0))


def _ranked(rows: ComplaintQuerySet, query: QueryDict, meaning: Meaning, filters: int) -> Page:
    """Return a sheet of the newest matches in the order of relevance, or the way to older ones."""
    hits = _hits(rows, RANKED + 1, None, False, meaning, filters)
    sheets = max(1, math.ceil(min(len(hits), RANKED) / PAGE_SIZE))
    typed = query.get(SHEET, "")
    sheet = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 1  # noqa: PLR2004
    sheet = min(max(1, sheet), sheets)
    best = _by_relevance(hits[:RANKED], meaning)
    shown = _loaded(best[(sheet - 1) * PAGE_SIZE : sheet * PAGE_SIZE])
    older = ""
    if sheet < sheets:
        older = _sheet(query, sheet + 1)
    elif len(hits) > RANKED:
        older = _query(
            query, OLDER, Complaint(pk=hits[RANKED - 1].pk, created_at=hits[RANKED - 1].moment)
        )
    return Page(shown, _sheet(query, sheet - 1) if sheet > 1 else "", older)


def _by_relevance(hits: list[Place], meaning: Meaning) -> list[Place]:
    """Return ``hits`` by how well they match, titles counting twice; the newest first among equals."""
    asked = SearchQuery(meaning.query, config="indonesian", search_type="raw")
    relevance = SearchRank(F("search"), asked) + 2 * SearchRank(WordVector("public_title"), asked)
    rows = Complaint.objects.public().filter(pk__in=[hit.pk for hit in hits]).order_by()
    grades = dict(rows.annotate(relevance=relevance).values_list("pk", "relevance"))
    return sorted(hits, key=lambda hit: -round(grades.get(hit.pk, 0.0), 4))


# -- finding the places ----------------------------------------------------------------------


def _hits(
    rows: ComplaintQuerySet,
    need: int,
    place: Place | None,
    upward: bool,
    meaning: Meaning | None,
    filters: int,
) -> list[Place]:
    """Return the next places of ``rows`` from ``place`` on, in the direction of reading."""
    if place is not None:
        rows = _beyond(rows, place, upward=upward)
    share = meaning.share if meaning is not None else 1.0
    found = rows.values_list("created_at", "pk")
    few = meaning is not None and share * meaning.total <= AT_ONCE
    if few:
        return _in_order([Place(*row) for row in found.order_by()], upward=upward)[:need]
    likely = meaning.likely if meaning is not None else 1.0
    if filters + (likely < FREQUENT) < (2 if meaning is None else 1):
        order = ("created_at", "id") if upward else ("-created_at", "-id")
        return [Place(*row) for row in found.order_by(*order)[:need]]
    return _in_windows(found.order_by(), need, place, upward, _per_week(meaning, filters))


def _in_windows(
    found: Any,
    need: int,
    place: Place | None,
    upward: bool,
    expected: float | None,
) -> list[Place]:
    ends = Complaint.objects.public().order_by().aggregate(Min("created_at"), Max("created_at"))
    if ends["created_at__min"] is None:
        return []
    first, last = week_of(ends["created_at__min"]), week_of(ends["created_at__max"])
    here = min(last, max(first, week_of(place.moment))) if place else last
    weeks = last - first + 1
    size = FIRST_WINDOW
    if expected is not None:
        size = min(weeks, max(1, math.ceil(need * weeks / max(expected, 1))))
    hits: list[Place] = []
    while first <= here <= last and len(hits) < need:
        edge = min(last, here + size - 1) if upward else max(first, here - size + 1)
        window = list(range(min(here, edge), max(here, edge) + 1))
        rows = found.alias(week=Week("created_at")).filter(week__in=window)
        hits += [Place(*row) for row in rows]
        here = edge + (1 if upward else -1)
        size *= GROWTH
    return _in_order(hits, upward=upward)[:need]


def _per_week(meaning: Meaning | None, filters: int) -> float | None:
    """Return how many matches to expect in all weeks together; None when nobody knows."""
    if meaning is None:
        return None
    return meaning.total * math.sqrt(meaning.share * meaning.likely) * 0.3**filters


def week_of(moment: datetime) -> int:
    """Return the number of the week of ``moment``, as ``models.public.Week`` counts."""
    return (moment.astimezone(timezone.get_fixed_timezone(0)).date() - FIRST_MONDAY).days // 7


def _beyond(rows: ComplaintQuerySet, place: Place, *, upward: bool) -> ComplaintQuerySet:
    moment, pk = place
    if upward:
        return rows.filter(created_at__gte=moment).exclude(created_at=moment, id__lte=pk)
    return rows.filter(created_at__lte=moment).exclude(created_at=moment, id__gte=pk)


def _in_order(hits: list[Place], *, upward: bool) -> list[Place]:
    return sorted(hits, reverse=not upward)


def _loaded(places: list[Place]) -> list[Complaint]:
    """Return the reports at ``places`` with everything that a card shows: one query."""
    if not places:
        return []
    rows = Complaint.objects.public().for_public_list().order_by()
    by_id = rows.in_bulk([place.pk for place in places])
    return [by_id[place.pk] for place in places if place.pk in by_id]


# -- places in addresses ---------------------------------------------------------------------


def _place(text: str) -> Place | None:
    """Read a place in the list; None for anything that is not one of ours."""
    moment, _, pk = text.rpartition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not pk.isascii() or not pk.isdecimal():
        return None
    if not date.min.year + 1 < at.year < date.max.year - 1:
        return None
    return Place(at, int(pk)) if len(pk) < 19 else None  # noqa: PLR2004 - what fits a bigint


def _query(query: QueryDict, name: str, row: Complaint) -> str:
    return _with(query, name, f"{row.created_at.isoformat()}_{row.pk}")


def _sheet(query: QueryDict, number: int) -> str:
    return _with(query, SHEET, str(number)) if number > 1 else _with(query, "", "")


def _with(query: QueryDict, name: str, value: str) -> str:
    """Return the query string of another page of the same list."""
    kept = query.copy()
    for gone in (OLDER, NEWER, SHEET):
        kept.pop(gone, None)
    if name:
        kept[name] = value
    return f"?{kept.urlencode()}"
