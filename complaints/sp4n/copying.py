"""Many rows into a table at once, by COPY."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

_ESCAPED = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r", "\x00": ""})


LINES_AT_ONCE = 2000


def copy(model: type[Model], rows: Iterable[dict[str, Any]], *, like: Model | None = None) -> None:
    """Write rows; columns that they do not name get what one row of the model has.

    Args:
        model: of which table.
        rows: values by attribute; all name the same ones. They are taken one after the other, so
            they may be more than the memory holds.
        like: the row that the others are like; a new one, when it is left out.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    columns, tail = _form(like or model(), first)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  (Django documents it)
    into = f"COPY {table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copying:  # psycopg
        for some in _batched(chain([first], coming)):
            told = ("\t".join(map(_written, row.values())) + tail for row in some)
            copying.write("".join(told))


def _batched(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while lines := list(islice(rows, LINES_AT_ONCE)):
        yield lines


def _form(like: Model, named: Iterable[str]) -> tuple[str, str]:
    """Return the columns to write, and the end of every line: what is the same in all rows."""
    names = list(named)
    known = {
        one.attname: str(one.column)
        for one in like._meta.concrete_fields  # noqa: SLF001  (Django documents it)
        if not (one.generated or one.get_internal_type() == "BigAutoField") or one.name in names
    }
    rest = [
        name
        for name in known
        if name not in names and not isinstance(getattr(like, name), DatabaseDefault)
    ]
    tail = "".join(f"\t{_written(getattr(like, name))}" for name in rest) + "\n"
    columns = ", ".join(connection.ops.quote_name(known[name]) for name in (*names, *rest))
    return columns, tail


def next_ids(model: type[Model], number: int) -> list[int]:
    """Return so many fresh numbers for rows of a table."""
    table = model._meta.db_table  # noqa: SLF001  (Django documents it)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, number],
        )
        return [row[0] for row in cursor.fetchall()]


def _written(value: Any) -> str:
    """Return a value as COPY reads it."""
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, dict):
        return json.dumps(value).translate(_ESCAPED)
    if isinstance(value, list):
        return f"{{{','.join(map(_written, value))}}}"
    return str(value).translate(_ESCAPED)
