"""``disclose``: the reporter lets the agency see the hidden name."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_the_holder_is_told_and_it_cannot_be_undone(at: At, town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    before = clocks(report)
    report = actions.disclose(report, by=t.reporter(report))
    event = last_event(report)
    assert record(event) == {
        "verb": "disclose",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == before
    assert told(event) == [("liaison", "digest")]
    sentence = given.refusal_of(lambda: actions.disclose(report, by=t.reporter(report)))
    assert sentence == "Anda sudah mengizinkan instansi melihat nama Anda."


def test_a_name_that_is_not_hidden_needs_no_permission(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town), "disclose") == []


def test_only_the_reporter_allows_it(at: At, town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    assert given.offered_to(town, report, "disclose") == ["reporter"]
