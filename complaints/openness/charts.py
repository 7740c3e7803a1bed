"""A record over time as columns, drawn here: a wide one received, a narrow one inside it done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from complaints.figures.protection import Cell, Mark
from complaints.openness.record import Step
from lapor.words import MONTHS

HEIGHT = 150
"""Of the tallest column, in pixels; widths are shares, so that letters keep their size."""
TOP = 22
SHORT_MONTH = 3


@dataclass(frozen=True)
class Column:
    """One year or month: its words, and where it is drawn (percents across, pixels down)."""

    label: str
    name: str
    received: Cell
    done: Cell
    is_running: bool
    middle: float
    wide_at: float
    narrow_at: float
    received_top: float
    received_height: float
    done_top: float
    done_height: float
    sign: str


@dataclass(frozen=True)
class Chart:
    """Columns with their sentence; the table beside them has the same numbers."""

    columns: list[Column]
    sentence: str
    wide: float
    narrow: float
    height: int = TOP + HEIGHT + 26
    ground: int = TOP + HEIGHT
    labels_at: int = TOP + HEIGHT + 18


def chart(steps: Sequence[Step], *, by_month: bool) -> Chart | None:
    """Return the chart of some years or months; None where there are none."""
    if not steps:
        return None
    share = 100 / len(steps)
    wide, narrow = min(share * 0.62, 9.0), min(share * 0.3, 4.4)
    most = max([one.received.value or 0 for one in steps] + [1])
    columns = [
        _column(one, (place + 0.5) * share, wide, narrow, most, by_month=by_month)
        for place, one in enumerate(steps)
    ]
    return Chart(columns, _sentence(columns), round(wide, 2), round(narrow, 2))


def _column(
    step: Step, middle: float, wide: float, narrow: float, most: int, *, by_month: bool
) -> Column:
    name = f"{MONTHS[step.start.month - 1]} {step.start.year}" if by_month else str(step.start.year)
    received = HEIGHT * (step.received.value or 0) / most
    done = HEIGHT * (step.done.value or 0) / most
    return Column(
        label=name[:SHORT_MONTH] if by_month else name,
        name=f"{name} (berjalan)" if step.is_running else name,
        received=step.received,
        done=step.done,
        is_running=step.is_running,
        middle=round(middle, 2),
        wide_at=round(middle - wide / 2, 2),
        narrow_at=round(middle - narrow / 2, 2),
        received_top=round(TOP + HEIGHT - received, 1),
        received_height=round(received, 1),
        done_top=round(TOP + HEIGHT - done, 1),
        done_height=round(done, 1),
        sign=_sign(step),
    )


def _sign(step: Step) -> str:
    """Return what stands over the column."""
    if step.received.mark is Mark.FEW:
        return "<10"
    return step.received.words if step.received.is_shown else "–"


def _sentence(columns: list[Column]) -> str:
    shown = [one for one in columns if one.received.value]
    hidden = sum(not one.received.is_shown for one in columns)
    if not shown:
        return "Jumlahnya terlalu kecil untuk ditampilkan."
    most = max(shown, key=lambda one: one.received.value or 0)
    said = f"Paling banyak diterima pada {most.name}: {most.received.words} laporan"
    said += f", {most.done.words} di antaranya selesai." if most.done.is_shown else "."
    return f"{said} {hidden} masa tidak ditampilkan." if hidden else said
