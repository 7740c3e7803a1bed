"""By what it is cut: agencies with all below them, categories, kelurahan on a map, doors, classes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from agencies.models import Agency
from complaints.fields import number
from complaints.figures.cuts import Sums
from complaints.insights import telling
from complaints.insights.charts import drawing
from complaints.insights.charts.chart import Cell, Chart, Kind, Line, count_cell
from complaints.insights.dashboard.numbers import Numbers
from complaints.insights.figures import BY_CODE
from complaints.insights.filters import (
    AGENCY,
    CATEGORY,
    CHANNEL,
    KLASS,
    NONE,
    WARD,
)
from complaints.insights.town import NO_CATEGORY, NO_LEAD, NO_WARD
from complaints.models.complaint import Channel
from complaints.models.figures import Klass
from lapor.words import MONTHS

SHOWN = 10
KEPT = BY_CODE["kept_resolution"]
UNKNOWN = (NO_LEAD, NO_CATEGORY, NO_WARD)
"""Rows of what is not known yet: the last, however many there are."""


def agencies(numbers: Numbers) -> Chart:
    """The agencies, each with all below it; one that is asked for is told with its units."""
    by_lead = numbers.by("lead")
    nodes = _nodes(numbers)
    lines = [_agency(numbers, row, ids, _added(by_lead, ids)) for row, ids in nodes]
    lines = sorted(
        (line for line in lines if line.first or line.cells[2].value), key=lambda one: -one.first
    )
    if None in by_lead and numbers.asked.slice.lead is None:
        lines.append(_part(numbers, NO_LEAD, AGENCY, NONE, by_lead[None]))
    busiest = next((line for line in lines if line.first), None)
    latest = max(lines, key=lambda line: line.cells[2].value or 0, default=None)
    sentence = "Belum ada laporan pada masa ini."
    if busiest is not None:
        sentence = f"Terbanyak diterima: {busiest.label} ({busiest.cells[0].words})"
        if latest is not None and latest.cells[2].value:
            sentence += f"; terbanyak lewat tenggat: {latest.label} ({latest.cells[2].words})"
        sentence += "."
    return Chart(
        "instansi",
        "Instansi" if numbers.asked.agency is None else f"{numbers.asked.agency} dan unitnya",
        sentence,
        ("Instansi", "Diterima", "Tertangani", "Lewat tenggat", "Jawaban tepat waktu", "Disanggah"),
        tuple(lines),
        note="Setiap instansi bersama semua unit di bawahnya. Nama membuka dasbornya, angka membuka daftarnya.",
        shown=SHOWN,
        spark="12 bulan" if numbers.has_sparks else "",
    )


def _nodes(numbers: Numbers) -> list[tuple[Agency, tuple[int, ...]]]:
    """Return the agencies of the table, each with the ids that it adds up."""
    town, asked = numbers.asked.town, numbers.asked
    allowed = asked.scope.agencies
    known = [row for row in town.agencies.values() if allowed is None or row.pk in allowed]
    top = asked.agency
    if top is None:
        ids = {row.pk for row in known}
        heads = [row for row in known if not ids.intersection(row.ancestor_ids)]
        if len(heads) != 1:
            return [(row, town.below[row.pk]) for row in heads]
        top = heads[0]
    children = [row for row in known if row.parent_id == top.pk]
    return [(top, (top.pk,)), *((row, town.below[row.pk]) for row in children)]


def _agency(numbers: Numbers, row: Agency, ids: tuple[int, ...], sums: Sums) -> Line:
    label, own = row.short_name, len(ids) == 1 and row == numbers.asked.agency
    line = _part(numbers, f"{label} sendiri" if own else label, AGENCY, row.code, sums)
    if not numbers.has_sparks:
        return line
    months, found = numbers.sparks
    by_month = [found.get(month, {}) for month in months]
    values = [sum(sums[pk]["received"] for pk in ids if pk in sums) for sums in by_month]
    top = max(range(len(values)), key=values.__getitem__)
    words = f"terbanyak {MONTHS[months[top].month - 1]} {months[top].year}: {number(values[top])}"
    return replace(line, spark=drawing.spark(values), group=words if values[top] else "")


def _added(found: Mapping[Any, Sums], ids: tuple[int, ...]) -> Sums:
    return sum((found[pk] for pk in ids if pk in found), Sums())


def _part(numbers: Numbers, label: str, name: str, value: str, sums: Sums) -> Line:
    """Return the row of one part: received, handled, late, promise kept, objected."""
    asked = numbers.asked

    def behind(code: str) -> str:
        return asked.address("insights:list", code, **{name: value})

    handled, received = BY_CODE["handled"].count(sums), sums["received"]
    kept = KEPT.value(sums)
    return Line(
        label,
        (
            count_cell(received, behind("received")),
            Cell(
                telling.share_of(handled, received) or telling.NOTHING,
                handled,
                behind("handled") if handled else "",
            ),
            count_cell(sums["late"], behind("late"), "danger"),
            Cell(telling.told(KEPT, kept), kept and round(100 * kept, 1)),
            count_cell(sums["objected"], behind("objected")),
        ),
        url=asked.address("insights:dashboard", **{name: value}),
    )


def _chart(
    numbers: Numbers,
    code: str,
    title: str,
    name: str,
    lines: list[Line],
    *,
    say: Callable[[Line], str],
) -> Chart:
    lines = sorted(lines, key=lambda line: (line.label in UNKNOWN, -line.first))
    received = numbers.count("received")
    sentence = "Belum ada laporan pada masa ini."
    top = next((line for line in lines if line.first), None)
    if top is not None and top.label in UNKNOWN:
        sentence = f"{top.label}: {top.cells[0].words} laporan."
    elif top is not None:
        share = telling.share_of(int(top.first), received)
        sentence = f"{say(top)}: {top.cells[0].words} laporan, {share} dari semua."
    return Chart(
        code,
        title,
        sentence,
        (name, "Diterima", "Tertangani", "Lewat tenggat"),
        tuple(replace(line, cells=line.cells[:3]) for line in lines),
        shown=SHOWN,
    )


def categories(numbers: Numbers) -> Chart:
    """What the reports are about."""
    known = {row.pk: row for row in numbers.asked.town.categories.values()}
    lines = [
        _part(numbers, known[pk].name, CATEGORY, known[pk].code, sums)
        if pk in known
        else _part(numbers, NO_CATEGORY, CATEGORY, NONE, sums)
        for pk, sums in numbers.by("category").items()
    ]
    return _chart(
        numbers,
        "kategori",
        "Tentang apa",
        "Kategori",
        lines,
        say=lambda line: f"Paling sering tentang {line.label.lower()}",
    )


def places(numbers: Numbers) -> tuple[Chart, Chart]:
    """Where: a table by kelurahan, and the same on a map."""
    known = {row.pk: row for row in numbers.asked.town.regions.values()}
    lines = []
    for pk, sums in numbers.by("region").items():
        row = known.get(pk)
        if row is None:
            lines.append(_part(numbers, NO_WARD, WARD, NONE, sums))
            continue
        at = (
            None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
        )
        line = _part(numbers, row.name, WARD, row.code, sums)
        lines.append(replace(line, at=at, group=row.parent.name if row.parent else ""))
    table = _chart(
        numbers,
        "kelurahan",
        "Di mana",
        "Kelurahan",
        lines,
        say=lambda line: f"Paling banyak dari {line.label}",
    )
    return table, replace(
        table,
        code="peta",
        title="Peta per kelurahan",
        kind=Kind.MAP,
        lines=tuple(line for line in table.lines if line.at is not None),
        note="Makin besar lingkaran, makin banyak laporan; letaknya titik tengah kelurahan.",
    )


def doors(numbers: Numbers) -> tuple[Chart, Chart]:
    """Through which door, and of which class: one question for both."""
    found = numbers.by("channel", "klass")
    channels = [
        _part(numbers, label, CHANNEL, value, sums)
        for value, label in Channel.choices
        if (sums := sum((s for (door, _), s in found.items() if door == value), Sums()))
    ]
    classes = [
        _part(numbers, label, KLASS, value, sums)
        for value, label in Klass.choices
        if (sums := sum((s for (_, klass), s in found.items() if klass == value), Sums()))
    ]
    return (
        _chart(
            numbers,
            "saluran",
            "Lewat mana",
            "Saluran",
            channels,
            say=lambda line: f"Paling banyak lewat {line.label.lower()}",
        ),
        _chart(
            numbers,
            "klasifikasi",
            "Klasifikasi",
            "Klasifikasi",
            classes,
            say=lambda line: f"Paling banyak {line.label.lower()}",
        ),
    )
