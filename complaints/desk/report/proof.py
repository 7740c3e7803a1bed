"""Whether the record of one report is whole: its chain of hashes, its words, and its seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db.models import OuterRef, Q, Subquery

from complaints.models import Complaint, Event, Seal
from complaints.trail import chain
from complaints.trail.chain import Flaw
from lapor import clock

MOST_LEAVES = 100_000
"""Events of other reports that are read to check seals; what is beyond is said to be unchecked."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Proof:
    """What was checked, when, and what is wrong."""

    at: datetime
    events: int
    seals: int
    unsealed: int
    unread: int
    """Seals that hold events of the report and were not checked, because they are too large."""
    flaws: list[Flaw]


def prove(complaint: Complaint) -> Proof:
    """Check the chain of one report and the seals over its events: three queries.

    A broken chain is also an error in the log, for those who run the machine.
    """
    events = list(complaint.events.order_by("sequence").select_related("words"))
    flaws = list(chain.flaws_of(complaint, events))
    seals = _seals_over(events)
    read = list(_small_enough(seals))
    flaws += _flaws_of_seals(read)
    if flaws:
        log.error("chain.broken", complaint=complaint.pk, flaws=len(flaws))
    last = max((seal.last_event for seal in seals), default=0)
    return Proof(
        at=clock.now(),
        events=len(events),
        seals=len(read),
        unsealed=sum(event.pk > last for event in events),
        unread=len(seals) - len(read),
        flaws=flaws,
    )


def _seals_over(events: Sequence[Event]) -> list[Seal]:
    """Return the seals that hold one of ``events``, with the hash of the seal before each."""
    if not events:
        return []
    before = Seal.objects.filter(pk__lt=OuterRef("pk")).order_by("-pk").values("hash")[:1]
    ids = [event.pk for event in events]
    rows = Seal.objects.filter(first_event__lte=max(ids), last_event__gte=min(ids))
    rows = rows.annotate(before=Subquery(before)).order_by("-pk")
    return [seal for seal in rows if any(seal.first_event <= pk <= seal.last_event for pk in ids)]


def _small_enough(seals: Sequence[Seal]) -> Iterator[Seal]:
    """Yield the newest seals, as many as can be read at once."""
    left = MOST_LEAVES
    for seal in seals:
        left -= seal.event_count
        if left < 0:
            return
        yield seal


def _flaws_of_seals(seals: Sequence[Seal]) -> list[Flaw]:
    if not seals:
        return []
    within = Q(pk__in=[])
    for seal in seals:
        within |= Q(pk__range=(seal.first_event, seal.last_event))
    leaves = list(Event.objects.filter(within).order_by("pk").values_list("pk", "hash"))
    return [
        flaw
        for seal in seals
        for flaw in chain.flaws_of_seal(
            seal,
            [hash_ for pk, hash_ in leaves if seal.first_event <= pk <= seal.last_event],
            getattr(seal, "before", None) or "",
        )
    ]
