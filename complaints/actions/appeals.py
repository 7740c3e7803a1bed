"""Appeals: the reporter asks, an overseer who never acted on the report decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.models import Agency
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.actions.coordination import assign, unassign
from complaints.law.rules import is_planned
from complaints.models import Complaint
from complaints.states import Audience, Clock, State

if TYPE_CHECKING:
    from accounts.models import User
    from complaints.law.roles import OnRequest, ReporterOf


def appeal(complaint: Complaint, *, by: ReporterOf | OnRequest, text: str) -> Complaint:
    """Ask the overseer to decide: once, within 30 calendar days. Raises ``Refused``."""
    with moving(complaint, "appeal", by, words=text, audience=Audience.REPORTER) as step:
        pass
    return step.complaint


def uphold(
    complaint: Complaint,
    *,
    by: User,
    reason: str,
    lead: Agency | None = None,
    instruction: str = "",
) -> Complaint:
    """Decide for the reporter.

    Args:
        complaint: the report.
        by: an overseer who never acted on it.
        reason: what the reporter and the agency read.
        lead: the agency that is bound by the decision, or None when the archive or the class was
            wrong and the coordinator must verify anew.
        instruction: what the agency must do.

    Raises:
        Refused: not the one who may decide.
    """
    with moving(
        complaint,
        "uphold",
        by,
        words=reason,
        audience=Audience.REPORTER,
        data={"lead": lead.pk if lead else None},
        arguments={"to_agency": lead is not None},
    ) as step:
        row = step.complaint
        row.outcome, row.answered_at, row.planned_until = "", None, None
        row.was_confirmed = False
        row.followed_up_at = None
        row.outside_body, row.outside_ref = None, ""
        told = set(step.circle.agency_ids)
        if lead is not None:
            if row.is_sealed:
                raise Refused("Laporan tersegel tidak diteruskan ke instansi.")
            assign(step, lead=lead, instruction=instruction)
            step.clocks.start(Clock.RESOLUTION)
            step.clocks.start(Clock.FIRST_FOLLOW_UP)
        else:
            unassign(step)
            step.clocks.start(Clock.VERIFICATION)
        step.circle.agency_ids |= told
    return step.complaint


def dismiss(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Decide against the reporter; the message names Ombudsman RI. Raises ``Refused``."""
    with moving(complaint, "dismiss", by, words=reason, audience=Audience.REPORTER) as step:
        row = step.complaint
        if row.status == State.RESOLVED and is_planned(row):
            _plan_again(step)
    return step.complaint


def _plan_again(step: Step) -> None:
    """Run the clock of a plan on that the appeal stopped; its one new date stays used up."""
    before = [row for row in step.clocks.stopped if row.clock == Clock.PLANNED]
    if before:
        day = before[-1].due_at.astimezone(step.clocks.calendar.zone).date()
        step.clocks.start(Clock.PLANNED, fixed_on=day).rounds = before[-1].rounds
