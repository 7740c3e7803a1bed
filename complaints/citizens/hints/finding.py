"""What a text is told while it is written: danger, likely category and office, similar reports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from agencies.models import Agency
from complaints.citizens.cards import public_card
from complaints.citizens.hints.asking import SHORTEST, Asked
from complaints.citizens.hints.urgent import Urgent, urgent_for
from complaints.finding import similar
from complaints.models import Complaint
from lapor import clock
from routing import engine
from routing.models import Category

MONTH = 30
WORTH_SAYING = 0.15
"""How likely a suggestion must be to be shown to a citizen."""


@dataclass(frozen=True)
class Hint:
    """The likely category of a text and the office that would get it, with the reason in words."""

    category: Category | None
    agency: Agency
    reason: str
    """Why, to stand after the office: "karena menyebut “lampu jalan”"."""
    is_chosen: bool
    """Whether it is the category that was chosen already; then there is nothing to take over."""


@dataclass(frozen=True)
class Found:
    """Everything that the page shows for a half-typed text."""

    urgent: Urgent | None = None
    hint: Hint | None = None
    cards: Sequence[dict[str, Any]] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """A mark of what is shown, so that the same is not read aloud again; empty for nothing."""
        said: list[object] = [self.urgent and (self.urgent.topic, self.urgent.offers_tick)]
        if self.hint is not None:
            of = self.hint
            said += [of.category and of.category.pk, of.agency.pk, of.reason, of.is_chosen]
        said += [(card["code"], card["state_words"], card["supports"]) for card in self.cards]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16] if any(said) else ""


def found_for(asked: Asked) -> Found:
    """Return what to show for a half-typed text; nothing but danger when it is short or private."""
    urgent = urgent_for(asked.text, is_marked=asked.is_marked)
    if len(asked.text) < SHORTEST or asked.is_private:
        return Found(urgent)
    suggested = _suggested(asked)
    about = [one for one in (asked.category, *(each.category for each in suggested)) if one]
    rows = similar.find(
        text=asked.text,
        category=asked.category,
        region=asked.region,
        point=asked.point,
        place_text=asked.place_text,
        topics=list(dict.fromkeys(about))[: similar.MOST_TOPICS],
    )
    return Found(urgent, _hint(suggested, asked), similar_cards(rows))


def hint_for(asked: Asked) -> Hint | None:
    """Return the likely category and office; none for a private text or when nothing points there."""
    if asked.is_private:
        return None
    return _hint(_suggested(asked), asked)


def suggestion_for(answers: Mapping[str, Any]) -> Hint | None:
    """Return the same for the cleaned answers of the report's form, for a plain statement."""
    return hint_for(Asked.of(answers))


def similar_cards(found: Iterable[similar.Found]) -> list[dict[str, Any]]:
    """Return similar reports as ``citizens/hints/_similar.html`` draws them."""
    return [
        {
            **public_card(one.report),
            "code": one.report.code,
            "age": age_words(one.report),
            "why": one.why,
            "is_repeat": one.is_repeat,
            "join_url": reverse("citizens:join", args=[one.report.code]),
        }
        for one in found
    ]


def age_words(report: Complaint) -> str:
    """Return how long ago a report was sent: "hari ini", "3 hari lalu", "2 bulan lalu"."""
    days = max(0, (clock.now() - report.created_at).days)
    if days == 0:
        return "hari ini"
    return f"{days} hari lalu" if days < 2 * MONTH else f"{days // MONTH} bulan lalu"


def _suggested(asked: Asked) -> list[engine.Suggestion]:
    return engine.suggest(title="", text=asked.text, category=asked.category, region=asked.region)


def _hint(suggested: Sequence[engine.Suggestion], asked: Asked) -> Hint | None:
    best = next((one for one in suggested if one.probability >= WORTH_SAYING), None)
    if best is None:
        return None
    chosen = asked.category is not None and best.category == asked.category
    return Hint(best.category, best.agency, best.reason, chosen)
