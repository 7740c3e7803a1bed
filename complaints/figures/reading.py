"""Reading the sums: of a period, of some agencies, by day, month or any dimension.

A question is answered from the coarsest cells that fit it: whole years, whole months, days. What
has no cells (three dimensions at once, single days of a category) is added up from how the
reports of that slice stand, which an index bounds. Deltas that wait to be folded are always
counted, so a figure is exact at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from complaints.figures.folding import BY_DAY, COLUMNS, CUTS, EDGES, SPREAD, STEPS, SUMS, number_of
from complaints.models.figures import BUCKETS, DIMENSIONS, MEASURES, Grain

Sums = Counter[str]
Key = Any
START = "start"


@dataclass(frozen=True)
class Slice:
    """Of which reports figures are asked; every part narrows them.

    Attributes:
        first: first day on which they were received, in the town's zone.
        last: last day, included.
        lead: ids of the agencies that lead them; None for all, also for those of no agency.
        category: id of the category.
        region: ids of the kelurahan (of one or of a whole kecamatan).
        channel: the door.
        klass: the class under which they are counted.

    In ``lead``, ``category`` and ``region`` a None stands for the reports that have none.
    """

    first: date
    last: date
    lead: tuple[int | None, ...] | None = None
    category: tuple[int | None, ...] | None = None
    region: tuple[int | None, ...] | None = None
    channel: tuple[str, ...] | None = None
    klass: tuple[str, ...] | None = None

    @property
    def fixed(self) -> tuple[str, ...]:
        """The dimensions that are narrowed."""
        return tuple(name for name in DIMENSIONS if getattr(self, name) is not None)

    def of(self, **parts: Any) -> Slice:
        """Return this slice narrowed further, or over another time."""
        return replace(self, **parts)


class Tile(NamedTuple):
    """A stretch of time that cells of one grain cover whole."""

    grain: Grain
    first: date
    last: date


@dataclass
class Times:
    """How long a step took, in bins of working time."""

    bins: Counter[int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """Of how many reports it is known."""
        return sum(self.bins.values())

    def quantile(self, share: float) -> int | None:
        """Return within how many working minutes that share of them was done.

        The end of the bin in which the nearest rank lies; the last bin has only its beginning.
        None when it is known of no report.
        """
        rank, seen = max(1, -int(-self.count * share // 1)), 0
        for bin_number in sorted(self.bins):
            seen += self.bins[bin_number]
            if self.bins[bin_number] and seen >= rank:
                return int(EDGES[min(bin_number, len(EDGES) - 1)])
        return None


def total(asked: Slice, *names: str) -> Sums:
    """Return the sums of a slice.

    Args:
        asked: of which reports.
        names: which sums (``folding.SUMS``); all of them without.
    """
    return table(asked, *names).get((), Counter())


def table(asked: Slice, *names: str, by: Sequence[str] = ()) -> dict[Key, Sums]:
    """Return the sums of a slice for each value of some dimensions.

    Args:
        asked: of which reports.
        names: which sums; all of them without.
        by: dimensions to keep apart.

    Returns:
        Sums by value: the value itself for one dimension, a tuple for several or none.
    """
    return _sums(asked, names or SUMS, by, tiles(asked.first, asked.last))


def over(asked: Slice, spans: Sequence[tuple[date, date]], *names: str) -> list[Sums]:
    """Return the sums of a slice over each of some stretches of days, in one question.

    Args:
        asked: of which reports; its own time does not matter.
        spans: first and last day of each; one that ends before it begins has nothing.
        names: which sums; all of them without.
    """
    found: list[Sums] = [Counter() for _ in spans]
    questions, values = [], []
    for number, (first, last) in enumerate(spans):
        if first <= last:
            query, some = _question(asked, names or SUMS, (), tiles(first, last))
            questions.append(f"SELECT {number} AS span, parts.* FROM ({query}) AS parts")
            values += some
    if questions:
        rows = _collected(" UNION ALL ".join(questions), values, ("span",), names or SUMS)
        for number, sums in rows.items():
            found[number] = sums
    return found


def series(
    asked: Slice, grain: Grain, *names: str, by: Sequence[str] = ()
) -> dict[date, dict[Key, Sums]]:
    """Return the sums of a slice over time: by first day of each year or month, or by day.

    Args:
        asked: of which reports; from the first day of a month or year to the last of one.
        grain: how long each step is.
        names: which sums; all of them without.
        by: dimensions to keep apart.
    """
    whole = [Tile(grain, asked.first, asked.last)]
    found: dict[date, dict[Key, Sums]] = {}
    for (start, *key), sums in _sums(asked, names or SUMS, (START, *by), whole, split=True).items():
        found.setdefault(start, {})[_key(key)] = sums
    return found


def times(asked: Slice, *, by: Sequence[str] = ()) -> dict[Key, dict[str, Times]]:
    """Return how long each step took (``folding.STEPS``) for each value of some dimensions."""
    found: dict[Key, dict[str, Times]] = {}
    for key, what, value, amount in _spread(asked, tuple(STEPS), by):
        steps = found.setdefault(key, {step: Times() for step in STEPS})
        steps[what].bins[int(value)] += amount
    return found


def archived(asked: Slice) -> Counter[str]:
    """Return how many reports were archived for which reason."""
    found: Counter[str] = Counter()
    for _, _, reason, amount in _spread(asked, ("reason",), ()):
        found[reason] += amount
    return found


def first_day() -> date | None:
    """Return the day of the oldest report in the figures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(day) FROM complaints_standing")
        found: date | None = cursor.fetchone()[0]
    return found


def tiles(first: date, last: date) -> list[Tile]:
    """Return the years, months and days that make up a period, the longest that fit."""
    found: list[Tile] = []
    day = first
    while day <= last:
        step = next(step for step in _steps_from(day) if step.last <= last)
        before = found[-1] if found else None
        if before is not None and before.grain == step.grain:
            found[-1] = before._replace(last=step.last)
        else:
            found.append(step)
        day = step.last + timedelta(days=1)
    return found


def _steps_from(day: date) -> Iterator[Tile]:
    if day.day == 1 and day.month == 1:
        yield Tile(Grain.YEAR, day, date(day.year, 12, 31))
    if day.day == 1:
        yield Tile(Grain.MONTH, day, (day + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    yield Tile(Grain.DAY, day, day)


# -- the questions in SQL -------------------------------------------------------------------


def _key(values: Sequence[Any]) -> Key:
    return values[0] if len(values) == 1 else tuple(values)


def _column(name: str) -> str:
    return COLUMNS[DIMENSIONS.index(name)] if name in DIMENSIONS else name


def _narrow(asked: Slice) -> tuple[str, list[Any]]:
    """Return the condition of a slice but for its time."""
    parts, values = ["TRUE"], []
    for name in asked.fixed:
        column, wanted = _column(name), getattr(asked, name)
        empty = f" OR {column} IS NULL" if None in wanted else ""
        parts.append(f"({column} = ANY(%s){empty})")
        values.append([value for value in wanted if value is not None])
    return " AND ".join(parts), values


def _sums(
    asked: Slice,
    names: Sequence[str],
    by: Sequence[str],
    over: Sequence[Tile],
    *,
    split: bool = False,
) -> dict[Key, Sums]:
    if asked.last < asked.first:
        return {}
    query, values = _question(asked, names, by, over)
    return _collected(query, values, by, names, split=split)


def _question(
    asked: Slice, names: Sequence[str], by: Sequence[str], over: Sequence[Tile]
) -> tuple[str, list[Any]]:
    kept = [name for name in by if name != START]
    cut = number_of((*asked.fixed, *kept))
    sources: list[tuple[str, list[Any]]] = []
    for tile in over:
        if cut in CUTS and (tile.grain > Grain.DAY or cut in BY_DAY):
            sources += [_cells(asked, cut, tile, names, by), *_waiting(asked, tile, names, by)]
        else:
            sources += _standings(asked, tile, names, by)
    keys = [_column(name) for name in by]
    columns = ", ".join([*keys, *(f"sum({name})" for name in names)])
    query = f"SELECT {columns} FROM ({' UNION ALL '.join(sql for sql, _ in sources)}) AS parts"
    if keys:
        query += f" GROUP BY {', '.join(keys)}"
    return query, [value for _, values in sources for value in values]


def _collected(
    query: str,
    values: list[Any],
    by: Sequence[str],
    names: Sequence[str],
    *,
    split: bool = False,
) -> dict[Key, Sums]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchall()
    width = len(by)
    found = {}
    for row in rows:
        sums = Counter(
            {name: number for name, number in zip(names, row[width:], strict=True) if number}
        )
        if sums:
            found[tuple(row[:width]) if split else _key(row[:width])] = sums
    return found


def _cells(
    asked: Slice, cut: int, tile: Tile, names: Sequence[str], by: Sequence[str]
) -> tuple[str, list[Any]]:
    where, values = _narrow(asked)
    columns = ", ".join([*map(_column, by), *names])
    sql = (
        f"SELECT {columns} FROM complaints_figure"
        f" WHERE cut = %s AND grain = %s AND start BETWEEN %s AND %s AND {where}"
    )
    return sql, [cut, int(tile.grain), tile.first, tile.last, *values]


def _waiting(
    asked: Slice, tile: Tile, names: Sequence[str], by: Sequence[str]
) -> list[tuple[str, list[Any]]]:
    return _single(asked, tile, names, by, source="complaints_figuredelta", amount="amount")


def _standings(
    asked: Slice, tile: Tile, names: Sequence[str], by: Sequence[str]
) -> list[tuple[str, list[Any]]]:
    return _single(asked, tile, names, by, source="complaints_standing", amount="1")


def _single(
    asked: Slice, tile: Tile, names: Sequence[str], by: Sequence[str], *, source: str, amount: str
) -> list[tuple[str, list[Any]]]:
    """Return the questions that add up rows of single reports: by receipt, and those closed."""
    where, values = _narrow(asked)
    questions = []
    for day, expressions in (("day", _received(amount)), ("closed_on", {"closed": amount})):
        if not expressions.keys() & set(names):
            continue
        step = {Grain.DAY: day, Grain.MONTH: f"date_trunc('month', {day})::date"}.get(
            tile.grain, f"date_trunc('year', {day})::date"
        )
        keys = [f"{step} AS start" if name == START else _column(name) for name in by]
        columns = ", ".join([*keys, *(f"{expressions.get(name, '0')} AS {name}" for name in names)])
        sql = f"SELECT {columns} FROM {source} WHERE {day} BETWEEN %s AND %s AND {where}"
        questions.append((sql, [tile.first, tile.last, *values]))
    return questions


def _received(amount: str) -> Mapping[str, str]:
    states = {f"at_{state}": f"{amount} * (bucket = '{state}')::int" for state in BUCKETS}
    return {"received": amount} | states | {name: f"{amount} * {name}" for name in MEASURES}


def _spread(
    asked: Slice, what: Sequence[str], by: Sequence[str]
) -> Iterable[tuple[Key, str, str, int]]:
    if asked.last < asked.first:
        return []
    cut = number_of((*asked.fixed, *by))
    where, narrow = _narrow(asked)
    keys = [_column(name) for name in by]
    columns = ", ".join([*keys, "what", "value", "amount"])
    parts: list[str] = []
    values: list[Any] = []
    for tile in tiles(asked.first, asked.last):
        if cut in SPREAD and tile.grain > Grain.DAY:
            parts.append(
                f"SELECT {columns} FROM complaints_figurespread WHERE cut = %s AND grain = %s"
                f" AND start BETWEEN %s AND %s AND what = ANY(%s) AND {where}"
            )
            values += [cut, int(tile.grain), tile.first, tile.last, list(what), *narrow]
            sources = [("complaints_figuredelta", "amount")]
        else:
            sources = [("complaints_standing", "1")]
        for source, amount in sources:
            parts.append(
                f"SELECT {', '.join([*keys, 'what', 'value'])}, {amount} AS amount FROM {source}"
                f" CROSS JOIN LATERAL (VALUES {_values(what)}) AS spread (what, value)"
                f" WHERE value IS NOT NULL AND day BETWEEN %s AND %s AND {where}"
            )
            values += [tile.first, tile.last, *narrow]
    group = ", ".join([*keys, "what", "value"])
    query = f"SELECT {group}, sum(amount) FROM ({' UNION ALL '.join(parts)}) AS p GROUP BY {group}"
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [(_key(row[: len(by)]), *row[len(by) :]) for row in cursor.fetchall() if row[-1]]


def _values(what: Sequence[str]) -> str:
    edges = "ARRAY[" + ", ".join(map(str, EDGES)) + "]"
    return ", ".join(
        f"('{one}', width_bucket({STEPS[one]}, {edges})::text)"
        if one in STEPS
        else f"('{one}', nullif({one}, ''))"
        for one in what
    )
