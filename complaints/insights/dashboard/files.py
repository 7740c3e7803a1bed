"""The tables and pictures of the dashboard as files: CSV, SVG, PNG, and one workbook of all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from complaints import typeset
from complaints.insights.charts import drawing
from complaints.insights.charts.chart import Chart, Line
from complaints.insights.filters import Asked
from lapor import words
from lapor.clock import now
from lapor.sheets import harmless

MARK = "\ufeff"
"""Tells Excel that a CSV is UTF-8."""
LONGEST_NAME_OF_A_SHEET = 31
WIDTHS = (34, 16)
TYPES = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}


def of_chart(chart: Chart, kind: str, words: str) -> str | bytes:
    """Return a chart as a file.

    Args:
        chart: what is drawn.
        kind: one of ``TYPES``.
        words: what was asked of the figures.
    """
    if kind == "csv":
        return as_csv(chart)
    picture = drawing.as_file(chart, words)
    return typeset.png(picture) if kind == "png" else picture


def as_csv(chart: Chart) -> str:
    """Return a chart as CSV in UTF-8 with a mark for Excel; formulas are defused (CWE-1236)."""
    page = io.StringIO()
    page.write(MARK)
    writer = csv.writer(page, delimiter=";")
    writer.writerow(chart.heads)
    writer.writerows(_values(line) for line in chart.lines)
    return page.getvalue()


def as_workbook(asked: Asked, charts: Iterable[Chart], sentence: str) -> io.BytesIO:
    """Return a workbook: what was asked and the published sentence first, then a sheet per chart."""
    import openpyxl  # noqa: PLC0415  (heavy, and used only here)

    book = openpyxl.Workbook(write_only=True)
    front = book.create_sheet("Ringkasan")
    front.column_dimensions["A"].width = 100
    for text in ("Dasbor LAPOR", asked.words, sentence, f"Keadaan per {words.moment(now())}"):
        front.append([harmless(text)])
    for chart in charts:
        sheet = book.create_sheet(chart.title[:LONGEST_NAME_OF_A_SHEET].replace("/", "-"))
        sheet.column_dimensions["A"].width = WIDTHS[0]
        for letter in "BCDEF":
            sheet.column_dimensions[letter].width = WIDTHS[1]
        sheet.freeze_panes = "B3"
        sheet.append([harmless(chart.sentence)])
        sheet.append(list(chart.heads))
        for line in chart.lines:
            sheet.append(_values(line))
    page = io.BytesIO()
    book.save(page)
    page.seek(0)
    return page


def _values(line: Line) -> list[float | str]:
    values = [cell.words if cell.value is None else cell.value for cell in line.cells]
    return [harmless(one) if isinstance(one, str) else one for one in (line.label, *values)]
