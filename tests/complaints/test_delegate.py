"""``delegate``: a unit below does the work, the lead answers."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_a_unit_gets_the_work_and_every_clock_runs_on(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-07 10:00")
    report = actions.delegate(report, by=town.liaison, unit=town.upt, instruction="Segera.")
    event = last_event(report)
    assert record(event) == {
        "verb": "delegate",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "holder",
        "audience": "internal",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-13 16:00",
        "resolution": "2026-07-24 16:00",
    }
    assert told(event) == [("unit_liaison", "digest")]
    assert given.holding(report) == ("pupr", "upt-jalan")
    assert given.parts(report) == [("pupr", "lead"), ("upt-jalan", "unit")]


def test_the_unit_follows_up_and_the_lead_alone_answers(at: At, town: t.Town) -> None:
    report = given.delegated(town)
    assert given.offered_to(town, report, "follow_up") == ["liaison", "unit_liaison"]
    assert given.offered_to(town, report, "answer") == ["liaison"]
    assert given.offered_to(town, report, "ask_reporter") == [
        "unit_liaison",
        "verifier",
        "verifier2",
    ]


def test_a_units_follow_up_counts_for_its_parent(at: At, town: t.Town) -> None:
    report = given.delegated(town)
    actions.follow_up(report, by=town.unit_liaison, text="Sudah ditinjau.")
    owed = report.assignments.filter(followed_up_at__isnull=True)
    assert list(owed) == []


@pytest.mark.parametrize("name", ["dlh", "pupr", "setda"])
def test_only_a_unit_below_can_be_chosen(at: At, town: t.Town, name: str) -> None:
    sentence = given.refusal_of(
        lambda: actions.delegate(t.forwarded(town), by=town.liaison, unit=town.agencies[name])
    )
    assert sentence == "Laporan hanya dapat dilimpahkan ke unit di bawah instansi Anda."


def test_a_unit_without_a_liaison_cannot_be_chosen(at: At, town: t.Town) -> None:
    town.unit_liaison.officers.update(is_active=False)
    sentence = given.refusal_of(
        lambda: actions.delegate(t.forwarded(town), by=town.liaison, unit=town.upt)
    )
    assert sentence == "Unit tanpa pejabat penghubung yang aktif tidak dapat dipilih."


def test_the_lead_moves_the_work_to_another_unit(at: At, town: t.Town) -> None:
    other = type(town.upt).objects.create_under(
        parent=town.pupr, code="upt-lampu", name="UPT Lampu", short_name="UPT Lampu"
    )
    town.unit_liaison.officers.create(agency=other, role="liaison")
    report = actions.delegate(given.delegated(town), by=town.liaison, unit=other)
    assert given.holding(report) == ("pupr", "upt-lampu")
    assert given.parts(report) == [("pupr", "lead"), ("upt-lampu", "unit")]


def test_only_lead_and_holder_delegate(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town, co=("dlh",)), "delegate") == ["liaison"]
