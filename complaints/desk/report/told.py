"""Who was told what about a report, when, through which channel, and whether it arrived.

No address and no number stands here, and a reporter is only ever *the reporter*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from complaints.access import KEPT_CLOSE
from complaints.desk.report.history import sentence
from complaints.models import Complaint, Delivery, Notification
from complaints.telling.lost_code import NEW_LINK
from lapor import clock, words

NEWEST = 100
"""Rows that are shown at once."""

EMAIL, CALL, DIGEST = Notification.Channel
UNDER = {EMAIL: "Email", CALL: "Telepon", DIGEST: "Ringkasan harian"}


@dataclass(frozen=True)
class Told:
    """One person who was told of one event, and how far it came."""

    who: str
    channel: str
    result: str
    tone: str


@dataclass(frozen=True)
class Occasion:
    """One event, or a message that stands for itself, with everybody who was told of it."""

    what: str
    at: datetime
    people: list[Told]


def told_of(
    complaint: Complaint, *, before: int = 0, guards_names: bool = False
) -> tuple[list[Occasion], int]:
    """Return who was told, the latest occasion first, and the row before which older ones stand.

    Two queries.

    Args:
        complaint: the report.
        before: only rows written before this one; 0 for the newest.
        guards_names: whether the reader learns who opened a hidden name.
    """
    found = Notification.objects.filter(event__complaint=complaint).order_by("-id")
    found = found if guards_names else found.exclude(event__verb__in=KEPT_CLOSE)
    found = found.select_related("event", "user", "reporter", "delivery__told_by")
    rows = list((found.filter(pk__lt=before) if before else found)[: NEWEST + 1])
    occasions = list(_occasions(complaint, rows[:NEWEST]))
    if not before:
        occasions += _alone(complaint)
    older = rows[NEWEST - 1].pk if len(rows) > NEWEST else 0
    return sorted(occasions, key=lambda one: one.at, reverse=True), older


def _occasions(complaint: Complaint, rows: list[Notification]) -> Iterator[Occasion]:
    groups: dict[int, list[Notification]] = {}
    for row in rows:
        groups.setdefault(row.event_id, []).append(row)
    for group in groups.values():
        event = group[0].event
        people = [_told(complaint, row) for row in group]
        yield Occasion(sentence(event.verb), event.at, sorted(people, key=lambda one: one.who))


def _alone(complaint: Complaint) -> list[Occasion]:
    """Return the messages to the reporter that no event caused: a new link, a call asked for."""
    reporter = getattr(complaint, "reporter", None)
    if reporter is None:
        return []
    rows = (
        reporter.deliveries.exclude(template="").select_related("told_by").order_by("-created_at")
    )
    return [
        Occasion(
            "Tautan baru diminta" if row.template == NEW_LINK else "Pesan tersendiri",
            row.created_at,
            [Told("Pelapor", UNDER.get(row.channel, "Email"), *_of_delivery(row))],
        )
        for row in rows[:NEWEST]
    ]


def _told(complaint: Complaint, row: Notification) -> Told:
    result, tone = _of_row(row)
    return Told(_who(complaint, row), UNDER[Notification.Channel(row.channel)], result, tone)


def _who(complaint: Complaint, row: Notification) -> str:
    if row.user is not None:
        return str(row.user)
    own = row.reporter is not None and row.reporter.complaint_id == complaint.pk
    return "Pelapor" if own else "Pelapor laporan gabungan"


def _of_row(row: Notification) -> tuple[str, str]:
    """Return how far a message came, and its tone."""
    if row.delivery is not None:
        return _of_delivery(row.delivery)
    if row.dropped_at is not None:
        return "Tidak jadi dikirim", "neutral"
    if row.channel == CALL:
        return "Menunggu ditelepon petugas", "warning"
    if row.channel == DIGEST:
        return "Menunggu ringkasan berikutnya", "neutral"
    if row.not_before > clock.now():
        return f"Menunggu sampai {words.moment(row.not_before)}", "neutral"
    return "Menunggu dikirim", "neutral"


def _of_delivery(row: Delivery) -> tuple[str, str]:
    if row.sent_at is not None:
        when = words.moment(row.sent_at)
        if row.channel == CALL:
            by = f" oleh {row.told_by}" if row.told_by is not None else ""
            return f"Disampaikan{by} {when}", "success"
        # That a reporter sent many reports is nobody's business here: least of all with a hidden name.
        digest = row.digest and row.user_id is not None
        return (f"Terkirim dalam ringkasan {when}" if digest else f"Terkirim {when}"), "success"
    if row.given_up_at is not None:
        dropped = row.last_error == "dropped"
        if dropped:
            return "Tidak jadi dikirim", "neutral"
        return f"Gagal: {_why(row.last_error)}", "danger"
    if row.channel == CALL:
        return "Menunggu ditelepon petugas", "warning"
    if row.attempts and row.last_error:
        return (
            f"Belum terkirim, sudah dicoba {row.attempts} kali: {_why(row.last_error)}",
            "warning",
        )
    return "Menunggu dikirim", "neutral"


def _why(error: str) -> str:
    """Return in words why a message failed; the outbox keeps the error's name and code only."""
    name = error.partition(" ")[0]
    if name == "SMTPRecipientsRefused":
        return "alamat penerima ditolak"
    if name in ("SMTPServerDisconnected", "SMTPConnectError") or name.endswith(
        ("TimeoutError", "ConnectionRefusedError", "ConnectionResetError", "gaierror", "OSError")
    ):
        return "server email tidak dapat dihubungi"
    return "gangguan pada server email"
