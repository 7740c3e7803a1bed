"""How well personal data is found in labelled examples: precision and recall, kind by kind.

An example is a line ``half<TAB>text`` in which every piece that points at a person stands in braces
with its kind: ``hub {phone:0899-0000-1234}``. The halves are told apart because one of them may be
looked at while a pattern is written, and the other may not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lapor import personal
from lapor.personal.kinds import BY_PROGRAM, Kind

EXAMPLES = Path(__file__).with_name("examples.tsv")
_LABEL = re.compile(rf"\{{({'|'.join(Kind.values)}):([^{{}}]*)\}}")
ENOUGH = 0.5
"""The share of a finding's letters and digits that must be personal for it to count as right."""

Span = tuple[Kind, int, int]


@dataclass(frozen=True)
class Example:
    """A text, and the pieces of it that point at a person."""

    half: str
    text: str
    pieces: tuple[Span, ...]


@dataclass
class Score:
    """How many pieces there were, how many were found, and how many findings were wrong."""

    pieces: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of findings that were right; 1 where nothing was found."""
        return self.right / self.findings if self.findings else 1.0

    @property
    def recall(self) -> float:
        """The share of pieces of which no letter or digit was left; 1 where there were none."""
        return self.found / self.pieces if self.pieces else 1.0


def read(lines: Iterable[str]) -> Iterator[Example]:
    """Yield the examples of a file; empty lines and those that begin with # are left out.

    Raises:
        ValueError: a line has no tab, or a brace that belongs to no kind.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        half, tab, labelled = line.rstrip("\n").partition("\t")
        text, pieces, end = "", list[Span](), 0
        for match in _LABEL.finditer(labelled):
            text += labelled[end : match.start()]
            pieces.append((Kind(match[1]), len(text), len(text) + len(match[2])))
            text += match[2]
            end = match.end()
        text += labelled[end:]
        if not tab or "{" in text or "}" in text:
            raise ValueError(f"Baris {number} tidak dapat dibaca: {line.strip()}")
        yield Example(half, text, tuple(pieces))


def measure(examples: Iterable[Example]) -> dict[str, Score]:
    """Return the score of every kind, of what the program masks by itself, and of all together.

    In the sums a piece counts as found whatever kind it was taken for: what is masked is masked.
    """
    scores = {name: Score() for name in (*Kind.values, "program", "person", "all")}
    for example in examples:
        findings = [(one.kind, one.start, one.end) for one in personal.find(example.text)]
        groups: list[tuple[str, set[Kind]]] = [(kind.value, {kind}) for kind in Kind]
        groups += [
            ("program", set(BY_PROGRAM)),
            ("person", set(Kind) - BY_PROGRAM),
            ("all", set(Kind)),
        ]
        for name, kinds in groups:
            _count(scores[name], example, findings, kinds)
    return scores


def _count(score: Score, example: Example, findings: list[Span], kinds: set[Kind]) -> None:
    text = example.text
    mine = [one for one in findings if one[0] in kinds]
    pieces = [one for one in example.pieces if one[0] in kinds]
    covered, personal_places = _places(text, mine), _places(text, pieces)
    for piece in pieces:
        score.pieces += 1
        if _places(text, [piece]) <= covered:
            score.found += 1
        else:
            score.wrong.append(f"lewat  {text[piece[1] : piece[2]]!r} in {text!r}")
    for finding in mine:
        score.findings += 1
        places = _places(text, [finding])
        if len(places & personal_places) >= ENOUGH * len(places):
            score.right += 1
        else:
            score.wrong.append(f"keliru {text[finding[1] : finding[2]]!r} in {text!r}")


def _places(text: str, spans: Iterable[Span]) -> set[int]:
    """Return where the letters and digits of these pieces stand."""
    return {at for _, start, end in spans for at in range(start, end) if text[at].isalnum()}


def confusion(examples: Iterable[Example]) -> Counter[tuple[str, str]]:
    """Return how often a piece of one kind was taken for another."""
    pairs: Counter[tuple[str, str]] = Counter()
    for example in examples:
        for one in personal.find(example.text):
            for kind, start, end in example.pieces:
                if one.kind != kind and one.start < end and start < one.end:
                    pairs[kind.value, one.kind.value] += 1
    return pairs
