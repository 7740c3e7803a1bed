"""The index of the public-service survey (*indeks kepuasan masyarakat*), pure: PermenPANRB 14/2017.

Every question weighs the same. The mean of its marks times the weight is the *nilai rata-rata
tertimbang*; their sum times 25 is the index, which has a letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from complaints.figures.cuts import Sums
from complaints.models.figures import SURVEYED
from complaints.models.survey import QUESTIONS

WEIGHT = 1 / len(QUESTIONS)
SCALE = 25
FEWEST = 10
"""With fewer who filled it in, an index says little and a person could be guessed."""


class Quality(NamedTuple):
    """A letter, what it says, and the lowest index that has it."""

    letter: str
    words: str
    lowest: float


QUALITIES = (
    Quality("A", "sangat baik", 88.31),
    Quality("B", "baik", 76.61),
    Quality("C", "kurang baik", 65.00),
    Quality("D", "tidak baik", 25.00),
)


@dataclass(frozen=True)
class Answered:
    """One question: the mean of its marks, and that weighted."""

    question: str
    mean: float

    @property
    def weighted(self) -> float:
        """The *nilai rata-rata tertimbang*."""
        return self.mean * WEIGHT

    @property
    def index(self) -> float:
        """The question alone from 25 to 100."""
        return self.mean * SCALE


@dataclass(frozen=True)
class Index:
    """The index of some reports, and of how many reporters."""

    people: int
    questions: tuple[Answered, ...]

    @classmethod
    def of(cls, sums: Sums) -> Index | None:
        """Return the index of sums; None when nobody filled in the survey."""
        people = sums["surveyed"]
        if not people:
            return None
        means = (
            (words, sums[name] / people)
            for name, words in zip(SURVEYED, QUESTIONS.values(), strict=True)
        )
        return cls(people, tuple(Answered(words, mean) for words, mean in means))

    @property
    def value(self) -> float:
        """The index, from 25 to 100."""
        return sum(one.weighted for one in self.questions) * SCALE

    @property
    def quality(self) -> Quality:
        """Its letter; of an index rounded to two decimals, as it is published."""
        return quality_of(self.value)

    @property
    def is_few(self) -> bool:
        """Whether too few filled it in to say much."""
        return self.people < FEWEST


def quality_of(value: float) -> Quality:
    """Return the letter of an index from 25 to 100."""
    shown = round(value, 2)
    return next((one for one in QUALITIES if shown >= one.lowest), QUALITIES[-1])
