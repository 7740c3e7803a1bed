"""The rows of a chart's table, written here: a template takes five times as long for as many cells."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from complaints.insights.charts.chart import Cell, Chart, Line


def rows(chart: Chart, pairs: Iterable[tuple[Line, float]]) -> SafeString:
    """Return the rows of a table.

    Args:
        chart: whose rows they are.
        pairs: each row with the length of its bar in percent.
    """
    found: list[str] = []
    group = ""
    for line, share in pairs:
        if chart.grouped and line.group != group:
            group = line.group
            found.append(
                f'<tr class="group"><th scope="rowgroup" colspan="{_width(chart)}">'
                f"{escape(group)}</th></tr>"
            )
        found.append(f"<tr>{_head(line, share if chart.has_bars else None)}")
        label = escape(line.label)
        found += [_cell(cell, label) for i, cell in enumerate(line.cells) if not chart.is_text(i)]
        if chart.spark:
            words = f'<span class="sr">{escape(line.group)}</span>'
            found.append(f'<td class="spark-cell">{line.spark}{words}</td>')
        found.append("</tr>")
        if chart.texts:
            found.append(
                f'<tr class="meaning"><td colspan="{_width(chart)}"><p>{_texts(chart, line)}</p>'
                "</td></tr>"
            )
    return mark_safe("".join(found))  # noqa: S308  (every word of it went through escape)


def _texts(chart: Chart, line: Line) -> str:
    """Return the words of a row: the last column as it is, the others behind their headings."""
    *others, last = chart.texts
    told = [f"{chart.heads[i + 1]}: {line.cells[i].words}." for i in others]
    return escape(" ".join([line.cells[last].words, *told]))


def _width(chart: Chart) -> int:
    """Return how many columns the table has."""
    return 1 + len(chart.columns) + bool(chart.spark)


def _head(line: Line, share: float | None) -> str:
    label = escape(line.label)
    if line.url:
        label = f'<a class="alone" href="{escape(line.url)}">{label}</a>'
    bar = ""
    if share is not None:
        bar = (
            f'<svg class="bar tone-{escape(line.tone)}" aria-hidden="true" width="100%" height="8">'
            f'<rect width="{share:.1f}%" height="8" rx="3"></rect></svg>'
        )
    return f'<th scope="row">{label}{bar}</th>'


def _cell(cell: Cell, label: str) -> str:
    """Return a cell; ``label`` is what its row is of, escaped."""
    words = escape(cell.words)
    if cell.url:
        said = f'<span class="sr"> laporan, {label}</span>'
        words = f'<a class="alone" href="{escape(cell.url)}">{words}{said}</a>'
    tone = f" cell-{escape(cell.tone)}" if cell.tone else ""
    return f'<td class="number{tone}">{words}</td>'
