"""The only place beside ``actions._move`` that writes the state of a report: what an import brings.

A report that comes from the national system did not walk our verbs, so it has no transition; it
starts no clock, tells nobody, and one event says from which file it came (decision 0036).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from complaints import privacy
from complaints.figures import recording
from complaints.law.actors import Role
from complaints.models import (
    Assignment,
    Complaint,
    Event,
    ImportRun,
    NationalRecord,
    Reporter,
)
from complaints.models.complaint import CODE_LENGTH
from complaints.reporters import receipts
from complaints.sp4n.copying import copy, next_ids
from complaints.sp4n.drawing_up import Draft
from complaints.states import Audience
from complaints.trail import chain

IMPORT, RENEW = "import", "renew"
"""What the events are called: a report came from a file, or a later file changed it."""
RENEWED = (
    *("status", "resume_status", "lead_id", "holder_id", "was_forwarded", "was_confirmed"),
    *("archive_reason", "kind", "title", "text", "working_text", "hides_reporter", "is_secret"),
    *("publication", "channel", "category_id", "region_id", "place_text"),
)
"""What a later file may change."""
_UPDATE = (
    f"UPDATE complaints_complaint SET {', '.join(f'{name} = %s' for name in RENEWED)},"  # noqa: S608
    " published = published AND NOT %s, updated_at = %s, event_count = %s, last_hash = %s,"
    " imported_in_id = %s WHERE id = %s"
)

_UPDATE_RECORD = (
    "UPDATE complaints_nationalrecord SET run_id = %s, row = %s, cells = %s::jsonb, closed_by = %s,"
    " fingerprint = %s WHERE complaint_id = %s"
)

_ADD_NAME = (
    "UPDATE complaints_reporter SET name_encrypted = %s"
    " WHERE complaint_id = %s AND name_encrypted = '' AND erased_at IS NULL"
)


def hold_chain() -> None:
    """Let sealing wait for this transaction (before events get their numbers)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [chain.WRITERS_LOCK])


def create(run: ImportRun, drafts: Sequence[Draft], now: datetime) -> None:
    """Write new reports with what belongs to them, in this transaction.

    Args:
        run: the file that they come from.
        drafts: the reports.
        now: the moment of the import, for the events.
    """
    codes = _codes(len(drafts))
    ids = next_ids(Complaint, len(drafts))
    reports, events, rest = [], [], []
    for draft, pk, code in zip(drafts, ids, codes, strict=True):
        event = _event(run, draft, pk, IMPORT, now)
        events.append(_row_of(event))
        reports.append(_report(run, draft, pk, code, event))
        rest.append((pk, draft))
    copy(Complaint, reports)
    copy(Event, events)
    copy(
        Reporter,
        [{"complaint_id": pk, "name_encrypted": privacy.encrypt(draft.name)} for pk, draft in rest],
    )
    copy(Assignment, [_part(pk, draft) for pk, draft in rest if draft.columns["lead_id"]])
    copy(NationalRecord, [_record(run, pk, draft) for pk, draft in rest])
    recording.enter([draft.as_report(pk) for pk, draft in rest])


def _codes(number: int) -> list[str]:
    """Return so many ticket numbers that no report has."""
    found: set[str] = set()
    while len(found) < number:
        more = {
            "".join(secrets.choice(receipts.ALPHABET) for _ in range(CODE_LENGTH))
            for _ in range(number - len(found))
        }
        taken = Complaint.objects.filter(code__in=more).values_list("code", flat=True)
        found |= more - set(taken)
    return sorted(found)


def _report(run: ImportRun, draft: Draft, pk: int, code: str, event: Event) -> dict[str, Any]:
    return {
        "id": pk,
        "code": code,
        "submission": f"sp4n:{draft.number}",
        "receipt_hash": "",
        "imported_in_id": run.pk,
        "created_at": draft.sent_at,
        "updated_at": draft.sent_at,
        "holder_since": draft.sent_at if draft.columns["holder_id"] else None,
        "event_count": 1,
        "last_hash": event.hash,
        "working_title": "",
        **draft.columns,
    }


def _event(
    run: ImportRun,
    draft: Draft,
    pk: int,
    verb: str,
    now: datetime,
    before: Complaint | None = None,
) -> Event:
    event = Event(
        complaint_id=pk,
        sequence=before.event_count + 1 if before else 1,
        verb=verb,
        from_status=before.status if before else "",
        to_status=draft.columns["status"],
        actor_id=run.by_id,
        role=Role.SYSTEM,
        audience=Audience.INTERNAL,
        at=now.astimezone(UTC),
        data={"run": run.key, "row": draft.row, "number": draft.number, "by": draft.closed_by},
        previous_hash=before.last_hash if before else "",
    )
    event.hash = chain.hash_of(event)
    return event


def _row_of(event: Event) -> dict[str, Any]:
    return {
        "complaint_id": event.complaint_id,
        "sequence": event.sequence,
        "verb": event.verb,
        "from_status": str(event.from_status),
        "to_status": str(event.to_status),
        "actor_id": event.actor_id,
        "role": str(event.role),
        "audience": str(event.audience),
        "at": event.at,
        "data": event.data,
        "previous_hash": event.previous_hash,
        "hash": event.hash,
    }


def _part(pk: int, draft: Draft) -> dict[str, Any]:
    return {
        "complaint_id": pk,
        "agency_id": draft.columns["lead_id"],
        "part": str(Assignment.Part.LEAD),
        "started_at": draft.sent_at,
    }


def _record(run: ImportRun, pk: int, draft: Draft) -> dict[str, Any]:
    return {
        "complaint_id": pk,
        "number": draft.number,
        "run_id": run.pk,
        "row": draft.row,
        "cells": draft.cells,
        "closed_by": draft.closed_by,
        "fingerprint": draft.fingerprint,
    }


def renew(
    run: ImportRun, pairs: Sequence[tuple[Draft, Complaint, NationalRecord]], now: datetime
) -> int:
    """Write what a later file says of reports that lie as they were imported (locked).

    Returns:
        How many really changed; the others only learn how their line reads now.
    """
    changed = [(draft, old) for draft, old, _ in pairs if differs(draft, old)]
    events, rows = [], []
    for draft, old in changed:
        event = _event(run, draft, old.pk, RENEW, now, before=old)
        events.append(_row_of(event))
        end = [draft.columns["is_secret"], now, event.sequence, event.hash, run.pk, old.pk]
        rows.append([*(draft.columns[name] for name in RENEWED), *end])
    with connection.cursor() as cursor:
        cursor.executemany(_UPDATE, rows)
        cursor.executemany(_UPDATE_RECORD, [_renewed(run, draft, old) for draft, old, _ in pairs])
    _pass_on(changed, now)
    copy(Event, events)
    _renew_names(changed)
    recording.enter([draft.as_report(old.pk) for draft, old in changed])
    return len(changed)


def differs(draft: Draft, old: Complaint) -> bool:
    """Whether a draft says something else than the report."""
    names = ("lead_id", "category_id", "region_id")
    return any(
        getattr(old, name) != draft.columns[name]
        if name in names
        else str(getattr(old, name)) != str(draft.columns[name])
        for name in RENEWED
    )


def _pass_on(changed: Sequence[tuple[Draft, Complaint]], now: datetime) -> None:
    """End the part of the agency before, and begin that of the one that has it now."""
    moved = [(draft, old) for draft, old in changed if old.lead_id != draft.columns["lead_id"]]
    ids = [old.pk for _, old in moved]
    running = Assignment.objects.filter(complaint__in=ids, ended_at__isnull=True)
    running.update(ended_at=now, ended_by=RENEW)
    parts = [_part(old.pk, draft) for draft, old in moved if draft.columns["lead_id"]]
    copy(Assignment, [{**part, "started_at": now} for part in parts])


def _renew_names(changed: Sequence[tuple[Draft, Complaint]]) -> None:
    """Forget the name of who is hidden now."""
    hidden = [old.pk for draft, old in changed if draft.columns["hides_reporter"]]
    Reporter.objects.filter(complaint__in=hidden).update(name_encrypted=b"")


def add_names(pairs: Sequence[tuple[Draft, Complaint]]) -> int:
    """Give imported reports (locked) the names that a file brings and that they do not have yet.

    Never a hidden one, neither hidden by the file nor hidden here, and none that was erased.

    Returns:
        How many reports got a name.
    """
    rows: list[list[Any]] = [
        [privacy.encrypt(draft.name), report.pk]
        for draft, report in pairs
        if draft.name and not (_is_hidden(report) or draft.columns["is_secret"])
    ]
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_NAME, rows)
        return max(0, int(cursor.rowcount))


def _is_hidden(report: Complaint) -> bool:
    """Whether a report keeps its reporter's name from somebody."""
    return report.hides_reporter or report.is_secret or report.is_sealed


def _renewed(run: ImportRun, draft: Draft, old: Complaint) -> list[Any]:
    """Return what the record of a report says from now on, for ``_UPDATE_RECORD``."""
    cells = json.dumps(draft.cells)
    return [run.pk, draft.row, cells, draft.closed_by, draft.fingerprint, old.pk]
