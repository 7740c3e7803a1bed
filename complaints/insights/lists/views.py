"""The page of the list behind a figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.fields import number
from complaints.insights.filters import Asked
from complaints.insights.lists.listing import AFTER, OLDEST, ORDER, Cursor, Listing
from complaints.insights.lists.waiting import list_of
from complaints.insights.telling import capital


@never_cache
@require_safe
@officers_only()
def behind(request: HttpRequest, desk: Desk, figure: str) -> HttpResponse:
    """Show the reports that a figure counts, the newest first."""
    asked = Asked.from_request(request, desk.officers)
    listing = list_of(figure, asked, request.GET)
    if listing is None:
        raise Http404
    rows, after = listing.page(desk.visible_unsealed())
    return render(request, "insights/list.html", {"rows": rows, **_context(asked, listing, after)})


def _context(asked: Asked, listing: Listing, after: Cursor | None) -> dict[str, Any]:
    """Return what the page tells around its rows; the page ends at ``after``."""
    return {
        "asked": asked,
        "listing": listing,
        "figure": listing.figure,
        "count_words": number(listing.count()),
        "formula": capital(listing.figure.formula),
        "reason": listing.reason_words,
        "keep": listing.kept,
        "narrowed": asked.narrowed("insights:list", listing.figure.code),
        "dashboard_url": asked.address("insights:dashboard"),
        "first_url": listing.address() if listing.after else "",
        "next_url": listing.address(**{AFTER: str(after)}) if after else "",
        "turned_url": listing.address(**{ORDER: "" if listing.is_oldest_first else OLDEST}),
    }
