"""Adding up what became of the reports of a day, without ever counting them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from complaints.law import reasons
from complaints.models import Complaint, FigureDelta
from complaints.states import State

JUNK = "junk"
"""Bucket of spam and tests: received, but in no figure."""
SEALED = "sealed"
"""Bucket of sealed reports, which respect no other count."""


@dataclass(frozen=True)
class Place:
    """Where one report stands in the figures."""

    agency_id: int | None
    category_id: int | None
    bucket: str


def place_of(complaint: Complaint) -> Place:
    """Return where ``complaint`` is counted now; a merged one counts as its main report."""
    bucket: str = complaint.status
    if complaint.is_sealed:
        return Place(None, None, SEALED)
    if complaint.status == State.MERGED and complaint.merged_into is not None:
        return place_of(complaint.merged_into)
    if complaint.status == State.ARCHIVED and complaint.archive_reason in reasons.junk_codes():
        bucket = JUNK
    return Place(complaint.lead_id, complaint.category_id, bucket)


def record(complaint: Complaint, before: Place | None) -> None:
    """Append the change from ``before`` to now, for the report and those merged into it."""
    after = place_of(complaint)
    if before == after:
        return
    days = [_day(complaint)]
    if complaint.merged_count and before is not None:
        days += [_day(child) for child in complaint.merged.filter(status=State.MERGED)]
    rows = [_delta(day, after, 1) for day in days]
    if before is not None:
        rows += [_delta(day, before, -1) for day in days]
    FigureDelta.objects.bulk_create(rows)


def record_many(changes: Counter[tuple[date, Place]]) -> None:
    """Append changes of many reports at once: by how much each day and place went up or down."""
    FigureDelta.objects.bulk_create(
        _delta(day, place, amount) for (day, place), amount in changes.items() if amount
    )


def _day(complaint: Complaint) -> date:
    return timezone.localdate(complaint.created_at)


def _delta(day: date, place: Place, amount: int) -> FigureDelta:
    return FigureDelta(
        day=day,
        agency_id=place.agency_id,
        category_id=place.category_id,
        bucket=place.bucket,
        amount=amount,
    )


def fold() -> int:
    """Move the appended changes into the daily figures; return how many were folded.

    Each row is deleted and added in one transaction, so a figure is exact at any moment.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM complaints_figuredelta WHERE id IN (SELECT id FROM complaints_figuredelta"
            " ORDER BY id LIMIT 20000 FOR UPDATE SKIP LOCKED)"
            " RETURNING day, agency_id, category_id, bucket, amount"
        )
        rows = cursor.fetchall()
        sums: Counter[tuple[date, int | None, int | None, str]] = Counter()
        for day, agency, category, bucket, amount in rows:
            sums[day, agency, category, bucket] += amount
        cursor.executemany(
            "INSERT INTO complaints_dailyfigure (day, agency_id, category_id, bucket, amount)"
            " VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT ON CONSTRAINT daily_figure_once"
            " DO UPDATE SET amount = complaints_dailyfigure.amount + EXCLUDED.amount",
            [(*key, amount) for key, amount in sorted(sums.items(), key=str) if amount],
        )
    return len(rows)
