"""The home page: what can be done here, how it goes on, and what others reported."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from complaints import drafts
from complaints.citizens import choices
from complaints.citizens.cards import public_card, remembered_cards
from complaints.citizens.filing import cookies
from complaints.citizens.roads import five_steps
from complaints.figures import reading
from complaints.figures.protection import HIDDEN, cell, row
from complaints.figures.slices import Slice
from complaints.models import Complaint
from complaints.models.figures import BUCKETS
from complaints.states import State
from lapor import clock, kept

LATEST = 6
FIGURE_DAYS = 365
FIGURE_SECONDS = 60


class Group(NamedTuple):
    """States that count as one figure, and how ``_components/figures.html`` tells it."""

    states: tuple[State, ...]
    told: dict[str, str]


GROUPS = (
    Group(
        (State.ANSWERED, State.RESOLVED, State.ARCHIVED),
        {"label": "Sudah ditangani", "note": "dijawab atau ditutup, dengan alasan"},
    ),
    Group(
        (State.FOLLOWED_UP, State.NEEDS_INFO, State.REFERRED, State.APPEALED),
        {"label": "Sedang dikerjakan", "note": "sudah ada tindak lanjut"},
    ),
    Group(
        (State.RECEIVED, State.VERIFIED, State.FORWARDED),
        {"label": "Menunggu", "note": "diperiksa atau belum ditanggapi"},
    ),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what can be done here, how it goes on, and what others reported."""
    latest = Complaint.objects.public().for_public_list().order_by("-created_at", "-id")
    context = {
        "steps": five_steps(),
        "cards": [public_card(row) for row in latest[:LATEST]],
        "figures": figures(),
        "remembered": remembered_cards(request),
        "draft": draft_of(request),
        "wards": kept.remember("citizens.home.wards", ward_names),
    }
    response = render(request, "citizens/home.html", context)
    if context["remembered"] or context["draft"]:
        patch_cache_control(response, private=True, no_store=True)
    return response


def draft_of(request: HttpRequest) -> datetime | None:
    """Return when the draft of this browser was last written; its words stay closed."""
    token = cookies.token_of(request)
    found = drafts.read(token) if token else None
    return found.touched_at if found else None


def ward_names() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kelurahan by kecamatan: (kecamatan, [(code, name)])."""
    return [(group, [(code, name) for code, name, _ in rows]) for group, rows in choices.wards()]


def figures() -> list[dict[str, Any]]:
    """Return a few figures of the last year, from the sums that the verbs keep."""
    totals = cache.get("home-figures")
    if totals is None:
        totals = _totals()
        cache.set("home-figures", totals, FIGURE_SECONDS)
    counts = [sum(totals.get(state, 0) for state in group.states) for group in GROUPS]
    received = cell(sum(counts))
    cells = row(counts) if received.is_shown else [HIDDEN] * len(counts)
    everything = {
        "label": "Laporan diterima",
        "value": received.words,
        "url": reverse("citizens:public_list"),
        "note": "dari semua pintu",
    }
    groups = zip(GROUPS, cells, strict=True)
    return [everything, *({**group.told, "value": one.words} for group, one in groups)]


def _totals() -> dict[str, int]:
    today = clock.today()
    sums = reading.total(Slice(today - timedelta(days=FIGURE_DAYS), today))
    return {bucket: sums[f"at_{bucket}"] for bucket in BUCKETS}
