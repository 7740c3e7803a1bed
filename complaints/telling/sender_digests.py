"""One digest a day for who filed many reports: which reports are in it, and what falls out again.

Law: product.md, *many reports from one sender*. A hidden name never stands beside others, a sealed
report and a danger in no digest at all; their news goes out by report, like everybody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from agencies import law
from complaints.models import Delivery, Notification, Reporter
from complaints.reporters.senders import Key
from lapor import clock

NAMED, HIDDEN = "sender", "hidden"
KINDS = frozenset({NAMED, HIDDEN})
"""``Delivery.digest`` of a message to a reporter about several reports; it has no ``reporter``."""


def is_one(delivery: Delivery) -> bool:
    """Whether a message is the digest of a sender."""
    return delivery.digest in KINDS


def keys_of(rows: Iterable[Notification]) -> dict[int, Key]:
    """Return the senders of those rows' reports whose news goes into a digest, by report: a query.

    These are reports with more than ``bundle_reports`` of one e-mail address, this one among them,
    within ``bundle_days`` before or after, whatever became of them. The count stops there.
    """
    ids = {row.complaint_id for row in rows}
    if not ids:
        return {}
    span, most = timedelta(days=law.limit("bundle_days")), law.limit("bundle_reports")
    counted = Reporter.objects.filter(
        ~Q(email_hmac=""), complaint__is_sealed=False, complaint__danger=False
    )
    filed = OuterRef("complaint__created_at")
    near = counted.filter(
        email_hmac=OuterRef("email_hmac"),
        complaint__hides_reporter=OuterRef("complaint__hides_reporter"),
        complaint__created_at__gte=filed - span,
        complaint__created_at__lte=filed + span,
    )
    many = counted.filter(Exists(near.values("pk")[most : most + 1]), complaint__in=ids)
    found = many.values_list("complaint_id", "email_hmac", "complaint__hides_reporter")
    return {pk: ("email_hmac", value, hidden) for pk, value, hidden in found}


def today_of(keys: Iterable[Key], out_or_waiting: Q) -> dict[Key, Delivery | None]:
    """Return the digests of today (or that wait for a retry) of these senders: two queries.

    Args:
        keys: the senders.
        out_or_waiting: which outbox rows count, by their message.

    Returns:
        the digest while more can join it, locked until the transaction ends; None once a worker
        took it.
    """
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Notification.objects.filter(
        out_or_waiting,
        reporter__in=Reporter.objects.filter(
            ~Q(email_hmac=""), email_hmac__in={value for _, value, _ in wanted}
        ),
        delivery__digest__in=KINDS,
    )
    found = {
        ("email_hmac", value, digest == HIDDEN): pk
        for value, digest, pk in rows.order_by("delivery__created_at", "delivery").values_list(
            "reporter__email_hmac", "delivery__digest", "delivery"
        )
    }
    open_ones = Delivery.objects.select_for_update(skip_locked=True).filter(
        pk__in=found.values(), attempts=0
    )
    by_id = {one.pk: one for one in open_ones} if found else {}
    return {key: by_id.get(pk) for key, pk in found.items() if key in wanted}


def kind_of(key: Key) -> str:
    """Return which kind of digest a sender gets."""
    _, _, hidden = key
    return HIDDEN if hidden else NAMED


def settle(delivery: Delivery) -> None:
    """Take out of a digest, before it is rendered, what must not stand in it any more.

    Of an erased reporter nothing is told. What was sealed, shows or hides its name, or has another
    address since, waits for a message of its own.
    """
    if not is_one(delivery):
        return
    waiting = delivery.notifications.filter(dropped_at__isnull=True)
    with transaction.atomic():
        waiting.filter(reporter__erased_at__isnull=False).update(dropped_at=clock.now())
        rows = list(waiting.select_related("complaint", "reporter").order_by("event_id", "id"))
        fits = [row for row in rows if _fits(row, delivery.digest)]
        most = Counter(_address(row) for row in fits).most_common(1)
        stays = [row.pk for row in fits if _address(row) == most[0][0]]
        waiting.exclude(pk__in=stays).update(delivery=None)


def _fits(row: Notification, digest: str) -> bool:
    complaint = row.complaint
    return not complaint.is_sealed and complaint.hides_reporter == (digest == HIDDEN)


def _address(row: Notification) -> str:
    """By what the address is known, without reading it."""
    return row.reporter.email_hmac if row.reporter is not None else ""
