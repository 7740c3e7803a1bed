"""Naming a substitute for an absent officer, and ending it: who may, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from agencies.models import Officer, Substitution
from lapor import clock, words

if TYPE_CHECKING:
    from agencies.models.offices import OfficerQuerySet

LONGEST = timedelta(days=366)
Role = Officer.Role
IN_AGENCIES = (Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR, Role.CLERK)
"""Seats that others than their holder may hand on: heads those of their office, verifiers all."""
NEVER = frozenset({Role.CUSTODIAN})
"""Who is named in person by the overseer (workflow.md, *Actors*) is replaced by nobody."""


def in_charge(user: User, seats: Sequence[Officer]) -> OfficerQuerySet:
    """Return the seats for which ``user`` may name a substitute, his or her own among them.

    Args:
        user: the person.
        seats: the roles in which the person works today.
    """
    own = Q(user=user) & ~Q(role__in=NEVER)
    heads = [seat.agency_id for seat in seats if seat.role == Role.SUPERVISOR]
    if heads:
        below = Q(agency__in=heads) | Q(agency__ancestor_ids__overlap=heads)
        own |= below & Q(role__in=IN_AGENCIES)
    if any(seat.role == Role.VERIFIER for seat in seats):
        own |= Q(role__in=(*IN_AGENCIES, Role.VERIFIER))
    return Officer.objects.active().filter(own).select_related("agency", "user")


def candidates(officer: Officer) -> list[User]:
    """Return who may stand in for a seat: active officers of the same office, by name."""
    office = officer.agency.office_id
    there = Q(agency=office) | Q(agency__ancestor_ids__contains=[office])
    seats = Officer.objects.active().filter(there).exclude(user=officer.user_id)
    custodians = Officer.objects.active().filter(role__in=NEVER).values("user")
    users = User.objects.filter(pk__in=seats.values("user")).exclude(pk__in=custodians)
    return list(users.order_by("name", "pk"))


@transaction.atomic
def appoint(
    officer: Officer, substitute: User, *, by: User, starts_on: date, ends_on: date, note: str = ""
) -> Substitution:
    """Let ``substitute`` do the work of a seat from one day to another, both included.

    Raises:
        ValidationError: with the sentence that says what is wrong.
    """
    # One appointment at a time: two that exclude each other cannot both look and both write.
    list(User.objects.select_for_update().filter(pk__in=[officer.user_id, substitute.pk]))
    for check in (_check_days, _check_people, _check_others):
        check(officer, substitute, starts_on, ends_on)
    return Substitution.objects.create(
        officer=officer,
        substitute=substitute,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note,
        set_by=by,
        created_at=clock.now(),
    )


def end(substitution: Substitution, *, by: User) -> bool:
    """End a substitution now; return whether it still stood."""
    rows = Substitution.objects.standing().filter(pk=substitution.pk)
    return bool(rows.update(ended_at=clock.now(), ended_by=by))


def _check_days(officer: Officer, substitute: User, first: date, last: date) -> None:
    if first < clock.today():
        raise ValidationError({"starts_on": "Tanggal mulai paling awal hari ini."})
    if last < first:
        raise ValidationError({"ends_on": "Tanggal akhir tidak boleh sebelum tanggal mulai."})
    if last - first > LONGEST:
        raise ValidationError({"ends_on": "Paling lama satu tahun. Perpanjang bila sudah dekat."})


def _check_people(officer: Officer, substitute: User, first: date, last: date) -> None:
    if officer.role in NEVER:
        raise ValidationError("Kustodian tidak dapat digantikan. Inspektorat menunjuk yang lain.")
    if substitute.pk == officer.user_id:
        raise ValidationError({"substitute": "Pengganti harus orang lain."})
    if substitute not in candidates(officer):
        raise ValidationError(
            {"substitute": "Pengganti harus petugas aktif di kantor yang sama, bukan kustodian."}
        )


def _check_others(officer: Officer, substitute: User, first: date, last: date) -> None:
    """Refuse what overlaps: a second substitute, and one who is away or stands in already."""
    near = Substitution.objects.touching(first, last).select_related(
        "substitute", "officer__user", "officer__agency"
    )
    twice = near.filter(officer=officer).first()
    if twice is not None:
        raise ValidationError(
            f"Petugas ini sudah digantikan {twice.substitute} {span(twice)}. Akhiri dahulu."
        )
    away = near.filter(officer__user=substitute).first()
    if away is not None:
        raise ValidationError(
            {"substitute": f"{substitute} sendiri digantikan {span(away)}. Pilih orang lain."}
        )
    busy = near.filter(substitute=officer.user_id).first()
    if busy is not None:
        raise ValidationError(
            f"{officer.user} menggantikan {busy.officer.user} {span(busy)}. "
            "Tunjuk pengganti lain di sana dahulu."
        )


def span(substitution: Substitution) -> str:
    """Return the days of a substitution in words: *dari … sampai …*."""
    first, last = substitution.starts_on, substitution.ends_on
    return f"dari {words.day(first)} sampai {words.day(last)}"
