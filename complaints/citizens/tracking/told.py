"""What the reporter was told, how and when, and what did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from complaints import privacy
from complaints.models import Complaint, Delivery, Notification, Reporter
from complaints.telling.calls import SAID
from complaints.telling.lost_code import NEW_LINK

NEWS = "Ada kabar tentang laporan Anda."
DROPPED = "dropped"
EMAIL, CALL = Notification.Channel.EMAIL, Notification.Channel.CALL


@dataclass(frozen=True)
class Message:
    """One message to the reporter, as the tracker tells of it."""

    what: str
    how: str
    at: datetime | None
    icon: str


@dataclass(frozen=True)
class Told:
    """All messages of a report, and what to say when the address does not work."""

    messages: list[Message]
    failed: str = ""


def told_of(complaint: Complaint) -> Told:
    """Return what the reporter of ``complaint`` was told: two queries, none without a contact."""
    reporter = getattr(complaint, "reporter", None)
    if reporter is None or not (reporter.has_email or reporter.has_phone):
        return Told([])
    rows = list(
        Notification.objects.filter(reporter=reporter, dropped_at__isnull=True)
        .select_related("delivery")
        .order_by("id")
    )
    alone = Delivery.objects.filter(
        ~Q(template="") | Q(given_up_at__isnull=False), reporter=reporter
    ).exclude(last_error=DROPPED)
    own = {one.pk: one for one in alone.order_by("created_at")}
    contact = privacy.masked_contact(reporter)
    messages = _of_rows(rows, contact) + [
        _of_delivery(one, contact) for one in own.values() if one.template
    ]
    in_digests = {row.delivery.pk: row.delivery for row in rows if row.delivery is not None}
    failed = [one for one in (own | in_digests).values() if one.given_up_at is not None]
    return Told(messages, _failed(reporter, contact) if failed else "")


def _of_rows(rows: list[Notification], contact: privacy.Contact) -> list[Message]:
    """Return one message for all rows that went out together, or wait together."""
    groups: dict[tuple[str, object], list[Notification]] = {}
    for row in rows:
        groups.setdefault((row.channel, row.delivery_id or row.pk), []).append(row)
    messages = []
    for (channel, _), group in groups.items():
        said = list(dict.fromkeys(SAID.get(row.template, NEWS) for row in group))
        sent = group[0].delivery.sent_at if group[0].delivery else None
        given_up = group[0].delivery is not None and group[0].delivery.given_up_at is not None
        how = _how(channel, contact, sent=sent is not None, given_up=given_up)
        messages.append(Message(" ".join(said), how, sent, "phone" if channel == CALL else "mail"))
    return messages


def _of_delivery(one: Delivery, contact: privacy.Contact) -> Message:
    what = "Tautan baru, karena kode hilang." if one.template == NEW_LINK else NEWS
    sent, given_up = one.sent_at is not None, one.given_up_at is not None
    how = _how(one.channel, contact, sent=sent, given_up=given_up)
    return Message(what, how, one.sent_at, "phone" if one.channel == CALL else "mail")


def _how(channel: str, contact: privacy.Contact, *, sent: bool, given_up: bool) -> str:
    if channel == CALL:
        who = f"nomor {contact.phone}"
        return f"Disampaikan petugas lewat {who}" if sent else f"Petugas akan menghubungi {who}"
    if given_up:
        return f"E-mail ke {contact.email} tidak sampai"
    return f"E-mail terkirim ke {contact.email}" if sent else f"E-mail ke {contact.email} menunggu"


def _failed(reporter: Reporter, contact: privacy.Contact) -> str:
    if reporter.has_phone:
        return (
            f"E-mail ke {contact.email} tidak sampai. Petugas menghubungi nomor {contact.phone}; "
            "kabarnya juga selalu ada di halaman ini."
        )
    return (
        f"E-mail ke {contact.email} tidak sampai. Lihat kabarnya di halaman ini; simpan nomor "
        "tiket dan kode Anda."
    )
