"""Finding words and phrases in what people write: whole words, any case, any spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# "lampunya", "jalannya lah": a clitic does not make it another word.
_CLITICS = r"(?:nya|lah|kah|pun)?"


def normalize(text: str) -> str:
    """Return the text in small letters with single blanks, as words are kept in tables."""
    return " ".join(text.casefold().split())


@lru_cache(maxsize=32)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words or phrases in a normalized text.

    The group `word` is what was found, without a clitic. Longer phrases win, so that "lampu
    jalan" is not also a "jalan". Between the words of a phrase may stand blanks or a hyphen.

    Args:
        words: normalized words or phrases; without any, nothing is found.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    phrases = (r"[\s\-]+".join(re.escape(part) for part in word.split()) for word in longest_first)
    alternatives = "|".join(phrase for phrase in phrases if phrase)
    return re.compile(rf"(?<!\w)(?P<word>{alternatives or '(?!)'}){_CLITICS}(?!\w)")


def found(words: Iterable[str], text: str) -> list[str]:
    """Return the words or phrases that stand in a text, each once, in order of appearance.

    Args:
        words: words or phrases in any case.
        text: what somebody wrote, of any length.
    """
    kept = tuple(sorted({normalize(word) for word in words}))
    matches = pattern(kept).finditer(normalize(text))
    return list(dict.fromkeys(re.sub(r"[\s\-]+", " ", match["word"]) for match in matches))
