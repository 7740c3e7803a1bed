"""Giving and taking roles: every rule about people in one place, for pages and spreadsheets."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import User
from agencies.models import Agency, Officer
from complaints import actions
from complaints.manage.officers import rights
from complaints.telling import invitations
from complaints.trail import audit
from complaints.trail.audit import By, Verb

Role = Officer.Role

APART = (Role.LIAISON, Role.VERIFIER)
"""What a custodian never is (workflow.md, *Actors*)."""
OVERSEEING = (Agency.Kind.INSPECTORATE, Agency.Kind.SECRETARIAT)
TOWN_ROLES = (Role.VERIFIER, Role.OVERSEER, Role.CUSTODIAN)
"""The town needs somebody in each of these."""
NEAR = (Role.LIAISON, Role.OPERATOR)


class Unfit(Exception):
    """A rule about people refuses; ``str()`` is the sentence for the person who tried."""


def misfit(role: str, agency: Agency) -> str:
    """Return why ``role`` cannot be held in ``agency``; empty when it can."""
    if not agency.is_active:
        return f"{agency} sudah ditutup."
    if role == Role.VERIFIER and agency.kind != Agency.Kind.COORDINATOR:
        return "Admin instansi bertugas di koordinator (Diskominfo)."
    if role in (Role.OVERSEER, Role.CUSTODIAN) and agency.kind not in OVERSEEING:
        label = Role(role).label
        return f"Peran {label} hanya ada di Inspektorat dan Sekretariat Daerah."
    return ""


def clash(role: str, held: set[str]) -> str:
    """Return why ``role`` cannot go together with the roles that a person has."""
    if role == Role.CUSTODIAN and held.intersection(APART):
        return "Kustodian tidak boleh sekaligus pejabat penghubung atau admin instansi."
    if role in APART and Role.CUSTODIAN in held:
        return "Orang ini kustodian, jadi tidak boleh menjadi pejabat penghubung atau admin."
    return ""


def held_by(user: User | None) -> set[str]:
    """Return the roles that a person has now, in any agency."""
    if user is None:
        return set()
    seats = Officer.objects.filter(user=user, is_active=True)
    return set(seats.values_list("role", flat=True))


def check(user: User | None, agency: Agency, role: str) -> None:
    """Refuse a role that the law does not allow this person in this agency.

    Raises:
        Unfit: with the reason as a sentence.
    """
    if user is not None and not user.is_active:
        raise Unfit("Akun dengan alamat e-mail ini sudah ditutup.")
    why = misfit(role, agency) or clash(role, held_by(user))
    if why:
        raise Unfit(why)


def invite(by: dict[str, By], *, email: str, name: str, agency: Agency, roles: list[str]) -> User:
    """Give somebody roles in an agency and send the letter; a new person gets an account.

    Args:
        by: for each role, who names and in which role of the own.
        email: the address, in any case.
        name: used only for a new account; the others have one.
        agency: where.
        roles: which; those held already are left alone.

    Raises:
        Unfit: a role that the law does not allow.
    """
    with transaction.atomic():
        address = User.objects.normalize_email(email)
        user = User.objects.filter(email=address).first()
        for role in roles:
            check(user, agency, role)
        if user is None:
            user = User.objects.create_user(email=address, name=name)
        elif not user.name:
            user.name = name
            user.save(update_fields=["name"])
        for role in roles:
            give(by[role], user, agency, role)
        invitations.send(user)
    return user


def give(by: By, user: User, agency: Agency, role: str) -> Officer:
    """Give one role, or give it back.

    Raises:
        Unfit: the law does not allow it.
    """
    check(user, agency, role)
    seat = Officer.objects.filter(user=user, agency=agency, role=role).first()
    verb = Verb.REACTIVATE if seat is not None else None
    seat = seat or Officer(user=user, agency=agency, role=role)
    seat.is_active = True
    try:
        with transaction.atomic():
            audit.save(by, seat, verb=verb)
    except IntegrityError as error:  # somebody named the same person a moment ago
        raise Unfit("Peran orang ini baru saja diubah. Periksa lagi.") from error
    return seat


def is_last_liaison(seat: Officer) -> bool:
    """Whether the agency would have no active liaison without this one."""
    if seat.role != Role.LIAISON:
        return False
    others = Officer.objects.active().filter(agency=seat.agency_id, role=Role.LIAISON)
    return seat.is_active and not others.exclude(pk=seat.pk).exists()


def needs_heir(seat: Officer) -> bool:
    """Whether somebody must take the place before this officer leaves."""
    return is_last_liaison(seat) and actions.waiting_at(seat.agency).exists()


def deactivate(
    by: By, seat: Officer, *, colleague: User | None = None, heir: User | None = None
) -> int:
    """Take a role away; what is assigned to the person goes to a colleague or to nobody.

    Args:
        by: who does it.
        seat: the role.
        colleague: who gets the assigned reports.
        heir: who becomes liaison in this place, where the agency would have none.

    Returns:
        How many reports went on.

    Raises:
        Unfit: the last liaison with open reports and no heir, or the last one of a town's role.
    """
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=seat.agency_id)  # two leave at once
        check_leaving(seat, heir=heir)
        if heir is not None:
            give(by, heir, seat.agency, Role.LIAISON)
        seat.is_active, seat.sees_sealed = False, False
        audit.save(by, seat, verb=Verb.DEACTIVATE)
        return _hand_over(by, seat, colleague or heir)


def check_leaving(seat: Officer, *, heir: User | None = None) -> None:
    """Refuse to let the last liaison go who has open reports, or the last one of a town's role.

    Raises:
        Unfit: with the reason as a sentence.
    """
    if needs_heir(seat) and heir is None:
        raise Unfit(
            f"{seat.agency} masih memegang laporan. Tunjuk pejabat penghubung penggantinya."
        )
    others = Officer.objects.active().filter(role=seat.role).exclude(pk=seat.pk)
    if seat.role in TOWN_ROLES and not others.exists():
        raise Unfit("Ini satu-satunya orang dengan peran itu. Tunjuk penggantinya dahulu.")


def _hand_over(by: By, seat: Officer, to: User | None) -> int:
    """Pass on what is assigned to the person at this place, unless another role keeps it there."""
    near = (Role.VERIFIER,) if seat.role == Role.VERIFIER else NEAR
    left = Officer.objects.active().filter(user=seat.user_id, agency=seat.agency_id, role__in=near)
    if seat.role not in (*NEAR, Role.VERIFIER) or left.exists():
        return 0
    reports = list(assigned(seat))
    for one in reports:
        actions.leave_to(one, leaver=seat.user, to=to, by=by.user)
    return len(reports)


def assigned(seat: Officer) -> actions.ReportRows:
    """Return the open reports that are assigned to the person at this place."""
    return actions.assigned_at(seat.user, None if seat.role == Role.VERIFIER else seat.agency)


def colleagues(seat: Officer) -> list[User]:
    """Return who could take over what is assigned to the person: the same unit, same work."""
    near = (Role.VERIFIER,) if seat.role == Role.VERIFIER else NEAR
    rows = Officer.objects.active().filter(agency=seat.agency_id, role__in=near)
    rows = rows.exclude(user=seat.user_id).select_related("user").order_by("user__name")
    return list({row.user_id: row.user for row in rows}.values())


def heirs(seat: Officer) -> list[User]:
    """Return who could become liaison in this place: officers of the unit, no custodian."""
    rows = Officer.objects.active().filter(agency=seat.agency_id).exclude(user=seat.user_id)
    custodians = Officer.objects.filter(role=Role.CUSTODIAN, is_active=True).values("user")
    rows = rows.exclude(user__in=custodians).select_related("user").order_by("user__name")
    return list({row.user_id: row.user for row in rows}.values())


def name_for_sealed(by: By, seat: Officer, *, sees: bool) -> None:
    """Say by name whether somebody sees sealed reports.

    Raises:
        Unfit: a role that never sees them, or the last one who does.
    """
    if seat.role not in rights.SEALED_ROLES or not seat.is_active:
        raise Unfit("Hanya admin instansi dan Inspektorat yang aktif dapat ditunjuk.")
    seat.sees_sealed = sees
    audit.save(by, seat)
