"""Finding words and phrases in what people write: whole words, any case, any spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# "lampunya", "jalannya lah": a clitic does not make it another word.
_CLITICS = r"(?:nya|lah|kah|pun)?"


def normalize(text: str) -> str:
    """Return the text in small letters, with single blanks instead of white space and hyphens.

    So "E-KTP", "e ktp" and "gorong-gorong" are each one spelling.
    """
    return re.sub(r"[\s\-]+", " ", text.casefold()).strip()


@lru_cache(maxsize=4096)
def normal_word(word: str) -> str:
    """Return a keyword or name normalized; the same ones come again with every text."""
    return normalize(word)


@lru_cache(maxsize=1024)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words or phrases in a normalized text.

    The group `word` is what was found, without a clitic. Longer phrases win, so that "lampu
    jalan" is not also a "jalan".

    Args:
        words: words or phrases in any spelling; without any, nothing is found.
    """
    longest_first = sorted({normalize(word) for word in words}, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word) for word in longest_first if word)
    return re.compile(rf"(?<!\w)(?P<word>{alternatives or '(?!)'}){_CLITICS}(?!\w)")


def found(words: Iterable[str], text: str) -> list[str]:
    """Return the words or phrases that stand in a text, normalized, each once, in their order.

    Args:
        words: words or phrases in any spelling.
        text: what somebody wrote, of any length.
    """
    matches = pattern(tuple(sorted(words))).finditer(normalize(text))
    return list(dict.fromkeys(match["word"] for match in matches))
