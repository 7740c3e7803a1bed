"""What search engines may know: robots.txt, and a sitemap of released reports, one file a week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from complaints.citizens.public.paging import FIRST_MONDAY, week_of
from complaints.links import absolute
from complaints.models import Complaint, Publication

MOST = 5000
"""Reports in one file, the newest; the format allows 50,000."""
SECONDS = 3600
XML = "application/xml; charset=utf-8"
CLOSED = ("/admin/", "/meja/", "/demo/", "/akun/", "/berkas/")
"""Where search engines find nothing. Private pages of citizens also say so themselves."""


@require_safe
@cache_control(public=True, max_age=SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what is closed to search engines, and where the sitemap lies."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {absolute(reverse('citizens:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=SECONDS)
def index(request: HttpRequest) -> HttpResponse:
    """List one file for every week since the first public report, and one for the fixed pages."""
    ends = Complaint.objects.public().order_by().aggregate(Min("created_at"), Max("created_at"))
    files = [absolute(reverse("citizens:sitemap_pages"))]
    if ends["created_at__min"] is not None:
        first, last = week_of(ends["created_at__min"]), week_of(ends["created_at__max"])
        weeks = range(last, first - 1, -1)
        files += [absolute(reverse("citizens:sitemap_week", args=[week])) for week in weeks]
    return render(request, "citizens/public/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def pages(request: HttpRequest) -> HttpResponse:
    """List the pages that are always there."""
    rooms = "home public_list help privacy reportable accessibility report"
    names = [
        *(f"citizens:{name}" for name in rooms.split()),
        "openness:performance",
        "openness:data",
    ]
    entries = [{"url": absolute(reverse(name))} for name in names]
    return render(request, "citizens/public/sitemap.xml", {"entries": entries}, content_type=XML)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def week(request: HttpRequest, number: int) -> HttpResponse:
    """List the released reports of one week."""
    try:
        start = datetime.combine(FIRST_MONDAY, datetime.min.time(), tzinfo=UTC)
        since = start + timedelta(weeks=number)
        until = since + timedelta(weeks=1)
    except OverflowError as error:
        raise Http404 from error
    rows = Complaint.objects.public().filter(
        created_at__gte=since, created_at__lt=until, publication=Publication.PUBLIC
    )
    found = rows.order_by("-created_at", "-id").values_list("code", "updated_at")[:MOST]
    entries = [
        {"url": absolute(reverse("citizens:public_detail", args=[code])), "changed": changed}
        for code, changed in found
    ]
    return render(request, "citizens/public/sitemap.xml", {"entries": entries}, content_type=XML)
