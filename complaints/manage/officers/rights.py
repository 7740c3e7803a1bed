"""Who may name whom: the limits of verifiers, overseers and heads of offices."""

from __future__ import annotations

from agencies.models import Agency, Officer
from agencies.models.offices import OfficerQuerySet
from complaints.access import Desk
from complaints.manage.people import KEEPERS
from complaints.trail.audit import By

Role = Officer.Role

BY_VERIFIER = (Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR, Role.CLERK, Role.VERIFIER)
BY_OVERSEER = (Role.OVERSEER, Role.CUSTODIAN)
"""workflow.md, *Actors*: the custodian is named by the overseer."""
BY_SUPERVISOR = (Role.LIAISON, Role.OPERATOR, Role.CLERK)
SEALED_ROLES = (Role.VERIFIER, Role.OVERSEER)


def may_name(desk: Desk, role: str, agency: Agency) -> bool:
    """Whether the officer may give, take or give back ``role`` in ``agency``."""
    return namer(desk, role, agency) is not None


def namer(desk: Desk, role: str, agency: Agency) -> By | None:
    """Return in which role the officer may name somebody, None when in none."""
    for own in desk.officers:
        if own.role == Role.VERIFIER and role in BY_VERIFIER:
            return By(desk.user, own.role)
        if own.role == Role.OVERSEER and role in BY_OVERSEER:
            return By(desk.user, own.role)
        heads = own.role == Role.SUPERVISOR and agency.is_within(own.agency)
        if heads and role in BY_SUPERVISOR:
            return By(desk.user, own.role)
    return None


def may_name_for_sealed(desk: Desk) -> bool:
    """Whether the officer says who may see sealed reports: the inspectorate alone."""
    return Role.OVERSEER in desk.roles


def nameable(desk: Desk) -> list[str]:
    """Return the roles that the officer may give somewhere, in the order of the law."""
    held = desk.roles
    roles: set[str] = set()
    roles |= set(BY_VERIFIER) if Role.VERIFIER in held else set()
    roles |= set(BY_OVERSEER) if Role.OVERSEER in held else set()
    roles |= set(BY_SUPERVISOR) if Role.SUPERVISOR in held else set()
    return [role for role in Role.values if role in roles]


def agencies_of(desk: Desk) -> list[Agency]:
    """Return the active agencies in which the officer may name somebody."""
    rows = list(Agency.objects.active().order_by("name"))
    if not desk.roles.isdisjoint(KEEPERS):
        return rows
    heads = [own.agency for own in desk.officers if own.role == Role.SUPERVISOR]
    return [one for one in rows if any(one.is_within(head) for head in heads)]


def seats_seen_by(desk: Desk) -> OfficerQuerySet:
    """Return the roles that the officer's list shows: all, or those of the own subtree."""
    seats = Officer.objects.select_related("agency", "user")
    if not desk.roles.isdisjoint(KEEPERS):
        return seats
    heads = [own.agency_id for own in desk.officers if own.role == Role.SUPERVISOR]
    below = Agency.objects.filter(ancestor_ids__overlap=heads).values("pk")
    return seats.filter(agency__in=heads) | seats.filter(agency__in=below)
