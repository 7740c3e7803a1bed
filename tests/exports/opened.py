"""Reading a file of a list as a spreadsheet program would."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

from django.http.response import HttpResponseBase
from openpyxl import load_workbook

Rows = list[dict[str, Any]]


def content(answer: HttpResponseBase) -> bytes:
    """Return what came."""
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer)


def sheets(file: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the cells of every sheet of a workbook."""
    book = load_workbook(io.BytesIO(file))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


def workbook(file: bytes) -> Rows:
    """Return the reports of a workbook, each by the headings of its cells."""
    headings, *rows = sheets(file)["Laporan"]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def separated(file: bytes, delimiter: str = ";") -> Rows:
    """Return the same of separated text."""
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def everything(file: bytes) -> str:
    """Return all that stands anywhere in a file, also in the parts of a workbook."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        return file.decode()
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())
