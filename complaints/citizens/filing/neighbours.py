"""Whether others have reported the same already: asked once, before photos are chosen."""

from __future__ import annotations

from collections.abc import Mapping

from complaints.citizens.hints.asking import HalfTyped
from complaints.finding import similar
from complaints.models import Kind


def reports_like(answers: Mapping[str, str]) -> list[similar.Found]:
    """Return open public reports that may be about the same; none for what is not public."""
    asked = HalfTyped(dict(answers)).read()
    if answers.get("kind") != Kind.COMPLAINT or asked.is_private:
        return []
    return similar.find(
        text=asked.text,
        category=asked.category,
        region=asked.region,
        point=asked.point,
        place_text=asked.place_text,
    )


def has_any(answers: Mapping[str, str]) -> bool:
    """Whether the question about reports of others comes at all."""
    return bool(reports_like(answers))
