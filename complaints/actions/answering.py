"""The final answer: giving it, planning it, carrying the plan out, sending it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from agencies import law
from complaints import privacy, uploads
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.actions._said import author_of, check_approval, keep_follow_up, mark_part, send_with
from complaints.law.roles import Approver
from complaints.law.rules import asks_again_at
from complaints.models import (
    AnswerDraft,
    Attachment,
    Complaint,
    Event,
    FollowUp,
    Outcome,
)
from complaints.states import Audience, Clock
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Answer:
    """A final answer: its outcome and what the outcome asks for (workflow.md, *Outcomes*)."""

    outcome: str
    text: str
    audience: Audience = Audience.PUBLIC
    proof_text: str = ""
    legal_basis: str = ""
    planned_on: date | None = None
    planned_unit: str = ""
    budget_source: str = ""

    def missing(self, *, images: int, photos: int | None = None) -> str:
        """Return the sentence for what the outcome still asks for, or an empty text.

        ``images`` counts the files, ``photos`` those that are pictures (default: all).
        """
        photos = images if photos is None else photos
        if not self.text.strip() or self.outcome not in Outcome.values:
            return "Tulis jawaban dan pilih hasilnya."
        if self.audience == Audience.INTERNAL:
            return "Jawaban harus dapat dibaca pelapor."
        match self.outcome:
            case Outcome.FIXED if not images or not self.proof_text:
                return "Sertakan paling sedikit satu bukti dan kalimat tentang isi bukti itu."
            case Outcome.NOT_FOUND if not photos or not self.proof_text:
                return "Sertakan foto saat pemeriksaan; tulis siapa yang memeriksa dan kapan."
            case Outcome.REFUSED if not self.legal_basis:
                return "Isi dasar hukum penolakan."
            case Outcome.PLANNED if not (
                self.planned_on and self.planned_unit and self.budget_source
            ):
                return "Isi tanggal, pelaksana, dan sumber anggaran rencana itu."
            case Outcome.OUTSIDE:
                return "Hasil ini hanya dari kabar instansi luar."
        return ""


def answer(
    complaint: Complaint,
    *,
    by: User | Approver,
    reply: Answer,
    files: Sequence[uploads.CleanFile] = (),
    draft: AnswerDraft | None = None,
) -> Complaint:
    """Send the final answer of the lead agency, with its outcome and proof.

    ``draft`` is what was handed in before, with its files (``actions.approve``).

    Raises:
        Refused: the state or role forbids it, what the outcome asks for is missing, or it needs
            approval.
    """
    kinds = [file.kind for file in files]
    kinds += [file.kind for file in draft.event.attachments.all()] if draft else []
    missing = reply.missing(images=len(kinds), photos=kinds.count(Attachment.Kind.IMAGE))
    if missing:
        raise Refused(missing)
    with moving(
        complaint,
        "answer",
        by,
        words=reply.text,
        audience=reply.audience,
        data={"outcome": str(reply.outcome)},
    ) as step:
        check_approval(step, draft, reply.outcome)
        step.complaint.outcome = reply.outcome
        step.complaint.planned_until = None
        if reply.outcome == Outcome.PLANNED and reply.planned_on is not None:
            check_plan(reply.planned_on)
            _plan(step, reply.planned_on)
        step.attach(files, proof=True)
        mark_part(step)
        step.complaint.opened_by_reporter_at = None
        author = author_of(by, draft)
        step.afterwards(lambda event: _keep_answer(step, event, author, reply))
        send_with(step, draft, proof=True)
    return step.complaint


def check_plan(day: date) -> None:
    """Refuse a plan for a day that is past or too far away. Raises ``Refused``."""
    months, today = law.limit("planned_months"), clock.today()
    years, month = divmod(today.month - 1 + months, MONTHS_IN_YEAR)
    # A day that the month does not have, such as 31 February, runs over into the next one.
    latest = date(today.year + years, month + 1, 1) + timedelta(days=today.day - 1)
    if not today < day <= latest:
        raise Refused(f"Tanggal rencana harus dalam {months} bulan mendatang.")


def _plan(step: Step, day: date) -> None:
    row = step.clocks.start(Clock.PLANNED, fixed_on=day)
    step.complaint.planned_until = row.due_at


def _keep_answer(step: Step, event: Event, by: User, reply: Answer) -> None:
    shown = step.audience == Audience.PUBLIC
    FollowUp.objects.create(
        complaint=step.complaint,
        event=event,
        agency_id=event.agency_id,
        author=by,
        is_final=True,
        outcome=reply.outcome,
        public_text=privacy.mask(step.words) if shown else "",
        proof_text=reply.proof_text,
        legal_basis=reply.legal_basis,
        planned_on=reply.planned_on,
        planned_unit=reply.planned_unit,
        budget_source=reply.budget_source,
        created_at=step.now,
    )


def carry_out(
    complaint: Complaint,
    *,
    by: User,
    text: str,
    files: Sequence[uploads.CleanFile] = (),
    new_date: date | None = None,
) -> Complaint:
    """Prove that what was planned is done, or give the one new date (*planned*).

    Raises:
        Refused: not a planned report, neither proof nor date, or a second new date.
    """
    if not files and new_date is None:
        raise Refused("Sertakan bukti pelaksanaan, atau isi satu tanggal baru.")
    with moving(complaint, "carry_out", by, words=text, audience=Audience.PUBLIC) as step:
        if files:
            step.clocks.stop([Clock.PLANNED])
            # The time to reopen counts from the proof, but never ends before what was promised:
            # 30 days after the planned date.
            step.complaint.closed_at = max(step.now, step.complaint.planned_until or step.now)
            step.complaint.outcome, step.complaint.planned_until = Outcome.FIXED, None
            step.complaint.ask_again_at = asks_again_at(step.complaint)
            step.attach(files, proof=True)
        elif new_date is not None:
            _move_plan(step, new_date)
        step.afterwards(lambda event: keep_follow_up(step, event, by, None))
    return step.complaint


def _move_plan(step: Step, day: date) -> None:
    row = step.clocks.running.get(Clock.PLANNED)
    if row is None or row.rounds > 1:
        raise Refused("Tanggal rencana hanya dapat diganti satu kali. Sertakan bukti pelaksanaan.")
    check_plan(day)
    row.rounds += 1
    row.breached_at = None
    step.clocks.move(Clock.PLANNED, fixed_on=day)
    step.complaint.planned_until = row.due_at


def return_answer(complaint: Complaint, *, by: User, reason: str, words: str) -> Complaint:
    """Send back an answer that does not answer; the time left runs on. Raises ``Refused``."""
    with moving(complaint, "return_answer", by, words=words, data={"reason": reason}) as step:
        take_back_answer(step)
    return step.complaint


def take_back_answer(step: Step) -> None:
    """Undo what an answer set and run the resolution on, at least two days (inside a verb)."""
    step.complaint.outcome = ""
    step.complaint.answered_at = None
    step.complaint.planned_until = None
    step.clocks.restart(Clock.RESOLUTION)
