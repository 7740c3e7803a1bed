"""Tells whether a text speaks of danger now (workflow.md, *Danger*)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from routing.models import DangerWord
from routing.wording import normalize, pattern

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


def find_danger(text: str) -> str | None:
    """Return the first danger word in a text, as it stands there in small letters, or None.

    Whole words in any case; a word that is denied ("tidak ada korban jiwa") or names an office
    ("pemadam kebakaran") does not count. Costs one query.
    """
    words = DangerWord.objects.filter(is_active=True).values_list("word", flat=True)
    return first_of(words, text)


def first_of(words: Iterable[str], text: str) -> str | None:
    """Return the first of the given danger words that a text does not deny, or None."""
    plain = normalize(text)
    for match in pattern(tuple(sorted(words))).finditer(plain):
        if not _is_denied(plain[max(0, match.start() - _LOOK_BACK) : match.start()]):
            return match["word"]
    return None


def _is_denied(before: str) -> bool:
    """Tell whether the words right before a danger word take the danger out of it."""
    words = re.split(r"[^\w]+", before.rstrip())
    while words and words[-1] in _SKIPPED:
        words.pop()
    # A full stop or comma ends what a denial reaches.
    return (
        bool(words)
        and words[-1] in _NO_DANGER_AFTER
        and not before.rstrip().endswith((".", ",", ";", "!", "?"))
    )
