"""What the agencies do besides answering: handing on, following up, asking for time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from agencies import law
from agencies.models import Agency
from complaints import uploads
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.actions._said import author_of, check_approval, keep_follow_up, mark_part, send_with
from complaints.actions.coordination import unassign
from complaints.law.actors import Role
from complaints.law.roles import Approver
from complaints.models import (
    AnswerDraft,
    Assignment,
    Complaint,
)
from complaints.routed import records, switches
from complaints.states import Audience, Clock, Told
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User


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


def take_back(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Take the work back from the unit that holds it: whoever handed it down goes on itself.

    The units below are told; no clock changes, because the office as a whole owed its work all
    along.

    Args:
        complaint: the report.
        by: the liaison of the lead agency, or of a unit that passed the work on to one below.
        reason: why, for the units.

    Raises:
        Refused: nobody was delegated to, or the state or role forbids it.
    """
    with moving(complaint, "take_back", by, words=reason) as step:
        row = step.complaint
        units = row.assignments.filter(ended_at__isnull=True, part=Assignment.Part.UNIT)
        step.data["unit"], taker = row.holder_id, row.lead
        if step.role != Role.LEAD:
            own = units.filter(agency__in=step.actor.agency_ids).select_related("agency")
            taker = own.latest("started_at", "pk").agency
            units = units.filter(agency__ancestor_ids__contains=[taker.pk])
            step.data["holder"] = taker.pk
        step.circle.named_agencies = {*units.values_list("agency_id", flat=True)}
        units.update(ended_at=step.now, ended_by=step.verb)
        row.holder, row.holder_since = taker, step.now
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
    with transaction.atomic():
        record = None
        with moving(complaint, "hand_back", by, words=words, data=data) as step:
            if step.complaint.is_delegated:
                _back_to_parent(step)
            else:
                unassign(step)
                record = records.mark_wrong(step.complaint, records.Wrong.HAND_BACK, step.now)
        switches.judge(step.complaint, record)
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
    if parent_id and parent_id != row.lead_id:
        step.data["holder"] = parent_id
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
        check_approval(step, draft)
        if next_news_on is not None:
            _check_news_date(step, next_news_on)
            step.clocks.start(Clock.PROGRESS, fixed_on=next_news_on)
        step.attach(files)
        if not _stopped(step, Clock.FIRST_FOLLOW_UP):
            step.told.discard(Told.REPORTER)
        mark_part(step)
        author = author_of(by, draft)
        step.afterwards(lambda event: keep_follow_up(step, event, author, next_news_on))
        send_with(step, draft, proof=False)
    return step.complaint


def _check_news_date(step: Step, day: date) -> None:
    today = clock.today()
    latest = step.clocks.calendar.move_day(today, law.limit("progress_days"))
    if not today < day <= latest:
        raise Refused(f"Tanggal kabar berikutnya paling lambat {latest:%d-%m-%Y}.")


def _stopped(step: Step, one: Clock) -> bool:
    return any(c["clock"] == one and c["change"] == "stop" for c in step.clocks.changes)


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
