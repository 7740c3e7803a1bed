"""Figures in words: the same digits on every page, in every file."""

from __future__ import annotations

from complaints.fields import number
from complaints.figures.cuts import Sums
from complaints.insights.figure import Figure, Good, Unit
from complaints.insights.figures import BY_CODE

HOUR, WORKING_DAY = 60, 8 * 60
"""Minutes; a working day has eight hours, as the bins of the figures have."""
NOTHING = "–"
FEW_PERCENT = 0.1
PUBLISHED = ("received", "handled", "in_process", "not_started")
"""The figures of the published sentence."""


def told(figure: Figure, value: float | None) -> str:
    """Return a figure in words: *606*, *97,2%*, *3 hari kerja 2 jam*, *4,3*; a dash for none."""
    if value is None:
        return NOTHING
    match figure.unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.WORKING_TIME:
            return working_time(round(value))
        case Unit.STARS | Unit.INDEX:
            return decimal(value)
    return number(round(value))


def with_unit(figure: Figure, value: float | None) -> str:
    """Return the same with its unit, for sentences: *606 laporan*, *4,3 bintang dari 5*."""
    words = told(figure, value)
    if value is None or figure.unit in (Unit.SHARE, Unit.WORKING_TIME):
        return words
    return f"{words} {figure.unit.value}"


def percent(share: float) -> str:
    """Return a share from 0 to 1 in words: *97,2%*; never 100 or 0 where it is not."""
    shown = round(100 * share, 1)
    if share < 1:
        shown = min(shown, 100 - FEW_PERCENT)
    if share > 0:
        shown = max(shown, FEW_PERCENT)
    return f"{shown:.1f}".replace(".", ",").removesuffix(",0") + "%"


def share_of(part: int, whole: int) -> str:
    """Return a part of a whole in percent; an empty text without a whole."""
    return percent(part / whole) if whole else ""


def decimal(value: float) -> str:
    """Return a number with one decimal: *4,3*."""
    return f"{value:.1f}".replace(".", ",")


def working_time(minutes: int) -> str:
    """Return working minutes in words: *45 menit*, *3 jam*, *3 hari kerja 2 jam*."""
    if minutes < HOUR:
        return f"{minutes} menit"
    days, hours = divmod(round(minutes / HOUR), WORKING_DAY // HOUR)
    parts = [f"{number(days)} hari kerja" if days else "", f"{hours} jam" if hours else ""]
    return " ".join(part for part in parts if part)


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def change(figure: Figure, now: float | None, before: float | None) -> str:
    """Return how a figure moved, in words; an empty text when one of them is unknown."""
    if now is None or before is None:
        return ""
    if now == before:
        return "sama"
    more = "naik" if now > before else "turun"
    match figure.unit:
        case Unit.SHARE:
            points = decimal(abs(100 * (now - before)))
            return f"{more} {points} poin" if points != "0,0" else "sama"
        case Unit.WORKING_TIME:
            slower = "lebih lama" if now > before else "lebih cepat"
            return f"{working_time(round(abs(now - before)))} {slower}"
        case Unit.STARS | Unit.INDEX:
            points = decimal(abs(now - before))
            return f"{more} {points}" if points != "0,0" else "sama"
    if not before:
        return f"{more} dari 0"
    return f"{more} {percent(abs(now - before) / before)}"


def tone_of_change(figure: Figure, now: float | None, before: float | None) -> str:
    """Return the tone of a move: better is success, worse is warning, else none."""
    if now is None or before is None or now == before or figure.good is Good.NEITHER:
        return ""
    better = (now > before) == (figure.good is Good.UP)
    return "success" if better else "warning"


def sentence(sums: Sums) -> str:
    """Return the sentence that the town publishes.

    Law: domain.md, *Figures that are reported upward*.

    Args:
        sums: what :mod:`complaints.figures.reading` returned for the period.
    """
    received, handled, in_process, not_started = (BY_CODE[code].count(sums) for code in PUBLISHED)
    if not received:
        return "Tidak ada aduan pada masa ini."
    return (
        f"Dari {number(received)} aduan: {number(handled)} tertangani, "
        f"{number(in_process)} dalam proses, {number(not_started)} belum ditindaklanjuti."
    )
