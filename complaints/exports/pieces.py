"""What is put aside while a file is made: the ids of its reports, and its rows in pieces.

A worker that dies loses one piece at most; the next one goes on behind the last that is there.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage

from complaints.exports.columns import Cell

IDS, WHOLE = "nomor", "daftar"
ID_BYTES = 8
AT_ONCE = 8192


def put(folder: str, name: str, content: IO[bytes]) -> str:
    """Keep a file under a fixed name, in place of what a dead worker left there; return its path."""
    path = f"{folder}/{name}"
    default_storage.delete(path)
    content.seek(0)
    return default_storage.save(path, File(content))


def put_ids(folder: str, ids: Iterable[int]) -> int:
    """Keep the ids, some thousands at a time; return how many there are."""
    number, rest = 0, iter(ids)
    with tempfile.TemporaryFile() as place:
        while some := array("q", islice(rest, AT_ONCE)):
            some.tofile(place)
            number += len(some)
        put(folder, IDS, place)
    return number


def ids(folder: str, first: int, most: int) -> list[int]:
    """Return the ids from a place on, at most so many."""
    with default_storage.open(f"{folder}/{IDS}") as stored:
        stored.seek(first * ID_BYTES)
        return array("q", stored.read(most * ID_BYTES)).tolist()


def put_rows(folder: str, number: int, rows: Iterable[Sequence[Cell]]) -> None:
    """Keep the rows of one piece."""
    with tempfile.TemporaryFile() as place:
        with gzip.GzipFile(fileobj=place, mode="wb", compresslevel=1) as packed:
            for row in rows:
                packed.write(json.dumps([_written(cell) for cell in row]).encode() + b"\n")
        put(folder, str(number), place)


def rows(folder: str, number: int) -> Iterator[list[Cell]]:
    """Give the rows of the first pieces again."""
    for piece in range(number):
        with (
            default_storage.open(f"{folder}/{piece}") as stored,
            gzip.GzipFile(fileobj=stored, mode="rb") as packed,
        ):
            for line in packed:
                yield [_read(value) for value in json.loads(line)]


def drop(folder: str, number: int, *, whole: bool = False) -> None:
    """Delete what was put aside; ``whole``: the file that was made of it, too.

    One piece more than is known of: a worker may have died before it said so.
    """
    names = [IDS, *map(str, range(number + 1)), *([WHOLE] if whole else [])]
    for name in names if folder else ():
        default_storage.delete(f"{folder}/{name}")


def _written(cell: Cell) -> Any:
    """Return a cell as JSON has it; a day or moment as a list, which no text is."""
    return [cell.isoformat()] if isinstance(cell, date) else cell


def _read(value: Any) -> Cell:
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]  # text, number or nothing
    (said,) = value
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
