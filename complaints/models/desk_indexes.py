"""The indexes that serve the lists of officers: one for every order of every lane, one for words."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from complaints.models.public import Week
from complaints.models.visibility import OURS
from complaints.models.words import desk_words
from complaints.states import OPEN, State

DELEGATED = Q(holder__gt=models.F("lead")) | Q(holder__lt=models.F("lead"))
"""A unit below the lead agency holds the report; written so that a query names the same."""
UNEDITED = (
    Q(publication="pending", was_forwarded=True, is_secret=False, is_sealed=False)
    & Q(status__in=(*OPEN, State.RESOLVED))
    & OURS
)
"""Went to an agency before anybody decided what the public may read of it."""
OURS_OR_NOT = ("is_sealed", "imported_in", "taken_over_at")
"""Columns by which every number leaves sealed reports out, and imports that nobody took over."""
COUNTED_BY_UNITS = ("danger", "objections", "draft_needs")
COUNTED_IN_TOWN = ("danger", "hand_backs", "extension_asked", "hides_reporter")
"""What the tabs also ask: in the index, so that their numbers come without a look at the rows."""


def desk_indexes() -> list[models.Index]:
    """Return all indexes of the officers' lists."""
    return [*_by_due(), *_by_age(), *_by_support(), *_of_the_town(), *_found(), *_of_sp4n()]


def mark(name: str) -> Any:
    """Return a yes or no as a number: an index of words compares those, and no truth values."""
    return Cast(name, models.IntegerField())


def _by_due() -> list[models.Index]:
    """The nearest due time first."""
    return [
        models.Index(
            fields=["holder", "next_due_at", "id"],
            include=["status", "lead", "holder_officer", *OURS_OR_NOT, *COUNTED_BY_UNITS],
            name="our_work_by_holder",
            condition=Q(status__in=OPEN),
        ),
        models.Index(
            fields=["lead", "next_due_at", "id"],
            name="open_delegated",
            condition=DELEGATED & Q(status__in=OPEN),
        ),
        models.Index(
            fields=["status", "next_due_at", "id"],
            include=[*OURS_OR_NOT, *COUNTED_IN_TOWN],
            name="our_work_by_status",
            condition=Q(status__in=OPEN),
        ),
        models.Index(
            fields=["status", "next_due_at", "id"],
            name="open_dangers",
            condition=Q(status__in=OPEN, danger=True),
        ),
        models.Index(
            fields=["status", "next_due_at", "id"],
            name="open_sealed",
            condition=Q(status__in=OPEN, is_sealed=True),
        ),
        models.Index(
            fields=["status", "next_due_at", "id"],
            name="extensions_asked",
            condition=Q(status__in=OPEN, extension_asked__isnull=False),
        ),
        models.Index(
            fields=["holder_officer", "next_due_at", "id"],
            name="open_by_officer",
            condition=Q(status__in=OPEN, holder_officer__isnull=False),
        ),
    ]


def _by_age() -> list[models.Index]:
    """The newest first, or what changed last; read backwards, the oldest first."""
    return [
        models.Index(fields=["holder", "-updated_at", "-id"], name="recent_by_holder"),
        models.Index(fields=["status", "-updated_at", "-id"], name="recent_by_status"),
        models.Index(
            fields=["lead", "-updated_at", "-id"], name="recent_delegated", condition=DELEGATED
        ),
        models.Index(
            fields=["entered_by", "-created_at", "-id"],
            name="by_clerk",
            condition=Q(entered_by__isnull=False),
        ),
        models.Index(fields=["holder", "-created_at", "-id"], name="newest_by_holder"),
        models.Index(fields=["status", "-created_at", "-id"], name="newest_by_status"),
        models.Index(
            fields=["lead", "-created_at", "-id"], name="newest_delegated", condition=DELEGATED
        ),
    ]


def _by_support() -> list[models.Index]:
    """The most supported first; most reports have no support and stand in none of these."""
    supported = Q(support_count__gt=0)
    return [
        *(
            models.Index(
                fields=[column, "-support_count", "-id"],
                name=f"supported_by_{column}",
                condition=supported,
            )
            for column in ("holder", "status")
        ),
        models.Index(
            fields=["lead", "-support_count", "-id"],
            name="supported_delegated",
            condition=DELEGATED & supported,
        ),
    ]


def _of_the_town() -> list[models.Index]:
    """All that is open, and everything: for filters that let much through, whatever the state."""
    is_open, not_sealed = Q(status__in=OPEN), Q(is_sealed=False)
    return [
        models.Index(fields=["next_due_at", "id"], name="open_by_due", condition=is_open),
        models.Index(fields=["-created_at", "-id"], name="open_by_age", condition=is_open),
        models.Index(
            fields=["-support_count", "-id"],
            name="open_by_support",
            condition=is_open & Q(support_count__gt=0),
        ),
        models.Index(fields=["-created_at", "-id"], name="newest_of_town", condition=not_sealed),
        models.Index(fields=["created_at", "id"], name="unedited_by_age", condition=UNEDITED),
        models.Index(
            fields=["channel", "-created_at", "-id"], name="newest_by_channel", condition=not_sealed
        ),
    ]


def _found() -> list[models.Index]:
    """By number and by words; sealed reports are not searched for by words."""
    return [
        models.Index(
            fields=["holder", "next_due_at", "id"],
            name="drafts_waiting",
            condition=Q(status__in=OPEN) & ~Q(draft_needs=""),
        ),
        models.Index(
            fields=["-updated_at", "-id"],
            name="hidden_names",
            condition=Q(hides_reporter=True, is_sealed=False),
        ),
        models.Index(
            fields=["-created_at", "-id"], name="sealed_newest", condition=Q(is_sealed=True)
        ),
        models.Index(
            fields=["external_ref"], name="by_external_ref", condition=~Q(external_ref="")
        ),
        GinIndex(
            desk_words(),
            Week("created_at"),
            *(models.F(name) for name in ("category", "region", "holder", "lead", "status")),
            *(models.F(name) for name in ("channel", "holder_officer", "tag_ids")),
            *(mark(name) for name in ("danger", "needs_inspection")),
            name="desk_words_masked",
            condition=Q(is_sealed=False),
        ),
    ]


def _of_sp4n() -> list[models.Index]:
    """What came from the national system, and what must be copied to it."""
    return [
        models.Index(
            fields=["imported_in", "id"],
            name="imported_in_run",
            condition=Q(imported_in__isnull=False),
        ),
        models.Index(
            fields=["status", "next_due_at", "id"],
            name="open_untaken",
            condition=Q(status__in=OPEN, imported_in__isnull=False, taken_over_at__isnull=True),
        ),
        models.Index(
            fields=["-created_at", "-id"],
            name="newest_imported",
            condition=Q(imported_in__isnull=False, is_sealed=False),
        ),
        models.Index(
            fields=["sp4n_owed_at", "id"],
            name="owed_to_sp4n",
            condition=Q(sp4n_owed_at__isnull=False),
        ),
    ]
