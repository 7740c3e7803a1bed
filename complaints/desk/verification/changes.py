"""What became of a text on its way to the public, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORDS = 4000
"""Longer texts are compared line by line: comparing words grows with the square of their number."""


class Change(NamedTuple):
    """A stretch of words that stayed, was taken out or was put in."""

    how: str
    """``same``, ``out`` or ``in``."""
    words: str


def between(before: str, after: str) -> list[Change]:
    """Return how ``before`` became ``after``, as stretches in reading order."""
    old, new = _cut(before), _cut(after)
    found: list[Change] = []
    for what, start, end, from_, to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if what == "equal":
            found.append(Change("same", "".join(old[start:end])))
            continue
        if end > start:
            found.append(Change("out", "".join(old[start:end])))
        if to > from_:
            found.append(Change("in", "".join(new[from_:to])))
    return found


def counted(changes: list[Change]) -> tuple[int, int]:
    """Return how many words were taken out and put in."""
    out = sum(len(one.words.split()) for one in changes if one.how == "out")
    return out, sum(len(one.words.split()) for one in changes if one.how == "in")


def _cut(text: str) -> list[str]:
    words = re.findall(r"\s*\S+|\s+$", text.replace("\r\n", "\n"))
    return words if len(words) <= MOST_WORDS else text.splitlines(keepends=True)
