"""Drafts of officers: what was typed into the form of a verb, kept until the verb is done.

They belong to a report. What is typed at a counter before there is one is kept by
``complaints/drafts.py``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.cache import cache
from django.http import QueryDict

from complaints.desk.verbs.base import REMOVE, SEEN, TEMPLATE, TOKEN, VerbForm
from complaints.fields import UploadsField, is_blank, plain
from complaints.models import Complaint, DeskDraft
from complaints.reporters import receipts
from lapor import clock

if TYPE_CHECKING:
    from complaints.access import Desk

MOST_CHARACTERS = 20_000
"""Of one field: far more than any verb takes, and little enough to keep."""
MOST_FIELDS = 60
MOST_VALUES = 100
NOT_TYPED = frozenset({"csrfmiddlewaretoken", TOKEN, SEEN, REMOVE, TEMPLATE, "files", "templat"})
DONE_SECONDS = 24 * 3600
"""How long a form that was sent is remembered, so that a late autosave does not bring it back."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def of_report(complaint: Complaint, desk: Desk) -> dict[str, DeskDraft]:
    """Return the drafts that this officer has on a report, by the address of the verb."""
    rows = DeskDraft.objects.filter(user=desk.user, complaint=complaint)
    return {row.verb: row for row in rows}


def save(
    data: QueryDict, complaint: Complaint, desk: Desk, slug: str, *, token: str = ""
) -> DeskDraft | None:
    """Keep what was typed into the form of a verb; the last writer wins.

    Args:
        data: the post; files and everything that nobody typed are left out.
        complaint: the report, which the officer sees.
        desk: the officer.
        slug: the address of the verb.
        token: that of the form, where it is known better than from the post.

    Returns:
        The draft; None when nothing is left of it, or its form was sent already.
    """
    token = token or data.get(TOKEN, "")
    if not receipts.is_token(token):
        token = receipts.new_token()
    if cache.get(_done_key(token)):
        return None
    kept = typed(data)
    if not any(not is_blank(value) for values in kept.values() for value in values):
        forget(complaint, desk, slug)
        return None
    row, _ = DeskDraft.objects.update_or_create(
        user=desk.user,
        complaint=complaint,
        verb=slug,
        defaults={"data": kept, "token": token, "updated_at": clock.now()},
    )
    return row


def restore(form: VerbForm, row: DeskDraft | None) -> None:
    """Put a draft into a form that was not sent: its words, and the files that still wait."""
    if row is None or form.is_bound:
        return
    for name, field in form.fields.items():
        values = [str(value) for value in row.data.get(name, [])]
        if isinstance(field, UploadsField):
            continue
        if isinstance(field, forms.BooleanField):
            form.initial[name] = bool(values)
        elif isinstance(field, forms.MultipleChoiceField):
            form.initial[name] = values
        elif values:
            form.initial[name] = values[0]
    form.draft, form.token, form.has_waited = row, row.token, True


def carry(form: VerbForm, row: DeskDraft | None) -> bool:
    """Put the words (and files) of the draft of another verb into this form.

    Returns:
        Whether there was something to carry.
    """
    said = words_of(row.data) if row is not None else ""
    if row is None or form.is_bound or not said or not form.words_fields:
        return False
    form.initial[form.words_fields[0]] = said
    if "files" in form.fields:
        form.token, form.has_waited = row.token, True
    return True


def words_of(data: Mapping[str, Any]) -> str:
    """Return the longest text of a draft: what its writer would miss."""
    texts = [str(value) for values in data.values() for value in values]
    return max((text for text in texts if " " in text.strip()), key=len, default="")


def forget(complaint: Complaint, desk: Desk, slug: str) -> None:
    """Delete this officer's draft of a verb on a report."""
    DeskDraft.objects.filter(user=desk.user, complaint=complaint, verb=slug).delete()


def was_sent(form: VerbForm, slug: str) -> None:
    """Forget the draft of a form whose verb is done, and whatever still comes of it."""
    cache.set(_done_key(form.token), 1, DONE_SECONDS)
    carried = DeskDraft.objects.filter(user=form.desk.user, complaint=form.complaint)
    same_form = carried.filter(token=form.token) | carried.filter(verb=slug)
    same_form.delete()


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Return the fields of a form with their values, within bounds."""
    names = [name for name in data if name not in NOT_TYPED and _NAME.fullmatch(name)]
    return {
        name: [plain(value)[:MOST_CHARACTERS] for value in data.getlist(name)[:MOST_VALUES]]
        for name in names[:MOST_FIELDS]
    }


def _done_key(token: str) -> str:
    return f"desk-form-sent:{hashlib.sha256(token.encode()).hexdigest()[:32]}"
