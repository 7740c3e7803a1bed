"""What Celery runs for open data."""

from __future__ import annotations

from celery import shared_task

from complaints.openness.data import writing


@shared_task(soft_time_limit=1740, time_limit=1800)
def write_open_data() -> bool:
    """Write the files of open data, once a day and whenever words were taken back."""
    return writing.write_if_due()
