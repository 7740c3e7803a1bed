"""Forwarding by itself: what may, what never, and doing it once (docs/decisions/0038)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import structlog
from django.db import transaction

from complaints import actions
from complaints.law.roles import System
from complaints.models import AutoForward, AutoLook, Complaint, Event, Publication
from complaints.reporters import senders
from complaints.routed import records
from complaints.states import State
from lapor import personal
from routing.engine import Suggestion
from routing.models import Category

ABOUT_OFFICERS = frozenset({"pungli", "kepegawaian"})
"""Categories that are about officers themselves; a verifier reads those."""
HUNDRED = 100

log = structlog.get_logger()


class WhyNot(StrEnum):
    """Why a verifier has to look at a report."""

    STATE = "state"
    SEALED = "sealed"
    SECRET = "secret"  # noqa: S105  (a reason, no password)
    HIDDEN = "hidden"
    DANGER = "danger"
    MISCONDUCT = "misconduct"
    IMPORTED = "imported"
    PART = "part"
    PERSONAL = "personal"
    BUNDLE = "bundle"
    UNSURE = "unsure"
    CATEGORY = "category"
    OFF = "off"
    THRESHOLD = "threshold"


@dataclass(frozen=True)
class Choice:
    """Where a report goes by itself, and what the router said."""

    suggested: list[Suggestion]
    category: Category

    @property
    def first(self) -> Suggestion:
        """The suggestion that is followed."""
        return self.suggested[0]


def forward_by_itself(pk: int) -> bool:
    """Verify and forward a new report where everything allows it; return whether that was done.

    May be called any number of times: a report that went on is not new any more. With the look the
    report stops waiting for it, whatever came of it; one that somebody holds just now waits on.
    """
    with transaction.atomic():
        rows = Complaint.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        complaint = rows.select_related("reporter").filter(pk=pk).first()
        if complaint is None:
            return False
        AutoLook.objects.filter(complaint=pk).delete()
        choice = choose(complaint)
        if isinstance(choice, WhyNot):
            log.info("auto_forward.left", complaint=pk, why=str(choice))
            return False
        return _do(complaint, choice)


def _do(complaint: Complaint, choice: Choice) -> bool:
    first = choice.first
    try:
        with transaction.atomic():
            actions.verify_and_forward(
                complaint,
                by=System(),
                verification={
                    "kind": complaint.kind,
                    "category": choice.category,
                    "title": complaint.agency_title,
                    "publication": Publication.PENDING,
                },
                routing={
                    "lead": first.agency,
                    "instruction": _instruction(first),
                    "suggested": choice.suggested,
                },
            )
    except actions.Refused as refused:
        log.info("auto_forward.refused", complaint=complaint.pk, why=str(refused))
        return False
    return True


def _instruction(first: Suggestion) -> str:
    percent = min(HUNDRED - 1, round(HUNDRED * first.probability))
    return (
        f"Diteruskan otomatis {first.reason}. Keyakinan {percent} dari 100. "
        "Bila keliru, kembalikan seperti biasa."
    )


def choose(complaint: Complaint) -> Choice | WhyNot:
    """Return where a report may go without a verifier, or why one has to look at it."""
    return _never(complaint) or _chosen(complaint)


def _never(complaint: Complaint) -> WhyNot | None:
    """Return the first thing for which a report is never forwarded by itself."""
    holds = (
        (WhyNot.STATE, complaint.status != State.RECEIVED),
        (WhyNot.SEALED, complaint.is_sealed),
        (WhyNot.SECRET, complaint.is_secret),
        (WhyNot.HIDDEN, complaint.hides_reporter),
        (WhyNot.DANGER, complaint.danger),
        (WhyNot.MISCONDUCT, complaint.needs_inspection or _may_be_misconduct(complaint)),
        (WhyNot.IMPORTED, complaint.imported_in_id is not None),
        (WhyNot.PART, complaint.parent_report_id is not None or complaint.merged_count > 0),
    )
    found = next((why for why, it_does in holds if it_does), None)
    if found is None and personal.find(f"{complaint.title}\n{complaint.text}"):
        found = WhyNot.PERSONAL
    if found is None and senders.bundle_sizes_of([complaint]):
        found = WhyNot.BUNDLE
    return found


def _may_be_misconduct(complaint: Complaint) -> bool:
    """Whether the reporter was not sure if it is about an officer, or chose such a category."""
    if complaint.category is not None and _is_about_officers(complaint.category):
        return True
    first = Event.objects.filter(complaint=complaint, sequence=1).values_list("data", flat=True)
    return any("misconduct" in data for data in first)


def _is_about_officers(category: Category) -> bool:
    return category.code.partition("-")[0] in ABOUT_OFFICERS


def _chosen(complaint: Complaint) -> Choice | WhyNot:
    """Return the choice where the router is sure and the agency's switch lets it."""
    suggested = records.suggested_for(complaint)
    if not suggested or not suggested[0].is_sure:
        return WhyNot.UNSURE
    first = suggested[0]
    category = complaint.category or first.category
    if category is None or not category.is_active:
        return WhyNot.CATEGORY
    if _is_about_officers(category) or (first.category and _is_about_officers(first.category)):
        return WhyNot.MISCONDUCT
    switch = AutoForward.objects.filter(agency=first.agency, is_on=True).first()
    if switch is None:
        return WhyNot.OFF
    if HUNDRED * first.probability < switch.threshold:
        return WhyNot.THRESHOLD
    return Choice(suggested, category)
