"""The one place that keeps the tree of agencies in order: parents and cached paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from agencies.models import Agency


class TreeError(ValueError):
    """A move that would put an agency below itself; the text may be shown to a person."""


def path_below(parent: Agency | None) -> list[int]:
    """Return the ids above a child of `parent`, head of the office first."""
    return [] if parent is None else [*parent.ancestor_ids, parent.pk]


def check(agency: Agency, parent: Agency | None) -> None:
    """Refuse a parent that is the agency itself or stands below it.

    Raises:
        TreeError: the move would make a circle.
    """
    if parent is not None and parent.is_within(agency):
        msg = f"{agency.short_name} tidak dapat berada di bawah {parent.short_name}."
        raise TreeError(msg)


@transaction.atomic
def place(agency: Agency, parent: Agency | None) -> Agency:
    """Hang a saved agency, with all that is below it, under another parent.

    Every agency is locked for the time of the move, so that two moves made at once cannot
    close a circle; a city has about 90 of them and moves one a year.

    Args:
        agency: the agency to move.
        parent: the new agency above, or None to make it the head of an office.

    Returns:
        The same `agency`, with `parent` and `ancestor_ids` as stored.

    Raises:
        TreeError: `parent` is the agency itself or stands below it.
    """
    agencies = type(agency).objects
    rows = {row.pk: row for row in agencies.select_for_update(no_key=True).order_by("pk")}
    above = rows[parent.pk] if parent is not None else None
    check(rows[agency.pk], above)
    path = path_below(above)
    moved = []
    for row in rows.values():
        if agency.pk in row.ancestor_ids:
            below = row.ancestor_ids[row.ancestor_ids.index(agency.pk) :]
            row.ancestor_ids = [*path, *below]
            moved.append(row)
    agencies.filter(pk=agency.pk).update(parent=above, ancestor_ids=path)
    agencies.bulk_update(moved, ["ancestor_ids"])
    agency.parent = parent
    agency.ancestor_ids = path
    return agency
