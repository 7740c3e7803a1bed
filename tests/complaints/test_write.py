"""``write``: a message to the other side changes nothing."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_the_reporters_words_are_told_to_the_holder_at_once(at: At, town: t.Town) -> None:
    report = given.delegated(town)
    before = clocks(report)
    report = actions.write(report, by=t.reporter(report), text="Makin besar.", files=[t.photo()])
    event = last_event(report)
    assert record(event) == {
        "verb": "write",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == before
    assert told(event) == [("unit_liaison", "email")]
    assert event.attachments.get().audience == "reporter"


def test_before_the_forward_the_verifiers_are_told(at: At, town: t.Town) -> None:
    report = t.submit()
    report = actions.write(report, by=t.reporter(report), text="Makin besar.")
    assert told(last_event(report)) == [("verifier", "digest"), ("verifier2", "digest")]


def test_the_holders_words_are_told_to_the_reporter_alone(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    given.merged(town, main)
    report = actions.write(main, by=town.liaison, text="Besok kami datang.")
    assert told(last_event(report)) == [(main.code, "email")]
    assert record(last_event(report))["role"] == "holder"


def test_what_a_merged_reporter_writes_is_marked_as_his_or_hers(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    report = actions.write(main, by=t.reporter(child), text="Di sini juga.")
    event = last_event(report)
    assert (event.role, event.data["merged"]) == ("merged_reporter", child.pk)
    assert told(event) == [("liaison", "email")]


def test_reporter_and_holder_write_while_the_report_is_open(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    assert given.offered_to(town, report, "write") == ["liaison", "reporter"]
    assert given.offered_to(town, given.delegated(town), "write") == ["reporter", "unit_liaison"]
    assert given.offered_to(town, t.resolved(town), "write") == []
