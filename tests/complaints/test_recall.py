"""``recall``: the coordinator takes a report back."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["forwarded", "followed_up"])
def test_the_agency_has_it_no_more_and_the_resolution_runs_on(
    at: At, town: t.Town, state: str
) -> None:
    report = given.STATES[state](town)
    at("2026-07-08 10:00")
    report = actions.recall(report, by=town.verifier, reason="Salah alamat.")
    event = last_event(report)
    assert record(event) == {
        "verb": "recall",
        "from_status": state,
        "to_status": "verified",
        "role": "verifier",
        "audience": "internal",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {"reforward": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"}
    assert told(event) == [("liaison", "digest")]
    assert (given.holding(report), given.parts(report)) == ((None, None), [])
    assert report.next_due_at == given.wib("2026-07-09 16:00")


def test_it_does_not_count_as_a_hand_back(at: At, town: t.Town) -> None:
    report = actions.recall(t.forwarded(town), by=town.verifier, reason="Salah alamat.")
    assert report.hand_backs == 0


def test_the_next_agency_may_give_it_back_though_the_last_followed_up(at: At, town: t.Town) -> None:
    report = actions.recall(t.followed_up(town), by=town.verifier, reason="Salah alamat.")
    report = actions.forward(report, by=town.verifier, lead=town.dlh)
    assert given.offered_to(town, report, "hand_back") == ["co_liaison"]


def test_only_verifiers_recall(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town), "recall") == ["verifier", "verifier2"]
