"""What a change of data would do to the clocks: the verb is tried and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from complaints import actions
from complaints.desk.verbs.base import VerbForm
from complaints.desk.verbs.table import Verb
from complaints.models import Complaint, Deadline
from complaints.states import Clock


@dataclass(frozen=True)
class Shift:
    """One clock whose date would change."""

    name: str
    old: datetime
    new: datetime


def of(verb: Verb, form: VerbForm) -> dict[str, object]:
    """Return the sentence of a refusal, or the dates that would change."""
    before = dict(_dates(form.complaint))
    try:
        with transaction.atomic():
            verb.do(form.complaint, by=form.desk.user, **form.arguments())
            after = dict(_dates(form.complaint))
            transaction.set_rollback(True)
    except actions.Refused as refusal:
        return {"refusal": str(refusal), "shifts": []}
    shifts = [
        Shift(Clock(name).label, before[name], after[name])
        for name in before
        if name in after and before[name] != after[name]
    ]
    return {"refusal": "", "shifts": shifts}


def _dates(complaint: Complaint) -> Iterator[tuple[str, datetime]]:
    running = Deadline.objects.filter(complaint=complaint, stopped_at__isnull=True)
    yield from running.values_list("clock", "due_at")
