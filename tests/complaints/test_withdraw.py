"""``withdraw`` and ``succeed``: the reporter takes a report back, the oldest merged one goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("received", [("verifier", "digest"), ("verifier2", "digest")]),
        ("verified", [("verifier", "digest"), ("verifier2", "digest")]),
        ("forwarded", [("liaison", "digest")]),
        ("followed_up", [("liaison", "digest")]),
        ("answered", [("liaison", "digest")]),
        ("needs_info", [("verifier", "digest"), ("verifier2", "digest")]),
        ("referred", [("verifier", "digest"), ("verifier2", "digest")]),
        ("appealed", [("verifier", "digest"), ("verifier2", "digest")]),
    ],
)
def test_any_open_report_ends_and_who_has_it_is_told(
    at: At, town: t.Town, state: str, expected: list[tuple[str, str]]
) -> None:
    report = given.STATES[state](town)
    report = actions.withdraw(report, by=t.reporter(report), reason="Sudah beres sendiri.")
    event = last_event(report)
    assert record(event) == {
        "verb": "withdraw",
        "from_status": state,
        "to_status": "archived",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {}
    assert told(event) == expected
    assert (report.archive_reason, report.resume_status) == ("withdrawn", "")


def test_only_the_main_reporter_withdraws(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    assert given.offered_to(town, main, "withdraw") == ["reporter"]
    sentence = given.refusal_of(lambda: actions.withdraw(main, by=t.reporter(child)))
    assert sentence == given.NOT_YOURS


def family(town: t.Town, main: Complaint) -> tuple[Complaint, Complaint]:
    """Merge two reports into ``main``, the older one first."""
    return given.merged(town, main), given.merged(town, main)


def test_the_oldest_merged_report_takes_the_place_with_its_agencies_and_clocks(
    at: At, town: t.Town
) -> None:
    main = t.forwarded(town, co=("dlh",))
    heir, other = family(town, main)
    at("2026-07-08 10:00")
    actions.withdraw(main, by=t.reporter(main))
    heir, other = given.stored(heir), given.stored(other)
    event = last_event(heir)
    assert record(event) == {
        "verb": "succeed",
        "from_status": "merged",
        "to_status": "forwarded",
        "role": "system",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(heir) == {
        "first_follow_up": "2026-07-13 16:00",
        "resolution": "2026-07-24 16:00",
    }
    assert told(event) == sorted([(heir.code, "email"), (other.code, "email")])
    assert given.holding(heir) == ("pupr", "pupr")
    assert given.parts(heir) == [("dlh", "co"), ("pupr", "lead")]
    assert (heir.merged_count, heir.merged_into, other.merged_into) == (1, None, heir)
    assert (heir.resume_status, given.stored(main).merged_count) == ("", 0)


def sent_back_twice(town: t.Town) -> Complaint:
    """A report whose forward binds, with an objection."""
    report = t.forwarded(town)
    for _ in range(2):
        report = actions.hand_back(report, by=town.liaison, reason="wrong_area", words="Bukan.")
        report = actions.forward(report, by=town.verifier, lead=town.pupr)
    report = actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    return actions.object_to_answer(report, by=t.reporter(report), text="Belum.")


def test_what_was_counted_stays_counted(at: At, town: t.Town) -> None:
    main = sent_back_twice(town)
    heir = given.merged(town, main)
    actions.withdraw(main, by=t.reporter(main))
    heir = given.stored(heir)
    assert (heir.hand_backs, heir.is_binding, heir.objections) == (2, True, 1)


@pytest.mark.parametrize(
    ("start", "status", "running"),
    [
        (given.asked_by_agency, "forwarded", {"first_follow_up", "resolution"}),
        (given.asked, "verified", {"verification", "resolution"}),
        (t.answered, "followed_up", {"progress", "resolution"}),
        (given.answered_outside, "verified", {"reforward", "resolution"}),
        (given.referred, "referred", {"outside"}),
        (given.appealed, "appealed", {"appeal"}),
    ],
    ids=["asked-by-agency", "asked", "answered", "answered-outside", "referred", "appealed"],
)
def test_the_heir_goes_on_from_every_state(
    at: At,
    town: t.Town,
    start: Callable[[t.Town], Complaint],
    status: str,
    running: set[str],
) -> None:
    main = start(town)
    heir = given.merged(town, main)
    actions.withdraw(main, by=t.reporter(main))
    heir = given.stored(heir)
    assert (heir.status, set(clocks(heir))) == (status, running)
    assert (heir.lead, heir.outside_body) == (main.lead, main.outside_body)


def test_an_appeal_goes_on_and_can_be_dismissed(at: At, town: t.Town) -> None:
    main = given.appealed(town)
    heir = given.merged(town, main)
    actions.withdraw(main, by=t.reporter(main))
    heir = actions.dismiss(heir, by=town.overseer, reason="Sudah tepat.")
    assert (heir.status, heir.archive_reason) == ("archived", "in_court")


def test_an_appeal_outlives_two_who_withdraw(at: At, town: t.Town) -> None:
    main = given.appealed(town)
    heir, last = family(town, main)
    actions.withdraw(main, by=t.reporter(main))
    actions.withdraw(heir, by=t.reporter(heir))
    last = actions.dismiss(last, by=town.overseer, reason="Sudah tepat.")
    assert (last.status, last.archive_reason) == ("archived", "in_court")


def test_the_figures_follow_the_heir(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    family(town, main)
    actions.withdraw(main, by=t.reporter(main))
    assert given.counted() == {"forwarded": 2, "archived": 1}
