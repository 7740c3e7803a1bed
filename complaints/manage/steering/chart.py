"""The weeks of routing as a drawing: one column a week, parted by what became of the suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import formats

from complaints.routed.quality import Tally

WIDTH, HEIGHT, FOOT, GAP = 720, 200, 24, 8
MOST_NAMED = 12
PARTS = (("accepted", "success"), ("changed", "warning"), ("unsure", "neutral"))


@dataclass(frozen=True)
class Piece:
    """One part of a column, in the units of the drawing."""

    x: int
    y: int
    width: int
    height: int
    tone: str


@dataclass
class Column:
    """One week: its pieces from the ground up, and its label where there is room for one."""

    middle: int
    label: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    """The whole drawing."""

    width: int
    height: int
    ground: int
    most: int
    columns: list[Column]

    @property
    def has_room(self) -> bool:
        """Whether a wide screen can name every week below its column."""
        return len(self.columns) <= MOST_NAMED

    @property
    def ends(self) -> list[str]:
        """The weeks that are named on any screen: the first, the middle and the last."""
        places = sorted({0, len(self.columns) // 2, len(self.columns) - 1}) if self.columns else []
        return [self.columns[place].label for place in places]


def drawn(weeks: Sequence[tuple[date, Tally]]) -> Chart:
    """Return the drawing of ``weeks``; heights are rounded so that the parts add up."""
    most = max((tally.total for _, tally in weeks), default=0)
    step = WIDTH // max(1, len(weeks))
    ground = HEIGHT - FOOT
    columns = []
    for place, (monday, tally) in enumerate(weeks):
        column = Column(place * step + step // 2, formats.date_format(monday, "j M"))
        below = 0
        for name, tone in PARTS:
            above = below + getattr(tally, name)
            bottom, top = (_y(amount, most, ground) for amount in (below, above))
            if bottom > top:
                column.pieces.append(
                    Piece(place * step + GAP // 2, top, step - GAP, bottom - top, tone)
                )
            below = above
        columns.append(column)
    return Chart(WIDTH, HEIGHT, ground, most, columns)


def _y(amount: int, most: int, ground: int) -> int:
    return ground - (round(ground * amount / most) if most else 0)
