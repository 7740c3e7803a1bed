"""*Laporan saya*: a page of the account's reports, each with its state, next step and due date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from complaints import actions, due
from complaints.actions import ReporterOf
from complaints.citizens.cards import own_card
from complaints.citizens.tracking import tracker
from complaints.citizens.tracking.verbs import SLUG_OF
from complaints.law.roles import actor_on
from complaints.models import Complaint, Deadline
from complaints.models.visibility import ComplaintQuerySet
from complaints.states import State
from lapor import clock

PAGE_SIZE = 20
OLDER, NEWER = "sebelum", "sesudah"
LONGEST_ID = 18
"""Digits that surely fit a bigint."""


class Page(NamedTuple):
    """One page, and the query strings of the pages beside it (or empty)."""

    cards: list[dict[str, Any]]
    newer: str
    older: str


def page_of(user: User, query: QueryDict) -> Page:
    """Return the page of the account's reports that ``query`` names; the newest by default."""
    older, newer = _place(query.get(OLDER, "")), _place(query.get(NEWER, ""))
    rows = Complaint.objects.of_account(user).for_public_list().select_related("reporter")
    place = newer or older
    found = list(_beyond(rows, place, upward=newer is not None)[: PAGE_SIZE + 1])
    more, shown = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if newer is not None:
        shown.reverse()
    has_newer = more if newer is not None else place is not None
    has_older = bool(shown) if newer is not None else more
    return Page(
        _cards(shown, user),
        _query(NEWER, shown[0]) if shown and has_newer else "",
        _query(OLDER, shown[-1]) if shown and has_older else "",
    )


def _cards(rows: list[Complaint], user: User) -> list[dict[str, Any]]:
    clocks = _running(rows)
    return [own_card(row) | _next(row, clocks[row.pk], user) for row in rows]


def _running(rows: Iterable[Complaint]) -> dict[int, list[Deadline]]:
    """Return the running clocks of all rows in one query, the nearest first."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    ids = [row.pk for row in rows]
    for one in Deadline.objects.filter(complaint__in=ids, stopped_at__isnull=True):
        found[one.complaint_id].append(one)
    return found


def _next(row: Complaint, clocks: list[Deadline], user: User) -> dict[str, Any]:
    """Return the next step of one report and how its nearest clock stands."""
    if row.status == State.MERGED:
        return {"next": "Laporan lain menjadi laporan utama. Buka untuk membaca kabarnya."}
    actor = actor_on(row, ReporterOf(row.pk, user))
    slugs = {SLUG_OF[name] for name in actions.offered(row, actor) if name in SLUG_OF}
    step = tracker.next_step(row, {one.clock: one.due_at for one in clocks}, slugs)
    shown: dict[str, Any] = {"next": step.title, "next_text": step.text, "tone": step.tone}
    if clocks:
        nearest = min(clocks, key=lambda one: one.due_at)
        paused = nearest.paused_at is not None
        now = nearest.paused_at or clock.now()
        shown["due"] = due.stand(nearest.due_at, now=now, paused=paused)
    return shown


# -- places in addresses ---------------------------------------------------------------------


def _beyond(
    rows: ComplaintQuerySet, place: tuple[datetime, int] | None, *, upward: bool
) -> ComplaintQuerySet:
    if place is None:
        return rows.order_by("-created_at", "-id")
    moment, pk = place
    if upward:
        rows = rows.filter(created_at__gte=moment).exclude(created_at=moment, id__lte=pk)
        return rows.order_by("created_at", "id")
    rows = rows.filter(created_at__lte=moment).exclude(created_at=moment, id__gte=pk)
    return rows.order_by("-created_at", "-id")


def _place(text: str) -> tuple[datetime, int] | None:
    """Read a place in the list; None for anything that is not one of ours."""
    moment, _, pk = text.rpartition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not (pk.isascii() and pk.isdecimal()):
        return None
    if not MINYEAR + 1 < at.year < MAXYEAR - 1 or len(pk) > LONGEST_ID:
        return None
    return at, int(pk)


def _query(name: str, row: Complaint) -> str:
    query = QueryDict(mutable=True)
    query[name] = f"{row.created_at.isoformat()}_{row.pk}"
    return f"?{query.urlencode()}"
