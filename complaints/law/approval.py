"""When somebody else must see an answer before it is sent, and what a waiting draft says.

Law: workflow.md, *Drafts and approval*. A draft is no state and stops no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from agencies.models import Agency, Officer
from complaints.law.actors import LIAISONS, Actor, Role
from complaints.models import AnswerDraft, Attachment, Complaint, Outcome
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User
    from agencies.models.offices import OfficerQuerySet

Needs, Verb = AnswerDraft.Needs, AnswerDraft.Verb
NEED_A_HEAD = (Needs.APPROVAL.value, Needs.ALWAYS.value)
ALWAYS_FOR = frozenset({Outcome.PLANNED.value, Outcome.REFUSED.value})
"""Outcomes that no agency sends without approval; nor any answer after an objection."""
SENTENCE = (
    "Jawaban ini perlu persetujuan pimpinan. Pilih “Ajukan persetujuan”; teks Anda tetap ada."
)


def needs(complaint: Complaint, verb: str, actor: Actor, *, outcome: str = "") -> str:
    """Return what an answer of ``actor`` waits for: a value of ``AnswerDraft.Needs``.

    ``sending`` means that a liaison may send it. It is also that where no head is left who could
    approve, for a head who sends with own hands, and for co-agencies, whose heads only read.

    Args:
        complaint: the report.
        verb: ``follow_up`` or ``answer``.
        actor: who wants to send it.
        outcome: of an answer, where it is known.
    """
    lead = complaint.lead
    if lead is None or {lead.pk, complaint.holder_id}.isdisjoint(actor.agency_ids):
        return Needs.SENDING
    always = verb == Verb.ANSWER and (complaint.objections > 0 or outcome in ALWAYS_FOR)
    chosen = {Agency.Approval.ALL: Verb.values, Agency.Approval.ANSWER: [Verb.ANSWER.value]}
    by_policy = verb in chosen.get(Agency.Approval(lead.approval), [])
    if not (always or by_policy):
        return Needs.SENDING
    above = heads(lead)
    own_head = actor.absent(Role.SUPERVISOR) is None and actor.user in above
    if own_head or not above:
        return Needs.SENDING
    return Needs.ALWAYS if always else Needs.APPROVAL


def has_head(agency: Agency) -> bool:
    """Whether somebody is there who approves for an agency: its head, or one above it."""
    return _heads(agency).exists()


def heads(agency: Agency) -> list[User]:
    """Return who approves for an agency today: its heads and those above, or their substitutes."""
    return _heads(agency).people()


def _heads(agency: Agency) -> OfficerQuerySet:
    seats = Officer.objects.active().filter(role=Officer.Role.SUPERVISOR)
    return seats.filter(agency__in=[agency.pk, *agency.ancestor_ids])


def refusal(complaint: Complaint, verb: str, actor: Actor, *, outcome: str = "") -> str:
    """Return why an answer may not be sent directly, or an empty text."""
    needed = needs(complaint, verb, actor, outcome=outcome)
    return SENTENCE if needed in NEED_A_HEAD else ""


def sends_directly(complaint: Complaint, verb: str, actor: Actor) -> bool:
    """Whether an officer can send an answer without handing it in, whatever its outcome may need."""
    direct = actor.has(Role.LEAD) if verb == Verb.ANSWER else actor.has(*LIAISONS)
    return direct and not refusal(complaint, verb, actor)


def is_approved_by(draft: AnswerDraft, actor: Actor) -> bool:
    """Whether ``actor`` may send a draft as a head; nobody approves the own words."""
    if actor.user is None or actor.user.pk == draft.author_id or not actor.has(Role.SUPERVISOR):
        return False
    return actor.user in heads(draft.agency)


def who_else(draft: AnswerDraft, actor: Actor) -> str:
    """Return why ``actor`` may not send a waiting draft, or an empty text."""
    if is_approved_by(draft, actor):
        return ""
    senders = [Role.LEAD] if draft.verb == Verb.ANSWER else LIAISONS
    if draft.needs == Needs.ALWAYS:
        return "Jawaban ini hanya dikirim dengan persetujuan pimpinan."
    if not actor.has(*senders):
        return "Konsep ini dikirim oleh pejabat penghubung."
    if draft.needs == Needs.APPROVAL and clock.now() < draft.due_at:
        return "Pimpinan masih punya waktu satu hari kerja untuk memutuskan konsep ini."
    return ""


@dataclass(frozen=True)
class DraftSheet:
    """One draft in words, for its panel and for the *nota dinas* that is printed from it."""

    pk: int
    code: str
    title: str
    agency: str
    verb: str
    author: str
    at: datetime
    due_at: datetime
    needs: str
    state: str
    text: str
    audience: str
    outcome: str
    proof_text: str
    legal_basis: str
    planned_on: date | None
    planned_unit: str
    budget_source: str
    next_news_on: date | None
    note: str
    decided_by: str
    decided_at: datetime | None
    files: tuple[Attachment, ...]

    @property
    def needs_head(self) -> bool:
        """Whether it waits for a head rather than for the liaison."""
        return self.needs in NEED_A_HEAD


def sheet_of(draft: AnswerDraft) -> DraftSheet:
    """Return a draft in words: one query for its files, and those of what was not joined."""
    content: Mapping[str, Any] = draft.content
    return DraftSheet(
        pk=draft.pk,
        code=draft.complaint.code,
        title=draft.complaint.agency_title,
        agency=str(draft.agency),
        verb=draft.get_verb_display(),
        author=str(draft.author),
        at=draft.created_at,
        due_at=draft.due_at,
        needs=draft.needs,
        state=draft.state,
        text=content.get("text", ""),
        audience=content.get("audience", ""),
        outcome=dict(Outcome.choices).get(content.get("outcome", ""), ""),
        proof_text=content.get("proof_text", ""),
        legal_basis=content.get("legal_basis", ""),
        planned_on=day_of(content.get("planned_on")),
        planned_unit=content.get("planned_unit", ""),
        budget_source=content.get("budget_source", ""),
        next_news_on=day_of(content.get("next_news_on")),
        note=draft.note,
        decided_by=str(draft.decided_by) if draft.decided_by else "",
        decided_at=draft.decided_at,
        files=tuple(draft.event.attachments.all()),
    )


def waiting(complaint: Complaint) -> AnswerDraft | None:
    """Return the draft of a report that waits; no query where the report says there is none."""
    if not complaint.draft_needs:
        return None
    rows = AnswerDraft.objects.filter(complaint=complaint, state=AnswerDraft.State.WAITING)
    return rows.select_related("author", "agency", "event", "complaint").first()


def day_of(text: str | None) -> date | None:
    """Return a day as a draft keeps it."""
    return date.fromisoformat(text) if text else None
