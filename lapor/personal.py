"""What in a text may point at a person: numbers, addresses and names, found by kind.

A hint for a verifier, never a proof. Every pattern is read from left to right without trying the
same characters in two ways, so that a long text costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

MASK = "▒▒▒▒"


class Kind(TextChoices):
    """What was found; the label is what the verifier reads."""

    NIK = "nik", "NIK"
    KK = "kk", "Nomor KK"
    PHONE = "phone", "Nomor telepon"
    ACCOUNT = "account", "Nomor rekening"
    NUMBER = "number", "Nomor panjang"
    EMAIL = "email", "Alamat email"
    PLATE = "plate", "Pelat kendaraan"
    NAME = "name", "Nama orang"
    ADDRESS = "address", "Alamat rumah"


BY_PROGRAM = frozenset(Kind) - {Kind.NAME, Kind.ADDRESS}
"""Masked in every public text by the program; names and addresses wait for a person."""


@dataclass(frozen=True)
class Finding:
    """One piece of a text that looks like personal data."""

    kind: Kind
    start: int
    end: int
    text: str


_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[\s.\-–—()]{0,3}\d){7,}")
_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE
)
_PLATE = re.compile(r"\b(?!(?:RT|RW|KM|NO|UU|PP)\b)[A-Z]{1,2}[\s\-]?\d{1,4}[\s\-]?[A-Z]{1,3}\b")
_PLATE_SAID = re.compile(
    r"\b(?:plat|pelat|nopol|nomor polisi|no\.? ?pol(?:isi)?)\b[\s:.]{0,3}(?:nya|nomor)?[\s:.]{0,3}"
    r"(?P<it>[a-z]{1,2}\s?\d{1,4}\s?[a-z]{1,3})\b",
    re.IGNORECASE,
)
_WORD = r"[A-Z][\w'’\-]{0,30}\.?"
_NAMED = rf"(?P<it>{_WORD}(?:[ ]{_WORD}){{0,3}})"
_NO_PERSON = (
    r"(?!(?i:lurah|camat|wali|walikota|bupati|gubernur|presiden|menteri|kepala|ketua|sekda|rt|rw"
    r"|kades|dewan|admin|petugas|polisi|guru|dokter|kota|pertiwi|dinas|warga|masyarakat|pemerintah"
    r"|pribadi|keluarga|kami|saya|tersebut|jalan|yth|dan|atau|yang|di|pkk)\b)"
)
_OF = re.compile(
    r"(?:\b(?i:a ?[./] ?n\.?|atas nama|bernama|nama saya|saya bernama|nama lengkap|nama)\b\.?"
    rf"|\b(?i:an)\.)[ :]{{0,3}}{_NO_PERSON}"
    rf"(?P<it>{_WORD}(?:[ ]{_WORD}){{0,3}}|(?<=[Aa]\.[Nn]\. )[a-z]{{3,30}}(?: [a-z]{{3,30}})?)"
)
_SIR = re.compile(
    r"\b(?i:pak|bu|bapak|ibu|bpk|sdr|sdri|saudara|saudari|mas|mbak|haji|hj)\b\.?[ ]{1,2}"
    rf"{_NO_PERSON}{_NAMED}"
)
_SELF = re.compile(rf"\b(?i:saya),?[ ]{_NO_PERSON}(?P<it>{_WORD}(?:[ ]{_WORD}){{1,3}})")
_STREET = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|blok|komplek|kompleks|perumahan)\b\.?[ ]{0,2}"
    r"(?:[\w.'’/\-]{1,30},?[ ]{1,3}){1,6}?(?:no|nomor|nmr)\b\.?[ ]{0,2}\d{1,4}(?:[ ]?[a-z]\b)?",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\brumah(?: saya| kami| beliau| dia)?,?[ ](?:no|nomor|nmr)\b\.?[ ]{0,2}\d{1,4}(?:[ ]?[a-z]\b)?",
    re.IGNORECASE,
)

_DAY = r"(?:0?[1-9]|[12]\d|3[01])[.\-](?:0?[1-9]|1[0-2])[.\-](?:19|20)\d\d"
_HOUR = r"(?:[01]?\d|2[0-4])\.[0-5]\d"
_YEAR = r"(?:19|20)\d\d"
_HARMLESS = re.compile(
    rf"{_DAY}(?:\s{_HOUR})?|{_HOUR}\s?[\-–—]\s?{_HOUR}|{_YEAR}\s?[\-–—(]\s?{_YEAR}"
)
"""Dates, office hours and years: long numbers that point at nobody."""
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+")
_RUPIAH = re.compile(r"\bRp\.?\s?$", re.IGNORECASE)
_BANK = re.compile(
    r"\b(?:rek|rekening|norek|bank|bca|bri|bni|btn|bsi|mandiri|danamon|permata|cimb)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"\b(?:kk|kartu keluarga)\b", re.IGNORECASE)
_NEAR = 40
"""How far before a number its name may stand."""
CARD_DIGITS = 16
SHORTEST_REPEATED = 3
"""Letters of a name that is hidden wherever else it stands."""
PHONE_DIGITS = range(9, 15)


def find(text: str, kinds: Collection[Kind] = frozenset(Kind)) -> list[Finding]:
    """Return the pieces of ``text`` that look like personal data, in their order, none twice.

    Args:
        text: what somebody wrote, of any length.
        kinds: what to look for.
    """
    hits = sorted(
        (one for one in _all(text) if one.kind in kinds), key=lambda one: (one.start, -one.end)
    )
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
    parts, gone = [], set[str]()
    for words, one in marked(text):
        is_hidden = one is not None and (pieces is None or words in pieces)
        parts.append(MASK if is_hidden else words)
        if is_hidden and len(words) >= SHORTEST_REPEATED:
            gone.add(words)
    hidden = "".join(parts)
    for words in sorted(gone, key=len, reverse=True):  # the same name further on, without a title
        hidden = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", MASK, hidden)
    return hidden


def mask(text: str) -> str:
    """Return ``text`` without what the program itself masks in every public text.

    Law: workflow.md, *Who sees what*: long numbers (8 digits and more), e-mails, plates.
    """
    for one in reversed(find(text, BY_PROGRAM)):
        text = text[: one.start] + MASK + text[one.end :]
    return text


def _all(text: str) -> Iterator[Finding]:
    yield from _numbers(text)
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(text):
            group = "it" if "it" in pattern.groupindex else 0
            words = match[group].rstrip(" .,'’-") if kind == Kind.NAME else match[group]
            start = match.start(group)
            yield Finding(kind, start, start + len(words), words)


_PATTERNS = (
    (_EMAIL, Kind.EMAIL),
    (_PLATE, Kind.PLATE),
    (_PLATE_SAID, Kind.PLATE),
    (_OF, Kind.NAME),
    (_SIR, Kind.NAME),
    (_SELF, Kind.NAME),
    (_STREET, Kind.ADDRESS),
    (_HOUSE, Kind.ADDRESS),
)


def _numbers(text: str) -> Iterator[Finding]:
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        is_money = _MONEY.fullmatch(match[0]) and _RUPIAH.search(before)
        if not (is_money or _HARMLESS.fullmatch(match[0])):
            kind = _kind_of(match[0], before)
            yield Finding(kind, match.start(), match.end(), match[0])


def _kind_of(number: str, before: str) -> Kind:
    digits = "".join(filter(str.isdigit, number))
    tests: tuple[tuple[Kind, Callable[[], bool]], ...] = (
        (Kind.KK, lambda: len(digits) == CARD_DIGITS and bool(_FAMILY.search(before))),
        (Kind.ACCOUNT, lambda: bool(_BANK.search(before))),
        (Kind.NIK, lambda: len(digits) == CARD_DIGITS),
        (
            Kind.PHONE,
            lambda: len(digits) in PHONE_DIGITS and number.startswith(("0", "+", "62")),
        ),
    )
    return next((kind for kind, holds in tests if holds()), Kind.NUMBER)
