"""Chosen reports as a sheet: a file for spreadsheets, or lines to print; never who sent them."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from complaints.models import Complaint
from complaints.models.complaint import Channel
from complaints.wording import officer_status
from lapor import clock
from lapor.sheets import XLSX, harmless

HEADINGS = (
    *("Nomor tiket", "Keadaan", "Judul", "Kategori", "Kelurahan", "Tempat", "Saluran"),
    *("Instansi", "Petugas", "Dikirim", "Tenggat terdekat", "Dukungan"),
)
WIDTHS = (12, 26, 50, 24, 20, 30, 16, 26, 24, 18, 18, 10)


def row_of(complaint: Complaint) -> list[str | int]:
    """Return what a sheet says of one report, in the order of ``HEADINGS``."""
    cells = [
        complaint.code,
        officer_status(complaint),
        complaint.agency_title,
        complaint.category.name if complaint.category else "",
        complaint.region.name if complaint.region else "",
        complaint.place_text,
        Channel(complaint.channel).label,
        str(complaint.holder or ""),
        str(complaint.holder_officer or ""),
        _moment(complaint.created_at),
        _moment(complaint.next_due_at),
    ]
    return [*map(harmless, cells), complaint.support_count]


def as_file(kind: str, chosen: Sequence[Complaint]) -> HttpResponseBase:
    """Return the reports as a file to save: ``xlsx``, or ``csv`` in UTF-8 with a mark for Excel."""
    name = f"laporan-{clock.today().isoformat()}.{kind}"
    if kind == "csv":
        answer = StreamingHttpResponse(_csv(chosen), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    return FileResponse(_xlsx(chosen), as_attachment=True, filename=name, content_type=XLSX)


def _csv(chosen: Iterable[Complaint]) -> Iterator[str]:
    yield "\ufeff"
    for row in (HEADINGS, *map(row_of, chosen)):
        line = io.StringIO()
        csv.writer(line, delimiter=";").writerow(row)
        yield line.getvalue()


def _xlsx(chosen: Iterable[Complaint]) -> Any:
    """Write row by row to a file that is gone when it was sent."""
    import openpyxl  # noqa: PLC0415  (heavy, and used only here)

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Laporan")
    page.freeze_panes = "A2"
    for place, width in enumerate(WIDTHS):
        page.column_dimensions["ABCDEFGHIJKL"[place]].width = width
    page.append(HEADINGS)
    for complaint in chosen:
        page.append(row_of(complaint))
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    book.save(file)
    file.seek(0)
    return file


def _moment(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at is not None else ""
