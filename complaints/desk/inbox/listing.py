"""The inbox as an address asks for it: which role, which tab, which filters, which page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from agencies.models import Officer
from complaints import receipts
from complaints.access import Desk
from complaints.desk.inbox import lists as inbox
from complaints.desk.inbox.filters import FilterForm
from complaints.desk.inbox.tabs import Tab, seats_of, tabs_of
from complaints.models import Complaint
from complaints.models.complaint import CODE_LENGTH

EVERYTHING = "semua"


class Listing:
    """One look at the inbox."""

    def __init__(self, query: QueryDict, desk: Desk) -> None:
        self.desk = desk
        self.query = query
        self.form = FilterForm(query or None, desk=desk)
        self.chosen = self.form.values() if self.form.is_bound else {}
        self.seats = seats_of(desk)
        asked = query.get("peran", "")
        self.seat = asked if asked in self.seats else self.seats[0]
        self.tabs = tabs_of(desk, self.seat)
        self.tab = self._tab(query.get("daftar", EVERYTHING if self.chosen else ""))

    def ticket(self) -> str:
        """Return the ticket number that was searched for, when the officer may see the report."""
        code = receipts.normal_code(self.chosen.get("q", ""))
        if len(code) != CODE_LENGTH:
            return ""
        found = Complaint.objects.visible_to(self.desk.user).filter(code=code)
        return code if found.exists() else ""

    def context(self) -> dict[str, Any]:
        """Return what the page shows."""
        visible = Complaint.objects.visible_to(self.desk.user)
        numbers = inbox.counts(visible, self.tabs)
        narrowed = visible.filter(self.form.condition()) if self.chosen else visible
        after = inbox.read_cursor(self.query.get("setelah", ""))
        page = inbox.page(narrowed, self.tab, after=after)
        return {
            "tab": self.tab,
            "tabs": [self._link(tab, numbers) for tab in self.tabs],
            "seats": self._seats(),
            "rows": page.rows,
            "filter_form": self.form,
            "active": len([name for name in self.chosen if name != "q"]),
            "chosen": bool(self.chosen),
            "keep": list(self._place(self.tab).items()),
            "reset_url": self._url(**self._place(self.tab)),
            "first_url": self._url(**self._place(self.tab), **self.chosen) if after else "",
            "next_url": self._url(**self._place(self.tab), **self.chosen, setelah=str(page.after))
            if page.after
            else "",
        }

    def _tab(self, slug: str) -> Tab:
        return next((tab for tab in self.tabs if tab.slug == slug), self.tabs[0])

    def _place(self, tab: Tab) -> dict[str, str]:
        place = {"daftar": tab.slug}
        return place if self.seat == self.seats[0] else {"peran": self.seat, **place}

    def _link(self, tab: Tab, numbers: dict[str, int]) -> dict[str, Any]:
        number = numbers.get(tab.slug)
        return {
            "url": self._url(**self._place(tab)),
            "label": tab.label,
            "count": None if number is None else inbox.count_words(number),
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
                "url": self._url(peran=seat),
                "label": words[seat][:1].upper() + words[seat][1:],
                "current": seat == self.seat,
            }
            for seat in self.seats
        ]

    def _url(self, **query: str) -> str:
        return f"{reverse('desk:inbox')}?{urlencode(query)}"
