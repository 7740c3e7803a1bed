"""The sweep: reminders, escalation, silence and edits of the calendar, by the town's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from agencies.models import EscalationLevel, Holiday
from complaints import actions, sweep
from complaints.models import CalendarEdit, Complaint, Deadline, Delivery, Event, Notification
from complaints.privacy import Contact
from complaints.states import Clock, State
from complaints.telling import outbox
from tests import town as t
from tests.complaints.given import outside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

START = datetime.fromisoformat("2026-09-07T09:00:00+07:00")
"""A Monday with no holiday in the weeks after it."""


def moment(text: str) -> datetime:
    """Return a moment of the town's time."""
    return datetime.fromisoformat(f"{text}:00+07:00")


def at(when: datetime, act: Callable[[], Any]) -> Any:
    """Do something at a moment that stands still."""
    with time_machine.travel(when, tick=False):
        return act()


def sweep_at(when: datetime) -> int:
    """Let the sweep run once."""
    return int(at(when, sweep.sweep_deadlines))


def acts(complaint: Complaint) -> list[tuple[str, Any]]:
    """Return what the clocks did: verb and level or act."""
    events = Event.objects.filter(complaint=complaint, role="system").order_by("sequence")
    return [
        (event.verb, event.data.get("level", event.data.get("act", event.data.get("why"))))
        for event in events
    ]


def told(complaint: Complaint, verb: str) -> list[set[str]]:
    """Return who was told of each event of ``verb``: names of officers, or *reporter*."""
    events = Event.objects.filter(complaint=complaint, verb=verb).order_by("sequence")
    return [
        {
            row.user.email.partition("@")[0] if row.user else "reporter"
            for row in Notification.objects.filter(event=event).select_related("user")
        }
        for event in events
    ]


def state(complaint: Complaint) -> str:
    """Return the present state."""
    return str(Complaint.objects.get(pk=complaint.pk).status)


def due(complaint: Complaint, clock: Clock) -> datetime:
    """Return when a running clock is due."""
    return Deadline.objects.get(complaint=complaint, clock=clock, stopped_at=None).due_at


# -- late at every step -----------------------------------------------------------------------


def test_reminder_then_three_escalations_each_to_its_circle(town: t.Town) -> None:
    complaint = at(START, lambda: t.forwarded(town))
    first_due = moment("2026-09-14T16:00")
    assert due(complaint, Clock.FIRST_FOLLOW_UP) == first_due
    assert sweep_at(moment("2026-09-11T15:59")) == 0
    assert sweep_at(moment("2026-09-11T16:00")) == 1
    assert sweep_at(first_due - timedelta(seconds=1)) == 0
    assert sweep_at(first_due) == 1
    assert sweep_at(moment("2026-09-16T16:00")) == 1
    # The resolution's reminder (fourteen working days) comes only later.
    assert sweep_at(moment("2026-09-21T16:00")) == 1
    assert acts(complaint) == [
        ("remind", "remind"),
        ("escalate", 1),
        ("escalate", 2),
        ("escalate", 3),
    ]
    assert told(complaint, "remind") == [{"liaison"}]
    assert told(complaint, "escalate") == [
        {"supervisor", "reporter"},
        {"verifier", "verifier2"},
        {"overseer", "overseer2"},
    ]


def test_a_late_clock_tells_the_reporter_once(town: t.Town) -> None:
    complaint = at(START, lambda: t.forwarded(town))
    for day in ("11", "14", "16", "21"):
        sweep_at(moment(f"2026-09-{day}T16:00"))
    late = Notification.objects.filter(template="escalate", reporter__isnull=False)
    assert late.filter(complaint=complaint).count() == 1


def test_sweeping_twice_does_nothing_twice(town: t.Town) -> None:
    complaint = at(START, lambda: t.forwarded(town))
    later = moment("2026-09-21T16:00")
    assert sweep_at(later) == 4
    assert sweep_at(later) == 0
    assert len(acts(complaint)) == 4


def test_a_sweep_ends_in_time_and_the_next_one_goes_on(town: t.Town) -> None:
    for _ in range(2):
        at(START, lambda: t.forwarded(town))
    later = moment("2026-09-21T16:00")
    assert at(later, lambda: sweep.sweep_deadlines(seconds=0)) == 0
    assert sweep_at(later) == 8


def test_levels_are_data(town: t.Town) -> None:
    EscalationLevel.objects.filter(level=2).update(audience=EscalationLevel.Audience.OVERSEER)
    complaint = at(START, lambda: t.forwarded(town))
    sweep_at(moment("2026-09-16T16:00"))
    assert told(complaint, "escalate")[1] == {"overseer", "overseer2"}


def test_a_late_verification_goes_to_the_coordinator_and_its_head(town: t.Town) -> None:
    complaint = at(START, t.submit)
    sweep_at(moment("2026-09-10T16:00"))
    assert told(complaint, "escalate") == [{"verifier", "verifier2", "coordinator", "reporter"}]


def test_danger_counts_in_office_hours(town: t.Town) -> None:
    complaint = at(moment("2026-09-07T14:00"), lambda: t.submit(danger=True))
    assert due(complaint, Clock.VERIFICATION) == moment("2026-09-08T10:00")
    assert sweep_at(moment("2026-09-08T09:00")) == 1
    assert sweep_at(moment("2026-09-08T10:00")) == 1
    assert acts(complaint) == [("remind", "remind"), ("escalate", 1)]


def test_one_broken_report_does_not_stop_the_sweep(town: t.Town) -> None:
    broken = at(START, lambda: t.forwarded(town))
    other = at(START, lambda: t.forwarded(town))
    Deadline.objects.filter(complaint=broken, clock=Clock.FIRST_FOLLOW_UP).update(
        next_act="escalate:nonsense", next_act_at=START
    )
    assert sweep_at(moment("2026-09-11T16:00")) == 1
    assert acts(other) == [("remind", "remind")]


# -- the reporter's silence -------------------------------------------------------------------


def test_silence_after_an_answer_that_was_delivered_closes_it_after_ten_days(
    town: t.Town,
) -> None:
    complaint = at(START, lambda: t.answered(town))
    at(START + timedelta(days=1), outbox.deliver)
    assert sweep_at(moment("2026-09-16T16:00")) == 1
    assert sweep_at(moment("2026-09-21T15:59")) == 0
    assert sweep_at(moment("2026-09-21T16:00")) == 1
    assert state(complaint) == State.RESOLVED
    assert acts(complaint) == [("remind", "remind_reporter"), ("auto_resolve", None)]
    assert told(complaint, "auto_resolve") == [{"reporter"}]
    assert not Complaint.objects.get(pk=complaint.pk).was_confirmed


def test_silence_after_an_answer_that_may_not_have_arrived_closes_it_after_twenty(
    town: t.Town,
) -> None:
    complaint = at(START, lambda: t.answered(town, contact=Contact()))
    assert sweep_at(moment("2026-09-21T16:00")) == 2
    assert state(complaint) == State.ANSWERED
    assert due(complaint, Clock.CONFIRMATION) == moment("2026-10-05T16:00")
    sweep_at(moment("2026-10-05T15:59"))
    assert state(complaint) == State.ANSWERED
    sweep_at(moment("2026-10-05T16:00"))
    assert state(complaint) == State.RESOLVED


def test_an_answer_that_the_reporter_opened_was_heard(town: t.Town) -> None:
    complaint = at(START, lambda: t.answered(town, contact=Contact()))
    Complaint.objects.filter(pk=complaint.pk).update(opened_by_reporter_at=START)
    sweep_at(moment("2026-09-21T16:00"))
    assert state(complaint) == State.RESOLVED


def test_an_answer_told_by_phone_was_heard(town: t.Town) -> None:
    complaint = at(START, lambda: t.answered(town, contact=Contact(phone="+6281234567890")))
    told_on_phone = Notification.objects.get(complaint=complaint, template="answer")
    told_on_phone.delivery = Delivery.objects.create(
        reporter=told_on_phone.reporter,
        channel="call",
        created_at=START,
        sent_at=START,
        told_by=town.liaison,
    )
    told_on_phone.save()
    sweep_at(moment("2026-09-21T16:00"))
    assert state(complaint) == State.RESOLVED


def test_a_holiday_does_not_pass_for_the_longer_time(town: t.Town) -> None:
    complaint = at(START, lambda: t.answered(town, contact=Contact()))
    Holiday.objects.create(date=date(2026, 9, 15), name="Libur", kind=Holiday.Kind.LOCAL)
    edit_calendar(START + timedelta(days=1))
    assert due(complaint, Clock.CONFIRMATION) == moment("2026-09-22T16:00")
    sweep_at(moment("2026-09-22T16:00"))
    assert state(complaint) == State.ANSWERED


def test_a_question_from_before_the_first_forward_ends_in_the_archive(town: t.Town) -> None:
    complaint = at(START, t.submit)
    at(START, lambda: actions.ask_reporter(complaint, by=town.verifier, question="Di mana?"))
    assert sweep_at(moment("2026-09-16T16:00")) == 1
    assert sweep_at(moment("2026-09-21T16:00")) == 1
    row = Complaint.objects.get(pk=complaint.pk)
    assert (row.status, row.archive_reason) == (State.ARCHIVED, "data_missing")
    assert not Deadline.objects.filter(complaint=complaint, stopped_at=None).exists()
    assert told(complaint, "lapse") == [{"reporter", "verifier"}]


def test_a_later_question_ends_where_the_report_was(town: t.Town) -> None:
    complaint = at(START, lambda: t.forwarded(town))
    before = due(complaint, Clock.RESOLUTION)
    at(START, lambda: actions.ask_reporter(complaint, by=town.liaison, question="Di mana?"))
    sweep_at(moment("2026-09-21T16:00"))
    assert state(complaint) == State.FORWARDED
    assert told(complaint, "lapse") == [{"reporter", "liaison"}]
    # Eleven office days passed (the rest of Monday and ten more): they are not counted.
    assert due(complaint, Clock.RESOLUTION) > before + timedelta(days=13)


def test_a_reporter_without_contact_has_twenty_days_to_complete(town: t.Town) -> None:
    complaint = at(START, lambda: t.submit(contact=Contact()))
    at(START, lambda: actions.ask_reporter(complaint, by=town.verifier, question="Di mana?"))
    assert due(complaint, Clock.COMPLETION) == moment("2026-10-05T16:00")


def test_nobody_is_late_while_the_reporter_is_asked(town: t.Town) -> None:
    complaint = at(START, lambda: t.forwarded(town))
    at(START, lambda: actions.ask_reporter(complaint, by=town.liaison, question="Di mana?"))
    sweep_at(moment("2026-09-18T16:00"))
    assert acts(complaint) == [("remind", "remind_reporter")]


# -- outside ----------------------------------------------------------------------------------


def test_a_referred_report_that_nobody_answers_is_archived_with_the_next_door(
    town: t.Town,
) -> None:
    complaint = at(START, t.submit)
    at(
        START,
        lambda: actions.refer(
            complaint,
            by=town.verifier,
            body=outside(town),
            reference="12/IX",
            words="Jalan provinsi.",
        ),
    )
    end = moment("2026-09-25T16:00")
    assert due(complaint, Clock.OUTSIDE) == end
    assert sweep_at(end - timedelta(days=1)) == 1
    assert sweep_at(end) == 1
    row = Complaint.objects.get(pk=complaint.pk)
    assert (row.status, row.archive_reason) == (State.ARCHIVED, "no_outside_answer")
    assert told(complaint, "archive") == [{"reporter"}]


# -- edits of the calendar --------------------------------------------------------------------


def edit_calendar(when: datetime) -> int:
    """Do what the admin and the minute's task do after an edit."""
    CalendarEdit.objects.create(why="calendar:holiday", at=when)
    return int(at(when, sweep.apply_calendar_edits))


def test_a_new_holiday_moves_running_clocks_with_events(town: t.Town) -> None:
    running = at(START, lambda: t.forwarded(town))
    closed = at(START, lambda: t.resolved(town))
    Holiday.objects.create(date=date(2026, 9, 9), name="Libur", kind=Holiday.Kind.LOCAL)
    assert edit_calendar(START + timedelta(hours=2)) == 1
    assert due(running, Clock.FIRST_FOLLOW_UP) == moment("2026-09-15T16:00")
    event = Event.objects.filter(complaint=running).order_by("-sequence")[0]
    assert (event.verb, event.role, event.data["why"]) == (
        "move_deadline",
        "system",
        "calendar:holiday",
    )
    assert {
        (change["clock"], change["was"][:10], change["due"][:10]) for change in event.data["clocks"]
    } == {
        ("first_follow_up", "2026-09-14", "2026-09-15"),
        ("resolution", "2026-09-25", "2026-09-28"),
    }
    assert acts(closed) == []
    # The acts of the sweep moved as well.
    assert sweep_at(moment("2026-09-11T16:00")) == 0
    assert sweep_at(moment("2026-09-14T16:00")) == 1


def test_an_edit_is_applied_until_no_process_keeps_the_old_calendar(town: t.Town) -> None:
    complaint = at(START, lambda: t.forwarded(town))
    Holiday.objects.create(date=date(2026, 9, 9), name="Libur", kind=Holiday.Kind.LOCAL)
    assert edit_calendar(START) == 1
    assert at(START + timedelta(seconds=90), sweep.apply_calendar_edits) == 0
    assert CalendarEdit.objects.get().settled_at is None
    # A process that still had the old calendar started a clock meanwhile.
    Deadline.objects.filter(complaint=complaint, clock=Clock.FIRST_FOLLOW_UP).update(
        due_at=moment("2026-09-14T16:00")
    )
    assert at(START + timedelta(seconds=150), sweep.apply_calendar_edits) == 1
    assert CalendarEdit.objects.get().settled_at is not None
    assert due(complaint, Clock.FIRST_FOLLOW_UP) == moment("2026-09-15T16:00")
    assert at(START + timedelta(seconds=210), sweep.apply_calendar_edits) == 0


def test_a_holiday_taken_away_moves_the_dates_back(town: t.Town) -> None:
    holiday = Holiday.objects.create(date=date(2026, 9, 9), name="Libur", kind=Holiday.Kind.LOCAL)
    complaint = at(START, lambda: t.forwarded(town))
    assert due(complaint, Clock.FIRST_FOLLOW_UP) == moment("2026-09-15T16:00")
    holiday.delete()
    edit_calendar(START + timedelta(hours=1))
    assert due(complaint, Clock.FIRST_FOLLOW_UP) == moment("2026-09-14T16:00")
