"""What the coordinator (admin instansi at Diskominfo) does with a report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from agencies import law
from agencies.models import Agency, OutsideBody, Region
from complaints import privacy
from complaints.actions._asking import Refused, refusal
from complaints.actions._move import Step, moving
from complaints.deadlines import cases_of
from complaints.law import reasons
from complaints.models import (
    Assignment,
    Attachment,
    Complaint,
    Event,
    FollowUp,
    Outcome,
    Publication,
    Reason,
)
from complaints.routed import records, switches
from complaints.states import AT_COORDINATOR, Audience, Clock, Told
from routing.models import Category

if TYPE_CHECKING:
    from accounts.models import User
    from complaints import uploads
    from complaints.law.roles import System
    from routing.engine import Suggestion

LISTED = (Publication.PUBLIC, Publication.PENDING)
"""A report that waits for its redaction is listed without its text (workflow.md)."""


def verify(
    complaint: Complaint,
    *,
    by: User | System,
    kind: str,
    category: Category,
    title: str,
    publication: str,
    public_text: str = "",
    working_text: str = "",
    region: Region | None = None,
) -> Complaint:
    """Verify: kind, category, title and what the public may read. Raises ``Refused``."""
    data = {"kind": kind, "category": category.code, "publication": str(publication)}
    with moving(complaint, "verify", by, data=data) as step:
        row, cases = step.complaint, cases_of(step.complaint)
        row.kind, row.category = kind, category
        row.working_text = working_text
        row.region = region or row.region
        publish(row, title=title, text=public_text, publication=publication)
        step.clocks.correct(cases)
    return step.complaint


def publish(complaint: Complaint, *, title: str, text: str, publication: str) -> None:
    """Set what the public reads (unsaved), with numbers, e-mails and plates masked.

    Some categories start unpublished: until somebody decides, not even their place is listed.
    """
    complaint.publication = publication
    complaint.working_title = title
    released = publication == Publication.PUBLIC
    complaint.public_title = privacy.mask(title) if released else ""
    complaint.public_text = privacy.mask(text) if released else ""
    category = complaint.category
    withheld = not released and category is not None and category.starts_unpublished
    hidden = withheld or complaint.is_secret or complaint.is_sealed
    complaint.published = publication in LISTED and not hidden


def forward(
    complaint: Complaint,
    *,
    by: User | System,
    lead: Agency,
    co_agencies: Collection[Agency] = (),
    readers: Collection[Agency] = (),
    instruction: str = "",
    repeats: Complaint | None = None,
    suggested: Sequence[Suggestion] | None = None,
) -> Complaint:
    """Hand the report to ``lead``, with co-agencies and readers (cc).

    ``repeats`` is the closed report that this one tells again (*laporan ulang*): linked, and to the
    same agency. ``suggested`` is what the router said, kept beside the choice. Raises ``Refused``.
    """
    found = records.suggested_for(complaint) if suggested is None else suggested
    data = {
        "lead": lead.pk,
        "co": sorted(agency.pk for agency in co_agencies),
        "cc": sorted(agency.pk for agency in readers),
    }
    with moving(complaint, "forward", by, words=instruction, data=data) as step:
        if repeats is not None:
            _link(step, repeats, lead)
        assign(step, lead=lead, co_agencies=co_agencies, readers=readers, instruction=instruction)
        step.complaint.outside_body, step.complaint.outside_ref = None, ""
        step.clocks.restart(Clock.RESOLUTION)
        step.afterwards(lambda event: records.keep(event, lead, found))
    return step.complaint


def _link(step: Step, earlier: Complaint, lead: Agency) -> None:
    """Mark a report as a repeat of an ``earlier`` one (workflow.md, *Merge*)."""
    row = step.complaint
    if not earlier.is_closed or earlier.pk == row.pk or earlier.is_sealed:
        raise Refused("Laporan ulang menunjuk ke laporan yang sudah ditutup.")
    if earlier.lead is not None and earlier.lead != lead:
        raise Refused(f"Laporan ulang diteruskan ke instansi yang sama: {earlier.lead}.")
    row.repeats = earlier
    step.data["repeats"] = earlier.pk


def verify_and_forward(
    complaint: Complaint,
    *,
    by: User | System,
    verification: dict[str, object],
    routing: dict[str, object],
) -> Complaint:
    """Both verbs in one transaction; the arguments are those of the two. Raises ``Refused``.

    What the router suggested before anything was verified is what the verifier saw.
    """
    routing = {"suggested": records.suggested_for(complaint), **routing}
    with transaction.atomic():
        verified = verify(complaint, by=by, **verification)  # type: ignore[arg-type]
        return forward(verified, by=by, **routing)  # type: ignore[arg-type]


def assign(
    step: Step,
    *,
    lead: Agency,
    co_agencies: Collection[Agency] = (),
    readers: Collection[Agency] = (),
    instruction: str = "",
) -> None:
    """End every running assignment and start those of a forward (inside a verb)."""
    parts = {agency.pk: Assignment.Part.CC for agency in readers}
    parts |= {agency.pk: Assignment.Part.CO for agency in co_agencies}
    parts[lead.pk] = Assignment.Part.LEAD
    addressable = set(
        Agency.objects.addressable().filter(pk__in=parts).values_list("pk", flat=True)
    )
    if addressable != set(parts):
        raise Refused("Instansi tanpa pejabat penghubung yang aktif tidak dapat dipilih.")
    unassign(step)
    Assignment.objects.bulk_create(
        Assignment(
            complaint=step.complaint,
            agency_id=pk,
            part=part,
            instruction=instruction,
            started_at=step.now,
        )
        for pk, part in parts.items()
    )
    step.circle.agency_ids = set(parts)
    step.complaint.lead = step.complaint.holder = lead
    step.complaint.holder_since = step.now


def unassign(step: Step) -> None:
    """End every running assignment: nobody but the coordinator holds the report."""
    step.complaint.assignments.filter(ended_at__isnull=True).update(
        ended_at=step.now, ended_by=step.verb
    )
    step.complaint.lead = step.complaint.holder = None
    step.complaint.holder_since = step.now


def recall(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Take the report back from the agency. Raises ``Refused``."""
    with transaction.atomic():
        with moving(complaint, "recall", by, words=reason) as step:
            unassign(step)
            record = records.mark_wrong(step.complaint, records.Wrong.RECALL, step.now)
        switches.judge(step.complaint, record)
    return step.complaint


def refer(
    complaint: Complaint,
    *,
    by: User,
    body: OutsideBody,
    reference: str = "",
    words: str,
    shares_contact: bool = False,
) -> Complaint:
    """Refer the report to a body outside the town and watch it.

    Args:
        complaint: the report.
        by: the verifier.
        body: the other body, from the list.
        reference: its number, or letter and date.
        words: what the reporter reads: what happens, or the steps to take in person.
        shares_contact: whether the reporter agreed that name and contact go along.

    Raises:
        Refused: the state or role forbids it, or neither reference nor steps were given.
    """
    if not body.is_active:
        raise Refused("Instansi luar ini tidak dipakai lagi. Pilih yang lain.")
    if not reference and not body.in_person:
        raise Refused("Isi nomor laporan di instansi itu, atau nomor dan tanggal surat.")
    data = {"body": body.pk, "contact_shared": shares_contact}
    with moving(complaint, "refer", by, words=words, audience=Audience.REPORTER, data=data) as step:
        step.complaint.outside_body = body
        step.complaint.outside_ref = reference
    return step.complaint


def outside_news(
    complaint: Complaint,
    *,
    by: User,
    words: str,
    answered: bool,
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Write down what the other body says; its clock starts again once, or the answer is given.

    Raises ``Refused``.
    """
    with moving(
        complaint,
        "outside_news",
        by,
        words=words,
        audience=Audience.REPORTER,
        data={"answered": answered},
        arguments={"answered": answered},
    ) as step:
        step.attach(files, audience=Audience.REPORTER)
        if answered:
            step.complaint.outcome = Outcome.OUTSIDE
            step.complaint.opened_by_reporter_at = None
            step.clocks.stop([Clock.OUTSIDE])
            step.clocks.start(Clock.CONFIRMATION)
            step.afterwards(lambda event: _outside_answer(step, event, by))
        else:
            _outside_again(step)
    return step.complaint


def _outside_again(step: Step) -> None:
    """Run the clock of the other body once more in full; after that it runs on to its end."""
    row = step.clocks.running.get(Clock.OUTSIDE)
    rounds = row.rounds if row is not None else 0
    if rounds < law.limit("outside_rounds"):
        step.clocks.start(Clock.OUTSIDE).rounds = rounds + 1


def _outside_answer(step: Step, event: Event, by: User) -> None:
    FollowUp.objects.create(
        complaint=step.complaint,
        event=event,
        outside_body=step.complaint.outside_body,
        author=by,
        is_final=True,
        outcome=Outcome.OUTSIDE,
        created_at=step.now,
    )


def archive(complaint: Complaint, *, by: User, reason: str, words: str) -> Complaint:
    """Archive with a reason from the list and a sentence that the reporter reads.

    A report of danger needs a second officer: the first one's archive is kept as a proposal and
    the report stays where it is (workflow.md, *Danger*). Raises ``Refused``.
    """
    asked = complaint.events.filter(verb="ask_reporter").exists()
    if reason not in dict(reasons.choices(Reason.Verb.ARCHIVE, asked=asked)):
        raise Refused("Pilih alasan dari daftar. “Tidak dapat dipahami” hanya setelah bertanya.")
    fresh = Complaint.objects.get(pk=complaint.pk)
    needs_two = fresh.danger and fresh.status in AT_COORDINATOR
    if needs_two and fresh.archive_proposed_by_id in (None, by.pk):
        return _propose_archive(complaint, by=by, reason=reason, words=words)
    with moving(
        complaint,
        "archive",
        by,
        words=words,
        audience=Audience.REPORTER,
        data={"reason": reason},
        arguments={"reason": reason},
    ) as step:
        step.complaint.published = step.complaint.published and reason not in reasons.junk_codes()
    return step.complaint


def _propose_archive(complaint: Complaint, *, by: User, reason: str, words: str) -> Complaint:
    data = {"reason": reason, "proposes": "archive"}
    with moving(complaint, "note", by, words=words, data=data) as step:
        why_not = refusal(step.complaint, "archive", step.actor)
        if why_not:
            raise Refused(why_not)
        step.told = {Told.VERIFIERS}
        step.complaint.archive_proposed_by = by
    return step.complaint


def grant_extension(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Move the answer's date to the one asked for; both dates stay visible. Raises ``Refused``."""
    with moving(complaint, "grant_extension", by, words=reason, audience=Audience.REPORTER) as step:
        until = step.complaint.extension_asked
        if until is None or Clock.RESOLUTION not in step.clocks.running:
            raise Refused("Tidak ada permintaan perpanjangan yang menunggu.")
        step.complaint.extension_asked = None
        step.data["until"] = until.isoformat()
        step.clocks.move(Clock.RESOLUTION, fixed_on=until)
    return step.complaint


def refuse_extension(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Keep the date. Raises ``Refused``."""
    with moving(complaint, "refuse_extension", by, words=reason) as step:
        pass
    return step.complaint


def redact(
    complaint: Complaint,
    *,
    by: User,
    title: str,
    text: str,
    publication: str,
    public_files: Collection[Attachment] = (),
) -> Complaint:
    """Change what the public reads of the report and which of its files it sees.

    Of a photo with a covered copy only the copy can be shown. Raises ``Refused``.
    """
    data = {"publication": str(publication), "files": sorted(str(f.pk) for f in public_files)}
    with moving(complaint, "redact", by, data=data) as step:
        row = step.complaint
        publish(row, title=title, text=text, publication=publication)
        checked = row.events.filter(verb__in=["verify", "uphold"])
        row.published = row.published and checked.exists()  # only verified reports are public
        files = row.attachments.exclude(audience=Audience.INTERNAL)
        covered = {file.original_id for file in files}
        shown = [file.pk for file in public_files if file.pk not in covered]
        files.filter(pk__in=shown).update(audience=Audience.PUBLIC)
        files.exclude(pk__in=shown).update(audience=Audience.REPORTER)
    return step.complaint


def correct(
    complaint: Complaint,
    *,
    by: User,
    kind: str,
    category: Category | None,
    region: Region | None,
    danger: bool,
    grants_question: bool = False,
    reason: str = "",
) -> Complaint:
    """Put the data right; a change of class or danger recomputes its clocks from the first day.

    ``grants_question`` lets the liaison ask once more, of which alone the reporter need not hear.
    Raises ``Refused``.
    """
    data = {"kind": kind, "danger": danger}
    with moving(
        complaint, "correct", by, words=reason, audience=Audience.REPORTER, data=data
    ) as step:
        row, cases = step.complaint, cases_of(step.complaint)
        changed: dict[str, list[object]] = {
            "kind": [row.kind, str(kind)],
            "category": [row.category_id, category.pk if category else None],
            "region": [row.region_id, region.pk if region else None],
            "danger": [row.danger, danger],
        }
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        step.data["changed"] = changed
        if not changed:
            step.told = {Told.HOLDER}
        if "category" in changed and row.lead_id is not None:
            records.mark_wrong(row, records.Wrong.CORRECT, step.now)
        row.kind, row.category, row.region, row.danger = kind, category, region, danger
        row.questions_granted += int(grants_question)
        step.clocks.correct(cases)
    return step.complaint
