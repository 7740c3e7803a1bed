"""Delivering the outbox: rows become messages, and every message goes out, whoever dies meanwhile.

``bundle`` turns due rows into one ``Delivery`` per officer, or per reporter and day; or per sender
of many reports and day (``complaints.telling.sender_digests``). ``deliver`` then takes each message in a
commit of its own, renders it, hands it over and marks it. A worker that dies in between leaves its
claim; after some minutes another one takes the message again under the same Message-ID. Into a file
that replaces the first try. Over SMTP one window cannot be closed: the server took the message and
the worker died before marking it, so the reader may get it twice. Every message that could be such
a one is counted in ``Delivery.reclaims`` and logged as ``message.taken_again``.
"""

from __future__ import annotations

import smtplib
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from complaints import on_request
from complaints.messages.letters import Letter, letter_for
from complaints.models import Delivery, Event, Notification
from complaints.notifications import FIRST_HOUR, next_sending_time
from complaints.reporters.senders import Key
from complaints.telling import following, sender_digests
from lapor import clock

BUNDLE_ROWS = 500
MOST_SECONDS = 45.0
"""How long one call goes on taking messages; the next beat goes on from there."""
CLAIM_FOR = timedelta(minutes=3)
"""After this a message whose worker said nothing is taken again; handing over takes seconds."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 15
"""With the pauses between them about two days."""
NO_MAILBOX = frozenset({550, 551, 553})
"""SMTP codes of an address that does not exist (RFC 5321, 4.2.3)."""
BUNDLERS_LOCK = 7_160_002
"""Advisory lock: one bundler at a time, or a reporter might get two messages on one day."""
SENT = "submit"
"""The verb whose message goes out at any hour and counts for no day."""
ENDED_BY_REPORTER = ("confirm", "withdraw")
STILL_TOLD = frozenset({"reveal", "hand_over_file"})
"""What officers are told at once even when the report is closed."""

log = structlog.get_logger()


def deliver(*, seconds: float = MOST_SECONDS) -> int:
    """Bundle what is due and send what waits; return how many messages went out.

    Args:
        seconds: for how long to go on taking messages.
    """
    while bundle() == BUNDLE_ROWS:
        pass
    now = clock.now()
    while following.bundle(awake=next_sending_time(now) == now) == following.TELL_ROWS:
        pass
    sent = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and (delivery := _claim()) is not None:
        sent += _send(delivery)
    return sent


# -- from rows to messages -------------------------------------------------------------------


def bundle() -> int:
    """Turn due rows of the channel *email* into messages; return how many rows were looked at."""
    now = clock.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUNDLERS_LOCK])
        rows = list(
            Notification.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(
                channel=Notification.Channel.EMAIL,
                delivery__isnull=True,
                dropped_at__isnull=True,
                not_before__lte=now,
            )
            .select_related("complaint", "user", "reporter")
            .order_by("not_before", "id")[:BUNDLE_ROWS]
        )
        _bundle_for_officers([row for row in rows if row.user_id], now)
        _bundle_for_reporters([row for row in rows if row.reporter_id], now)
        Notification.objects.bulk_update(rows, ["delivery", "dropped_at", "not_before"])
    return len(rows)


def _bundle_for_officers(rows: Iterable[Notification], now: datetime) -> None:
    """Put all rows of one officer into one message; nothing is sent about a closed report."""
    wanted: dict[int, list[Notification]] = defaultdict(list)
    for row in rows:
        closed = row.complaint.is_closed and row.template not in STILL_TOLD
        if closed or row.user is None or not row.user.is_active:
            row.dropped_at = now
        else:
            wanted[row.user.pk].append(row)
    for user_id, group in wanted.items():
        _into(Delivery.by_email(now, user_id=user_id), group)


def _bundle_for_reporters(rows: list[Notification], now: datetime) -> None:
    """One message a day and report between 07 and 20, except that a report was received.

    Who filed many reports gets one a day about all of them.
    """
    awake: list[Notification] = []
    for row in rows:
        assert row.reporter is not None
        if row.reporter.erased_at is not None or _knows_already(row):
            row.dropped_at = now
        elif row.template == SENT:
            _into(Delivery.by_email(now, reporter_id=row.reporter_id), [row])
        elif next_sending_time(now) != now:
            row.not_before = next_sending_time(now)
        else:
            awake.append(row)
    _bundle_news(awake, now)


def _bundle_news(rows: list[Notification], now: datetime) -> None:
    """Put what may go out now into the message of the day of its report or its sender."""
    served = _served_today({row.reporter_id for row in rows}, now)
    senders = sender_digests.keys_of(rows)
    digests = sender_digests.today_of(senders.values(), _out_or_waiting(now))
    by_sender: dict[Key, list[Notification]] = defaultdict(list)
    by_report: dict[int, list[Notification]] = defaultdict(list)
    for row in rows:
        sender = senders.get(row.complaint_id)
        if sender in digests and (digest := digests[sender]) is not None:
            row.delivery = digest
        elif sender in digests or row.reporter_id in served:
            row.not_before = _tomorrow(now)
        elif sender is not None:
            by_sender[sender].append(row)
        elif row.reporter is not None:
            by_report[row.reporter.pk].append(row)
    for key, group in by_sender.items():
        _into(Delivery.by_email(now, digest=sender_digests.kind_of(key)), group)
    for reporter_id, group in by_report.items():
        _into(Delivery.by_email(now, reporter_id=reporter_id), group)


def _knows_already(row: Notification) -> bool:
    """Whether the reporter ended the report with own hands later: older news is no news then."""
    if row.template in (SENT, on_request.KEY) or not row.complaint.is_closed:
        return False
    later = Event.objects.filter(complaint=row.complaint_id, pk__gt=row.event_id)
    by_hand = later.exclude(data__has_key=on_request.KEY)
    return by_hand.filter(verb__in=ENDED_BY_REPORTER).exists()


def _served_today(reporter_ids: Iterable[int | None], now: datetime) -> set[int | None]:
    """Return the reporters who got their message of the day, or wait for a retry of one."""
    rows = Notification.objects.filter(
        _out_or_waiting(now),
        reporter__in=reporter_ids,
        channel=Notification.Channel.EMAIL,
        delivery__isnull=False,
    )
    return set(rows.exclude(template=SENT).values_list("reporter_id", flat=True))


def _out_or_waiting(now: datetime) -> Q:
    """Rows whose message went out today, or waits for a retry."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(delivery__sent_at__gte=midnight) | Q(
        delivery__sent_at__isnull=True, delivery__given_up_at__isnull=True
    )


def _tomorrow(now: datetime) -> datetime:
    local = timezone.localtime(now)
    return datetime.combine(local.date() + timedelta(days=1), FIRST_HOUR, tzinfo=local.tzinfo)


def _into(delivery: Delivery, rows: Iterable[Notification]) -> None:
    for row in rows:
        row.delivery = delivery


# -- from messages to readers ----------------------------------------------------------------


def _claim() -> Delivery | None:
    """Take the next message that waits, in a commit of its own; None when there is none.

    Claims are timed by the database's clock: the machines' clocks differ, and a demo's jumps.
    """
    stale = Q(claimed_at__lt=Now() - CLAIM_FOR)
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(
                Q(claimed_at__isnull=True) | stale,
                channel=Notification.Channel.EMAIL,
                next_attempt_at__lte=clock.now(),
            )
            .order_by("next_attempt_at", "id")
            .first()
        )
        if delivery is None:
            return None
        if delivery.claimed_at is not None:
            delivery.reclaims += 1
            log.warning(
                "message.taken_again",
                delivery=str(delivery.pk),
                reclaims=delivery.reclaims,
                maybe_sent_twice=settings.LAPOR_SMTP,
            )
        delivery.attempts += 1
        Delivery.objects.filter(pk=delivery.pk).update(
            claimed_at=Now(), attempts=delivery.attempts, reclaims=delivery.reclaims
        )
    return delivery


def _send(delivery: Delivery) -> int:
    """Render and hand over one claimed message; return 1 when it went out."""
    now = clock.now()
    if _must_wait(delivery, now):
        _release(delivery, next_attempt_at=next_sending_time(now), attempts=delivery.attempts - 1)
        return 0
    try:
        sender_digests.settle(delivery)
        letter = letter_for(delivery)
        if letter is None:
            _drop(delivery)
            return 0
        _mail(delivery, letter).send()
    except Exception as error:  # noqa: BLE001  (one bad message must not keep the others waiting)
        _failed(delivery, error)
        return 0
    _release(delivery, sent_at=clock.now(), next_attempt_at=None, last_error="")
    log.info("message.sent", delivery=str(delivery.pk), attempts=delivery.attempts)
    return 1


def _must_wait(delivery: Delivery, now: datetime) -> bool:
    """Whether it is too late or too early in the day for this message to a reporter."""
    if delivery.reporter_id is None and not sender_digests.is_one(delivery):
        return False
    if next_sending_time(now) == now or delivery.template:
        return False
    return not delivery.notifications.filter(template=SENT).exists()


def _mail(delivery: Delivery, letter: Letter) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.address],
        headers={
            "Message-ID": delivery.message_id,
            "Date": format_datetime(timezone.localtime(delivery.created_at)),
            "Auto-Submitted": "auto-generated",
        },
    )
    if letter.leave:
        mail.extra_headers["List-Unsubscribe"] = f"<{letter.leave}>"
        mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.attach_alternative(letter.html, "text/html")
    return mail


def _failed(delivery: Delivery, error: Exception) -> None:
    """Try again later, each time twice as late; give up after the last attempt.

    Of the error only its name and SMTP code are kept: its text quotes addresses.
    """
    what = f"{type(error).__name__} {_smtp_code(error)}".strip()
    if delivery.attempts >= MOST_ATTEMPTS or _is_final(error):
        _give_up(delivery, what)
        return
    later = clock.now() + pause_after(delivery)
    _release(delivery, next_attempt_at=later, last_error=what)
    log.warning("message.failed", delivery=str(delivery.pk), attempts=delivery.attempts, error=what)


def _give_up(delivery: Delivery, what: str) -> None:
    """End a message that cannot be delivered; an officer calls a reporter who left a phone number.

    Without one the tracker says that the e-mail did not arrive.
    """
    with transaction.atomic():
        _release(delivery, given_up_at=clock.now(), next_attempt_at=None, last_error=what)
        rows = delivery.notifications.filter(dropped_at__isnull=True, reporter__isnull=False)
        rows.exclude(reporter__phone_hmac="").update(
            channel=Notification.Channel.CALL, delivery=None
        )
        reporter = delivery.reporter
        if reporter is not None and reporter.has_phone and delivery.template:
            Delivery.for_call(clock.now(), reporter_id=reporter.pk, template=delivery.template)
    log.error("message.given_up", delivery=str(delivery.pk), error=what)


def _is_final(error: Exception) -> bool:
    """Whether the server says that there is no such mailbox: trying again would change nothing."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code in NO_MAILBOX for code, _ in error.recipients.values())


def pause_after(delivery: Delivery) -> timedelta:
    """Return how long to wait after the attempts so far: doubled each time, up to six hours.

    Up to a quarter is added, by the message's id, so that messages do not come back as one crowd.
    """
    pause: timedelta = min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE)
    return pause * (1 + delivery.pk.int % 256 / 1024)


def _smtp_code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return " ".join(sorted({str(code) for code, _ in error.recipients.values()}))
    return str(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else ""


def _drop(delivery: Delivery) -> None:
    """End a message of which nothing is left to say, or whose reader is gone."""
    now = clock.now()
    delivery.notifications.filter(dropped_at__isnull=True).update(dropped_at=now)
    _release(delivery, given_up_at=now, next_attempt_at=None, last_error="dropped")


def _release(delivery: Delivery, **columns: object) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(claimed_at=None, **columns)
