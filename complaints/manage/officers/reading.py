"""From an uploaded spreadsheet to rows of words; nothing in it is trusted, run or unpacked freely."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import IO, Any, NamedTuple

from complaints.fields import plain

COLUMNS = ("Nama", "E-mail", "Instansi", "Peran")
OTHER_NAMES = {"email": "e-mail", "surel": "e-mail", "nama lengkap": "nama", "opd": "instansi"}
MOST_ROWS = 500
MOST_COLUMNS = 20
MOST_BYTES_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 200
LONGEST_CELL = 300
ZIP_START = b"PK\x03\x04"


class Unreadable(Exception):
    """The file as a whole cannot be used; ``str()`` is the sentence for the person."""


class Cell(NamedTuple):
    """One cell: its words, and whether it would calculate something."""

    text: str
    is_formula: bool = False


class Sheet(NamedTuple):
    """The rows below the headings: row number in the file, and the cell under each heading."""

    rows: list[tuple[int, dict[str, Cell]]]


def read(file: IO[bytes], name: str) -> Sheet:
    """Return the rows of an XLSX or CSV file.

    Args:
        file: the uploaded file.
        name: its name, which only chooses between the two kinds.

    Raises:
        Unreadable: another kind, broken, too large once unpacked, too many rows, no headings.
    """
    start = file.read(4)
    file.seek(0)
    if start == ZIP_START:
        rows = _xlsx(file)
    elif name.lower().endswith(".csv"):
        rows = _csv(file)
    else:
        raise Unreadable("Berkas ini bukan XLSX atau CSV. Simpan ulang dari program lembar kerja.")
    return _under_headings(rows)


def _xlsx(file: IO[bytes]) -> list[list[Cell]]:
    """Read the first sheet without loading it whole; links, macros and charts are left out."""
    import openpyxl  # noqa: PLC0415  (heavy, and used only here)

    _check_size(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of itself may be a lie
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
        found = [[_cell(one) for one in row] for row in rows]
        book.close()
    except Exception as error:
        # openpyxl raises whatever the broken part happens to break.
        raise Unreadable("Berkas ini rusak atau terkunci kata sandi. Simpan ulang.") from error
    return found


def _check_size(file: IO[bytes]) -> None:
    """Refuse an archive that grows beyond measure when it is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("Berkas ini rusak. Simpan ulang dari program lembar kerja.") from error
    finally:
        file.seek(0)
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_BYTES_UNPACKED:
        raise Unreadable("Isi berkas ini terlalu besar. Salin daftarnya saja ke berkas baru.")
    if "xl/workbook.xml" not in {one.filename for one in parts}:
        raise Unreadable("Berkas ini bukan XLSX atau CSV. Simpan ulang dari program lembar kerja.")


def _cell(cell: Any) -> Cell:
    value = cell.value
    return Cell(_text(value), getattr(cell, "data_type", "") == "f" or _calculates(value))


def _text(value: object) -> str:
    if value is None:
        return ""
    return " ".join(plain(str(value)[: LONGEST_CELL + 1]).split())


def _calculates(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().startswith("=")


def _csv(file: IO[bytes]) -> list[list[Cell]]:
    raw = file.read(MOST_BYTES_UNPACKED)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable("Huruf dalam berkas CSV ini tidak terbaca. Simpan sebagai CSV UTF-8.")
    if "\x00" in text:
        raise Unreadable("Berkas ini bukan XLSX atau CSV. Simpan ulang dari program lembar kerja.")
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    found = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            found.append([Cell(_text(one), _calculates(one)) for one in row[: MOST_COLUMNS + 1]])
            if len(found) > MOST_ROWS + 1:
                break
    except csv.Error as error:
        raise Unreadable("Berkas CSV ini rusak. Simpan ulang.") from error
    return found


def _under_headings(rows: list[list[Cell]]) -> Sheet:
    """Put the cells under the headings of the first row, in whatever order they stand."""
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(f"Lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")
    headings = [_heading(cell.text) for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name.lower() not in headings]
    if missing:
        raise Unreadable(
            f"Kolom {', '.join(missing)} tidak ada. Baris pertama harus berisi judul kolom: "
            f"{', '.join(COLUMNS)}."
        )
    places = {name: headings.index(name.lower()) for name in COLUMNS}
    found = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: row[at] if at < len(row) else Cell("") for name, at in places.items()}
        if any(cell.text or cell.is_formula for cell in cells.values()):
            found.append((number, cells))
    if not found:
        raise Unreadable("Tidak ada petugas di bawah judul kolom.")
    return Sheet(found)


def _heading(text: str) -> str:
    name = " ".join(text.lower().replace("_", " ").split())
    return OTHER_NAMES.get(name, name)


def template(agencies: list[str], roles: list[str]) -> bytes:
    """Return an empty spreadsheet with the headings, and a second sheet with what may be chosen."""
    import openpyxl  # noqa: PLC0415  (as above)

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Petugas"
    sheet.append(list(COLUMNS))
    for letter, width in zip("ABCD", (32, 36, 36, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    lists = book.create_sheet("Pilihan")
    lists.append(["Instansi", "Peran"])
    for at in range(max(len(agencies), len(roles))):
        lists.append(
            [agencies[at] if at < len(agencies) else "", roles[at] if at < len(roles) else ""]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
