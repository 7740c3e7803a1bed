"""The page of one report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.desk.report.sheet import sheet
from complaints.desk.verbs import table as verbs


@never_cache
@require_safe
@officers_only()
def report(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One report, with everything that the officer may know and do."""
    complaint = desk.report(code)
    actor = desk.actor(complaint)
    offers = verbs.offers(complaint, desk, actor)
    context = {**sheet(complaint, desk, actor), "offers": offers}
    return render(request, "desk/report/report.html", context)
