"""``dismiss``: the overseer decides against the reporter."""

from __future__ import annotations

from datetime import date

import pytest

from complaints import actions
from complaints.states import Clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_an_archived_report_stays_archived(at: At, town: t.Town) -> None:
    report = actions.dismiss(given.appealed(town), by=town.overseer, reason="Sudah tepat.")
    event = last_event(report)
    assert record(event) == {
        "verb": "dismiss",
        "from_status": "appealed",
        "to_status": "archived",
        "role": "decider",
        "audience": "reporter",
        "actor": "overseer",
        "agency": "inspektorat",
    }
    assert clocks(report) == {}
    assert told(event) == [(report.code, "email")]
    assert (report.archive_reason, report.resume_status) == ("in_court", "")


def test_an_answer_ends_resolved(at: At, town: t.Town) -> None:
    report = given.objected(town, 2)
    report = actions.appeal(report, by=t.reporter(report), text="Tidak dijawab.")
    at("2026-07-08 10:00")
    report = actions.dismiss(report, by=town.overseer, reason="Sudah dijawab.")
    assert (report.status, report.closed_at) == ("resolved", given.wib("2026-07-08 10:00"))


def test_a_plan_runs_on_and_its_one_new_date_stays_used(at: At, town: t.Town) -> None:
    report = actions.carry_out(
        given.resolved_planned(town), by=town.liaison, text="Mundur.", new_date=date(2026, 11, 2)
    )
    report = actions.appeal(report, by=t.reporter(report), text="Terlalu lama.")
    assert clocks(report) == {"appeal": "2026-07-20 16:00"}
    report = actions.dismiss(report, by=town.overseer, reason="Wajar.")
    assert clocks(report) == {"planned": "2026-11-02 16:00"}
    assert given.clock(report, Clock.PLANNED).rounds == 2


def test_only_who_may_decide_dismisses(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.appealed(town), "dismiss") == ["overseer", "overseer2"]
