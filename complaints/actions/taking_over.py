"""Going on here with a report that was imported (*Ambil alih*): docs/decisions/0038."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.models import Agency
from complaints.actions._move import Step, moving
from complaints.actions.coordination import unassign
from complaints.models import Assignment, Complaint
from complaints.states import WITH_AGENCY, Clock, State

if TYPE_CHECKING:
    from accounts.models import User

OWED: dict[str, tuple[Clock, ...]] = {
    State.RECEIVED: (Clock.RESOLUTION, Clock.VERIFICATION),
    State.VERIFIED: (Clock.RESOLUTION, Clock.REFORWARD),
    State.FORWARDED: (Clock.RESOLUTION, Clock.FIRST_FOLLOW_UP),
    State.FOLLOWED_UP: (Clock.RESOLUTION, Clock.PROGRESS),
    State.ANSWERED: (Clock.CONFIRMATION,),
    State.REFERRED: (Clock.OUTSIDE,),
    State.APPEALED: (Clock.APPEAL,),
}
"""The clocks that run in each state on the main road; the resolution first, which bounds another."""


def take_over(complaint: Complaint, *, by: User) -> Complaint:
    """Start the clocks that the state owes, today; from now on everything is as with any report.

    A report of an agency that cannot answer (closed, or without a liaison) goes to the
    coordinator, as one that waits to be forwarded. Raises ``Refused``.
    """
    fresh = Complaint.objects.get(pk=complaint.pk)
    to = State.VERIFIED.value if _is_stranded(fresh) else ""
    with moving(complaint, "take_over", by, arguments={"to": to}) as step:
        row = step.complaint
        row.taken_over_at = step.now
        row.was_forwarded = row.was_forwarded or step.from_status in WITH_AGENCY
        if to:
            unassign(step)
        elif row.lead is not None and step.from_status in WITH_AGENCY:
            _assign(step, row.lead)
        _start_clocks(step)
    return step.complaint


def _is_stranded(complaint: Complaint) -> bool:
    """Whether an agency should have the report, and none that can answer does."""
    if complaint.status not in WITH_AGENCY:
        return False
    if complaint.lead_id is None or complaint.holder_id is None:
        return True
    units = {complaint.lead_id, complaint.holder_id}
    return Agency.objects.addressable().filter(pk__in=units).count() != len(units)


def _assign(step: Step, lead: Agency) -> None:
    """Give the agency its part; the import names it on the report alone."""
    row = step.complaint
    running = row.assignments.filter(ended_at__isnull=True)
    if not running.filter(part=Assignment.Part.LEAD).exists():
        Assignment.objects.create(
            complaint=row, agency=lead, part=Assignment.Part.LEAD, started_at=step.now
        )
    row.holder_since = step.now


def _start_clocks(step: Step) -> None:
    """Start what the state owes; for a question, also what waits behind it, paused."""
    row = step.complaint
    if row.status == State.NEEDS_INFO:
        for one in OWED.get(row.resume_status, ()):
            step.clocks.start(one)
        step.clocks.pause()
        step.clocks.start(Clock.COMPLETION)
        return
    for one in OWED[row.status]:
        step.clocks.start(one)
