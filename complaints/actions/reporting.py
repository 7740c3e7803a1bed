"""What the reporter does with an own report, proved by receipt, link or account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from complaints import uploads
from complaints.actions._move import moving
from complaints.actions.answering import take_back_answer
from complaints.actions.gathering import hand_on_to_oldest, lock_with_merged
from complaints.actions.succession import to_heir
from complaints.models import Complaint, Event, Rating
from complaints.states import Audience, Clock, State, Told

if TYPE_CHECKING:
    from complaints.law.roles import OnRequest, ReporterOf


def complete(
    complaint: Complaint,
    *,
    by: ReporterOf | OnRequest,
    text: str,
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Answer the officer's question, also within 30 days after the archive. Raises ``Refused``."""
    with moving(complaint, "complete", by, words=text, audience=Audience.REPORTER) as step:
        step.attach(files)
        if step.from_status == State.ARCHIVED:
            step.clocks.restart(Clock.RESOLUTION)
    return step.complaint


def confirm(
    complaint: Complaint, *, by: ReporterOf, stars: int | None = None, words: str = ""
) -> Complaint:
    """Say that it is done, with an optional rating (1–5) and words. Raises ``Refused``."""
    with moving(complaint, "confirm", by, words=words, audience=Audience.REPORTER) as step:
        if step.complaint.lead_id is None:  # answered by a body outside the town
            step.told = {Told.VERIFIERS}
        if stars is not None:
            step.data["stars"] = stars
            step.afterwards(lambda event: _rate(step.complaint, event, stars))
    return step.complaint


def _rate(complaint: Complaint, event: Event, stars: int) -> None:
    Rating.objects.bulk_create(  # in one statement; a report that was reopened has one already
        [Rating(complaint=complaint, event=event, stars=stars, created_at=event.at)],
        update_conflicts=True,
        unique_fields=["complaint"],
        update_fields=["event", "stars", "created_at"],
    )


def object_to_answer(
    complaint: Complaint,
    *,
    by: ReporterOf | OnRequest,
    text: str,
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Say what is still wrong with an answer; at most twice. Raises ``Refused``."""
    with moving(complaint, "object_to_answer", by, words=text, audience=Audience.REPORTER) as step:
        step.attach(files)
        take_back_answer(step)
    return step.complaint


def reopen(
    complaint: Complaint,
    *,
    by: ReporterOf | OnRequest,
    text: str,
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Open a resolved report again at the same agency, or its successor. Raises ``Refused``."""
    with moving(complaint, "reopen", by, words=text, audience=Audience.REPORTER) as step:
        step.attach(files)
        step.complaint.outcome = ""
        step.complaint.answered_at = None
        step.complaint.holder_since = step.now
        to_heir(step)
    return step.complaint


def withdraw(complaint: Complaint, *, by: ReporterOf | OnRequest, reason: str = "") -> Complaint:
    """Take the own report back; the oldest merged one takes its place. Raises ``Refused``."""
    with transaction.atomic():
        lock_with_merged(complaint)
        with moving(
            complaint,
            "withdraw",
            by,
            words=reason,
            audience=Audience.REPORTER,
            data={"reason": "withdrawn"},
        ) as step:
            if step.complaint.holder_id is None:
                step.told = {Told.VERIFIERS}
            hand_on_to_oldest(step)
    return step.complaint


def disclose(complaint: Complaint, *, by: ReporterOf) -> Complaint:
    """Let the agency see the hidden name; this cannot be undone. Raises ``Refused``."""
    with moving(complaint, "disclose", by, audience=Audience.REPORTER) as step:
        pass
    return step.complaint
