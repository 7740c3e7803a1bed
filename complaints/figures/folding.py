"""Adding appended changes to the sums, and making all sums anew from how every report stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from complaints.figures.cuts import (
    COLUMN_OF,
    COLUMNS,
    CUTS,
    IN_STATES,
    REASON,
    SPREAD,
    STEPS,
    SUMMED,
    SUMS,
    cuts_of,
    number_of,
    start_of,
    values_of,
)
from complaints.models.figures import BUCKETS, DIMENSIONS, MEASURES, Grain

AT_ONCE = 20_000
LOCK = 0x4649_4755
"""Only one may fold at a time: two would wait for each other's cells."""
SHOWN = 20
"""How many cells of a span are named that are off."""


class Span(NamedTuple):
    """A month with its days, or a year, whose cells are looked at together."""

    grain: Grain
    first: date
    last: date


def fold() -> int:
    """Move some of the appended changes into the sums; return how many were folded.

    Each row is deleted and added in one transaction, so a figure is exact at any moment.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_FOLD, [AT_ONCE])
        return int(cursor.fetchone()[0])


def fold_all() -> int:
    """Fold until nothing is left; return how many changes there were."""
    total = 0
    while folded := fold():
        total += folded
    return total


def flaws() -> list[str]:
    """Return where the sums differ from how the reports stand, some in words; none when all is well.

    Month by month, then year by year; each statement sees one moment, so verbs may go on.
    """
    return [flaw for span in spans() for flaw in flaws_of(span)]


def flaws_of(span: Span) -> list[str]:
    """Return where the sums of a month, or of a year against its months, are off."""
    found = []
    with connection.cursor() as cursor:
        for table, missing in _missing_of(span):
            query = f"SELECT to_jsonb(rows)::text FROM ({missing} LIMIT {SHOWN}) AS rows"
            cursor.execute(query, span._asdict())
            found += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    return found


def mend() -> None:
    """Add to the sums what they lack of how the reports stand, or take away what is too much.

    From empty sums this makes them all. Verbs may go on meanwhile, as for :func:`flaws`.
    """
    for span in spans():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            for table, missing in _missing_of(span):
                cursor.execute(_ADDED[table](missing), span._asdict())


def lacks_sums() -> bool:
    """Whether reports are counted and a cut has no sum yet: of a town from before there was one."""
    cuts = [(grain, cut) for grain in Grain for cut in cuts_of(grain, SUMMED)]
    grains, numbers = zip(*cuts, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_LACKS, [list(grains), list(numbers)])
        return bool(cursor.fetchone()[0])


def spans() -> list[Span]:
    """Return the months in which anything is counted, then the years."""
    with connection.cursor() as cursor:
        cursor.execute(_FROM_TO)
        first, last = cursor.fetchone()
    if first is None:
        return []
    months, day = [], first.replace(day=1)
    while day <= last:
        following = (day + timedelta(days=31)).replace(day=1)
        months.append(Span(Grain.MONTH, day, following - timedelta(days=1)))
        day = following
    years = range(first.year, last.year + 1)
    return months + [Span(Grain.YEAR, date(y, 1, 1), date(y, 12, 31)) for y in years]


def _missing_of(span: Span) -> list[tuple[str, str]]:
    """Return for each table the statements that say by how much its cells of a span fall short."""
    short = _SHORT_YEARS if span.grain == Grain.YEAR else _SHORT_MONTHS
    return [(table, query) for table, queries in short.items() for query in queries]


def _list(names: Iterable[object], template: str = "{}") -> str:
    return ", ".join(template.format(name) for name in names)


class _Layer(NamedTuple):
    """Some cuts of one grain: what one statement fills."""

    grain: Grain
    cuts: tuple[int, ...]


def _layers(most: dict[Grain, int], *grains: Grain) -> list[_Layer]:
    return [_Layer(grain, cuts_of(grain, most)) for grain in grains]


def _fine(most: dict[Grain, int]) -> _Layer:
    """Return what years keep apart and months do not."""
    months = cuts_of(Grain.MONTH, most)
    return _Layer(Grain.YEAR, tuple(set(cuts_of(Grain.YEAR, most)).difference(months)))


_KEY = f"cut, grain, start, {_list(COLUMNS)}"
_TOWN = number_of(())
_BY_CUT = f"GROUPING({_list(COLUMNS)}) AS cut"


def _keys(layer: _Layer) -> str:
    """SQL: what ``_KEY`` names; the whole town alone has nothing by which ``GROUPING`` could go."""
    stretch = f"{layer.grain:d}::smallint AS grain, start"
    if layer.cuts == (_TOWN,):
        return f"{_TOWN} AS cut, {stretch}, {_list(_NOTHING)}"
    return f"{_BY_CUT}, {stretch}, {_list(COLUMNS)}"


_NOTHING = [f"NULL::{'varchar' if name in DIMENSIONS else 'bigint'} AS {name}" for name in COLUMNS]


def _sets(layer: _Layer, *also: str) -> str:
    """SQL: the grouping sets of the cuts of a layer."""
    return _list(
        (
            "".join(f", {COLUMN_OF[name]}" for axis in CUTS[number] for name in axis)
            for number in layer.cuts
        ),
        f"({', '.join(('start', *also))}{{}})",
    )


def _cells(source: str, layers: Iterable[_Layer], within: str = "TRUE") -> str:
    """SQL: the sums over rows of ``source`` with an ``amount``, in the cells of some layers.

    What was received and what was closed come as rows apart; ``within`` narrows their day ``at``.
    """
    states = _list(BUCKETS, "coalesce(sum(amount) FILTER (WHERE bucket = '{0}'), 0) AS at_{0}")
    marks = _list(MEASURES, "sum(amount * {0}) AS {0}")
    received = f"sum(amount) AS received, 0 AS closed, {states}, {marks}"
    closed = f"0 AS received, sum(amount) AS closed, {_list((*IN_STATES, *MEASURES), '0 AS {0}')}"
    return " UNION ALL ".join(
        f"""
        SELECT {_keys(layer)}, {sums}
          FROM (SELECT *, {day} AS at, {start_of(layer.grain, day)} AS start FROM {source}) moved
         WHERE at IS NOT NULL AND {within}
         GROUP BY GROUPING SETS ({_sets(layer)})
        """
        for layer in layers
        for day, sums in (("day", received), ("closed_on", closed))
    )


def _sums(source: str) -> str:
    """SQL: the same for all layers, with one row for each cell."""
    sums = _list(SUMS, "sum({0}) AS {0}")
    return f"SELECT {_KEY}, {sums} FROM ({_cells(source, _layers(SUMMED, *Grain))}) parts GROUP BY {_KEY}"


def _spreads(source: str, layers: Iterable[_Layer], within: str = "TRUE") -> str:
    """SQL: how often each bin of working time and each reason came, in the cells of some layers."""
    return " UNION ALL ".join(
        f"""
        SELECT {_keys(layer)}, what, value, sum(amount) AS amount
          FROM (SELECT *, day AS at, {start_of(layer.grain, "day")} AS start FROM {source}) moved
         CROSS JOIN LATERAL (VALUES {values_of((*STEPS, REASON))}) spread (what, value)
         WHERE value IS NOT NULL AND {within}
         GROUP BY GROUPING SETS ({_sets(layer, "what", "value")})
        """
        for layer in layers
    )


def _add(table: str, rows: str, also: str, amounts: Iterable[str]) -> str:
    added = _list(amounts, f"{{0}} = complaints_{table}.{{0}} + EXCLUDED.{{0}}")
    names = f"{_KEY}, {also}{_list(amounts)}"
    return f"""
        INSERT INTO complaints_{table} ({names})
        SELECT {names} FROM ({rows}) AS rows
        ON CONFLICT ({_KEY}{", what, value" if also else ""}) DO UPDATE SET {added}
    """


_FOLD = f"""
    WITH gone AS (
        DELETE FROM complaints_figuredelta WHERE id IN (
            SELECT id FROM complaints_figuredelta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
        ) RETURNING *
    ),
    summed AS ({_add("figure", _sums("gone"), "", SUMS)}),
    spread AS (
        {_add("figurespread", _spreads("gone", _layers(SPREAD, *Grain)), "what, value, ", ["amount"])}
    )
    SELECT count(*) FROM gone
"""

_STANDINGS = "(SELECT *, 1 AS amount FROM complaints_standing) standings"
_IN_SPAN = "BETWEEN %(first)s AND %(last)s"
_Rows = Callable[[str, Sequence[_Layer], str], str]


def _short(
    table: str, rows: _Rows, layers: Sequence[_Layer], which: str, also: str, amounts: Sequence[str]
) -> str:
    """SQL: by how much the cells of some layers fall short of the standings; ``which`` are stored."""
    within = f"at {_IN_SPAN}"
    return _difference(
        also,
        amounts,
        more=[f"({rows(_STANDINGS, layers, within)}) AS meant"],
        less=[
            f"complaints_{table} WHERE start {_IN_SPAN} AND {which}",
            f"({rows('complaints_figuredelta', layers, within)}) AS waiting",
        ],
    )


def _short_of_months(table: str, fine: _Layer, also: str, amounts: Sequence[str]) -> str:
    """SQL: by how much each cell of a year falls short of its months; both wait for the same."""
    whole = f"{Grain.YEAR:d}::smallint AS grain, %(first)s::date AS start"
    months = (
        f"SELECT cut, {whole}, {_list(COLUMNS)}{also}, {_list(amounts)} FROM complaints_{table}"
    )
    years = f"start {_IN_SPAN} AND grain = {Grain.YEAR:d}"
    return _difference(
        also,
        amounts,
        more=[f"({months} WHERE grain = {Grain.MONTH:d} AND start {_IN_SPAN}) AS months"],
        less=[f"complaints_{table} WHERE {years} AND cut NOT IN ({_list(fine.cuts)})"],
    )


def _difference(also: str, amounts: Sequence[str], *, more: list[str], less: list[str]) -> str:
    names = f"{_KEY}{also}"
    plus, minus = _list(amounts), _list(amounts, "-{0}")
    sides = [f"SELECT {names}, {plus} FROM {one}" for one in more]
    sides += [f"SELECT {names}, {minus} FROM {one}" for one in less]
    off = " OR ".join(f"sum({name}) <> 0" for name in amounts)
    return f"""
        SELECT {names}, {_list(amounts, "sum({0}) AS {0}")} FROM ({" UNION ALL ".join(sides)}) sides
         GROUP BY {names} HAVING {off}
    """


def _in_months(table: str, rows: _Rows, most: dict[Grain, int], *how: Any) -> list[str]:
    layers = _layers(most, Grain.DAY, Grain.MONTH)
    return [_short(table, rows, layers, f"grain < {Grain.YEAR:d}", *how)]


def _in_years(table: str, rows: _Rows, most: dict[Grain, int], *how: Any) -> list[str]:
    """SQL: what of a year falls short of its months, and what only years keep apart of the rest."""
    fine = _fine(most)
    which = f"grain = {Grain.YEAR:d} AND cut IN ({_list(fine.cuts)})"
    return [
        _short_of_months(table, fine, *how),
        _short(table, rows, [fine], which, *how),
    ]


_TABLES: dict[str, tuple[Any, ...]] = {
    "figure": (_cells, SUMMED, "", SUMS),
    "figurespread": (_spreads, SPREAD, ", what, value", ["amount"]),
}
_SHORT_MONTHS = {table: _in_months(table, *how) for table, how in _TABLES.items()}
_SHORT_YEARS = {table: _in_years(table, *how) for table, how in _TABLES.items()}
_ADDED: dict[str, Callable[[str], str]] = {
    "figure": lambda rows: _add("figure", rows, "", SUMS),
    "figurespread": lambda rows: _add("figurespread", rows, "what, value, ", ["amount"]),
}
_LACKS = """
    SELECT EXISTS (SELECT FROM complaints_standing) AND EXISTS (
        SELECT FROM unnest(%s::smallint[], %s::smallint[]) AS wanted (grain, cut)
         WHERE NOT EXISTS (
             SELECT FROM complaints_figure AS kept
              WHERE kept.cut = wanted.cut AND kept.grain = wanted.grain
         )
    )
"""
_FROM_TO = """
    SELECT min(first), max(last) FROM (
        SELECT min(day) AS first, max(day) AS last FROM complaints_standing
        UNION ALL SELECT min(closed_on), max(closed_on) FROM complaints_standing
        UNION ALL SELECT min(least(day, closed_on)), max(greatest(day, closed_on))
                    FROM complaints_figuredelta
        UNION ALL SELECT min(start), max(start) FROM complaints_figure
        UNION ALL SELECT min(start), max(start) FROM complaints_figurespread
    ) AS days
"""
