"""Adding appended changes to the sums, and making all sums anew from how every report stands.

Every sum is a cell of a cut: which of the dimensions it keeps apart. A cut has the number that
PostgreSQL's ``GROUPING`` gives it, so that one statement fills them all (GROUPING SETS). Days are
kept for the town and for its agencies only; anything finer is read from the standings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from django.db import connection, transaction

from complaints.models.figures import BUCKETS, DIMENSIONS, MEASURES, Grain

AT_ONCE = 20_000
LOCK = 0x4649_4755
"""Only one may fold at a time: two would wait for each other's cells."""
SHOWN = 20
"""How many cells of a span are named that are off."""
PAIRS = 2
"""Cuts by at most so many dimensions have sums; more are read from the standings."""
WIDE = {"channel", "klass"}
"""Dimensions of few values, which narrow little: together they count as one."""

EDGES = (
    *range(60, 16 * 60 + 1, 60),  # hour by hour for two days of eight hours
    *range(20 * 60, 80 * 60 + 1, 4 * 60),  # half days for two weeks
    *range(88 * 60, 800 * 60 + 1, 8 * 60),  # days until a hundred
)
"""Upper ends of the bins of working time, in minutes; the last bin has none."""

COLUMNS = tuple(
    f"{name}_id" if name in ("lead", "category", "region") else name for name in DIMENSIONS
)
IN_STATES = tuple(f"at_{bucket.value}" for bucket in BUCKETS)
SUMS = ("received", "closed", *IN_STATES, *MEASURES)
STEPS = {"verify": "verify_minutes", "reply": "reply_minutes", "resolve": "resolve_minutes"}
REASON = "reason"


class Span(NamedTuple):
    """A month with its days, or a year, whose cells are looked at together."""

    grain: Grain
    first: date
    last: date


def number_of(names: Iterable[str]) -> int:
    """Return the number of the cut that keeps these dimensions apart."""
    kept = set(names)
    bits = [name not in kept for name in DIMENSIONS]
    return sum(1 << place for place, gone in enumerate(reversed(bits)) if gone)


def _breadth(names: Iterable[str]) -> int:
    return len({"wide" if name in WIDE else name for name in names})


CUTS = {
    number_of(names): names
    for size in range(len(DIMENSIONS) + 1)
    for names in combinations(DIMENSIONS, size)
    if _breadth(names) <= PAIRS
}
SPREAD = tuple(number for number, names in CUTS.items() if _breadth(names) < PAIRS)
"""The cuts that also have spreads."""
BY_DAY = (number_of(()), number_of(("lead",)))


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
    """Return for each table the statement that says by how much its cells of a span fall short."""
    if span.grain == Grain.YEAR:
        return [("figure", _SHORT_YEARS), ("figurespread", _SHORT_SPREADS_OF_YEARS)]
    return [("figure", _SHORT_MONTHS), ("figurespread", _SHORT_SPREADS_OF_MONTHS)]


def _list(names: Iterable[str], template: str = "{}") -> str:
    return ", ".join(template.format(name) for name in names)


_KEY = f"cut, grain, start, {_list(COLUMNS)}"
_CUT = f"GROUPING({_list(COLUMNS)})"
_GRAINS = (
    f"(VALUES ({Grain.MONTH:d}, date_trunc('month', at)::date),"
    f" ({Grain.YEAR:d}, date_trunc('year', at)::date)) AS grains (grain, start)"
)
_DAYS = f"(VALUES ({Grain.DAY:d}, at)) AS grains (grain, start)"
_TOWN, _LEADS = BY_DAY
_DAILY_CUT = f"{_LEADS} + {_TOWN - _LEADS} * GROUPING(lead_id)"
_DAILY_KEYS = ", ".join(
    ["lead_id", *(f"NULL::{'varchar' if name in DIMENSIONS else 'bigint'}" for name in COLUMNS[1:])]
)
_EDGES = "ARRAY[" + _list(map(str, EDGES)) + "]"


def _sets(cuts: Iterable[int], *also: str) -> str:
    """SQL: the grouping sets of some cuts."""
    return _list(
        (
            "".join(f", {COLUMNS[DIMENSIONS.index(name)]}" for name in CUTS[number])
            for number in cuts
        ),
        f"({', '.join(('grain', 'start', *also))}{{}})",
    )


def _cells(source: str, within: str = "TRUE") -> str:
    """SQL: the sums over rows of ``source`` with an ``amount``, in every cut and grain ``within``.

    What was received and what was closed come as rows apart, and so do days, of few cuts.
    """
    states = _list(BUCKETS, "coalesce(sum(amount) FILTER (WHERE bucket = '{0}'), 0) AS at_{0}")
    marks = _list(MEASURES, "sum(amount * {0}) AS {0}")
    received = f"sum(amount) AS received, 0 AS closed, {states}, {marks}"
    closed = f"0 AS received, sum(amount) AS closed, {_list((*IN_STATES, *MEASURES), '0 AS {0}')}"
    return " UNION ALL ".join(
        f"""
        SELECT {cut} AS cut, grain, start, {keys}, {sums}
          FROM (SELECT *, {day} AS at FROM {source} WHERE {day} IS NOT NULL) moved
         CROSS JOIN LATERAL {grains}
         WHERE {within}
         GROUP BY GROUPING SETS ({sets})
        """
        for day, sums in (("day", received), ("closed_on", closed))
        for cut, keys, grains, sets in (
            (_CUT, _list(COLUMNS), _GRAINS, _sets(CUTS)),
            (_DAILY_CUT, _DAILY_KEYS, _DAYS, _sets(BY_DAY)),
        )
    )


def _sums(source: str) -> str:
    """SQL: the same, with one row for each cell."""
    sums = _list(SUMS, "sum({0}) AS {0}")
    return f"SELECT {_KEY}, {sums} FROM ({_cells(source)}) parts GROUP BY {_KEY}"


def _spreads(source: str, within: str = "TRUE") -> str:
    """SQL: how often each bin of working time and each reason came, in the cuts that have them."""
    steps = ", ".join(
        f"('{what}', width_bucket({column}, {_EDGES})::text)" for what, column in STEPS.items()
    )
    return f"""
        SELECT {_CUT} AS cut, grain, start, {_list(COLUMNS)}, what, value, sum(amount) AS amount
          FROM (SELECT *, day AS at FROM {source}) moved
         CROSS JOIN LATERAL {_GRAINS}
         CROSS JOIN LATERAL (VALUES {steps}, ('{REASON}', nullif(reason, ''))) spread (what, value)
         WHERE value IS NOT NULL AND {within}
         GROUP BY GROUPING SETS ({_sets(SPREAD, "what", "value")})
    """


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
    spread AS ({_add("figurespread", _spreads("gone"), "what, value, ", ["amount"])})
    SELECT count(*) FROM gone
"""

_STANDINGS = "(SELECT *, 1 AS amount FROM complaints_standing) standings"


_IN_SPAN = "BETWEEN %(first)s AND %(last)s"


def _short(table: str, rows: Callable[[str, str], str], also: str, amounts: Sequence[str]) -> str:
    """SQL: by how much each cell of a month and its days falls short of the standings."""
    within = f"at {_IN_SPAN} AND grain < {Grain.YEAR:d}"
    return _difference(
        also,
        amounts,
        more=[f"({rows(_STANDINGS, within)}) AS meant"],
        less=[
            f"complaints_{table} WHERE start {_IN_SPAN} AND grain < {Grain.YEAR:d}",
            f"({rows('complaints_figuredelta', within)}) AS waiting",
        ],
    )


def _short_of_months(table: str, also: str, amounts: Sequence[str]) -> str:
    """SQL: by how much each cell of a year falls short of its months; both wait for the same."""
    whole = f"{Grain.YEAR:d}::smallint AS grain, %(first)s::date AS start"
    months = (
        f"SELECT cut, {whole}, {_list(COLUMNS)}{also}, {_list(amounts)} FROM complaints_{table}"
    )
    return _difference(
        also,
        amounts,
        more=[f"({months} WHERE grain = {Grain.MONTH:d} AND start {_IN_SPAN}) AS months"],
        less=[f"complaints_{table} WHERE start {_IN_SPAN} AND grain = {Grain.YEAR:d}"],
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


_ALSO, _AMOUNT = ", what, value", ["amount"]
_SHORT_MONTHS = _short("figure", _cells, "", SUMS)
_SHORT_SPREADS_OF_MONTHS = _short("figurespread", _spreads, _ALSO, _AMOUNT)
_SHORT_YEARS = _short_of_months("figure", "", SUMS)
_SHORT_SPREADS_OF_YEARS = _short_of_months("figurespread", _ALSO, _AMOUNT)
_ADDED: dict[str, Callable[[str], str]] = {
    "figure": lambda rows: _add("figure", rows, "", SUMS),
    "figurespread": lambda rows: _add("figurespread", rows, "what, value, ", _AMOUNT),
}
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
