"""Seals over new events: a Merkle root chained to the seal before, so that nobody rewrites all."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

from complaints.models import Complaint, Event, Seal
from complaints.trail import chain
from complaints.trail.chain import Flaw
from lapor import clock

MOST_EVENTS = 50_000


def seal_new() -> int:
    """Seal the settled events since the last seal; return how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Waits for every verb that has an event's id but has not committed it yet.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [chain.WRITERS_LOCK])
        last = Seal.objects.order_by("-id").first()
        after = last.last_event if last else 0
        rows = list(
            Event.objects.filter(pk__gt=after)
            .order_by("pk")
            .values_list("pk", "hash")[:MOST_EVENTS]
        )
        if not rows:
            return 0
        _seal(rows, previous=last.hash if last else "")
    return len(rows)


def _seal(rows: list[tuple[int, str]], *, previous: str) -> None:
    root = chain.merkle_root([hash_ for _, hash_ in rows])
    first, last = rows[0][0], rows[-1][0]
    Seal.objects.create(
        first_event=first,
        last_event=last,
        event_count=len(rows),
        root=root,
        previous=previous,
        hash=chain.seal_hash(root, previous, first, last, len(rows)),
        at=clock.now(),
    )


def flaws() -> Iterator[Flaw]:
    """Yield everything that is wrong with the chains of all reports and with the seals."""
    for complaint in Complaint.objects.order_by("pk").iterator(chunk_size=500):
        events = list(complaint.events.order_by("sequence").select_related("words"))
        yield from chain.flaws_of(complaint, events)
    previous = ""
    for seal in Seal.objects.order_by("pk").iterator():
        leaves = Event.objects.filter(pk__range=(seal.first_event, seal.last_event))
        hashes = list(leaves.order_by("pk").values_list("hash", flat=True))
        yield from chain.flaws_of_seal(seal, hashes, previous)
        previous = seal.hash
