"""From a person to the roles he or she has on one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.models import Agency, Officer
from complaints.actors import SYSTEM, Actor, Role
from complaints.models import Assignment, Complaint, Event
from complaints.states import State

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class ReporterOf:
    """Somebody who proved to be the reporter of a report: by receipt, signed link or account."""

    complaint_id: int
    user: User | None = None


@dataclass(frozen=True)
class System:
    """The clocks."""


By = "User | ReporterOf | System"


def actor_on(complaint: Complaint, by: User | ReporterOf | System) -> Actor:
    """Return who ``by`` is on ``complaint``; an actor without roles may do nothing.

    Costs at most four queries for an officer, none for a reporter or the clocks.
    """
    if isinstance(by, System):
        return SYSTEM
    if isinstance(by, ReporterOf):
        return _reporter(complaint, by)
    if complaint.is_sealed and not _sees(complaint, by):
        return Actor(user=by)
    officers = list(Officer.objects.of(by))
    parts = dict(
        Assignment.objects.filter(complaint=complaint, ended_at__isnull=True).values_list(
            "agency_id", "part"
        )
    )
    roles: set[Role] = set()
    agencies: list[int] = []
    for officer in officers:
        found = _roles_of(officer, complaint, parts)
        if found:
            agencies.append(officer.agency_id)
        roles |= found
    if Role.OVERSEER in roles and complaint.status == State.APPEALED:
        roles |= _decider(complaint, by, officers)
    return Actor(user=by, roles=frozenset(roles), agency_ids=tuple(agencies))


def _sees(complaint: Complaint, user: User) -> bool:
    return Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists()


def _reporter(complaint: Complaint, by: ReporterOf) -> Actor:
    if by.complaint_id == complaint.pk:
        return Actor(by.user, frozenset({Role.REPORTER}), reporter_of=complaint.pk)
    merged = Complaint.objects.filter(pk=by.complaint_id, merged_into=complaint).exists()
    roles = frozenset({Role.MERGED_REPORTER}) if merged else frozenset[Role]()
    return Actor(by.user, roles, reporter_of=by.complaint_id)


def _roles_of(officer: Officer, complaint: Complaint, parts: dict[int, str]) -> set[Role]:
    """Return the roles that one row of an officer gives on ``complaint``."""
    match officer.role:
        case Officer.Role.LIAISON:
            return _liaison(officer.agency_id, complaint, parts)
        case Officer.Role.OPERATOR:
            return {Role.OPERATOR} if officer.agency_id in _involved(complaint, parts) else set()
        case Officer.Role.SUPERVISOR:
            involved = _involved(complaint, parts)
            below = Agency.objects.filter(
                pk__in=involved, ancestor_ids__contains=[officer.agency_id]
            )
            above = officer.agency_id in involved or (bool(involved) and below.exists())
            return {Role.SUPERVISOR} if above else set()
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
    return roles


def _decider(complaint: Complaint, user: User, officers: list[Officer]) -> set[Role]:
    """An appeal is decided by an overseer who never acted on the report; if nobody is left at the
    inspectorate, by the secretariat (workflow.md, ``uphold``)."""
    acted = set(
        Event.objects.filter(complaint=complaint, actor__isnull=False).values_list(
            "actor_id", flat=True
        )
    )
    if user.pk in acted:
        return set()
    kinds = {o.agency.kind for o in officers if o.role == Officer.Role.OVERSEER}
    if Agency.Kind.INSPECTORATE in kinds:
        return {Role.DECIDER}
    left = (
        Officer.objects.active()
        .filter(role=Officer.Role.OVERSEER, agency__kind=Agency.Kind.INSPECTORATE)
        .exclude(user__in=acted)
    )
    return set() if left.exists() else {Role.DECIDER}
