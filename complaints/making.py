"""Files that workers make in the background: who takes which."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from complaints.models import CaseFile, UpwardReport
from lapor import clock

GIVEN_UP_AFTER = timedelta(minutes=10)
"""After this a file whose worker said nothing is made anew; Celery ends a task after five."""

Made = TypeVar("Made", CaseFile, UpwardReport)


def take_next(model: type[Made], *, progress: int) -> Made | None:
    """Take the oldest file that waits, or that another worker left unfinished.

    Args:
        model: what kind of file.
        progress: how far it is when it was taken, in percent.

    Returns:
        The file, which now counts as being made; None when none waits.
    """
    states = model.State
    lost = Q(state=states.MAKING, started_at__lt=clock.now() - GIVEN_UP_AFTER)
    with transaction.atomic():
        rows = model.objects.select_for_update(skip_locked=True, of=("self",))
        row = rows.filter(Q(state=states.QUEUED) | lost).order_by("asked_at", "pk").first()
        if row is None:
            return None
        row.state, row.started_at, row.progress = states.MAKING, clock.now(), progress
        row.save(update_fields=["state", "started_at", "progress"])
    return row
