"""The minute's sweep: what the clocks must do now, one report at a time, beside other sweepers."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from agencies import law
from agencies.models import Promise
from complaints import actions
from complaints.deadlines import ESCALATE, EXPIRE
from complaints.models import AnswerDraft, CalendarEdit, Complaint, Deadline, Notification
from complaints.states import Clock
from lapor import clock, kept

BATCH = 100
MOST_SECONDS = 50.0
"""A sweep comes every minute."""
MOST_MISSED = 50
ASKED_WITHIN = timedelta(days=14)
"""How late the question *Masih baik?* may still be put."""
FORGOTTEN_AT_ONCE = 5_000
SETTLES_AFTER = timedelta(seconds=kept.KEEP_SECONDS * 2)

log = structlog.get_logger()


def sweep_deadlines(*, seconds: float = MOST_SECONDS) -> int:
    """Do every act whose moment has come; return how many were done.

    A report that another worker holds is left for the next sweep. An act that fails is logged and
    does not keep the others waiting. After a long outage the rest waits for the next minute, so
    that no worker is ended in the middle and no two sweeps go for the same rows.

    Args:
        seconds: after which no further batch is begun.
    """
    done = 0
    skipped: set[int] = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        due = Deadline.objects.filter(next_act_at__lte=clock.now()).exclude(pk__in=skipped)
        batch = list(due.order_by("next_act_at", "id").values_list("pk", "complaint_id")[:BATCH])
        if not batch:
            break
        for pk, complaint_id in batch:
            try:
                acted = _act(pk, complaint_id)
            except Exception as error:  # noqa: BLE001  (one report must not stop the others)
                log.warning("sweep.failed", deadline=pk, error=type(error).__name__)
                acted = False
            if acted:
                done += 1
            else:
                skipped.add(pk)
    return done


def catch_up(complaint: Complaint, *, until: datetime) -> None:
    """Do what the clocks of one report missed, each act at its own moment (only in a demo).

    Args:
        complaint: the report.
        until: the present; later acts wait for the sweep.
    """
    missed = Deadline.objects.filter(complaint=complaint, next_act_at__lte=until)
    for _ in range(MOST_MISSED):
        row = missed.order_by("next_act_at", "id").first()
        if row is None or row.next_act_at is None:
            return
        with clock.standing_at(row.next_act_at):
            _do(complaint, row)


def _act(pk: int, complaint_id: int) -> bool:
    with transaction.atomic():
        locked = Complaint.objects.select_for_update(no_key=True, skip_locked=True)
        complaint = locked.filter(pk=complaint_id).first()
        if complaint is None:
            return False
        row = Deadline.objects.filter(pk=pk, next_act_at__lte=clock.now()).first()
        if row is None:
            return False
        _do(complaint, row)
    return True


def _do(complaint: Complaint, row: Deadline) -> None:
    act, _, level = row.next_act.partition(":")
    if act == ESCALATE:
        actions.escalate(complaint, clock=row.clock, level=int(level))
    elif act == EXPIRE:
        _expire(complaint, row)
    else:
        actions.remind(complaint, clock=row.clock, act=act)


def _expire(complaint: Complaint, row: Deadline) -> None:
    match row.clock:
        case Clock.COMPLETION:
            actions.lapse(complaint)
        case Clock.OUTSIDE:
            actions.archive_unheard(complaint)
        case Clock.CONFIRMATION if _is_longest(row) or answer_was_heard(complaint):
            actions.auto_resolve(complaint)
        case Clock.CONFIRMATION:
            actions.wait_longer(complaint)


def answer_was_heard(complaint: Complaint) -> bool:
    """Whether the answer was delivered, opened in the tracker, or told by phone."""
    if complaint.opened_by_reporter_at is not None:
        return True
    return Notification.objects.filter(
        complaint=complaint,
        reporter__isnull=False,
        template__in=["answer", "outside_news"],
        dropped_at__isnull=True,
        delivery__sent_at__gte=complaint.answered_at,
    ).exists()


def _is_longest(row: Deadline) -> bool:
    """Whether the clock already has the longer time of an answer that may not have arrived."""
    return row.days >= law.promise(Clock.CONFIRMATION, Promise.Case.UNDELIVERED).amount


def escalate_drafts(*, most: int = BATCH) -> int:
    """Take drafts that always need approval one level up when nobody decided them in time.

    Returns:
        How many; a report that another worker holds waits for the next sweep.
    """
    undecided = AnswerDraft.objects.filter(
        state=AnswerDraft.State.WAITING, escalated_at__isnull=True, due_at__lte=clock.now()
    ).filter(needs=AnswerDraft.Needs.ALWAYS)
    done = 0
    for draft in undecided.select_related("complaint").order_by("due_at")[:most]:
        with transaction.atomic():
            rows = Complaint.objects.select_for_update(no_key=True, skip_locked=True)
            if not rows.filter(pk=draft.complaint_id).exclude(draft_needs="").exists():
                continue
            if undecided.filter(pk=draft.pk).exists():
                actions.escalate_draft(draft)
                done += 1
    return done


def ask_again(*, most: int = BATCH) -> int:
    """Ask reporters whether it is still good; return how many were asked.

    What came due long ago (a town that stood still, a past that was brought in) is not asked.

    Args:
        most: how many at most; the next beat goes on.
    """
    now = clock.now()
    due = Complaint.objects.filter(ask_again_at__lte=now).order_by("ask_again_at")
    old = due.filter(ask_again_at__lt=now - ASKED_WITHIN).values("pk")[:FORGOTTEN_AT_ONCE]
    Complaint.objects.filter(pk__in=old).update(ask_again_at=None)
    return sum(_ask_again(pk) for pk in list(due.values_list("pk", flat=True)[:most]))


def _ask_again(pk: int) -> bool:
    """Ask one reporter; a report that another worker holds waits for the next beat."""
    with transaction.atomic():
        locked = Complaint.objects.select_for_update(no_key=True, skip_locked=True)
        complaint = locked.filter(pk=pk, ask_again_at__lte=clock.now()).first()
        if complaint is None:
            return False
        actions.ask_again(complaint)
    return True


def apply_calendar_edits() -> int:
    """Move the dates of running clocks after an edit of the calendar; return of how many reports.

    Every process keeps the calendar for a minute, so an edit is applied again until no verb can
    have counted with the old one.
    """
    edits = list(CalendarEdit.objects.filter(settled_at__isnull=True).order_by("at", "id"))
    if not edits:
        return 0
    law.forget()
    moved = actions.recompute_all(why=edits[-1].why)
    now = clock.now()
    settled = [edit.pk for edit in edits if now - edit.at > SETTLES_AFTER]
    CalendarEdit.objects.filter(pk__in=settled).update(settled_at=now)
    return moved
