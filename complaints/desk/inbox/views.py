"""The page of the inbox, and the report beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.desk.bulk.bar import ticks
from complaints.desk.inbox import comfort, saved
from complaints.desk.inbox.listing import OPEN, VIEW, Listing
from complaints.desk.inbox.preview import preview
from lapor.htmx import is_htmx


@never_cache
@require_safe
@officers_only()
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list of reports that wait, by tab; a ticket number leads straight to its report."""
    views = saved.views_for(desk, request.GET.get(VIEW, ""))
    first = next((view for view in views if view.opens_first), None)
    if first is not None and not request.GET:
        return redirect(first.url)
    listing = Listing(request.GET, desk)
    if code := listing.ticket():
        return redirect("desk:report", code)
    context = {**listing.context(), "views": views, "save_form": saved.ViewForm(desk=desk)}
    context |= ticks(request, desk, context["rows"])
    context["density"] = comfort.density_of(request)
    beside = listing.beside(request.GET.get(OPEN, ""))
    context["beside"] = preview(beside, desk) if beside is not None else None
    return render(request, "desk/inbox/inbox.html", context)


@never_cache
@require_safe
@officers_only()
def peek(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The pane beside the list; who asks for it as a page gets the report's own."""
    if not is_htmx(request):
        return redirect("desk:report", code)
    return render(request, "desk/inbox/_pane.html", {"beside": preview(desk.report(code), desk)})
