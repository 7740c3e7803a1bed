"""Figures in the words of everybody: sentences, groups of offices, working time, shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse

from agencies.models import Agency
from complaints.fields import number
from complaints.figures.cuts import EDGES
from complaints.figures.protection import FEW, Cell, Mark, row
from complaints.insights.figure import Figure
from complaints.insights.figures import BY_CODE
from complaints.insights.telling import working_time
from complaints.openness.record import (
    OUTCOMES,
    PROMISES,
    RANKED_BY,
    SPEED,
    TROUBLE,
    Record,
    Whole,
    Year,
)

TOO_FEW = "terlalu sedikit"
SHORT_NAMES = {
    "received": "Diterima",
    "followed": "Ditindaklanjuti",
    "done": "Selesai",
    "confirmed": "Dikonfirmasi pelapor",
    "reply_median": "Tanggapan pertama",
    "resolve_median": "Jawaban akhir",
    "kept_first_follow_up": "Janji tanggapan ditepati",
    "kept_resolution": "Janji jawaban ditepati",
    "objected": "Disanggah",
    "reopened": "Dibuka kembali",
}
"""Headings of narrow columns; their formulas stand below the table."""
EXPLAINED = tuple(BY_CODE[code] for code in ("received", *list(SHORT_NAMES)[1:]))


class Volume(NamedTuple):
    """Offices with about as many reports."""

    least: int
    name: str
    words: str


VOLUMES = (
    Volume(100, "Banyak laporan", "100 laporan atau lebih"),
    Volume(30, "Cukup banyak laporan", "30 sampai 99 laporan"),
    Volume(FEW, "Sedikit laporan", f"{FEW} sampai 29 laporan"),
)


@dataclass(frozen=True)
class Line:
    """One office in the table."""

    agency: Agency
    url: str
    rank: str
    cells: list[tuple[str, str]]
    """Heading and value of each column."""


@dataclass
class Group:
    """A table of offices that may be compared."""

    volume: Volume
    lines: list[Line] = field(default_factory=list)


def sentence(told: Whole) -> str:
    """Return the sentence that the town publishes of a year.

    Of a year that is over the numbers stand as they are: the town's whole, without office, place
    and subject, points at nobody. While a year runs, small ones are not told.
    """
    if told.is_over or not told.totals.received:
        return told.totals.sentence
    if told.totals.received < FEW:
        return f"Kurang dari {FEW} aduan sejauh ini."
    names = ("tertangani", "dalam proses", "belum ditindaklanjuti")
    cells = row([told.totals.handled, told.totals.in_process, told.totals.not_started])
    parts = [
        f"{one.words} {name}"
        for one, name in zip(cells, names, strict=True)
        if one.mark is not Mark.HIDDEN
    ]
    return f"Dari {number(told.totals.received)} aduan: {', '.join(parts) or 'rincian menyusul'}."


def outcomes(counts: dict[str, Cell]) -> list[dict[str, str]]:
    """Return the three figures that must not be taken for one another, as tiles."""
    notes = {
        "followed": "Mendapat sedikitnya satu tanggapan. Belum tentu beres.",
        "done": "Ditutup sesudah dijawab, juga bila pelapor diam sampai tenggat.",
        "confirmed": "Pelapor sendiri menyatakan masalahnya selesai.",
    }
    return [
        {"label": figure.name, "value": counts[figure.code].words, "note": notes[figure.code]}
        for figure in OUTCOMES
    ]


def groups(told: Year) -> list[Group]:
    """Return the offices that may be compared, by volume, the quickest first."""
    found = []
    records = [one for one in told.records if one.agency and one.received.is_shown]
    left = sorted(records, key=_order)
    for volume in VOLUMES:
        inside = [one for one in left if (one.received.value or 0) >= volume.least]
        left = [one for one in left if one not in inside]
        if inside:
            found.append(Group(volume, _lines(inside, told.number)))
    return found


def not_compared(told: Year) -> list[tuple[str, str]]:
    """Return names and addresses of the offices whose number of reports is not told."""
    return [
        (str(one.agency), url_of(one.agency, told.number))
        for one in told.records
        if one.agency and not one.received.is_shown
    ]


def not_forwarded(told: Year) -> Cell:
    """Return how many reports no office leads."""
    return next((one.received for one in told.records if one.agency is None), Cell(0))


def _order(one: Record) -> tuple[float, str]:
    return (one.times.get(RANKED_BY.code, float("inf")), str(one.agency))


def _lines(records: list[Record], year: int) -> list[Line]:
    """Return the lines of one group; who is equally quick has the same rank, who has too few none."""
    lines = []
    for place, one in enumerate(records):
        assert one.agency is not None
        mine = one.times.get(RANKED_BY.code)
        same = [other.times.get(RANKED_BY.code) for other in records].index(mine)
        rank = "" if mine is None else str(min(same, place) + 1)
        lines.append(Line(one.agency, url_of(one.agency, year), rank, columns(one)))
    return lines


def columns(one: Record) -> list[tuple[str, str]]:
    """Return heading and value of what is compared: how many, what became of them, how quickly."""
    told = [("received", one.received.words)]
    told += [(figure.code, one.counts[figure.code].words) for figure in OUTCOMES]
    told += [(RANKED_BY.code, duration(one.times.get(RANKED_BY.code)))]
    told += [("kept_resolution", percent(one.shares.get("kept_resolution")))]
    told += [(figure.code, one.counts[figure.code].words) for figure in TROUBLE]
    return [(SHORT_NAMES[code], words) for code, words in told]


def details(one: Record) -> list[tuple[str, str]]:
    """Return heading and value of how quickly an office answered, and what went wrong."""
    told = [(figure.code, duration(one.times.get(figure.code))) for figure in SPEED]
    told += [(figure.code, percent(one.shares.get(figure.code))) for figure in PROMISES]
    told += [(figure.code, one.counts[figure.code].words) for figure in TROUBLE]
    return [(SHORT_NAMES[code], words) for code, words in told]


def url_of(agency: Agency, year: int) -> str:
    """Return the address of an office's record in a year."""
    return f"{reverse('openness:agency', args=[agency.code])}?tahun={year}"


def duration(minutes: int | None) -> str:
    """Return working minutes in words; says so where there are too few reports."""
    if minutes is None:
        return TOO_FEW
    if minutes >= EDGES[-1]:
        return f"lebih dari {working_time(EDGES[-1])}"
    return working_time(minutes)


def percent(share: float | None) -> str:
    """Return a share in whole percents, never 100 or 0 where it is not: finer ones tell counts."""
    if share is None:
        return TOO_FEW
    shown = round(100 * share)
    if 0 < share < 1:
        shown = min(max(shown, 1), 99)
    return f"{shown}%"


def method() -> list[Figure]:
    """Return the figures of the table, each with its formula and what it hides."""
    return list(EXPLAINED)
