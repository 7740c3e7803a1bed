"""What the desk advises: the agency, with reasons and how sure it is."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from routing import engine
from routing.models import Category

SATURATION = 40.0
"""Points of the engine at which a suggestion is worth about two thirds of full confidence."""
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
        for percent in [confidence(one, suggestions)]
    ]


def confidence(one: engine.Suggestion, among: list[engine.Suggestion]) -> int:
    """Return how sure a suggestion is, 0 to 99: by its points and its lead over other topics.

    The office of the ward and the department behind it do not compete: they share the topic.
    """
    strength = 1 - math.exp(-max(0, one.score) / SATURATION)
    rival = max((other.score for other in among if _competes(other, one)), default=0)
    lead = one.score / (one.score + rival / 2) if one.score > 0 else 0.0
    return min(99, round(100 * strength * lead))


def _competes(other: engine.Suggestion, one: engine.Suggestion) -> bool:
    return other is not one and (other.category is None or other.category != one.category)


def level_of(percent: int) -> str:
    """Return a confidence in words."""
    return next(words for least, words in LEVELS if percent >= least)
