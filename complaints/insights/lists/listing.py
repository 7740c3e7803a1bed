"""The list behind a figure: exactly the reports that it counts, a page at a time.

What a person may not read is still counted: such a report stands there with its ticket, state,
category and day, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from complaints import due
from complaints.figures import reading
from complaints.figures.cuts import Sums
from complaints.insights.figure import Figure
from complaints.insights.figures import BY_CODE
from complaints.insights.filters import Asked, rows_of
from complaints.insights.town import NO_CATEGORY
from complaints.law import reasons
from complaints.models import Complaint, Reason, Standing
from complaints.models.figures import BUCKETS
from complaints.models.visibility import ComplaintQuerySet
from complaints.states import State
from complaints.wording import officer_status
from lapor import clock

PAGE = 30
AFTER, ORDER, OLDEST, REASON = "setelah", "urut", "terlama", "alasan"
"""Names in the address: where the page begins, the order, and why reports were archived."""
LARGEST_ID = 2**63 - 1
WRITTEN_STATES = {f"at_{state}": str(state) for state in BUCKETS}


class Cursor(NamedTuple):
    """Where a page ended."""

    day: date
    pk: int

    def __str__(self) -> str:
        return f"{self.day}_{self.pk}"


@dataclass(frozen=True)
class Row:
    """One report of the list; without ``url`` it may not be read, and only the first four are set."""

    code: str
    state: str
    state_words: str
    category: str
    day: date
    closed_on: date | None = None
    url: str = ""
    title: str = ""
    place: str = ""
    agency: str = ""
    due: str = ""
    due_words: str = ""
    due_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Listing:
    """What a list is asked for.

    Attributes:
        figure: the figure behind which it stands.
        asked: the reports among which it counts.
        is_oldest_first: whether the longest waiting come first.
        reason: only what was archived for this reason; empty for all.
        after: where the page before ended.
    """

    figure: Figure
    asked: Asked
    is_oldest_first: bool = False
    reason: str = ""
    after: Cursor | None = None

    @classmethod
    def of(cls, code: str, asked: Asked, values: Any) -> Listing | None:
        """Return the list of an address; None when there is no such figure."""
        figure = BY_CODE.get(code)
        if figure is None:
            return None
        return cls(
            figure,
            asked,
            is_oldest_first=values.get(ORDER) == OLDEST,
            reason=str(values.get(REASON, ""))[:40].replace("\0", "") if _is_archive(code) else "",
            after=read_cursor(str(values.get(AFTER, ""))),
        )

    @property
    def column(self) -> str:
        """By which day the list is sorted: of receipt, or of closing."""
        return "closed_on" if self.figure.by_closing else "day"

    def rows(self) -> QuerySet[Standing]:
        """Return how all reports of the list stand, unsorted."""
        found = rows_of(self.asked.slice, by_closing=self.figure.by_closing) & self.figure.where
        if self.reason:
            found &= Q(reason=self.reason)
        return Standing.objects.filter(found)

    def count(self) -> int:
        """Return how many reports the figure counts, from the sums: one query, never a count."""
        if self.reason:
            return reading.archived(self.asked.slice)[self.reason]
        if self.figure.step:
            return self.figure.count(Sums(), reading.times(self.asked.slice).get((), {}))
        return self.figure.count(reading.total(self.asked.slice, *self.figure.sums))

    def page(
        self, visible: ComplaintQuerySet, *, most: int = PAGE
    ) -> tuple[list[Row], Cursor | None]:
        """Return one page as somebody may read it, and where the next one begins: two queries.

        Args:
            visible: the reports that the person may read; no figure counts a sealed one.
            most: how many reports a page shows.
        """
        standings = list(self._ordered().select_related("complaint").only(*COLUMNS)[: most + 1])
        shown = standings[:most]
        ids = [one.pk for one in shown]
        readable = visible.for_line().in_bulk(ids) if ids else {}
        rows = [self._row(one, readable.get(one.pk)) for one in shown]
        more = len(standings) > most
        return rows, Cursor(getattr(shown[-1], self.column), shown[-1].pk) if more else None

    @property
    def reason_words(self) -> str:
        """Why the reports were archived, where one reason was asked for."""
        return reasons.label_of(Reason.Verb.ARCHIVE, self.reason) if self.reason else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What of the address the form of the filters carries on."""
        own = [(ORDER, OLDEST if self.is_oldest_first else ""), (REASON, self.reason)]
        return [(name, value) for name, value in own if value]

    def address(self, **changes: str) -> str:
        """Return the address of this list, from its beginning."""
        own = {**dict(self.kept), **changes}
        end = urlencode({name: value for name, value in own.items() if value})
        path = self.asked.address("insights:list", self.figure.code)
        return f"{path}&{end}" if end else path

    @property
    def query(self) -> str:
        """The same as the end of an address: what makes this list again, as a file."""
        return self.address().partition("?")[2]

    def _ordered(self) -> QuerySet[Standing]:
        rows = self.rows()
        name = self.column
        if self.after is not None:
            beyond = "gt" if self.is_oldest_first else "lt"
            rows = rows.filter(
                Q(**{f"{name}__{beyond}e": self.after.day}),
                Q(**{f"{name}__{beyond}": self.after.day})
                | Q(**{f"complaint__{beyond}": self.after.pk}),
            )
        sign = "" if self.is_oldest_first else "-"
        return rows.order_by(f"{sign}{name}", f"{sign}complaint_id")

    def _row(self, standing: Standing, report: Complaint | None) -> Row:
        """Return the line of a report; ``report`` is None where the person may not read it."""
        categories = {row.pk: row.name for row in self.asked.town.categories.values()}
        category = categories.get(standing.category_id or 0, NO_CATEGORY)
        bare = (standing.complaint.code, standing.bucket, State(standing.bucket).label)
        if report is None:
            return Row(*bare, category, standing.day)
        agencies = {row.pk: row.short_name for row in self.asked.town.agencies.values()}
        clock_words = _due_of(report)
        place = [report.region.name if report.region else "", report.place_text]
        return Row(
            *(report.code, report.status, officer_status(report), category, standing.day),
            closed_on=standing.closed_on,
            url=reverse("desk:report", args=[report.code]),
            title=report.agency_title,
            place=", ".join(part for part in place if part),
            agency=agencies.get(standing.lead_id or 0, ""),
            due=clock_words.tone if clock_words else "",
            due_words=clock_words.words if clock_words else "",
            due_at=report.next_due_at if clock_words else None,
            note=f"dihitung: {State(standing.bucket).label}" if standing.merged else "",
        )


COLUMNS = (
    *("complaint__code", "day", "closed_on", "bucket"),
    *("category_id", "lead_id", "merged"),
)


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor of an address, or None when there is none or it is not one of ours."""
    day, _, pk = text.partition("_")
    try:
        found = Cursor(date.fromisoformat(day), int(pk))
    except ValueError:
        return None
    return found if 0 < found.pk <= LARGEST_ID else None


def _is_archive(code: str) -> bool:
    return WRITTEN_STATES.get(code) == State.ARCHIVED


def _due_of(report: Complaint) -> due.Due | None:
    if report.next_due_at is None or not report.is_open:
        return None
    return due.stand(report.next_due_at, now=clock.now())
