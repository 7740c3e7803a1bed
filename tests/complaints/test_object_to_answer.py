"""``object``: the reporter says what is still wrong (in code ``object_to_answer``)."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_goes_back_to_the_agency_and_tells_all_who_answer_for_it(at: At, town: t.Town) -> None:
    report = t.answered(town)
    at("2026-07-08 09:00")
    report = actions.object_to_answer(
        report, by=t.reporter(report), text="Masih berlubang.", files=[t.photo()]
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "object_to_answer",
        "from_status": "answered",
        "to_status": "followed_up",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {"progress": "2026-07-22 16:00", "resolution": "2026-07-28 16:00"}
    assert told(event) == [
        ("liaison", "email"),
        ("supervisor", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert (report.objections, report.outcome, report.answered_at) == (1, "", None)
    assert given.holding(report) == ("pupr", "pupr")


def test_the_third_time_is_refused_and_names_the_appeal(at: At, town: t.Town) -> None:
    report = given.objected(town, 2)
    sentence = given.refusal_of(
        lambda: actions.object_to_answer(report, by=t.reporter(report), text="Masih.")
    )
    assert sentence == (
        "Keberatan hanya dapat diajukan dua kali. Anda masih dapat mengajukan banding."
    )


def test_an_objection_by_any_merged_reporter_counts(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    main = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    main = actions.object_to_answer(main, by=t.reporter(child), text="Di sini masih.")
    event = last_event(main)
    assert (event.role, event.data["merged"], main.objections) == (
        "merged_reporter",
        child.pk,
        1,
    )


def test_against_an_answer_from_outside_the_coordinator_chooses_anew(at: At, town: t.Town) -> None:
    report = given.answered_outside(town)
    report = actions.object_to_answer(report, by=t.reporter(report), text="Belum.")
    assert report.status == "verified"
    assert clocks(report) == {"reforward": "2026-07-07 16:00", "resolution": "2026-07-24 16:00"}
    assert told(last_event(report)) == [
        ("coordinator", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert given.offered_to(town, report, "forward") == ["verifier", "verifier2"]


def test_nobody_objects_for_the_reporter(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.answered(town), "object_to_answer") == ["reporter"]
