"""Tells by an agency's name what it answers for, as Indonesian cities and regencies name theirs.

The list is ``data/mandates.txt``. With it a town is routed well whose agencies are known by name
only: from the first day, and where an agency is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
ELSEWHERE = "lainnya"
"""The topic whose offices take what nobody answers for."""

WARD, DISTRICT, CLINIC = "ward", "district", "clinic"
LOCAL: dict[str, str] = {WARD: "kelurahan", DISTRICT: "kecamatan", CLINIC: "puskesmas"}
"""Families of offices that are alike but for their place, and the name that stands for each."""

_LOCAL_NAMES = (
    (CLINIC, re.compile(r"^(?:upt\w* |uptd |blud )*(?:puskesmas|pkm)\b")),
    (
        WARD,
        re.compile(
            r"^(?:kantor |pemerintah )?(?:kelurahan|kel|lurah|desa|kampung|nagari|gampong|pekon)\b"
        ),
    ),
    (DISTRICT, re.compile(r"^(?:kantor )?(?:kecamatan|kec|camat|distrik)\b")),
)
SPECIALISED = 1.6

_NO_LETTER = re.compile(r"[\W_]+")


class Mandate(NamedTuple):
    """What one kind of office answers for."""

    code: str
    name: re.Pattern[str]
    shares: Mapping[str, float]


@cache
def mandates() -> tuple[Mandate, ...]:
    """Return every kind of office of the list."""
    lines = (DATA / "mandates.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_mandate(line) for line in lines if line and not line.startswith("#"))


def _mandate(line: str) -> Mandate:
    code, _, rest = line.partition(" | ")
    pattern, _, shares = rest.rpartition(" | ")
    pairs = (pair.rsplit(" ", 1) for pair in shares.split(", "))
    return Mandate(
        code, re.compile(pattern.strip()), {topic: float(share) for topic, share in pairs}
    )


def plain(name: str) -> str:
    """Return a name in small letters with single blanks instead of punctuation."""
    return _NO_LETTER.sub(" ", name.casefold()).strip()


@lru_cache(maxsize=4096)
def local_kind(name: str) -> str | None:
    """Return the family of local offices that a name belongs to, if any."""
    found = plain(name)
    return next((kind for kind, pattern in _LOCAL_NAMES if pattern.search(found)), None)


@lru_cache(maxsize=4096)
def shares_of(names: str) -> dict[str, float]:
    """Return the topics that an office answers for, by its names: share by topic."""
    found, known = plain(names), dict[str, float]()
    for mandate in mandates():
        if mandate.name.search(found):
            for topic, share in mandate.shares.items():
                known[topic] = max(share, known.get(topic, 0.0))
    return known


def compared(affinities: Iterable[Mapping[str, float]], topics: list[str]) -> NDArray[np.float64]:
    """Return who gets how much of each topic: one row an office, one column a topic, 0 to 1.

    A specialist goes before an office that is also asked: shares are compared by a power.
    """
    rows = [[known.get(topic, 0.0) for topic in topics] for known in affinities]
    shares = np.array(rows, dtype=np.float64).reshape(len(rows), len(topics)) ** SPECIALISED
    if not rows:
        return shares
    elsewhere = shares[:, topics.index(ELSEWHERE)].copy()
    if not elsewhere.any():
        elsewhere[:] = 1.0
    shares[:, ~shares.any(axis=0)] = elsewhere[:, None]
    return np.asarray(shares / shares.sum(axis=0))
