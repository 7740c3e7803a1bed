"""Exports as cities have them, made in the test: tidy ones, and dreadful ones."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from complaints.sp4n.columns import TITLES

HEAD = tuple(TITLES.values())


def row(number: int, **cells: Any) -> list[Any]:
    """Return one report of the export, whole; ``cells`` say what is different about it."""
    usual: dict[str, Any] = {
        "tracking_id": number,
        "sent_on": "23 Sep 2024",
        "sent_time": "00:41:43",
        "klass": "Pengaduan Tidak Berkadar Pengawasan",
        "category_id": 928,
        "category": "Infrastruktur Jalan",
        "title": f"Jalan berlubang nomor {number}",
        "text": f"Jalan di depan pasar berlubang sejak bulan lalu. Laporan {number}.",
        "channel": "Website",
        "parent_agency": "Pemerintah Kota Palangka Raya",
        "agency_id": 7101,
        "agency": "Dinas Pekerjaan Umum dan Penataan Ruang",
        "status": "Ditutup oleh Sistem",
        "province": "Kalimantan Tengah",
        "city": "Kota Palangka Raya",
        "district": "PAHANDUT",
        "ward": "LANGKAI",
    }
    return [(usual | cells).get(name) for name in TITLES]


def xlsx(path: Path, rows: Iterable[Sequence[Any]], *, above: Iterable[Sequence[Any]] = ()) -> Path:
    """Write a workbook: what stands above the headings, the headings, the rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for one in (*above, HEAD, *rows):
        sheet.append(list(one))
    book.save(path)
    return path


def separated(
    rows: Iterable[Sequence[Any]], delimiter: str = ",", head: Sequence[str] = HEAD
) -> str:
    """Return the rows as separated text with the headings."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows([["" if one is None else one for one in cells] for cells in rows])
    return out.getvalue()


def bomb(path: Path, size: int) -> Path:
    """Write a workbook whose sheet is ``size`` bytes of blanks."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return path
