"""Work inside one office: which colleague handles a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.models import Officer
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.law.actors import Actor, Role
from complaints.law.roles import sees
from complaints.models import Complaint

if TYPE_CHECKING:
    from accounts.models import User

NOT_ASKED = -1
"""Stands for "whoever is assigned now" where the caller did not look before."""


def assign(complaint: Complaint, *, by: User, to: User | None, seen: int = NOT_ASKED) -> Complaint:
    """Give the report to one colleague of the holder, or to nobody in particular.

    Args:
        complaint: the report.
        by: liaison or head of the holder; an operator of the holder only for himself; a verifier
            for what lies at the coordinator.
        to: the colleague who is to handle it, or None.
        seen: id of the officer whom the page showed as assigned, 0 for nobody.

    Raises:
        Refused: somebody outside the holder's unit, no change, or another one was faster.
    """
    with moving(complaint, "assign", by, data={"to": to.pk if to else None}) as step:
        row = step.complaint
        if seen not in (NOT_ASKED, row.holder_officer_id or 0):
            raise Refused(_was_faster(row))
        if (to.pk if to else None) == row.holder_officer_id:
            raise Refused(_as_it_is(row))
        _check_choice(step, to)
        row.holder_officer = to
        step.circle.named = {to.pk} if to else set()
    return step.complaint


def assignees(complaint: Complaint, actor: Actor) -> list[User]:
    """Return the colleagues to whom ``actor`` may give a report, by name; who is away is not one.

    Liaisons and operators of the unit that holds it; verifiers while it lies at the coordinator.
    Of a sealed report only who may see it counts.
    """
    seats = Officer.objects.active()
    if complaint.holder_id is None:
        seats = seats.filter(role=Officer.Role.VERIFIER)
    else:
        near = (Officer.Role.LIAISON, Officer.Role.OPERATOR)
        seats = seats.filter(agency=complaint.holder_id, role__in=near)
    found = seats.people()
    if _only_for_oneself(actor):
        found = [user for user in found if user == actor.user]
    if complaint.is_sealed:
        return [user for user in found if sees(complaint, user)]
    return found


def _check_choice(step: Step, to: User | None) -> None:
    row, actor = step.complaint, step.actor
    if to is None:
        own = actor.user is not None and actor.user.pk == row.holder_officer_id
        if _only_for_oneself(actor) and not own:
            raise Refused("Operator hanya dapat melepas laporan yang ditugaskan kepadanya.")
    elif to not in assignees(row, actor):
        raise Refused("Pilih petugas dari unit yang memegang laporan ini.")


def _only_for_oneself(actor: Actor) -> bool:
    return not actor.has(Role.HOLDER, Role.SUPERVISOR, Role.VERIFIER)


def _was_faster(row: Complaint) -> str:
    if row.holder_officer is None:
        return "Petugas laporan ini baru saja dilepas. Periksa lagi, lalu pilih."
    return f"Laporan ini baru saja ditugaskan kepada {row.holder_officer}."


def _as_it_is(row: Complaint) -> str:
    if row.holder_officer is None:
        return "Laporan ini belum ditugaskan kepada siapa pun."
    return f"Laporan ini sudah ditugaskan kepada {row.holder_officer}."
