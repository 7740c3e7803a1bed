"""What the desk advises: the agency, with reasons and how sure it is."""

from __future__ import annotations

from typing import Any, NamedTuple

from routing import engine
from routing.models import Category

LEVELS = ((85, "sangat yakin"), (65, "yakin"), (40, "cukup yakin"), (0, "kurang yakin"))


class Advice(NamedTuple):
    """One suggested agency, and how sure the program is of it."""

    number: int
    agency: Any
    category: Category | None
    reason: str
    percent: int
    words: str


def of(suggestions: list[engine.Suggestion]) -> list[Advice]:
    """Return the suggestions with a confidence in words and as a number out of a hundred."""
    return [
        Advice(number, one.agency, one.category, one.reason, percent, level_of(percent))
        for number, one in enumerate(suggestions, start=1)
        for percent in [min(99, round(100 * one.probability))]
    ]


def level_of(percent: int) -> str:
    """Return a confidence in words."""
    return next(words for least, words in LEVELS if percent >= least)
