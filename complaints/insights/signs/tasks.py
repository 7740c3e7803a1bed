"""What Celery runs for signs: thin; the tasks of the verbs may not know this room."""

from __future__ import annotations

from celery import shared_task

from complaints.insights.signs import keeping


@shared_task(soft_time_limit=840, time_limit=900)
def find_signs() -> int:
    """Look for signs of gaming, once a night."""
    return keeping.look_at_night()
