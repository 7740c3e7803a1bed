"""What Celery runs: thin, each task calls one function of the rooms."""

from __future__ import annotations

import time

import structlog
from celery import shared_task
from django.core.cache import cache
from kombu.exceptions import OperationalError

NUDGED = "delivery-nudged"
"""Cache key: a delivery was asked for and has not begun."""
NUDGED_SECONDS = 10
"""How long that is believed at most, should the worker be killed before it begins."""
GATHER_SECONDS = 0.3
"""How long a delivery waits for more rows, so that a busy minute does not ask for one per verb."""

log = structlog.get_logger()


@shared_task
def sweep_deadlines() -> int:
    """Do what the clocks must do now, after the calendar was brought up to date."""
    from complaints import sweep  # noqa: PLC0415  (the actions import this module)

    sweep.apply_calendar_edits()
    sweep.escalate_drafts()
    return sweep.sweep_deadlines()


@shared_task
def ask_again() -> int:
    """Ask reporters whether it is still good, four weeks after the end."""
    from complaints import sweep  # noqa: PLC0415  (as above)

    return sweep.ask_again()


@shared_task
def hand_on() -> int:
    """Hand on what still waits at closed agencies."""
    from complaints import actions  # noqa: PLC0415  (as above)

    return actions.go_on_all()


@shared_task
def go_on_bulk() -> int:
    """Go on with what officers asked for many reports at once."""
    from complaints.together import bulk  # noqa: PLC0415  (as above)

    return bulk.go_on_all()


@shared_task
def deliver() -> int:
    """Bundle outbox rows into messages and send what is due."""
    from complaints.telling import outbox  # noqa: PLC0415  (as above)

    time.sleep(GATHER_SECONDS)
    cache.delete(NUDGED)  # before looking: rows that come later ask again
    return outbox.deliver()


def nudge() -> None:
    """Wake a worker to deliver, unless one was woken that has not begun.

    With the broker away the next beat after its return delivers.
    """
    if not cache.add(NUDGED, 1, timeout=NUDGED_SECONDS):
        return
    try:
        deliver.delay()
    except OperationalError as error:
        cache.delete(NUDGED)
        log.warning("broker.away", error=type(error).__name__)


@shared_task
def forward_by_itself(pk: int) -> bool:
    """Verify and forward a new report where the router is sure and the agency's switch lets it."""
    from complaints.routed import automatic  # noqa: PLC0415  (as above)

    return automatic.forward_by_itself(pk)


@shared_task
def catch_up_forwards() -> int:
    """Look at new reports for which no worker could be woken."""
    from complaints.routed import catching_up  # noqa: PLC0415  (as above)

    return catching_up.catch_up()


def nudge_forward(pk: int) -> None:
    """Have a worker look at a new report; with the broker away the next beat does it."""
    try:
        forward_by_itself.delay(pk)
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)


def nudge_hand_on() -> None:
    """Ask a worker to go on with closed agencies; with the broker away the next beat does it."""
    try:
        hand_on.delay()
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)


def nudge_bulk() -> None:
    """Ask a worker to go on with many reports; with the broker away the next beat does it."""
    try:
        go_on_bulk.delay()
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)


@shared_task
def digests() -> int:
    """Write the digests whose hour has come, and have them sent."""
    from complaints.telling.digests import make_due  # noqa: PLC0415  (as above)

    made = make_due()
    if made:
        nudge()
    return made


@shared_task
def seal_events() -> int:
    """Seal the events since the last seal."""
    from complaints.trail import seals  # noqa: PLC0415  (as above)

    return seals.seal_new()


@shared_task
def fold_figures() -> int:
    """Fold appended changes into the figures."""
    from complaints.figures import folding  # noqa: PLC0415  (as above)

    return folding.fold_all()


@shared_task
def check_figures() -> int:
    """Hold some more of the figures against the events, by night."""
    from complaints.figures import nightly  # noqa: PLC0415  (as above)

    return nightly.go_on()


@shared_task
def fold_words() -> int:
    """Fold appended changes of public texts into the lexicon."""
    from complaints.finding import lexicon  # noqa: PLC0415  (as above)

    return lexicon.fold()


@shared_task
def drop_unsent() -> int:
    """Delete drafts and uploads whose form was never sent, and sign-ins that ended."""
    from accounts.sessions import SessionStore  # noqa: PLC0415  (as above)
    from complaints import desk_drafts, drafts, uploads  # noqa: PLC0415  (as above)

    SessionStore.clear_expired()
    return uploads.drop_stale() + drafts.drop_stale() + desk_drafts.drop_stale()


@shared_task
def tend_followers() -> int:
    """Forget followers who never confirmed or whose report ended."""
    from complaints.telling import following  # noqa: PLC0415  (as above)

    return following.tend()


@shared_task
def tend_case_files() -> int:
    """Make the files that wait, and delete those whose link ended."""
    from complaints import casefile  # noqa: PLC0415  (as above)

    return casefile.make_waiting() + casefile.end_old()


def wake_case_files() -> None:
    """Have a worker make what waits now; with the broker away the next beat does."""
    try:
        tend_case_files.delay()
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)


@shared_task(soft_time_limit=1740, time_limit=1800)
def go_on_imports() -> int:
    """Go on with the files of the national system that are read or taken in."""
    from complaints.sp4n import runs  # noqa: PLC0415  (as above)

    return runs.go_on_all()


def nudge_imports() -> None:
    """Ask a worker to go on with imports; with the broker away the next beat does it."""
    try:
        go_on_imports.delay()
    except OperationalError as error:
        log.warning("broker.away", error=type(error).__name__)


@shared_task(soft_time_limit=840, time_limit=900)
def learn_routing() -> bool:
    """Learn from the history of the city, once a night."""
    from complaints.finding import history  # noqa: PLC0415  (as above)

    return history.learn_at_night()


@shared_task(soft_time_limit=840, time_limit=900)
def learn_routing_now() -> bool:
    """Learn from the history of the city because somebody asked for it."""
    from complaints.routed import versions  # noqa: PLC0415  (as above)

    return versions.learn() is not None


@shared_task
def pulse() -> None:
    """Show that a worker lives."""
    from lapor import health  # noqa: PLC0415  (as above)

    health.record_pulse()
