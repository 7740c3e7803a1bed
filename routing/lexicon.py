"""Finds what a text is about by words that people use: our own list, and the town's keywords.

The list is ``data/lexicon.txt``: topics finer than categories, each with its words and how much a
word says. It holds from the first day, without any history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from routing import features

DATA = Path(__file__).parent / "data"
MOST_WORDS = 4
KEYWORD_SAYS, OWN_SHARE = 5, 5.0
"""What a keyword of the town's own categories says, and the share of a topic that only it has."""
TYPO_LENGTH = 6
"""From how many letters on a word is known with one letter too much, too little or wrong."""

BESIDE = frozenset(
    features.normal(word)
    for word in ("depan", "dekat", "samping", "belakang", "sebelah", "seberang")
)
BESIDE_SAYS = 0.3
"""How much is left of what a word says right after one of these: *jalan rusak depan puskesmas*."""


def is_beside(words: Sequence[str], number: int) -> bool:
    """Whether a word of a text only tells beside what something lies."""
    return number > 0 and words[number - 1] in BESIDE


class Topic(NamedTuple):
    """What reports are about, finer than a category."""

    code: str
    category: str
    """Code of the category that it belongs to."""
    share: float
    """Its usual share among the reports of a town, in percent."""


class Hit(NamedTuple):
    """A word or phrase of the list that stands in a text."""

    phrase: tuple[str, ...]
    first: int
    """Number of its first word in the text."""
    says: Mapping[str, int]
    """By topic, how much it says, 1 to 5."""
    weight: float = 1.0
    """Less where it only tells beside what something lies."""


@cache
def topics() -> dict[str, Topic]:
    """Return every topic by its code, in the order of the list."""
    return _read()[0]


@cache
def _read() -> tuple[dict[str, Topic], dict[tuple[str, ...], dict[str, int]]]:
    known: dict[str, Topic] = {}
    said: dict[tuple[str, ...], dict[str, int]] = {}
    topic = ""
    for line in (DATA / "lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            topic, category, share = line.strip("[]").split()
            known[topic] = Topic(topic, category, float(share))
        elif line and not line.startswith("#"):
            says, _, phrases = line.partition(":")
            for phrase in phrases.split(","):
                _add(said, phrase, topic, int(says))
    return known, said


def _add(said: dict[tuple[str, ...], dict[str, int]], phrase: str, topic: str, says: int) -> None:
    words = normal_phrase(phrase)
    if 0 < len(words) <= MOST_WORDS:
        known = said.setdefault(words, {})
        known[topic] = max(says, known.get(topic, 0))


def normal_phrase(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as they are counted in texts."""
    return tuple(word.normal for word in features.words_in(features.read(phrase)))


class Lexicon:
    """The words of the list and of a town's categories, ready to be found."""

    def __init__(self, keywords: Mapping[str, Sequence[str]]) -> None:
        """Take the list, and the keywords of each category of the town by the category's code."""
        known, listed = _read()
        self.topics = dict(known)
        said = {words: dict(says) for words, says in listed.items()}
        first = {topic.category: topic.code for topic in reversed(known.values())}
        first |= {code: code for code in first if code in known}
        for category, phrases in keywords.items():
            code = first.get(category, f"={category}")
            self.topics.setdefault(code, Topic(code, category, OWN_SHARE))
            for phrase in phrases:
                words = normal_phrase(phrase)
                is_listed = any(known[one].category == category for one in listed.get(words, ()))
                if 0 < len(words) <= MOST_WORDS and not is_listed:
                    # What the town says of a word comes before what the list says of it.
                    said[words] = {code: KEYWORD_SAYS}
        self._said = said
        self._typos = _typos_of(words[0] for words in said if len(words) == 1)

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Return what is found among the words of a text; a phrase before the words in it."""
        found, number = [], 0
        while number < len(words):
            for size in range(min(MOST_WORDS, len(words) - number), 0, -1):
                phrase = tuple(words[number : number + size])
                says = self._said.get(phrase) or (size == 1 and self._meant(phrase[0]))
                if says:
                    weight = BESIDE_SAYS if is_beside(words, number) else 1.0
                    found.append(Hit(phrase, number, says, weight))
                    number += size - 1
                    break
            number += 1
        return found

    def _meant(self, word: str) -> Mapping[str, int] | None:
        """Return what a misspelled word says."""
        if len(word) < TYPO_LENGTH:
            return None
        for spelling in (word, *_shorter(word)):
            meant = self._typos.get(spelling)
            if meant is not None:
                return self._said[(meant,)]
        return None


def _typos_of(words: Iterable[str]) -> dict[str, str]:
    """Return each long word by itself and by its spellings with one letter less."""
    meant: dict[str, str] = {}
    for word in sorted(words):
        if len(word) > TYPO_LENGTH:
            for spelling in (word, *_shorter(word)):
                meant.setdefault(spelling, word)
    return meant


def _shorter(word: str) -> list[str]:
    """Return a word without each of its inner letters; its first letter is seldom wrong."""
    return [word[:number] + word[number + 1 :] for number in range(1, len(word))]
