"""The versions of what the router learned: which one is in use, going back to one, learning anew."""

from __future__ import annotations

import structlog
from django.core.cache import cache
from django.db import transaction
from kombu.exceptions import OperationalError

from lapor import kept
from routing import store
from routing.models import RouterModel

SHOWN = 10
LEARNING = "routing-learning"
"""Cache key: somebody asked to learn anew, and it has not ended."""
LEARNING_SECONDS = 900

State = RouterModel.State
log = structlog.get_logger()


class Unreadable(Exception):
    """A version that cannot be used; ``str()`` is the sentence for the officer."""


def newest() -> list[RouterModel]:
    """Return the versions that one can go back to, the newest first."""
    return list(RouterModel.objects.order_by("-pk")[:SHOWN])


def put_to_use(pk: int) -> tuple[RouterModel | None, RouterModel] | None:
    """Put a version to use; return the one that was in use and the new one, None without a change.

    Raises:
        RouterModel.DoesNotExist: there is none with this number.
        Unreadable: its file is damaged or gone; the other one stays in use.
    """
    with transaction.atomic():
        rows = {row.pk: row for row in RouterModel.objects.select_for_update()}
        if pk not in rows:
            raise RouterModel.DoesNotExist
        chosen = rows[pk]
        if chosen.state == State.ACTIVE:
            return None
        try:
            store.load(chosen)
        except (store.ForeignFile, OSError) as error:
            log.warning("routing.model_unreadable", version=pk, why=str(error))
            raise Unreadable(f"Berkas {chosen} rusak atau hilang, jadi tidak dipakai.") from error
        before = next((row for row in rows.values() if row.state == State.ACTIVE), None)
        if before is not None:
            before.state = State.RETIRED
            before.save(update_fields=["state"])
        chosen.state = State.ACTIVE
        chosen.save(update_fields=["state"])
    kept.forget()
    return before, chosen


def is_learning() -> bool:
    """Return whether somebody asked to learn anew, and it has not ended."""
    return cache.get(LEARNING) is not None


def ask_to_learn() -> bool:
    """Ask a worker to learn anew; return whether it was asked: not twice, nor without a broker."""
    from complaints.tasks import learn_routing_now  # noqa: PLC0415  (tasks import the actions)

    if not cache.add(LEARNING, 1, timeout=LEARNING_SECONDS):
        return False
    try:
        learn_routing_now.delay()
    except OperationalError as error:
        cache.delete(LEARNING)
        log.warning("broker.away", error=type(error).__name__)
        return False
    return True


def learn() -> RouterModel | None:
    """Learn from the history of the city now; None while there is too little."""
    from complaints.finding import history  # noqa: PLC0415  (heavy, and used only here)

    try:
        return history.learn()
    finally:
        cache.delete(LEARNING)
