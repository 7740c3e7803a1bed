"""A report of a period as XLSX: a sheet for each table, with numbers that can be counted on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from complaints.insights.figure import Unit
from complaints.insights.upward.contents import Contents, Table, Value
from lapor import words
from lapor.sheets import harmless

HOUR = 60
HOURS = "jam kerja"
NAMES = {
    "states": "Keadaan",
    "trend": "Perkembangan",
    "agencies": "Instansi",
    "service": "Mutu layanan",
    "form": "Rekapitulasi SP4N",
    "categories": "Kategori",
    "regions": "Kelurahan",
    "channels": "Saluran",
    "classes": "Klasifikasi",
    "archived": "Alasan arsip",
}
"""What the sheets are called, in their order."""
FORMATS = {Unit.SHARE.value: "0.0%", Unit.STARS.value: "0.0", Unit.INDEX.value: "0.0"}
WIDEST = 80


class Cell(NamedTuple):
    """A value with the format in which a spreadsheet shows it; words have none."""

    value: str | float | None
    format: str = ""
    is_bold: bool = False


Line = Sequence[Cell]


def xlsx_of(contents: Contents, *, edition: int = 1, note: str = "") -> bytes:
    """Return a report as a workbook.

    Args:
        contents: what it tells.
        edition: which making of this period it is.
        note: why there is another edition.
    """
    import openpyxl  # noqa: PLC0415  (heavy, and used only here)

    book = openpyxl.Workbook(write_only=True)
    book.properties.title = f"Laporan pengaduan masyarakat {contents.period}"
    book.properties.creator = f"LAPOR {contents.town}"
    first = list(_summary(contents, edition, note))
    _add(book, "Ringkasan", first, widths=(44, 18, 18, 18, 16), head=0)
    for code, name in NAMES.items():
        table = contents.table(code)
        _add(book, name, list(_of(table)), widths=_widths(table), head=1)
    _add(book, "Laporan pilihan", list(_cases(contents)), widths=(34, 12, 44, 60, WIDEST), head=1)
    _add(book, "Cara menghitung", list(_method(contents)), widths=(38, 20, 60, 60), head=1)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _add(book: Any, name: str, lines: list[Line], *, widths: Sequence[int], head: int) -> None:
    """Write one sheet; ``head`` rows stay in sight."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  (as above)
    from openpyxl.styles import Font  # noqa: PLC0415  (as above)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (as above)

    page = book.create_sheet(name)
    if head:
        page.freeze_panes = f"B{head + 1}"
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    bold = Font(bold=True)
    for line in lines:
        cells = []
        for one in line:
            value = harmless(one.value) if isinstance(one.value, str) else one.value
            cell = WriteOnlyCell(page, value=value)
            if one.format:
                cell.number_format = one.format
            if one.is_bold:
                cell.font = bold
            cells.append(cell)
        page.append(cells)


def _summary(contents: Contents, edition: int, note: str) -> Iterator[Line]:
    title = f"Laporan pengaduan masyarakat {contents.period}"
    yield _heads([title])
    yield [Cell(f"{contents.town} · {contents.whose}")]
    yield [Cell(f"Keadaan per {words.moment(datetime.fromisoformat(contents.as_of))}")]
    yield [Cell(f"Edisi {edition}" + (f": {note}" if note else ""))]
    yield [Cell(contents.sentence)]
    earlier = len(contents.compared)
    for group in contents.groups:
        yield []
        yield _heads([group.title, "Masa ini", *contents.compared, "Satuan"])
        for line in group.lines:
            values = (line.now, line.before, line.year_before)[: 1 + earlier]
            cells = [_number(line.unit, value) for value in values]
            yield [Cell(line.name), *cells, Cell(_unit(line.unit))]


def _of(table: Table) -> Iterator[Line]:
    beside = [table.beside] if table.beside else []
    yield _heads([table.head, *beside, *(_head(one.name, one.unit) for one in table.columns)])
    units = [column.unit for column in table.columns]
    for row in table.rows:
        names = [row.name, row.beside] if beside else [row.name]
        yield [*map(Cell, names), *map(_number, units, row.values)]
    if table.total:
        names = ["Semua", *("" for _ in beside)]
        total = map(_number, units, table.total)
        yield [*_heads(names), *(one._replace(is_bold=True) for one in total)]


def _cases(contents: Contents) -> Iterator[Line]:
    yield _heads(["Dipilih karena", "Tiket", "Judul", "Keterangan", "Isi untuk umum"])
    for one in contents.cases:
        yield [*map(Cell, (one.rule, one.code, one.title, one.facts, one.text))]


def _method(contents: Contents) -> Iterator[Line]:
    yield _heads(["Angka", "Satuan", "Cara menghitung", "Yang tidak terlihat"])
    for one in contents.method:
        yield [*map(Cell, (one.name, _unit(one.unit), one.formula, one.hides))]


def _number(unit: str, value: Value) -> Cell:
    """Return a value as a number: a share from 0 to 1, working time in hours."""
    if value is None:
        return Cell(None)
    if unit == Unit.WORKING_TIME.value:
        return Cell(value / HOUR, "0.0")
    return Cell(value, FORMATS.get(unit, "#,##0"))


def _unit(unit: str) -> str:
    return HOURS if unit == Unit.WORKING_TIME.value else unit


def _head(name: str, unit: str) -> str:
    """Return a heading; one of working time says in what it is counted."""
    return f"{name} ({HOURS})" if unit == Unit.WORKING_TIME.value else name


def _heads(names: Iterable[str]) -> list[Cell]:
    return [Cell(name, is_bold=True) for name in names]


def _widths(table: Table) -> list[int]:
    return [34, *([18] if table.beside else []), *(18 for _ in table.columns)]
