"""The inbox as an address asks for it: which role, which tab, which filters, which page."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from agencies.models import Officer
from complaints.access import Desk
from complaints.desk.inbox import finding, lists
from complaints.desk.inbox.filters import (
    IMPORTED,
    LATE,
    ORDER,
    PERIOD,
    WORDS,
    FilterForm,
    is_narrowed,
)
from complaints.desk.inbox.orders import NEWEST, Cursor, in_order, read_cursor
from complaints.desk.inbox.tabs import Tab, people_of, seats_of, tabs_of
from complaints.desk.team import mentions
from complaints.models import Complaint
from complaints.models.complaint import CODE_LENGTH
from complaints.models.visibility import ComplaintQuerySet
from complaints.reporters import receipts

EVERYTHING = "semua"
INDEXED: tuple[AbstractSet[str], ...] = ({"keadaan"}, {"saluran"}, {IMPORTED})
"""Filters of the whole town that have an index of their own, each alone."""
ROLE, LIST, AFTER, OPEN, VIEW = "peran", "daftar", "setelah", "buka", "tampilan"
"""Names in the address: role, tab, where the page begins, the report beside it, the saved view."""


class Listing:
    """One look at the inbox."""

    def __init__(self, query: QueryDict, desk: Desk) -> None:
        self.desk = desk
        self.query = query
        self.seats = seats_of(desk)
        asked = query.get(ROLE, "")
        self.seat = asked if asked in self.seats else self.seats[0]
        self.tabs = tabs_of(desk, self.seat)
        self.tab = self._tab(query.get(LIST) or (EVERYTHING if is_narrowed(query) else ""))
        self.form = FilterForm(query or None, desk=desk, tab=self.tab)
        self.chosen = self.form.values()

    def ticket(self) -> str:
        """Return the ticket number that was searched for, when the officer may see the report."""
        code = receipts.normal_code(self.chosen.get(WORDS, ""))
        if len(code) != CODE_LENGTH:
            return ""
        return code if self.desk.visible().filter(code=code).exists() else ""

    def queryset(self) -> ComplaintQuerySet:
        """Return all reports of the present address: what *select all* means."""
        whole = Q()
        for lane in self.tab.lanes:
            whole |= lane
        rows = finding.with_words(self.desk.visible())
        return self._query.rows(rows.filter(whole))

    def in_order(self) -> ComplaintQuerySet:
        """Return the same in the order of the pages: what is taken along as a file."""
        return in_order(self.queryset(), self._query.order)

    @property
    def query_string(self) -> str:
        """What a saved view keeps of the address: tab, filters and order as they were understood."""
        return urlencode({**self._place(self.tab), **self.chosen})

    def beside(self, code: str) -> Complaint | None:
        """Return the report that the address wants beside the list, if the officer may see it."""
        found: Complaint | None = None
        if code:
            found = self.desk.visible().for_page().filter(code=receipts.normal_code(code)).first()
        return found

    def address(self, **more: str) -> str:
        """Return the address of this list from its beginning, with ``more`` in it."""
        return self._url(**self._place(self.tab), **self.chosen, **more)

    def context(self) -> dict[str, Any]:
        """Return what the page shows."""
        visible = self.desk.visible()
        numbers = lists.counts(self._sight, self.tabs)
        named = mentions.open_for(people_of(self.desk))
        verifies = self.seat == Officer.Role.VERIFIER
        page = lists.page(
            self._sight,
            visible,
            self.tab,
            self._query,
            after=self._after,
            named=named,
            tags=self.desk.tags,
            bundles=verifies,
        )
        after = {AFTER: self.query.get(AFTER, "")} if self._after else {}
        wanted = self._query.wanted
        return {
            "tab": self.tab,
            "tabs": [self._link(tab, numbers) for tab in self.tabs],
            "seats": self._seats(),
            "rows": page.rows,
            "filter_form": self.form,
            "active": len([name for name in self.chosen if name not in (WORDS, ORDER)]),
            "chosen": bool(self.chosen.keys() - {ORDER}),
            "ignored": self.ignored(),
            "also_found": wanted.shown if wanted is not None else "",
            "keep": list(self._place(self.tab).items()),
            "order_words": self._query.order.label,
            "reset_url": self._url(**self._place(self.tab)),
            "list_url": self.address(**after),
            "list_query": self.query_string,
            "wider_url": self._wider(),
            "first_url": self.address() if self._after else "",
            "next_url": self.address(**{AFTER: str(page.after)}) if page.after else "",
        }

    def ignored(self) -> list[str]:
        """Return a sentence for everything in the address that was not understood."""
        said = self.form.wrong() if self.form.is_bound else []
        if self.query.get(ROLE) and self.query[ROLE] != self.seat:
            said.append("Peran ini bukan peran Anda, jadi tidak dipakai.")
        if self.query.get(LIST) and self.query[LIST] != self.tab.slug:
            said.append(f"Daftar itu tidak ada. Yang tampil: {self.tab.label}.")
        if self.query.get(AFTER) and self._after is None:
            said.append("Halaman itu tidak ada. Yang tampil: awal daftar.")
        if self.chosen.get(ORDER) and self.chosen[ORDER] != self._query.order.slug:
            said.append("Hasil pencarian dan saringan di sini selalu dimulai dari yang terbaru.")
        return said

    @cached_property
    def _sight(self) -> lists.Sight:
        return lists.sight_of(self.desk)

    @cached_property
    def _query(self) -> lists.Query:
        """What the list is asked for; words, and filters over all times, are found by weeks."""
        wanted = self._wanted()
        chosen = self.chosen.keys() - {ORDER, WORDS}
        late = LATE in chosen
        usual = lists.order_of(
            self.tab, self.chosen.get(ORDER, ""), is_late=late, is_danger="bahaya" in chosen
        )
        by_words = wanted is not None and wanted.by_words
        over_all_times = bool(chosen) and not (self.tab.counted or late)
        return lists.Query(
            self.form.condition(),
            NEWEST if by_words or over_all_times else usual,
            wanted,
            by_week=by_words or (over_all_times and not self._has_an_index(chosen)),
            late=late,
            in_order=chosen == {LATE} and wanted is None,
            period=self.form.period(),
        )

    def _has_an_index(self, chosen: AbstractSet[str]) -> bool:
        """Whether an index has the reports of these filters in the order of their arrival."""
        return chosen <= {*PERIOD} or bool(self.tab.wide and chosen - {*PERIOD} in INDEXED)

    def _wanted(self) -> finding.Wanted | None:
        typed = self.chosen.get(WORDS, "")
        if not typed:
            return None
        return finding.by_number(self.desk.visible(), typed) or finding.by_words(typed)

    @cached_property
    def _after(self) -> Cursor | None:
        return read_cursor(self.query.get(AFTER, ""), self._query.order)

    def _wider(self) -> str:
        """Return the address of the same search over everything, where it is only in one list."""
        if WORDS not in self.chosen or self.tab.slug == EVERYTHING:
            return ""
        everything = self._tab(EVERYTHING)
        return self._url(**self._place(everything), **self.chosen)

    def _tab(self, slug: str) -> Tab:
        return next((tab for tab in self.tabs if tab.slug == slug), self.tabs[0])

    def _place(self, tab: Tab) -> dict[str, str]:
        place = {LIST: tab.slug}
        return place if self.seat == self.seats[0] else {ROLE: self.seat, **place}

    def _link(self, tab: Tab, numbers: dict[str, int]) -> dict[str, Any]:
        number = numbers.get(tab.slug)
        return {
            "url": self._url(**self._place(tab)),
            "label": tab.label,
            "count": None if number is None else lists.count_words(number),
            "current": tab.slug == self.tab.slug,
            "alarm": tab.alarm and bool(number),
        }

    def _seats(self) -> list[dict[str, Any]]:
        """Return links to the lists of the officer's other roles; none with a single role."""
        if len(self.seats) == 1:
            return []
        words = {role.value: role.label for role in Officer.Role}
        return [
            {
                "url": self._url(**{ROLE: seat}),
                "label": words[seat][:1].upper() + words[seat][1:],
                "current": seat == self.seat,
            }
            for seat in self.seats
        ]

    def _url(self, **query: str) -> str:
        return f"{reverse('desk:inbox')}?{urlencode(query)}"
