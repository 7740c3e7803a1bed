"""The clocks of a report: every sentence of the law's *Clocks*, with the exact moments it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.utils import timezone

from agencies import law
from agencies.models import Holiday, Promise
from complaints import actions
from complaints.deadlines import Clocks
from complaints.models import Complaint, Deadline
from complaints.privacy import Contact
from complaints.states import Clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, wib

pytestmark = pytest.mark.django_db

MONDAY = "2026-07-06 09:00"


def ask_and_complete(at: At, town: t.Town, report: Complaint, start: str, end: str) -> Complaint:
    """Let the verifier ask at ``start`` and the reporter answer at ``end``."""
    at(start)
    asked = actions.ask_reporter(report, by=town.verifier, question="Mana?")
    at(end)
    return actions.complete(asked, by=t.reporter(report), text="Di depan.")


def correct(report: Complaint, town: t.Town, **changes: object) -> Complaint:
    """Let the verifier put data right."""
    values = {
        "kind": report.kind,
        "category": report.category,
        "region": report.region,
        "danger": report.danger,
    }
    return actions.correct(report, by=town.verifier, **{**values, **changes})  # type: ignore[arg-type]


# -- how long ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filing", "expected"),
    [
        ({}, {"verification": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"}),
        (
            {"kind": "aspiration"},
            {"verification": "2026-07-09 16:00", "resolution": "2026-07-13 16:00"},
        ),
        (
            {"kind": "information"},
            {"verification": "2026-07-07 16:00", "resolution": "2026-07-13 16:00"},
        ),
        (
            {"danger": True},
            {"verification": "2026-07-06 13:00", "resolution": "2026-07-24 16:00"},
        ),
    ],
    ids=["complaint", "aspiration", "information", "danger"],
)
def test_sending_starts_verification_and_resolution(
    at: At, town: t.Town, filing: dict[str, object], expected: dict[str, str]
) -> None:
    assert clocks(t.submit(**filing)) == expected


def test_four_working_hours_of_a_danger_end_the_next_morning(at: At, town: t.Town) -> None:
    at("2026-07-06 15:00")
    assert clocks(t.submit(danger=True))["verification"] == "2026-07-07 11:00"
    at("2026-07-10 18:30")
    assert clocks(t.submit(danger=True))["verification"] == "2026-07-13 12:00"


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-07-06 07:00", "2026-07-09 16:00"),
        ("2026-07-06 15:59", "2026-07-09 16:00"),
        ("2026-07-06 20:00", "2026-07-09 16:00"),
        ("2026-07-11 10:00", "2026-07-15 16:00"),
        ("2026-08-14 20:00", "2026-08-20 16:00"),
        ("2026-08-17 10:00", "2026-08-20 16:00"),
    ],
    ids=["early", "late-in-the-day", "after-hours", "saturday", "friday-night", "holiday"],
)
def test_the_day_of_sending_does_not_count(at: At, town: t.Town, sent: str, due: str) -> None:
    at(sent)
    assert clocks(t.submit())["verification"] == due


@pytest.mark.parametrize(
    ("start", "kind", "due"),
    [
        (t.forwarded, Clock.FIRST_FOLLOW_UP, "2026-07-13 16:00"),
        (lambda town: t.forwarded(town, danger=True), Clock.FIRST_FOLLOW_UP, "2026-07-07 16:00"),
        (
            lambda town: actions.recall(t.forwarded(town), by=town.verifier, reason="Salah."),
            Clock.REFORWARD,
            "2026-07-07 16:00",
        ),
        (t.followed_up, Clock.PROGRESS, "2026-07-20 16:00"),
        (given.asked, Clock.COMPLETION, "2026-07-20 16:00"),
        (t.answered, Clock.CONFIRMATION, "2026-07-20 16:00"),
        (given.referred, Clock.OUTSIDE, "2026-07-24 16:00"),
        (given.appealed, Clock.APPEAL, "2026-07-20 16:00"),
        (given.planned, Clock.PLANNED, "2026-10-01 16:00"),
    ],
    ids=[
        "first-follow-up",
        "first-follow-up-in-danger",
        "reforward",
        "progress",
        "completion",
        "confirmation",
        "outside",
        "appeal",
        "planned",
    ],
)
def test_each_clock_runs_as_long_as_promised(
    at: At, town: t.Town, start: Callable[[t.Town], Complaint], kind: Clock, due: str
) -> None:
    assert clocks(start(town))[kind] == due


def test_a_reporter_without_contact_has_twenty_days_to_complete(at: At, town: t.Town) -> None:
    report = given.asked(town, t.submit(contact=Contact()))
    assert clocks(report)["completion"] == "2026-08-03 16:00"


def test_what_needs_inspection_has_sixty_days(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    # The class comes with an imported report, or from the inspectorate; nobody picks it here.
    Complaint.objects.filter(pk=report.pk).update(needs_inspection=True)
    report = actions.reopen(report, by=t.reporter(report), text="Terulang lagi.")
    assert clocks(report)["resolution"] == "2026-09-30 16:00"


# -- pauses -----------------------------------------------------------------------------------


def test_a_question_pauses_every_clock_and_the_answer_adds_the_paused_time(
    at: At, town: t.Town
) -> None:
    report = t.forwarded(town)
    at("2026-07-07 10:00")
    asked = actions.ask_reporter(report, by=town.liaison, question="Mana?")
    paused = Deadline.objects.filter(complaint=report, stopped_at=None, paused_at__isnull=False)
    assert sorted(paused.values_list("clock", flat=True)) == ["first_follow_up", "resolution"]
    at("2026-07-09 12:00")
    done = actions.complete(asked, by=t.reporter(report), text="Di depan toko.")
    assert clocks(done) == {"first_follow_up": "2026-07-15 16:00", "resolution": "2026-07-28 16:00"}
    assert given.clock(done, Clock.RESOLUTION).paused_seconds == 18 * 3600


def test_paused_time_is_rounded_once_with_the_rest(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    report = ask_and_complete(at, town, report, "2026-07-07 10:00", "2026-07-07 13:00")
    report = ask_and_complete(at, town, report, "2026-07-08 10:00", "2026-07-08 13:00")
    assert clocks(report)["resolution"] == "2026-07-24 16:00"
    report = ask_and_complete(at, town, report, "2026-07-09 10:00", "2026-07-09 12:00")
    assert clocks(report)["resolution"] == "2026-07-27 16:00"


def test_a_pause_over_a_weekend_costs_no_working_time(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    report = ask_and_complete(at, town, report, "2026-07-10 16:00", "2026-07-13 08:00")
    assert given.clock(report, Clock.RESOLUTION).paused_seconds == 0
    assert clocks(report)["resolution"] == "2026-07-24 16:00"


def test_two_pauses_in_a_row_are_one(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    for moment in ("2026-07-07 10:00", "2026-07-08 10:00"):
        paused = Clocks(given.stored(report), verb="ask_reporter", now=wib(moment))
        paused.pause()
        paused.save()
    running = Clocks(given.stored(report), verb="complete", now=wib("2026-07-09 10:00"))
    running.resume()
    running.save()
    assert given.clock(report, Clock.RESOLUTION).paused_seconds == 16 * 3600


def test_a_pause_after_a_breach_freezes_how_late_it_is(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-13 16:00")
    report = actions.escalate(report, clock="first_follow_up", level=1)
    report = ask_and_complete(at, town, report, "2026-07-14 09:00", "2026-07-16 09:00")
    late = given.clock(report, Clock.FIRST_FOLLOW_UP)
    assert clocks(report)["first_follow_up"] == "2026-07-15 16:00"
    assert (late.breached_at, late.level) == (wib("2026-07-13 16:00"), 1)
    assert law.calendar().seconds_between(late.due_at, wib("2026-07-16 09:00")) == 3600


def test_complete_leaves_at_least_two_days(at: At, town: t.Town) -> None:
    report = ask_and_complete(at, town, t.forwarded(town), "2026-07-13 15:00", "2026-07-14 10:00")
    assert clocks(report)["first_follow_up"] == "2026-07-16 16:00"


def test_going_on_without_the_answer_leaves_the_next_working_day(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-13 15:00")
    asked = actions.ask_reporter(report, by=town.liaison, question="Mana?")
    at("2026-07-14 10:00")
    resumed = actions.resume(asked, by=town.liaison, reason="Sudah ketemu.")
    assert clocks(resumed)["first_follow_up"] == "2026-07-15 16:00"


def test_an_appeal_leaves_no_clock_but_its_own(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    appealed = actions.appeal(report, by=t.reporter(report), text="Terlalu lama.")
    assert clocks(appealed) == {"appeal": "2026-07-20 16:00"}


# -- one clock, one row -----------------------------------------------------------------------


def test_a_stopped_clock_never_runs_again(at: At, town: t.Town) -> None:
    report = t.answered(town)
    stopped = Deadline.objects.get(complaint=report, clock="resolution")
    at("2026-07-08 09:00")
    actions.object_to_answer(report, by=t.reporter(report), text="Belum.")
    rows = list(Deadline.objects.filter(complaint=report, clock="resolution").order_by("id"))
    assert [row.pk for row in rows][:1] == [stopped.pk]
    assert [row.stopped_at for row in rows] == [wib(MONDAY), None]
    assert rows[0].due_at == stopped.due_at


def test_handing_from_office_to_office_never_resets_resolution(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-08 10:00")
    back = actions.hand_back(report, by=town.liaison, reason="wrong_area", words="Bukan kami.")
    at("2026-07-09 10:00")
    again = actions.forward(back, by=town.verifier, lead=town.dlh)
    assert clocks(again) == {
        "first_follow_up": "2026-07-16 16:00",
        "resolution": "2026-07-24 16:00",
    }


@pytest.mark.parametrize(
    ("answered_at", "objected_at", "due"),
    [
        ("2026-07-10 10:00", "2026-07-20 09:00", "2026-07-31 16:00"),
        ("2026-07-23 10:00", "2026-07-29 09:00", "2026-07-31 16:00"),
        ("2026-07-27 10:00", "2026-07-29 09:00", "2026-07-31 16:00"),
    ],
    ids=["time-left", "at-least-two-days", "was-late"],
)
def test_an_objection_runs_the_resolution_on_with_the_time_left(
    at: At, town: t.Town, answered_at: str, objected_at: str, due: str
) -> None:
    report = t.followed_up(town)
    at(answered_at)
    report = actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    at(objected_at)
    report = actions.object_to_answer(report, by=t.reporter(report), text="Belum.")
    assert clocks(report)["resolution"] == due


def test_a_returned_answer_runs_the_resolution_on_with_the_time_left(at: At, town: t.Town) -> None:
    report = t.followed_up(town)
    at("2026-07-24 15:00")
    report = actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    at("2026-07-27 09:00")
    report = actions.return_answer(report, by=town.verifier, reason="no_answer", words="Kurang.")
    assert clocks(report) == {"progress": "2026-08-10 16:00", "resolution": "2026-07-29 16:00"}


def test_unmerge_runs_every_clock_on_with_exactly_the_time_left(at: At, town: t.Town) -> None:
    report = t.submit(danger=True)
    main = t.forwarded(town)
    at("2026-07-06 11:00")
    merged = actions.merge(report, by=town.verifier, main=main)
    assert clocks(merged) == {}
    at("2026-07-08 09:00")
    single = actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    assert clocks(single) == {"verification": "2026-07-08 11:00", "resolution": "2026-07-27 16:00"}


def test_unmerge_keeps_a_late_clock_late(at: At, town: t.Town) -> None:
    report = t.submit()
    at("2026-07-09 16:00")
    report = actions.escalate(report, clock="verification", level=1)
    merged = actions.merge(report, by=town.verifier, main=t.forwarded(town))
    at("2026-07-10 09:00")
    single = actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    late = given.clock(single, Clock.VERIFICATION)
    assert (late.breached_at, late.level) == (wib("2026-07-09 16:00"), 1)


# -- the first follow-up is bounded -----------------------------------------------------------


@pytest.mark.parametrize(
    ("forwarded_at", "due"),
    [
        ("2026-07-06 09:00", "2026-07-13 16:00"),
        ("2026-07-09 09:00", "2026-07-13 16:00"),
        ("2026-07-13 09:00", "2026-07-14 16:00"),
        ("2026-07-20 09:00", "2026-07-21 16:00"),
    ],
    ids=["in-full", "bounded", "last-day", "resolution-was-late"],
)
def test_first_follow_up_is_never_later_than_resolution_and_never_starts_late(
    at: At, town: t.Town, forwarded_at: str, due: str
) -> None:
    report = t.submit(kind="information")
    at(forwarded_at)
    report = actions.verify_and_forward(
        report,
        by=town.verifier,
        verification=t.verification(town, kind="information"),
        routing={"lead": town.pupr},
    )
    assert clocks(report)["first_follow_up"] == due


def test_a_shorter_resolution_takes_the_first_follow_up_with_it(at: At, town: t.Town) -> None:
    at("2026-07-02 09:00")
    report = t.submit()
    at("2026-07-06 09:00")
    report = actions.verify_and_forward(
        report,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr},
    )
    report = correct(report, town, kind="information")
    assert clocks(report) == {
        "first_follow_up": "2026-07-09 16:00",
        "resolution": "2026-07-09 16:00",
    }


def test_a_reopened_report_is_bounded_too(at: At, town: t.Town) -> None:
    Promise.objects.filter(clock="resolution", case="complaint").update(amount=3)
    law.forget()
    report = t.resolved(town)
    report = actions.reopen(report, by=t.reporter(report), text="Rusak lagi.")
    assert clocks(report) == {
        "first_follow_up": "2026-07-09 16:00",
        "resolution": "2026-07-09 16:00",
    }


# -- corrections ------------------------------------------------------------------------------


def test_a_change_of_class_recomputes_from_the_first_day(at: At, town: t.Town) -> None:
    report = t.submit()
    at("2026-07-07 10:00")
    report = correct(report, town, kind="information")
    assert clocks(report)["resolution"] == "2026-07-13 16:00"
    assert last_event(report).data["clocks"][0] == {
        "clock": "resolution",
        "change": "correct",
        "was": "2026-07-24T09:00:00+00:00",
        "due": "2026-07-13T09:00:00+00:00",
    }


def test_a_change_of_class_keeps_the_paused_time(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    report = ask_and_complete(at, town, report, "2026-07-07 10:00", "2026-07-09 12:00")
    at("2026-07-10 10:00")
    report = correct(report, town, kind="information")
    assert clocks(report)["resolution"] == "2026-07-15 16:00"


def test_a_change_of_class_leaves_at_least_two_days(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-15 10:00")
    report = correct(report, town, kind="information")
    assert clocks(report)["resolution"] == "2026-07-17 16:00"


def test_a_change_of_class_lengthens_only_before_the_first_forward(at: At, town: t.Town) -> None:
    early, late = t.submit(kind="information"), t.forwarded(town, kind="information")
    at("2026-07-07 10:00")
    assert clocks(correct(early, town, kind="complaint"))["resolution"] == "2026-07-24 16:00"
    assert clocks(correct(late, town, kind="complaint"))["resolution"] == "2026-07-13 16:00"


def test_verification_with_another_class_is_a_change_of_class(at: At, town: t.Town) -> None:
    report = t.submit(kind="information")
    report = actions.verify(report, by=town.verifier, **t.verification(town, kind="complaint"))
    assert clocks(report) == {"verification": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"}


def test_danger_shortens_verification_but_not_before_the_next_close(at: At, town: t.Town) -> None:
    report = correct(t.submit(), town, danger=True)
    assert clocks(report)["verification"] == "2026-07-07 16:00"
    report = correct(t.forwarded(town), town, danger=True)
    assert clocks(report)["first_follow_up"] == "2026-07-07 16:00"


def test_danger_on_the_last_day_does_not_lengthen(at: At, town: t.Town) -> None:
    report = t.submit()
    at("2026-07-09 09:00")
    assert clocks(correct(report, town, danger=True))["verification"] == "2026-07-09 16:00"


def test_what_was_left_of_a_clock_only_becomes_shorter(at: At, town: t.Town) -> None:
    report = t.answered(town, kind="information")
    report = actions.object_to_answer(report, by=t.reporter(report), text="Belum.")
    assert clocks(report)["resolution"] == "2026-07-13 16:00"
    assert clocks(correct(report, town, kind="complaint"))["resolution"] == "2026-07-13 16:00"


def test_another_category_moves_no_date_though_the_promise_was_edited(at: At, town: t.Town) -> None:
    report = t.submit()
    Promise.objects.filter(clock="resolution").update(amount=30)
    law.forget()
    at("2026-07-07 10:00")
    assert clocks(correct(report, town, category=town.lainnya)) == {
        "verification": "2026-07-09 16:00",
        "resolution": "2026-07-24 16:00",
    }


# -- other moves ------------------------------------------------------------------------------


def test_an_extension_moves_the_date_and_keeps_the_first_one(at: At, town: t.Town) -> None:
    report = given.extension_asked(town)
    report = actions.grant_extension(report, by=town.verifier, reason="Wajar.")
    row = given.clock(report, Clock.RESOLUTION)
    assert (row.first_due_at, row.due_at) == (wib("2026-07-24 16:00"), wib("2026-07-28 16:00"))


def test_an_extension_after_a_pause_ends_on_the_date_asked_for(at: At, town: t.Town) -> None:
    report = ask_and_complete(at, town, t.forwarded(town), "2026-07-07 10:00", "2026-07-09 12:00")
    report = actions.request_extension(
        report, by=town.liaison, until=date(2026, 7, 30), reason="Menunggu aspal."
    )
    report = actions.grant_extension(report, by=town.verifier, reason="Wajar.")
    assert clocks(report)["resolution"] == "2026-07-30 16:00"
    report = ask_and_complete(at, town, report, "2026-07-13 08:00", "2026-07-14 08:00")
    assert clocks(report)["resolution"] == "2026-07-31 16:00"


def test_a_new_holiday_moves_running_clocks_and_leaves_an_event(at: At, town: t.Town) -> None:
    report, closed = t.forwarded(town), t.resolved(town)
    Holiday.objects.create(date=date(2026, 7, 13), name="Libur daerah", kind="local")
    law.forget()
    assert actions.recompute_all(why="holiday:2026-07-13") == 1
    assert clocks(report) == {
        "first_follow_up": "2026-07-14 16:00",
        "resolution": "2026-07-27 16:00",
    }
    event = last_event(report)
    assert given.record(event)["verb"] == "move_deadline"
    assert event.data == {
        "why": "holiday:2026-07-13",
        "clocks": [
            {
                "clock": "resolution",
                "change": "move",
                "was": "2026-07-24T09:00:00+00:00",
                "due": "2026-07-27T09:00:00+00:00",
            },
            {
                "clock": "first_follow_up",
                "change": "move",
                "was": "2026-07-13T09:00:00+00:00",
                "due": "2026-07-14T09:00:00+00:00",
            },
        ],
    }
    assert last_event(closed).verb == "confirm"


def test_a_new_holiday_moves_a_promised_date_and_a_floor(at: At, town: t.Town) -> None:
    report = actions.follow_up(
        t.forwarded(town), by=town.liaison, text="Besok.", next_news_on=date(2026, 7, 8)
    )
    floored = ask_and_complete(at, town, t.forwarded(town), "2026-07-13 15:00", "2026-07-13 15:30")
    assert clocks(floored)["first_follow_up"] == "2026-07-15 16:00"
    for day in (8, 15):
        Holiday.objects.create(date=date(2026, 7, day), name="Libur daerah", kind="local")
    law.forget()
    actions.recompute_all(why="holiday:2026-07-08")
    assert clocks(report)["progress"] == "2026-07-09 16:00"
    assert clocks(floored)["first_follow_up"] == "2026-07-16 16:00"


def test_the_longer_time_of_an_unheard_answer_counts_from_the_answer(at: At, town: t.Town) -> None:
    report = t.answered(town)
    at("2026-07-20 16:00")
    report = actions.wait_longer(report)
    assert clocks(report)["confirmation"] == "2026-08-03 16:00"


# -- what the sweep will do -------------------------------------------------------------------


def acts(report: Complaint, kind: Clock) -> list[tuple[str, str]]:
    """Return the coming acts of a clock, as the town's clock face."""
    row = given.clock(report, kind)
    assert row.next_act_at is not None
    coming = [(row.next_act_at.isoformat(), row.next_act), *map(tuple, row.acts)]
    return [
        (f"{timezone.localtime(datetime.fromisoformat(moment)):%m-%d %H:%M}", act)
        for moment, act in coming
    ]


def test_a_clock_reminds_before_and_escalates_after_its_due_moment(at: At, town: t.Town) -> None:
    assert acts(t.forwarded(town), Clock.FIRST_FOLLOW_UP) == [
        ("07-10 16:00", "remind"),
        ("07-13 16:00", "escalate:1"),
        ("07-15 16:00", "escalate:2"),
        ("07-20 16:00", "escalate:3"),
    ]


def test_levels_of_a_clock_in_hours_count_hours(at: At, town: t.Town) -> None:
    assert acts(t.submit(danger=True), Clock.VERIFICATION) == [
        ("07-06 12:00", "remind"),
        ("07-06 13:00", "escalate:1"),
        ("07-06 15:00", "escalate:2"),
        ("07-07 10:00", "escalate:3"),
    ]


@pytest.mark.parametrize(
    ("start", "kind", "expected"),
    [
        (
            given.asked,
            Clock.COMPLETION,
            [("07-15 16:00", "remind_reporter"), ("07-20 16:00", "expire")],
        ),
        (
            t.answered,
            Clock.CONFIRMATION,
            [("07-15 16:00", "remind_reporter"), ("07-20 16:00", "expire")],
        ),
        (given.referred, Clock.OUTSIDE, [("07-23 16:00", "remind"), ("07-24 16:00", "expire")]),
        (given.appealed, Clock.APPEAL, [("07-17 16:00", "remind"), ("07-20 16:00", "remind")]),
        (given.planned, Clock.PLANNED, [("09-24 16:00", "remind"), ("10-01 16:00", "remind")]),
    ],
    ids=["completion", "confirmation", "outside", "appeal", "planned"],
)
def test_other_clocks_do_not_escalate(
    at: At,
    town: t.Town,
    start: Callable[[t.Town], Complaint],
    kind: Clock,
    expected: list[tuple[str, str]],
) -> None:
    assert acts(start(town), kind) == expected


def test_the_reporter_is_reminded_of_an_answer_once(at: At, town: t.Town) -> None:
    report = t.answered(town)
    at("2026-07-15 16:00")
    report = actions.remind(report, clock="confirmation", act="remind_reporter")
    at("2026-07-20 16:00")
    report = actions.wait_longer(report)
    assert acts(report, Clock.CONFIRMATION) == [("08-03 16:00", "expire")]


def test_a_paused_clock_does_nothing(at: At, town: t.Town) -> None:
    report = given.asked_by_agency(town)
    paused = Deadline.objects.filter(complaint=report, paused_at__isnull=False)
    assert set(paused.values_list("next_act_at", flat=True)) == {None}
    assert given.stored(report).next_due_at == wib("2026-07-20 16:00")
