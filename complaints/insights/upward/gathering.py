"""Reading a report's figures: only from the sums that the dashboards read, in a bounded number of questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from agencies.models import Agency
from complaints.figures import reading
from complaints.figures.cuts import Sums
from complaints.figures.reading import Times
from complaints.figures.slices import Slice
from complaints.insights import telling
from complaints.insights.figure import Figure, Unit
from complaints.insights.figures import ALL, BY_CODE
from complaints.insights.period import Length, Period
from complaints.insights.town import NO_CATEGORY, NO_LEAD, NO_WARD, Town
from complaints.insights.upward import cases, saying
from complaints.insights.upward.columns import GROUPS, SPECS, STAND, Spec
from complaints.insights.upward.contents import (
    Column,
    Contents,
    Group,
    Line,
    Method,
    Row,
    Table,
    Value,
)
from complaints.law import reasons
from complaints.models import Reason
from complaints.models.complaint import Channel
from complaints.models.figures import BUCKETS, Grain, Klass
from complaints.states import State
from lapor.words import MONTHS

REPORTS, SHARE = Unit.REPORTS.value, Unit.SHARE.value
SAME_DAY = " sampai hari yang sama"


def gather(period: Period, *, agency: Agency | None, now: datetime) -> Contents:
    """Return the report of a period as things stand at this moment.

    Args:
        period: a month, quarter or year; one that runs is told until today.
        agency: only what it and the units below it lead; None for the whole town.
        now: the moment that is printed.
    """
    town = Town.read()
    lead = None if agency is None else town.below[agency.pk]
    asked = Slice(period.first, period.last, lead=lead)
    earlier = [one.like(period) for one in (period.previous(), period.year_before())]
    slices = [asked, *(asked.of(first=span.first, last=span.last) for span in earlier)]
    sums = [reading.total(one) for one in slices]
    times = [reading.times(one).get((), {}) for one in slices]
    names = Names(town)
    until = SAME_DAY if period.is_running else ""
    return Contents(
        town=settings.LAPOR_CITY,
        whose="Seluruh kota" if agency is None else f"{agency} dan unit di bawahnya",
        code=period.code,
        period=period.words,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        until=period.elapsed.last.isoformat(),
        as_of=now.isoformat(),
        before=period.previous().words + until,
        year_before=period.year_before().words + until,
        sentence=telling.sentence(sums[0]),
        groups=tuple(_groups(sums, times)),
        states=_states(sums, period),
        trend=_trend(asked, period, sums[0]),
        tables=(*_tables(asked, sums[0], times[0], names), _archived(asked)),
        cases=tuple(cases.chosen(asked)),
        method=tuple(
            Method(one.name, one.unit.value, one.formula, one.hides)
            for one in ALL
            if not one.code.startswith("at_")
        ),
    )


class Names:
    """What the values of a dimension are called."""

    def __init__(self, town: Town) -> None:
        agencies = {row.pk: row.short_name for row in town.agencies.values()}
        categories = {row.pk: row.name for row in town.categories.values()}
        self.regions = {row.pk: row for row in town.regions.values()}
        wards = {pk: row.name for pk, row in self.regions.items()}
        self.of: dict[str, Callable[[Any], str]] = {
            "lead": lambda pk: agencies.get(pk, NO_LEAD),
            "category": lambda pk: categories.get(pk, NO_CATEGORY),
            "region": lambda pk: wards.get(pk, NO_WARD),
            "channel": lambda code: str(dict(Channel.choices).get(code, code)),
            "klass": lambda code: str(dict(Klass.choices).get(code, code)),
        }

    def district(self, dimension: str, pk: Any) -> str:
        """Return the kecamatan of a kelurahan; nothing for anything else."""
        row = self.regions.get(pk) if dimension == "region" else None
        return row.parent.name if row is not None and row.parent is not None else ""


def _groups(sums: list[Sums], times: list[dict[str, Times]]) -> list[Group]:
    def line(code: str) -> Line:
        figure = BY_CODE[code]
        values = [figure.value(one, many) for one, many in zip(sums, times, strict=True)]
        return Line(code, figure.name, figure.unit.value, *values)

    named = {code for _, _, codes in GROUPS for code in codes}
    rest = [one.code for one in ALL if one.code not in named and not one.code.startswith("at_")]
    return [
        Group(
            code,
            title,
            saying.of_group(code, sums[0]),
            tuple(line(one) for one in codes if one in BY_CODE),
        )
        for code, title, codes in (*GROUPS, ("others", "Lain-lain", tuple(rest)))
    ]


def _states(sums: list[Sums], period: Period) -> Table:
    earlier = sums[1:] if period.length is not Length.YEAR else sums[1:2]
    heads = ("Masa sebelumnya", "Tahun sebelumnya") if len(earlier) > 1 else ("Tahun sebelumnya",)

    def values(code: str) -> tuple[Value, ...]:
        now = sums[0][code]
        return now, _share(now, sums[0]["received"]), *(one[code] for one in earlier)

    rows = tuple(Row(State(state).label, "", values(f"at_{state}")) for state in BUCKETS)
    columns = (
        Column("Laporan", REPORTS),
        Column("Bagian", SHARE),
        *(Column(head, REPORTS) for head in heads),
    )
    says = saying.of_states(rows, sums[0]["received"])
    return Table(
        "states", "Menurut keadaan", "Keadaan", "", says, columns, rows, values("received")
    )


def _trend(asked: Slice, period: Period, whole: Sums) -> Table:
    grain = Grain.DAY if period.length is Length.MONTH else Grain.MONTH
    figures = [figure for figure, _ in STAND]
    found = reading.series(asked, grain, *_needed(figures))
    rows = []
    for step in _steps(period, grain):
        sums = found.get(step, {}).get((), Sums())
        name = f"{step.day}" if grain is Grain.DAY else MONTHS[step.month - 1]
        rows.append(Row(name, "", tuple(one.value(sums) for one in figures)))
    says = saying.of_trend(rows, by_day=grain is Grain.DAY)
    columns = tuple(Column(name, one.unit.value) for one, name in STAND)
    total = tuple(one.value(whole) for one in figures)
    head = "Tanggal" if grain is Grain.DAY else "Bulan"
    title = "Dari hari ke hari" if grain is Grain.DAY else "Dari bulan ke bulan"
    return Table("trend", title, head, "", says, columns, tuple(rows), total)


def _steps(period: Period, grain: Grain) -> list[Any]:
    """Return the first day of each step until today."""
    step = Period.around(Length.DAY if grain is Grain.DAY else Length.MONTH, period.first)
    found = []
    while step.first <= period.elapsed.last:
        found.append(step.first)
        step = step.next()
    return found


def _tables(asked: Slice, sums: Sums, times: dict[str, Times], names: Names) -> list[Table]:
    """Return the tables by each dimension; tables of the same dimension share their questions."""
    found = []
    read: dict[str, tuple[dict[Any, Sums], dict[Any, dict[str, Times]]]] = {}
    for spec in SPECS:
        if spec.dimension not in read:
            same = [one for one in SPECS if one.dimension == spec.dimension]
            figures = [figure for one in same for figure, _ in one.columns]
            by = [spec.dimension]
            slow = reading.times(asked, by=by) if any(one.step for one in figures) else {}
            read[spec.dimension] = reading.table(asked, *_needed(figures), by=by), slow
        found.append(_table(spec, *read[spec.dimension], sums, times, names))
    return found


def _table(
    spec: Spec,
    by_key: dict[Any, Sums],
    times_by_key: dict[Any, dict[str, Times]],
    sums: Sums,
    times: dict[str, Times],
    names: Names,
) -> Table:
    figures = [figure for figure, _ in spec.columns]
    present = [key for key, one in by_key.items() if one["received"]]
    name = names.of[spec.dimension]
    ordered = sorted(present, key=lambda key: (-by_key[key]["received"], name(key)))
    rows = tuple(
        Row(
            name(key),
            names.district(spec.dimension, key),
            tuple(one.value(by_key[key], times_by_key.get(key, {})) for one in figures),
        )
        for key in ordered
    )
    most = [(name(key), by_key[key]["received"]) for key in ordered]
    return Table(
        spec.code,
        spec.title,
        spec.head,
        spec.beside,
        saying.of_most(most, sums["received"]),
        tuple(Column(words, one.unit.value) for one, words in spec.columns),
        rows,
        tuple(one.value(sums, times) for one in figures),
    )


def _archived(asked: Slice) -> Table:
    found = reading.archived(asked)
    whole = sum(found.values())
    ordered = sorted(
        ((reasons.label_of(Reason.Verb.ARCHIVE, code), count) for code, count in found.items()),
        key=lambda one: (-one[1], one[0]),
    )
    rows = tuple(Row(name, "", (count, _share(count, whole))) for name, count in ordered)
    columns = (Column("Laporan", REPORTS), Column("Bagian", SHARE))
    total = (whole, _share(whole, whole))
    says = saying.of_most(ordered, whole) if whole else "Tidak ada laporan yang diarsipkan."
    return Table("archived", "Alasan diarsipkan", "Alasan", "", says, columns, rows, total)


def _needed(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("received", *(name for one in figures for name in one.sums))))


def _share(part: int, whole: int) -> Value:
    return part / whole if whole else None
