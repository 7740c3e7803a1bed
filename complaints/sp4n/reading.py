"""Reading an official export line by line, whatever a city's file really looks like.

Nothing in a file is trusted, calculated or unpacked freely, and never more than a few lines are in
memory: ``with opened(path) as export: for line in export: …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from complaints.sp4n import cells, columns, tables
from complaints.sp4n.tables import Row, Unreadable

__all__ = ["Export", "Line", "Trouble", "Unreadable", "opened"]

HEAD_WITHIN = 40
"""The headings stand in one of the first rows (in row 11 under the title block of one city)."""
MOST_BLANK = 10_000
"""After so many blank rows nothing comes any more."""
NUMBER = re.compile("[0-9]{1,12}|[2-9A-HJ-NP-Z]{8}")
"""A national number, or the ticket of a report that only we have (in our own export)."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in one cell: row of the file, heading of the column, and a sentence."""

    number: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the export in its own words; ``number`` is the row of the file.

    A line with ``troubles`` can be looked at, but not taken in as it is.
    """

    number: int
    tracking_id: str = ""
    sent_at: datetime | None = None
    name: str = ""
    klass: str = ""
    category_id: str = ""
    category: str = ""
    title: str = ""
    text: str = ""
    final_text: str = ""
    kind: str = ""
    channel: str = ""
    parent_agency: str = ""
    agency_id: str = ""
    agency: str = ""
    status: str = ""
    reason: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    ward: str = ""
    troubles: tuple[Trouble, ...] = ()


_LINES = (
    *("name", "klass", "category", "title", "kind", "channel", "parent_agency", "agency"),
    *("status", "reason", "province", "city", "district", "ward"),
)
_NUMBERS = ("tracking_id", "category_id", "agency_id")
_TEXTS = ("text", "final_text")


@dataclass
class Export:
    """An open file: iterate over it, once, to get its lines."""

    rows: Iterator[Row]
    places: dict[str, int]
    """In which column of the sheet each field stands."""
    headings: dict[str, str]
    """What the file calls each field."""
    head: int
    """The row of the headings."""
    zone: Any = field(default_factory=timezone.get_current_timezone)

    def __iter__(self) -> Iterator[Line]:
        blank = 0
        for row in self.rows:
            if all(value is None for value in row.values):
                blank += 1
                if blank > MOST_BLANK:
                    return
                continue
            blank = 0
            if self._is_head_again(row) or _is_remark(row):
                continue
            yield self._line(row)

    def _is_head_again(self, row: Row) -> bool:
        """Whether the headings come again: two files that were put under each other."""
        place = self.places.get("title", self.places.get("text", 0))
        value = row.values[place] if place < len(row.values) else None
        if not isinstance(value, str) or not columns.field_of(value):
            return False
        again = columns.found_in([cells.line(one) for one in row.values])
        self.places = again or self.places
        return bool(again)

    def _line(self, row: Row) -> Line:
        wrong: list[Trouble] = []
        of = {name: row.at(place) for name, place in self.places.items()}
        found: dict[str, Any] = {name: cells.line(of.get(name)) for name in _LINES}
        found |= {name: cells.text(of.get(name)) for name in _TEXTS}
        found |= {name: cells.number(of.get(name)) for name in _NUMBERS}
        for name in (*_TEXTS, "title"):
            if len(found[name]) > cells.LONGEST:
                self._wrong(wrong, row, name, f"Isi sel ini lebih dari {cells.LONGEST} karakter.")
        if "tracking_id" in self.places:
            self._check_number(wrong, row, found["tracking_id"])
        if not (found["text"] or found["title"] or found["final_text"]):
            self._wrong(wrong, row, "text", "Baris ini tidak berisi judul maupun isi laporan.")
        return Line(
            row.number, sent_at=self._sent_at(wrong, row, of), troubles=tuple(wrong), **found
        )

    def _wrong(self, wrong: list[Trouble], row: Row, name: str, sentence: str) -> None:
        title = self.headings.get(name) or columns.TITLES[name]
        wrong.append(Trouble(row.number, title, sentence))

    def _check_number(self, wrong: list[Trouble], row: Row, found: str) -> None:
        if not found:
            self._wrong(wrong, row, "tracking_id", "Nomor laporan belum diisi.")
        elif found.startswith("="):
            why = "Sel ini berisi rumus. Tulis isinya sebagai angka biasa."
            self._wrong(wrong, row, "tracking_id", why)
        elif not NUMBER.fullmatch(found):
            self._wrong(wrong, row, "tracking_id", f"“{found[:40]}” bukan nomor laporan.")

    def _sent_at(self, wrong: list[Trouble], row: Row, of: dict[str, Any]) -> datetime | None:
        """Return when the report was sent, in the town's time; None when nothing says so."""
        try:
            day = cells.day(of.get("sent_on"))
        except (ValueError, OverflowError):
            shown = cells.line(of["sent_on"])[:40]
            self._wrong(wrong, row, "sent_on", f"“{shown}” bukan tanggal yang dikenal.")
            return None
        if day is None:
            if "sent_on" in self.places:
                self._wrong(wrong, row, "sent_on", "Tanggal laporan masuk belum diisi.")
            return None
        try:
            hour = cells.hour(of.get("sent_time")) or cells.hour_within(of["sent_on"]) or time()
        except (ValueError, OverflowError):
            shown = cells.line(of.get("sent_time"))[:40]
            self._wrong(wrong, row, "sent_time", f"“{shown}” bukan jam yang dikenal.")
            return None
        return datetime.combine(day, hour, tzinfo=self.zone)


def _is_remark(row: Row) -> bool:
    """Whether only one cell of a row says something: the total, the date of the print."""
    said = [value for value in row.values if value is not None]
    return len(said) == 1 and not cells.number(said[0]).isdigit()


@contextmanager
def opened(path: str | Path) -> Iterator[Export]:
    """Open an export for one walk through its lines.

    Args:
        path: an XLSX or CSV file; its content, not its name, says which.

    Raises:
        Unreadable: the file as a whole cannot be used; ``str()`` is the sentence for a person. It
            may also come while the lines are read, when the file is broken further down.
    """
    with tables.opened(Path(path)) as sheets:
        for rows in sheets:
            export = _with_head(iter(rows))
            if export is not None:
                yield export
                return
    raise Unreadable(
        f"Judul kolom tidak ditemukan di {HEAD_WITHIN} baris pertama. "
        "Berkas laporan ringkas SP4N memuat kolom seperti Tracking ID, Judul Laporan, dan "
        "Isi Laporan Awal."
    )


def _with_head(rows: Iterator[Row]) -> Export | None:
    """Find the headings by their names; None when this sheet has none."""
    for row in rows:
        if row.number > HEAD_WITHIN:
            return None
        names = [cells.line(value) for value in row.values]
        places = columns.found_in(names)
        if places:
            headings = {field: names[place] for field, place in places.items()}
            return Export(rows, places, headings, row.number)
    return None
