"""One verb for many reports: each by itself, exactly once, whoever is interrupted meanwhile.

A report is tried and its result written in one transaction under the lock of its line, so that a
worker that dies leaves the line as it was, and two workers share the lines between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Count, Q

from accounts.models import User
from agencies.models import Agency, Officer
from complaints import actions, tasks
from complaints.models import BulkItem, BulkJob, Complaint
from complaints.together import incidents, tags
from lapor import clock

AT_ONCE = 25
"""So many reports are done while the page waits; the others by a worker."""
MOST = 1000
"""Reports in one job."""
WHY_LENGTH = 500
UNDONE = frozenset({"assign", "tag", "untag"})
"""Verbs that can be taken back without harm."""

State = BulkItem.State
log = structlog.get_logger()


def start(
    owner: User,
    verb: str,
    ids: Iterable[int],
    *,
    token: str,
    arguments: Mapping[str, Any],
    words: str = "",
    undoes: BulkJob | None = None,
    before: Mapping[int, int] | None = None,
) -> BulkJob:
    """Write down what is to be done to which reports, and begin with it.

    Args:
        owner: who asks for it, under whose roles everything is done.
        verb: name of a function of ``actions``; ``untag`` takes a tag off.
        ids: of the reports, in order; ``MOST`` of them are taken.
        token: of the form; the same form sent twice is one job.
        arguments: ids and codes for the verb, see ``_arguments``.
        words: what the verb says, forgotten when all are done.
        undoes: the job that is taken back.
        before: by report whom the undone job found assigned.

    Returns:
        The job; with more than ``AT_ONCE`` reports it still runs.
    """
    found = before or {}
    with transaction.atomic():
        job, is_new = BulkJob.objects.get_or_create(
            token=token,
            owner=owner,
            defaults={
                "verb": verb,
                "arguments": dict(arguments),
                "words": words,
                "undoes": undoes,
                "asked_at": clock.now(),
            },
        )
        if is_new:
            BulkItem.objects.bulk_create(
                BulkItem(job=job, complaint_id=pk, place=place, before=found.get(pk))
                for place, pk in enumerate(list(dict.fromkeys(ids))[:MOST], start=1)
            )
    if is_new:
        go_on(job, most=AT_ONCE)
        if job.finished_at is None:
            transaction.on_commit(tasks.nudge_bulk, robust=True)
    return job


def undo(job: BulkJob, *, token: str) -> BulkJob:
    """Take a job back where nobody changed anything since. Raises ``actions.Refused``."""
    if job.verb not in UNDONE or job.undoes_id is not None or job.finished_at is None:
        raise actions.Refused("Tindakan ini tidak dapat dibatalkan sekaligus.")
    if BulkJob.objects.filter(undoes=job).exists():
        raise actions.Refused("Tindakan ini sudah dibatalkan.")
    done = job.items.filter(state=State.DONE).order_by("place")
    before = {pk: held or 0 for pk, held in done.values_list("complaint_id", "before")}
    return start(
        job.owner,
        job.verb,
        before,
        token=token,
        arguments={**job.arguments, "seen": job.arguments.get("to") or 0},
        undoes=job,
        before=before,
    )


def counts(job: BulkJob) -> dict[str, int]:
    """Return how many reports are in each state, and ``total``: one query."""
    row = job.items.aggregate(
        total=Count("pk"), **{state: Count("pk", filter=Q(state=state)) for state in State.values}
    )
    return {name: int(number) for name, number in row.items()}


def go_on(job: BulkJob, *, most: int = MOST) -> BulkJob:
    """Try the reports that wait; may be called again and by several at once.

    Args:
        job: which one.
        most: reports after which to stop.
    """
    tried: list[int] = []
    while len(tried) < most:
        pk = _next(job, tried)
        if pk is None:
            break
        tried.append(pk)
    if not job.items.filter(state=State.WAITING).exists():
        _finish(job)
    return job


def go_on_all() -> int:
    """Go on with every job that is not finished; return how many there were."""
    unfinished = BulkJob.objects.filter(finished_at__isnull=True).select_related("owner")
    jobs = list(unfinished.order_by("asked_at"))
    for job in jobs:
        go_on(job)
    return len(jobs)


def _finish(job: BulkJob) -> None:
    now = clock.now()
    BulkJob.objects.filter(pk=job.pk, finished_at__isnull=True).update(finished_at=now, words="")
    job.finished_at, job.words = job.finished_at or now, ""


def _next(job: BulkJob, tried: list[int]) -> int | None:
    """Do the next report that nobody is at; return its line, or None when there is none."""
    pk = None
    try:
        with transaction.atomic():
            lines = BulkItem.objects.select_for_update(skip_locked=True, of=("self",))
            waiting = lines.filter(job=job, state=State.WAITING).exclude(pk__in=tried)
            item = waiting.order_by("place").first()
            if item is None:
                return None
            pk = item.pk
            _do(job, item)
    except DatabaseError as error:  # somebody holds the report: the next beat tries it again
        if pk is None:
            raise
        log.warning("bulk.failed", item=pk, error=type(error).__name__)
    return pk


def _do(job: BulkJob, item: BulkItem) -> None:
    """Do the verb to one report (its line is locked); what the owner does not see is not there."""
    visible = Complaint.objects.visible_to(job.owner).for_page()
    complaint = visible.filter(pk=item.complaint_id).first()
    if complaint is None:
        item.delete()
        return
    held = complaint.holder_officer_id or 0
    try:
        with transaction.atomic():
            said = _act(job, item, complaint)
    except actions.Refused as refused:
        item.state, item.why = State.REFUSED, str(refused)[:WHY_LENGTH]
    else:
        item.state, item.why = State.DONE, said
        item.before = held if job.verb in UNDONE else None
    item.save(update_fields=["state", "why", "before"])


def _act(job: BulkJob, item: BulkItem, complaint: Complaint) -> str:
    """Call the verb; return what is to be added to its success. Raises ``actions.Refused``."""
    asked = job.arguments
    match job.verb:
        case "forward":
            lead = _found(Agency.objects.active(), asked["lead"], "Instansi ini sudah ditutup.")
            actions.forward(complaint, by=job.owner, lead=lead, instruction=job.words)
        case "assign" if job.undoes_id is not None:
            to = User.objects.filter(pk=item.before).first() if item.before else None
            actions.assign(complaint, by=job.owner, to=to, seen=asked["seen"])
        case "assign":
            to = User.objects.get(pk=asked["to"]) if asked["to"] else None
            actions.assign(complaint, by=job.owner, to=to)
        case "take_over":
            actions.take_over(complaint, by=job.owner)
        case "archive":
            done = actions.archive(complaint, by=job.owner, reason=asked["reason"], words=job.words)
            return "" if done.is_closed else "Usul arsip dicatat. Perlu petugas kedua."
        case "merge":
            seen = Complaint.objects.visible_to(job.owner)
            main = _found(seen, asked["main"], "Laporan utama tidak ditemukan lagi.")
            actions.merge(complaint, by=job.owner, main=main)
        case "tag" | "untag" as verb:
            puts_on = (verb == "tag") != (job.undoes_id is not None)
            _tag(complaint, job.owner, str(asked["name"]), puts_on=puts_on)
        case verb if verb in incidents.VERBS:
            by, words = job.owner, job.words
            return incidents.act(verb, complaint, by=by, asked=asked, words=words)
        case _:
            raise actions.Refused("Tindakan ini tidak dikenal.")
    return ""


def _tag(complaint: Complaint, by: User, name: str, *, puts_on: bool) -> None:
    """Put the tag of this name on, or take it off. Raises ``actions.Refused``."""
    if puts_on:
        actions.tag(complaint, by=by, add=[name])
        return
    known = tags.known_to(Officer.objects.of(by)).named(name)
    if known is None:
        raise actions.Refused(f"Tidak ada tanda “{name}”.")
    actions.tag(complaint, by=by, untag=[known])


def _found(rows: Any, pk: int, sentence: str) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise actions.Refused(sentence)
    return row
