"""What following up and answering share: approval, the author, a draft's files, the part owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from complaints import privacy
from complaints.actions._asking import Refused
from complaints.actions._move import Step
from complaints.law import approval
from complaints.law.actors import Role
from complaints.law.roles import Approver
from complaints.models import AnswerDraft, Attachment, Event, FollowUp
from complaints.states import Audience

if TYPE_CHECKING:
    from accounts.models import User


def check_approval(step: Step, draft: AnswerDraft | None, outcome: str = "") -> None:
    """Refuse what a head must see first, unless it comes from a draft that was decided."""
    if draft is None and (
        why_not := approval.refusal(step.complaint, step.verb, step.actor, outcome=outcome)
    ):
        raise Refused(why_not)


def author_of(by: User | Approver, draft: AnswerDraft | None) -> User:
    """Return who wrote what is sent: of a draft its author, not the one who approved it."""
    if draft is not None:
        return draft.author
    return by.user if isinstance(by, Approver) else by


def send_with(step: Step, draft: AnswerDraft | None, *, proof: bool) -> None:
    """Let the files of a draft go out with what it became."""
    if draft is None:
        return
    files = Attachment.objects.filter(event=draft.event_id)

    def send(event: Event) -> None:
        files.update(event=event, audience=step.audience, is_proof=proof)
        AnswerDraft.objects.filter(pk=draft.pk).update(sent_event=event)

    step.afterwards(send)


def mark_part(step: Step) -> None:
    """Note that an agency gave the visible follow-up it owes; a unit acts for its parent."""
    acting = set(step.actor.agency_ids)
    if step.actor.has(Role.HOLDER, Role.APPROVER) and step.complaint.lead_id is not None:
        acting.add(step.complaint.lead_id)
    step.complaint.assignments.filter(
        ended_at__isnull=True, followed_up_at__isnull=True, agency__in=acting
    ).update(followed_up_at=step.now)


def keep_follow_up(step: Step, event: Event, by: User, next_news_on: date | None) -> None:
    """Keep what was done beside its event, with what the public reads of it."""
    FollowUp.objects.create(
        complaint=step.complaint,
        event=event,
        agency_id=event.agency_id,
        author=by,
        public_text=privacy.mask(step.words) if step.audience == Audience.PUBLIC else "",
        next_news_on=next_news_on,
        created_at=step.now,
    )
