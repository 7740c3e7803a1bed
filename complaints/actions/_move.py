"""The one door through which every verb goes: lock, check, change, record, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from complaints import notifications, on_request, uploads
from complaints.actions._asking import Refused, has_transition_perm, law_of, why_not
from complaints.deadlines import Clocks
from complaints.figures import quiet, recording
from complaints.finding import lexicon
from complaints.law.actors import OFFICERS, Actor, Role
from complaints.law.roles import By, OnRequest, Proof, actor_on
from complaints.models import AnswerDraft, Assignment, Attachment, Complaint, Event, EventWords
from complaints.states import OPEN, WITH_AGENCY, Audience, State, Told
from complaints.telling import national
from complaints.trail import chain
from lapor import clock

ROLE_ORDER = (
    Role.SYSTEM,
    Role.REPORTER,
    Role.MERGED_REPORTER,
    Role.DECIDER,
    Role.APPROVER,
    Role.HOLDER,
    Role.LEAD,
    Role.CO_LIAISON,
    Role.DELEGATOR,
    Role.VERIFIER,
    Role.SUPERVISOR,
    Role.OVERSEER,
    Role.CUSTODIAN,
    Role.OPERATOR,
    Role.CLERK,
    Role.READER,
    Role.JOINER,
)
"""Under which role an event is written when somebody has several."""


@dataclass
class Step:
    """One verb in progress on one locked report."""

    complaint: Complaint
    verb: str
    actor: Actor
    role: Role
    now: datetime
    law: dict[str, Any]
    from_status: str
    resumes_to: str
    clocks: Clocks
    promised: quiet.Promises
    """What the clocks said before the verb, as the figures read it."""
    stored: dict[str, Any] = field(default_factory=dict)
    """The report's columns as they stand in the database; ``finish`` writes what changed."""
    words: str = ""
    audience: Audience = Audience.INTERNAL
    data: dict[str, Any] = field(default_factory=dict)
    told: set[Told] = field(default_factory=set)
    circle: notifications.Circle = field(default_factory=notifications.Circle)
    files: list[tuple[uploads.CleanFile, Audience, bool]] = field(default_factory=list)
    after: list[Callable[[Event], object]] = field(default_factory=list)

    def attach(
        self,
        files: Iterable[uploads.CleanFile],
        *,
        audience: Audience | None = None,
        proof: bool = False,
    ) -> None:
        """Keep ``files`` with this event, for ``audience`` (default: that of the event)."""
        self.files += [(file, audience or self.audience, proof) for file in files]

    def afterwards(self, write: Callable[[Event], object]) -> None:
        """Have ``write`` called with the event, for rows that point at it."""
        self.after.append(write)


@contextmanager
def moving(
    complaint: Complaint,
    verb: str,
    by: By,
    *,
    words: str = "",
    audience: Audience = Audience.INTERNAL,
    data: dict[str, Any] | None = None,
    arguments: dict[str, Any] | None = None,
) -> Iterator[Step]:
    """Do ``verb`` on ``complaint``: the caller adds its own rows inside the ``with``.

    Args:
        complaint: the report, as the page showed it; it is locked and read again.
        verb: name of a transition of ``Lifecycle``.
        by: the person, or the clocks.
        words: what is said, kept in the event's erasable row.
        audience: who may read the words.
        data: ids, codes and dates for the event, never words.
        arguments: keyword arguments of the transition.

    Raises:
        Refused: the state, the role or a rule of the law does not allow it.
    """
    with transaction.atomic():
        step = _begin(complaint, verb, by, arguments or {})
        step.words, step.audience = words.strip(), audience
        step.data.update(data or {})
        if isinstance(by, OnRequest):
            _note_proof(step, by)
        try:
            yield step
            finish(step)
        except BaseException:
            uploads.discard(file for file, _, _ in step.files)
            raise
    _nudge()


def _note_proof(step: Step, by: OnRequest) -> None:
    """Keep how the reporter asked for this; a letter stays with the report, for officers only."""
    if by.proof == Proof.LETTER and not by.letter:
        raise Refused("Unggah pindaian surat yang ditandatangani pelapor.")
    step.data[on_request.KEY] = {"proof": by.proof.value}
    if by.letter:
        step.data[on_request.KEY]["letter"] = [file.checksum for file in by.letter]
        step.attach(by.letter, audience=Audience.INTERNAL)


def begin_new(complaint: Complaint, actor: Actor) -> Step:
    """Start the life of an unsaved report: the verb ``submit``; call :func:`finish` after.

    Raises ``Refused`` when the actor may not file reports.
    """
    now = complaint.updated_at
    return _run(complaint, "submit", actor, {}, now=now)


def _begin(
    complaint: Complaint,
    verb: str,
    by: By,
    arguments: dict[str, Any],
) -> Step:
    locked: Complaint = (
        Complaint.objects.select_for_update(no_key=True, of=("self",))
        .select_related("reporter")  # agencies and category only where a verb asks for them
        .defer("search")
        .get(pk=complaint.pk)
    )
    actor, stored = actor_on(locked, by), columns_of(locked)
    step = _run(locked, verb, actor, arguments, now=clock.now())
    step.stored = stored
    return step


def columns_of(complaint: Complaint) -> dict[str, Any]:
    """Return what the columns of a report hold now, by the name of their field, to be compared."""
    held = complaint.__dict__
    return {
        one.name: tuple(value) if isinstance(value := held.get(one.attname), list) else value
        for one in complaint._meta.concrete_fields  # noqa: SLF001  (Django documents it)
        if not (one.generated or one.primary_key)
    }


def _run(
    complaint: Complaint,
    verb: str,
    actor: Actor,
    arguments: dict[str, Any],
    *,
    now: datetime,
) -> Step:
    """Check the law and run the transition: the only place that calls one."""
    method = getattr(complaint, verb)
    if not has_transition_perm(method, actor):
        raise Refused(why_not(complaint, verb, actor))
    law = _turned(law_of(complaint, verb) or {}, complaint)
    from_status, resumes_to = complaint.status, complaint.resume_status
    circle = notifications.Circle()
    circle.agency_ids = {
        row.agency_id for row in complaint.running_parts if row.part != Assignment.Part.CC
    }
    clocks = Clocks(complaint, verb=verb, now=now)
    promised = quiet.promises_of(clocks.rows)
    method(**arguments)
    step = Step(
        complaint=complaint,
        verb=verb,
        actor=actor,
        role=actor.acting_as(*_roles_for(method, from_status)),
        now=now,
        law=law,
        from_status=from_status,
        resumes_to=resumes_to,
        clocks=clocks,
        promised=promised,
        told=set(law["tells"]),
        circle=circle,
    )
    _turn_clocks(step)
    return step


def _turned(law: dict[str, Any], complaint: Complaint) -> dict[str, Any]:
    """Return ``law`` with the clocks that hold for this report instead of the usual ones."""
    but = law["but"]
    if but is None or not but.when(complaint):
        return law
    return {**law, "stop": tuple(but.stop), "start": tuple(but.start)}


def _turn_clocks(step: Step) -> None:
    """Do to the clocks what the law's table says of every verb alike."""
    step.clocks.stop(step.law["stop"])
    if step.law["pause"]:
        step.clocks.pause()
    if step.law["resume"]:
        step.clocks.resume(floor=step.law["floor"])


def finish(step: Step) -> Event:
    """Start the clocks, save, and leave the event, the outbox rows and the figures behind."""
    for one in step.law["start"]:
        if one not in step.clocks.running:
            step.clocks.start(one)
    complaint = step.complaint
    if complaint.status not in (State.NEEDS_INFO, State.MERGED, State.APPEALED):
        complaint.resume_status = ""
    if complaint.status != step.from_status:
        complaint.archive_proposed_by = None
    if complaint.holder_id != step.stored.get("holder"):
        complaint.holder_officer = None
    if complaint.draft_needs:
        _drop_draft(step)
    if complaint.awaits_take_over:
        _hush(step)
    complaint.updated_at = step.now
    national.owe(complaint, step.verb, step.audience, step.now)
    step.clocks.save()
    event = _record(step)
    changed = [name for name, _ in columns_of(complaint).items() - step.stored.items()]
    complaint.save(update_fields=changed)
    for write in step.after:
        write(event)
    notifications.tell(event, complaint, step.told, step.circle)
    if not quiet.leaves_standing(step.verb, changed, step.promised, step.clocks.rows):
        recording.record(complaint, step.clocks.rows)
    lexicon.record(complaint, step.stored)
    complaint.__dict__.pop("running_parts", None)
    return event


def _hush(step: Step) -> None:
    """Send nothing about an imported report before it is taken over; one that comes back is ours."""
    if step.from_status in OPEN:
        step.told &= {Told.NAMED, Told.OVERSEERS}
    else:
        step.complaint.taken_over_at = step.now


def _drop_draft(step: Step) -> None:
    """Forget a draft that nobody can send any more: the report went on, or to another agency."""
    complaint = step.complaint
    goes_on = complaint.status in (*WITH_AGENCY, State.NEEDS_INFO)
    if goes_on and complaint.lead_id == step.stored.get("lead"):
        return
    complaint.draft_needs = ""
    waiting = AnswerDraft.objects.filter(complaint=complaint, state=AnswerDraft.State.WAITING)
    waiting.update(state=AnswerDraft.State.DROPPED, decided_at=step.now)


def _record(step: Step) -> Event:
    complaint = step.complaint
    if step.role == Role.MERGED_REPORTER:
        step.data["merged"] = step.actor.reporter_of  # what is said stays between two reporters
    absent = step.actor.absent(step.role)
    if absent is not None:
        step.data["for"] = absent  # a substitute acted
    if step.clocks.changes:
        step.data["clocks"] = list(step.clocks.changes)
    salt = chain.new_salt()
    event = Event(
        complaint=complaint,
        sequence=complaint.event_count + 1,
        verb=step.verb,
        from_status=step.from_status,
        to_status=complaint.status,
        actor=step.actor.user if step.role in OFFICERS or step.actor.on_request else None,
        agency_id=step.actor.agency_ids[0] if step.actor.agency_ids else None,
        role=step.role,
        audience=step.audience,
        at=step.now,
        data=step.data,
        words_digest=chain.digest_of(step.words, salt),
        previous_hash=complaint.last_hash,
    )
    event.hash = chain.hash_of(event)
    with connection.cursor() as cursor:
        # Before the row gets its id: sealing waits for writers, so no id comes after its seal.
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [chain.WRITERS_LOCK])
    event.save(force_insert=True)
    if step.words:
        EventWords.objects.create(event=event, text=step.words, salt=salt)
    _keep_files(step, event)
    complaint.event_count = event.sequence
    complaint.last_hash = event.hash
    return event


def _keep_files(step: Step, event: Event) -> None:
    Attachment.objects.bulk_create(
        uploads.attachment(
            file, complaint=step.complaint, event=event, audience=audience, proof=proof
        )
        for file, audience, proof in step.files
    )


def _roles_for(method: Any, from_status: str) -> Sequence[Role]:
    """The roles that the permission of a transition names, in the order of the record."""
    permission = method._django_fsm.get_transition(from_status).permission  # noqa: SLF001
    allowed = getattr(permission, "roles", frozenset(Role))
    return [role for role in ROLE_ORDER if role in allowed]


def _nudge() -> None:
    """Wake the workers after the commit; with the broker down the sweep delivers later."""
    from complaints.tasks import nudge  # noqa: PLC0415  (tasks import the actions)

    waiting: list[object] = [entry[1] for entry in connection.run_on_commit]
    if nudge not in waiting:
        transaction.on_commit(nudge, robust=True)
