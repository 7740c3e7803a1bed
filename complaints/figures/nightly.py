"""Holding all figures against the events by night, in small pieces that a next night goes on with."""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog
from django.db import transaction
from django.utils import timezone

from complaints.figures import checking, folding
from complaints.models import FigureCheck
from lapor import clock

NIGHT = range(1, 5)
"""Hours of the town's clock in which figures are checked by themselves."""
LEAST_HOURS = 20
MOST_SECONDS = 20.0
"""A piece of the work comes every minute."""
MOST_EXAMPLES = 20
MOST_OF_A_PIECE = 5  # so that the examples show more than one month

log = structlog.get_logger()


def go_on(*, seconds: float = MOST_SECONDS) -> int:
    """Check some more of the figures, if it is night; return how many pieces were looked at.

    Each piece is a transaction of its own: some hundred reports, or the sums of one month. No
    report is locked unless it seems wrong.

    Args:
        seconds: after which no further piece is begun.
    """
    if timezone.localtime(clock.now()).hour not in NIGHT:
        return 0
    check = _present()
    pieces, until = 0, time.monotonic() + seconds
    while check is not None and check.finished_at is None and time.monotonic() < until:
        check = _piece(check.pk)
        pieces += 1
    return pieces


def last_with_flaws() -> FigureCheck | None:
    """Return the newest check when it found something; while it runs, the one before counts too."""
    for check in FigureCheck.objects.order_by("-pk")[:2]:
        if check.flaws:
            return check
        if check.finished_at is not None:
            return None
    return None


def _present() -> FigureCheck | None:
    """Return the check that goes on, or a new one; None when this night's is over."""
    newest = FigureCheck.objects.order_by("-pk").first()
    now = clock.now()
    if newest is None or (
        newest.finished_at is not None
        and (now - newest.started_at).total_seconds() > LEAST_HOURS * 3600
    ):
        return FigureCheck.objects.create(started_at=now)
    return newest if newest.finished_at is None else None


def _piece(pk: int) -> FigureCheck | None:
    """Look at the next reports, or at the sums of the next month; None when another does so now."""
    with transaction.atomic():
        check = FigureCheck.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if check is None or check.finished_at is not None:
            return None
        if (ids := next(checking.batches(check.last_report), None)) is not None:
            _note(check, checking.flaws_of(ids))
            check.last_report, check.reports = ids[-1], check.reports + len(ids)
        else:
            _next_span(check)
        check.save()
    return check


def _next_span(check: FigureCheck) -> None:
    spans = folding.spans()
    if check.spans < len(spans):
        _note(check, folding.flaws_of(spans[check.spans]))
        check.spans += 1
        return
    check.finished_at = clock.now()
    log.info("figures.checked", reports=check.reports, flaws=check.flaws)
    FigureCheck.objects.filter(pk__lt=check.pk).delete()


def _note(check: FigureCheck, flaws: Sequence[str]) -> None:
    if flaws:
        log.error("figures.differ", number=len(flaws), first=flaws[0])
    check.flaws += len(flaws)
    check.examples = [*check.examples, *flaws[:MOST_OF_A_PIECE]][:MOST_EXAMPLES]
