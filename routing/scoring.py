"""How much speaks for each agency: what words, names, place and history say, on one scale.

A score is a sum of few parts, each with a weight: what the learned model says, how often an agency
was right so far, what the lexicon says of the topic, and whether the text names the agency. Without
history the weights are fixed; with history they are chosen on reports that the model has not seen,
so that the probabilities mean what they say (``training.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agencies.models import Agency, Region
from lapor import personal
from routing import features
from routing.features import Word
from routing.lexicon import Hit, is_beside
from routing.models import Category
from routing.town import Target, Town, place_of

if TYPE_CHECKING:
    from routing.classifier import Model

Floats = NDArray[np.float64]

PARTS = ("learned", "unseen", "prior", "topics", "named", "overlap")
COLD_WEIGHTS, COLD_NOISE = np.array([0.0, 0.0, 0.0, 0.85, 2.5, 1.0]), 0.1
"""The weights, and how often no word tells, without any history."""

NATS = (0.0, 0.65, 1.25, 2.0, 2.75, 3.5)
"""What a word of the lexicon says, by its number 1 to 5, in natural logarithms of odds."""
FADING = 0.65
"""Each further word for the same topic says this much less."""
TITLE_SAYS = 1.7
MOST_NATS = 14.0
CHOSEN_NATS = 2.5
"""What the chosen category says."""
FLOOR = 0.002
"""The chance that is left to an agency for whose topics no word speaks, shared by all."""

OWN, CALLED, BEARS, OFTEN = 6.0, 4.5, 3.0, 0.7
"""Within a family of local offices: of the report's region; called by name; its place is named; how
often it was right so far."""


@dataclass(frozen=True)
class Asked:
    """One report as it is scored: its words without personal data, its category and its place."""

    title: str
    text: str
    category: Category | None = None
    region: Region | None = None

    @classmethod
    def of(
        cls,
        *,
        title: str,
        text: str,
        category: Category | None = None,
        region: Region | None = None,
    ) -> Asked:
        """Take what a report says, with personal data masked as in everything that is learned."""
        return cls(
            personal.hide(title[: features.LONGEST_TEXT]),
            personal.hide(text[: features.LONGEST_TEXT]),
            category,
            region,
        )

    @property
    def says_category(self) -> str:
        """The code of the chosen category; empty when it says nothing."""
        category = self.category
        return "" if category is None or category.code == "lainnya" else category.code

    @property
    def places(self) -> tuple[str, ...]:
        """The codes of the region and of the one above."""
        if self.region is None:
            return ()
        code = self.region.code
        return (code, code.rpartition(".")[0])

    def words(self) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Return the words of title and text, as they are counted."""
        title, text = (features.words_in(features.read(one)) for one in (self.title, self.text))
        return tuple(title), tuple(text)


def features_of(asked: Asked) -> features.Features:
    """Return what the learned model counts in a report."""
    title, text = asked.words()
    return features.of(title, text, places=asked.places, category=asked.says_category)


class Call(NamedTuple):
    """The name of a target as it stands in a text."""

    number: int
    part: str
    first: int
    size: int


@dataclass(frozen=True)
class Scored:
    """What was found in one report, and how much speaks for each target of the town."""

    parts: Floats
    """One row a target, one column a part of ``PARTS``."""
    topics: Floats
    """How likely each topic is."""
    hits: tuple[tuple[str, Hit], ...]
    """What the lexicon found: in ``title`` or ``text``, and what."""
    title: tuple[Word, ...]
    text: tuple[Word, ...]
    called: tuple[Call, ...]
    """Where the text calls a target by name."""
    asked: Asked
    is_heard: bool
    """Whether the learned model was asked and there was a word to ask it about."""

    @property
    def is_empty(self) -> bool:
        """Whether neither a word nor the chosen category says anything."""
        chosen = self.asked.says_category
        return not (chosen or self.hits or self.called or self.is_heard or self.parts[:, 5].any())


def score(asked: Asked, town: Town, model: Model | None) -> Scored:
    """Return how much speaks for each target of the town."""
    title, text = asked.words()
    plain = {"title": [word.normal for word in title], "text": [word.normal for word in text]}
    hits = tuple((part, hit) for part, words in plain.items() for hit in town.lexicon.hits(words))
    topics = topic_chances(hits, asked.category, town)
    parts = np.zeros((len(town.targets), len(PARTS)))
    if model is not None:
        found = features.of(title, text, places=asked.places, category=asked.says_category)
        parts[:, :3] = model.parts(found, [target.key for target in town.targets])
    said = town.names.shares @ topics
    parts[:, 3] = np.log((1 - FLOOR) * said + FLOOR / max(1, len(said)))
    called = tuple(_called(plain, town))
    parts[sorted({call.number for call in called}), 4] = 1.0
    for word in set(_speaking(plain)) & town.names.words.keys():
        for number, share in town.names.words[word]:
            parts[number, 5] += share
    is_heard = model is not None and bool(title or text)
    return Scored(parts, topics, hits, title, text, called, asked, is_heard)


def _speaking(plain: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the words that tell more than beside what something lies."""
    for words in plain.values():
        yield from (word for at, word in enumerate(words) if not is_beside(words, at))


def topic_chances(hits: tuple[tuple[str, Hit], ...], chosen: Category | None, town: Town) -> Floats:
    """Return how likely each topic is, by the words that were found and the chosen category."""
    number = {topic: index for index, topic in enumerate(town.topics)}
    said: dict[int, dict[tuple[str, ...], float]] = {}
    for part, hit in hits:
        for topic, says in hit.says.items():
            nats = NATS[says] * hit.weight * (TITLE_SAYS if part == "title" else 1.0)
            known = said.setdefault(number[topic], {})
            known[hit.phrase] = max(nats, known.get(hit.phrase, 0.0))
    scores = np.array([log(topic.share) for topic in town.lexicon.topics.values()])
    for index, nats_of in said.items():
        ordered = sorted(nats_of.values(), reverse=True)
        scores[index] += min(MOST_NATS, sum(n * FADING**i for i, n in enumerate(ordered)))
    if chosen is not None and chosen.code != "lainnya":
        codes = [topic.category for topic in town.lexicon.topics.values()]
        scores[[code == chosen.code for code in codes]] += CHOSEN_NATS
    return softmax(scores)


def _called(plain: Mapping[str, list[str]], town: Town) -> Iterator[Call]:
    """Yield where the whole name of a target stands in title or text."""
    longest = max(map(len, town.names.phrases), default=0)
    for part, words in plain.items():
        for first in range(len(words)):
            for size in range(1, min(longest, len(words) - first) + 1):
                for number in town.names.phrases.get(tuple(words[first : first + size]), ()):
                    yield Call(number, part, first, size)


def chances(scored: Scored, town: Town, model: Model | None) -> Floats:
    """Return the probability of each target.

    What the lexicon alone says counts for agencies that are too new to have a history.
    """
    cold = softmax(scored.parts @ COLD_WEIGHTS)
    cold = (1 - COLD_NOISE) * cold + COLD_NOISE / max(1, len(cold))
    if model is None:
        return cold
    keys = [target.key for target in town.targets]
    warm = softmax(scored.parts @ model.mix)
    warm = (1 - model.noise) * warm + model.noise * model.usual(keys)
    taken = model.newness(keys) * cold
    return np.asarray(taken + (1 - taken.sum()) * warm)


def members_of(
    target: Target, scored: Scored, town: Town, counts: Mapping[str, int]
) -> list[tuple[Agency, float]]:
    """Return the agencies of a target, each with its share of the target's probability."""
    if not target.family:
        return [(target.members[0], 1.0)]
    own = town.office_of(scored.asked.region, target.family)
    heard = [[word.normal for word in part] for part in (scored.title, scored.text)]
    scores = np.array(
        [
            OFTEN * log(1 + counts.get(row.code, 0)) + _place_speaks(row, target.family, heard)
            for row in target.members
        ]
    )
    members = list(target.members)
    if own is not None and own not in members:  # the district's, where the ward has no office
        members, scores = [*members, own], np.append(scores, 0.0)
    if own is not None:
        scores[members.index(own)] += OWN
    return list(zip(members, softmax(scores).tolist(), strict=True))


def _place_speaks(row: Agency, family: str, heard: list[list[str]]) -> float:
    """Return how much a text names the place of a local office, or calls the office itself."""
    place, best = list(place_of(row)), 0.0
    word = {"ward": ("kelurahan", "desa", "lurah"), "district": ("kecamatan", "camat")}.get(
        family, ("puskesmas",)
    )
    if not place:
        return best
    for words in heard:
        for start in range(len(words) - len(place) + 1):
            if words[start : start + len(place)] == place:
                called = start > 0 and words[start - 1] in word
                best = max(best, CALLED if called else BEARS)
    return best


def softmax(scores: Floats) -> Floats:
    """Return scores as probabilities; none for none."""
    if not scores.size:
        return scores
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())
