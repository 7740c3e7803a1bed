"""``auto_resolve``: silence closes an answered report."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_closes_and_tells_the_reporter(at: At, town: t.Town) -> None:
    report = t.answered(town)
    at("2026-07-20 16:00")
    report = actions.auto_resolve(report)
    event = last_event(report)
    assert record(event) == {
        "verb": "auto_resolve",
        "from_status": "answered",
        "to_status": "resolved",
        "role": "system",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {}
    assert told(event) == [(report.code, "email")]
    assert (report.was_confirmed, report.closed_at) == (False, given.wib("2026-07-20 16:00"))
    assert report.citizen_status == (
        "Ditutup otomatis, dapat dibuka kembali sampai Rabu, 19 Agustus 2026"
    )


def test_nobody_has_a_button_for_it(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.answered(town), "auto_resolve") == []
