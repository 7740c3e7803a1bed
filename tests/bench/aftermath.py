"""What the database must hold when all lives are over, and whether every message went out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from django.core.management import CommandError, call_command
from django.utils import timezone

from complaints.models import Complaint, Delivery, Event, Notification
from complaints.states import State

ROAD = ["submit", "verify", "forward", "follow_up", "answer", "confirm"]
PATIENCE = 120.0  # seconds for the worker to send what may be sent now


def faults(codes: Sequence[str]) -> Iterator[str]:
    """Yield in a sentence each thing that is not as it must be."""
    rows = Complaint.objects.filter(code__in=codes)
    found = Counter(rows.values_list("status", flat=True))
    if found != {State.RESOLVED: len(codes)}:
        yield f"not every life ended resolved: {dict(found)} of {len(codes)}"
    if (made := Complaint.objects.count()) != len(codes):
        yield f"{made} reports were made by {len(codes)} lives"
    roads = Counter(
        tuple(
            Event.objects.filter(complaint=row).order_by("sequence").values_list("verb", flat=True)
        )
        for row in rows
    )
    if roads != {tuple(ROAD): len(codes)}:
        yield f"not every life has the events of the main road: {dict(roads)}"
    try:
        call_command("verify_events", stdout=StringIO(), stderr=StringIO())
    except (CommandError, SystemExit) as error:
        yield f"verify_events: {error}"
    yield from _unsent()


def _unsent() -> Iterator[str]:
    """Wait for the worker, then yield what lies in the outbox longer than it may."""
    until = time.monotonic() + PATIENCE
    while (left := _waiting()) and time.monotonic() < until:
        time.sleep(0.5)
    if left:
        yield f"{left} rows of the outbox could have become messages and did not"


def _waiting() -> int:
    now = timezone.now()
    rows = Notification.objects.filter(
        channel=Notification.Channel.EMAIL,
        delivery=None,
        dropped_at=None,
        not_before__lte=now,
    )
    messages = Delivery.objects.filter(sent_at=None, given_up_at=None, next_attempt_at__lte=now)
    return rows.count() + messages.count()


def outbox() -> dict[str, int]:
    """Return what became of the rows of the outbox."""
    rows = Notification.objects.all()
    return {
        "rows": rows.count(),
        "sent": rows.filter(delivery__sent_at__isnull=False).count(),
        "waiting_for_their_hour": rows.filter(
            channel=Notification.Channel.EMAIL, delivery=None, dropped_at=None
        ).count(),
        "waiting_for_a_digest": rows.filter(
            channel=Notification.Channel.DIGEST, delivery=None, dropped_at=None
        ).count(),
        "messages": Delivery.objects.filter(sent_at__isnull=False).count(),
    }
