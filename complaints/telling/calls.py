"""People to call (*hubungi pelapor*): news for reporters who left a telephone number only.

Law: workflow.md, *Messages*: no gateway is set up, so an officer calls or writes and ticks that it
was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, Least
from django.urls import reverse

from agencies import law
from agencies.models import Officer
from complaints import privacy
from complaints.law.actors import Actor, Role
from complaints.models import CallTry, Complaint, Delivery, Notification, Reporter
from lapor import clock, words

if TYPE_CHECKING:
    from accounts.models import User

PAGE = 20
RETRY_SECONDS = 4 * 3600
"""Office time after which somebody who did not answer is tried again."""
SAME_TRY = timedelta(minutes=1)
"""A second tick within this time is the same call."""

SAID = {
    "submit": "Laporan Anda sudah kami terima.",
    "forward": "Laporan Anda sudah diteruskan ke instansi yang menangani.",
    "follow_up": "Laporan Anda sedang ditindaklanjuti.",
    "answer": "Laporan Anda sudah dijawab. Mohon periksa apakah masalahnya selesai.",
    "return_answer": "Jawaban instansi kami kembalikan karena belum lengkap.",
    "outside_news": "Ada kabar dari instansi luar tentang laporan Anda.",
    "ask_reporter": "Kami perlu keterangan dari Anda supaya laporan dapat dilanjutkan.",
    "resume": "Laporan Anda dilanjutkan dengan keterangan yang ada.",
    "write": "Ada pesan dari petugas untuk Anda.",
    "archive": "Laporan Anda tidak dilanjutkan; alasannya ada di halaman lacak.",
    "refer": "Laporan Anda kami rujuk ke instansi lain dan kami pantau.",
    "merge": "Laporan Anda digabung dengan laporan yang sama. Hak Anda tetap.",
    "unmerge": "Laporan Anda kembali berjalan sendiri.",
    "split": "Laporan Anda dipecah, supaya tiap bagian ditangani instansinya.",
    "correct": "Data laporan Anda diperbaiki; tanggalnya ada di halaman lacak.",
    "grant_extension": "Tanggal jawaban laporan Anda berubah; alasannya ada di halaman lacak.",
    "move_deadline": "Tanggal jawaban laporan Anda berubah; alasannya ada di halaman lacak.",
    "escalate": "Jawaban laporan Anda terlambat. Kami sudah mengingatkan instansinya.",
    "remind": "Kami menunggu jawaban Anda. Batas waktunya ada di halaman lacak.",
    "ask_again": "Kami bertanya apakah hasilnya masih baik.",
    "auto_resolve": "Laporan Anda ditutup; Anda masih dapat membukanya kembali.",
    "hand_over_file": "Berkas laporan Anda diserahkan kepada lembaga lain.",
    "uphold": "Banding Anda dikabulkan.",
    "dismiss": "Banding Anda sudah diputus; alasannya ada di halaman lacak.",
    "on_request": "Petugas loket mencatat sesuatu atas permintaan Anda. Bukan Anda? Beri tahu kami.",
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
    tries: int = 0
    """How often nobody took the call since this news."""
    next_at: datetime | None = None
    """When the next try is due, after one that nobody took."""

    @property
    def is_later(self) -> bool:
        """Whether the next try is not due yet."""
        return self.next_at is not None and self.next_at > clock.now()

    @property
    def whatsapp(self) -> str:
        """The address that opens WhatsApp with ticket, date and link, and nothing else."""
        text = (
            f"LAPOR {settings.LAPOR_CITY}: ada kabar untuk laporan {self.complaint.code}, "
            f"{words.day(clock.today())}. Buka {settings.LAPOR_BASE_URL}{reverse('citizens:track')}"
        )
        return f"https://wa.me/{self.phone.lstrip('+')}?text={quote(text)}"


class Page(NamedTuple):
    """One page of the list, and the place in it where the next one begins."""

    calls: list[Call]
    after: tuple[datetime, int] | None


def waiting(
    user: User, officers: Sequence[Officer], after: tuple[datetime, int] | None = None
) -> Page:
    """Return the reporters whom ``user`` has to call, whose turn it is first.

    The unit that holds a report calls; verifiers call when nobody holds it, inspectors those of
    sealed reports that they see; of hidden names the custodian sees the number while a reveal is
    open. Five queries, six for a custodian; the indexes ``calls_to_make`` and ``calls_asked_for``
    serve them.
    """
    rows = _people(user, officers)
    if after is not None:
        moment, pk = after
        rows = rows.filter(Q(turn__gt=moment) | Q(turn=moment, pk__gt=pk))
    kept = list(rows.select_related("complaint__reporter").order_by("turn", "pk")[: PAGE + 1])
    last = kept[PAGE - 1] if len(kept) > PAGE else None
    return Page(
        _calls(kept[:PAGE], Actor(user, _roles(officers))),
        (last.turn, last.pk) if last is not None else None,
    )


def mark_told(user: User, officers: Sequence[Officer], *, code: str, last_id: int) -> int:
    """Note that the reporter of ``code`` was told all news up to ``last_id``; return how many.

    Two officers at once: the second one marks nothing; neither does who may not read the number.
    """
    with transaction.atomic():
        reporter = _reachable(user, officers, code)
        if reporter is None:
            return 0
        mine = Notification.objects.filter(_NEWS, reporter=reporter, pk__lte=last_id)
        rows = list(mine.select_for_update(of=("self",), skip_locked=True))
        asked = list(
            Delivery.objects.filter(_ASKED, reporter=reporter).select_for_update(
                of=("self",), skip_locked=True
            )
        )
        return _mark(rows, asked, user)


def mark_missed(user: User, officers: Sequence[Officer], *, code: str) -> datetime | None:
    """Note that nobody took the call; return when the next try is due.

    None when there is nobody to call (any more), or the officer may not read the number.
    """
    with transaction.atomic():
        reporter = _reachable(user, officers, code)
        if reporter is None:
            return None
        now = clock.now()
        last = reporter.call_tries.order_by("-at").first()
        if last is not None and now - last.at < SAME_TRY:
            return last.next_at
        next_at = law.calendar().due_after_seconds(now, RETRY_SECONDS)
        CallTry.objects.create(reporter=reporter, by=user, at=now, next_at=next_at)
    return next_at


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


_NEWS = Q(channel=Notification.Channel.CALL, delivery__isnull=True, dropped_at__isnull=True)
"""Outbox rows that wait for a call."""
_ASKED = Q(channel=Notification.Channel.CALL, next_attempt_at__isnull=False)
"""Calls that reporters asked for because their code is lost."""


def _people(user: User, officers: Sequence[Officer]) -> QuerySet[Any]:
    """Return the reporters whom these officers call, with ``since`` and ``turn``."""
    news, asked = Notification.objects.filter(_NEWS), Delivery.objects.filter(_ASKED)
    own: dict[str, Any] = {"reporter": OuterRef("pk")}
    tries = CallTry.objects.filter(**own).order_by("-at")
    return (
        Reporter.objects.filter(
            _mine(officers),
            ~Q(phone_hmac=""),  # erased meanwhile: there is nobody to call
            pk__in=news.order_by().values("reporter").union(asked.order_by().values("reporter")),
            complaint__in=Complaint.objects.visible_to(user, list(officers)),
        )
        .annotate(
            since=Least(
                Subquery(news.filter(**own).order_by("created_at").values("created_at")[:1]),
                Subquery(asked.filter(**own).order_by("created_at").values("created_at")[:1]),
            ),
            next_at=Subquery(tries.values("next_at")[:1]),
        )
        .annotate(turn=Greatest("since", "next_at"))
    )


def _reachable(user: User, officers: Sequence[Officer], code: str) -> Reporter | None:
    """Return the reporter of ``code`` when this officer has to call, and may read the number."""
    found = _people(user, officers).filter(complaint__code=code)
    reporter: Reporter | None = found.select_related("complaint__reporter").first()
    actor = Actor(user, _roles(officers))
    if reporter is None:
        return None
    contact = privacy.contacts_for([reporter.complaint], actor)[reporter.complaint_id]
    return reporter if contact is not None and contact.phone else None


def _mine(officers: Sequence[Officer]) -> Q:
    """Return the condition that these officers call the reporter."""
    mine = Q(pk__in=[])
    roles = {officer.role for officer in officers}
    units = [o.agency_id for o in officers if o.role == Officer.Role.LIAISON]
    if Officer.Role.VERIFIER in roles:
        mine |= Q(complaint__holder__isnull=True)
    if Officer.Role.OVERSEER in roles:
        mine |= Q(complaint__is_sealed=True)
    if units:
        mine |= Q(complaint__holder__in=units)
    if Officer.Role.CUSTODIAN in roles:
        mine |= Q(complaint__hides_reporter=True)
    return mine


def _roles(officers: Sequence[Officer]) -> frozenset[Role]:
    """Return the roles on a report in the list, which tell whether its number may be read."""
    known = {
        Officer.Role.VERIFIER: Role.VERIFIER,
        Officer.Role.OVERSEER: Role.OVERSEER,
        Officer.Role.LIAISON: Role.HOLDER,
        Officer.Role.CUSTODIAN: Role.CUSTODIAN,
    }
    return frozenset(known[role] for o in officers if (role := Officer.Role(o.role)) in known)


def _calls(people: list[Any], actor: Actor) -> list[Call]:
    """Return what a page shows of these reporters."""
    ids = [one.pk for one in people]
    news: dict[int | None, list[Notification]] = defaultdict(list)
    for row in Notification.objects.filter(_NEWS, reporter__in=ids).order_by("pk"):
        news[row.reporter_id].append(row)
    asked = set(
        Delivery.objects.filter(_ASKED, reporter__in=ids).values_list("reporter", flat=True)
    )
    tries: dict[int, list[datetime]] = defaultdict(list)
    for pk, at in CallTry.objects.filter(reporter__in=ids).values_list("reporter", "at"):
        tries[pk].append(at)
    contacts = privacy.contacts_for([one.complaint for one in people], actor)
    calls = []
    for one in people:
        contact, rows = contacts[one.complaint_id], news[one.pk]
        calls.append(
            Call(
                complaint=one.complaint,
                last_id=rows[-1].pk if rows else 0,
                since=one.since,
                news=_said(one.complaint, rows) + ([LOST_CODE] if one.pk in asked else []),
                phone=contact.phone if contact is not None else "",
                tries=sum(at >= one.since for at in tries[one.pk]),
                next_at=one.next_at,
            )
        )
    return calls


def _said(complaint: Complaint, rows: list[Notification]) -> list[str]:
    """Return what to say; of a hidden, secret or sealed report only that there is news."""
    if rows and (complaint.hides_reporter or complaint.is_secret or complaint.is_sealed):
        return [f"Ada kabar untuk laporan {complaint.code}."]
    said = [SAID.get(row.template, "Ada kabar untuk laporan Anda.") for row in rows]
    return list(dict.fromkeys(said))
