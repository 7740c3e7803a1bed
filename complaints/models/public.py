"""Columns that exist only in indexes: by which the public list finds its page without reading more."""

from __future__ import annotations

from typing import Any

from django.db import models

from complaints.states import State

STATE_GROUPS: dict[str, tuple[State, ...]] = {
    "diperiksa": (State.RECEIVED, State.VERIFIED),
    "diteruskan": (State.FORWARDED,),
    "dikerjakan": (State.FOLLOWED_UP, State.NEEDS_INFO, State.REFERRED, State.APPEALED),
    "dijawab": (State.ANSWERED,),
    "selesai": (State.RESOLVED,),
    "tidak-dilanjutkan": (State.ARCHIVED, State.MERGED),
}
"""What the public asks for by one word; an index is built on this order, so only append to it."""


def _cases() -> str:
    arms = (
        " ".join(f"WHEN '{state.value}' THEN {place}" for state in states)
        for place, states in enumerate(STATE_GROUPS.values(), start=1)
    )
    return " ".join(arms)


class StateGroup(models.Func):
    """The place of a state's group in ``STATE_GROUPS`` (1 …), written the same in index and query."""

    template = f"(CASE %(expressions)s {_cases()} ELSE 0 END)"
    output_field = models.SmallIntegerField()

    @staticmethod
    def of(word: str) -> int:
        """Return the number of a group by its word in the address."""
        return list(STATE_GROUPS).index(word) + 1


class Week(models.Func):
    """The number of a moment's week (weeks of UTC since Monday, 2000-01-03)."""

    template = "(((%(expressions)s AT TIME ZONE 'UTC')::date - '2000-01-03'::date) / 7)"
    output_field = models.IntegerField()


def search_columns() -> list[Any]:
    """Return what the one index over words, filters and weeks is made of."""
    return [
        models.F("search"),
        Week("created_at"),
        models.F("category"),
        models.F("lead"),
        models.F("region"),
        StateGroup("status"),
    ]
