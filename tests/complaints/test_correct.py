"""``correct``: category, class, region and danger are put right (clocks: test_deadlines)."""

from __future__ import annotations

from typing import Any

import pytest

from complaints import actions
from complaints.figures import reading
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def correct(report: Complaint, town: t.Town, **changes: Any) -> Complaint:
    """Put data right."""
    values: dict[str, Any] = {
        "kind": report.kind,
        "category": report.category,
        "region": report.region,
        "danger": report.danger,
    }
    return actions.correct(report, by=town.verifier, **{**values, **changes})


def test_reporter_and_holder_are_told_what_changed(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = correct(report, town, category=town.lainnya, region=town.langkai, reason="Keliru.")
    event = last_event(report)
    assert record(event) == {
        "verb": "correct",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == before
    assert told(event) == [(report.code, "email"), ("liaison", "digest")]
    assert event.data["changed"] == {
        "category": [town.jalan.pk, town.lainnya.pk],
        "region": [None, town.langkai.pk],
    }
    assert (report.category, report.region) == (town.lainnya, town.langkai)


def test_a_new_danger_is_told_at_once(at: At, town: t.Town) -> None:
    report = correct(t.forwarded(town), town, danger=True)
    assert told(last_event(report)) == [(report.code, "email"), ("liaison", "email")]


def test_the_figures_follow_the_category(at: At, town: t.Town) -> None:
    correct(t.forwarded(town), town, category=town.lainnya)
    sums = reading.table(given.EVER, "at_forwarded", by=["category"])
    assert sums == {town.lainnya.pk: {"at_forwarded": 1}}


def test_only_verifiers_correct(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town), "correct") == ["verifier", "verifier2"]
    assert given.offered_to(town, t.resolved(town), "correct") == []
