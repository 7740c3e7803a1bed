"""What the clocks do when nobody else does: reminders, escalation, silence, calendar edits."""

from __future__ import annotations

import structlog
from django.db import DatabaseError

from agencies import law
from agencies.models import EscalationLevel
from complaints import reasons
from complaints.actions._move import Refused, moving
from complaints.deadlines import Clocks, advance
from complaints.models import Complaint, Deadline
from complaints.roles import System
from complaints.rules import DATA_MISSING
from complaints.states import ESCALATING, Audience, Clock, State, Told

log = structlog.get_logger()

NO_OUTSIDE_ANSWER = "no_outside_answer"
LEVEL_TOLD = {
    EscalationLevel.Audience.LIAISON: Told.LEAD,
    EscalationLevel.Audience.SUPERVISOR: Told.SUPERVISORS,
    EscalationLevel.Audience.COORDINATOR: Told.VERIFIERS,
    EscalationLevel.Audience.OVERSEER: Told.OVERSEERS,
}
"""Whom the audience of an escalation level (data of the town) means on one report."""

OWED_BY_COORDINATOR = frozenset({Clock.VERIFICATION, Clock.REFORWARD, Clock.OUTSIDE})


def remind(complaint: Complaint, *, clock: str, act: str) -> Complaint:
    """Remind whoever owes the clock that its date comes near."""
    with moving(complaint, "remind", System(), data={"clock": clock, "act": act}) as step:
        row = step.clocks.running.get(Clock(clock))
        if row is not None:
            _done(row)
        to_reporter = act == "remind_reporter"
        if to_reporter:
            step.audience = Audience.REPORTER
            step.told = {Told.REPORTER}
        elif clock == Clock.APPEAL:
            step.told = {Told.DECIDERS}
        elif clock == Clock.PLANNED:
            step.told = {Told.LEAD, Told.REPORTER}
        else:
            step.told = {Told.VERIFIERS if clock in OWED_BY_COORDINATOR else Told.HOLDER}
    return step.complaint


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
        step.told = {_told_at(level)}
        if clock in OWED_BY_COORDINATOR and level == 1:
            step.told = {Told.VERIFIERS, Told.SUPERVISORS}
        if first and clock in ESCALATING:
            step.audience = Audience.REPORTER
            step.told.add(Told.REPORTER)
    return step.complaint


def _told_at(level: int) -> Told:
    for one in law.escalation_levels():
        if one.level == level:
            return LEVEL_TOLD[one.audience]
    return Told.OVERSEERS


def auto_resolve(complaint: Complaint) -> Complaint:
    """Close an answered report after the reporter's silence."""
    with moving(complaint, "auto_resolve", System(), audience=Audience.REPORTER) as step:
        pass
    return step.complaint


def wait_longer(complaint: Complaint) -> Complaint:
    """Give the reporter the longer time of an answer that is not known to have arrived."""
    with moving(complaint, "move_deadline", System(), data={"why": "answer_not_heard"}) as step:
        step.clocks.wait_longer(Clock.CONFIRMATION)
    return step.complaint


def lapse(complaint: Complaint) -> Complaint:
    """End the wait for the reporter: archive before the first forward, else go on as it is."""
    with moving(complaint, "lapse", System(), audience=Audience.REPORTER) as step:
        if step.complaint.status == State.ARCHIVED:
            step.data["reason"] = DATA_MISSING
            step.clocks.resume()
            step.clocks.stop(list(Clock))
        else:
            step.clocks.resume()
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
    with moving(complaint, "move_deadline", System(), data={"why": why}) as step:
        step.clocks.recompute()
        if not step.clocks.changes:
            raise Refused("Tenggat sudah dihitung ulang.")
    return True


def _dates_change(complaint: Complaint) -> bool:
    clocks = Clocks(complaint, verb="move_deadline", now=complaint.updated_at)
    return any(clocks.due_of(row) != row.due_at for row in clocks.running.values())


def _done(row: Deadline) -> None:
    """Take the act that was just done off the list and have the row written."""
    advance(row)
    row.save()
