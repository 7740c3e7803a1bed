"""Keeping how each report stands, and appending what that changes in the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from complaints.figures import standing
from complaints.models import Complaint, Deadline, Event, FigureDelta, Rating, Standing
from complaints.models import SuggestionRecord as Record
from complaints.models.figures import COUNTED
from complaints.models.survey import QUESTIONS
from complaints.states import State

NAMES = tuple(f"{name}_id" if name in ("lead", "category", "region") else name for name in COUNTED)
"""Columns that say how a report stands."""
EVENT_COLUMNS = (
    *("complaint", "sequence", "verb", "from_status", "to_status"),
    *("agency", "role", "audience", "at"),
)
AT_ONCE = 1000
FOLLOWS_MAIN = ("lead_id", "category_id", "bucket", "reason", "closed_on")
"""A merged report counts as its main one in these, and has no times and promises of its own."""
BLANK = {
    field.attname: field.get_default()
    for field in Standing._meta.concrete_fields  # noqa: SLF001  (Django documents it)
    if field.attname in NAMES
}


Row = dict[str, Any] | None
"""How a report stands, by column; None when it is in no figure."""


def record(complaint: Complaint, clocks: Sequence[Deadline]) -> None:
    """Keep how ``complaint`` stands after a verb, and those merged into it, in its transaction.

    Args:
        complaint: the locked report, saved.
        clocks: all its clocks.
    """
    ids = [complaint.pk]
    after = all_of([complaint], {complaint.pk: clocks})
    if complaint.merged_count:
        for child in complaint.merged.filter(status=State.MERGED).defer("search"):
            ids.append(child.pk)
            after[child.pk] = like(child, after[complaint.pk])
    replace(standing_of(ids), after)


def replace(before: Mapping[int, Row], after: Mapping[int, Row]) -> int:
    """Keep how reports stand now, and append what that changes; return how many changed."""
    changed = {pk: row for pk, row in after.items() if row != before[pk]}
    gone = [pk for pk, row in changed.items() if row is None]
    if gone:
        Standing.objects.filter(pk__in=gone).delete()
    Standing.objects.bulk_create(
        (Standing(complaint_id=pk, **row) for pk, row in changed.items() if row is not None),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["complaint"],
        update_fields=COUNTED,
    )
    signed = [(sign, rows[pk]) for pk in changed for sign, rows in ((-1, before), (1, after))]
    FigureDelta.objects.bulk_create(
        (FigureDelta(amount=sign, **row) for sign, row in signed if row is not None),
        batch_size=AT_ONCE,
    )
    return len(changed)


def standing_of(ids: Sequence[int]) -> dict[int, Row]:
    """Return how reports stand according to the figures."""
    found: dict[int, Row] = dict.fromkeys(ids)
    for one in Standing.objects.filter(pk__in=ids):
        found[one.pk] = {name: getattr(one, name) for name in NAMES}
    return found


def all_of(
    reports: Sequence[Complaint], clocks: Mapping[int, Sequence[Deadline]] | None = None
) -> dict[int, Row]:
    """Return how reports stand by all that is known of them.

    Args:
        reports: as they are now.
        clocks: all their clocks by report, where the caller holds them.
    """
    alone = [one for one in reports if standing.is_counted(one) and one.status != State.MERGED]
    ids = [one.pk for one in alone]
    events = _grouped(Event.objects.filter(complaint__in=ids).only(*EVENT_COLUMNS))
    if clocks is None:
        clocks = _grouped(Deadline.objects.filter(complaint__in=ids).order_by("started_at", "id"))
    said = judged(ids)
    found: dict[int, Row] = dict.fromkeys(one.pk for one in reports)
    for one in alone:
        found[one.pk] = BLANK | standing.stand(
            one, events.get(one.pk, ()), clocks.get(one.pk, ()), said[one.pk]
        )
    for one in reports:
        if one.status == State.MERGED and one.merged_into is not None:
            main = found.get(one.merged_into.pk) or all_of([one.merged_into])[one.merged_into.pk]
            found[one.pk] = like(one, main) if standing.is_counted(one) else None
    return found


def like(child: Complaint, main: Row) -> Row:
    """Return how a merged report stands: where its main one does, which may be nowhere."""
    if main is None:
        return None
    shared = {name: main[name] for name in FOLLOWS_MAIN}
    return BLANK | standing.own(child) | shared | {"merged": 1}


def judged(ids: Sequence[int]) -> dict[int, standing.Judged]:
    """Read what was said of reports, in one query."""
    first = Record.objects.filter(complaint=OuterRef("pk")).order_by("id")
    rows = (
        Complaint.objects.filter(pk__in=ids)
        .order_by()
        .values_list(
            "pk",
            Subquery(Rating.objects.filter(complaint=OuterRef("pk")).values("stars")),
            Subquery(first.values("is_sure")[:1]),
            Subquery(first.values("rank")[:1]),
            "survey__still_fixed",
            *(f"survey__{question}" for question in QUESTIONS),
        )
    )
    return {
        pk: standing.Judged(
            stars=stars,
            survey=tuple(marks) if None not in marks else None,
            still_fixed=still_fixed,
            was_suggested=bool(sure),
            was_accepted=bool(sure) and rank == 1,
        )
        for pk, stars, sure, rank, still_fixed, *marks in rows
    }


def support(complaint_id: int) -> None:
    """Count one more support, given beside the verbs, while the report is locked."""
    before = standing_of([complaint_id])
    row = before[complaint_id]
    if row is not None:
        replace(before, {complaint_id: row | {"supports": row["supports"] + 1, "supported": 1}})


def enter(reports: Sequence[Complaint]) -> None:
    """Count many reports that nobody here did anything to yet: imported ones.

    Args:
        reports: as they are now, new ones and those that stood otherwise before.
    """
    after = {
        one.pk: BLANK | standing.stand(one, (), (), standing.Judged())
        if standing.is_counted(one)
        else None
        for one in reports
    }
    replace(standing_of(list(after)), after)


def _grouped(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.complaint_id, []).append(row)
    return found
