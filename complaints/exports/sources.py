"""The lists that can be taken along: an address and a person become the rows of that list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse

from complaints.access import Desk
from complaints.desk.inbox.filters import ORDER, TAG, WORDS
from complaints.desk.inbox.listing import Listing as Inbox
from complaints.exports import columns
from complaints.exports.columns import Cell, Column, Reader
from complaints.insights.filters import Asked, scope_of
from complaints.insights.lists.listing import Listing as Behind
from complaints.insights.lists.waiting import list_of
from complaints.insights.town import NO_CATEGORY
from complaints.models import Complaint, Standing
from complaints.states import State

INBOX = "meja"
"""The inbox; every other word is the code of a figure."""
COUNTED_AS = "Dihitung sebagai"


class Line(NamedTuple):
    """One row of a sheet."""

    cells: list[Cell]
    is_sealed: bool = False


class Source(Protocol):
    """One list as one person sees it."""

    what: str
    query: str
    name: str
    narrowed: str
    """What narrows it, in words."""
    recorded: str
    """The same as far as it is written down for good: without the words that were searched for,
    which may be somebody's name, and without an agency's own tags."""
    url: str
    columns: tuple[Column, ...]

    def ids(self) -> Any:
        """Return the ids of its reports, in its order, as a query."""

    def lines(self, ids: Sequence[int]) -> Iterator[Line]:
        """Give the rows of these reports in this order, without those that went out of sight."""


def find(what: str, query: QueryDict, desk: Desk) -> Source | None:
    """Return a list as somebody sees it now; None when there is no such list.

    Raises ``PermissionDenied`` when the roles see none of that kind.
    """
    if not desk.roles:
        raise PermissionDenied
    if what == INBOX:
        return OfInbox(query, desk)
    asked = Asked.of(query, scope_of(desk.officers))
    listing = list_of(what, asked, query)
    return OfFigure(listing, desk) if listing is not None else None


class OfInbox:
    """A list of the inbox."""

    what = INBOX
    columns = columns.COLUMNS

    def __init__(self, query: QueryDict, desk: Desk) -> None:
        self._desk, self._reader = desk, Reader(desk)
        self._listing = Inbox(query, desk)
        self.query = self._listing.query_string
        self.name = f"Meja: {self._listing.tab.label}"
        self.url = self._listing.address()
        self.narrowed, self.recorded = (
            " · ".join(self._listing.form.words(but=but)) for but in ((ORDER,), (ORDER, WORDS, TAG))
        )

    def ids(self) -> Any:
        """Return the ids of the whole list, over all its pages."""
        return self._listing.in_order().values_list("pk", flat=True)

    def lines(self, ids: Sequence[int]) -> Iterator[Line]:
        """Give the rows: one query."""
        found = columns.rows_for_sheet(self._desk.visible()).in_bulk(list(ids))
        for pk in ids:
            if pk in found:
                yield _line(found[pk], self._reader, self.columns)


class OfFigure:
    """The list behind a figure; what may not be read stands there as it does on the page."""

    BARE = (columns.CODE, columns.RECEIVED, columns.STATE, columns.CATEGORY)

    def __init__(self, listing: Behind, desk: Desk) -> None:
        self._desk, self._reader, self._listing = desk, Reader(desk), listing
        asked = listing.asked
        self.what = listing.figure.code
        self.url = listing.address()
        self.query = listing.query
        self.name = f"Dasbor: {listing.figure.name}"
        self.narrowed = self.recorded = asked.words
        self._categories = {row.pk: row.name for row in asked.town.categories.values()}
        self.columns = (*columns.COLUMNS, Column(COUNTED_AS, 28, lambda *_: None))

    def ids(self) -> Any:
        """Return the ids of all reports that the figure counts."""
        sign = "" if self._listing.is_oldest_first else "-"
        rows = self._listing.rows()
        order = (f"{sign}{self._listing.column}", f"{sign}complaint_id")
        return rows.order_by(*order).values_list("complaint_id", flat=True)

    def lines(self, ids: Sequence[int]) -> Iterator[Line]:
        """Give the rows: two queries."""
        only = ("complaint__code", "day", "bucket", "category_id")
        behind = Standing.objects.filter(pk__in=list(ids)).select_related("complaint").only(*only)
        standings = {row.pk: row for row in behind}
        readable = columns.rows_for_sheet(self._desk.visible()).in_bulk(list(standings))
        for pk in ids:
            if pk in standings:
                yield self._line(standings[pk], readable.get(pk))

    def _line(self, standing: Standing, report: Complaint | None) -> Line:
        counted_as = str(State(standing.bucket).label)
        if report is not None:
            cells, sealed = _line(report, self._reader, columns.COLUMNS)
            return Line([*cells, counted_as], sealed)
        category = self._categories.get(standing.category_id or 0, NO_CATEGORY)
        bare: tuple[Cell, ...] = (standing.complaint.code, standing.day, counted_as, category)
        said = dict(zip(self.BARE, bare, strict=True))
        return Line([*(said.get(one) for one in columns.COLUMNS), counted_as])


def _line(complaint: Complaint, reader: Reader, wanted: tuple[Column, ...]) -> Line:
    return Line([one.read(complaint, reader) for one in wanted], complaint.is_sealed)


def new_url(what: str, query: str) -> str:
    """Return the address at which a list is asked for as a file."""
    return f"{reverse('exports:new', args=[what])}?{query}"
