"""The lines of an export that will be taken in, put aside once they were read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from complaints.sp4n.reading import Line

_LEFT_OUT = frozenset({"troubles", "sent_at", "number"})


def written(line: Line, *, name: str) -> str:
    """Return a line as one row of text, with what is not empty; the name only if it may come."""
    cells = {key: value for key, value in asdict(line).items() if value and key not in _LEFT_OUT}
    cells["name"] = name
    sent = line.sent_at.isoformat() if line.sent_at else ""
    return json.dumps([line.number, sent, {key: one for key, one in cells.items() if one}])


def opened_to_write(file: IO[bytes]) -> gzip.GzipFile:
    """Return a file that takes rows of text."""
    return gzip.GzipFile(fileobj=file, mode="wb", compresslevel=3)


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Give the lines again that were put aside."""
    with gzip.GzipFile(fileobj=file, mode="rb") as rows:
        for row in rows:
            number, sent, cells = json.loads(row)
            yield _line(number, sent, cells)


def _line(number: int, sent: str, cells: dict[str, Any]) -> Line:
    return Line(number, sent_at=datetime.fromisoformat(sent) if sent else None, **cells)
