"""Adding appended changes to the sums, and making all sums anew from how every report stands.

Every sum is a cell of a cut: which of the dimensions it keeps apart. A cut has the number that
PostgreSQL's ``GROUPING`` gives it, so that one statement fills them all (GROUPING SETS). Days are
kept for the town and for its agencies only; anything finer is read from the standings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from django.db import connection, transaction

from complaints.models.figures import BUCKETS, DIMENSIONS, MEASURES, Grain

AT_ONCE = 20_000
LOCK = 0x4649_4755
"""Only one may fold at a time: two would wait for each other's cells."""
PAIRS = 2
"""Cuts by at most so many dimensions have sums; more are read from the standings."""

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


def number_of(names: Iterable[str]) -> int:
    """Return the number of the cut that keeps these dimensions apart."""
    kept = set(names)
    bits = [name not in kept for name in DIMENSIONS]
    return sum(1 << place for place, gone in enumerate(reversed(bits)) if gone)


CUTS = {
    number_of(names): names for size in range(PAIRS + 1) for names in combinations(DIMENSIONS, size)
}
SINGLE = tuple(number for number, names in CUTS.items() if len(names) < PAIRS)
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

    One statement sees one moment, so verbs may go on.
    """
    found = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for table, missing in (("figure", _MISSING_SUMS), ("figurespread", _MISSING_SPREADS)):
            cursor.execute(f"SELECT to_jsonb(rows)::text FROM ({missing} LIMIT 20) AS rows")
            found += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    return found


def mend() -> None:
    """Add to the sums what they lack of how the reports stand, or take away what is too much.

    From empty sums this makes them all. Verbs may go on meanwhile, as for :func:`flaws`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(_add("figure", _MISSING_SUMS, "", SUMS))
        cursor.execute(_add("figurespread", _MISSING_SPREADS, "what, value, ", ["amount"]))


def _list(names: Iterable[str], template: str = "{}") -> str:
    return ", ".join(template.format(name) for name in names)


_SETS = _list(
    ("".join(f", {COLUMNS[DIMENSIONS.index(name)]}" for name in names) for names in CUTS.values()),
    "(grain, start{})",
)
_GRAINS = (
    f"(VALUES ({Grain.DAY:d}, {{day}}), ({Grain.MONTH:d}, date_trunc('month', {{day}})::date),"
    f" ({Grain.YEAR:d}, date_trunc('year', {{day}})::date)) AS grains (grain, start)"
)
_CUT = f"GROUPING({_list(COLUMNS)})"
_KEY = f"cut, grain, start, {_list(COLUMNS)}"
_EDGES = "ARRAY[" + _list(map(str, EDGES)) + "]"


def _sums(source: str) -> str:
    """SQL: the sums over rows of ``source`` with an ``amount``, in every cut and grain."""
    states = _list(
        BUCKETS, "coalesce(sum(amount * opened) FILTER (WHERE bucket = '{0}'), 0) AS at_{0}"
    )
    return f"""
        SELECT {_CUT} AS cut, grain, start, {_list(COLUMNS)},
               sum(amount * opened) AS received, sum(amount * (1 - opened)) AS closed,
               {states}, {_list(MEASURES, "sum(amount * opened * {0}) AS {0}")}
          FROM (SELECT *, day AS at, 1 AS opened FROM {source}
                UNION ALL
                SELECT *, closed_on AS at, 0 AS opened FROM {source} WHERE closed_on IS NOT NULL) moved
         CROSS JOIN LATERAL {_GRAINS.format(day="at")}
         GROUP BY GROUPING SETS ({_SETS})
        HAVING grain > {Grain.DAY:d} OR {_CUT} IN ({_list(map(str, BY_DAY))})
    """


def _spreads(source: str) -> str:
    """SQL: how often each bin of working time and each reason came, in every single cut."""
    steps = ", ".join(
        f"('{what}', width_bucket({column}, {_EDGES})::text)" for what, column in STEPS.items()
    )
    sets = _list(
        (
            "".join(f", {COLUMNS[DIMENSIONS.index(name)]}" for name in CUTS[number])
            for number in SINGLE
        ),
        "(grain, start, what, value{})",
    )
    return f"""
        SELECT {_CUT} AS cut, grain, start, {_list(COLUMNS)}, what, value, sum(amount) AS amount
          FROM {source}
         CROSS JOIN LATERAL {_GRAINS.format(day="day")}
         CROSS JOIN LATERAL (VALUES {steps}, ('{REASON}', nullif(reason, ''))) spread (what, value)
         WHERE value IS NOT NULL AND grain > {Grain.DAY:d}
         GROUP BY GROUPING SETS ({sets})
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


def _missing(table: str, rows: Callable[[str], str], also: str, amounts: Sequence[str]) -> str:
    """SQL: by how much each cell of ``table`` falls short of the standings; only where it does."""
    names = f"{_KEY}{also}"
    kept, less = _list(amounts), _list(amounts, "-{0}")
    short = " OR ".join(f"sum({name}) <> 0" for name in amounts)
    return f"""
        SELECT {names}, {_list(amounts, "sum({0}) AS {0}")} FROM (
            SELECT {names}, {kept} FROM ({rows(_STANDINGS)}) meant
            UNION ALL SELECT {names}, {less} FROM complaints_{table}
            UNION ALL SELECT {names}, {less} FROM ({rows("complaints_figuredelta")}) waiting
        ) sides GROUP BY {names} HAVING {short}
    """


_MISSING_SUMS = _missing("figure", _sums, "", SUMS)
_MISSING_SPREADS = _missing("figurespread", _spreads, ", what, value", ["amount"])
