"""What the clocks do when nobody else does: reminders, escalation, silence, calendar edits."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import DatabaseError

from agencies import law
from agencies.models import EscalationLevel
from complaints.actions._asking import Refused
from complaints.actions._move import moving
from complaints.deadlines import REMIND_REPORTER, Clocks
from complaints.law import reasons
from complaints.law.roles import System
from complaints.law.rules import DATA_MISSING
from complaints.models import Complaint, Deadline
from complaints.states import Audience, Clock, State, Told

log = structlog.get_logger()

NO_OUTSIDE_ANSWER = "no_outside_answer"
LEVEL_TOLD = {
    EscalationLevel.Audience.LIAISON: Told.HOLDER,
    EscalationLevel.Audience.SUPERVISOR: Told.SUPERVISORS,
    EscalationLevel.Audience.COORDINATOR: Told.VERIFIERS,
    EscalationLevel.Audience.OVERSEER: Told.OVERSEERS,
}
"""Whom the audience of an escalation level (data of the town) means on one report."""

REMINDED_LATE = frozenset({Clock.PLANNED, Clock.APPEAL})
"""Clocks whose last reminder says that the date has come; they do not escalate."""
OWED_BY_COORDINATOR = frozenset({Clock.VERIFICATION, Clock.REFORWARD, Clock.OUTSIDE})


def remind(complaint: Complaint, *, clock: str, act: str) -> Complaint:
    """Remind whoever owes the clock that its date comes near."""
    with moving(complaint, "remind", System(), data={"clock": clock, "act": act}) as step:
        row = step.clocks.running.get(Clock(clock))
        is_due = row is not None and row.due_at <= step.now
        if row is not None:
            if is_due and clock in REMINDED_LATE:  # the others breach when they escalate
                row.breached_at = row.breached_at or row.due_at
                step.complaint.has_breached = True
            _done(row)
        step.told = _reminded(clock, act, is_due=is_due)
        if Told.REPORTER in step.told:
            step.audience = Audience.REPORTER
    return step.complaint


def _reminded(clock: str, act: str, *, is_due: bool) -> set[Told]:
    """Return whom a reminder tells: who owes the clock, and of a plan once also the reporter."""
    if act == REMIND_REPORTER:
        return {Told.REPORTER}
    if clock == Clock.APPEAL:
        return {Told.DECIDERS}
    if clock == Clock.PLANNED:
        return {Told.LEAD} if is_due else {Told.LEAD, Told.REPORTER}
    return _told_at(0, clock)


def escalate(complaint: Complaint, *, clock: str, level: int) -> Complaint:
    """Note that a clock ran out (level 1), or that it has been so for longer, one level up.

    The reporter is told once per clock, at the first level.
    """
    with moving(
        complaint,
        "escalate",
        System(),
        data={"clock": clock, "level": level},
    ) as step:
        row = step.clocks.running.get(Clock(clock))
        first = row is not None and row.breached_at is None
        if row is not None:
            if first:
                row.breached_at = row.due_at
            row.level = max(row.level, level)
            _done(row)
        step.complaint.has_breached = True
        step.told = _told_at(level, clock)
        if first:
            step.audience = Audience.REPORTER
            step.told.add(Told.REPORTER)
    return step.complaint


def _told_at(level: int, clock: str) -> set[Told]:
    """Return whom ``level`` tells; what the coordinator owes has verifiers instead of a liaison."""
    audiences = {row.level: LEVEL_TOLD[row.audience] for row in law.escalation_levels()}
    told = audiences.get(level, Told.OVERSEERS)
    if clock not in OWED_BY_COORDINATOR or told not in (Told.HOLDER, Told.SUPERVISORS):
        return {told}
    return {Told.VERIFIERS, told} - {Told.HOLDER}


def auto_resolve(complaint: Complaint) -> Complaint:
    """Close an answered report after the reporter's silence."""
    with moving(complaint, "auto_resolve", System(), audience=Audience.REPORTER) as step:
        pass
    return step.complaint


def wait_longer(complaint: Complaint) -> Complaint:
    """Give the reporter the longer time of an answer that is not known to have arrived."""
    data = {"why": "answer_not_heard"}
    with moving(
        complaint, "move_deadline", System(), audience=Audience.REPORTER, data=data
    ) as step:
        step.clocks.wait_longer(Clock.CONFIRMATION)
    return step.complaint


def lapse(complaint: Complaint) -> Complaint:
    """End the wait for the reporter: archive before the first forward, else go on as it is."""
    with moving(complaint, "lapse", System(), audience=Audience.REPORTER) as step:
        if step.complaint.status == State.ARCHIVED:
            step.data["reason"] = DATA_MISSING
    return step.complaint


def archive_unheard(complaint: Complaint) -> Complaint:
    """Archive a referred report whose body never answered; the message names Ombudsman RI."""
    with moving(
        complaint,
        "archive",
        System(),
        words=reasons.label_of("archive", NO_OUTSIDE_ANSWER),
        audience=Audience.REPORTER,
        data={"reason": NO_OUTSIDE_ANSWER},
        arguments={"reason": NO_OUTSIDE_ANSWER},
    ) as step:
        pass
    return step.complaint


def recompute_all(*, why: str) -> int:
    """Apply an edited calendar to the clocks of every open report, with an event for each moved.

    Args:
        why: code of the edit for the event, such as ``holiday:2026-12-24``.

    Returns:
        How many reports had a date moved.
    """
    moved = 0
    running = Deadline.objects.filter(stopped_at__isnull=True)
    ids = running.order_by("complaint").values_list("complaint", flat=True).distinct()
    for complaint in Complaint.objects.filter(pk__in=ids).iterator(chunk_size=500):
        try:
            moved += _dates_change(complaint) and _recompute(complaint, why)
        except (Refused, DatabaseError) as error:
            log.warning("recompute.failed", complaint=complaint.pk, error=type(error).__name__)
    return moved


def _recompute(complaint: Complaint, why: str) -> bool:
    data = {"why": why}
    with moving(
        complaint, "move_deadline", System(), audience=Audience.REPORTER, data=data
    ) as step:
        step.clocks.recompute()
        if not step.clocks.changes:
            raise Refused("Tenggat sudah dihitung ulang.")
    return True


def _dates_change(complaint: Complaint) -> bool:
    clocks = Clocks(complaint, verb="move_deadline", now=complaint.updated_at)
    return any(clocks.due_of(row) != row.due_at for row in clocks.running.values())


def _done(row: Deadline) -> None:
    """Take the act that was just done off the list and have the row written."""
    _advance(row)
    row.save()


def _advance(row: Deadline) -> None:
    """Take the next act of ``row`` off its list, after the sweep has done one (unsaved)."""
    if row.acts:
        at, act = row.acts[0]
        row.acts = row.acts[1:]
        row.next_act_at, row.next_act = datetime.fromisoformat(at), act
    else:
        row.next_act_at, row.next_act = None, ""
