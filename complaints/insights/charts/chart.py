"""A chart is a table with a title and a sentence; a picture is only one way to read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.utils.safestring import SafeString

from complaints.fields import number

WHOLE = 100


class Kind(Enum):
    """How a chart is drawn."""

    BARS = "bars"
    LINES = "lines"
    MAP = "map"
    TABLE = "table"


@dataclass(frozen=True)
class Cell:
    """One number: as it is read, as it is (for files), and the list behind it."""

    words: str
    value: float | str | None = None
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a chart.

    Attributes:
        label: what it is of.
        cells: its numbers, the drawn one first.
        url: where more of it is told.
        tone: the colour of its bar.
        note: what is said beside the label.
        at: latitude and longitude, on a map.
        group: what it belongs to, such as the kecamatan of a kelurahan.
        spark: a small drawing in the row.
    """

    label: str
    cells: tuple[Cell, ...]
    url: str = ""
    tone: str = "info"
    note: str = ""
    at: tuple[float, float] | None = None
    group: str = ""
    spark: SafeString | str = ""

    @property
    def first(self) -> float:
        """The number that is drawn."""
        value = self.cells[0].value
        return value if isinstance(value, int | float) else 0


@dataclass(frozen=True)
class Chart:
    """A table with a title, a sentence that says what it shows, and how it is drawn.

    Attributes:
        code: its name in addresses and files.
        title: what it is of.
        sentence: what it shows, in one sentence.
        heads: headings of the columns, that of the labels first.
        lines: its rows.
        kind: how it is drawn.
        note: what must be known to read it right.
        shown: how many rows are shown at once; the others are folded away.
        spark: heading of the small drawings, if the rows have any.
        grouped: whether the groups of the rows have headings.
        texts: which of the columns hold words; on a page they stand below the row.
        whole: what the longest possible bar stands for; by itself, the largest number.
    """

    code: str
    title: str
    sentence: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    kind: Kind = Kind.BARS
    note: str = ""
    shown: int = 100
    spark: str = ""
    grouped: bool = False
    texts: tuple[int, ...] = ()
    whole: float = 0

    def is_text(self, column: int) -> bool:
        """Whether a column of numbers holds words instead."""
        return column in self.texts

    @property
    def columns(self) -> list[str]:
        """The headings of the columns of numbers."""
        return [head for i, head in enumerate(self.heads[1:]) if not self.is_text(i)]

    @property
    def files(self) -> tuple[str, ...]:
        """The kinds of file that it can be taken along as."""
        return ("csv",) if self.kind is Kind.TABLE else ("png", "svg", "csv")

    @property
    def most(self) -> float:
        """The largest number that is drawn."""
        return max((line.first for line in self.lines), default=0)

    @property
    def bars(self) -> list[tuple[Line, float]]:
        """The rows with the length of their bars in percent."""
        most = self.whole or self.most
        return [(line, WHOLE * line.first / most if most else 0) for line in self.lines]

    @property
    def all_rows(self) -> SafeString:
        """All rows of its table."""
        return self._rows(self.bars)

    @property
    def first_rows(self) -> SafeString:
        """The rows that are shown at once."""
        return self._rows(self.bars[: self.shown])

    @property
    def other_rows(self) -> SafeString:
        """The rows that are folded away."""
        return self._rows(self.bars[self.shown :])

    @property
    def others(self) -> int:
        """How many rows are folded away."""
        return max(0, len(self.lines) - self.shown)

    def _rows(self, bars: list[tuple[Line, float]]) -> SafeString:
        from complaints.insights.charts import table  # noqa: PLC0415  (it draws charts)

        return table.rows(self, bars)

    @property
    def has_bars(self) -> bool:
        """Whether its table draws the first number of each row."""
        return self.kind is Kind.BARS

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(
            isinstance(cell.value, int | float) and cell.value
            for line in self.lines
            for cell in line.cells
        )

    @property
    def drawing(self) -> SafeString:
        """The picture, for the page."""
        from complaints.insights.charts import drawing  # noqa: PLC0415  (it draws charts)

        return drawing.on_page(self)


def count_cell(value: int, url: str = "", tone: str = "") -> Cell:
    """Return a cell of a number of reports; a link only where there are any."""
    return Cell(number(value), value, url if value else "", tone if value else "")
