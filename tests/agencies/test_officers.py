"""Officers: who is active, which agencies can be chosen, and which roles exclude each other."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from agencies.models import Agency, Officer
from tests.agencies.given import agency

pytestmark = pytest.mark.django_db

Role = Officer.Role


@pytest.fixture
def user() -> User:
    return User.objects.create_user("sri@pupr.example", name="Sri Wahyuni")


def test_an_agency_with_an_active_liaison_is_addressable(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pupr = agency()
    agency("kosong")
    Officer.objects.create(user=user, agency=pupr, role=Role.LIAISON)
    with django_assert_num_queries(1):
        assert list(Agency.objects.addressable()) == [pupr]


@pytest.mark.parametrize("what", ["officer", "user", "agency", "role"])
def test_an_agency_without_an_active_liaison_is_not_addressable(user: User, what: str) -> None:
    pupr = agency()
    officer = Officer.objects.create(user=user, agency=pupr, role=Role.LIAISON)
    match what:
        case "officer":
            officer.is_active = False
        case "user":
            user.is_active = False
        case "agency":
            pupr.is_active = False
        case "role":
            officer.role = Role.OPERATOR
    for row in (officer, user, pupr):
        row.save()
    assert list(Agency.objects.addressable()) == []


def test_roles_of_a_user_come_with_their_agencies(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pupr, old = agency(), agency("lama", is_active=False)
    Officer.objects.create(user=user, agency=pupr, role=Role.LIAISON)
    Officer.objects.create(user=user, agency=pupr, role=Role.CLERK, is_active=False)
    Officer.objects.create(user=user, agency=old, role=Role.LIAISON)
    with django_assert_num_queries(1):
        assert [(o.role, o.agency.code) for o in Officer.objects.of(user)] == [("liaison", "dinas")]


def test_a_role_in_an_agency_is_held_once(user: User) -> None:
    pupr = agency()
    Officer.objects.create(user=user, agency=pupr, role=Role.LIAISON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(user=user, agency=pupr, role=Role.LIAISON)


@pytest.mark.parametrize("other", [Role.LIAISON, Role.VERIFIER])
def test_a_custodian_is_never_a_liaison_or_verifier(user: User, other: Officer.Role) -> None:
    inspectorate = agency("inspektorat", kind=Agency.Kind.INSPECTORATE)
    Officer.objects.create(user=user, agency=inspectorate, role=Role.CUSTODIAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(user=user, agency=agency(), role=other)
    with pytest.raises(ValidationError, match="Kustodian tidak boleh sekaligus"):
        Officer(user=user, agency=agency("b"), role=other).validate_constraints()
    Officer.objects.create(user=user, agency=inspectorate, role=Role.OVERSEER)


def test_a_former_liaison_may_become_custodian(user: User) -> None:
    inspectorate = agency("inspektorat", kind=Agency.Kind.INSPECTORATE)
    Officer.objects.create(user=user, agency=agency(), role=Role.LIAISON, is_active=False)
    Officer.objects.create(user=user, agency=inspectorate, role=Role.CUSTODIAN)
    assert Officer.objects.active().count() == 1


def test_only_verifiers_and_overseers_can_be_named_for_sealed_reports(user: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(user=user, agency=agency(), role=Role.LIAISON, sees_sealed=True)


@pytest.mark.parametrize(
    ("role", "kind", "message"),
    [
        (Role.VERIFIER, Agency.Kind.DEPARTMENT, "bertugas di koordinator"),
        (Role.OVERSEER, Agency.Kind.COORDINATOR, "Inspektorat dan Sekretariat Daerah"),
        (Role.CUSTODIAN, Agency.Kind.WARD, "Inspektorat dan Sekretariat Daerah"),
    ],
)
def test_roles_of_oversight_stay_where_they_belong(
    user: User, role: Officer.Role, kind: Agency.Kind, message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        Officer(user=user, agency=agency(kind=kind), role=role).full_clean()
