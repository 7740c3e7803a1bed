"""Several reports about one thing, and one report about several: merge, unmerge, split."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from agencies import law
from complaints.actions._asking import Refused
from complaints.actions._move import Step, begin_new, finish, moving
from complaints.actions.intake import title_from
from complaints.law.actors import Actor, Role
from complaints.law.roles import System
from complaints.models import (
    Assignment,
    Attachment,
    Complaint,
    Event,
    PrivateNumbers,
    Reporter,
)
from complaints.reporters import receipts
from complaints.states import OPEN, Audience, Clock, State
from routing.models import Category

if TYPE_CHECKING:
    from accounts.models import User


FEWEST_PARTS = 2
INHERITED = (
    *("was_forwarded", "followed_up_at", "is_binding", "hand_backs", "objections", "reopenings"),
    *("appeals", "extensions", "extension_asked", "outside_body", "outside_ref", "has_breached"),
)
"""What the heir of a withdrawn main report takes over besides its place."""
SHARED = (
    *("kind", "incident_date", "region", "place_text", "latitude", "longitude", "category"),
    *("channel", "hides_reporter", "is_disclosed", "is_secret", "is_sealed"),
    *("sealed_against", "sealed_offices", "needs_inspection", "danger", "entered_by", "created_at"),
)
"""What the parts of a split report have in common."""


def merge(complaint: Complaint, *, by: User, main: Complaint) -> Complaint:
    """Let ``complaint`` go on under ``main``; both rows are locked in the order of their ids.

    Raises:
        Refused: the main report is closed, merged itself, the same one, or of another secrecy.
    """
    with transaction.atomic():
        first, second = sorted([complaint.pk, main.pk])
        locked = Complaint.objects.select_for_update(no_key=True).order_by("pk")
        rows = {row.pk: row for row in locked.filter(pk__in=[first, second])}
        target = rows[main.pk]
        _check_main(rows[complaint.pk], target)
        with moving(
            complaint, "merge", by, audience=Audience.REPORTER, data={"main": target.pk}
        ) as step:
            step.complaint.merged_into = target
        target.merged_count += 1
        target.updated_at = step.now
        target.save(update_fields=["merged_count", "updated_at"])
    return step.complaint


def _check_main(complaint: Complaint, main: Complaint) -> None:
    if main.pk == complaint.pk:
        raise Refused("Laporan tidak dapat digabung dengan dirinya sendiri.")
    if main.status not in OPEN:
        raise Refused("Laporan utama harus masih terbuka dan tidak sedang digabung.")
    if main.awaits_take_over:
        raise Refused("Laporan utama diimpor. Ambil alih dulu laporan itu.")
    if (main.is_secret, main.is_sealed) != (complaint.is_secret, complaint.is_sealed):
        raise Refused("Laporan rahasia hanya dapat digabung dengan laporan rahasia.")


def unmerge(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Undo a merge within 7 days; the clocks run on with the time that was left.

    Raises ``Refused``.
    """
    with transaction.atomic():
        main = complaint.merged_into
        ids = sorted(pk for pk in (complaint.pk, main.pk if main else None) if pk is not None)
        list(Complaint.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
        with moving(complaint, "unmerge", by, words=reason, audience=Audience.REPORTER) as step:
            step.complaint.merged_into = None
            step.clocks.restart_stopped_by("merge")
        if main is not None:
            _count_merged(main)
    return step.complaint


def lock_with_merged(complaint: Complaint) -> None:
    """Lock a report and those merged into it, in the order of their ids (in a transaction)."""
    rows = Complaint.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(Q(pk=complaint.pk) | Q(merged_into=complaint.pk)))


def hand_on_to_oldest(step: Step) -> None:
    """Let the oldest merged report take the place of a main one that is withdrawn.

    The heir stands where the main one stood, with its agencies, counts and the time left of its
    clocks; a question to the other reporter and an answer given to him or her are taken back
    (docs/decisions/0002).
    """
    main = step.complaint
    children = list(main.merged.filter(status=State.MERGED).order_by("created_at", "pk"))
    if not children:
        return
    heir, others = children[0], children[1:]
    to, resume_to = _place_of(step)
    with moving(
        heir,
        "succeed",
        System(),
        audience=Audience.REPORTER,
        data={"main": main.pk},
        arguments={"to": to},
    ) as succession:
        row = succession.complaint
        row.merged_into, row.merged_count, row.resume_status = None, len(others), resume_to
        for name in INHERITED:
            setattr(row, name, getattr(main, name))
        if resume_to == State.ARCHIVED:
            row.archive_reason = step.stored["archive_reason"]
        row.danger = row.danger or main.danger
        row.category = row.category or main.category
        _take_over_agencies(succession, main)
        _take_over_clocks(succession, step)
        for other in others:
            other.merged_into = row
            other.save(update_fields=["merged_into"])
    main.merged_count = 0


def _place_of(step: Step) -> tuple[str, str]:
    """Return the state in which the heir goes on, and the one behind an appeal."""
    status, main = step.from_status, step.complaint
    if status == State.NEEDS_INFO:
        return step.resumes_to, ""
    if status == State.ANSWERED:
        return (State.FOLLOWED_UP if main.lead_id else State.VERIFIED), ""
    return status, step.resumes_to


def _take_over_clocks(succession: Step, step: Step) -> None:
    """Run on, on the heir, what the withdrawal stopped on the main report."""
    clocks = succession.clocks
    stopped = step.clocks.stopped
    gone = [row for row in stopped if (row.stopped_by, row.stopped_at) == (step.verb, step.now)]
    for row in sorted(gone, key=lambda row: row.clock != Clock.RESOLUTION):
        if row.clock not in (Clock.COMPLETION, Clock.CONFIRMATION, Clock.PLANNED):
            clocks.go_on(row, floor=False)
    if step.from_status == State.ANSWERED:
        answered = [row for row in stopped if row.clock == Clock.RESOLUTION]
        if answered:
            clocks.go_on(answered[-1], floor=True)
        lead = step.complaint.lead_id
        clocks.start(Clock.PROGRESS if lead else Clock.REFORWARD)


def _take_over_agencies(step: Step, main: Complaint) -> None:
    step.complaint.assignments.filter(ended_at__isnull=True).update(
        ended_at=step.now, ended_by=step.verb
    )
    Assignment.objects.bulk_create(
        Assignment(
            complaint=step.complaint,
            agency_id=part.agency_id,
            part=part.part,
            instruction=part.instruction,
            started_at=step.now,
            followed_up_at=part.followed_up_at,
        )
        for part in main.assignments.filter(ended_at__isnull=True)
    )
    step.complaint.lead, step.complaint.holder = main.lead, main.holder
    step.complaint.holder_since = step.now


def _count_merged(main: Complaint) -> None:
    main.merged_count = main.merged.filter(status=State.MERGED).count()
    main.save(update_fields=["merged_count"])


def split(
    complaint: Complaint,
    *,
    by: User,
    parts: Sequence[str],
    categories: Sequence[Category | None] = (),
) -> list[Complaint]:
    """Make one report per part; the first part stays in the report itself.

    The parts keep the first sending time and share the receipt code's key (one code opens all).

    Args:
        complaint: the report, which keeps its original text.
        by: the verifier.
        parts: the sentences of each part, two to four.
        categories: what each part is about; None keeps what the whole is about.

    Returns:
        The new reports, without the first part.

    Raises:
        Refused: the state or role forbids it, or there are too few or too many parts.
    """
    about = [*categories, *[None] * len(parts)]
    filled = [(part.strip(), about[n]) for n, part in enumerate(parts) if part.strip()]
    most = law.limit("split_parts")
    if not FEWEST_PARTS <= len(filled) <= most:
        raise Refused(f"Isi paling sedikit dua dan paling banyak {most} bagian.")
    made: list[Complaint] = []
    with moving(complaint, "split", by, audience=Audience.REPORTER) as step:
        text, category = filled[0]
        made.extend(_part_of(step, text, category) for text, category in filled[1:])
        step.complaint.working_text = text
        step.complaint.category = category or step.complaint.category
        step.data["parts"] = [part.pk for part in made]
    return made


def _part_of(step: Step, text: str, category: Category | None) -> Complaint:
    whole = step.complaint
    part = Complaint(
        code=receipts.code_of(receipts.new_token()),
        submission=secrets.token_hex(32),
        receipt_hash=whole.receipt_hash,
        title=title_from(text),
        text=text,
        parent_report=whole,
        updated_at=step.now,
        **{name: getattr(whole, name) for name in SHARED},
    )
    part.category = category or whole.category
    born = begin_new(part, Actor(step.actor.user, frozenset({Role.VERIFIER})))
    for row in step.clocks.running.values():
        if row.clock in (Clock.VERIFICATION, Clock.RESOLUTION):
            born.clocks.start_like(row)
    part.save(force_insert=True)
    _copy_reporter(whole, part)
    born.told.clear()
    born.data["part_of"] = whole.pk
    born.afterwards(lambda event: _copy_files(whole, part, event))
    finish(born)
    return part


def _copy_files(whole: Complaint, part: Complaint, event: Event) -> None:
    """Let the part show the files that the whole was sent with; they are stored once."""
    sent = list(whole.attachments.filter(event__verb="submit"))
    ids = {file.pk: uuid.uuid4() for file in sent}
    for file in sent:
        file.pk, file.complaint, file.event = ids[file.pk], part, event
        file.original_id = ids.get(file.original_id) if file.original_id else None
        if file.audience != Audience.INTERNAL:
            file.audience = Audience.REPORTER
    # Originals first: a covered copy points at one.
    Attachment.objects.bulk_create(sorted(sent, key=lambda file: file.original_id is not None))


def _copy_reporter(whole: Complaint, part: Complaint) -> None:
    reporter = Reporter.objects.filter(complaint=whole).first()
    if reporter is None:
        return
    reporter.pk = None
    reporter.complaint = part
    reporter.save(force_insert=True)
    numbers = PrivateNumbers.objects.filter(complaint=whole).first()
    if numbers is not None:
        numbers.pk, numbers.complaint = None, part
        numbers.save(force_insert=True)
