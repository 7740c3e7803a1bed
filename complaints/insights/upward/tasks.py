"""What Celery runs for reports that go upward: thin; the tasks of the verbs may not know this room."""

from __future__ import annotations

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from complaints.insights.upward import making, schedule

log = structlog.get_logger()


@shared_task
def tend_reports() -> int:
    """Ask for what the calendar wants, make what waits, and tell of what is ready."""
    asked = schedule.ask_due()
    made = making.make_waiting()
    if asked and made:
        schedule.ask_due()  # now they are ready to be told
    return made


def wake() -> None:
    """Have a worker make what waits now; with the broker away the next beat does."""
    try:
        tend_reports.delay()
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)
