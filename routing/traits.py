"""What a text says that lets two texts be compared: its words, things, states, places, and sequels.

People write one word in many ways. So words are brought to one form (short forms written out,
clitics and doubling taken off, words that mean the same by ``data/same_words.txt``), and what is
still spelled differently is compared by its groups of three letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from lapor import personal

DATA = Path(__file__).parent / "data"
MOST_LETTERS = 4000
"""Read of a text; what it is about stands in its beginning."""
LIKE = 0.55
"""Share of common groups of three letters from which two words are one, misspelt."""
SHORTEST_LIKE = 5
PLAIN = 0.15
"""What an everyday word weighs; a telling one weighs 1, one of the place 1.3."""
TELLING, NAMED = 1.0, 1.3
LONGEST_NAME = 2
"""Words of the name of a road or a landmark."""

_TOKEN = re.compile(r"[^\W_]++")
_PARTS = re.compile(r"[^\W\d_]++|\d++")
_SHORT = dict(
    pair.split("=")
    for pair in [
        "jl=jalan",
        "jln=jalan",
        "jlan=jalan",
        "gg=gang",
        "dkt=dekat",
        "dpn=depan",
        "blm=belum",
        "sdh=sudah",
        "tdk=tidak",
        "perum=perumahan",
        "komp=komplek",
        "kompleks=komplek",
        "sdn=sd",
        "smpn=smp",
        "sman=sma",
        "smkn=smk",
        "puskes=puskesmas",
        "smpg=simpang",
        "spg=simpang",
        "prapatan=simpang",
        "perempatan=simpang",
        "pertigaan=simpang",
        "mesjid=masjid",
        "mushola=masjid",
        "langgar=masjid",
        "apotik=apotek",
        "sei=sungai",
        "lurah=kelurahan",
        "dukcapil=disdukcapil",
        "capil=disdukcapil",
        "ortu=orangtua",
        "tgl=tanggal",
    ]
)
_CLITICS = re.compile(r"(?<=\w{3})(?:nya|lah|kah|pun|an)$")
_ROADS = frozenset(("jalan", "gang", "lorong", "simpang"))
_SCHOOLS = frozenset(("sd", "smp", "sma", "smk"))
_NUMBERED = frozenset((*_SCHOOLS, "rt", "rw", "km", "blok", "tiang", "loket"))
_LANDMARKS = frozenset(
    [
        "pasar",
        "masjid",
        "gereja",
        "taman",
        "terminal",
        "perumahan",
        "komplek",
        "jembatan",
        "puskesmas",
        "halte",
        "sungai",
        "danau",
        "pura",
        "hotel",
        "bank",
        "kantor",
    ]
)
_OFFICES = frozenset(
    [
        "disdukcapil",
        "rsud",
        "samsat",
        "inspektorat",
        "kominfo",
        "diskominfo",
        "dishub",
        "dinsos",
        "dinkes",
        "disdik",
        "satpol",
        "bandara",
        "pelabuhan",
    ]
)
_TITLES = frozenset(
    ["dr", "drs", "ir", "h", "hj", "haji", "kh", "letjen", "jend", "sultan", "raya", "negeri"]
)
_WATER, _STOPPED = "pdam", frozenset(("padam", "ngalir", "macet"))
"""Water that is off, does not flow or is stuck is one state."""
_MEANS = {
    **dict.fromkeys(("lubang", "bergelombang", "becek", "longsor"), "jalan"),
    "mampet": "parit",
    "ngalir": _WATER,
    "keruh": _WATER,
    "menumpuk": "sampah",
}
"""What a state speaks of where the thing itself is not named."""
_FRESH = re.compile(
    r"\b(?:baru (?:saja|aja|tadi|mati|rusak|\w{1,8}am|semalam|kemarin)|semalam|tadi malam|td malam|tadi pagi"
    r"|sejak (?:tadi|pagi|subuh|semalam)|barusan|hari ini|malam ini|pagi ini)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:sambung|menyambung|melanjutkan|lanjutan|kembali (?:saya |kami )?(?:sampaikan|lapor\w{0,9})"
    r"|(?:laporan|aduan|keluhan) (?:saya|sy|kami|sebelumnya|terdahulu|lama|yang lalu|yg lalu)"
    r"|(?:yang |yg )?(?:saya|sy|kami) lapor\w{0,9} (?:tanggal|tgl|kemarin|minggu|bulan|dulu)"
    r"|(?:sudah|sdh|udah) (?:pernah |berkali kali |\d{1,3} ?(?:kali|x) |\w{2,12} (?:minggu|bulan|hari) )?"
    r"(?:saya |kami |sy |di)?(?:lapor\w{0,9}|adukan)|lapor\w{0,9} lagi)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:(?:masih|msh|tetap|ttp) (?!ada)\w{2,15}|(?:belum|blm|gak|ga|tidak) (?:juga|jg)"
    r"|(?:belum|blm) (?:ada )?(?:di\w{2,15}|tindak\w{0,8}|perbaikan|penanganan|surut)|padahal|makin|semakin"
    r"|sampai sekarang|sampe skrg|lagi|nambah|yang (?:sudah|sama))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word of a text: in one form, as it was written, and what it weighs."""

    form: str
    written: str
    weight: float
    is_of_place: bool = False
    """Whether it stands in the place in words and not in the text."""


@dataclass(frozen=True)
class Traits:
    """What one text and its place say."""

    words: dict[str, Word]
    things: frozenset[str]
    states: frozenset[str]
    events: frozenset[str]
    places: dict[str, frozenset[str]]
    """Names and numbers by what bears them: ``jalan`` → rajawali, ``rt`` → 3."""
    is_told: bool
    """Whether it says that this was reported before."""
    is_still: bool
    """Whether it says that something goes on."""
    is_fresh: bool
    """Whether it says that the trouble began just now."""
    plain: str
    """Title, text and place in capital letters, for ticket numbers."""


def read(title: str, text: str, place: str = "") -> Traits:
    """Return what a text says; what points at a person is masked before anything is read.

    Args:
        title: the title, may be empty.
        text: what somebody wrote, of any length.
        place: the place in words.
    """
    said = personal.hide(f"{title}. {text}"[:MOST_LETTERS])
    where = personal.hide(place[:MOST_LETTERS])
    tokens, place_tokens = list(_tokens(said)), list(_tokens(where))
    places = _places([form for form, _ in tokens], [form for form, _ in place_tokens])
    named = {name for names in places.values() for name in names}
    words: dict[str, Word] = {}
    for number, (form, written) in enumerate((*tokens, *place_tokens)):
        if len(form) > 1 and not form.isdigit() and form not in words:
            words[form] = Word(form, written, _weight(form, named), number >= len(tokens))
    found = _meant(words, named, [form for form, _ in tokens])
    return Traits(
        words,
        frozenset(found["thing"]),
        frozenset(found["state"]),
        frozenset(found["event"]),
        places,
        bool(_TOLD.search(said)),
        bool(_STILL.search(said)),
        bool(_FRESH.search(said)),
        f"{title} {text}".upper(),
    )


def _meant(words: Collection[str], named: set[str], said: list[str]) -> dict[str, set[str]]:
    """Return the things, states and events that words stand for, by what they are."""
    groups = _groups()
    found: dict[str, set[str]] = {"thing": set(), "state": set(), "event": set()}
    for form in words:
        if form in groups and form not in named:
            found[groups[form]].add(form)
    things, states = found["thing"], found["state"]
    if not things:
        things |= {_MEANS[state] for state in states if state in _MEANS}
    if _WATER in things and states & _STOPPED:
        states |= _STOPPED
    if "lubang" not in states and not _is_road_meant(said):
        things.discard("jalan")
    if len(things) > 1:
        things -= {"jalan", *_LANDMARKS}  # where something else lies
    return found


def _weight(form: str, named: set[str]) -> float:
    if form in named:
        return NAMED
    if form in plain_words() or form in _ROADS:
        return PLAIN
    return TELLING


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word in its one form and as it was written; numbers without leading zeros."""
    for match in _TOKEN.finditer(text.replace(personal.MASK, " ")):
        parts = _PARTS.findall(match[0])
        for place, part in enumerate(parts):
            if part.isdigit():
                is_doubling = part == "2" and place > 0 and len(parts[place - 1]) > LONGEST_NAME
                if not is_doubling:
                    yield part.lstrip("0") or "0", part
            elif not (place > 1 and part.casefold() == "nya"):
                yield form_of(part), part


@lru_cache(maxsize=8192)
def form_of(word: str) -> str:
    """Return a word in the form in which words are compared."""
    plain = word.casefold()
    plain = _SHORT.get(plain, plain)
    same = _same()
    if plain in same:
        return same[plain]
    keeps = plain in plain_words() or plain in _LANDMARKS or plain in _ROADS or plain in _NUMBERED
    bare = plain if keeps else _CLITICS.sub("", plain)
    return same.get(bare, _SHORT.get(bare, plain if bare in plain_words() else bare))


@cache
def _same() -> dict[str, str]:
    return {word: words[0] for _, words in _lines() for word in words}


@cache
def _groups() -> dict[str, str]:
    return {words[0]: kind for kind, words in _lines()}


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    kind, found = "", []
    for line in (DATA / "same_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((kind, tuple(line.split())))
    return tuple(found)


@cache
def plain_words() -> frozenset[str]:
    """Return the words that say little about which trouble a text tells of."""
    lines = (DATA / "plain_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _is_road_meant(said: list[str]) -> bool:
    """Whether a road itself is meant somewhere, and not only an address."""
    return any(
        form == "jalan"
        and not list(_name([one for one in said[at + 1 : at + 3] if one not in _TITLES]))
        for at, form in enumerate(said)
    )


# -- places ----------------------------------------------------------------------------------


def _places(said: list[str], where: list[str]) -> dict[str, frozenset[str]]:
    """Return the names and numbers of roads, landmarks, RT and the like in text and place."""
    found: dict[str, set[str]] = {}
    for forms in (said, where):
        for at, form in enumerate(forms):
            after = [one for one in forms[at + 1 : at + 4] if one not in _TITLES]
            if form in _NUMBERED and after and _is_number(after[0], form):
                kind, name = (
                    ("sekolah", f"{form} {after[0]}") if form in _SCHOOLS else (form, after[0])
                )
                found.setdefault(kind, set()).add(name)
            elif form in _ROADS or form in _LANDMARKS:
                kind = "jalan" if form in _ROADS else form
                found.setdefault(kind, set()).update(_name(after))
            elif form in _OFFICES:
                found.setdefault("kantor", set()).add(form)
    return {kind: frozenset(names) for kind, names in found.items() if names}


def _is_number(form: str, of: str) -> bool:
    return form.isdigit() or (of == "blok" and len(form) == 1)


def _name(forms: list[str]) -> Iterator[str]:
    """Yield the words of a name that begins here, up to the first word that belongs to none."""
    for form in forms[:LONGEST_NAME]:
        is_other = form in plain_words() or form in _groups() or form in _ROADS or form in _NUMBERED
        if is_other or form in _LANDMARKS or form.isdigit() or len(form) <= LONGEST_NAME:
            return
        yield form


# -- spelling --------------------------------------------------------------------------------


def like(one: str, other: str) -> float:
    """Return how far two words are one word, 0 to 1; short words must be equal."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST_LIKE or abs(len(one) - len(other)) > len(one) / 2:
        return 0.0
    first, second = _threes(one), _threes(other)
    share = 2 * len(first & second) / (len(first) + len(second))
    return share if share >= LIKE else 0.0


@lru_cache(maxsize=8192)
def _threes(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
