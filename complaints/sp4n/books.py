"""Spreadsheets row by row: openpyxl's parser, with the texts on the disk instead of in memory."""

from __future__ import annotations

import mmap
import tempfile
import warnings
import zipfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from functools import cache
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from complaints.sp4n.tables import AGAIN, Row, Unreadable

MOST_UNPACKED = 1024 * 1024 * 1024
MOST_PARTS = 2000
MOST_GROWTH = 200
"""A part that grows more than this when it is unpacked, and is not small, is no list of reports."""
SMALL = 20 * 1024 * 1024
MOST_SHEETS = 40
LAST_COLUMN = 200
_BROKEN = f"Berkas ini rusak. {AGAIN}"


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Iterator[Iterator[Row]]]:
    """Give the sheets of a workbook, each as its rows; the visible ones first.

    Raises:
        Unreadable: no workbook, encrypted, broken, or much too large once unpacked.
    """
    _check(file)
    with tempfile.TemporaryFile() as aside, warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")
        reader = _Reader(file, aside)
        try:
            with _understood():
                reader.prepare()
            yield reader.sheets()
        finally:
            reader.archive.close()
            reader.texts.close()


@contextmanager
def _understood() -> Iterator[None]:
    """Turn whatever openpyxl raises over a broken part into one sentence."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl raises whatever the broken part happens to break.
        raise Unreadable(_BROKEN) from error


def _check(file: IO[bytes]) -> None:
    """Refuse what is no workbook, or grows beyond measure when it is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {one.filename for one in parts}
            _check_kind(names)
            _check_growth(parts)
            _check_declarations(archive, parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError) as error:
        raise Unreadable(_BROKEN) from error
    finally:
        file.seek(0)


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise Unreadable("Ini berkas Excel biner (.xlsb). Buka lalu simpan sebagai XLSX.")
    if "content.xml" in names and "mimetype" in names:
        raise Unreadable("Ini berkas LibreOffice (.ods). Buka lalu simpan sebagai XLSX.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(f"Berkas ini bukan XLSX atau CSV. {AGAIN}")


def _check_growth(parts: list[zipfile.ZipInfo]) -> None:
    if any(one.flag_bits & 1 for one in parts):
        raise Unreadable("Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi.")
    size = sum(one.file_size for one in parts)
    grown = any(
        one.file_size > SMALL and one.file_size > MOST_GROWTH * max(1, one.compress_size)
        for one in parts
    )
    if grown or size > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise Unreadable(
            f"Isi berkas ini mengembang menjadi {size // 1024 // 1024} MB dan hampir seluruhnya "
            "kosong. Salin daftarnya saja ke berkas baru."
        )


def _check_declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that declare words of their own, which could stand for gigabytes."""
    for one in parts:
        if one.filename.endswith((".xml", ".rels")):
            with archive.open(one) as part:
                if b"<!DOCTYPE" in part.read(2048):
                    raise Unreadable(_BROKEN)


class _Reader(ExcelReader):
    """openpyxl's reader without what it loads whole: texts, properties, links, themes, drawings."""

    def __init__(self, file: IO[bytes], aside: IO[bytes]) -> None:
        super().__init__(file, read_only=True, data_only=False, keep_links=False)
        self.texts = Texts(aside)
        self.shared_strings: Any = self.texts

    def prepare(self) -> None:
        """Read what the sheets need: the texts, the formats of dates, and where the sheets are."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    def read_strings(self) -> None:
        """Write the texts that cells share aside."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.texts.fill(source)

    def sheets(self) -> Iterator[Iterator[Row]]:
        """Give the rows of each sheet, the visible ones first; nothing is calculated."""
        found = [
            (sheet.state != "visible", place, rel.target)
            for place, (sheet, rel) in enumerate(self.parser.find_sheets())
            if "chartsheet" not in rel.Type and rel.target in self.valid_files
        ]
        for _, _, target in sorted(found)[:MOST_SHEETS]:
            yield self._rows(target)

    def _rows(self, target: str) -> Iterator[Row]:
        book: Any = self.wb
        with _understood(), self.archive.open(target) as source:
            parser = _Rows(
                source,
                self.shared_strings,
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001  (known only there)
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )
            for number, cells in parser.parse():
                yield Row(number, _values(cells))


class _Rows(WorkSheetParser):
    """openpyxl's rows, with a short way for words: most cells of an export are words."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return column and value of a cell."""
        kind, place = element.get("t"), element.get("r")
        if kind not in _WORDS or not place or element.find(FORMULA_TAG) is not None:
            found: dict[str, Any] = super().parse_cell(element)
            return found
        if kind == "inlineStr":
            value = "".join(one.text or "" for one in element.iter(_PIECE))
        else:
            value = element.findtext(VALUE_TAG, "")
            if kind == "s" and value:
                value = self.shared_strings[int(value)]
        self.col_counter = _column(place.rstrip("0123456789"))
        return {"column": self.col_counter, "value": value}


_WORDS = frozenset({"s", "inlineStr", "str"})
_PIECE = f"{{{SHEET_MAIN_NS}}}t"


@cache
def _column(letters: str) -> int:
    return column_index_from_string(letters)


def _values(cells: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Return the values of a row by column; a formula stays the text that somebody typed."""
    values: list[Any] = []
    for cell in cells:
        value, place = cell["value"], cell["column"] - 1
        if value is None or value == "" or not 0 <= place < LAST_COLUMN:
            continue
        if place >= len(values):
            values.extend([None] * (place + 1 - len(values)))
        values[place] = value if isinstance(value, _VALUES) else _formula(value)
    return tuple(values)


_VALUES = (str, int, float, date, time, timedelta)


def _formula(value: Any) -> str:
    """Return the words of a formula that fills several cells."""
    return str(getattr(value, "text", None) or "=")


class Texts:
    """The texts that cells share, on the disk: a list as openpyxl reads it."""

    SHORT = 60
    MOST_SHORT = 50_000

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.ends = array("Q", [0])
        self.short: dict[int, str] = {}
        self.map: mmap.mmap | None = None

    def fill(self, source: IO[bytes]) -> None:
        """Write every text of the part behind the last one."""
        item, piece = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
        root: Any = None
        for event, node in iterparse(source, events=("start", "end")):
            root = node if root is None else root
            if event == "end" and node.tag == item:
                words = "".join(one.text or "" for one in node.iter(piece))
                self._add(words.encode("utf-8", "replace"))
                root.clear()
        self.file.flush()
        if self.ends[-1]:
            self.map = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)

    def _add(self, words: bytes) -> None:
        self.file.write(words)
        self.ends.append(self.ends[-1] + len(words))

    def __getitem__(self, place: int) -> str:
        known = self.short.get(place)
        if known is not None:
            return known
        if not 0 <= place < len(self.ends) - 1:
            raise IndexError(place)
        start, end = self.ends[place], self.ends[place + 1]
        words = self.map[start:end].decode() if self.map is not None else ""
        if len(words) <= self.SHORT and len(self.short) < self.MOST_SHORT:
            self.short[place] = words
        return words

    def close(self) -> None:
        """Let go of the file."""
        if self.map is not None:
            self.map.close()
