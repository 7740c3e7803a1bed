"""Rows into a file: XLSX, or separated text, row by row and never all of them in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from complaints.exports.columns import Cell, Column, Holds
from complaints.models import ListExport
from lapor.sheets import XLSX, harmless

Kind = ListExport.Kind
MOST_ROWS = 1_048_575
"""Rows below the heading that a sheet of Excel holds; what is beyond goes on in another sheet."""
FORMATS = {Holds.DAY: "dd/mm/yyyy", Holds.MOMENT: "dd/mm/yyyy hh:mm"}
MARK = "\ufeff"
"""By which Excel knows that a text is UTF-8."""
ENDINGS = {Kind.XLSX: "xlsx", Kind.CSV: "csv", Kind.PLAIN: "csv"}
TYPES = {
    Kind.XLSX: XLSX,
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.PLAIN: "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class About:
    """What a file says of itself, on a sheet of its own: headings and words."""

    title: str
    lines: Sequence[tuple[str, str]]


def write(
    kind: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    about: About,
    to: IO[bytes],
) -> None:
    """Write a file.

    Args:
        kind: one of ``ListExport.Kind``.
        columns: their headings and what they hold.
        rows: the cells, read once.
        about: what the file says of itself (only XLSX has room for it).
        to: an open file.
    """
    if kind == Kind.XLSX:
        _workbook(columns, rows, about, to)
        return
    text = io.TextIOWrapper(to, encoding="utf-8", newline="")
    text.write(MARK if kind == Kind.CSV else "")
    writer = csv.writer(text, delimiter=";" if kind == Kind.CSV else ",")
    writer.writerow([one.heading for one in columns])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    text.detach()


def _text(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return cell
    return harmless(cell or "")


def _workbook(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], about: About, to: IO[bytes]
) -> None:
    from openpyxl import Workbook  # noqa: PLC0415  (heavy, and used only here)

    book = Workbook(write_only=True)
    formats = [FORMATS.get(one.holds, "") for one in columns]
    remaining = iter(rows)
    row = next(remaining, None)
    number = 1
    while row is not None or number == 1:
        page = _page(book, columns, number)
        for _ in range(MOST_ROWS):
            if row is None:
                break
            page.append(_cells(page, row, formats))
            row = next(remaining, None)
        number += 1
    _about(book, about)
    book.save(to)


def _page(book: Any, columns: Sequence[Column], number: int) -> Any:
    """Add a sheet with its headings, which stay in sight."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  (as above)
    from openpyxl.styles import Font  # noqa: PLC0415  (as above)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (as above)

    page = book.create_sheet("Laporan" if number == 1 else f"Laporan {number}")
    page.freeze_panes = "B2"
    for place, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    headings = [WriteOnlyCell(page, value=column.heading) for column in columns]
    for heading in headings:
        heading.font = Font(bold=True)
    page.append(headings)
    return page


def _cells(page: Any, row: Sequence[Any], formats: Sequence[str]) -> Iterator[Any]:
    """Give the cells of a row: text that nothing takes for a formula, dates that can be sorted."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  (as above)

    for value, shown in zip(row, formats, strict=True):
        if isinstance(value, str):
            yield _printable(harmless(value)) if value else None
        elif isinstance(value, date):
            cell: Any = WriteOnlyCell(page)
            cell.value = value
            cell.number_format = shown if isinstance(value, datetime) else FORMATS[Holds.DAY]
            yield cell
        else:
            yield value


def _printable(text: str) -> str:
    """Return a text without the signs that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415  (as above)

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def _about(book: Any, about: About) -> None:
    page = book.create_sheet("Keterangan")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 90
    page.append([_printable(harmless(about.title))])
    for name, words in about.lines:
        page.append([name, _printable(harmless(words))])
