"""What a counter keeps between two requests: drafts of a form, and the receipt just made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest

from complaints import drafts, uploads
from complaints.desk.intake.forms import IntakeForm
from complaints.fields import UploadsField, Words
from complaints.reporters import receipts
from lapor import clock

DRAFTS, RECEIPT = "intake_drafts", "intake_receipt"
MOST_DRAFTS = 5
SHORT = 60
SENT_SECONDS = 24 * 3600
RECEIPT_FOR = timedelta(minutes=15)
"""How long the code stays readable while the clerk does not leave the receipt."""


@dataclass(frozen=True)
class Unsent:
    """A form that was begun and not sent."""

    key: str
    at: datetime
    words: str


def keep(request: HttpRequest, form: IntakeForm) -> datetime | None:
    """Keep what was typed so far; return when, or None when nothing is kept.

    On the secret and sealed paths nothing stays behind, and an empty form is no draft. A form that
    was sent already is not brought back by its last autosave.
    """
    if cache.get(_sent_key(form.draft_token)):
        return None
    names = [name for name, one in form.fields.items() if not isinstance(one, UploadsField)]
    answers = {name: str(form.data.get(name, "")) for name in names if name != "token"}
    typed = [name for name in names if isinstance(form.fields[name], Words) and answers.get(name)]
    if form.is_private or not (typed or form.waiting):
        drafts.forget(form.draft_token)
        return None
    drafts.write(form.draft_token, answers, [])
    known = {**request.session.get(DRAFTS, {}), _key(form.draft_token): form.draft_token}
    request.session[DRAFTS] = dict(list(known.items())[-MOST_DRAFTS:])
    return clock.now()


def unsent(request: HttpRequest) -> list[Unsent]:
    """Return the forms that this clerk began and did not send, the newest first."""
    found = []
    for key, token in request.session.get(DRAFTS, {}).items():
        kept = drafts.read(token)
        if kept is not None:
            said = kept.answers.get("text") or kept.answers.get("place_text") or "tanpa isi"
            words = said if len(said) <= SHORT else f"{said[: SHORT - 1]}…"
            found.append(Unsent(key, kept.touched_at, words))
    return sorted(found, key=lambda one: one.at, reverse=True)


def begun(request: HttpRequest, key: str) -> dict[str, Any]:
    """Return the first values of a form that was begun before; empty when it is gone."""
    token = request.session.get(DRAFTS, {}).get(key, "")
    kept = drafts.read(token) if token else None
    return {} if kept is None else {**first_values(kept.answers), "token": token}


def first_values(answers: dict[str, str]) -> dict[str, Any]:
    """Return typed answers as the first values of an unsent form."""
    ticks = [
        name for name, one in IntakeForm.base_fields.items() if isinstance(one, forms.BooleanField)
    ]
    return {**answers, **{name: bool(answers.get(name)) for name in ticks}}


def forget(request: HttpRequest, token: str) -> None:
    """Let a draft go with the files that wait for it."""
    drafts.forget(token)
    uploads.forget(token)
    _drop_key(request, token)


def was_sent(request: HttpRequest, code: str, token: str) -> None:
    """Let the draft of a form go that became a report, and keep its receipt for the next page."""
    cache.set(_sent_key(token), 1, SENT_SECONDS)
    forget(request, token)
    at = clock.now().isoformat()
    request.session[RECEIPT] = {"code": code, "token": token, "at": at}


def receipt_token(request: HttpRequest, code: str) -> str:
    """Return the token of the receipt that was just made; empty once it was left, or too late."""
    kept = request.session.get(RECEIPT, {})
    if kept.get("code") != code:
        return ""
    late = clock.now() - datetime.fromisoformat(kept["at"]) > RECEIPT_FOR
    return "" if late else str(kept["token"])


def leave_receipt(request: HttpRequest) -> None:
    """Forget the receipt: its code is shown to a clerk once."""
    request.session.pop(RECEIPT, None)


def _drop_key(request: HttpRequest, token: str) -> None:
    known = dict(request.session.get(DRAFTS, {}))
    if known.pop(_key(token), None) is not None:
        request.session[DRAFTS] = known


def _key(token: str) -> str:
    return receipts.submission_of(token)[:12]


def _sent_key(token: str) -> str:
    return f"intake-sent:{receipts.submission_of(token)[:32]}"
