"""The page of the inbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.desk.inbox.listing import Listing


@never_cache
@require_safe
@officers_only()
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list of reports that wait, by tab; a ticket number leads straight to its report."""
    listing = Listing(request.GET, desk)
    if code := listing.ticket():
        return redirect("desk:report", code)
    return render(request, "desk/inbox/inbox.html", listing.context())
