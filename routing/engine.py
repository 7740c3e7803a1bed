"""Suggests which agency should get a report, ranked, each with its probability and its reasons.

Four layers: the rules of the city come before everything; then our own lexicon, with what agencies
answer for by their names; then what was learned from the city's history; and where all that is not
enough, the engine says so. It knows texts, categories and places; it knows no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agencies.models import Agency, Region
from routing import reasons, scoring, store
from routing.models import Category, Rule
from routing.scoring import Asked, Floats, Scored
from routing.town import Target, Town, family_of
from routing.wording import found, normalize

if TYPE_CHECKING:
    from routing.classifier import Model

__all__ = ["SURE", "Suggestion", "Town", "suggest"]

SURE = 0.4
"""Below this probability the best suggestion is called *belum yakin*."""
RULE_SHARE = 0.95
"""How likely it is that one of the city's rules is right, where one holds."""
RULE_STEP = 10.0
"""So much more weight makes one rule 2.7 times as likely as another."""
LEAST_LESS = 1e-9


class Layer(StrEnum):
    """Which layer a suggestion comes from."""

    RULE = "rule"
    WORDS = "words"
    HISTORY = "history"


@dataclass(frozen=True)
class Suggestion:
    """One agency that may be right (*saran instansi*)."""

    agency: Agency
    """Who should get it; for local matters the office of the place itself."""
    unit: Agency | None
    """The unit below the agency, where the place decides which one."""
    category: Category | None
    """What the text is about, as far as it speaks for this agency."""
    probability: float
    """How likely it is that this agency is right, 0 to 1."""
    reasons: tuple[str, ...]
    """Why, in Indonesian, the weightiest first, each to stand after "disarankan"."""
    words: tuple[str, ...] = field(default=())
    """The words of the text that led here, in small letters: without them it is less likely."""
    is_sure: bool = field(default=True)
    """Whether the best suggestion is likely enough to be called one; else: *belum yakin*."""
    layer: Layer = field(default=Layer.WORDS)
    version: str = field(default="")
    """Which version of what was learned had a part in it; empty for none."""
    rule: Rule | None = field(default=None)
    """The rule of the city that holds, if one does."""

    @property
    def reason(self) -> str:
        """All reasons in one line: "karena menyebut “lampu jalan”, dan tempatnya di Menteng"."""
        return ", dan ".join(self.reasons)


def suggest(
    *,
    title: str,
    text: str,
    category: Category | None = None,
    region: Region | None = None,
    limit: int = 3,
    town: Town | None = None,
    model: Model | store.Current | None = store.CURRENT,
    explains: bool = True,
) -> list[Suggestion]:
    """Suggest agencies for a text.

    Four queries in a minute, however many texts: categories, rules, agencies, the model in use. The
    same input always gives the same answer.

    Args:
        title: the title of a report; may be empty.
        text: the text of a report; may be empty.
        category: the category that was chosen, if any.
        region: where it happened, if known.
        limit: the most suggestions to return.
        town: what to choose from, where the caller has read it.
        model: what was learned; None for nothing; else the model in use.
        explains: whether to look for the reasons too, which takes most of the time.

    Returns:
        The likeliest agencies; none when nothing points anywhere. Only agencies with an active
        liaison are suggested.
    """
    town = town or Town.read()
    learned = store.current() if isinstance(model, store.Current) else model
    asked = Asked.of(title=title, text=text, category=category, region=region)
    ranking = _Ranking(asked, town, learned)
    if not town.agencies or (ranking.scored.is_empty and not ranking.rules):
        return []
    best = ranking.best()[:limit]
    is_sure = best[0][1] >= SURE
    told = [ranking.suggestion(row, chance, is_sure, explains) for row, chance in best]
    # Who comes second only because somebody must is not worth reading.
    return [one for one in told if one is told[0] or one.reasons or not explains]


class _Ranking:
    """All agencies of a town for one report, and why."""

    def __init__(self, asked: Asked, town: Town, model: Model | None) -> None:
        self.asked, self.town, self.model = asked, town, model
        self.weights: Floats = scoring.COLD_WEIGHTS if model is None else model.mix
        self.scored: Scored = scoring.score(asked, town, model)
        self.targets: Floats = scoring.chances(self.scored, town, model)
        self.number_of: dict[int, int] = {}
        self.rules = list(_holding(asked, town))
        self.chances = self._chances()

    @cached_property
    def margins(self) -> dict[str, Floats]:
        """What each word of title and text adds to the margin of each learned target."""
        parts = {"title": self.scored.title, "text": self.scored.text}
        return {part: reasons.margins_in(words, self.model) for part, words in parts.items()}

    @cached_property
    def columns(self) -> NDArray[np.intp]:
        """The column of each target among what was learned; −1 for none."""
        keys = [target.key for target in self.town.targets]
        return np.full(len(keys), -1) if self.model is None else self.model.columns(keys)

    def _chances(self) -> dict[int, float]:
        """Return the probability of each agency by its id; those of rules first."""
        counts = {} if self.model is None else self.model.counts
        chances: dict[int, float] = {}
        for number, target in enumerate(self.town.targets):
            for row, share in scoring.members_of(target, self.scored, self.town, counts):
                chance = float(self.targets[number]) * share
                chances[row.pk] = chances.get(row.pk, 0.0) + chance
                self.number_of.setdefault(row.pk, number)
        if not self.rules:
            return chances
        powers = scoring.softmax(np.array([rule.weight / RULE_STEP for rule, _ in self.rules]))
        ruled: dict[int, float] = {}
        for (rule, _), power in zip(self.rules, powers.tolist(), strict=True):
            ruled[rule.agency_id] = ruled.get(rule.agency_id, 0.0) + power
        return {
            pk: (1 - RULE_SHARE) * chance + RULE_SHARE * ruled.get(pk, 0.0)
            for pk, chance in chances.items()
        }

    def best(self) -> list[tuple[Agency, float]]:
        """Return the agencies, the likeliest first; equal ones by name."""
        rows = ((self.town.agencies[pk], chance) for pk, chance in self.chances.items())
        return sorted(rows, key=lambda one: (-one[1], one[0].name, one[0].pk))

    def suggestion(self, row: Agency, chance: float, is_sure: bool, explains: bool) -> Suggestion:
        """Return one agency with its reasons."""
        rule = next((one for one, _ in self.rules if one.agency_id == row.pk), None)
        words = self._words(row, rule) if explains else ()
        layer = Layer.HISTORY if self.model is not None else Layer.WORDS
        return Suggestion(
            row,
            self._unit(row),
            self._category(row),
            chance,
            tuple(self._reasons(row, rule, words)) if explains else (),
            words,
            is_sure,
            Layer.RULE if rule else layer,
            "" if self.model is None else str(self.model.figures.get("version", "")),
            rule,
        )

    def _words(self, row: Agency, rule: Rule | None) -> tuple[str, ...]:
        """Return the words without which an agency is less likely, the weightiest first."""
        said = [word for one, words in self.rules if one == rule for word in words]
        if said:
            return tuple(said)
        units = reasons.units(
            self.number_of[row.pk],
            self.scored,
            self.targets,
            self.town,
            self.margins,
            self.columns,
            self.weights,
        )
        words = tuple(reasons.distinct(units))
        for number in reasons.NAMED:  # three are read; of a text full of them more must be gone
            if number <= max(len(words), 1) and self._needs(row, words[:number]):
                return words[:number]
        return ()

    def _needs(self, row: Agency, words: tuple[str, ...]) -> bool:
        """Tell whether an agency is less likely without some words."""
        other = _Ranking(reasons.without(self.asked, words), self.town, self.model)
        return other.chances[row.pk] < self.chances[row.pk] - LEAST_LESS

    def _reasons(self, row: Agency, rule: Rule | None, words: tuple[str, ...]) -> Iterator[str]:
        if rule is not None:
            yield f"menurut aturan kota: {_conditions(rule)}"
            return
        chosen, about = self.asked.category, self._category(row)
        if words:
            yield f"karena menyebut {reasons.quoted(words)}"
        elif chosen is not None and self.asked.says_category and chosen == about:
            yield f"karena kategori {chosen.name}"
        elif row == self.best()[0][0]:
            yield "walau tidak ada kata yang jelas menunjuk ke suatu instansi"
        else:
            return
        region = self.asked.region
        if region is not None and self._target(row).family and self._is_own(row):
            yield f"tempatnya di {region.name}"

    def _is_own(self, row: Agency) -> bool:
        return self.town.office_of(self.asked.region, self._target(row).family) == row

    def _target(self, row: Agency) -> Target:
        return self.town.targets[self.number_of[row.pk]]

    def _category(self, row: Agency) -> Category | None:
        """Return what a text is about, as far as it speaks for this agency."""
        speaks = self.town.names.shares[self.number_of[row.pk]] * self.scored.topics
        best: dict[str, float] = {}
        of_code: dict[str, Category] = {}
        for category, value in zip(self.town.category_of_topic, speaks.tolist(), strict=True):
            if category is not None:
                best[category.code] = best.get(category.code, 0.0) + value
                of_code[category.code] = category
        code = max(best, key=lambda one: (best[one], one), default="")
        return of_code[code] if code and best[code] > 0 else self.asked.category

    def _unit(self, row: Agency) -> Agency | None:
        """Return the unit below an agency whose place is the report's."""
        if self.asked.region is None:
            return None
        places = {self.asked.region.pk, self.asked.region.parent_id}
        below = [one for one in self.town.agencies.values() if one.parent_id == row.pk]
        for one in below:
            if one.kind == Agency.Kind.UNIT and (
                one.region_id in places
                or (family_of(one) and self.town.office_of(self.asked.region, "clinic") == one)
            ):
                return one
        return None


def _holding(asked: Asked, town: Town) -> Iterator[tuple[Rule, list[str]]]:
    """Yield the rules of the city whose every condition holds, with the words that were found."""
    plain = normalize(f"{asked.title}\n{asked.text}")
    region = asked.region
    regions = {region.pk, region.parent_id} if region else set()
    for rule in town.rules:
        if rule.agency_id not in town.agencies:
            continue
        if rule.category_id and (asked.category is None or rule.category_id != asked.category.pk):
            continue
        everywhere = rule.region is None or rule.region.level == Region.Level.CITY
        if not everywhere and rule.region_id not in regions:
            continue
        words = found([rule.keyword], plain) if rule.keyword else []
        if not rule.keyword or words:
            yield rule, words


def _conditions(rule: Rule) -> str:
    """Name the conditions of a rule in Indonesian."""
    parts = (
        f"menyebut {reasons.quoted([rule.keyword])}" if rule.keyword else "",
        f"kategori {rule.category.name}" if rule.category else "",
        f"tempatnya di {rule.region.name}" if rule.region else "",
    )
    return ", ".join(part for part in parts if part)
