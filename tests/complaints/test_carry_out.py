"""``carry_out``: the proof that a plan was done, or its one new date."""

from __future__ import annotations

from datetime import date

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_a_proof_ends_the_plan_and_tells_the_reporter(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    at("2026-09-01 10:00")
    report = actions.carry_out(report, by=town.liaison, text="Sudah diaspal.", files=[t.photo()])
    event = last_event(report)
    assert record(event) == {
        "verb": "carry_out",
        "from_status": "resolved",
        "to_status": "resolved",
        "role": "lead",
        "audience": "public",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == {}
    assert told(event) == [(report.code, "email")]
    assert (report.outcome, report.planned_until) == ("fixed", None)
    assert event.attachments.get().is_proof


def test_one_new_date_and_no_second(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    report = actions.carry_out(report, by=town.liaison, text="Mundur.", new_date=date(2026, 11, 2))
    assert clocks(report) == {"planned": "2026-11-02 16:00"}
    assert report.planned_until == given.wib("2026-11-02 16:00")
    sentence = given.refusal_of(
        lambda: actions.carry_out(
            report, by=town.liaison, text="Mundur lagi.", new_date=date(2026, 12, 1)
        )
    )
    assert sentence == (
        "Tanggal rencana hanya dapat diganti satu kali. Sertakan bukti pelaksanaan."
    )


def test_neither_proof_nor_date_is_refused(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(
        lambda: actions.carry_out(given.resolved_planned(town), by=town.liaison, text="Nanti.")
    )
    assert sentence == "Sertakan bukti pelaksanaan, atau isi satu tanggal baru."


@pytest.mark.parametrize("day", [date(2026, 7, 6), date(2027, 7, 7)])
def test_the_new_date_lies_within_twelve_months(at: At, town: t.Town, day: date) -> None:
    sentence = given.refusal_of(
        lambda: actions.carry_out(
            given.resolved_planned(town), by=town.liaison, text="Mundur.", new_date=day
        )
    )
    assert sentence == "Tanggal rencana harus dalam 12 bulan mendatang."


def test_only_the_lead_of_a_planned_report_carries_out(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.resolved_planned(town), "carry_out") == ["liaison"]
    assert given.offered_to(town, t.resolved(town), "carry_out") == []
