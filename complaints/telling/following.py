"""Following a public report by e-mail: asked, confirmed, told at most once a day, left by one click.

Law: nothing but the request to confirm goes to an address before its owner said yes. What is told is
what the public page shows; a report that is withdrawn from the public tells nobody anything.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from complaints import privacy
from complaints.links import KEY, absolute
from complaints.models import Complaint, Delivery, Event, Follower
from complaints.models.complaint import RELEASED
from complaints.states import Audience, State
from lapor import clock

CONFIRM = "confirm_following"
NEWS = "following_news"
"""Texts of messages to followers (``Delivery.template``)."""

TO_CONFIRM = timedelta(days=3)
"""How long the link in the first message is good; afterwards the address is forgotten."""
ASK_AGAIN = timedelta(days=1)
MOST_ASKED = 3
"""So many unconfirmed requests for one address in a day; more are not sent, and nobody is told."""
AFTER_THE_END = timedelta(days=30)
"""How long the followers of a report that ended are kept: it may be opened again."""
TELL_ROWS = 500
ENDS = (State.RESOLVED, State.ARCHIVED, State.MERGED)

_to_confirm = signing.TimestampSigner(salt="complaints.telling.following.confirm")
_to_leave = signing.Signer(salt="complaints.telling.following.leave")


# -- asking, confirming, leaving -------------------------------------------------------------


def ask(complaint: Complaint, email: str) -> None:
    """Ask the owner of ``email`` whether to follow; tells the caller nothing about the address.

    Whoever follows already, was asked within a day, or is asked about too many reports gets no
    message: nobody can be flooded, and nobody learns who follows what.
    """
    now = clock.now()
    mark = privacy.fingerprint("email", email.lower())
    with transaction.atomic():
        _one_at_a_time(mark)
        follower = Follower.objects.filter(complaint=complaint, email_hmac=mark).first()
        asked = Follower.objects.filter(
            email_hmac=mark, asked_at__gt=now - ASK_AGAIN, confirmed_at__isnull=True
        )
        if asked.count() >= MOST_ASKED:
            return
        if follower is None:
            follower = privacy.store_follower(complaint, email, asked_at=now)
        elif follower.confirmed_at is not None or follower.asked_at > now - ASK_AGAIN:
            return
        else:
            Follower.objects.filter(pk=follower.pk).update(asked_at=now)
        _send(follower, CONFIRM)


def _one_at_a_time(mark: str) -> None:
    """Let requests for one address wait for each other: two clicks are one request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [mark])


def confirm(token: str, code: str) -> bool:
    """Begin to tell the follower whose link this is; false when the link is too old or foreign."""
    follower = _of(_to_confirm, token, code, max_age=TO_CONFIRM)
    if follower is None:
        return False
    Follower.objects.filter(pk=follower.pk, confirmed_at__isnull=True).update(
        confirmed_at=clock.now()
    )
    return True


def leave(token: str, code: str) -> bool:
    """Forget the follower whose link this is; false when the link is not one of ours.

    Somebody who left already leaves again without an error.
    """
    try:
        _to_leave.unsign(token)
    except signing.BadSignature:
        return False
    follower = _of(_to_leave, token, code)
    if follower is not None:
        forget([follower.pk])
    return True


def forget(ids: list[int]) -> int:
    """Delete followers with everything that waits for them; return how many there were."""
    with transaction.atomic():
        Delivery.objects.filter(follower__in=ids).delete()
        return Follower.objects.filter(pk__in=ids).delete()[0]


def confirm_link(follower: Follower) -> str:
    """Return the address that asks for the yes."""
    return _link("citizens:follow_confirm", follower, _to_confirm.sign(_value(follower)))


def leave_link(follower: Follower) -> str:
    """Return the address that ends it: a page for people, one click for mail programs (RFC 8058)."""
    return _link("citizens:follow_leave", follower, _to_leave.sign(_value(follower)))


def _value(follower: Follower) -> str:
    return f"{follower.pk}.{follower.complaint.code}"


def _link(name: str, follower: Follower, token: str) -> str:
    path = reverse(name, args=[follower.complaint.code])
    return f"{absolute(path)}?{urlencode({KEY: token})}"


def _of(
    signer: signing.Signer, token: str, code: str, *, max_age: timedelta | None = None
) -> Follower | None:
    try:
        if isinstance(signer, signing.TimestampSigner):
            value = signer.unsign(token, max_age=max_age)
        else:
            value = signer.unsign(token)
    except signing.BadSignature:
        return None
    pk, _, of = value.partition(".")
    if of != code:
        return None
    return Follower.objects.select_related("complaint").filter(pk=int(pk)).first()


# -- telling ---------------------------------------------------------------------------------


def is_news(event: Event) -> bool:
    """Whether followers are told of ``event``: follow-ups for the public, answers, ends."""
    if event.verb in ("follow_up", "outside_news"):
        return event.audience == Audience.PUBLIC
    ended = event.to_status in ENDS and event.from_status not in ENDS
    return event.verb in ("answer", "carry_out", "reopen") or ended


def note_news(event: Event, complaint: Complaint) -> None:
    """Let the followers of ``complaint`` be told of ``event``: one update, in the verb's transaction."""
    if not is_news(event) or not complaint.published or complaint.is_secret or complaint.is_sealed:
        return
    Follower.objects.filter(
        complaint=complaint, confirmed_at__isnull=False, news_at__isnull=True
    ).update(news_at=event.at)


def bundle(*, awake: bool) -> int:
    """Turn waiting news into one message for each follower who had none today; return how many.

    Args:
        awake: whether it is an hour at which people are written to.
    """
    if not awake:
        return 0
    now = clock.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        rows = list(
            Follower.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(told_at__isnull=True) | Q(told_at__lt=midnight), news_at__lte=now)
            .order_by("news_at", "id")[:TELL_ROWS]
        )
        for row in rows:
            _send(row, NEWS)
        Follower.objects.filter(pk__in=[row.pk for row in rows]).update(news_at=None, told_at=now)
    return len(rows)


def news_of(delivery: Delivery, follower: Follower) -> list[Event]:
    """Return what ``delivery`` tells: what happened since the last message that went out."""
    before = (
        Delivery.objects.filter(follower=follower, template=NEWS, sent_at__isnull=False)
        .exclude(pk=delivery.pk)
        .order_by("-created_at")
        .values_list("created_at", flat=True)
        .first()
    )
    events = Event.objects.filter(
        complaint=follower.complaint_id,
        at__gt=before or follower.confirmed_at,
        at__lte=delivery.created_at,
    )
    events = events.select_related("agency", "follow_up__outside_body").order_by("sequence")
    return [event for event in events if is_news(event)]


def is_open_to_all(complaint: Complaint) -> bool:
    """Whether everybody may still read the report's words."""
    return Complaint.objects.filter(RELEASED, pk=complaint.pk).exists()


def tend() -> int:
    """Forget requests that nobody confirmed, and followers of reports that ended; return how many."""
    now = clock.now()
    ended = Q(complaint__status__in=ENDS, complaint__updated_at__lt=now - AFTER_THE_END)
    closed = Q(complaint__published=False) | Q(complaint__is_secret=True)
    closed |= Q(complaint__is_sealed=True)
    unconfirmed = Q(confirmed_at__isnull=True, asked_at__lt=now - TO_CONFIRM)
    gone = Follower.objects.filter(unconfirmed | ended | closed).values_list("pk", flat=True)
    return forget(list(gone[:TELL_ROWS]))


def _send(follower: Follower, template: str) -> None:
    now = clock.now()
    Delivery.objects.create(
        follower=follower,
        channel="email",
        template=template,
        created_at=now,
        next_attempt_at=now,
    )
