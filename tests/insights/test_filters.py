"""What an address asks of the figures, and that no role is told more than its own."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from accounts.models import User
from agencies.models import Officer
from complaints.figures import reading
from complaints.figures.slices import Slice
from complaints.insights.filters import Asked, Scope, rows_of
from complaints.models import Standing
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23T10:00:00+07:00"
TOWN = Scope(None, "seluruh kota")


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def asked_by(user: User, **query: str) -> Asked:
    """Return what an officer asked."""
    request = RequestFactory().get("/dasbor/", query)
    return Asked.from_request(request, Officer.objects.of(user))


@time_machine.travel(MONDAY, tick=False)
def test_each_role_is_told_of_its_own(town: t.Town) -> None:
    def leads(name: str) -> tuple[int | None, ...] | None:
        return asked_by(town.people[name]).slice.lead

    assert leads("verifier") is None
    assert leads("overseer") is None
    assert set(leads("supervisor") or ()) == {town.pupr.pk, town.upt.pk}
    assert leads("liaison") == (town.pupr.pk,)
    assert leads("unit_liaison") == (town.upt.pk,)
    for name in ("custodian", "clerk", "citizen", "superuser"):
        with pytest.raises(PermissionDenied):
            asked_by(town.people[name])
    assert asked_by(town.supervisor).scope.words == "Dinas PUPR dan unit di bawahnya"
    assert asked_by(town.verifier).words == "tahun 2026 · seluruh kota"


@time_machine.travel(MONDAY, tick=False)
def test_filters_narrow_and_say_so(town: t.Town) -> None:
    query = {
        "masa": "2026-11",
        "instansi": "pupr",
        "kategori": "jalan-jembatan",
        "kecamatan": town.pahandut.code,
        "saluran": "web",
        "kelas": "complaint",
    }
    asked = asked_by(town.verifier, **query)
    assert asked.slice == Slice(
        date(2026, 11, 1),
        date(2026, 11, 30),
        lead=asked.slice.lead,
        category=(town.jalan.pk,),
        region=(town.pahandut.pk, town.langkai.pk),
        channel=("web",),
        klass=("complaint",),
    )
    assert set(asked.slice.lead or ()) == {town.pupr.pk, town.upt.pk}
    assert asked.values == query
    assert asked.wrong == ()
    assert (asked.before.first, asked.before.last) == (date(2026, 10, 1), date(2026, 10, 23))
    assert asked.before.category == asked.slice.category
    assert asked.year_before.first == date(2025, 11, 1)
    assert asked.words == (
        "November 2026 · Dinas PUPR · Jalan dan jembatan · Pahandut · Situs web · Pengaduan"
    )
    assert Asked.of(asked.values, asked.scope).slice == asked.slice
    gone = asked.narrowed("insights:dashboard")[0]
    assert (gone.name, gone.value) == ("Instansi", "Dinas PUPR")
    assert "instansi" not in gone.without
    assert "kategori=jalan-jembatan" in gone.without


@time_machine.travel(MONDAY, tick=False)
def test_an_agency_cannot_ask_for_another(town: t.Town) -> None:
    asked = asked_by(town.supervisor, instansi="dinsos")
    assert set(asked.slice.lead or ()) == {town.pupr.pk, town.upt.pk}
    assert asked.wrong == ("Instansi ini tidak ada di daftar, jadi tidak dipakai.",)
    assert asked_by(town.supervisor, instansi="upt-jalan").slice.lead == (town.upt.pk,)
    assert asked_by(town.supervisor, instansi="tanpa").wrong


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize("name", ["masa", "tahun"])
@pytest.mark.parametrize("value", ["1999", "abc", "99999999999", "2026'--", "\x00", "2" * 3000])
def test_a_senseless_period_shows_the_present_year(town: t.Town, name: str, value: str) -> None:
    asked = asked_by(town.verifier, **{name: value})
    assert asked.period.code == "2026"
    assert asked.wrong == ("Masa ini tidak dikenali. Yang tampil: tahun 2026.",)


@time_machine.travel(MONDAY, tick=False)
def test_what_is_not_in_the_lists_does_nothing(town: t.Town) -> None:
    names = ("instansi", "kategori", "kecamatan", "kelurahan", "saluran", "kelas")
    asked = asked_by(town.verifier, **dict.fromkeys(names, "\x00 <b>"))
    assert (asked.slice.fixed, len(asked.wrong)) == ((), len(names))
    assert asked.form.errors == {}, "said once, above the form"
    asked = asked_by(town.verifier, kecamatan=town.pahandut.code, kelurahan="tanpa")
    assert asked.slice.region == (None,)
    assert asked.wrong == (
        "Kelurahan ini di luar kecamatan yang dipilih, jadi kecamatannya diabaikan.",
    )


@time_machine.travel(MONDAY, tick=False)
def test_those_that_nobody_leads_can_be_asked_for(town: t.Town) -> None:
    t.forwarded(town)
    given.verified(town)
    t.submit()
    asked = asked_by(town.verifier, instansi="tanpa")
    assert reading.total(asked.slice)["received"] == 2
    assert Standing.objects.filter(rows_of(asked.slice)).count() == 2
    both = asked.slice.of(lead=(None, town.pupr.pk), category=(None,))
    assert reading.total(both)["received"] == Standing.objects.filter(rows_of(both)).count()
