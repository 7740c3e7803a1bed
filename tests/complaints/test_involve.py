"""``involve``: a co-agency or a reader joins."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", ["co", "cc"])
def test_its_liaison_is_told_and_no_clock_changes(at: At, town: t.Town, part: str) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = actions.involve(report, by=town.liaison, agency=town.dlh, part=part)
    event = last_event(report)
    assert record(event) == {
        "verb": "involve",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "lead",
        "audience": "internal",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == before
    assert told(event) == [("co_liaison", "digest")]
    assert given.parts(report) == [("dlh", part), ("pupr", "lead")]


def test_a_co_agency_follows_up_and_a_reader_does_not(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    report = actions.involve(report, by=town.verifier, agency=town.dinsos, part="cc")
    assert given.offered_to(town, report, "follow_up") == ["co_liaison", "liaison"]
    assert actions.offered(report, given.actor(report, town.other_liaison)) == ["note"]


def test_an_agency_joins_once(at: At, town: t.Town) -> None:
    report = actions.involve(t.forwarded(town), by=town.liaison, agency=town.dlh, part="cc")
    sentence = given.refusal_of(
        lambda: actions.involve(report, by=town.liaison, agency=town.dlh, part="co")
    )
    assert sentence == "DLH sudah menangani laporan ini."


@pytest.mark.parametrize("part", ["lead", "unit", "x"])
def test_nobody_becomes_lead_this_way(at: At, town: t.Town, part: str) -> None:
    sentence = given.refusal_of(
        lambda: actions.involve(t.forwarded(town), by=town.liaison, agency=town.dlh, part=part)
    )
    assert sentence == "Pilih pendamping atau tembusan."


def test_an_agency_without_a_liaison_cannot_be_chosen(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(
        lambda: actions.involve(t.forwarded(town), by=town.liaison, agency=town.setda, part="co")
    )
    assert sentence == "Instansi tanpa pejabat penghubung yang aktif tidak dapat dipilih."


def test_only_verifiers_and_the_lead_involve(at: At, town: t.Town) -> None:
    expected = ["liaison", "verifier", "verifier2"]
    assert given.offered_to(town, t.forwarded(town, co=("dlh",)), "involve") == expected
    assert given.offered_to(town, given.delegated(town), "involve") == expected
