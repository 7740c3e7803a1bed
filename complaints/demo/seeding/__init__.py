"""Filling the demo town: every report walks the real verbs, with the clock standing in its past."""

from __future__ import annotations

from django.db import transaction

from agencies import demo_town, seats
from complaints.demo.cast import PASSWORD
from complaints.demo.seeding import desk, years
from complaints.figures import folding
from complaints.models import Complaint, Notification
from lapor import clock
from routing import demo_town as demo_routing


def fill() -> int:
    """Create the demo town with its offices, people and reports, in one transaction.

    Returns:
        How many reports were made; 0 when the town was full already.

    Raises:
        ClockIsReal: outside a demo.
    """
    with transaction.atomic():
        demo_town.install(PASSWORD)
        demo_routing.install()
        if Complaint.objects.exists():
            return 0
        with seats.at_rest():
            years.past()
            years.now()
        desk.fill()
        _forget_old_messages()
    folding.fold_all()
    return Complaint.objects.count()


def _forget_old_messages() -> None:
    """Nobody is written to about the past: what would have been sent before now is dropped."""
    now = clock.now()
    Notification.objects.filter(delivery=None, created_at__lt=now).update(dropped_at=now)
