"""What the desk advises: the agency, with reasons, how sure it is, and why not the others."""

from __future__ import annotations

from typing import Any, NamedTuple

from agencies.models import Agency
from routing import engine
from routing.models import Category

LEVELS = ((85, "sangat yakin"), (65, "yakin"), (40, "cukup yakin"), (0, "kurang yakin"))
NAMED_WORDS = 3
OFFICES = (Agency.Kind.WARD, Agency.Kind.DISTRICT)


class Advice(NamedTuple):
    """One suggested agency, and how sure the program is of it.

    ``less`` says why it is less likely than the first; empty for the first itself. ``taken`` is
    whether it is filled in: the first one, unless the program does not know.
    """

    number: int
    agency: Any
    unit: Any
    category: Category | None
    reason: str
    percent: int
    words: str
    less: str
    taken: bool


def of(suggestions: list[engine.Suggestion]) -> list[Advice]:
    """Return the suggestions with a confidence in words and as a number out of a hundred."""
    return [
        Advice(
            number,
            one.agency,
            one.unit,
            one.category,
            one.reason,
            percent,
            level_of(percent),
            why_less(one, suggestions[0]) if number > 1 else "",
            number == 1 and one.is_sure,
        )
        for number, one in enumerate(suggestions, start=1)
        for percent in [max(1, min(99, round(100 * one.probability)))]
    ]


def level_of(percent: int) -> str:
    """Return a confidence in words."""
    return next(words for least, words in LEVELS if percent >= least)


def why_less(one: engine.Suggestion, first: engine.Suggestion) -> str:
    """Return why an agency comes after the first: a rule, the place, or words that it lacks.

    Only what holds is said: a word of the first is one without which that one would be less likely.
    """
    if first.rule is not None and one.rule is None:
        return f"Aturan kota mendahulukan {first.agency}."
    if first.agency.kind in OFFICES and one.agency.kind not in OFFICES:
        return f"Tempat kejadian ditangani {first.agency}."
    missing = [word for word in first.words if word not in one.words][:NAMED_WORDS]
    if missing:
        quoted = ", ".join(f"“{word}”" for word in missing)
        return f"{quoted} lebih menunjuk ke {first.agency}."
    return f"Tanda untuk {first.agency} lebih kuat."
