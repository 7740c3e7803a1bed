"""``hand_on``: an agency closes and its successor takes its place."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.actions import Refused
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def handed(town: t.Town, report: Complaint) -> Complaint:
    return actions.hand_on(
        report,
        closed=town.pupr,
        successor=town.dlh,
        by=town.verifier,
    )


def test_the_successor_leads_and_every_clock_runs_on(at: At, town: t.Town) -> None:
    report = t.followed_up(town)
    before = clocks(report)
    report = handed(town, report)
    event = last_event(report)
    assert record(event) == {
        "verb": "hand_on",
        "from_status": "followed_up",
        "to_status": "followed_up",
        "role": "system",
        "audience": "internal",
        "actor": None,
        "agency": None,
    }
    assert event.data == {
        "from": town.pupr.pk,
        "lead": town.dlh.pk,
        "decided_by": town.verifier.pk,
    }
    assert clocks(report) == before
    assert given.parts(report) == [("dlh", "lead")]
    assert (report.lead, report.holder) == (town.dlh, town.dlh)
    assert {name for name, _ in told(event)} == {"co_liaison", report.code}


def test_a_co_agency_that_succeeds_leads_alone(at: At, town: t.Town) -> None:
    report = handed(town, t.forwarded(town, co=("dlh",)))
    assert given.parts(report) == [("dlh", "lead")]


def test_a_closed_co_agency_is_replaced_and_the_reporter_hears_nothing(
    at: At, town: t.Town
) -> None:
    report = actions.hand_on(
        t.forwarded(town, co=("dlh",)), closed=town.dlh, successor=town.dinsos, by=town.verifier
    )
    assert given.parts(report) == [("dinsos", "co"), ("pupr", "lead")]
    assert "reporter" not in dict(told(last_event(report)))
    assert report.code not in dict(told(last_event(report)))


def test_what_a_closed_unit_held_goes_back_to_the_lead(at: At, town: t.Town) -> None:
    report = actions.hand_on(
        given.delegated(town), closed=town.upt, successor=town.dlh, by=town.verifier
    )
    assert given.parts(report) == [("pupr", "lead")]
    assert (report.lead, report.holder) == (town.pupr, town.pupr)


def test_an_agency_without_a_part_is_refused(at: At, town: t.Town) -> None:
    with pytest.raises(Refused, match="tidak lagi menangani"):
        actions.hand_on(t.forwarded(town), closed=town.dinsos, successor=town.dlh, by=town.verifier)


def test_a_report_of_an_officer_who_leaves_goes_to_a_colleague(at: At, town: t.Town) -> None:
    report = actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)
    report = actions.leave_to(report, leaver=town.operator, to=town.liaison, by=town.supervisor)
    assert (report.holder_officer, last_event(report).role) == (town.liaison, "system")
    with pytest.raises(Refused, match="petugas lain"):
        actions.leave_to(report, leaver=town.operator, to=None, by=town.supervisor)
