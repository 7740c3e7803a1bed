"""Who is told of an event, and through which channel: rows of the outbox, nothing is sent here.

Law: workflow.md, *Messages*. One row per event, person and channel; the workers bundle rows into
messages (``complaints.telling.outbox``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Officer
from complaints import on_request
from complaints.law.roles import deciders_of, sees
from complaints.models import Complaint, Event, Notification, Reporter
from complaints.states import State, Told
from complaints.telling import following

FIRST_HOUR = time(7)
LAST_HOUR = time(20)
"""Messages to reporters go out between these hours of the town's day, except *sent*."""

AT_ONCE = frozenset(
    {
        ("object_to_answer", Officer.Role.LIAISON),
        ("complete", Officer.Role.LIAISON),
        ("write", Officer.Role.LIAISON),
        ("appeal", Officer.Role.OVERSEER),
        ("hand_over_file", Officer.Role.CUSTODIAN),
    }
)
"""Verbs of which officers in a role are told at once; everything else waits for their digest."""

NOT_FOR_MERGED = frozenset(
    {"ask_reporter", "resume", "write", "remind", "correct", "split", "ask_again"}
)
"""Conversation of the main report, which other reporters never read (workflow.md, *Merge*)."""

DANGER_AT_ONCE = frozenset({"submit", "forward", "delegate", "involve", "correct", "hand_back"})
"""Verbs that put a danger before somebody new; those on duty hear of it at any hour."""
ON_DUTY = frozenset({Officer.Role.LIAISON, Officer.Role.VERIFIER})


@dataclass
class Circle:
    """The people around a report whom one event may concern."""

    agency_ids: set[int] = field(default_factory=set)
    """Every unit that worked on the report before or after the verb."""
    named: set[int] = field(default_factory=set)
    """Ids of users whom the verb itself names."""
    named_agencies: set[int] = field(default_factory=set)
    """Units that the verb itself names."""


def tell(event: Event, complaint: Complaint, told: Iterable[Told], circle: Circle) -> None:
    """Write the outbox rows of ``event``: one per person and channel.

    The one who acted is not told. Reporters of merged reports are told about the main one.
    """
    told = set(told)
    rows = _rows_for_officers(event, complaint, told - {Told.REPORTER}, circle)
    rows += _rows_for_reporters(event, complaint, is_told=Told.REPORTER in told)
    Notification.objects.bulk_create(rows)
    following.note_news(event, complaint)


def next_sending_time(now: datetime) -> datetime:
    """Return ``now``, or the next moment at which a reporter may be written to (07–20)."""
    local = timezone.localtime(now)
    if FIRST_HOUR <= local.time() < LAST_HOUR:
        return now
    day = local.date() if local.time() < FIRST_HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, FIRST_HOUR, tzinfo=local.tzinfo)


# -- officers --------------------------------------------------------------------------------


def _rows_for_officers(
    event: Event, complaint: Complaint, told: set[Told], circle: Circle
) -> list[Notification]:
    seats = officers_in(complaint, told, circle)
    seats.pop(event.actor_id, None)
    if complaint.is_sealed:
        seats = {pk: roles for pk, roles in seats.items() if _may_know(complaint, pk)}
    return [
        Notification(
            event=event,
            complaint=complaint,
            user_id=pk,
            channel=_channel(event, complaint, roles),
            template=event.verb,
            created_at=event.at,
            not_before=event.at,
        )
        for pk, roles in sorted(seats.items())
    ]


def _channel(event: Event, complaint: Complaint, roles: set[str]) -> str:
    """At once for danger, objections, replies and appeals; else in the digest."""
    danger = complaint.danger and event.verb in DANGER_AT_ONCE and not roles.isdisjoint(ON_DUTY)
    if danger or any((event.verb, role) in AT_ONCE for role in roles):
        return Notification.Channel.EMAIL
    return Notification.Channel.DIGEST


def officers_in(
    complaint: Complaint, told: set[Told], circle: Circle
) -> dict[int | None, set[str]]:
    """Return the ids of the active officers in the circles ``told``, with the roles they are in.

    One query, and three more where an appeal is to be decided.
    """
    conditions = [_condition(one, complaint, circle) for one in told]
    either = Q(pk__in=[])
    for condition in conditions:
        if condition is not None:
            either |= condition
    seats: dict[int | None, set[str]] = {}
    if told:
        # Who is away gets no messages: they go to the substitute.
        for user_id, role in Officer.objects.reached(either):
            seats.setdefault(user_id, set()).add(role)
    return seats


def _condition(one: Told, complaint: Complaint, circle: Circle) -> Q | None:
    liaison = Q(role=Officer.Role.LIAISON)
    match one:
        case Told.HOLDER:
            return liaison & Q(agency=complaint.holder_id or complaint.lead_id)
        case Told.LEAD:
            return liaison & Q(agency=complaint.lead_id)
        case Told.LIAISONS:
            return liaison & Q(agency__in=circle.agency_ids)
        case Told.NAMED:
            return liaison & Q(agency__in=circle.named_agencies) | Q(user__in=circle.named)
        case Told.ASKER:
            return Q(user=complaint.asked_by_id)
        case Told.VERIFIERS:
            return _verifiers(complaint)
        case Told.SUPERVISORS:
            return _supervisors(complaint)
        case Told.OVERSEERS:
            return Q(role=Officer.Role.OVERSEER, agency__kind=Agency.Kind.INSPECTORATE)
        case Told.DECIDERS:
            return Q(role=Officer.Role.OVERSEER, reached_id__in=deciders_of(complaint))
        case Told.CUSTODIANS:
            return Q(role=Officer.Role.CUSTODIAN)
        case _:
            return None


def _supervisors(complaint: Complaint) -> Q:
    """The heads of the unit that owes the next step, and of everything above it.

    What nobody holds lies with the coordinator.
    """
    if complaint.holder_id is None and complaint.lead_id is None:
        return Q(role=Officer.Role.SUPERVISOR, agency__kind=Agency.Kind.COORDINATOR)
    units: set[int] = set()
    for agency in (complaint.holder, complaint.lead):
        if agency is not None:
            units |= {agency.pk, *agency.ancestor_ids}
    return Q(role=Officer.Role.SUPERVISOR, agency__in=units)


def _verifiers(complaint: Complaint) -> Q:
    """The verifiers; of a sealed report also the inspectors, with whom it lies from the start."""
    verifiers = Q(role=Officer.Role.VERIFIER)
    return verifiers | Q(role=Officer.Role.OVERSEER) if complaint.is_sealed else verifiers


def _may_know(complaint: Complaint, user_id: int | None) -> bool:
    """Whether an officer may know of a sealed report at all."""
    user = User.objects.filter(pk=user_id or 0).first()
    return user is not None and sees(complaint, user)


# -- reporters -------------------------------------------------------------------------------


def _rows_for_reporters(event: Event, complaint: Complaint, *, is_told: bool) -> list[Notification]:
    """The reporters whom a verb tells; and always the one for whom an officer says to have acted."""
    reporters = _reporters_of(event, complaint) if is_told else []
    asked = _who_asked(event, complaint)
    reporters += [asked] if asked is not None and asked not in reporters else []
    return [
        Notification(
            event=event,
            complaint_id=reporter.complaint_id,
            reporter=reporter,
            channel=channel,
            template=event.verb if reporter != asked else on_request.KEY,
            created_at=event.at,
            not_before=event.at if event.verb == "submit" else next_sending_time(event.at),
        )
        for reporter in reporters
        if (channel := channel_of(reporter)) is not None
    ]


def _reporters_of(event: Event, complaint: Complaint) -> list[Reporter]:
    own = getattr(complaint, "reporter", None)
    reporters = [own] if own is not None and own.erased_at is None else []
    if complaint.merged_count and event.verb not in NOT_FOR_MERGED:
        merged = Q(complaint__merged_into=complaint, complaint__status=State.MERGED)
        reporters += Reporter.objects.filter(merged, erased_at__isnull=True).order_by("pk")
    return reporters


def _who_asked(event: Event, complaint: Complaint) -> Reporter | None:
    """Return the reporter in whose name an officer acted, who must learn of a misuse."""
    if not on_request.is_on_request(event):
        return None
    own = event.data.get("merged", complaint.pk)
    return Reporter.objects.filter(complaint=own, erased_at__isnull=True).first()


def channel_of(reporter: Reporter) -> str | None:
    """Return how a reporter is reached: e-mail, a call while no SMS gateway is set up, or not."""
    if reporter.has_email:
        return Notification.Channel.EMAIL
    if reporter.has_phone:
        return Notification.Channel.CALL
    return None
