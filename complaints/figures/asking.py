"""The questions to the sums in SQL: from the coarsest cells that fit, else from the standings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from complaints.figures.cuts import (
    COLUMN_OF,
    SPREAD,
    SUMMED,
    Sums,
    cuts_of,
    number_of,
    start_of,
    values_of,
)
from complaints.figures.slices import Slice, Tile, tiles
from complaints.models.figures import BUCKETS, MEASURES, Grain
from complaints.states import OPEN

Key = Any
"""The values by which rows are kept apart: one itself, several or none as a tuple."""
START, SPAN = "start", "span"
OPEN_ONLY = {*(f"at_{state}" for state in OPEN), "late"}
"""Sums to which only open reports add."""
_OPEN_STATES = ", ".join(f"'{state}'" for state in OPEN)
Part = tuple[str, list[Any]]
"""A part of a question, with its values."""
Placed = tuple[int, Tile]
"""A stretch of time, with the number of the span that it belongs to."""


def key_of(values: Sequence[Any]) -> Key:
    """Return the key of a row with these values."""
    return values[0] if len(values) == 1 else tuple(values)


def _column(name: str) -> str:
    return COLUMN_OF.get(name, name)


def _narrow(asked: Slice) -> Part:
    """Return the condition of a slice but for its time."""
    parts, values = ["TRUE"], []
    for name in asked.fixed:
        column, wanted = _column(name), getattr(asked, name)
        empty = f" OR {column} IS NULL" if None in wanted else ""
        parts.append(f"({column} = ANY(%s){empty})")
        values.append([value for value in wanted if value is not None])
    return " AND ".join(parts), values


def rows(
    asked: Slice, names: Sequence[str], by: Sequence[str], spans: Sequence[Sequence[Tile]]
) -> Iterator[tuple[Sequence[Any], Sums]]:
    """Yield the sums that are not all zero, each with its values of ``by``."""
    whole, rest = _placed(asked, by, spans, SUMMED)
    parts = _cells(asked, names, by, whole)
    for over, source, amount in _sources(whole, rest):
        parts += _single(asked, names, by, over, source=source, amount=amount)
    keys = [_column(name) for name in by]
    width = len(keys)
    for row in _asked(parts, [*keys, *(f"sum({name})" for name in names)], keys):
        sums = Counter.__new__(Counter)  # looking at what it may be given takes as long as all else
        dict.update(sums, ((name, n) for name, n in zip(names, row[width:], strict=True) if n))
        if sums:
            yield row[:width], sums


def _placed(
    asked: Slice, by: Sequence[str], spans: Sequence[Sequence[Tile]], most: dict[Grain, int]
) -> tuple[list[Placed], list[Placed]]:
    """Return the stretches that are told by cells, and those that are told by standings."""
    cut = number_of((*asked.fixed, *by))
    placed = [(number, tile) for number, parts in enumerate(spans) for tile in parts]
    summed = {grain for grain in Grain if cut in cuts_of(grain, most)}
    return (
        [one for one in placed if one[1].grain in summed],
        [one for one in placed if one[1].grain not in summed],
    )


def _asked(parts: Sequence[Part], columns: Sequence[str], keys: Sequence[str]) -> list[Any]:
    """Return the rows of a question that adds up some parts."""
    if not parts:
        return []
    query = f"SELECT {', '.join(columns)} FROM ({' UNION ALL '.join(sql for sql, _ in parts)}) p"
    if keys:
        query += f" GROUP BY {', '.join(keys)}"
    with connection.cursor() as cursor:
        cursor.execute(query, [value for _, values in parts for value in values])
        found: list[Any] = cursor.fetchall()
    return found


def _stored(
    table: str, asked: Slice, columns: str, by: Sequence[str], over: Sequence[Placed]
) -> Part:
    """Return the question to the cells of some stretches of time."""
    where, values = _narrow(asked)
    wanted = [(number, tile.grain, day) for number, tile in over for day in tile.starts]
    sql = (
        f"SELECT {columns} FROM unnest(%s::int[], %s::smallint[], %s::date[])"
        " AS wanted (span, grain, start)"
        f" JOIN complaints_{table} USING (grain, start) WHERE cut = %s AND {where}"
    )
    places = [list(one) for one in zip(*wanted, strict=True)]
    return sql, [*places, number_of((*asked.fixed, *by)), *values]


def _cells(
    asked: Slice, names: Sequence[str], by: Sequence[str], over: Sequence[Placed]
) -> list[Part]:
    columns = ", ".join([*map(_column, by), *names])
    return [_stored("figure", asked, columns, by, over)] if over else []


def _single(
    asked: Slice,
    names: Sequence[str],
    by: Sequence[str],
    over: Sequence[Placed],
    *,
    source: str,
    amount: str,
) -> Iterator[Part]:
    """Yield the questions that add up rows of single reports: by receipt, and those closed."""
    where, narrow = _narrow(asked)
    if OPEN_ONLY.issuperset(names):
        where += f" AND bucket IN ({_OPEN_STATES})"  # few of all, and an index has them
    for day, expressions in (("day", _received(amount)), ("closed_on", {"closed": amount})):
        if not expressions.keys() & set(names):
            continue
        own = {SPAN: SPAN, START: f"{start_of(over[0][1].grain, day)} AS start"}
        keys = [own.get(name) or _column(name) for name in by]
        columns = ", ".join([*keys, *(f"{expressions.get(name, '0')} AS {name}" for name in names)])
        within, values = _within(day, over)
        yield f"SELECT {columns} FROM {source} {within} AND {where}", [*values, *narrow]


def _sources(whole: list[Placed], rest: list[Placed]) -> Iterator[tuple[list[Placed], str, str]]:
    """Yield whose rows are added up one by one: where, from which table, how much each counts.

    Changes wait for all that is told by cells, and are few. Standings are asked stretch by
    stretch, so that the days of each bound what is read.
    """
    if whole:
        yield whole, "complaints_figuredelta", "amount"
    stretches: list[Placed] = []
    for number, tile in rest:
        before = stretches[-1] if stretches else None
        if before and before[0] == number and before[1].last + timedelta(days=1) == tile.first:
            stretches[-1] = number, before[1]._replace(last=tile.last)
        else:
            stretches.append((number, tile))
    for one in stretches:
        yield [one], "complaints_standing", "1"


def _within(day: str, over: Sequence[Placed]) -> Part:
    """Return the condition that a day lies in one of some stretches of time, whose span it names."""
    if len(over) == 1:
        number, tile = over[0]
        return (
            f"CROSS JOIN (VALUES ({number:d})) AS wanted (span) WHERE {day} BETWEEN %s AND %s",
            [tile.first, tile.last],
        )
    places = [[number for number, _ in over], *zip(*(tile[1:] for _, tile in over), strict=True)]
    sql = (
        "JOIN unnest(%s::int[], %s::date[], %s::date[]) AS wanted (span, since, until)"
        f" ON {day} BETWEEN since AND until WHERE TRUE"
    )
    return sql, [list(one) for one in places]


def _received(amount: str) -> Mapping[str, str]:
    states = {f"at_{state}": f"{amount} * (bucket = '{state}')::int" for state in BUCKETS}
    return {"received": amount} | states | {name: f"{amount} * {name}" for name in MEASURES}


def spread(
    asked: Slice, what: Sequence[str], by: Sequence[str]
) -> Iterator[tuple[Key, str, str, int]]:
    """Yield how often each value came: its values of ``by``, of what, the value, how often."""
    whole, rest = _placed(asked, by, [tiles(asked.first, asked.last)], SPREAD)
    where, narrow = _narrow(asked)
    keys = [_column(name) for name in by]
    group = [*keys, "what", "value"]
    columns = ", ".join(group)
    parts: list[Part] = []
    if whole:
        cells, values = _stored("figurespread", asked, f"{columns}, amount", by, whole)
        parts.append((f"{cells} AND what = ANY(%s)", [*values, list(what)]))
    for over, source, amount in _sources(whole, rest):
        within, values = _within("day", over)
        sql = (
            f"SELECT {columns}, {amount} AS amount FROM {source}"
            f" CROSS JOIN LATERAL (VALUES {values_of(what)}) AS spread (what, value)"
            f" {within} AND value IS NOT NULL AND {where}"
        )
        parts.append((sql, [*values, *narrow]))
    for row in _asked(parts, [*group, "sum(amount)"], group):
        if row[-1]:
            yield key_of(row[: len(by)]), *row[len(by) :]
