"""The demo town: its map, its tree of agencies, and an officer for every role."""

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.db.models import Model

from accounts.models import User
from agencies import demo_town
from agencies.demo_people import name_of_person
from agencies.models import Agency, Officer, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, Agency]:
    return demo_town.install("kata-sandi-demo")


def test_the_map_has_one_city_5_kecamatan_and_30_kelurahan(town: dict[str, Agency]) -> None:
    assert Counter(Region.objects.values_list("level", flat=True)) == {
        "city": 1,
        "district": 5,
        "ward": 30,
    }
    names = ("name", "parent__name", "parent__parent__name")
    assert Region.objects.values_list(*names).get(code="62.71.03.1002") == (
        "Menteng",
        "Jekan Raya",
        "Kota Palangka Raya",
    )


def test_every_kelurahan_has_its_office_below_its_kecamatan(town: dict[str, Agency]) -> None:
    wards = Agency.objects.filter(kind=Agency.Kind.WARD)
    assert set(wards.values_list("region__parent_id", flat=True)) == set(
        Agency.objects.filter(kind=Agency.Kind.DISTRICT).values_list("region_id", flat=True)
    )
    assert town["kel-menteng"].parent == town["kec-jekan-raya"]
    assert town["kel-menteng"].ancestor_ids == [town["kec-jekan-raya"].pk]
    assert town["puskesmas-menteng"].office_id == town["dinkes"].pk
    assert wards.count() == 30


def test_the_town_has_its_tree_of_agencies(town: dict[str, Agency]) -> None:
    assert Counter(agency.kind for agency in town.values()) == {
        "secretariat": 1,
        "inspectorate": 1,
        "coordinator": 1,
        "department": 25,
        "unit": 17,
        "district": 5,
        "ward": 30,
    }


def test_every_agency_can_be_addressed(town: dict[str, Agency]) -> None:
    assert set(Agency.objects.addressable()) == set(town.values())


def test_every_role_is_held(town: dict[str, Agency]) -> None:
    roles = Counter(Officer.objects.values_list("role", flat=True))
    assert roles == {
        "liaison": 80,
        "operator": 26,
        "supervisor": 33,
        "verifier": 2,
        "overseer": 3,
        "clerk": 2,
        "custodian": 1,
    }


def test_one_verifier_and_two_overseers_see_sealed_reports(town: dict[str, Agency]) -> None:
    named = Officer.objects.filter(sees_sealed=True).order_by("agency__code")
    assert list(named.values_list("agency__code", "role")) == [
        ("diskominfo", "verifier"),
        ("inspektorat", "overseer"),
        ("setda", "overseer"),
    ]


def test_roles_stand_where_they_belong(town: dict[str, Agency]) -> None:
    for officer in Officer.objects.select_related("agency"):
        officer.clean()


def test_officers_sign_in_with_the_password_and_a_verified_address(town: dict[str, Agency]) -> None:
    liaison = Officer.objects.get(agency__code="upt-jalan").user
    assert liaison.email.endswith("@upt-jalan.palangkaraya.example")
    assert authenticate(None, email=liaison.email, password="kata-sandi-demo") == liaison
    verified = EmailAddress.objects.filter(verified=True, primary=True)
    assert verified.count() == User.objects.count()


def test_the_administrator_is_no_officer(town: dict[str, Agency]) -> None:
    admin = User.objects.get(is_superuser=True)
    assert admin.email == "admin@diskominfo.palangkaraya.example"
    assert not admin.officers.exists()


def test_installing_again_changes_nothing(town: dict[str, Agency]) -> None:
    tables: tuple[type[Model], ...] = (Region, Agency, Officer, User, EmailAddress)
    before = [list(table._default_manager.order_by("pk").values()) for table in tables]
    again = demo_town.install("kata-sandi-demo")
    assert again == town
    assert [list(table._default_manager.order_by("pk").values()) for table in tables] == before


def test_installing_with_another_password_changes_it(town: dict[str, Agency]) -> None:
    demo_town.install("kata-sandi-lain")
    assert User.objects.get(email=demo_town.ADMIN_EMAIL).check_password("kata-sandi-lain")


def test_the_first_899_people_have_different_names() -> None:
    assert len({name_of_person(number) for number in range(899)}) == 899
