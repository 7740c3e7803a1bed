"""How likely two reports tell of the same trouble, with reasons: words, place, time and topic.

Words alone do not tell: "jalan rusak dan berlubang" in two kelurahan are two holes, while "PJU
padam" and its sequel are one lamp. It knows no report: the caller gives candidates as plain rows
(``complaints.finding.similar``). The weights were fitted to half of our own labelled pairs; the
other half says how good they are (``manage.py evaluate_similar``, docs/decisions/0037).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from agencies.geography import Point, distance
from routing import traits
from routing.traits import Traits, Word

REPEAT = 0.6
"""The score from which a report is probably a repeat."""
WORTH_SHOWING = 0.12
"""The score below which two reports have nothing to do with each other."""
NEAR, FAR, ELSEWHERE = 150.0, 350.0, 2000.0
"""Metres at which nearness fades, beyond which two points are two places, and surely so."""
EVENT_DAYS = 2.0
"""A flood or a fire of the same neighbourhood within these days is one."""
SOON, LATE = 7.0, 45.0
"""Days within which two tell of one trouble, and after which it is another unless one says so."""
NAMED_WORDS = 3
KILOMETRE, ROUGH = 1000, 100
"""Metres; what the public knows of a point is about so exact (docs/decisions/0016)."""
BROKEN = frozenset(("lubang", "patah", "rusak", "tumbang", "bocor", "menjuntai", "longsor"))
"""States that people do not keep apart: a plank is *patah*, *bolong* or *rusak*."""
OWN = frozenset(
    ["ktp", "kk", "akta", "bpjs", "izin", "pajak", "tagihan", "sertifikat", "ijazah", "beasiswa"]
)
"""What each person has of his or her own: two who write of it have two troubles."""

WEIGHTS = {
    "always": -4.08,
    "words": 1.84,
    "contained": 1.63,
    "topic": 1.16,
    "other topic": -2.60,
    "state": 0.56,
    "other state": -3.74,
    "category": 0.80,
    "other category": -0.90,
    "place": 2.47,
    "other place": -4.77,
    "unshared": -1.08,
    "near": 1.00,
    "far": -2.73,
    "elsewhere": -4.00,
    "region": 0.50,
    "other region": -2.02,
    "late": -3.27,
    "told": 0.80,
    "still": 2.07,
    "begun anew": -1.72,
    "event": 2.19,
    "old event": -1.08,
    "own matter": -1.50,
    "ticket": 4.00,
}
"""What each of :func:`features` says for (or, below zero, against) one trouble, in logits."""


@dataclass(frozen=True)
class Candidate:
    """A report that may tell of the same trouble, as its reader may know it."""

    key: Hashable
    title: str
    text: str
    at: datetime
    place: str = ""
    region: Hashable | None = None
    point: Point | None = None
    category: Hashable | None = None
    code: str = ""
    """Its ticket: a text that names it speaks of it."""
    shows_place: bool = True
    """Whether the reader may know the place in words and the exact point; else no reason names them."""


@dataclass(frozen=True)
class Similar:
    """A candidate, how likely it tells of the same trouble, and why."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]
    """Short phrases in Indonesian, the strongest first."""
    words: tuple[str, ...]
    """The words that both have, as they were typed."""

    @property
    def is_repeat(self) -> bool:
        """Whether it is probably the same trouble, told again."""
        return self.score >= REPEAT


@dataclass(frozen=True)
class _Pair:
    """Two texts beside each other."""

    mine: Traits
    its: Traits
    shared: tuple[tuple[Word, Word], ...]
    metres: float
    """Infinite where one of the two has no point."""
    days: float
    is_same_region: bool | None
    """None where one of the two has none."""
    is_same_category: bool | None
    names: tuple[str, ...]
    """Places that both name."""
    conflicts: int
    is_told_of: bool
    """Whether one names the other's ticket."""
    later: Traits
    """What the one says that was sent later."""


def find(
    *,
    title: str,
    text: str,
    region: Hashable | None,
    point: Point | None,
    at: datetime,
    limit: int = 5,
    among: Iterable[Candidate],
    place: str = "",
    category: Hashable | None = None,
    code: str = "",
) -> list[Similar]:
    """Return the candidates that may tell of the same trouble, the likeliest first.

    Args:
        title: of the report in hand; may be empty.
        text: what it says, of any length.
        region: what its region is compared by; None where it is not known.
        point: where it is, where that is known.
        at: when it was or would be sent.
        limit: the most to return.
        among: reports that the reader may know of.
        place: the place in words.
        category: what its category is compared by.
        code: its own ticket.
    """
    mine = Candidate("", title, text, at, place, region, point, category, code)
    traits_of_mine = traits.read(title, text, place)
    found = [compare(mine, one, traits_of_mine) for one in among]
    likely = [one for one in found if one.score >= WORTH_SHOWING]
    likely.sort(key=lambda one: (-one.score, -one.candidate.at.timestamp()))
    return likely[:limit]


def compare(mine: Candidate, its: Candidate, traits_of_mine: Traits | None = None) -> Similar:
    """Return how likely two reports tell of the same trouble, and why."""
    pair = _pair(mine, its, traits_of_mine or traits.read(mine.title, mine.text, mine.place))
    score = sum(WEIGHTS.get(name, 0.0) * value for name, value in features(pair).items())
    return Similar(
        its,
        1 / (1 + math.exp(-score)),
        tuple(_reasons(pair, shows_place=its.shows_place)),
        _words(pair, shows_place=its.shows_place),
    )


def features(pair: _Pair) -> dict[str, float]:
    """Return what speaks for and against, each about 0 to 1."""
    mine, its = pair.mine, pair.its
    weight = sum(word.weight for word, _ in pair.shared)
    whole = [sum(word.weight for word in one.words.values()) for one in (mine, its)]
    topics = mine.things | mine.events, its.things | its.events
    either, both = topics[0] | topics[1], topics[0] & topics[1]
    is_other = _differ(*topics) or _differ_in_state(mine.states, its.states)
    return {
        "always": 1.0,
        "words": weight / math.sqrt(max(whole[0], 1) * max(whole[1], 1)),
        "contained": weight / max(1.0, min(whole)),
        "topic": len(both) / len(either) if either else 0.0,
        "other topic": float(_differ(*topics)),
        "state": float(bool(mine.states & its.states)),
        "other state": float(_differ_in_state(mine.states, its.states)),
        "category": float(pair.is_same_category is True),
        "other category": float(pair.is_same_category is False),
        **_of_place(pair),
        **_of_time(pair, is_other=is_other or bool(pair.conflicts)),
        "own matter": float(bool(both) and both <= OWN and not pair.later.is_told),
        "ticket": float(pair.is_told_of),
    }


def _of_place(pair: _Pair) -> dict[str, float]:
    is_known, is_near = math.isfinite(pair.metres), pair.metres <= NEAR
    both_named = bool(pair.mine.places) and bool(pair.its.places)
    is_event = bool(pair.mine.events & pair.its.events)
    return {
        "place": 1 - math.exp(-len(pair.names)),
        "other place": float(pair.conflicts > 0 and not is_near),
        "unshared": float(both_named and not (pair.names or pair.conflicts or is_near)),
        "near": math.exp(-pair.metres / NEAR) if is_known else 0.0,
        "far": float(is_known and pair.metres > FAR),
        "elsewhere": float(is_known and pair.metres > ELSEWHERE and not is_event),
        "region": float(pair.is_same_region is True),
        "other region": float(pair.is_same_region is False),
    }


def _of_time(pair: _Pair, *, is_other: bool) -> dict[str, float]:
    """Return what the time between says; ``is_other``: topic, state or place contradict already."""
    events = bool(pair.mine.events & pair.its.events)
    is_there = bool(pair.names) or pair.metres <= NEAR
    is_told = pair.later.is_told and not is_other
    is_still = pair.later.is_still and is_there and not (is_other or events)
    return {
        "late": float(pair.days > LATE and not (is_told or is_still)),
        "told": float(is_told),
        "still": float(is_still),
        "begun anew": float(pair.later.is_fresh and pair.days > EVENT_DAYS),
        "event": float(events and pair.days <= EVENT_DAYS and not pair.conflicts),
        "old event": float(events and pair.days > SOON and not is_told),
    }


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _differ_in_state(one: frozenset[str], other: frozenset[str]) -> bool:
    return _differ(one, other) and not (one | other) <= BROKEN


def _pair(mine: Candidate, its: Candidate, read: Traits) -> _Pair:
    other = traits.read(its.title, its.text, its.place)
    both = mine.point is not None and its.point is not None
    names, conflicts = _places(read, other)
    return _Pair(
        read,
        other,
        tuple(_shared(read, other)),
        distance(mine.point, its.point) if both else math.inf,  # type: ignore[arg-type]
        abs((mine.at - its.at).total_seconds()) / 86_400,
        _is_same(mine.region, its.region),
        _is_same(mine.category, its.category),
        tuple(names),
        conflicts,
        bool(its.code and its.code in read.plain) or bool(mine.code and mine.code in other.plain),
        read if mine.at >= its.at else other,
    )


def _is_same(one: Hashable | None, other: Hashable | None) -> bool | None:
    return None if one is None or other is None else one == other


def _shared(mine: Traits, its: Traits) -> Iterator[tuple[Word, Word]]:
    """Yield the words of one text that the other has too, misspelt ones among them.

    A slip seldom takes the first letter, so only words that begin alike are compared.
    """
    rest: dict[str, list[Word]] = {}
    for form, word in its.words.items():
        if form not in mine.words and word.weight > traits.PLAIN:
            rest.setdefault(form[0], []).append(word)
    for form, word in mine.words.items():
        if form in its.words:
            yield word, its.words[form]
        elif word.weight > traits.PLAIN:
            near = [(traits.like(form, other.form), other) for other in rest.get(form[0], ())]
            best = max(near, key=lambda one: one[0], default=(0.0, word))
            if best[0]:
                yield word, best[1]


def _places(mine: Traits, its: Traits) -> tuple[list[str], int]:
    """Return the places that both name, and how many things they name differently."""
    names, conflicts = list[str](), 0
    for kind in {**mine.places, **its.places}:
        one, other = mine.places.get(kind, frozenset()), its.places.get(kind, frozenset())
        is_number = any(name[-1].isdigit() or len(name) == 1 for name in one | other)
        there = other if is_number else other | frozenset(its.words)
        here = one if is_number else one | frozenset(mine.words)
        same = {a for a in one for b in there if _is_one(a, b)}
        same |= {a for a in other for b in here if _is_one(a, b)}
        if same:
            label = f"{kind} " if is_number and kind != "sekolah" else ""
            names += sorted(f"{label}{name}" for name in same)
        elif one and other:
            conflicts += 1
    return list(dict.fromkeys(names)), conflicts


def _is_one(name: str, other: str) -> bool:
    return name == other if name[-1].isdigit() else traits.like(name, other) > 0


# -- why -------------------------------------------------------------------------------------


def _words(pair: _Pair, *, shows_place: bool) -> tuple[str, ...]:
    """Return the shared words that say most, at most three, as the text in hand has them."""
    worth = [
        mine
        for mine, its in pair.shared
        if mine.weight > traits.PLAIN and (shows_place or not its.is_of_place)
    ]
    worth.sort(key=lambda word: (-word.weight, -len(word.form), word.form))
    return tuple(sorted(word.written.casefold() for word in worth[:NAMED_WORDS]))


def _reasons(pair: _Pair, *, shows_place: bool) -> Iterator[str]:
    if pair.is_told_of:
        yield "menyebut nomor tiketnya"
    same = {"kategori": pair.is_same_category, "kelurahan": pair.is_same_region}
    if math.isfinite(pair.metres):
        yield metres_words(pair.metres, roughly=not shows_place)
        del same["kelurahan"]
    if named := " dan ".join(name for name, is_same in same.items() if is_same):
        yield f"{named} sama"
    if words := _words(pair, shows_place=shows_place):
        yield f"kata sama: {', '.join(words)}"
    if pair.days < 1:
        yield "selisih kurang dari sehari"
    elif pair.days <= SOON:
        yield f"selisih {pair.days:.0f} hari"
    if pair.later.is_told and (pair.names or pair.metres <= NEAR):
        yield "tampaknya lanjutan"


def metres_words(metres: float, *, roughly: bool = False) -> str:
    """Return how far away something is: "40 m dari sini", "sekitar 200 m dari sini"."""
    if roughly and metres < ROUGH:
        return f"kurang dari {ROUGH} m dari sini"
    about = "sekitar " if roughly else ""
    if metres >= KILOMETRE:
        return f"{about}{metres / KILOMETRE:.1f} km dari sini".replace(".", ",")
    step = -2 if roughly else -1
    return f"{about}{max(10, round(metres, step)):.0f} m dari sini"
