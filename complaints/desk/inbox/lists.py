"""The inbox's queries: the numbers of the tabs, and one page of a list, without reading the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, Value
from django.urls import reverse

from complaints import due
from complaints.desk.flags import flags_of
from complaints.desk.inbox.tabs import DUE, Tab
from complaints.models import Complaint
from complaints.models.visibility import ComplaintQuerySet
from complaints.wording import officer_status
from lapor import clock

PAGE = 50
MOST_COUNTED = 1000
FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for "no due time" when rows are put in order."""
LARGEST_ID = 2**63 - 1


class Cursor(NamedTuple):
    """Where a page ended: the part of the list, the moment it is sorted by, and the row."""

    part: int
    moment: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.part}_{self.moment.isoformat()}_{self.pk}"


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor of an address, or None when there is none or it is not one of ours."""
    try:
        part, moment, pk = text.split("_")
        cursor = Cursor(int(part), datetime.fromisoformat(moment), int(pk))
    except ValueError:
        return None
    sound = cursor.moment.tzinfo is not None and 0 < cursor.pk <= LARGEST_ID
    return cursor if sound else None


@dataclass(frozen=True)
class Row:
    """One line of the inbox, as ``_components/inbox_row.html`` draws it."""

    url: str
    code: str
    title: str
    state: str
    state_words: str
    due: str
    due_words: str
    due_at: datetime | None
    place: str
    category: str
    holder: str
    flags: list[tuple[str, str, str]]
    supports: int


class Page(NamedTuple):
    """One page of a list, and the address of the next one if there is more."""

    rows: list[Row]
    after: Cursor | None


def counts(visible: ComplaintQuerySet, tabs: list[Tab]) -> dict[str, int]:
    """Return how many reports each counted tab holds, at most ``MOST_COUNTED``: one query.

    Every lane is counted on its own index and stops at the most, however large the town is.
    """
    pieces: list[str] = []
    names: list[str] = []
    arguments: list[Any] = []
    for tab in tabs:
        sums = []
        for lane in tab.lanes if tab.counted else ():
            query = visible.filter(lane).order_by().values("pk")[:MOST_COUNTED].query
            try:
                sql, parameters = query.sql_with_params()
            except EmptyResultSet:
                continue
            sums.append(f"(SELECT count(*) FROM ({sql}) AS lane)")  # noqa: S608  (Django's own SQL)
            arguments += parameters
        if sums:
            pieces.append(f"LEAST({MOST_COUNTED}, {' + '.join(sums)})")
            names.append(tab.slug)
    numbers = dict.fromkeys([tab.slug for tab in tabs if tab.counted], 0)
    if pieces:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(pieces)}", arguments)
            numbers |= dict(zip(names, cursor.fetchone(), strict=True))
    return numbers


def count_words(number: int) -> str:
    """Return the number of a tab in words: *999+* when counting stopped."""
    return f"{MOST_COUNTED - 1}+" if number >= MOST_COUNTED else str(number)


def page(visible: ComplaintQuerySet, tab: Tab, *, after: Cursor | None = None) -> Page:
    """Return one page of a tab: two queries, which read at most a page of every lane.

    Args:
        visible: the reports that the officer may see, narrowed by the filters.
        tab: the list.
        after: where the page before ended.
    """
    keys = _keys(visible, tab, after)
    shown = keys[:PAGE]
    found = visible.for_inbox().in_bulk([key.pk for key in shown])
    rows = [_row(found[key.pk]) for key in shown if key.pk in found]
    return Page(rows, shown[-1] if len(keys) > PAGE else None)


def search(words: str) -> Q:
    """Return the condition for words in what every officer who sees a report may read.

    A cleared text hides the reporter's own words here too: what is not shown is not found.
    """
    cleared = Q(public_title__icontains=words) | Q(working_text__icontains=words)
    own = Q(title__icontains=words) | Q(text__icontains=words)
    place = Q(place_text__icontains=words)
    return cleared | (Q(working_text="") & own) | place


def _keys(visible: ComplaintQuerySet, tab: Tab, after: Cursor | None) -> list[Cursor]:
    """Return the keys of a page and one more, in order."""
    parts = _by_due(visible, tab, after) if tab.order == DUE else _by_age(visible, tab, after)
    try:
        if len(parts) == 1:
            return [Cursor(*key) for key in parts[0]]
        if not parts:
            return []
        joined = parts[0].union(*parts[1:], all=True)
        newest_first = "-" if tab.order != DUE else ""
        ordered = joined.order_by("part", f"{newest_first}moment", f"{newest_first}id")
        return [Cursor(*key) for key in ordered[: PAGE + 1]]
    except EmptyResultSet:
        return []


def _by_due(visible: ComplaintQuerySet, tab: Tab, after: Cursor | None) -> list[Any]:
    """Danger first, then by due time, then what has none; each part on its own."""
    dated = Q(next_due_at__isnull=False)
    parts = [
        (0, Q(danger=True) & dated),
        (1, Q(danger=True) & ~dated),
        (2, Q(danger=False) & dated),
        (3, Q(danger=False) & ~dated),
    ]
    queries = []
    for number, condition in parts:
        if after is not None and number < after.part:
            continue
        has_date = number in (0, 2)
        later = Q()
        if after is not None and number == after.part:
            # The first condition bounds the index, the second leaves out what was shown.
            later = Q(next_due_at__gte=after.moment) if has_date else Q(pk__gt=after.pk)
            if has_date:
                later &= Q(next_due_at__gt=after.moment) | Q(pk__gt=after.pk)
        moment = F("next_due_at") if has_date else Value(FAR)
        for lane in tab.lanes:
            rows = visible.filter(lane & condition & later).order_by("next_due_at", "id")
            rows = rows.annotate(part=Value(number), moment=moment)
            queries.append(rows.values_list("part", "moment", "id")[: PAGE + 1])
    return queries


def _by_age(visible: ComplaintQuerySet, tab: Tab, after: Cursor | None) -> list[Any]:
    """Newest first."""
    earlier = Q()
    if after is not None:
        earlier = Q(**{f"{tab.order}__lte": after.moment})
        earlier &= Q(**{f"{tab.order}__lt": after.moment}) | Q(pk__lt=after.pk)
    return [
        visible.filter(lane & earlier)
        .order_by(f"-{tab.order}", "-id")
        .annotate(part=Value(0), moment=F(tab.order))
        .values_list("part", "moment", "id")[: PAGE + 1]
        for lane in tab.lanes
    ]


def _row(complaint: Complaint) -> Row:
    stand = None
    if complaint.next_due_at is not None:
        stand = due.stand(complaint.next_due_at, now=clock.now())
    places = [complaint.region.name if complaint.region else "", complaint.place_text]
    return Row(
        url=reverse("desk:report", args=[complaint.code]),
        code=complaint.code,
        title=complaint.agency_title,
        state=complaint.status,
        state_words=officer_status(complaint),
        due=stand.tone if stand else "",
        due_words=stand.words if stand else "",
        due_at=complaint.next_due_at,
        place=", ".join(place for place in places if place),
        category=complaint.category.name if complaint.category else "Tanpa kategori",
        holder=str(complaint.holder or "Meja verifikasi") if complaint.is_open else "",
        flags=flags_of(complaint),
        supports=complaint.support_count,
    )
