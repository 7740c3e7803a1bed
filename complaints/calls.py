"""People to call (*hubungi pelapor*): news for reporters who left a telephone number only.

Law: workflow.md, *Messages*: no gateway is set up, so an officer calls or writes and ticks that it
was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from agencies.models import Officer
from complaints import privacy
from complaints.actors import Actor, Role
from complaints.models import Complaint, Delivery, Notification
from lapor import clock, words

if TYPE_CHECKING:
    from accounts.models import User

MOST_SHOWN = 100

SAID = {
    "submit": "Laporan Anda sudah kami terima.",
    "forward": "Laporan Anda sudah diteruskan ke instansi yang menangani.",
    "follow_up": "Laporan Anda sedang ditindaklanjuti.",
    "answer": "Laporan Anda sudah dijawab. Mohon periksa apakah masalahnya selesai.",
    "outside_news": "Ada kabar dari instansi luar tentang laporan Anda.",
    "ask_reporter": "Kami perlu keterangan dari Anda supaya laporan dapat dilanjutkan.",
    "archive": "Laporan Anda tidak dilanjutkan; alasannya ada di halaman lacak.",
    "refer": "Laporan Anda kami rujuk ke instansi lain dan kami pantau.",
    "auto_resolve": "Laporan Anda ditutup; Anda masih dapat membukanya kembali.",
    "uphold": "Banding Anda dikabulkan.",
    "dismiss": "Banding Anda sudah diputus; alasannya ada di halaman lacak.",
}
"""What to say, by verb; everything else is *there is news*."""
LOST_CODE = (
    "Pelapor kehilangan kodenya dan minta dihubungi: sampaikan keadaan laporan. "
    "Kode baru tidak dapat dibuat."
)


@dataclass(frozen=True)
class Call:
    """One reporter to be told, with everything that is new since the last time."""

    complaint: Complaint
    last_id: int
    since: datetime
    news: list[str]
    phone: str
    """Empty when the officer may not read it."""

    @property
    def whatsapp(self) -> str:
        """The address that opens WhatsApp with ticket, date and link, and nothing else."""
        text = (
            f"LAPOR {settings.LAPOR_CITY}: ada kabar untuk laporan {self.complaint.code}, "
            f"{words.day(clock.today())}. Buka {settings.LAPOR_BASE_URL}{reverse('citizens:track')}"
        )
        return f"https://wa.me/{self.phone.lstrip('+')}?text={quote(text)}"


def waiting(user: User, officers: Sequence[Officer]) -> list[Call]:
    """Return the reporters whom ``user`` has to call, the longest waiting first.

    The unit that holds a report calls; verifiers call when nobody holds it; of hidden names the
    custodian sees the number while a reveal is open.
    """
    rows = _rows(user, officers).select_related("complaint__reporter").order_by("pk")
    calls: dict[int, list[Notification]] = {}
    for row in rows[: 5 * MOST_SHOWN]:
        calls.setdefault(row.complaint_id, []).append(row)
    actor = Actor(user, _roles(officers))
    asked = {one.reporter.complaint_id: one for one in _asked(user, officers) if one.reporter}
    found = [
        _call(group[0].complaint, group, asked.pop(pk, None), actor) for pk, group in calls.items()
    ]
    found += [
        _call(one.reporter.complaint, [], one, actor) for one in asked.values() if one.reporter
    ]
    return sorted(found, key=lambda call: call.since)[:MOST_SHOWN]


def mark_told(user: User, officers: Sequence[Officer], *, code: str, last_id: int) -> int:
    """Note that the reporter of ``code`` was told all news up to ``last_id``; return how many.

    Two officers at once: the second one marks nothing; neither does who may not read the number.
    """
    with transaction.atomic():
        mine = _rows(user, officers).filter(complaint__code=code, pk__lte=last_id)
        rows = list(
            mine.select_related("complaint__reporter").select_for_update(
                of=("self",), skip_locked=True
            )
        )
        asked = list(
            _asked(user, officers)
            .filter(reporter__complaint__code=code)
            .select_for_update(of=("self",), skip_locked=True)
        )
        reporters = [row.reporter for row in rows] + [one.reporter for one in asked]
        if not reporters or reporters[0] is None:
            return 0
        if not _phone(reporters[0].complaint, Actor(user, _roles(officers))):
            return 0
        return _mark(rows, asked, user)


def _mark(rows: list[Notification], asked: list[Delivery], user: User) -> int:
    """Note who told the news, and end the calls that were asked for; return how many."""
    now = clock.now()
    told = 0
    if rows:
        delivery = Delivery.objects.create(
            reporter_id=rows[0].reporter_id,
            channel=Notification.Channel.CALL,
            created_at=now,
            attempts=1,
            sent_at=now,
            told_by=user,
        )
        waiting_rows = Notification.objects.filter(pk__in=[row.pk for row in rows])
        told += waiting_rows.update(delivery=delivery)
    calls = Delivery.objects.filter(pk__in=[one.pk for one in asked])
    return told + calls.update(sent_at=now, told_by=user, attempts=1, next_attempt_at=None)


def _rows(user: User, officers: Sequence[Officer]) -> QuerySet[Notification]:
    """Return the outbox rows that wait for a call by this officer."""
    return Notification.objects.filter(
        _mine(officers, "complaint__"),
        ~Q(reporter__phone_hmac=""),  # erased meanwhile: there is nobody to call
        complaint__in=Complaint.objects.visible_to(user),
        channel=Notification.Channel.CALL,
        delivery__isnull=True,
        dropped_at__isnull=True,
    )


def _asked(user: User, officers: Sequence[Officer]) -> QuerySet[Delivery]:
    """Return the calls by this officer that reporters asked for because their code is lost."""
    return (
        Delivery.objects.filter(
            _mine(officers, "reporter__complaint__"),
            ~Q(reporter__phone_hmac=""),
            reporter__complaint__in=Complaint.objects.visible_to(user),
            channel=Notification.Channel.CALL,
            next_attempt_at__isnull=False,
        )
        .select_related("reporter__complaint__reporter")
        .order_by("created_at")
    )


def _mine(officers: Sequence[Officer], report: str) -> Q:
    """Return the condition that these officers call the reporter; ``report`` is the way there."""
    mine = Q(pk__in=[])
    roles = {officer.role for officer in officers}
    units = [o.agency_id for o in officers if o.role == Officer.Role.LIAISON]
    if Officer.Role.VERIFIER in roles:
        mine |= Q(**{f"{report}holder__isnull": True})
    if units:
        mine |= Q(**{f"{report}holder__in": units})
    if Officer.Role.CUSTODIAN in roles:
        mine |= Q(**{f"{report}hides_reporter": True})
    return mine


def _roles(officers: Sequence[Officer]) -> frozenset[Role]:
    """Return the roles on a report in the list, which tell whether its number may be read."""
    known = {
        Officer.Role.VERIFIER: Role.VERIFIER,
        Officer.Role.LIAISON: Role.HOLDER,
        Officer.Role.CUSTODIAN: Role.CUSTODIAN,
    }
    return frozenset(known[role] for o in officers if (role := Officer.Role(o.role)) in known)


def _call(
    complaint: Complaint, rows: list[Notification], asked: Delivery | None, actor: Actor
) -> Call:
    quiet = complaint.hides_reporter or complaint.is_secret or complaint.is_sealed
    news = [f"Ada kabar untuk laporan {complaint.code}."] if rows else []
    if not quiet:
        said = [SAID.get(row.template, "Ada kabar untuk laporan Anda.") for row in rows]
        news = list(dict.fromkeys(said))
    if asked is not None:
        news.append(LOST_CODE)
    moments = [row.created_at for row in rows[:1]] + ([asked.created_at] if asked else [])
    return Call(
        complaint=complaint,
        last_id=rows[-1].pk if rows else 0,
        since=min(moments),
        news=news,
        phone=_phone(complaint, actor),
    )


def _phone(complaint: Complaint, actor: Actor) -> str:
    contact = privacy.contact_for(complaint, actor)
    return contact.phone if contact is not None else ""
