"""Naming a substitute: who may, for whom, when, and what is refused with a sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from agencies import substitutes
from agencies.models import Officer, Substitution
from lapor import clock
from tests import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def seat(user: User) -> Officer:
    """Return the only seat of a person."""
    return Officer.objects.get(user=user)


def day(later: int = 0) -> date:
    """Return a day from today on."""
    return clock.today() + timedelta(days=later)


def away(absent: User, substitute: User, first: int = 0, last: int = 5) -> Substitution:
    """Let one person stand in for another."""
    return substitutes.appoint(
        seat(absent), substitute, by=absent, starts_on=day(first), ends_on=day(last)
    )


def sentence(*arguments: Any) -> str:
    """Return what is said to a substitution that is refused."""
    with pytest.raises(ValidationError) as refused:
        away(*arguments)
    return refused.value.messages[0]


def seats_of(user: User) -> list[str]:
    """Return whose seats a person works in today."""
    return [one.user.email.partition("@")[0] for one in Officer.objects.of(user)]


def test_a_substitute_works_in_both_seats_from_the_first_day_to_the_last(town: t.Town) -> None:
    away(town.liaison, town.operator, 1, 2)
    assert seats_of(town.operator) == ["operator"]
    Substitution.objects.update(starts_on=day(), ends_on=day())
    assert seats_of(town.operator) == ["liaison", "operator"]
    assert seats_of(town.liaison) == ["liaison"]  # the absent keeps reading
    Substitution.objects.update(starts_on=day(-2), ends_on=day(-1))
    assert seats_of(town.operator) == ["operator"]


def test_messages_reach_the_substitute_alone(town: t.Town) -> None:
    away(town.liaison, town.operator)
    seats = Officer.objects.of(town.liaison)
    assert [one.reaches(town.liaison) for one in seats] == [False]
    assert [one.reaches(town.operator) for one in Officer.objects.of(town.operator)] == [True, True]
    people = Officer.objects.active().filter(agency=town.pupr, role="liaison").people()
    assert people == [town.operator]


def test_an_inactive_substitute_stands_in_for_nobody(town: t.Town) -> None:
    away(town.liaison, town.operator)
    User.objects.filter(pk=town.operator.pk).update(is_active=False)
    people = Officer.objects.active().filter(agency=town.pupr, role="liaison").people()
    assert people == [town.liaison]


def test_it_ends_when_somebody_ends_it(town: t.Town) -> None:
    row = away(town.liaison, town.operator)
    assert substitutes.end(row, by=town.supervisor)
    assert not substitutes.end(row, by=town.liaison)
    row = Substitution.objects.get(pk=row.pk)
    assert (row.ended_by, seats_of(town.operator)) == (town.supervisor, ["operator"])


def test_nobody_gains_sealed_sight_by_standing_in(town: t.Town) -> None:
    away(town.overseer, town.overseer2)
    assert [one.sees_sealed for one in Officer.objects.of(town.overseer2)] == [False, False]
    Officer.objects.filter(user=town.overseer2).update(sees_sealed=True)
    assert [one.sees_sealed for one in Officer.objects.of(town.overseer2)] == [True, True]


def test_days_that_make_no_sense_are_refused(town: t.Town) -> None:
    assert sentence(town.liaison, town.operator, -1, 3) == "Tanggal mulai paling awal hari ini."
    assert sentence(town.liaison, town.operator, 3, 2) == (
        "Tanggal akhir tidak boleh sebelum tanggal mulai."
    )
    assert sentence(town.liaison, town.operator, 0, 367) == (
        "Paling lama satu tahun. Perpanjang bila sudah dekat."
    )


def test_people_who_cannot_stand_in_are_refused(town: t.Town) -> None:
    there = "Pengganti harus petugas aktif di kantor yang sama, bukan kustodian."
    assert sentence(town.liaison, town.liaison) == "Pengganti harus orang lain."
    assert sentence(town.liaison, town.other_liaison) == there
    assert sentence(town.liaison, town.citizen) == there
    assert sentence(town.secretary, town.custodian) == there
    User.objects.filter(pk=town.operator.pk).update(is_active=False)
    assert sentence(town.liaison, town.operator) == there


def test_a_custodian_is_replaced_by_nobody(town: t.Town) -> None:
    assert sentence(town.custodian, town.secretary) == (
        "Kustodian tidak dapat digantikan. Inspektorat menunjuk yang lain."
    )


def test_overlapping_days_are_refused_also_by_the_database(town: t.Town) -> None:
    away(town.liaison, town.operator, 2, 4)
    assert sentence(town.liaison, town.supervisor, 4, 6).startswith(
        "Petugas ini sudah digantikan Operator Contoh dari "
    )
    away(town.liaison, town.supervisor, 5, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Substitution.objects.create(
            officer=seat(town.liaison),
            substitute=town.clerk,
            starts_on=day(6),
            ends_on=day(8),
            set_by=town.liaison,
            created_at=clock.now(),
        )


def test_circles_are_refused(town: t.Town) -> None:
    away(town.liaison, town.operator, 2, 4)
    assert sentence(town.operator, town.liaison, 3, 3).startswith(
        "Liaison Contoh sendiri digantikan dari "
    )
    assert sentence(town.operator, town.supervisor, 3, 3).startswith(
        "Operator Contoh menggantikan Liaison Contoh dari "
    )
    away(town.operator, town.liaison, 5, 6)


def test_who_is_in_charge_of_which_seats(town: t.Town) -> None:
    def charge(name: str) -> list[str]:
        user = town.people[name]
        rows = substitutes.in_charge(user, Officer.objects.of(user))
        return sorted(row.user.email.partition("@")[0] for row in rows)

    assert charge("liaison") == ["liaison"]
    assert charge("operator") == ["operator"]
    assert charge("custodian") == []
    assert charge("overseer") == ["overseer"]
    assert charge("supervisor") == ["clerk", "liaison", "operator", "supervisor", "unit_liaison"]
    assert charge("verifier") == [
        *("clerk", "co_liaison", "coordinator", "liaison", "operator", "other_liaison"),
        *("supervisor", "unit_liaison", "verifier", "verifier2"),
    ]
