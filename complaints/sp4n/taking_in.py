"""Taking the lines of an export in, batch by batch: each once, whoever is interrupted meanwhile.

A batch and the place up to which the file was read are written in one transaction under the lock of
the run, so that a worker that dies leaves everything as it was before the batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import connection, transaction

from complaints.models import Complaint, Event, ImportRun, NationalRecord
from complaints.sp4n import drawing_up, writing
from complaints.sp4n.drawing_up import Draft
from complaints.sp4n.matching import Ours
from complaints.sp4n.reading import Line
from lapor import clock

BATCH = 1000
ONE_AT_A_TIME = 7_160_036
"""Advisory lock: two files that name the same report are taken in one after the other."""
MOST_LEFT_ALONE = 200
TAKEN_OVER = "sudah diambil alih di sini"
WORKED_ON = "sudah diubah di sini"
WRITTEN_HERE = "ditulis di sini"
HARMLESS = frozenset(
    {writing.IMPORT, writing.RENEW, "redact", "note", "tag", "reveal", "hand_over_file", "hand_on"}
)
"""What does not keep a later file from changing a report (decision 0038: what waits for no one)."""
CLEARED = ("working_text", "publication")
"""What a verifier cleared for others to read stays as it is."""
ERASED = "kata-katanya sudah dihapus"

Result = dict[str, Any]


def batches(lines: Iterator[Line], done: int) -> Iterator[list[Line]]:
    """Give the lines that are not taken in yet, so many at a time."""
    rest = islice(lines, done, None)
    while some := list(islice(rest, BATCH)):
        yield some


def take(run_id: int, lines: Sequence[Line], ours: Ours, *, done: int) -> bool:
    """Take in one batch, all of it or nothing.

    Args:
        run_id: the run.
        lines: the batch.
        ours: the town.
        done: how many lines were taken in before.

    Returns:
        Whether this call did it; False when another worker was there before, or the run ended.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state != ImportRun.State.IMPORTING or run.done != done:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '120s'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        result = _take(run, _last(run, lines), ours)
        run.result = _added(run.result, result, len(lines))
        run.done, run.touched_at = done + len(lines), clock.now()
        run.save(update_fields=["result", "done", "touched_at"])
    return True


def _last(run: ImportRun, lines: Sequence[Line]) -> list[Line]:
    """Leave out the lines whose number comes again further down: the last one wins."""
    last: dict[str, int] = run.summary.get("last", {})
    return [line for line in lines if last.get(line.tracking_id, line.number) == line.number]


def _take(run: ImportRun, lines: Sequence[Line], ours: Ours) -> Result:
    writing.hold_chain()
    drafts = {line.tracking_id: drawing_up.drawn_up(line, ours) for line in lines}
    records = _records(drafts)
    fresh = [draft for number, draft in drafts.items() if number not in records]
    own = _own(fresh)
    now = clock.now()
    new = [draft for draft in fresh if draft.number not in own]
    writing.create(run, new, now)
    other = {
        number: record
        for number, record in records.items()
        if record.fingerprint != drafts[number].fingerprint
    }
    why, redacted = _why_not(other.values()), _redacted(other.values())
    pairs = [
        (_kept(drafts[key], one.complaint) if key in redacted else drafts[key], one.complaint, one)
        for key, one in other.items()
        if key not in why
    ]
    renewed = writing.renew(run, pairs, now)
    named = writing.add_names([(drafts[key], one.complaint) for key, one in records.items()])
    alone = [*own.values(), *((other[key].complaint.code, key, said) for key, said in why.items())]
    same = len(records) - len(why) - renewed
    return {
        "created": len(new),
        "renewed": renewed,
        "same": same,
        "left": len(alone),
        "named": named,
        "alone": alone,
    }


def _records(drafts: dict[str, Draft]) -> dict[str, NationalRecord]:
    """Return what was imported before of these numbers, with the reports locked in order."""
    known = NationalRecord.objects.filter(number__in=drafts)
    ids = sorted(known.values_list("complaint_id", flat=True))
    list(Complaint.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    rows = known.select_related("complaint__reporter").defer("complaint__search")
    return {row.number: row for row in rows}


def _own(drafts: Sequence[Draft]) -> dict[str, tuple[str, str, str]]:
    """Return which numbers belong to reports that were written here: ticket, number and why."""
    numbers = [draft.number for draft in drafts]
    known = Complaint.objects.filter(external_ref__in=numbers)
    known = known.exclude(external_ref="")  # says so that the index of numbers serves a long list
    rows = known.values_list("external_ref", "code")
    found = {number: (code, number, WRITTEN_HERE) for number, code in rows}
    tickets = [number for number in numbers if not number.isdigit()]
    for code in Complaint.objects.filter(code__in=tickets).values_list("code", flat=True):
        found[code] = (code, code, WRITTEN_HERE)
    return found


def _why_not(records: Iterable[NationalRecord]) -> dict[str, str]:
    """Return which reports a later file must leave alone, by number, and why."""
    found: dict[str, str] = {}
    ids = [record.complaint_id for record in records]
    worked = Event.objects.filter(complaint__in=ids).exclude(verb__in=HARMLESS)
    worked_on = set(worked.values_list("complaint_id", flat=True))
    for record in records:
        report = record.complaint
        if report.taken_over_at is not None:
            found[record.number] = TAKEN_OVER
        elif report.reporter.erased_at is not None:
            found[record.number] = ERASED
        elif report.pk in worked_on:
            found[record.number] = WORKED_ON
    return found


def _redacted(records: Iterable[NationalRecord]) -> set[str]:
    """Return the numbers of the reports that a verifier cleared for others to read."""
    numbers = {record.complaint_id: record.number for record in records}
    found = Event.objects.filter(complaint__in=numbers, verb="redact")
    return {numbers[pk] for pk in found.values_list("complaint_id", flat=True)}


def _kept(draft: Draft, old: Complaint) -> Draft:
    """Return a draft that leaves alone what was cleared."""
    cleared = {name: getattr(old, name) for name in CLEARED}
    return replace(draft, columns={**draft.columns, **cleared})


def _added(before: Result, more: Result, read: int) -> Result:
    """Return the result so far with that of one batch."""
    names = ("created", "renewed", "same", "left")
    sums = Counter({name: before.get(name, 0) for name in names})
    sums.update({name: more[name] for name in names})
    sums["named"] = before.get("named", 0) + more["named"]
    repeated = before.get("repeated", 0) + read - sum(more[name] for name in names)
    alone = [*before.get("alone", []), *more["alone"]][:MOST_LEFT_ALONE]
    return {**sums, "repeated": repeated, "alone": alone}
