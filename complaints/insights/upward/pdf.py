"""A report of a period as a tagged PDF: cover, contents, tables with charts, cases, method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from complaints import typeset
from complaints.fields import number
from complaints.insights import telling
from complaints.insights.figure import Unit
from complaints.insights.figures import BY_CODE
from complaints.insights.upward.columns import PROMISES
from complaints.insights.upward.contents import Contents, Group, Row, Table, told
from lapor import logo, words

SOURCE = Path(__file__).with_name("report.typ")
MOST_BARS = 12
PLAIN = ("service", "form")
"""Tables without a chart: they are of the agencies again."""
PARTS = ("Tertangani", "Dalam proses", "Belum ditindaklanjuti")
"""Of what the columns of the trend are stacked, from below: columns 1 to 3 of its table."""


def pdf_of(contents: Contents, *, edition: int = 1, note: str = "") -> bytes:
    """Return a report as a PDF that a screen reader can read.

    Args:
        contents: what it tells.
        edition: which making of this period it is.
        note: why there is another edition.
    """
    drawing = logo.drawing(settings.LAPOR_LOGO)
    return typeset.pdf(SOURCE, variables(contents, edition=edition, note=note), logo=drawing)


def variables(contents: Contents, *, edition: int, note: str) -> dict[str, Any]:
    """Return everything variable of the paper, in words."""
    return {
        "title": f"Laporan pengaduan masyarakat {contents.period}",
        "publisher": f"LAPOR {contents.town}",
        "town": contents.town,
        "whose": contents.whose,
        "period": telling.capital(contents.period),
        "days": _days(contents),
        "as_of": f"Keadaan per {words.moment(datetime.fromisoformat(contents.as_of))}",
        "edition": f"Edisi {edition}" + (f": {note}" if note else ""),
        "sentence": contents.sentence,
        "tiles": [_tile(contents, code) for code in telling.PUBLISHED],
        "compared": [telling.capital(words) for words in contents.compared],
        "groups": {group.code: _group(group, len(contents.compared)) for group in contents.groups},
        "states": _table(contents.states),
        "state_bars": _bars(contents.states.rows),
        "trend": _table(contents.trend),
        "columns": _columns(contents.trend),
        "parts": PARTS,
        "tables": {one.code: _table(one) for one in contents.tables},
        "bars": {one.code: _bars(one.rows) for one in contents.tables if one.code not in PLAIN},
        "promise_bars": _promises(contents),
        "cases": [vars(case) for case in contents.cases],
        "method": [
            [one.name, telling.capital(one.formula), telling.capital(one.hides)]
            for one in contents.method
        ],
    }


def _days(contents: Contents) -> str:
    first, until = (date.fromisoformat(one) for one in (contents.first, contents.until))
    said = f"Laporan yang diterima {words.day(first)} sampai {words.day(until)}."
    running = contents.until != contents.last
    return f"{said} Masa ini masih berjalan; angkanya sementara." if running else said


def _tile(contents: Contents, code: str) -> dict[str, str]:
    line = contents.lines[code]
    return {"value": line.words[0], "name": BY_CODE[code].name}


def _group(group: Group, earlier: int) -> dict[str, Any]:
    rows = [[line.name, *line.words[: 1 + earlier], line.change] for line in group.lines]
    return {"title": group.title, "says": group.says, "rows": rows}


def _table(table: Table) -> dict[str, Any]:
    units = [column.unit for column in table.columns]

    def row(name: str, beside: str, values: Iterable[float | None]) -> list[str]:
        texts = [told(unit, value) for unit, value in zip(units, values, strict=True)]
        return [name, *([beside] if table.beside else []), *texts]

    return {
        "title": table.title,
        "says": table.says,
        "head": [table.head, *([table.beside] if table.beside else [])],
        "columns": [column.name for column in table.columns],
        "rows": [row(one.name, one.beside, one.values) for one in table.rows],
        "total": row("Semua", "", table.total) if table.total else [],
    }


def _bars(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the fullest rows as bars: a label, a value in words, and a length from 0 to 1."""
    shown = rows[:MOST_BARS]
    largest = max((_first(row) for row in shown), default=0)
    return [
        {"label": row.name, "words": number(_first(row)), "length": _first(row) / (largest or 1)}
        for row in shown
    ]


def _columns(trend: Table) -> list[dict[str, Any]]:
    """Return the steps of the trend as stacked columns, with heights from 0 to 1."""
    largest = max((_first(row) for row in trend.rows), default=0) or 1
    return [
        {
            "label": row.name if row.name.isdecimal() else row.name[:3],
            "words": number(_first(row)),
            "heights": [(value or 0) / largest for value in row.values[1:]],
        }
        for row in trend.rows
    ]


def _promises(contents: Contents) -> list[dict[str, Any]]:
    lines = [(name, contents.lines[code].now) for code, name in PROMISES.items()]
    return [
        {
            "label": telling.capital(name),
            "words": told(Unit.SHARE.value, value),
            "length": value or 0,
        }
        for name, value in lines
    ]


def _first(row: Row) -> int:
    return int(row.values[0] or 0)
