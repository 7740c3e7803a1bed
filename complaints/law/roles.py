"""From a person to the roles he or she has on one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from accounts.models import User
from agencies.models import Agency, Officer
from complaints.law.actors import SYSTEM, Actor, Role
from complaints.models import Assignment, Complaint, Event
from complaints.states import State

if TYPE_CHECKING:
    from complaints.uploads import CleanFile


@dataclass(frozen=True)
class ReporterOf:
    """Somebody who proved to be the reporter of a report: by receipt, signed link or account."""

    complaint_id: int
    user: User | None = None


class Proof(TextChoices):
    """How a reporter proved at a counter to have asked for something."""

    CODE = "code", "kode tanda terima"
    LETTER = "letter", "surat bertanda tangan"


@dataclass(frozen=True)
class OnRequest:
    """An officer at a counter who does what a reporter asks for (*atas permintaan pelapor*).

    With the proof *code* the reporter typed the receipt code, which ``complaints.on_request``
    checked; with *letter*, ``letter`` are its scans.
    """

    complaint_id: int
    officer: User
    proof: Proof
    letter: tuple[CleanFile, ...] = ()


@dataclass(frozen=True)
class Joiner:
    """Somebody who has the same trouble as a public report tells of (*saya juga mengalami*).

    ``supporter`` is the fingerprint of the account or browser; nothing else is known.
    """

    supporter: str


@dataclass(frozen=True)
class Approver:
    """A head who lets an answer go out in the name of an agency (*Setujui dan kirim*)."""

    user: User
    agency_id: int


@dataclass(frozen=True)
class System:
    """The clocks."""


By = User | ReporterOf | OnRequest | Joiner | Approver | System
"""Whoever may do a verb."""

AT_COUNTER = (Officer.Role.CLERK, Officer.Role.VERIFIER)
"""Who takes reports in for others, and acts for reporters who ask for it."""


def actor_on(
    complaint: Complaint,
    by: By,
    officers: list[Officer] | None = None,
) -> Actor:
    """Return who ``by`` is on ``complaint``; an actor without roles may do nothing.

    Costs at most four queries for an officer, none for a citizen or the clocks.

    Args:
        complaint: the report.
        by: the person, or the clocks.
        officers: the active roles of that person, where the caller has just read them.
    """
    if isinstance(by, System):
        return SYSTEM
    if isinstance(by, Joiner):
        return Actor(roles=frozenset({Role.JOINER}))
    if isinstance(by, ReporterOf):
        return _reporter(complaint, by)
    if isinstance(by, OnRequest):
        return _on_request(complaint, by)
    if isinstance(by, Approver):
        return _approver(complaint, by)
    if complaint.is_sealed and not sees(complaint, by):
        return Actor(user=by)
    officers = [
        officer
        for officer in (Officer.objects.of(by) if officers is None else officers)
        if officer.sees_sealed or not complaint.is_sealed
    ]
    parts = {row.agency_id: row.part for row in complaint.running_parts}
    found = {officer: _roles_of(officer, complaint, parts) for officer in officers}
    roles = set[Role]().union(*found.values())
    if Role.OVERSEER in roles and complaint.status == State.APPEALED and decides(complaint, by):
        roles.add(Role.DECIDER)
    acting = sorted((o for o in officers if found[o]), key=lambda o: _closeness(found[o]))
    return Actor(
        user=by,
        roles=frozenset(roles),
        agency_ids=tuple(o.agency_id for o in acting),
        on_behalf=_on_behalf(found, by),
    )


def _approver(complaint: Complaint, by: Approver) -> Actor:
    """A head of the report with the right to send in the name of the agency that wrote."""
    head = actor_on(complaint, by.user)
    if not head.has(Role.SUPERVISOR):
        return Actor(user=by.user)
    absent = head.absent(Role.SUPERVISOR)
    return Actor(
        user=by.user,
        roles=frozenset({Role.APPROVER}),
        agency_ids=(by.agency_id,),
        on_behalf=((Role.APPROVER, absent),) if absent is not None else (),
    )


def _on_behalf(found: dict[Officer, set[Role]], by: User) -> tuple[tuple[Role, int], ...]:
    """Return the roles that ``by`` has only as a substitute, and of whom."""
    own = set[Role]().union(*(held for seat, held in found.items() if seat.user_id == by.pk))
    lent = {
        role: seat.user_id
        for seat, held in found.items()
        if seat.user_id != by.pk
        for role in held - own
    }
    if Role.OVERSEER in lent:
        lent[Role.DECIDER] = lent[Role.OVERSEER]
    return tuple(lent.items())


def _closeness(roles: set[Role]) -> int:
    """Sort key: for which of several units somebody acts on a report."""
    order = (
        *(Role.HOLDER, Role.LEAD, Role.CO_LIAISON, Role.DELEGATOR),
        *(Role.SUPERVISOR, Role.OPERATOR),
    )
    return min((order.index(role) for role in roles if role in order), default=len(order))


def sees(complaint: Complaint, user: User) -> bool:
    """Whether ``user`` may see a report as an officer: one query."""
    return Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists()


def _reporter(complaint: Complaint, by: ReporterOf) -> Actor:
    """The reporter, or one of a merged report; whoever had it erased has no part in it any more."""
    if by.complaint_id == complaint.pk:
        reporter = getattr(complaint, "reporter", None)
        erased = reporter is not None and reporter.erased_at is not None
        own = frozenset[Role]() if erased else frozenset({Role.REPORTER})
        return Actor(by.user, own, reporter_of=complaint.pk)
    merged = Complaint.objects.filter(
        pk=by.complaint_id, merged_into=complaint, reporter__erased_at__isnull=True
    ).exists()
    roles = frozenset({Role.MERGED_REPORTER}) if merged else frozenset[Role]()
    return Actor(by.user, roles, reporter_of=by.complaint_id)


def _on_request(complaint: Complaint, by: OnRequest) -> Actor:
    """The reporter's part in the hands of an officer who works at a counter.

    A letter counts only where it gives no name away: on a report that the officer sees, whose name
    is not hidden, and that was not merged into one of somebody else.
    """
    seats = [seat for seat in Officer.objects.of(by.officer) if seat.role in AT_COUNTER]
    asked = _reporter(complaint, ReporterOf(by.complaint_id))
    counts = bool(seats) and (by.proof == Proof.CODE or _letter_counts(complaint, by))
    return Actor(
        user=by.officer,
        roles=asked.roles if counts else frozenset(),
        agency_ids=tuple(seat.agency_id for seat in seats),
        reporter_of=by.complaint_id,
        on_request=by.proof,
    )


def _letter_counts(complaint: Complaint, by: OnRequest) -> bool:
    names_nobody = complaint.hides_reporter or complaint.is_sealed
    return by.complaint_id == complaint.pk and not names_nobody and sees(complaint, by.officer)


def _roles_of(officer: Officer, complaint: Complaint, parts: dict[int, str]) -> set[Role]:
    """Return the roles that one row of an officer gives on ``complaint``."""
    match officer.role:
        case Officer.Role.LIAISON:
            return _liaison(officer.agency_id, complaint, parts)
        case Officer.Role.OPERATOR:
            return {Role.OPERATOR} if officer.agency_id in _involved(complaint, parts) else set()
        case Officer.Role.SUPERVISOR:
            return _supervisor(officer, complaint, parts)
        case Officer.Role.VERIFIER:
            return {Role.VERIFIER}
        case Officer.Role.OVERSEER:
            return {Role.OVERSEER}
        case Officer.Role.CLERK:
            return {Role.CLERK} if complaint.entered_by_id == officer.user_id else set()
        case Officer.Role.CUSTODIAN:
            return {Role.CUSTODIAN} if complaint.hides_reporter else set()
        case _:
            return set()


def _supervisor(officer: Officer, complaint: Complaint, parts: dict[int, str]) -> set[Role]:
    """The head of the office that answers, who at a co-agency only reads.

    What no agency has lies with the coordinator, whose head it is then.
    """
    if complaint.lead_id is None and officer.agency.kind == Agency.Kind.COORDINATOR:
        return {Role.SUPERVISOR}
    answering = {pk for pk in (complaint.holder_id, complaint.lead_id) if pk is not None}
    if _heads(officer.agency_id, answering):
        return {Role.SUPERVISOR}
    return {Role.READER} if _heads(officer.agency_id, set(parts)) else set()


def _heads(agency_id: int, units: set[int]) -> bool:
    """Whether one of ``units`` is the agency or stands below it."""
    below = Agency.objects.filter(pk__in=units, ancestor_ids__contains=[agency_id])
    return agency_id in units or (bool(units) and below.exists())


def _involved(complaint: Complaint, parts: dict[int, str]) -> set[int]:
    return {pk for pk in (*parts, complaint.holder_id, complaint.lead_id) if pk is not None}


def _liaison(agency_id: int, complaint: Complaint, parts: dict[int, str]) -> set[Role]:
    roles: set[Role] = set()
    if agency_id == complaint.holder_id:
        roles.add(Role.HOLDER)
    if agency_id == complaint.lead_id:
        roles.add(Role.LEAD)
    if parts.get(agency_id) == Assignment.Part.CO:
        roles.add(Role.CO_LIAISON)
    elif agency_id in parts and not roles:
        roles.add(Role.READER)
        if parts[agency_id] == Assignment.Part.UNIT:  # it passed the work on to one below
            roles.add(Role.DELEGATOR)
    return roles


def decides(complaint: Complaint, user: User) -> bool:
    """Whether ``user`` may decide the appeal of ``complaint``."""
    return user.pk in deciders_of(complaint)


def deciders_of(complaint: Complaint) -> set[int]:
    """Return the ids of the users who may decide an appeal (workflow.md, ``uphold``).

    Overseers of the inspectorate who never acted on the report and did not file it; if nobody is
    left there, those of the secretariat. Of a sealed report only who may see it counts.
    """
    acted = set(
        Event.objects.filter(complaint=complaint, actor__isnull=False).values_list(
            "actor_id", flat=True
        )
    )
    reporter = getattr(complaint, "reporter", None)
    if reporter is not None and reporter.user_id is not None:
        acted.add(reporter.user_id)
    overseers = Officer.objects.active().filter(role=Officer.Role.OVERSEER).with_stand_in()
    left = list(overseers.exclude(reached_id__in=acted).values_list("reached_id", "agency__kind"))
    if complaint.is_sealed:
        people = User.objects.in_bulk([pk for pk, _ in left])
        left = [(pk, kind) for pk, kind in left if sees(complaint, people[pk])]
    inspectors = {pk for pk, kind in left if kind == Agency.Kind.INSPECTORATE}
    return inspectors or {pk for pk, _ in left}
