"""Everything that stands in a report of a period, as plain values: what is frozen, set and written.

Nothing here reads the database. A value is what :meth:`Figure.value` returned, so it has the same
digits as on the dashboard; words are made of it when the report is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from complaints.insights import telling
from complaints.insights.figure import Figure, Unit

Value = float | None
VERSION = 1
"""Raised when the shape of a frozen report changes; older ones must still be read."""


@dataclass(frozen=True)
class Line:
    """One figure, beside what it was in the period before and a year before.

    Attributes:
        code: its name in files and addresses.
        name: what people read.
        unit: in what it is told (``figure.Unit``).
        now: its value.
        before: that of the period before.
        year_before: that of the same period a year before.
    """

    code: str
    name: str
    unit: str
    now: Value
    before: Value
    year_before: Value

    @property
    def words(self) -> tuple[str, str, str]:
        """The three values in words."""
        return (
            told(self.unit, self.now),
            told(self.unit, self.before),
            told(self.unit, self.year_before),
        )

    @property
    def change(self) -> str:
        """How it moved since the period before, in words."""
        return telling.change(_figure(self.unit), self.now, self.before)


@dataclass(frozen=True)
class Group:
    """Figures that belong together, with a sentence of what they say."""

    code: str
    title: str
    says: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its name and unit."""

    name: str
    unit: str


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, what stands beside that (a kecamatan), and its values."""

    name: str
    beside: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """Figures by agency, category, kelurahan …

    Attributes:
        code: its name.
        title: its heading.
        head: what the rows are.
        beside: what stands beside that; empty for nothing.
        says: what it shows, in one sentence.
        columns: its columns.
        rows: its rows, the fullest first.
        total: the values of all reports together; empty where rows do not add up.
    """

    code: str
    title: str
    head: str
    beside: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Case:
    """A public report that deserves to be read; only words that everybody may read.

    Attributes:
        rule: why it was chosen.
        code: its ticket.
        title: its public title.
        text: its public text, perhaps cut.
        facts: agency, kelurahan, day and what became of it, in words.
    """

    rule: str
    code: str
    title: str
    text: str
    facts: str


@dataclass(frozen=True)
class Method:
    """How a figure is counted, and what it does not say."""

    name: str
    unit: str
    formula: str
    hides: str


@dataclass(frozen=True)
class Contents:
    """One report of a period, whole.

    Attributes:
        town: the name of the town.
        whose: of whom it tells.
        code: the period's name in files.
        period: the period in words.
        first: its first day (ISO).
        last: its last day.
        until: the last day that counts; earlier than ``last`` while the period runs.
        as_of: the moment of the figures (ISO).
        before: the period before, in words.
        year_before: the same period a year before.
        sentence: the sentence that the town publishes.
        groups: figures beside earlier ones.
        states: reports by state.
        trend: reports by month or day.
        tables: by agency, category, kelurahan, door, class, and why archived.
        cases: notable public reports.
        method: how everything is counted.
    """

    town: str
    whose: str
    code: str
    period: str
    first: str
    last: str
    until: str
    as_of: str
    before: str
    year_before: str
    sentence: str
    groups: tuple[Group, ...]
    states: Table
    trend: Table
    tables: tuple[Table, ...]
    method: tuple[Method, ...]
    cases: tuple[Case, ...] = ()
    version: int = VERSION

    @property
    def compared(self) -> tuple[str, ...]:
        """The earlier periods beside this one; of a year both are the same."""
        return tuple(dict.fromkeys((self.before, self.year_before)))

    @property
    def lines(self) -> dict[str, Line]:
        """All figures by their code."""
        return {line.code: line for group in self.groups for line in group.lines}

    def table(self, code: str) -> Table:
        """Return a table by its name."""
        return next(one for one in (self.states, self.trend, *self.tables) if one.code == code)

    def frozen(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return it as JSON: what is never changed, and the cases, whose words may be erased."""
        return asdict(replace(self, cases=())), [asdict(case) for case in self.cases]


def thawed(frozen: dict[str, Any], cases: Iterable[dict[str, Any]]) -> Contents:
    """Return the report that :meth:`Contents.frozen` gave."""
    parts = {
        **frozen,
        "groups": tuple(
            Group(**{**one, "lines": tuple(Line(**line) for line in one["lines"])})
            for one in frozen["groups"]
        ),
        "states": _table(frozen["states"]),
        "trend": _table(frozen["trend"]),
        "tables": tuple(_table(one) for one in frozen["tables"]),
        "method": tuple(Method(**one) for one in frozen["method"]),
        "cases": tuple(Case(**one) for one in cases),
    }
    return Contents(**parts)


def told(unit: str, value: Value) -> str:
    """Return a value in the words that every page has for it."""
    return telling.told(_figure(unit), value)


def _figure(unit: str) -> Figure:
    return Figure("", "", "", "", unit=Unit(unit))


def _table(one: dict[str, Any]) -> Table:
    return Table(
        **{
            **one,
            "columns": tuple(Column(**column) for column in one["columns"]),
            "rows": tuple(Row(**{**row, "values": tuple(row["values"])}) for row in one["rows"]),
            "total": tuple(one["total"]),
        }
    )
