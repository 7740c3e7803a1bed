"""The lines of an export that will be taken in, put aside once they were read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import IO, Any

from complaints.sp4n.reading import Line

_CELLS = [
    one.name for one in fields(Line) if one.name not in {"troubles", "sent_at", "number", "name"}
]


def written(line: Line, *, name: str) -> str:
    """Return a line as one row of text, with what is not empty; the name only if it may come."""
    cells = {key: value for key in _CELLS if (value := getattr(line, key))}
    if name:
        cells["name"] = name
    sent = line.sent_at.isoformat() if line.sent_at else ""
    return json.dumps([line.number, sent, cells])


def opened_to_write(file: IO[bytes]) -> gzip.GzipFile:
    """Return a file that takes rows of text."""
    return gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1)


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Give the lines again that were put aside."""
    with gzip.GzipFile(fileobj=file, mode="rb") as rows:
        for row in rows:
            number, sent, cells = json.loads(row)
            yield _line(number, sent, cells)


def _line(number: int, sent: str, cells: dict[str, Any]) -> Line:
    return Line(number, sent_at=datetime.fromisoformat(sent) if sent else None, **cells)
