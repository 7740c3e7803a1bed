"""What somebody meant by the words typed into the search line: forms, slips of the keyboard, synonyms."""

from __future__ import annotations

import difflib
import itertools
import json
import math
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from complaints.finding.lexicon import EVERY
from complaints.models.words import STOP_WORDS

SYNONYMS = Path(__file__).with_name("synonyms.json")
"""Groups of words and phrases that mean the same; edit the file and restart."""

MOST_WORDS = 12
SHORTEST_CORRECTED = 3
"""Shorter words have too many neighbours."""
SHORT_WORD = 3
"""Words of so few letters are only corrected when nearly all of it fits."""
NEIGHBOURS = 12
"""How many words of the lexicon are looked at for one unknown word."""
LIKE_ENOUGH, SHORT_LIKE_ENOUGH = 0.7, 0.85
"""Least likeness (difflib) of a word that may have been meant."""
AS_LIKE = 0.06
"""Words less like than the best one by no more than this may have been meant as well."""
MOST_MEANT = 3
UNUSED = " .:;,!?()[]{}<>*/\\|&'"

_PIECES = re.compile(r'(-?)"([^"]*)"|(\S+)')
_LETTERS = re.compile(r"[^\W_]+")


class Known(NamedTuple):
    """What the lexicon knows of one word: its stem, in how many reports, and words like it."""

    stem: str
    reports: int
    meant: tuple[str, ...] = ()
    begins: bool = False


class Meaning(NamedTuple):
    """A search as it is carried out."""

    query: str
    """For ``to_tsquery('indonesian', …)``; empty when every word was left out."""
    shown: str
    """What was searched for instead of what was typed; empty when nothing was changed."""
    share: float
    """Upper estimate of the share of public reports that match, 0 … 1."""
    likely: float
    """That share if words came together only by chance, 0 … 1."""
    total: int
    """How many public reports there are, about."""
    looser: str = ""
    """The same as ``query`` without any one of its words; empty when there is only one."""


class _Piece(NamedTuple):
    words: tuple[str, ...]
    quoted: bool
    unwanted: bool


def understand(typed: str, *, exactly: bool = False) -> Meaning:
    """Return what ``typed`` asks for; one query, and one more for words nobody wrote.

    Args:
        typed: words, "phrases in quotes" and -unwanted words, as a person typed them.
        exactly: take every word as it was typed.
    """
    pieces = _pieces(typed)
    lexicon = _look_up(pieces)
    if not exactly:
        pieces = _joined(pieces, lexicon)
        last = pieces[-1].words[-1] if pieces and not typed[-1:].isspace() else ""
        lexicon = _corrected(lexicon, pieces, last)
    total = lexicon[EVERY].reports
    terms = [_term(piece, lexicon, exactly=exactly) for piece in pieces]
    shares = [
        [_shares(phrase, lexicon, total) for phrase in _alternatives(piece, exactly=exactly)]
        for piece in pieces
        if not piece.unwanted
    ]
    changed = any(_is_changed(lexicon.get(word)) for piece in pieces for word in piece.words)
    return Meaning(
        query=" & ".join(terms),
        looser="" if exactly else _looser(pieces, terms),
        shown=_shown(pieces, lexicon) if changed else "",
        share=min([1.0, *(sum(min(phrase) for phrase in piece) for piece in shares)]),
        likely=math.prod(max(math.prod(phrase) for phrase in piece) for piece in shares),
        total=total,
    )


def literal(typed: str) -> str:
    """Return what ``typed`` asks for word by word, for ``to_tsquery``: nothing is looked up."""
    return " & ".join(_term(piece, {}, exactly=True) for piece in _pieces(typed))


# -- what was typed --------------------------------------------------------------------------


def _pieces(typed: str) -> list[_Piece]:
    """Cut the line into words and phrases; synonyms of several words stay together."""
    found: list[_Piece] = []
    plain: list[str] = []
    for minus, phrase, word in _PIECES.findall(typed):
        if word and not (word.startswith("-") and _LETTERS.search(word)):
            plain += _words(word)
            continue
        found += _grouped(plain)
        plain = []
        words = tuple(_words(phrase or word))
        if words:
            found.append(_Piece(words, quoted=True, unwanted=bool(minus) or word.startswith("-")))
    found += _grouped(plain)
    return found[:MOST_WORDS]


def _words(text: str) -> list[str]:
    return [word for word in _LETTERS.findall(text.lower()) if word not in STOP_WORDS]


def _grouped(plain: list[str]) -> list[_Piece]:
    """Return words as pieces, the longest phrase with synonyms first."""
    pieces = []
    place = 0
    while place < len(plain):
        for length in range(min(4, len(plain) - place), 0, -1):
            words = tuple(plain[place : place + length])
            if length == 1 or words in synonyms():
                pieces.append(_Piece(words, quoted=False, unwanted=False))
                place += length
                break
    return pieces


@cache
def synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return by phrase the phrases that mean the same, itself among them."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for group in json.loads(SYNONYMS.read_text(encoding="utf-8")):
        phrases = tuple(tuple(phrase.split()) for phrase in group)
        for phrase in phrases:
            found[phrase] = tuple(dict.fromkeys((*found.get(phrase, ()), *phrases)))
    return found


# -- what the lexicon knows ------------------------------------------------------------------

_KNOWN = """
SELECT asked.word, asked.stem, coalesce((
    SELECT sum(reports) FROM complaints_publicword AS known
    WHERE known.stem = asked.stem AND reports > 0
), 0)
FROM (
    SELECT word, coalesce((ts_lexize('indonesian_stem', word))[1], word) AS stem
    FROM unnest(%s::text[]) AS word
) AS asked
"""
_NEAR = """
SELECT asked.word, near.word, near.reports
FROM unnest(%s::text[]) AS asked (word), LATERAL (
    SELECT word, reports FROM complaints_publicword
    WHERE reports > 0 AND word <> '' ORDER BY word <-> asked.word LIMIT %s
) AS near
"""
_BEGINS = """
SELECT EXISTS (SELECT FROM complaints_publicword WHERE word LIKE %s AND reports > 0)
"""


def _look_up(pieces: list[_Piece]) -> dict[str, Known]:
    """Return what is known of all words, their synonyms, neighbours written as one, and the total."""
    words = {word for piece in pieces for word in piece.words}
    alike = {word for piece in pieces for one in synonyms().get(piece.words, ()) for word in one}
    joined = {_one_word(left, right) for left, right in itertools.pairwise(pieces)}
    wanted = sorted({EVERY, *words, *alike, *joined})
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [wanted])
        return {word: Known(stem, int(reports)) for word, stem, reports in cursor.fetchall()}


def _corrected(lexicon: dict[str, Known], pieces: list[_Piece], last: str) -> dict[str, Known]:
    """Add to the words nobody wrote those that may have been meant."""
    unknown = [
        word
        for piece in pieces
        for word in piece.words
        if not piece.unwanted
        and lexicon[word].reports <= 0
        and len(word) >= SHORTEST_CORRECTED
        and word.isalpha()
        and not any(_is_known(phrase, lexicon) for phrase in synonyms().get((word,), ()))
    ]
    if not unknown:
        return lexicon
    near: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        if last in unknown:
            cursor.execute(_BEGINS, [f"{last}%"])
            if cursor.fetchone()[0]:
                lexicon[last] = lexicon[last]._replace(begins=True)
                unknown.remove(last)
        cursor.execute(_NEAR, [unknown, NEIGHBOURS])
        for asked, word, reports in cursor.fetchall():
            near.setdefault(asked, []).append((word, int(reports)))
    for asked, candidates in near.items():
        meant = _meant(asked, candidates)
        reports = sum(number for word, number in candidates if word in meant)
        lexicon[asked] = lexicon[asked]._replace(meant=meant, reports=reports)
    return lexicon


def _one_word(left: _Piece, right: _Piece) -> str:
    """Return two neighbours written as one word; empty where they are not two plain words."""
    plain = all(not piece.quoted and len(piece.words) == 1 for piece in (left, right))
    return left.words[0] + right.words[0] if plain else EVERY


def _joined(pieces: list[_Piece], lexicon: dict[str, Known]) -> list[_Piece]:
    """Write two neighbours as one where nobody wrote one of them, but somebody wrote both together."""
    found: list[_Piece] = []
    for piece in pieces:
        one = _one_word(found[-1], piece) if found else EVERY
        both = {*found[-1].words, *piece.words} if found else set()
        is_word = one != EVERY and one in lexicon and lexicon[one].reports > 0
        if is_word and any(lexicon[word].reports <= 0 for word in both):
            found[-1] = _Piece((one,), quoted=False, unwanted=False)
        else:
            found.append(piece)
    return found


def _meant(asked: str, candidates: list[tuple[str, int]]) -> tuple[str, ...]:
    """Return the words that ``asked`` may have been, the likeliest first."""
    graded = []
    enough = SHORT_LIKE_ENOUGH if len(asked) <= SHORT_WORD else LIKE_ENOUGH
    for word, reports in candidates:
        likeness = difflib.SequenceMatcher(None, asked, word).ratio()
        likeness += 0.02 * (asked[0] == word[0])
        if likeness >= enough:
            graded.append((likeness + 0.01 * math.log10(1 + reports), word))
    graded.sort(reverse=True)
    return tuple(word for grade, word in graded[:MOST_MEANT] if grade >= graded[0][0] - AS_LIKE)


def _is_known(phrase: tuple[str, ...], lexicon: dict[str, Known]) -> bool:
    return all(word in lexicon and lexicon[word].reports > 0 for word in phrase)


def _is_changed(known: Known | None) -> bool:
    return known is not None and bool(known.meant)


# -- what is asked of the database -----------------------------------------------------------


def _alternatives(piece: _Piece, *, exactly: bool) -> tuple[tuple[str, ...], ...]:
    if piece.quoted or exactly:
        return (piece.words,)
    return synonyms().get(piece.words, (piece.words,))


def _term(piece: _Piece, lexicon: dict[str, Known], *, exactly: bool) -> str:
    """Return one piece as an expression of a ``tsquery``; words are letters and digits only."""
    if piece.quoted:
        phrase = " <-> ".join(f"'{word}'" for word in piece.words)
        return f"!({phrase})" if piece.unwanted else f"({phrase})"
    either = [
        " & ".join(_word(word, lexicon) for word in phrase)
        for phrase in _alternatives(piece, exactly=exactly)
    ]
    return "(" + " | ".join(f"({one})" for one in either) + ")"


def _looser(pieces: list[_Piece], terms: list[str]) -> str:
    """Return an expression for reports that lack at most one of the wanted words."""
    wanted = [term for piece, term in zip(pieces, terms, strict=True) if not piece.unwanted]
    unwanted = [term for piece, term in zip(pieces, terms, strict=True) if piece.unwanted]
    if len(wanted) == 1 or not wanted:
        return ""
    ways = [" & ".join((*wanted[:place], *wanted[place + 1 :])) for place in range(len(wanted))]
    return " & ".join(["(" + " | ".join(f"({way})" for way in ways) + ")", *unwanted])


def _word(word: str, lexicon: dict[str, Known]) -> str:
    known = lexicon.get(word)
    if known is not None and known.begins:
        return f"'{word}':*"
    if known is not None and known.meant:
        return "(" + " | ".join(f"'{one}'" for one in known.meant) + ")"
    return f"'{word}'"


def _shares(phrase: tuple[str, ...], lexicon: dict[str, Known], total: int) -> list[float]:
    """Return the share of reports with each word of ``phrase``, as far as it is known."""
    shares = [1.0]
    for word in phrase:
        known = lexicon.get(word)
        if known is not None and not known.begins:
            shares.append(min(1.0, known.reports / max(total, 1)))
    return shares


def _shown(pieces: list[_Piece], lexicon: dict[str, Known]) -> str:
    said = []
    for piece in pieces:
        words = [
            known.meant[0] if (known := lexicon.get(word)) and known.meant else word
            for word in piece.words
        ]
        phrase = " ".join(words)
        phrase = f'"{phrase}"' if piece.quoted and len(words) > 1 else phrase
        said.append(f"-{phrase}" if piece.unwanted else phrase)
    return " ".join(said)
