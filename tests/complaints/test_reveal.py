"""``reveal``: a custodian opens a hidden name, for a reason, for ten minutes."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_is_recorded_before_anything_is_shown_and_the_overseers_are_told(
    at: At, town: t.Town
) -> None:
    report = t.forwarded(town, hides_reporter=True)
    before = clocks(report)
    reveal = actions.reveal(report, by=town.custodian, reason="Ada ancaman.")
    event = last_event(report)
    assert record(event) == {
        "verb": "reveal",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "custodian",
        "audience": "reporter",
        "actor": "custodian",
        "agency": "setda",
    }
    assert clocks(report) == before
    assert told(event) == [("overseer", "digest"), ("overseer2", "digest")]
    assert (reveal.event, reveal.until) == (event, given.wib("2026-07-06 09:10"))
    assert given.words_of(event) == "Ada ancaman."


def test_a_name_that_is_not_hidden_is_not_opened(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(
        lambda: actions.reveal(t.forwarded(town), by=town.custodian, reason="Ada ancaman.")
    )
    assert sentence == given.NOT_YOURS


def test_what_the_agency_may_see_is_still_hidden_from_others(at: At, town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    report = actions.disclose(report, by=t.reporter(report))
    assert given.offered_to(town, report, "reveal") == ["custodian"]


def test_only_custodians_open_names(at: At, town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    assert given.offered_to(town, report, "reveal") == ["custodian"]
    sentence = given.refusal_of(lambda: actions.reveal(report, by=town.overseer, reason="Ingin."))
    assert sentence == given.NOT_YOURS
