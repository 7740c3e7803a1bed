"""Names of persons after what usually stands before them: *a.n.*, *nama saya*, *Pak*, *Bu*, *Sdr*.

A capital letter is evidence only in a text that does not use it for every word; without it a word must be a
common given name (``given_names.txt``) or stand after words that announce a name. Titles of
officials and institutions are nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lapor.personal.kinds import Finding, Kind

GIVEN_NAMES = Path(__file__).with_name("given_names.txt")
NO_NAMES = Path(__file__).with_name("no_names.txt")
MOST_WORDS = 4
MOST_SMALL = 2
"""Words of a name without capitals that are not known as names."""
SHORTEST = 3
_COMMON = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "dri",
        "yang",
        "yg",
        "dengan",
        "dgn",
        "untuk",
        "utk",
        "tidak",
        "tdk",
        "sudah",
        "sdh",
        "belum",
        "blm",
        "sangat",
        "sekali",
        "segera",
        "mohon",
        "tolong",
        "kami",
        "kita",
        "ini",
        "itu",
        "ada",
        "akan",
        "pada",
        "karena",
        "agar",
        "bisa",
        "juga",
        "masih",
        "lagi",
        "saya",
        "atau",
        "oleh",
        "dalam",
        "sampai",
        "kapan",
        "perbaiki",
        "jalan",
        "rumah",
    ]
)
"""Words that have a capital in the middle of a sentence only where every word has one."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’]){0,30}+")
_GAP = re.compile(r"(?:(?<!\w\w\w)\.)?[ ]{1,2}|(?<!\w\w\w)\.")
"""Between two words of a name; a dot only after an initial or *Moh.*, else a sentence ends there."""
_STRONG = re.compile(
    r"\b(?:a[ ]?\.[ ]?n\b\.?|a/n\b\.?|an\.|atas nama|bernama|(?:saya|sy) bernama|perkenalkan,? saya"
    r"|hormat saya,|tanda tangan|ttd|nama(?:nya)?(?: (?:saya|sy|lengkap|anak|ibu|bapak|suami|istri|pelapor|pemilik|ktp"
    r"|pasien|siswa|anak saya|ibu saya|suami saya))?)[ ]{0,2}[:=]?[ ]{0,2}",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:pak|bu|bapak|ibu|bpk|sdr|sdri|saudara|saudari|mas|mbak|mba|bang|abang|om|tante|kak|haji|hj"
    r"|an|acil|mang|koh|cik|ci|dokter|dr|bidan|suster|ustadz|ustad|pendeta|almarhum|almarhumah|alm)\b\.?[ ]{1,2}|\b(?:H|Hj)\.[ ]?",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:suami|istri|isteri|anak|ibu|bapak|ayah|adik|adek|kakak|tetangga|teman|nenek|kakek|mertua)"
    r"(?:nya| saya| sy| kami| ku)\b,?[ ]{1,2}|\b(?:saya|sy),?[ ]{1,2}",
    re.IGNORECASE,
)
_ROAD = re.compile(r"\b(?:jl|jln|jalan|gg|gang|masjid|mushola|langgar|rsud|rs)\b\.?[ ]?$", re.I)
_VERB = re.compile(r"(?:di|me[mnlrwy]|ber|ter|se|ke)[a-z]{4,30}")
_NEEDS_KNOWN = frozenset(
    (
        "an",
        "dr",
        "alm",
        "dokter",
        "bidan",
        "suster",
        "pendeta",
        "ustad",
        "ustadz",
        "om",
        "ci",
        "cik",
    )
).union(f"{word}." for word in ("pak", "bu", "bapak", "ibu", "mas", "mbak"))
"""After these only a common given name is one: they are other words too, or end a sentence."""


@cache
def _words_of(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def found(text: str) -> Iterator[Finding]:
    """Yield the names of a text."""
    trusts: bool | None = None
    for pattern, strong in ((_STRONG, True), (_WEAK, False), (_KIN, False)):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 10) : match.start()]
            if _ROAD.search(before):
                continue
            marker = match[0].casefold().strip()
            if marker in _NEEDS_KNOWN and not _is_known(text, match.end()):
                continue
            if trusts is None:  # reads the whole text
                trusts = _trusts_capitals(text)
            is_strong = strong or marker == "an"
            end = _end_of_name(text, match.end(), strong=is_strong, trusts=trusts)
            if pattern is _KIN and not _is_enough(text[match.end() : end], match[0]):
                continue
            if end > match.end():
                start = match.end()
                start += len(text[start:end]) - len(text[start:end].lstrip())
                yield Finding(Kind.NAME, start, end, text[start:end])


def _trusts_capitals(text: str) -> bool:
    """Whether a capital letter says anything here: words that never need one mostly have none."""
    small = large = 0
    for match in _WORD.finditer(text):
        if match[0].casefold() not in _COMMON:
            continue
        before = text[max(0, match.start() - 3) : match.start()]
        if before.rstrip(" ").strip("\"'(").rstrip(".!?:\n"):
            large += match[0][0].isupper()
            small += match[0][0].islower()
    if small + large:
        return small >= large
    return not text.isupper()


def _end_of_name(text: str, start: int, *, strong: bool, trusts: bool) -> int:
    """Return where a name that begins here ends; ``start`` itself where none begins."""
    end, at, number = start, start, 0
    while number < MOST_WORDS:
        match = _WORD.match(text, at)
        if match is None or not _may_be(match[0], number, strong=strong, trusts=trusts):
            break
        number += 1
        end = match.end()
        gap = _GAP.match(text, end)
        if gap is None:
            break
        at = gap.end()
    return end


def _may_be(word: str, number: int, *, strong: bool, trusts: bool) -> bool:
    """Whether a word may be the next one of a name; ``number`` is how many it has already."""
    plain = word.casefold()
    if plain in _words_of(NO_NAMES):
        return False
    if plain in _words_of(GIVEN_NAMES) and (number or len(plain) >= SHORTEST):
        return True
    if word[0].isupper() and trusts:
        return len(word) > 1 or number > 0
    small_enough = len(plain) >= SHORTEST and number < MOST_SMALL
    return strong and small_enough and not _VERB.fullmatch(plain)


def _is_known(text: str, start: int) -> bool:
    match = _WORD.match(text, start)
    return match is not None and match[0].casefold() in _words_of(GIVEN_NAMES)


def _is_enough(name: str, after: str) -> bool:
    """Whether words after *saya* or a relative are a name: two of them, or a known one."""
    words = _WORD.findall(name)
    if not words or not words[0][0].isupper():
        return False
    return len(words) > 1 or words[0].casefold() in _words_of(GIVEN_NAMES)
