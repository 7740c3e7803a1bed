"""Two officers at one report: what the slower one reads, and what is possible now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from complaints import actions, on_request
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.base import SEEN, VerbForm
from complaints.law.actors import Role
from complaints.models import Event
from complaints.wording import EVENT_WORDS, officer_status

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_NEWS = 5
MOST_WAYS = 8
TOLD_ONCE = frozenset({"follow_up", "ask_reporter", "request_extension", "outside_news", "involve"})
"""Verbs that stay possible after a colleague did them, and that nobody wants to do twice."""
NOT_A_WAY = frozenset({"assign", "tag", "reveal", "hand_over_file", "unmerge", "correct", "split"})
CITIZENS = {
    Role.REPORTER: "Pelapor",
    Role.MERGED_REPORTER: "Pelapor laporan gabungan",
    Role.JOINER: "Warga",
    Role.SYSTEM: "Sistem",
}


@dataclass(frozen=True)
class News:
    """What somebody did while the officer was writing."""

    who: str
    what: str
    at: datetime


@dataclass(frozen=True)
class Way:
    """A verb that is possible now, with the words carried over where it takes words."""

    label: str
    url: str


@dataclass(frozen=True)
class Collision:
    """What happened meanwhile, how the report stands, and where the words can go."""

    news: list[News]
    state: str
    ways: list[Way]


def of(verb: verbs.Verb, form: VerbForm) -> Collision:
    """Return what the page of a refused verb says; the form holds the report as it is now."""
    return Collision(
        news=[_news(event) for event in _missed(form)[:MOST_NEWS]],
        state=officer_status(form.complaint),
        ways=list(_ways(verb, form))[:MOST_WAYS],
    )


def repeated(verb: verbs.Verb, form: VerbForm) -> str:
    """Return the sentence when a colleague has just done the same, else an empty text.

    The officer may send it again: the form then knows what it has seen.
    """
    if verb.name not in TOLD_ONCE or not form.data.get(SEEN):
        return ""
    same = _missed(form).filter(verb=verb.name).exclude(actor=form.desk.user).first()
    if same is None:
        return ""
    news = _news(same)
    return f"{news.who} baru saja melakukan hal yang sama. Periksa dahulu, lalu kirim bila perlu."


def _missed(form: VerbForm) -> QuerySet[Event]:
    """Return what happened since the form was drawn; the last event where that is not known."""
    seen = str(form.data.get(SEEN, ""))
    last = form.complaint.event_count
    start = (
        int(seen)
        if seen.isascii() and seen.isdecimal() and len(seen) < len(str(last)) + 2
        else last - 1
    )
    rows = Event.objects.filter(complaint=form.complaint, sequence__gt=min(start, last))
    return rows.select_related("actor", "agency").order_by("-sequence")


def _news(event: Event) -> News:
    role = Role(event.role)
    name = on_request.who_did(event) or CITIZENS.get(role) or str(event.actor)
    office = f" ({event.agency or event.get_role_display()})" if role not in CITIZENS else ""
    return News(f"{name}{office}", EVENT_WORDS.get(event.verb, event.verb), event.at)


def _ways(verb: verbs.Verb, form: VerbForm) -> Iterator[Way]:
    """Yield the verbs that are possible now; one that takes words takes them along."""
    possible = set(actions.offered(form.complaint, form.actor))
    for other in verbs.VERBS:
        if other.asks not in possible or other is verb or other.name in NOT_A_WAY:
            continue
        if other.form.closed_to(form.complaint):
            continue
        url = reverse("desk:act", args=[form.complaint.code, other.address])
        yield Way(other.words, f"{url}?dari={verb.address}")
