"""Pages of the dashboards, and their tables and pictures as files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.insights.dashboard import files, page
from complaints.insights.dashboard.now import published
from complaints.insights.dashboard.numbers import Numbers
from complaints.insights.filters import Asked
from lapor.htmx import asks_for
from lapor.sheets import XLSX

PART = "angka"
WITH_TITLE = "bagian"
"""The same with the title of the page, which tells the period."""


@never_cache
@require_safe
@officers_only()
def dashboard(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is asked of the figures, within what the role may see."""
    asked = Asked.from_request(request, desk.officers)
    template = "insights/dashboard.html" + (f"#{WITH_TITLE}" if asks_for(request, PART) else "")
    return render(request, template, page.context(asked, desk))


@never_cache
@require_safe
@officers_only()
def wall(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the same on a screen on the wall: large, without anything to press."""
    asked = Asked.from_request(request, desk.officers)
    return render(request, "insights/wall.html", page.wall_context(asked, desk))


@never_cache
@require_safe
@officers_only()
def every_figure(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show all figures, how each is counted, and what it does not say."""
    asked = Asked.from_request(request, desk.officers)
    return render(request, "insights/all.html", page.all_context(asked))


@never_cache
@require_safe
@officers_only()
def chart_file(request: HttpRequest, desk: Desk, chart: str, kind: str) -> HttpResponse:
    """Give one chart as a file: ``csv``, ``svg`` or ``png``."""
    asked = Asked.from_request(request, desk.officers)
    draw = page.DRAWN.get(chart)
    if draw is None or kind not in files.TYPES:
        raise Http404
    answer = HttpResponse(
        files.of_chart(draw(Numbers(asked)), kind, asked.words), content_type=files.TYPES[kind]
    )
    name = f"{chart}-{asked.period.code}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@require_safe
@officers_only()
def sheet(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Give all tables of the dashboard as one workbook."""
    asked = Asked.from_request(request, desk.officers)
    book = files.as_workbook(asked, page.every_chart(asked), published(Numbers(asked)))
    name = f"dasbor-{asked.period.code}.xlsx"
    return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)
