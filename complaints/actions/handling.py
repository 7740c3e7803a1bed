"""What the agencies do: handing on, following up, answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from agencies import law
from agencies.models import Agency
from complaints import approval, privacy, uploads
from complaints.actions._move import Refused, Step, moving
from complaints.actions.coordination import unassign
from complaints.actors import Role
from complaints.models import (
    AnswerDraft,
    Assignment,
    Attachment,
    Complaint,
    Event,
    FollowUp,
    Outcome,
)
from complaints.roles import Approver
from complaints.states import Audience, Clock, Told
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

MONTHS_IN_YEAR = 12


def delegate(complaint: Complaint, *, by: User, unit: Agency, instruction: str = "") -> Complaint:
    """Give the work to a unit below one's own; the lead still answers.

    The lead may also move it from one unit to another. Raises ``Refused``.
    """
    with moving(complaint, "delegate", by, words=instruction, data={"unit": unit.pk}) as step:
        row = step.complaint
        own = row.lead_id if step.actor.has(Role.LEAD) else row.holder_id
        if own not in unit.ancestor_ids or unit.pk == row.holder_id:
            raise Refused("Laporan hanya dapat dilimpahkan ke unit di bawah instansi Anda.")
        if not Agency.objects.addressable().filter(pk=unit.pk).exists():
            raise Refused("Unit tanpa pejabat penghubung yang aktif tidak dapat dipilih.")
        others = row.assignments.filter(ended_at__isnull=True, part=Assignment.Part.UNIT)
        others.exclude(agency__in=unit.ancestor_ids).update(ended_at=step.now, ended_by=step.verb)
        _end_part(step, unit.pk)
        _add_part(step, unit, Assignment.Part.UNIT, instruction)
        row.holder, row.holder_since = unit, step.now
    return step.complaint


def hand_back(
    complaint: Complaint,
    *,
    by: User,
    reason: str,
    words: str,
    suggestion: Agency | None = None,
) -> Complaint:
    """Return the report to the coordinator, or from a delegated unit to its parent.

    Args:
        complaint: the report.
        by: the liaison of the holder.
        reason: a code of the list for ``hand_back``.
        words: why, in a sentence.
        suggestion: the agency that should handle it instead.

    Raises:
        Refused: after a visible follow-up, at the third time, or against a binding decision.
    """
    data = {"reason": reason, "suggestion": suggestion.pk if suggestion else None}
    with moving(complaint, "hand_back", by, words=words, data=data) as step:
        if step.complaint.is_delegated:
            _back_to_parent(step)
        else:
            unassign(step)
    return step.complaint


def _back_to_parent(step: Step) -> None:
    """A unit's hand-back stops no clock: the office as a whole still owes its follow-up."""
    row = step.complaint
    unit = row.holder
    if unit is None:
        raise Refused("Tidak ada unit yang memegang laporan ini.")
    _end_part(step, unit.pk)
    running = set(
        row.assignments.filter(
            ended_at__isnull=True, part__in=[Assignment.Part.LEAD, Assignment.Part.UNIT]
        ).values_list("agency_id", flat=True)
    )
    parent_id = next((pk for pk in reversed(unit.ancestor_ids) if pk in running), None)
    row.holder = Agency.objects.get(pk=parent_id) if parent_id else row.lead
    row.holder_since = step.now
    step.told = {Told.HOLDER}


def involve(
    complaint: Complaint, *, by: User, agency: Agency, part: str, instruction: str = ""
) -> Complaint:
    """Add a co-agency (``co``) or a reader (``cc``). Raises ``Refused``."""
    if part not in (Assignment.Part.CO, Assignment.Part.CC):
        raise Refused("Pilih pendamping atau tembusan.")
    data = {"agency": agency.pk, "part": str(part)}
    with moving(complaint, "involve", by, words=instruction, data=data) as step:
        running = step.complaint.assignments.filter(ended_at__isnull=True)
        if running.filter(agency=agency).exists():
            raise Refused(f"{agency} sudah menangani laporan ini.")
        if not Agency.objects.addressable().filter(pk=agency.pk).exists():
            raise Refused("Instansi tanpa pejabat penghubung yang aktif tidak dapat dipilih.")
        _add_part(step, agency, Assignment.Part(part), instruction)
        step.circle.named_agencies = {agency.pk}
    return step.complaint


def release(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """A co-agency leaves the report. Raises ``Refused``."""
    with moving(complaint, "release", by, words=reason) as step:
        mine = step.complaint.assignments.filter(
            ended_at__isnull=True,
            part=Assignment.Part.CO,
            agency__in=step.actor.agency_ids,
        )
        step.data["agencies"] = sorted(mine.values_list("agency_id", flat=True))
        mine.update(ended_at=step.now, ended_by=step.verb)
    return step.complaint


def follow_up(
    complaint: Complaint,
    *,
    by: User | Approver,
    text: str,
    audience: Audience = Audience.PUBLIC,
    next_news_on: date | None = None,
    files: Sequence[uploads.CleanFile] = (),
    draft: AnswerDraft | None = None,
) -> Complaint:
    """Tell the reporter (and the public) what was done and when the next news comes.

    Args:
        complaint: the report.
        by: a liaison of the holder, the lead or a co-agency.
        text: what was done; the public reads it with numbers masked.
        audience: ``PUBLIC`` or ``REPORTER``.
        next_news_on: date of the next news, at most 10 working days ahead; default that limit.
        files: photos and papers, for the same audience.
        draft: what is sent with it, where it was handed in before (``actions.approve``).

    Raises:
        Refused: the state or role forbids it, the date is out of bounds, or it needs approval.
    """
    if audience == Audience.INTERNAL:
        raise Refused("Tindak lanjut harus dapat dibaca pelapor. Untuk petugas, tulis catatan.")
    with moving(complaint, "follow_up", by, words=text, audience=audience) as step:
        _check_approval(step, draft)
        if next_news_on is not None:
            _check_news_date(step, next_news_on)
            step.clocks.start(Clock.PROGRESS, fixed_on=next_news_on)
        step.attach(files)
        if not _stopped(step, Clock.FIRST_FOLLOW_UP):
            step.told.discard(Told.REPORTER)
        _mark_part(step)
        author = _author(by, draft)
        step.afterwards(lambda event: _keep_follow_up(step, event, author, next_news_on))
        _send_with(step, draft, proof=False)
    return step.complaint


def _check_approval(step: Step, draft: AnswerDraft | None, outcome: str = "") -> None:
    """Refuse what a head must see first, unless it comes from a draft that was decided."""
    if draft is None and (
        why_not := approval.refusal(step.complaint, step.verb, step.actor, outcome=outcome)
    ):
        raise Refused(why_not)


def _author(by: User | Approver, draft: AnswerDraft | None) -> User:
    """Return who wrote what is sent: of a draft its author, not the one who approved it."""
    if draft is not None:
        return draft.author
    return by.user if isinstance(by, Approver) else by


def _send_with(step: Step, draft: AnswerDraft | None, *, proof: bool) -> None:
    """Let the files of a draft go out with what it became."""
    if draft is None:
        return
    files = Attachment.objects.filter(event=draft.event_id)

    def send(event: Event) -> None:
        files.update(event=event, audience=step.audience, is_proof=proof)
        AnswerDraft.objects.filter(pk=draft.pk).update(sent_event=event)

    step.afterwards(send)


def _check_news_date(step: Step, day: date) -> None:
    today = clock.today()
    latest = step.clocks.calendar.move_day(today, law.limit("progress_days"))
    if not today < day <= latest:
        raise Refused(f"Tanggal kabar berikutnya paling lambat {latest:%d-%m-%Y}.")


def _stopped(step: Step, one: Clock) -> bool:
    return any(c["clock"] == one and c["change"] == "stop" for c in step.clocks.changes)


def _mark_part(step: Step) -> None:
    """Note that an agency gave the visible follow-up it owes; a unit acts for its parent."""
    acting = set(step.actor.agency_ids)
    if step.actor.has(Role.HOLDER, Role.APPROVER) and step.complaint.lead_id is not None:
        acting.add(step.complaint.lead_id)
    step.complaint.assignments.filter(
        ended_at__isnull=True, followed_up_at__isnull=True, agency__in=acting
    ).update(followed_up_at=step.now)


def _keep_follow_up(step: Step, event: Event, by: User, next_news_on: date | None) -> None:
    FollowUp.objects.create(
        complaint=step.complaint,
        event=event,
        agency_id=event.agency_id,
        author=by,
        public_text=privacy.mask(step.words) if step.audience == Audience.PUBLIC else "",
        next_news_on=next_news_on,
        created_at=step.now,
    )


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
        _check_approval(step, draft, reply.outcome)
        step.complaint.outcome = reply.outcome
        step.complaint.planned_until = None
        if reply.outcome == Outcome.PLANNED and reply.planned_on is not None:
            check_plan(reply.planned_on)
            _plan(step, reply.planned_on)
        step.attach(files, proof=True)
        _mark_part(step)
        step.complaint.opened_by_reporter_at = None
        author = _author(by, draft)
        step.afterwards(lambda event: _keep_answer(step, event, author, reply))
        _send_with(step, draft, proof=True)
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
            step.attach(files, proof=True)
        elif new_date is not None:
            _move_plan(step, new_date)
        step.afterwards(lambda event: _keep_follow_up(step, event, by, None))
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


def request_extension(complaint: Complaint, *, by: User, until: date, reason: str) -> Complaint:
    """Ask for a later answer, at most 7 working days, with a reason that the reporter reads.

    Raises:
        Refused: too late, asked before, or the date is out of bounds.
    """
    data = {"until": until.isoformat()}
    with moving(
        complaint, "request_extension", by, words=reason, audience=Audience.REPORTER, data=data
    ) as step:
        row = step.clocks.running.get(Clock.RESOLUTION)
        if row is None:
            raise Refused("Tidak ada jangka waktu jawaban yang berjalan.")
        due = row.due_at.astimezone(step.clocks.calendar.zone).date()
        latest = step.clocks.calendar.move_day(due, law.limit("extension_days"))
        if not due < until <= latest or not step.clocks.calendar.is_working_day(until):
            raise Refused(
                f"Pilih hari kerja sesudah {due:%d-%m-%Y}, paling lambat {latest:%d-%m-%Y}."
            )
        step.complaint.extension_asked = until
    return step.complaint


def _add_part(step: Step, agency: Agency, part: Assignment.Part, instruction: str) -> None:
    Assignment.objects.create(
        complaint=step.complaint,
        agency=agency,
        part=part,
        instruction=instruction,
        started_at=step.now,
    )


def _end_part(step: Step, agency_id: int) -> None:
    step.complaint.assignments.filter(agency=agency_id, ended_at__isnull=True).update(
        ended_at=step.now, ended_by=step.verb
    )
