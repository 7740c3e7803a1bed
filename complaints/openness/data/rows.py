"""The rows of the open data, in the order of their columns; read in pieces, never all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Region
from complaints.figures import reading
from complaints.figures.cuts import Sums
from complaints.figures.protection import FEW, HIDDEN, Cell, part, row
from complaints.figures.slices import Slice
from complaints.insights.figures import BY_CODE
from complaints.links import absolute
from complaints.models import Complaint, Seal
from complaints.models.complaint import RELEASED, Kind
from complaints.models.figures import Grain
from complaints.models.public import STATE_GROUPS
from complaints.openness import record
from lapor import clock
from routing.models import Category

AT_ONCE = 2000
FIGURES = tuple(BY_CODE[code] for code in ("received", "followed", "done", "confirmed"))
SUMS = tuple(name for figure in FIGURES for name in figure.part)
GROUP_OF = {state: word for word, states in STATE_GROUPS.items() for state in states}
NO_OFFICE, NO_CATEGORY = ("", "belum diteruskan"), ("tanpa", "belum ada kategori")
EVERY_CATEGORY = "semua kategori"
NO_MONTHS, NO_CATEGORIES = "bulan tidak dirinci", "kategori tidak dirinci"

Row = list[Any]
Key = tuple[int, str, str, str]
"""Of a row of figures: year, month, code of the office, code of the category."""
Before = Mapping[Key, Sequence[int | None]]
"""The numbers that were told last time, by row."""


def reports() -> Iterator[Row]:
    """Yield every report whose public text is released, in the order of filing."""
    categories = dict(Category.objects.values_list("pk", "name"))
    regions = {
        pk: (code, name) for pk, code, name in Region.objects.values_list("pk", "code", "name")
    }
    agencies = {
        pk: (code, name)
        for pk, code, name in Agency.objects.values_list("pk", "code", "short_name")
    }
    columns = ("pk", "code", "created_at", "kind", "category_id", "region_id", "lead_id", "status")
    texts = ("public_title", "public_text", "support_count")
    last = 0
    while found := list(
        Complaint.objects.filter(RELEASED, pk__gt=last)
        .order_by("pk")
        .values_list(*columns, *texts)[:AT_ONCE]
    ):
        for pk, code, at, kind, category, region, lead, state, title, text, supports in found:
            last = pk
            yield [
                code,
                timezone.localdate(at).isoformat(),
                Kind(kind).label,
                categories.get(category, ""),
                *regions.get(region, ("", "")),
                *agencies.get(lead, ("", "")),
                GROUP_OF[state],
                title,
                text,
                supports,
                absolute(reverse("citizens:public_detail", args=[code])),
            ]


def years() -> Iterator[Row]:
    """Yield the published figures of every year that is over."""
    for number in sorted(record.by_year()):
        told = record.whole(number)
        if told.is_over:
            totals = told.totals
            counts = [told.counts[figure.code].value for figure in record.OUTCOMES]
            four = (totals.received, totals.handled, totals.in_process, totals.not_started)
            yield [number, *four, *counts]


def seals() -> Iterator[Row]:
    """Yield the last seal of each day that is over.

    Not how many events it covers: in a quiet hour that would tell of a single one.
    """
    day, last = None, ""
    for at, value in Seal.objects.order_by("pk").values_list("at", "hash").iterator(AT_ONCE):
        this = timezone.localdate(at)
        if day is not None and this != day:
            yield [day.isoformat(), last]
        day, last = this, value
    if day is not None and day < clock.today():
        yield [day.isoformat(), last]


def figures(before: Before) -> Iterator[Row]:
    """Yield the protected figures of every month that is over, by office and category.

    Args:
        before: what was told last time; a number that changed by less than ten is
            told as before, so that two files do not tell of one report.
    """
    categories = {
        pk: (code, name) for pk, code, name in Category.objects.values_list("pk", "code", "name")
    }
    for number, offices in sorted(record.by_year().items()):
        rows = record.Rows.of(offices, sum(offices.values(), Counter[str]()))
        cells = _by_office(number)
        for place, pk in enumerate(rows.order):
            told = [rows.received[place], *(one[place] for one in rows.counts.values())]
            names = (number, _office(pk))
            yield from _of_office(names, cells.get(pk, {}), told, categories, before)


def _of_office(
    names: tuple[int, tuple[str, str]],
    cells: dict[date, dict[int | None, Sums]],
    told: list[Cell],
    categories: Mapping[int, tuple[str, str]],
    before: Before,
) -> Iterator[Row]:
    """Yield the months of an office that are over; its year in one row, where no month is told.

    Never a year that still runs: day by day its row would grow by the reports of the running month.
    """
    number, head = names
    months = _months(number, cells, [one.is_shown for one in told]) if told[0].is_shown else []
    if not any(one[0].is_shown for _, _, one in months):
        if told[0].value != 0 and number < clock.today().year:
            yield _row((number, "", *head, "", EVERY_CATEGORY), told, before, NO_MONTHS)
        return
    running = clock.today().replace(day=1)
    for start, by_category, one in months:
        if start < running and one[0].value != 0:
            yield from _of_month(start, head, by_category, one, categories, before)


def _by_office(number: int) -> dict[int | None, dict[date, dict[int | None, Sums]]]:
    """Return the sums of a year by office, month and category."""
    asked = Slice(*record.first_and_last(number))
    found: dict[int | None, dict[date, dict[int | None, Sums]]] = {}
    heads = {pk: one.office_id for pk, one in record.agencies().items()}
    for start, cells in reading.series(asked, Grain.MONTH, *SUMS, by=["lead", "category"]).items():
        for (lead, category), sums in cells.items():
            office = found.setdefault(lead and heads.get(lead, lead), {})
            office.setdefault(start, {}).setdefault(category, Counter()).update(sums)
    return found


Month = tuple[date, dict[int | None, Sums], list[Cell]]


def _months(
    number: int, months: dict[date, dict[int | None, Sums]], shown: Sequence[bool]
) -> list[Month]:
    """Return the months of an office, each with its protected numbers."""
    starts = [date(number, month, 1) for month in range(1, 13)]
    sums = [sum(months.get(start, {}).values(), Counter[str]()) for start in starts]
    whole = row([one["received"] for one in sums])
    told = [whole, *_parts(sums, whole, shown)]
    return [
        (start, months.get(start, {}), [cells[place] for cells in told])
        for place, start in enumerate(starts)
    ]


def _parts(sums: list[Sums], whole: list[Cell], shown: Sequence[bool]) -> list[list[Cell]]:
    """Return the rows of the outcomes beside the row received; hidden where their total is."""
    return [
        part([figure.count(one) for one in sums], whole) if shown[place] else [HIDDEN] * len(sums)
        for place, figure in enumerate(FIGURES[1:], start=1)
    ]


def _of_month(
    start: date,
    head: tuple[str, str],
    by_category: dict[int | None, Sums],
    told: list[Cell],
    categories: Mapping[int, tuple[str, str]],
    before: Before,
) -> Iterator[Row]:
    """Yield the categories of one month of an office; the month in one row, where none is told."""
    names = (start.year, f"{start:%Y-%m}", *head)
    order = sorted(by_category, key=lambda pk: categories.get(pk or 0, ("", ""))[0])
    sums = [by_category[pk] for pk in order]
    whole = row([one["received"] for one in sums]) if told[0].is_shown else []
    if not any(one.is_shown for one in whole):
        yield _row((*names, "", EVERY_CATEGORY), told, before, NO_CATEGORIES)
        return
    cells = [whole, *_parts(sums, whole, [one.is_shown for one in told])]
    for place, pk in enumerate(order):
        if whole[place].value != 0:
            category = categories.get(pk or 0, NO_CATEGORY)
            yield _row((*names, *category), [one[place] for one in cells], before)


def _office(pk: int | None) -> tuple[str, str]:
    agency = record.agencies().get(pk or 0)
    return (agency.code, agency.short_name) if agency else NO_OFFICE


def _row(
    names: tuple[int, str, str, str, str, str],
    cells: Sequence[Cell],
    before: Before,
    note: str = "",
) -> Row:
    number, month, office, _, category, _ = names
    was = before.get((number, month, office, category), [None] * len(cells))
    values = [settled(old, one.value) for old, one in zip(was, cells, strict=True)]
    notes = dict.fromkeys([note] * bool(note) + [one.mark.value for one in cells if one.mark])
    return [*names, *values, "; ".join(notes)]


def settled(old: int | None, new: int | None) -> int | None:
    """Return what is told of a number that was told as ``old`` and is ``new``."""
    if old is None or new is None:
        return new
    return old if abs(new - old) < FEW else new
