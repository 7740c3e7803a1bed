"""What a report that goes upward tells is written once; only public words of cases may go."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from agencies.models import Officer
from complaints.models import UpwardReport
from lapor import clock
from tests import town as t

pytestmark = pytest.mark.django_db


def made(**changes: Any) -> UpwardReport:
    """Return a report of 2025 that is ready."""
    values: dict[str, Any] = {
        "key": "kota-2025-1",
        "length": "tahun",
        "period": "2025",
        "first": date(2025, 1, 1),
        "last": date(2025, 12, 31),
        "asked_at": clock.now(),
        "state": UpwardReport.State.READY,
        "contents": {"sentence": "Dari 1 aduan"},
        "cases": [{"code": "ABCD2345", "title": "Jalan", "text": "Berlubang."}],
    }
    return UpwardReport.objects.create(**{**values, **changes})


@pytest.mark.parametrize("changes", [{"contents": {}}, {"period": "2024"}, {"edition": 2}])
def test_nobody_changes_what_a_report_told(changes: dict[str, Any]) -> None:
    row = UpwardReport.objects.filter(pk=made().pk)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        row.update(**changes)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        row.delete()
    assert row.update(state=UpwardReport.State.QUEUED) == 1


def test_words_of_an_erased_report_leave_the_report_and_its_files_are_set_anew() -> None:
    row = made()
    other = made(key="kota-2024-1", period="2024", cases=[{"code": "WXYZ6789", "title": "Lampu"}])
    assert UpwardReport.objects.forget_case("ABCD2345") == 1
    found = UpwardReport.objects.get(pk=row.pk)
    assert found.cases == [{"code": "ABCD2345", "title": "(dihapus)", "text": ""}]
    assert (found.state, found.contents) == ("queued", row.contents)
    assert UpwardReport.objects.get(pk=other.pk).state == "ready"


def test_a_head_reads_those_of_the_own_subtree_only() -> None:
    town = t.build()
    keys = {
        name: made(key=f"{name}-2025-1", agency=town.agencies[name]).key
        for name in ("pupr", "upt", "dlh")
    } | {"kota": made().key}

    def read(*people: str) -> set[str]:
        officers = [seat for name in people for seat in Officer.objects.of(town.people[name])]
        return set(UpwardReport.objects.readable_by(officers).values_list("key", flat=True))

    assert read("verifier") == read("overseer") == set(keys.values())
    assert read("supervisor") == {keys["pupr"], keys["upt"]}
    assert read("liaison") == read("clerk") == read() == set()


def test_who_made_a_report_cannot_vanish() -> None:
    person = t.person("pembuat")
    made(made_by=person)
    with pytest.raises(ProtectedError):
        person.delete()
