"""A report beside the list: enough to decide what to do with it, and the buttons to do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from complaints import actions, on_request, privacy
from complaints.access import KEPT_CLOSE, Desk
from complaints.desk.inbox.rows import row_of, shares_of
from complaints.desk.verbs import table
from complaints.law.actors import Actor, Role
from complaints.models import Complaint, Event
from complaints.wording import EVENT_WORDS

LONGEST = 1500
"""Characters of the text that stand in the pane; the page has the rest."""
LAST_SAID = 3


@dataclass(frozen=True)
class Step:
    """A verb as a button of the pane: its words, its page, its key."""

    label: str
    url: str
    key: str
    primary: bool


@dataclass(frozen=True)
class Said:
    """One of the last messages."""

    title: str
    who: str
    at: datetime
    text: str
    audience: str


def preview(complaint: Complaint, desk: Desk) -> dict[str, Any]:
    """Return everything that the pane shows."""
    actor = desk.actor(complaint)
    text = privacy.text_for(complaint, actor)
    tags = desk.tags.of(complaint.tag_ids) if complaint.tag_ids else []
    share = shares_of([complaint]).get(complaint.pk)
    return {
        "row": row_of(complaint, share, tags=tags),
        "complaint": complaint,
        "text": text[:LONGEST],
        "is_cut": len(text) > LONGEST,
        "said": last_said(complaint),
        "steps": steps(complaint, actor),
    }


def steps(complaint: Complaint, actor: Actor) -> list[Step]:
    """Return what the officer may do, the next step first; no form is made for it."""
    possible = set(actions.offered(complaint, actor))
    verbs = [
        verb for verb in table.VERBS if verb.asks in possible and not verb.form.closed_to(complaint)
    ]
    names = [verb.name for verb in verbs]
    usual = (*table.FIRST_OF_ALL, *table.PRIMARY.get(complaint.status, ()))
    first = next((name for name in usual if name in names), names[0] if names else "")
    if first == "verify_and_forward":  # the same page offers both
        verbs = [verb for verb in verbs if verb.name != "verify"]
    found = [
        Step(
            label=verb.words,
            url=reverse("desk:act", args=[complaint.code, verb.address]),
            key=verb.key,
            primary=verb.name == first,
        )
        for verb in verbs
    ]
    return sorted(found, key=lambda step: not step.primary)


def last_said(complaint: Complaint) -> list[Said]:
    """Return the newest messages about a report, the newest first: one query."""
    events = (
        Event.objects.filter(complaint=complaint, words__text__gt="")
        .exclude(verb__in=("submit", *KEPT_CLOSE))
        .select_related("words", "actor", "agency")
        .order_by("-sequence")
    )
    return [_said(event) for event in events[:LAST_SAID]]


def _said(event: Event) -> Said:
    words = EVENT_WORDS.get(event.verb, event.verb)
    return Said(
        title=words[:1].upper() + words[1:],
        who=_who(event),
        at=event.at,
        text=event.words.text,
        audience=event.get_audience_display(),
    )


def _who(event: Event) -> str:
    if event.role in (Role.REPORTER, Role.MERGED_REPORTER, Role.JOINER):
        return on_request.who_did(event) or "Pelapor"
    return str(event.agency or event.actor or "Sistem")
