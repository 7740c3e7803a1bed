"""Reading every report again from its events, and comparing that with what the figures say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from complaints.figures import folding, recording
from complaints.models import Complaint, FigureCheck, Standing
from complaints.models.figures import TIMES

Row = recording.Row

AT_ONCE = 500


def flaws() -> Iterator[str]:
    """Yield what is wrong with the figures, in words: reports that stand otherwise, sums that are off.

    Working times are compared with the sums only: they were measured by the calendar of their
    day, and a holiday that was edited since is no fault.
    """
    yield from flaws_of_standings()
    yield from folding.flaws()


def flaws_of_standings() -> Iterator[str]:
    """Yield which reports stand otherwise than their events say."""
    for ids in batches():
        yield from flaws_of(ids)


def flaws_of(ids: Sequence[int]) -> list[str]:
    """Return which of some reports stand otherwise than their events say.

    They are read without a lock, so that nobody waits; only what seems wrong, perhaps because a
    verb came between two questions, is locked and read once more.
    """
    suspects = [pk for pk, before, after in _compared(ids, locked=False) if before != after]
    if not suspects:
        return []
    return [
        f"laporan {pk}: {before} != {after}"
        for pk, before, after in _compared(suspects, locked=True)
        if before != after
    ]


def _compared(
    ids: Sequence[int], *, locked: bool
) -> list[tuple[int, dict[str, Any] | None, dict[str, Any] | None]]:
    with transaction.atomic():
        before, after = _both(ids, locked=locked)
    return [(pk, _plain(before[pk]), _plain(after[pk])) for pk in ids]


def rebuild() -> int:
    """Make how every report stands and all sums anew; return how many reports stood otherwise.

    Verbs may go on meanwhile: each batch locks its reports. What a night found is forgotten.
    """
    changed = 0
    for ids in batches():
        with transaction.atomic():
            changed += recording.replace(*_both(ids, locked=True))
        folding.fold_all()
    folding.mend()
    FigureCheck.objects.all().delete()
    return changed


def _both(ids: Sequence[int], *, locked: bool) -> tuple[dict[int, Row], dict[int, Row]]:
    """Return how some reports stand and how they should, by id (in a transaction)."""
    rows = Complaint.objects.filter(pk__in=ids)
    if locked:
        rows = rows.select_for_update(no_key=True, of=("self",))
    reports = list(rows.select_related("merged_into").defer("search").order_by("pk"))
    return recording.standing_of(ids), recording.all_of(reports)


def _plain(row: Row) -> dict[str, Any] | None:
    return row and {name: value for name, value in row.items() if name not in TIMES}


def is_empty() -> bool:
    """Whether there are reports and no figures: of a town from before there were any."""
    return Complaint.objects.exists() and not Standing.objects.exists()


def batches(last: int = 0) -> Iterator[list[int]]:
    """Yield the ids of all reports after one, some at once."""
    while ids := list(
        Complaint.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield ids
        last = ids[-1]
