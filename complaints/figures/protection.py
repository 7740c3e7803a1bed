"""Small numbers stay hidden where a person could be guessed; pure, knows no report.

A count from 1 to 9 is told as *kurang dari 10*. Where a row adds up to a total that is shown, more
of its cells are hidden, until everything shown agrees with every number from 1 to 9 in each small
cell. A zero may be shown. Law: workflow.md, *Who sees what*; docs/decisions/0043.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from complaints.fields import number

FEW = 10
"""Below this a count is not told."""
MOST_OF_FEW = FEW - 1


class Mark(Enum):
    """What is told instead of a number."""

    FEW = "kurang dari 10"
    HIDDEN = "tidak ditampilkan"


@dataclass(frozen=True)
class Cell:
    """One public number: its value, or the reason why it is not told."""

    value: int | None
    mark: Mark | None = None

    @property
    def words(self) -> str:
        """What people read."""
        return (
            number(self.value) if self.value is not None else self.mark.value if self.mark else ""
        )

    @property
    def is_shown(self) -> bool:
        """Whether the number is told."""
        return self.value is not None


HIDDEN = Cell(None, Mark.HIDDEN)
SMALL = Cell(None, Mark.FEW)


def cell(value: int) -> Cell:
    """Return a number that stands alone: in no row whose total is shown."""
    return SMALL if 0 < value < FEW else Cell(value)


def row(values: Sequence[int], *, closed: Collection[int] = ()) -> list[Cell]:
    """Return the cells of a row whose total is shown.

    Args:
        values: the numbers of the row, none below 0.
        closed: places that are hidden whatever they hold, and of which nothing else is known.

    Returns:
        A cell for each number. Hidden in addition are the next larger ones to the right of the
        first hidden one, going round: by their place and not by their size, because a choice by size
        would tell of it. Where that is not enough, nothing of the row is told.
    """
    hidden = {
        place: HIDDEN if place in closed else SMALL
        for place, value in enumerate(values)
        if place in closed or 0 < value < FEW
    }
    candidates = _after(hidden, values)
    while not _is_safe(values, hidden, closed):
        place = next(candidates, None)
        if place is None:
            return [HIDDEN] * len(values)
        hidden[place] = HIDDEN
    return [hidden.get(place, Cell(value)) for place, value in enumerate(values)]


def part(values: Sequence[int], whole: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a row of parts, such as *selesai*, beside the row of what they are part of.

    Args:
        values: how many of each cell of ``whole``; their total is shown.
        whole: the row as :func:`row` gave it; where it tells nothing, neither does this.
    """
    return row(values, closed={place for place, one in enumerate(whole) if not one.is_shown})


def _after(hidden: Mapping[int, Cell], values: Sequence[int]) -> Iterator[int]:
    """Yield the places that may be hidden besides, from the first hidden one onwards."""
    start = min(hidden, default=0)
    for step in range(len(values)):
        place = (start + step) % len(values)
        if place not in hidden and values[place] >= FEW:
            yield place


def _is_safe(values: Sequence[int], hidden: Mapping[int, Cell], closed: Collection[int]) -> bool:
    """Whether each small cell may still be anything from 1 to 9 for who knows all that is shown.

    The rest is the total less what is shown. Of it each small cell has 1 to 9, each that was hidden
    besides at least 10, each closed one anything.
    """
    rest = sum(values[place] for place in hidden)
    small = sum(one is SMALL for one in hidden.values())
    anything = sum(place in hidden for place in closed)
    besides = len(hidden) - small - anything
    if rest < FEW or not small:
        return not rest or (rest >= FEW and len(hidden) > 1)
    most = rest - (small - 1) - FEW * besides
    least = 1 if besides or anything else rest - MOST_OF_FEW * (small - 1)
    return most >= MOST_OF_FEW and least <= 1
