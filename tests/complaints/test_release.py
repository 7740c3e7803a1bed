"""``release``: a co-agency leaves."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["forwarded", "followed_up"])
def test_lead_and_verifiers_are_told_and_no_clock_changes(at: At, town: t.Town, state: str) -> None:
    report = given.STATES[state](town, co=("dlh",))  # type: ignore[call-arg]
    before = clocks(report)
    report = actions.release(report, by=town.co_liaison, reason="Bukan soal sampah.")
    event = last_event(report)
    assert record(event) == {
        "verb": "release",
        "from_status": state,
        "to_status": state,
        "role": "co_liaison",
        "audience": "internal",
        "actor": "co_liaison",
        "agency": "dlh",
    }
    assert clocks(report) == before
    assert told(event) == [
        ("liaison", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert given.parts(report) == [("pupr", "lead")]


def test_a_co_agency_can_be_asked_again_after_it_left(at: At, town: t.Town) -> None:
    report = actions.release(
        t.forwarded(town, co=("dlh",)), by=town.co_liaison, reason="Bukan soal sampah."
    )
    report = actions.involve(report, by=town.verifier, agency=town.dlh, part="co")
    assert given.parts(report) == [("dlh", "co"), ("pupr", "lead")]


def test_only_a_co_agency_leaves(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    assert given.offered_to(town, report, "release") == ["co_liaison"]
