"""Tells whether a text speaks of danger now (workflow.md, *Danger*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from routing import reading
from routing.models import Topic
from routing.wording import normal_word, normalize, pattern

# What may stand right before a danger word so that it is none: "tidak ada korban",
# "mobil pemadam kebakaran", "rawan longsor", "pasca kebakaran".
_NO_DANGER_AFTER = frozenset(
    (
        "tidak", "tak", "tdk", "bukan", "belum", "blm", "nggak", "gak", "ga", "tanpa", "kada",
        "pemadam", "damkar", "rawan", "pasca", "bekas", "mencegah", "pencegahan", "cegah",
        "penanggulangan", "simulasi", "unit", "instalasi",
    )
)  # fmt: skip
_SKIPPED = frozenset(("ada", "terjadi", "pernah", "sampai", "bahaya"))
_LOOK_BACK = 40


# What happens often somewhere is no accident now: "sering terjadi kecelakaan di tikungan ini".
_HABIT = frozenset(("sering", "kerap", "biasa", "banyak", "agar", "supaya", "takut"))


class Danger(NamedTuple):
    """A danger that a text speaks of."""

    word: str
    """As it stands in the text, in small letters."""
    topic: Topic
    marks_report: bool
    """Whether it makes the report one of danger; else it is only reason to show the numbers."""


def find_danger(text: str) -> str | None:
    """Return the first danger word in a text, as it stands there in small letters, or None.

    Whole words in any case; a word that is denied ("tidak ada korban jiwa") or names an office
    ("pemadam kebakaran") does not count.
    """
    return next((one.word for one in dangers_in(text) if one.marks_report), None)


def gravest(text: str) -> Danger | None:
    """Return the danger that is answered first: somebody's own life, then what marks a report."""
    found = list(dangers_in(text))
    return min(
        found, key=lambda one: (one.topic != Topic.SELF_HARM, not one.marks_report), default=None
    )


def dangers_in(text: str) -> Iterator[Danger]:
    """Yield what a text says of danger and does not deny, in the order of the text.

    One query in a minute, however many texts are read.
    """
    rows = {normal_word(word): row for word, row in reading.danger_words().items()}
    plain = normalize(text)
    for match in pattern(tuple(sorted(rows))).finditer(plain):
        row = rows[match["word"]]
        before = plain[max(0, match.start() - _LOOK_BACK) : match.start()]
        habit = _HABIT if row.topic == Topic.TRAFFIC else frozenset[str]()
        if not _is_denied(before, _NO_DANGER_AFTER | habit):
            yield Danger(match["word"], Topic(row.topic), row.marks_report)


def _is_denied(before: str, deniers: frozenset[str]) -> bool:
    """Tell whether the words right before a danger word take the danger out of it."""
    words = re.split(r"[^\w]+", before.rstrip())
    while words and words[-1] in _SKIPPED:
        words.pop()
    # A full stop or comma ends what a denial reaches.
    return (
        bool(words)
        and words[-1] in deniers
        and not before.rstrip().endswith((".", ",", ";", "!", "?"))
    )
