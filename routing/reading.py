"""What suggestions and danger are read from: the town's own lists, kept for a minute.

The rows are shared by every request of the process and only read; whoever edits one calls
``lapor.kept.forget()``.
"""

from __future__ import annotations

from agencies.models import Agency, Region
from lapor import kept
from routing.models import Category, DangerWord, Hotline, Rule


def agencies() -> list[Agency]:
    """Return the agencies that a report may be forwarded to."""
    return kept.remember("routing.agencies", lambda: list(Agency.objects.addressable()))


def categories() -> list[Category]:
    """Return the categories in use, in the order of the form."""
    return kept.remember("routing.categories", lambda: list(Category.objects.active()))


def rules() -> list[Rule]:
    """Return the rules of the city with their category and region, the weightiest first."""
    return kept.remember(
        "routing.rules", lambda: list(Rule.objects.select_related("category", "region"))
    )


def regions() -> dict[str, Region]:
    """Return every region of the town by its code, with the one above it."""
    return kept.remember(
        "routing.regions",
        lambda: {row.code: row for row in Region.objects.select_related("parent")},
    )


def danger_words() -> dict[str, DangerWord]:
    """Return the danger words in use, by the word."""
    return kept.remember(
        "routing.danger_words",
        lambda: {row.word: row for row in DangerWord.objects.filter(is_active=True)},
    )


def hotlines() -> list[Hotline]:
    """Return the emergency numbers in use, in their order."""
    return kept.remember("routing.hotlines", lambda: list(Hotline.objects.filter(is_active=True)))
