"""What Celery runs for files of lists: thin; it stands above the lists, so not in ``complaints.tasks``."""

from __future__ import annotations

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from complaints.exports import making

log = structlog.get_logger()


@shared_task(soft_time_limit=1740, time_limit=1800)
def tend_exports() -> int:
    """Make the files that wait or that a worker left, and end those whose days are over."""
    from complaints.tasks import nudge  # noqa: PLC0415  (the actions import that module)

    made = making.go_on_all()
    if made:
        nudge()
    return made + making.end_old()


def wake() -> None:
    """Have a worker make what waits now; with the broker away the next beat does."""
    try:
        tend_exports.delay()
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)
