"""What may be done with a report, and the sentence that says why not."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from django_fsm import has_transition_perm as fsm_has_transition_perm

from complaints.law.actors import Actor
from complaints.models import Complaint
from complaints.states import State
from complaints.wording import EVENT_WORDS, VERB_WORDS, when

has_transition_perm: Any = fsm_has_transition_perm
"""Untyped: it passes our ``Actor`` to the permissions where django-fsm expects a user."""


class Refused(Exception):
    """The law refuses a verb; ``str()`` is the sentence for the person who tried."""


def offered(complaint: Complaint, actor: Actor) -> list[str]:
    """Return the verbs that ``actor`` may do now, in the order of the law's table."""
    return [
        name
        for name in VERB_WORDS
        if law_of(complaint, name) and has_transition_perm(getattr(complaint, name), actor)
    ]


def refusal(complaint: Complaint, verb: str, actor: Actor) -> str:
    """Return why ``actor`` may not do ``verb`` now, as a sentence; empty when it is possible."""
    if has_transition_perm(getattr(complaint, verb), actor):
        return ""
    return why_not(complaint, verb, actor)


class Button(NamedTuple):
    """How a verb is offered: its words and the last part of its address."""

    label: str
    slug: str


@cache
def button_of(verb: str) -> Button:
    """Return the button of ``verb``; the law gives it the same one in every state."""
    meta = getattr(Complaint, verb)._django_fsm  # noqa: SLF001  (django-fsm has no public way)
    law = next(iter(meta.transitions.values())).custom
    return Button(law["label"], law["slug"])


def law_of(complaint: Complaint, verb: str) -> dict[str, Any] | None:
    """Return what the law says of ``verb`` in the present state; None when it leads nowhere."""
    meta = getattr(complaint, verb)._django_fsm  # noqa: SLF001  (django-fsm has no public way)
    transition_ = meta.get_transition(complaint.status)
    return transition_.custom if transition_ else None


def why_not(complaint: Complaint, verb: str, actor: Actor) -> str:
    """Return the sentence that explains a refusal, and who was faster."""
    meta = getattr(complaint, verb)._django_fsm  # noqa: SLF001
    transition_ = meta.get_transition(complaint.status)
    if transition_ is None:
        return _too_late(complaint)
    if not actor.roles or not transition_.has_perm(complaint, actor):
        return "Anda tidak dapat melakukan ini pada laporan ini."
    for condition in transition_.conditions:
        if not condition(complaint):
            return str(condition.refusal)
    return "Anda tidak dapat melakukan ini pada laporan ini."


def _too_late(complaint: Complaint) -> str:
    latest = complaint.events.order_by("-sequence").first() if complaint.pk else None
    state = State(complaint.status).label if complaint.status else "baru"
    sentence = f"Tindakan ini tidak mungkin lagi: laporan ini sekarang “{state}”."
    if latest is not None:
        words = EVENT_WORDS.get(latest.verb, latest.verb)
        sentence += (
            f" Perubahan terakhir: {words} oleh {latest.get_role_display()}, {when(latest.at)}."
        )
    return sentence
