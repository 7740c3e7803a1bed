"""``confirm``: the reporter says that it is done."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Rating
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_ends_the_report_and_tells_the_agency(at: At, town: t.Town) -> None:
    report = t.answered(town)
    report = actions.confirm(report, by=t.reporter(report), stars=4, words="Terima kasih.")
    event = last_event(report)
    assert record(event) == {
        "verb": "confirm",
        "from_status": "answered",
        "to_status": "resolved",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {}
    assert told(event) == [("liaison", "digest")]
    assert (report.was_confirmed, report.closed_at) == (True, given.wib("2026-07-06 09:00"))
    assert (Rating.objects.get().stars, given.words_of(event)) == (4, "Terima kasih.")


def test_a_rating_is_optional(at: At, town: t.Town) -> None:
    report = t.answered(town)
    actions.confirm(report, by=t.reporter(report))
    assert list(Rating.objects.all()) == []


def test_a_plan_runs_on(at: At, town: t.Town) -> None:
    report = given.planned(town)
    assert clocks(actions.confirm(report, by=t.reporter(report))) == {"planned": "2026-10-01 16:00"}


def test_of_an_answer_from_outside_the_verifiers_are_told(at: At, town: t.Town) -> None:
    report = given.answered_outside(town)
    report = actions.confirm(report, by=t.reporter(report))
    assert told(last_event(report)) == [("verifier", "digest"), ("verifier2", "digest")]


def test_only_the_main_reporter_confirms(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    main = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert given.offered_to(town, main, "confirm") == ["reporter"]
    sentence = given.refusal_of(lambda: actions.confirm(main, by=t.reporter(child)))
    assert sentence == given.NOT_YOURS
