"""Says why an agency is suggested, and only what is true: without these words it is less likely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing import features
from routing.features import Word
from routing.scoring import NATS, Asked, Floats, Scored
from routing.town import GENERIC, Town

if TYPE_CHECKING:
    from routing.classifier import Model

NAMED = (3, 2, 4, 5, 1)
"""How many words are named, the likeliest number first."""
SHORTEST = 3
PER_FEATURE = 0.02
"""What one of the features of a text of usual length makes of a weight."""
LEAST_SPEAKS = 0.05
"""What a word must add to a score to be worth naming."""
SAYS_NOTHING = GENERIC | frozenset(
    [
        "yang",
        "dan",
        "di",
        "ke",
        "dari",
        "untuk",
        "dengan",
        "pada",
        "ini",
        "itu",
        "ada",
        "saya",
        "kami",
        "kita",
        "tidak",
        "sudah",
        "belum",
        "juga",
        "bisa",
        "agar",
        "karena",
        "atau",
        "akan",
        "oleh",
        "dalam",
        "mohon",
        "tolong",
        "bapak",
        "ibu",
        "pak",
        "terima",
        "kasih",
        "sangat",
        "lagi",
        "kalau",
        "jika",
        "saat",
        "sampai",
        "sejak",
        "para",
        "adalah",
        "sebagai",
        "seperti",
        "hal",
        "tersebut",
        "bahwa",
        "namun",
        "tetapi",
        "masih",
        "banyak",
        "minta",
        "kepada",
        "mau",
        "harus",
        "sering",
        "setiap",
        "hari",
        "malam",
        "pagi",
        "siang",
        "sore",
        "sekali",
        "orang",
        "warga",
        "apa",
        "apakah",
        "bagaimana",
        "kenapa",
        "mengapa",
        "dimana",
        "mana",
        "kapan",
        "nya",
        "si",
        "sang",
        "lebih",
        "kurang",
        "sama",
        "serta",
        "sekarang",
        "tahun",
        "bulan",
        "minggu",
        "jam",
        "pukul",
        "kemarin",
        "nomor",
        "selamat",
        "hormat",
        "assalamualaikum",
    ]
)


class Unit(NamedTuple):
    """A word or phrase as it stands in a text, and what it adds to the score of a target."""

    words: str
    speaks: float


def without(asked: Asked, words: Iterable[str]) -> Asked:
    """Return a report without words or phrases, wherever they stand, in any case and spacing."""
    patterns = [
        r"[\s\-–]*".join(re.escape(piece) for piece in re.split(r"[\s\-–]+", phrase))
        for phrase in sorted(words, key=len, reverse=True)
    ]
    if not patterns:
        return asked
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
    return Asked(
        pattern.sub(" ", asked.title), pattern.sub(" ", asked.text), asked.category, asked.region
    )


def margins_in(words: Sequence[Word], model: Model | None) -> Floats:
    """Return what each word of a text adds to the margin of each target of the model."""
    if model is None or not words:
        return np.zeros((len(words), 0))
    keys = [_keys(index, words) for index in range(len(words))]
    owners = np.repeat(np.arange(len(words)), [len(one) for one in keys])
    known, weights = model.weights_of(np.concatenate(keys))
    margins = np.zeros((len(words), len(model.targets)))
    np.add.at(margins, owners[known], weights)
    return margins * PER_FEATURE


def units(
    number: int,
    scored: Scored,
    chances: Floats,
    town: Town,
    margins: Mapping[str, Floats],
    columns: NDArray[np.intp],
    weights: Floats,
) -> list[Unit]:
    """Return the words that speak for a target against the others, the weightiest first.

    Args:
        number: the target's.
        scored: what was found in the report.
        chances: how likely each target is.
        town: what is chosen from.
        margins: of the words of title and text, as ``margins_in`` returns them.
        columns: which column of the margins each target has; −1 for none.
        weights: of the parts of the score.
    """
    found: dict[str, float] = {}
    parts = {"title": scored.title, "text": scored.text}
    said = {part: _lead(number, margins[part], columns, chances) * weights[0] for part in parts}
    taken: dict[str, set[int]] = {"title": set(), "text": set()}
    topics = _topics_of(number, scored, town)
    for part, hit in scored.hits:
        places = range(hit.first, hit.first + len(hit.phrase))
        speaks = (
            weights[3]
            * hit.weight
            * sum(NATS[says] * topics[town.topics.index(topic)] for topic, says in hit.says.items())
        )
        _add(found, part, places, speaks + float(said[part][list(places)].sum()), scored, parts)
        taken[part].update(places)
    for call in scored.called:
        if call.number == number:
            places = range(call.first, call.first + call.size)
            _add(found, call.part, places, float(weights[4]), scored, parts)
            taken[call.part].update(places)
    for part, words in parts.items():
        for index, word in enumerate(words):
            names = dict(town.names.words.get(word.normal, ())).get(number, 0.0) * weights[5]
            if index not in taken[part]:
                speaks = float(said[part][index]) + names
                _add(found, part, range(index, index + 1), speaks, scored, parts)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [Unit(words, speaks) for words, speaks in ordered if speaks > LEAST_SPEAKS]


def _add(
    found: dict[str, float],
    part: str,
    places: range,
    speaks: float,
    scored: Scored,
    parts: dict[str, tuple[Word, ...]],
) -> None:
    words = parts[part]
    text = scored.asked.title if part == "title" else scored.asked.text
    surface = " ".join(text[words[places[0]].start : words[places[-1]].end].lower().split())
    if len(surface) >= SHORTEST and not set(surface.split()) <= SAYS_NOTHING:
        found[surface] = max(found.get(surface, 0.0), speaks)


def _topics_of(number: int, scored: Scored, town: Town) -> Floats:
    """Return what each topic adds to a target: its part of the target less its usual part of all."""
    mine = town.names.shares[number] * scored.topics
    whole = mine.sum()
    usual = np.array([topic.share for topic in town.lexicon.topics.values()])
    return np.asarray((mine / whole if whole else mine) - usual / usual.sum())


def _lead(number: int, margins: Floats, columns: NDArray[np.intp], chances: Floats) -> Floats:
    """Return what each word adds to the margin of a target over those that compete with it."""
    if columns[number] < 0 or not margins.size:
        return np.zeros(len(margins))
    known = columns >= 0
    rivals = np.where(known, chances, 0.0)
    rivals[number] = 0.0
    rivals = rivals / rivals.sum() if rivals.sum() else rivals
    return np.asarray(margins[:, columns[number]] - margins[:, columns[known]] @ rivals[known])


def _keys(index: int, words: Sequence[Word]) -> NDArray[np.uint32]:
    """Return the features that one word of a text has a part in."""
    word = words[index].normal
    keys = [features.hashed(f"w {word}")]
    if index:
        keys.append(features.hashed(f"w {words[index - 1].normal} {word}"))
    if index + 1 < len(words):
        keys.append(features.hashed(f"w {word} {words[index + 1].normal}"))
    return np.concatenate((np.array(keys, dtype=np.uint32), features.letter_keys(word)))


def quoted(words: Sequence[str]) -> str:
    """Quote words: “lampu jalan”, “padam” dan “gelap”."""
    marked = [f"“{word}”" for word in words]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} dan {marked[-1]}"


def distinct(found: Iterable[Unit]) -> Iterator[str]:
    """Yield the words of units, none that stands within another."""
    seen: list[str] = []
    for unit in found:
        if not any(set(unit.words.split()) & set(other.split()) for other in seen):
            seen.append(unit.words)
            yield unit.words
