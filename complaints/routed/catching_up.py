"""Looking at new reports for which no worker could be woken, each once (``waiting``)."""

from __future__ import annotations

import time
from datetime import timedelta

import structlog
from django.db.models import F

from complaints.models import AutoLook
from complaints.routed import automatic
from lapor import clock

BATCH = 100
MOST_SECONDS = 50.0
"""A sweep comes every minute."""
MOST_TRIES = 3
"""So often a look may break off before the report is left to the verifiers."""
FRESH = timedelta(days=1)
"""What waited longer is old news: the verifiers have it in their list."""
log = structlog.get_logger()


def catch_up(*, seconds: float = MOST_SECONDS) -> int:
    """Look at every report that still waits, the oldest first; return how many were forwarded.

    Each is looked at once. One that somebody holds just now, or whose look broke off, waits for
    the next sweep, at most ``MOST_TRIES`` times.

    Args:
        seconds: after which no further batch is begun.
    """
    _drop_old()
    done, last, until = 0, 0, time.monotonic() + seconds
    while time.monotonic() < until:
        rows = AutoLook.objects.filter(complaint__gt=last).order_by("complaint")
        batch = list(rows.values_list("complaint", flat=True)[:BATCH])
        if not batch:
            break
        done += sum(_look(pk) for pk in batch)
        last = batch[-1]
    return done


def _look(pk: int) -> bool:
    """Look at one report; count the try first, in case that the look ends this process."""
    AutoLook.objects.filter(complaint=pk).update(tries=F("tries") + 1)
    try:
        return automatic.forward_by_itself(pk)
    except Exception as error:  # noqa: BLE001  (one report must not stop the others)
        log.warning("auto_forward.failed", complaint=pk, error=type(error).__name__)
        return False


def _drop_old() -> None:
    tired = AutoLook.objects.filter(tries__gte=MOST_TRIES)
    old = AutoLook.objects.filter(asked_at__lt=clock.now() - FRESH)
    left = tired.delete()[0] + old.delete()[0]
    if left:
        log.info("auto_forward.dropped", reports=left)
