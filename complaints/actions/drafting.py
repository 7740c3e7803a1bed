"""Answers that somebody else sends: a draft is handed in, approved and sent, or given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from agencies import law
from complaints import uploads
from complaints.actions import answering, handling
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.law import approval
from complaints.law.actors import LIAISONS, Role
from complaints.law.roles import Approver, System
from complaints.models import AnswerDraft, Attachment, Complaint, Event
from complaints.states import Audience, Told

if TYPE_CHECKING:
    from accounts.models import User

Needs, State, Verb = AnswerDraft.Needs, AnswerDraft.State, AnswerDraft.Verb
GONE = "Konsep ini sudah diputus atau diganti. Muat ulang halaman ini."


def submit_draft(
    complaint: Complaint,
    *,
    by: User,
    verb: str,
    content: dict[str, Any],
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Hand in a follow-up or final answer for somebody else to send.

    What needs approval goes to the head; an operator's other drafts go to the liaison.

    Args:
        complaint: the report.
        by: a liaison, or an operator of a unit that works on it.
        verb: ``follow_up`` or ``answer``.
        content: what the form of that verb asks for, as texts.
        files: kept with the draft, and sent with it.

    Raises:
        Refused: the state or role forbids it, somebody else's draft waits, or something is missing.
    """
    with moving(complaint, "submit_draft", by, words=content["text"], data={"draft": verb}) as step:
        row = step.complaint
        _check(step, verb, content, files)
        needed = _needed(step, verb, content)
        _replace(step, by)
        step.attach(files, audience=Audience.INTERNAL)
        step.data["needs"] = row.draft_needs = needed
        if needed in approval.NEED_A_HEAD:
            step.told = {Told.SUPERVISORS}
        else:
            step.told, step.circle.named_agencies = {Told.NAMED}, {_agency_of(step, verb)}
        step.afterwards(lambda event: _keep(step, event, by, verb, content))
    return step.complaint


def approve(complaint: Complaint, *, by: User, draft: int) -> Complaint:
    """Send what was handed in: the head after approval, or the liaison where that is enough.

    Args:
        complaint: the report.
        by: the head or the substitute; a liaison for what needs no approval, and for what nobody
            decided in time unless approval is always needed.
        draft: id of the draft that was read; another one is not sent unread.

    Raises:
        Refused: nothing waits, it is not this officer's to send, or the verb itself is refused.
    """
    with transaction.atomic():
        with moving(complaint, "approve", by, data={"draft": draft}) as step:
            row = _waiting(step, draft)
            as_head = _check_sender(step, row)
            step.complaint.draft_needs = ""
            AnswerDraft.objects.filter(pk=row.pk).update(
                state=State.SENT, decided_by=by, decided_at=step.now
            )
        who: User | Approver = Approver(by, row.agency_id) if as_head else by
        return _send(step.complaint, row, who)


def return_draft(complaint: Complaint, *, by: User, draft: int, note: str) -> Complaint:
    """Give a draft back to its author with a note; the author is told. Raises ``Refused``."""
    with moving(complaint, "return_draft", by, words=note, data={"draft": draft}) as step:
        row = _waiting(step, draft)
        if row.needs in approval.NEED_A_HEAD and step.actor.has(Role.SUPERVISOR):
            step.role = Role.SUPERVISOR
        step.complaint.draft_needs = ""
        step.circle.named = {row.author_id}
        AnswerDraft.objects.filter(pk=row.pk).update(
            state=State.RETURNED, decided_by=by, decided_at=step.now, note=note
        )
    return step.complaint


def escalate_draft(draft: AnswerDraft) -> Complaint:
    """Note that nobody decided a draft in time that always needs approval: one level up."""
    data = {"draft": draft.pk}
    with moving(draft.complaint, "escalate", System(), data=data) as step:
        step.told = {Told.SUPERVISORS, Told.VERIFIERS}
        AnswerDraft.objects.filter(pk=draft.pk).update(escalated_at=step.now)
    return step.complaint


# -- handing in --------------------------------------------------------------------------------


def _check(
    step: Step, verb: str, content: dict[str, Any], files: Sequence[uploads.CleanFile]
) -> None:
    row, actor = step.complaint, step.actor
    if verb not in Verb.values or not content["text"].strip():
        raise Refused("Tulis dahulu apa yang akan dikirim.")
    if verb == Verb.ANSWER:
        if row.lead_id not in actor.agency_ids:
            raise Refused("Jawaban akhir disusun oleh petugas instansi utama.")
        photos = sum(file.kind == Attachment.Kind.IMAGE for file in files)
        missing = reply_of(content).missing(images=len(files), photos=photos)
        if missing:
            raise Refused(missing)
        planned_on = approval.day_of(content.get("planned_on"))
        if planned_on is not None:
            answering.check_plan(planned_on)
    elif content.get("audience") == Audience.INTERNAL:
        raise Refused("Tindak lanjut harus dapat dibaca pelapor. Untuk petugas, tulis catatan.")


def _needed(step: Step, verb: str, content: dict[str, Any]) -> str:
    """Return what the draft waits for; a liaison hands in only what a head is to see."""
    row, actor = step.complaint, step.actor
    needed = approval.needs(row, verb, actor, outcome=content.get("outcome", ""))
    if needed != Needs.SENDING or not actor.has(*LIAISONS):
        return needed
    if row.lead is None or not actor.has(Role.LEAD, Role.HOLDER) or not approval.has_head(row.lead):
        raise Refused("Tidak ada pimpinan yang dapat menyetujui. Anda dapat mengirimnya langsung.")
    return Needs.APPROVAL


def _replace(step: Step, by: User) -> None:
    """Drop the author's own older draft; that of a colleague must be decided first."""
    older = approval.waiting(step.complaint)
    if older is None:
        return
    if older.author_id != by.pk:
        raise Refused(f"Konsep dari {older.author} masih menunggu. Putuskan dahulu yang itu.")
    AnswerDraft.objects.filter(pk=older.pk).update(state=State.DROPPED, decided_at=step.now)


def _agency_of(step: Step, verb: str) -> int:
    """Return for which unit the draft speaks."""
    row = step.complaint
    if verb == Verb.ANSWER and row.lead_id is not None:
        return row.lead_id
    return step.actor.agency_ids[0]


def _keep(step: Step, event: Event, by: User, verb: str, content: dict[str, Any]) -> None:
    AnswerDraft.objects.create(
        complaint=step.complaint,
        verb=verb,
        content=content,
        needs=step.complaint.draft_needs,
        author=by,
        agency_id=_agency_of(step, verb),
        event=event,
        created_at=step.now,
        due_at=law.calendar().close_after(step.now, 1),
    )


# -- deciding ----------------------------------------------------------------------------------


def _waiting(step: Step, pk: int) -> AnswerDraft:
    row = approval.waiting(step.complaint)
    if row is None or row.pk != pk:
        raise Refused(GONE)
    return row


def _check_sender(step: Step, row: AnswerDraft) -> bool:
    """Check who may send a draft; return whether it is sent by a head's approval."""
    if why_not := approval.who_else(row, step.actor):
        raise Refused(why_not)
    if approval.is_approved_by(row, step.actor):
        step.role = Role.SUPERVISOR
        return True
    outcome = row.content.get("outcome", "")
    if row.needs == Needs.SENDING and (
        why_not := approval.refusal(step.complaint, row.verb, step.actor, outcome=outcome)
    ):
        raise Refused(why_not)
    if row.needs == Needs.APPROVAL:
        step.data["undecided"] = True
    return False


def _send(complaint: Complaint, row: AnswerDraft, by: User | Approver) -> Complaint:
    content = row.content
    if row.verb == Verb.ANSWER:
        return answering.answer(complaint, by=by, reply=reply_of(content), draft=row)
    return handling.follow_up(
        complaint,
        by=by,
        text=content["text"],
        audience=Audience(content["audience"]),
        next_news_on=approval.day_of(content.get("next_news_on")),
        draft=row,
    )


def content_of(reply: answering.Answer) -> dict[str, Any]:
    """Return a final answer as a draft keeps it: texts only."""
    values = {name: value for name, value in asdict(reply).items() if value}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in values.items()
    } | {"text": reply.text}


def reply_of(content: dict[str, Any]) -> answering.Answer:
    """Return the final answer that a draft keeps."""
    return answering.Answer(
        outcome=content.get("outcome", ""),
        text=content["text"],
        audience=Audience(content.get("audience", Audience.REPORTER)),
        proof_text=content.get("proof_text", ""),
        legal_basis=content.get("legal_basis", ""),
        planned_on=approval.day_of(content.get("planned_on")),
        planned_unit=content.get("planned_unit", ""),
        budget_source=content.get("budget_source", ""),
    )
