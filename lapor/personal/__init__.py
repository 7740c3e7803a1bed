"""What in a text may point at a person: numbers, addresses and names, found by kind.

A hint for a verifier, never a proof. Every pattern is read from left to right without trying the
same characters in two ways, so that a long text costs no more than its length
(``tests/test_personal_cost.py`` counts the ways).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lapor.personal import addresses, contacts, names, numbers
from lapor.personal.kinds import BY_PROGRAM, MASK, Finding, Kind

__all__ = ["BY_PROGRAM", "MASK", "Finding", "Kind", "find", "hide", "marked", "mask"]

SHORTEST_REPEATED = 3
"""Letters of a name that is hidden wherever else it stands."""
LONGEST_REPEATED = 4
"""Words of it."""
_TOKEN = re.compile(r"\w++")
_DIGIT = re.compile(r"\d")
"""Stands in every number and in every address of a house."""
FIRST = {kind: place for place, kind in enumerate((Kind.EMAIL, Kind.ADDRESS, Kind.PLATE))}
"""Which of two findings at one place is kept before longer ones: an e-mail holds names and digits."""


def find(text: str, kinds: Collection[Kind] = frozenset(Kind)) -> list[Finding]:
    """Return the pieces of ``text`` that look like personal data, in their order, none twice.

    Args:
        text: what somebody wrote, of any length.
        kinds: what to look for.
    """
    rooms = (numbers, contacts, names, addresses) if _DIGIT.search(text) else (contacts, names)
    hits = [one for room in rooms for one in room.found(text) if one.kind in kinds]
    hits.sort(key=lambda one: (one.start, -one.end, FIRST.get(one.kind, len(FIRST))))
    found: list[Finding] = []
    for one in hits:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def marked(text: str) -> list[tuple[str, Finding | None]]:
    """Return ``text`` cut into pieces, each with what it looks like."""
    pieces: list[tuple[str, Finding | None]] = []
    end = 0
    for one in find(text):
        pieces += [(text[end : one.start], None), (one.text, one)]
        end = one.end
    pieces.append((text[end:], None))
    return [piece for piece in pieces if piece[0]]


def hide(text: str, pieces: Collection[str] | None = None) -> str:
    """Return ``text`` with what looks like personal data masked.

    Args:
        text: what somebody wrote.
        pieces: only findings with exactly these words; None hides every one.
    """
    parts, gone = [], set[tuple[str, ...]]()
    for words, one in marked(text):
        is_hidden = one is not None and (pieces is None or words in pieces)
        parts.append(MASK if is_hidden else words)
        if is_hidden and len(words) >= SHORTEST_REPEATED:
            gone.add(tuple(_TOKEN.findall(words)))
    return _without("".join(parts), gone)


def _without(text: str, gone: set[tuple[str, ...]]) -> str:
    """Mask the same words further on: a name without its title, a plate in the next sentence."""
    if not gone:
        return text
    tokens = list(_TOKEN.finditer(text))
    parts, end, at = [], 0, 0
    while at < len(tokens):
        for length in range(LONGEST_REPEATED, 0, -1):
            run = tokens[at : at + length]
            if tuple(token[0] for token in run) in gone:
                parts += [text[end : run[0].start()], MASK]
                end = run[-1].end()
                at += len(run) - 1
                break
        at += 1
    return "".join(parts) + text[end:]


def mask(text: str) -> str:
    """Return ``text`` without what the program itself masks in every public text.

    Law: workflow.md, *Who sees what*: long numbers (8 digits and more), e-mails, plates.
    """
    parts, end = [], 0
    for one in find(text, BY_PROGRAM):
        parts += [text[end : one.start], MASK]
        end = one.end
    return "".join(parts) + text[end:]
