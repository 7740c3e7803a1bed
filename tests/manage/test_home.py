"""What needs attention stands on the first page until it is mended."""

from __future__ import annotations

import pytest
import time_machine

from agencies.models import Holiday, Officer
from complaints.manage import home
from routing.models import Category
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def titles() -> set[str]:
    return {one.title for one in home.warnings()}


def test_an_office_without_a_liaison_is_named(town: t.Town) -> None:
    assert "Instansi tanpa pejabat penghubung" not in titles()
    Officer.objects.filter(user=town.other_liaison).update(is_active=False)
    found = next(one for one in home.warnings() if "penghubung" in one.title)
    assert "Dinas Sosial" in found.text


def test_a_category_without_an_agency_is_named(town: t.Town) -> None:
    assert "Kategori tanpa instansi bawaan" in titles()  # *Lainnya* of the small town
    Category.objects.filter(default_agency__isnull=True).update(default_agency=town.pupr)
    assert "Kategori tanpa instansi bawaan" not in titles()


@time_machine.travel("2027-10-05T09:00:00+07:00", tick=False)
def test_holidays_of_the_next_year_are_missed_from_october(town: t.Town) -> None:
    assert "Hari libur 2028 belum diisi" in titles()
    Holiday.objects.create(date="2028-01-01", name="Tahun Baru", kind="national")
    assert "Hari libur 2028 belum diisi" not in titles()


@time_machine.travel("2026-07-05T09:00:00+07:00", tick=False)
def test_holidays_of_the_next_year_are_not_missed_in_july(town: t.Town) -> None:
    assert not [one for one in titles() if one.startswith("Hari libur")]


def test_a_role_that_nobody_holds_is_named(town: t.Town) -> None:
    Officer.objects.filter(user=town.custodian).update(is_active=False)
    found = next(one for one in home.warnings() if one.title.startswith("Peran"))
    assert found.text == "Belum ada kustodian identitas."


def test_a_head_sees_only_the_people_of_the_office(town: t.Town, sign_in: SignIn) -> None:
    context = sign_in("supervisor").get("/kelola/").context
    assert [part.title for group in context["groups"] for part in group.parts] == ["Petugas"]
    assert context["warnings"] == []
