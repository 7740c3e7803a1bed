"""The home page and the help page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from agencies import law
from complaints.citizens.cards import public_card, remembered_cards
from complaints.citizens.roads import five_steps
from complaints.fields import number
from complaints.models import Complaint, DailyFigure, FigureDelta
from complaints.states import State
from lapor import clock

LATEST = 6
FIGURE_DAYS = 365
FIGURE_SECONDS = 60
FEW = 10
"""Below this a count is not shown exactly: it could point at a secret report."""

HANDLED = (State.ANSWERED, State.RESOLVED, State.ARCHIVED)
IN_WORK = (State.FOLLOWED_UP, State.NEEDS_INFO, State.REFERRED, State.APPEALED)
WAITING = (State.RECEIVED, State.VERIFIED, State.FORWARDED)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what can be done here, how it goes on, and what others reported."""
    latest = Complaint.objects.public().for_public_list().order_by("-created_at", "-id")
    context = {
        "steps": five_steps(),
        "cards": [public_card(row) for row in latest[:LATEST]],
        "figures": figures(),
        "remembered": remembered_cards(request),
    }
    response = render(request, "citizens/home.html", context)
    if context["remembered"]:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain the road, the limits and who reads what."""
    limits = {
        name: law.limit(name)
        for name in (
            "text_length",
            "upload_files",
            "upload_megabytes",
            "objections",
            "reopenings",
            "reopen_days",
            "appeal_days",
            "receipt_hours",
        )
    }
    return render(request, "citizens/help.html", {"steps": five_steps(), "limits": limits})


def figures() -> list[dict[str, Any]]:
    """Return a few figures of the last year, from the sums that the verbs keep."""
    totals = cache.get("home-figures")
    if totals is None:
        totals = _totals()
        cache.set("home-figures", totals, FIGURE_SECONDS)
    groups = (("Sudah ditangani", HANDLED), ("Sedang dikerjakan", IN_WORK), ("Menunggu", WAITING))
    counts = [(label, sum(totals.get(state, 0) for state in states)) for label, states in groups]
    everything = ("Laporan diterima", sum(count for _, count in counts))
    url = reverse("citizens:public_list")
    return [
        {"label": label, "value": _shown(count), "url": url if label == everything[0] else ""}
        for label, count in (everything, *counts)
    ]


def _totals() -> dict[str, int]:
    since = clock.today() - timedelta(days=FIGURE_DAYS)
    totals: dict[str, int] = {}
    for table in (DailyFigure, FigureDelta):
        rows = table.objects.filter(day__gte=since).values_list("bucket")
        for bucket, amount in rows.annotate(total=Sum("amount")).order_by():
            totals[bucket] = totals.get(bucket, 0) + amount
    return totals


def _shown(count: int) -> str:
    return f"kurang dari {FEW}" if 0 < count < FEW else number(max(0, count))
