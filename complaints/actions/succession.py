"""When an agency closes or an officer leaves: the work goes to whoever comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q

from agencies.models import Agency
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.law.roles import System
from complaints.models import AgencyClosing, Assignment, Complaint
from complaints.states import OPEN, Clock, State, Told
from lapor import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

BATCH = 200
MOST_REFUSED = 200

ReportRows: TypeAlias = "QuerySet[Complaint]"

log = structlog.get_logger()


def hand_on(complaint: Complaint, *, closed: Agency, successor: Agency, by: User) -> Complaint:
    """Put ``successor`` in the place of a closed agency; every clock runs on.

    Args:
        complaint: the report.
        closed: the agency that no longer works.
        successor: the agency that takes over.
        by: who closed it, kept with the event of the system.

    Raises:
        Refused: the agency has no part in this report any more.
    """
    data = {"from": closed.pk, "lead": successor.pk, "decided_by": by.pk}
    with moving(complaint, "hand_on", System(), data=data) as step:
        running = {row.agency_id: row for row in _running(step)}
        part = running.get(closed.pk)
        if part is None and closed.pk not in (step.complaint.lead_id, step.complaint.holder_id):
            raise Refused("Instansi ini tidak lagi menangani laporan ini.")
        if part is not None:
            _pass_part(step, part, running.get(successor.pk), successor)
        _pass_places(step, closed, successor)
        step.circle.agency_ids = {row.agency_id for row in _running(step)}
        if step.complaint.lead_id != successor.pk:
            step.told.discard(Told.REPORTER)  # whom the reporter knows did not change
    return step.complaint


def to_heir(step: Step) -> None:
    """Let a report that comes back go to whoever does the work of its agency today (in a verb)."""
    lead = step.complaint.lead
    if lead is None or lead.is_active or lead.heir.pk == lead.pk:
        return
    heir = lead.heir
    running = {row.agency_id: row for row in _running(step)}
    part = running.get(lead.pk)
    if part is not None:
        _pass_part(step, part, running.get(heir.pk), heir)
    _pass_places(step, lead, heir)
    step.data["lead"] = heir.pk
    step.circle.agency_ids = {row.agency_id for row in _running(step)}


def _running(step: Step) -> list[Assignment]:
    rows = step.complaint.assignments.filter(ended_at__isnull=True)
    return list(rows.select_related("agency"))


def _pass_part(step: Step, part: Assignment, own: Assignment | None, successor: Agency) -> None:
    """End the part of the closed agency and start the successor's; it keeps the larger part."""
    order = (Assignment.Part.LEAD, Assignment.Part.UNIT, Assignment.Part.CO, Assignment.Part.CC)
    heir = own.part if own is not None else ""
    larger = not heir or order.index(Assignment.Part(part.part)) < order.index(
        Assignment.Part(heir)
    )
    if part.part == Assignment.Part.UNIT and not _is_below_lead(step, successor):
        larger = False  # only a unit of the lead agency can hold what was delegated
    _end(step, part)
    if not larger:
        return
    if own is not None:
        _end(step, own)
    Assignment.objects.create(
        complaint=step.complaint,
        agency=successor,
        part=part.part,
        instruction=part.instruction,
        started_at=step.now,
        followed_up_at=part.followed_up_at,
    )


def _end(step: Step, part: Assignment) -> None:
    Assignment.objects.filter(pk=part.pk).update(ended_at=step.now, ended_by=step.verb)


def _is_below_lead(step: Step, successor: Agency) -> bool:
    return step.complaint.lead_id in successor.ancestor_ids


def _pass_places(step: Step, closed: Agency, successor: Agency) -> None:
    """Change who leads and who holds the report; a colleague's assignment ends with the office."""
    row = step.complaint
    if row.lead_id == closed.pk:
        row.lead = successor
    if row.holder_id != closed.pk:
        return
    stays_delegated = row.lead_id != successor.pk and _is_below_lead(step, successor)
    row.holder = successor if stays_delegated or row.lead_id == successor.pk else row.lead
    row.holder_officer, row.holder_since = None, step.now


def leave_to(complaint: Complaint, *, leaver: User, to: User | None, by: User) -> Complaint:
    """Give a report of an officer who leaves to a colleague, or to nobody in particular.

    Args:
        complaint: the report.
        leaver: the officer to whom it was assigned.
        to: the colleague, or None.
        by: who ended the officer's role, kept with the event of the system.

    Raises:
        Refused: it was assigned to somebody else meanwhile.
    """
    data = {"from_officer": leaver.pk, "to": to.pk if to else None, "decided_by": by.pk}
    with moving(complaint, "assign", System(), data=data) as step:
        if step.complaint.holder_officer_id != leaver.pk:
            raise Refused("Laporan ini sudah ditugaskan kepada petugas lain.")
        step.complaint.holder_officer = to
        step.circle.named = {to.pk} if to else set()
    return step.complaint


def assigned_at(user: User, agency: Agency | None) -> ReportRows:
    """Return the open reports assigned to ``user`` at an agency, or (None) at the coordinator."""
    mine = Complaint.objects.filter(holder_officer=user, status__in=OPEN).order_by("id")
    rows: ReportRows = mine.filter(holder=agency) if agency else mine.filter(holder__isnull=True)
    return rows


# -- a closed agency -------------------------------------------------------------------------


def waiting_at(agency: Agency) -> ReportRows:
    """Return the reports in which ``agency`` still has something to do.

    Open ones, those merged into another one, which may come back, and plans that owe their proof.
    """
    running = Assignment.objects.filter(
        complaint=OuterRef("pk"), agency=agency, ended_at__isnull=True
    )
    awake = Q(status__in=[*OPEN, State.MERGED]) | Q(
        deadlines__clock=Clock.PLANNED, deadlines__stopped_at__isnull=True
    )
    part = Q(lead=agency) | Q(holder=agency) | Q(Exists(running))
    rows: ReportRows = Complaint.objects.filter(part & awake).order_by("id").distinct()
    return rows


def go_on(closing: AgencyClosing, *, most: int = 1_000_000) -> AgencyClosing:
    """Hand on what waits at a closed agency; may be called again and by several at once.

    A report that cannot be handed on is kept in ``refused`` with its sentence.

    Args:
        closing: which agency.
        most: reports after which to stop.
    """
    if closing.finished_at is not None:
        return closing
    if closing.successor is None:
        return _finish(closing)
    refused: list[dict[str, str]] = []
    tried = after = 0
    while tried < most:
        waiting = waiting_at(closing.agency).filter(pk__gt=after)
        batch = list(waiting[: min(BATCH, most - tried)])
        if not batch:
            return closing if refused else _finish(closing)
        answers = [(complaint.code, _try(complaint, closing)) for complaint in batch]
        refused += [{"code": code, "why": why} for code, why in answers if why]
        tried, after = tried + len(batch), batch[-1].pk
        _count(closing, sum(not why for _, why in answers), refused)
    return closing


def _try(complaint: Complaint, closing: AgencyClosing) -> str:
    """Hand on one report; return why not."""
    assert closing.successor is not None
    try:
        hand_on(complaint, closed=closing.agency, successor=closing.successor.heir, by=closing.by)
    except Refused as refused:
        return str(refused)
    except DatabaseError as error:
        log.warning("hand_on.failed", complaint=complaint.pk, error=type(error).__name__)
        return "Laporan ini sedang dipakai. Dicoba lagi setiap menit."
    return ""


def _count(closing: AgencyClosing, handed: int, refused: list[dict[str, str]]) -> None:
    """Add to the progress that every page shows."""
    with transaction.atomic():
        row = AgencyClosing.objects.select_for_update(of=("self",)).get(pk=closing.pk)
        closing.done = row.done = min(row.total, row.done + handed)
        closing.refused = row.refused = refused[:MOST_REFUSED]
        row.save(update_fields=["done", "refused"])


def _finish(closing: AgencyClosing) -> AgencyClosing:
    closing.finished_at, closing.done, closing.refused = clock.now(), closing.total, []
    closing.save(update_fields=["finished_at", "done", "refused"])
    return closing


def go_on_all() -> int:
    """Go on with every closing that is not finished; return how many there were."""
    rows = list(
        AgencyClosing.objects.filter(finished_at__isnull=True).select_related(
            "agency", "successor", "by"
        )
    )
    for closing in rows:
        go_on(closing)
    return len(rows)
