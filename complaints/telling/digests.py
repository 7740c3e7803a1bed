"""Digests for officers: at 07.30 and 13.00 of a working day, what must be done, with links.

Law: workflow.md, *Messages*. A quiet day sends nothing; nothing is sent about a closed report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from agencies import law
from agencies.models import Agency, EscalationLevel, Officer
from complaints import links
from complaints.law.approval import NEED_A_HEAD
from complaints.messages.sections import Item, Section
from complaints.models import (
    AnswerDraft,
    Assignment,
    Complaint,
    Deadline,
    Delivery,
    DigestRun,
    DigestWish,
    Notification,
)
from complaints.models.visibility import OURS
from complaints.states import AT_COORDINATOR, OPEN, WITH_AGENCY, State
from complaints.wording import VERB_WORDS, when
from lapor import clock

if TYPE_CHECKING:
    from complaints.models.visibility import ComplaintQuerySet

Hours = DigestWish.Hours
MORNING, NOON = "morning", "noon"
HOURS = {MORNING: time(7, 30), NOON: time(13)}
LATEST = time(20)
"""A digest that is missed until then is not made any more: the next morning's says all."""
LONGEST_LIST = 15
MOST_COUNTED = 1000
MOST_NEWS = 200
KEEPS_NEWS = timedelta(days=14)
"""For how long news waits for a digest of somebody who has none every day."""
SHOWN_BY_LISTS = frozenset({"escalate", "remind"})
"""News that the lists of late and due reports tell already (a new report: the counts)."""
MENTION = "note"
"""The verb that tells an officer only when he or she is named in it."""
SHOWN_AS_NEW = frozenset({"forward", "delegate", "involve"})
TOLD_TO_THOSE_WHO_LEAVE = frozenset({"recall", "uphold", "take_back"})


@dataclass
class Digest:
    """What one officer must do or know; false when there is nothing."""

    sections: list[Section] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.sections)

    @property
    def subject(self) -> str:
        """The headlines in one line."""
        return ", ".join(self.parts)

    def add(self, label: str, items: list[Item]) -> None:
        """Add a list unless it is empty."""
        if items:
            amount = f"{LONGEST_LIST}+" if len(items) > LONGEST_LIST else str(len(items))
            self.sections.append(Section(f"{label} ({amount})", items=items))
            self.parts.append(_part(label, amount))


def make_due() -> int:
    """Write the digests of the latest hour of today that has none yet; return how many.

    The run is a row, written with its messages in one transaction: however many workers ask, and
    however far a demo's clock jumped, each run is made once and only the latest missed one.
    """
    now = clock.now()
    due = _latest(now)
    if due is None or DigestRun.objects.filter(kind=due[0], for_moment=due[1]).exists():
        return 0
    kind, moment = due
    try:
        with transaction.atomic():
            DigestRun.objects.create(kind=kind, for_moment=moment, made_at=now)
            return _write(kind, _content(kind, moment), now)
    except IntegrityError:  # another worker is making it
        return 0


def _latest(now: datetime) -> tuple[str, datetime] | None:
    local = timezone.localtime(now)
    if not law.calendar().is_working_day(local.date()) or local.time() >= LATEST:
        return None
    past = [kind for kind, hour in HOURS.items() if hour <= local.time()]
    if not past:
        return None
    return past[-1], datetime.combine(local.date(), HOURS[past[-1]], tzinfo=local.tzinfo)


def _content(kind: str, moment: datetime) -> str:
    """The noon's digest stands in for a morning's that was missed."""
    morning = datetime.combine(moment.date(), HOURS[MORNING], tzinfo=moment.tzinfo)
    made = DigestRun.objects.filter(kind=MORNING, for_moment=morning).exists()
    return kind if made else MORNING


def _for(user: User, kind: str, content: str) -> str:
    """Return which digest a person gets in the run of this hour; empty for none.

    Whoever wants only the noon's gets all there; whoever wants only the morning's gets it at noon
    when it was missed.
    """
    wish = getattr(user, "digest_wish", None)
    hours = wish.hours if wish is not None else Hours.BOTH
    if hours == Hours.NOON:
        return MORNING if kind == NOON else ""
    if hours == Hours.MORNING:
        return content if content == MORNING else ""
    return content if hours == Hours.BOTH else ""


def _write(kind: str, content: str, now: datetime) -> int:
    made = 0
    waiting = _waiting(now)
    closed = ~Q(complaint__status__in=[*OPEN, State.MERGED])
    gone = Q(user__is_active=False) | Q(not_before__lt=now - KEEPS_NEWS)
    stale = waiting.filter(closed | gone).values_list("pk", flat=True)
    Notification.objects.filter(pk__in=list(stale)).update(dropped_at=now)
    on_duty = Officer.objects.active().values("user")
    people = User.objects.filter(pk__in=on_duty).select_related("digest_wish").order_by("pk")
    for user in people.iterator(chunk_size=100):
        digest = _for(user, kind, content)
        if digest and gather(user, digest=digest):
            delivery = Delivery.by_email(now, user_id=user.pk, digest=digest)
            mine = list(waiting.filter(user=user).values_list("pk", flat=True))
            Notification.objects.filter(pk__in=mine).update(delivery=delivery)
            made += 1
    return made


def _waiting(now: datetime) -> QuerySet[Notification]:
    return Notification.objects.filter(
        channel=Notification.Channel.DIGEST,
        delivery__isnull=True,
        dropped_at__isnull=True,
        not_before__lte=now,
    )


# -- what stands in a digest -----------------------------------------------------------------


def gather(user: User, *, digest: str, delivery: Delivery | None = None) -> Digest:
    """Return what ``user`` must do now and what is new: at most fifteen queries.

    Args:
        user: an officer.
        digest: ``morning`` or ``noon``.
        delivery: the message with its outbox rows; without it those that still wait are taken.
    """
    now = clock.now()
    officers = [seat for seat in Officer.objects.of(user) if seat.reaches(user)]
    if not officers:  # away: everything goes to the substitute
        return Digest()
    agencies: dict[str, list[Agency]] = {}
    for officer in officers:
        agencies.setdefault(officer.role, []).append(officer.agency)
    result = Digest()
    if units := agencies.get(Officer.Role.LIAISON):
        _for_liaison(result, [unit.pk for unit in units], now, digest)
    if Officer.Role.VERIFIER in agencies:
        _for_verifier(result, user, now)
    if digest == MORNING and (units := agencies.get(Officer.Role.SUPERVISOR)):
        _for_supervisor(result, units, now)
    kinds = {unit.kind for unit in agencies.get(Officer.Role.OVERSEER, [])}
    if digest == MORNING and Agency.Kind.INSPECTORATE in kinds and _is_week_start(now):
        _for_overseer(result, user)
    if digest == MORNING or result:
        rows = delivery.notifications.all() if delivery else _waiting(now).filter(user=user)
        _add_news(result, rows, user)
    return result


def _for_liaison(result: Digest, units: list[int], now: datetime, digest: str) -> None:
    mine = _rows().filter(
        Q(holder__in=units) | Q(lead__in=units), status__in=WITH_AGENCY, is_sealed=False
    )
    evening = _evening(now)
    today = mine.filter(next_due_at__range=(now, evening))
    if digest == NOON:
        _add_reports(result, "Jatuh tempo hari ini", today)
        return
    _add_reports(result, "Lewat tenggat", mine.filter(next_due_at__lt=now))
    _add_reports(result, "Jatuh tempo hari ini", today)
    fresh = mine.filter(status=State.FORWARDED, next_due_at__gt=evening)
    _add_reports(result, "Baru, belum ditindaklanjuti", fresh)
    contested = mine.filter(objections__gt=0, status=State.FOLLOWED_UP)
    _add_reports(result, "Disanggah pelapor", contested)
    owed = Assignment.objects.filter(
        complaint=OuterRef("pk"),
        agency__in=units,
        part=Assignment.Part.CO,
        ended_at__isnull=True,
        followed_up_at__isnull=True,
    )
    drafts = mine.filter(draft_needs=AnswerDraft.Needs.SENDING)
    _add_reports(result, "Konsep menunggu Anda kirim", drafts)
    beside = _rows().filter(Exists(owed), status__in=WITH_AGENCY, is_sealed=False)
    _add_reports(result, "Menunggu tindak lanjut Anda sebagai pendamping", beside)


def _for_verifier(result: Digest, user: User, now: datetime) -> None:
    """Counts only: the queue itself is the place to work."""
    seen: ComplaintQuerySet = Complaint.objects.visible_to(user).filter(OURS)
    waiting = seen.filter(status__in=AT_COORDINATOR)
    raised = _raised_to(EscalationLevel.Audience.COORDINATOR)
    extension = seen.filter(status__in=WITH_AGENCY, extension_asked__isnull=False)
    counts = {
        "Bahaya, belum diteruskan": _counted(waiting.filter(danger=True)),
        "Lewat tenggat di koordinator": _counted(waiting.filter(next_due_at__lt=now)),
        "Belum diverifikasi": _counted(seen.filter(status=State.RECEIVED)),
        "Siap diteruskan": _counted(seen.filter(status=State.VERIFIED)),
        "Perpanjangan menunggu keputusan": _counted(extension),
        "Konsep terlalu lama menunggu persetujuan": _counted(seen.filter(_undecided())),
        "Terlambat di instansi": _counted(seen.filter(raised, status__in=WITH_AGENCY)),
    }
    items = [
        Item(f"{label}: {amount}", links.inbox_link()) for label, amount in counts.items() if amount
    ]
    if items:
        result.sections.append(Section("Menunggu admin instansi", items=items))
        result.parts += [_part(label, amount) for label, amount in counts.items() if amount]


def _undecided() -> Exists:
    """Reports with a draft that nobody decided in time though it always needs approval."""
    late = AnswerDraft.objects.filter(
        complaint=OuterRef("pk"), state=AnswerDraft.State.WAITING, escalated_at__isnull=False
    )
    return Exists(late)


def _counted(reports: ComplaintQuerySet) -> str:
    """Return how many there are, *999+* from a thousand on, or an empty text for none."""
    count = reports.order_by()[:MOST_COUNTED].count()
    return f"{MOST_COUNTED - 1}+" if count == MOST_COUNTED else str(count or "")


def _for_supervisor(result: Digest, units: list[Agency], now: datetime) -> None:
    ids = [unit.pk for unit in units]
    tree = Agency.objects.filter(Q(pk__in=ids) | Q(ancestor_ids__overlap=ids)).values("pk")
    late = Q(holder__in=tree) | Q(lead__in=tree)
    late &= Q(status__in=WITH_AGENCY)
    if any(unit.kind == Agency.Kind.COORDINATOR for unit in units):
        late |= Q(status__in=AT_COORDINATOR)
    reports = _rows().filter(late, next_due_at__lt=now, is_sealed=False)
    _add_reports(result, "Lewat tenggat di instansi Anda", reports)
    drafts = Q(holder__in=tree) | Q(lead__in=tree)
    drafts &= Q(status__in=WITH_AGENCY, draft_needs__in=NEED_A_HEAD)
    _add_reports(
        result, "Konsep menunggu persetujuan Anda", _rows().filter(drafts, is_sealed=False)
    )


def _for_overseer(result: Digest, user: User) -> None:
    raised = _raised_to(EscalationLevel.Audience.OVERSEER)
    seen = _rows(Complaint.objects.visible_to(user)).filter(status__in=OPEN)
    _add_reports(result, "Terlambat sampai tingkat pengawas", seen.filter(raised))
    _add_reports(result, "Banding menunggu putusan", seen.filter(status=State.APPEALED))


def _raised_to(audience: EscalationLevel.Audience) -> Exists:
    """Reports with a running clock that was escalated to ``audience`` or above."""
    levels = [level.level for level in law.escalation_levels() if level.audience == audience]
    late = Deadline.objects.filter(
        complaint=OuterRef("pk"), stopped_at__isnull=True, level__gte=min(levels, default=1)
    )
    return Exists(late)


def _add_news(result: Digest, rows: QuerySet[Notification], user: User) -> None:
    """Add what happened on open reports, unless the lists above say it."""
    news = list(
        rows.exclude(template__in=SHOWN_BY_LISTS)
        .exclude(template="submit", complaint__is_sealed=False)
        .filter(complaint__status__in=[*OPEN, State.MERGED], dropped_at__isnull=True)
        .select_related("complaint")
        .order_by("event_id")[:MOST_NEWS]
    )
    ids = {row.complaint_id for row in news}
    seen = set(Complaint.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    told = [
        row
        for row in news
        if (row.complaint_id in seen or row.template in TOLD_TO_THOSE_WHO_LEAVE)
        and not (row.complaint_id in result.listed and row.template in SHOWN_AS_NEW)
    ]
    for label, rows_of_it in (
        ("Anda disebut dalam catatan", [row for row in told if row.template == MENTION]),
        ("Kabar baru", [row for row in told if row.template != MENTION]),
    ):
        items = [Item(_news(row), links.desk_link(row.complaint)) for row in rows_of_it]
        result.add(label, list(dict.fromkeys(items)))


def _news(row: Notification) -> str:
    code = row.complaint.code
    if row.complaint.is_sealed:
        return f"Ada kabar untuk laporan {code}"
    return f"{code}: {VERB_WORDS.get(row.template, row.template)}"


def _rows(reports: ComplaintQuerySet | None = None) -> ComplaintQuerySet:
    """Reports with what a line of a list shows, the most urgent first."""
    if reports is None:
        reports = Complaint.objects.all()
    found: ComplaintQuerySet = reports.for_inbox().order_by("next_due_at", "id")
    return found


def _add_reports(result: Digest, label: str, reports: Iterable[Complaint]) -> None:
    found = list(reports[: LONGEST_LIST + 1])  # type: ignore[index]
    shown = found[:LONGEST_LIST]
    items = [Item(_line(report), links.desk_link(report)) for report in shown]
    if len(found) > LONGEST_LIST:
        items.append(Item("Masih ada lagi di meja kerja Anda", links.inbox_link()))
    result.listed |= {report.pk for report in shown}
    result.add(label, items)


def _line(report: Complaint) -> str:
    """Ticket, category, ward and date; of hidden, secret and sealed reports no more than needed."""
    parts = [report.code]
    if not (report.hides_reporter or report.is_secret or report.is_sealed):
        parts += [str(one) for one in (report.category, report.region) if one is not None]
    if report.next_due_at is not None:
        parts.append(f"tenggat {when(report.next_due_at)}")
    return " · ".join(parts)


def _part(label: str, amount: str) -> str:
    return f"{amount} {label[0].lower()}{label[1:]}"


def _evening(now: datetime) -> datetime:
    local = timezone.localtime(now)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def _is_week_start(now: datetime) -> bool:
    """Whether today is the first working day of its week: Monday, unless that is a holiday."""
    today = timezone.localtime(now).date()
    calendar = law.calendar()
    before = [today - timedelta(days=back) for back in range(1, today.weekday() + 1)]
    return not any(calendar.is_working_day(day) for day in before)
