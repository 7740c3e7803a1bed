"""``hand_back``: to the coordinator, or from a unit to its parent."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def hand_back(report: Complaint, town: t.Town, by: str = "liaison") -> Complaint:
    """Give a report back."""
    return actions.hand_back(
        report, by=town.people[by], reason="wrong_area", words="Jalan ini di luar wilayah kami."
    )


def test_the_coordinator_has_it_again_and_one_day_to_forward(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    at("2026-07-08 10:00")
    report = hand_back(report, town)
    event = last_event(report)
    assert record(event) == {
        "verb": "hand_back",
        "from_status": "forwarded",
        "to_status": "verified",
        "role": "holder",
        "audience": "internal",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == {"reforward": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"}
    assert told(event) == [("verifier", "digest"), ("verifier2", "digest")]
    assert (given.holding(report), given.parts(report)) == ((None, None), [])
    assert report.hand_backs == 1


@pytest.mark.parametrize("followed_up", [False, True], ids=["forwarded", "followed_up"])
def test_a_unit_gives_back_to_its_parent_uncounted_and_no_clock_changes(
    at: At, town: t.Town, followed_up: bool
) -> None:
    report = t.followed_up(town) if followed_up else t.forwarded(town)
    before = clocks(report)
    at("2026-07-07 10:00")
    report = actions.delegate(report, by=town.liaison, unit=town.upt)
    report = hand_back(report, town, "unit_liaison")
    assert report.status == ("followed_up" if followed_up else "forwarded")
    assert clocks(report) == before
    assert told(last_event(report)) == [("liaison", "digest")]
    assert given.holding(report) == ("pupr", "pupr")
    assert given.parts(report) == [("pupr", "lead")]
    assert report.hand_backs == 0


def test_a_unit_that_followed_up_keeps_it(at: At, town: t.Town) -> None:
    report = given.delegated(town)
    at("2026-07-07 10:00")
    report = actions.follow_up(report, by=town.unit_liaison, text="Sudah ditinjau.")
    sentence = given.refusal_of(lambda: hand_back(report, town, "unit_liaison"))
    assert sentence == "Laporan yang sudah ditindaklanjuti tidak dapat dikembalikan."


def test_after_a_visible_follow_up_it_is_refused(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(lambda: hand_back(t.followed_up(town), town))
    assert sentence == "Laporan yang sudah ditindaklanjuti tidak dapat dikembalikan."


def test_the_third_time_is_refused_and_the_last_forward_binds(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    for expected in (False, True):
        report = hand_back(report, town)
        report = actions.forward(report, by=town.verifier, lead=town.pupr)
        assert report.is_binding is expected
    sentence = given.refusal_of(lambda: hand_back(report, town))
    assert sentence == "Laporan ini sudah dua kali dikembalikan. Penerusan terakhir mengikat."
    assert given.offered_to(town, report, "hand_back") == []


def test_a_waiting_request_for_more_time_ends(at: At, town: t.Town) -> None:
    assert hand_back(given.extension_asked(town), town).extension_asked is None


def test_only_the_holder_gives_back(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town, co=("dlh",)), "hand_back") == ["liaison"]
    assert given.offered_to(town, given.delegated(town), "hand_back") == ["unit_liaison"]
