"""Reading every report again from its events, and comparing that with what the figures say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from complaints.figures import folding, recording
from complaints.models import Complaint, Standing
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
    for ids in _batches():
        with transaction.atomic():
            before, after = _both(ids)
        for pk in ids:
            if _plain(before[pk]) != _plain(after[pk]):
                yield f"laporan {pk}: {_plain(before[pk])} != {_plain(after[pk])}"


def rebuild() -> int:
    """Make how every report stands and all sums anew; return how many reports stood otherwise.

    Verbs may go on meanwhile: each batch locks its reports.
    """
    changed = 0
    for ids in _batches():
        with transaction.atomic():
            changed += recording.replace(*_both(ids))
        folding.fold_all()
    folding.mend()
    return changed


def _both(ids: Sequence[int]) -> tuple[dict[int, Row], dict[int, Row]]:
    """Return how some reports stand and how they should, by id; locks them (in a transaction)."""
    rows = Complaint.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids)
    reports = list(rows.select_related("merged_into").defer("search").order_by("pk"))
    return recording.standing_of(ids), recording.all_of(reports)


def _plain(row: Row) -> dict[str, Any] | None:
    return row and {name: value for name, value in row.items() if name not in TIMES}


def is_empty() -> bool:
    """Whether there are reports and no figures: of a town from before there were any."""
    return Complaint.objects.exists() and not Standing.objects.exists()


def _batches() -> Iterator[list[int]]:
    last = 0
    while ids := list(
        Complaint.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield ids
        last = ids[-1]
