"""Rows into tables by COPY, by several processes where a million is asked for."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from complaints.models import (
    Assignment,
    Complaint,
    Deadline,
    Event,
    EventWords,
    Rating,
    Reporter,
    Standing,
    SuggestionRecord,
)
from tests.crowd.ground import TOGETHER, Crowd
from tests.crowd.rows import Line, Row


@dataclass(frozen=True)
class Table:
    """A table that the crowd fills, and which of its rows belong to one report."""

    model: type[Model]
    lines: Callable[[Row], Iterator[Line]]

    @property
    def name(self) -> str:
        """As the database has it."""
        return self.model._meta.db_table


TABLES = (
    Table(Complaint, Row.report),
    Table(Reporter, Row.reporter),
    Table(Assignment, Row.assignments),
    Table(Deadline, Row.deadlines),
    Table(Event, Row.events),
    Table(EventWords, Row.words),
    Table(Rating, Row.ratings),
    Table(SuggestionRecord, Row.suggestions),
    Table(Standing, Row.standings),
)


def copy(crowd: Crowd, tables: Sequence[Table], *, processes: int, indexes_later: bool) -> None:
    """Fill ``tables``; as their owner and outside of any transaction."""
    stretches = [
        range(first, min(first + TOGETHER, crowd.number))
        for first in range(0, crowd.number, TOGETHER)
    ]
    with _indexes_later(tables) if indexes_later else nullcontext():
        if processes == 1:
            _fill(crowd, tables, stretches)
        else:
            _fill_together(crowd, tables, [stretches[n::processes] for n in range(processes)])
    with connection.cursor() as cursor:
        for table in tables:  # the next row of the program must not get the number of one of ours
            if any(field.name == "id" for field in table.model._meta.local_fields):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
                    f" FROM {table.name}"
                )


def _fill_together(crowd: Crowd, tables: Sequence[Table], parts: list[list[range]]) -> None:
    connection.close()  # each process opens its own
    forking = multiprocessing.get_context("fork")
    children = [forking.Process(target=_fill, args=(crowd, tables, part)) for part in parts]
    for child in children:
        child.start()
    for child in children:
        child.join()
    if any(child.exitcode for child in children):
        msg = "not all of the crowd was copied"
        raise RuntimeError(msg)


def _fill(crowd: Crowd, tables: Sequence[Table], stretches: Sequence[range]) -> None:
    for places in stretches:
        rows = [Row(crowd, place) for place in places]
        for table in tables:
            like = crowd.ground.model if table.model is Complaint else table.model()
            _copy(table, like, (line for row in rows for line in table.lines(row)))
    if len(stretches) > 1:
        connection.close()


def _copy(table: Table, like: Model, rows: Iterator[Line]) -> None:
    """Copy rows that are like one in all columns which they do not name."""
    one = next(rows, None)
    if one is None:
        return
    columns = {
        field.attname: str(field.column)
        for field in table.model._meta.concrete_fields
        if not (field.generated or field.get_internal_type() == "BigAutoField")
    }
    rest = [
        name
        for name in columns
        if name not in one and not isinstance(getattr(like, name), DatabaseDefault)
    ]
    tail = "".join(f"\t{_written(getattr(like, name))}" for name in rest) + "\n"
    names = [columns.get(name, name) for name in (*one, *rest)]
    into = f"COPY {table.name} ({', '.join(map(connection.ops.quote_name, names))}) FROM STDIN"
    every = chain([one], rows)
    told = "".join("\t".join(map(_written, row.values())) + tail for row in every)
    with connection.cursor() as cursor, cursor.copy(into) as copying:  # psycopg
        copying.write(told)  # made before: the rows ask the law of the town, on this connection


def _written(value: Any) -> str:
    """Return a value as COPY reads it."""
    if value is None:
        return "\\N"
    kind = type(value)
    if kind is int:
        return str(value)
    if kind is bool:
        return "t" if value else "f"
    if kind is bytes:
        return f"\\\\x{value.hex()}"
    if kind is dict:
        return json.dumps(value)
    if kind is list:
        return f"{{{','.join(map(_written, value))}}}"
    text = str(value)
    return text.translate(_ESCAPED) if "\\" in text or "\n" in text or "\t" in text else text


_ESCAPED = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


@contextmanager
def _indexes_later(tables: Sequence[Table]) -> Iterator[None]:
    """Take away what is no constraint, and make it anew when the rows are there."""
    names = [table.name for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [names])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for _, definition in found:
                cursor.execute(definition)


_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename = ANY (%s)
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
