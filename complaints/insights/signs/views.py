"""The pages of signs, for overseers only: what stood out in a month, and the reports behind it."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agencies.models import Officer
from complaints.access import Desk, officers_only
from complaints.insights.period import Length, Period
from complaints.insights.signs import keeping
from complaints.insights.signs.wording import told
from complaints.models import Sign, SignCase, SignKind
from complaints.wording import officer_status

MONTHS, MOST, PAGE = 24, 200, 50
AFTER = "setelah"
LARGEST_ID = 2**63 - 1


@never_cache
@require_safe
@officers_only(Officer.Role.OVERSEER)
def signs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what stood out in a month, by kind."""
    known = keeping.newest_months(MONTHS)
    month = keeping.month_of(request.GET.get("bulan", ""), known)
    rows = Sign.objects.filter(month=month.first).order_by("kind", "-part", "id")
    found = rows.select_related("agency", "officer", "category", "region")[:MOST]
    groups = {kind: [told(one) for one in some] for kind, some in groupby(found, _kind)}
    context = {
        "month": month,
        "looked_at": next((run.at for run in known if run.month == month.first), None),
        "months": [_link(Period.around(Length.MONTH, run.month), month) for run in known],
        "groups": [(kind.label, groups[kind]) for kind in SignKind if kind in groups],
    }
    return render(request, "insights/signs/signs.html", context)


@never_cache
@require_safe
@officers_only(Officer.Role.OVERSEER)
def sign(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show the reports behind a sign, the newest first."""
    some = Sign.objects.select_related("agency", "officer", "category", "region")
    found = get_object_or_404(some, pk=min(number, LARGEST_ID))
    after = _number(request.GET.get(AFTER, ""))
    cases = SignCase.objects.filter(sign=found, complaint__lt=after).order_by("-complaint")
    ids = list(cases.values_list("complaint", flat=True)[: PAGE + 1])
    reports = desk.visible().for_inbox().filter(pk__in=ids[:PAGE]).order_by("-id")
    context = {
        "sign": found,
        "told": told(found),
        "month": Period.around(Length.MONTH, found.month),
        "reports": [(one, officer_status(one)) for one in reports],
        "first_url": request.path if after < LARGEST_ID else "",
        "next_url": f"{request.path}?{AFTER}={ids[PAGE - 1]}" if len(ids) > PAGE else "",
    }
    return render(request, "insights/signs/sign.html", context)


def _kind(row: Sign) -> SignKind:
    return SignKind(row.kind)


def _link(month: Period, shown: Period) -> dict[str, object]:
    url = f"{reverse('insights:signs')}?bulan={month.code}"
    return {"url": url, "label": month.words, "current": month == shown}


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < len(str(LARGEST_ID))
    return int(typed) if is_number else LARGEST_ID
