"""The inbox's queries: the numbers of the tabs, and one page of a list, without reading the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from complaints.access import Desk
from complaints.desk.inbox import finding, orders
from complaints.desk.inbox.orders import DANGERS, DUE, LATE, LATE_DANGERS, Cursor, Order
from complaints.desk.inbox.rows import Row, rows_of
from complaints.desk.inbox.tabs import Tab
from complaints.models import Notification
from complaints.models.visibility import ComplaintQuerySet
from complaints.together.tags import Known

PAGE = 30
MOST_COUNTED = 1000
UNIT_SHARE = 1 / 8
"""How much of the town a unit may be taken to have, where nobody knows."""


class Page(NamedTuple):
    """One page of a list, and the address of the next one if there is more."""

    rows: list[Row]
    after: Cursor | None


class Sight(NamedTuple):
    """What the officer may see, as questions that are plain to plan."""

    unsealed: Callable[[], ComplaintQuerySet]
    """Reports that are not sealed."""
    held: Callable[[], ComplaintQuerySet]
    """Those of them that the officer's units hold."""
    sealed: ComplaintQuerySet | None = None
    """Everything, for who may see sealed reports: a question with joins, of few rows."""

    def of(self, tab: Tab) -> ComplaintQuerySet:
        """Return the reports, but for sealed ones, among which those of a list are."""
        return self.held() if tab.held else self.unsealed()


class Query(NamedTuple):
    """What a list is asked for: the filters, the order, and how the search line was understood."""

    narrow: Q
    order: Order
    wanted: finding.Wanted | None = None
    by_week: bool = False
    """Whether the index of words and weeks finds the rows, the newest first."""
    late: bool = False
    """Whether only what still owes something can be meant."""
    in_order: bool = False
    """Whether the lanes have an index in this order even so: nothing but *late* was chosen."""
    period: finding.Period = (None, None)
    """Since when and before when the reports were sent."""

    def rows(self, visible: ComplaintQuerySet) -> ComplaintQuerySet:
        """Return those of the ``visible`` reports that the filters and the search let through."""
        rows = finding.with_words(visible)
        if self.narrow:
            rows = rows.filter(self.narrow)
        return rows.filter(self.wanted.condition) if self.wanted is not None else rows


def sight_of(desk: Desk) -> Sight:
    """Return what an officer may see."""
    sees_sealed = any(officer.sees_sealed for officer in desk.officers)
    return Sight(desk.visible_unsealed, desk.held, desk.visible() if sees_sealed else None)


def counts(sight: Sight, tabs: list[Tab]) -> dict[str, int]:
    """Return how many reports each counted tab holds, at most ``MOST_COUNTED``: one query.

    Every lane is counted in its own index, without a look at the rows where the index says enough,
    and stops at the most, however large the town is.
    """
    pieces: list[str] = []
    names: list[str] = []
    arguments: list[Any] = []
    for tab in tabs:
        sums = []
        for rows in _counted(sight, tab):
            query = rows.order_by().values("pk")[:MOST_COUNTED].query
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


def _counted(sight: Sight, tab: Tab) -> Iterator[ComplaintQuerySet]:
    """Yield disjoint rows that together are a tab, if it is counted."""
    for lane in tab.lanes if tab.counted else ():
        yield sight.of(tab).filter(lane, is_sealed=False)
        if sight.sealed is not None:
            yield sight.sealed.filter(lane, is_sealed=True)


def count_words(number: int) -> str:
    """Return the number of a tab in words: *999+* when counting stopped."""
    return f"{MOST_COUNTED - 1}+" if number >= MOST_COUNTED else str(number)


def page(
    sight: Sight,
    visible: ComplaintQuerySet,
    tab: Tab,
    query: Query,
    *,
    after: Cursor | None = None,
    named: QuerySet[Notification] | None = None,
    tags: Known | None = None,
    bundles: bool = False,
) -> Page:
    """Return one page of a tab: few queries, which read little more than a page of every lane.

    Args:
        sight: what the officer may see, to find the rows.
        visible: the reports that the officer may see, to read them.
        tab: the list.
        query: filters, search and order.
        after: where the page before ended.
        named: the notes that name the officer, to mark their reports.
        tags: those that the officer may read.
        bundles: whether to say what lies in one bundle, as verifiers are told.
    """
    keys = _keys(sight, tab, query, after)
    shown = keys[:PAGE]
    rows = rows_of(visible, [key.pk for key in shown], named, tags=tags, bundles=bundles)
    return Page(rows, shown[-1] if len(keys) > PAGE else None)


def _keys(sight: Sight, tab: Tab, query: Query, after: Cursor | None) -> list[Cursor]:
    """Return the keys of a page and one more, in order."""
    lanes = _lanes(sight, tab, query)
    if not query.by_week:
        return orders.keys(lanes, query.order, after, PAGE + 1)
    if query.wanted is not None and query.wanted.by_words:
        expected = query.wanted.expected * (1 if tab.wide else UNIT_SHARE)
    else:
        expected = finding.expected(lanes)
        if expected > finding.MANY:
            return orders.keys(lanes, query.order, after, PAGE + 1)
    return finding.keys(lanes, after, PAGE + 1, expected, query.period)


def _lanes(sight: Sight, tab: Tab, query: Query) -> list[ComplaintQuerySet]:
    """Return the disjoint rows that are the list, as few as its indexes and filters want.

    The sealed reports are left out, and added where the officer may see them: the indexes of
    filters hold none, and who sees them is a question with a join.
    """
    lanes, wide = tab.lanes, tab.wide
    if tab.running and (query.late or query.order.slug == DUE.slug):
        lanes, wide = tab.running, tab.wide_running
    narrowed = query.by_week or query.narrow or query.wanted is not None
    few = wide if wide and narrowed and not query.in_order else lanes
    plain = query.rows(sight.of(tab))
    found = [plain.filter(lane, is_sealed=False) for lane in few]
    if sight.sealed is not None and not (query.wanted is not None and query.wanted.by_words):
        sealed = query.rows(sight.sealed)
        found += [sealed.filter(lane, is_sealed=True) for lane in wide or lanes]
    return found


def order_of(tab: Tab, slug: str, *, is_late: bool = False, is_danger: bool = False) -> Order:
    """Return the order that was asked for, or the usual one of the tab."""
    asked = next((order for order in tab.orders if order.slug == slug), None)
    found = asked or (DUE if is_late else tab.orders[0])
    if found is not DUE:
        return found
    if is_danger:
        return LATE_DANGERS if is_late else DANGERS
    return LATE if is_late else DUE
