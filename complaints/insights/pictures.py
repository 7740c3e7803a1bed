"""From figures to what the dashboard draws: tiles, bars and tables, each with its list behind."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from complaints.insights.totals import LateAgency, Totals, number
from complaints.states import State
from lapor import words


@dataclass(frozen=True)
class Tile:
    """One big number."""

    value: str
    label: str
    note: str = ""
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart, which is also the row of its table."""

    label: str
    value: str
    share: int
    url: str = ""
    tone: str = ""
    note: str = ""


def tiles(figures: Totals, late: list[LateAgency]) -> list[Tile]:
    """Return the four numbers at the head of the dashboard."""
    return [
        Tile(number(figures.received), "Aduan diterima", "Tanpa spam, uji coba, dan yang disegel"),
        Tile(number(figures.handled), "Tertangani", share_of(figures.handled, figures.received)),
        Tile(
            number(figures.in_process),
            "Dalam proses",
            share_of(figures.in_process, figures.received),
        ),
        Tile(
            number(sum(row.late for row in late)),
            "Lewat tenggat sekarang",
            "Semua tahun, dihitung saat ini",
            tone="danger" if late else "success",
        ),
    ]


def state_rows(figures: Totals) -> list[Bar]:
    """Return a bar for each state that occurs, in the order of the main road."""
    most = max(figures.by_state.values(), default=0)
    return [
        Bar(
            label=State(state).label,
            value=number(amount),
            share=round(100 * amount / most) if most else 0,
            note=share_of(amount, figures.received),
            url=f"{reverse('desk:inbox')}?{urlencode({'keadaan': state})}",
        )
        for state in State.values
        if (amount := figures.by_state.get(state, 0))
    ]


def late_rows(late: list[LateAgency]) -> list[Bar]:
    """Return a bar for each agency with late reports."""
    most = max((row.late for row in late), default=0)
    return [
        Bar(
            label=str(row.agency) if row.agency else "Koordinator (belum diteruskan)",
            value=number(row.late),
            share=round(100 * row.late / most),
            note=f"tertua: {words.day(row.oldest_due)}" if row.oldest_due else "",
            tone="danger",
        )
        for row in late
    ]


def share_of(part: int, whole: int) -> str:
    """Return a share in words, such as *97,2 persen*."""
    return f"{100 * part / whole:.1f}".replace(".", ",") + " persen" if whole else ""
