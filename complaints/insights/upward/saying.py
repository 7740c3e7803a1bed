"""What a group, a table or a chart of a report shows, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from complaints.fields import number
from complaints.figures.cuts import Sums
from complaints.insights import telling
from complaints.insights.figures import BY_CODE
from complaints.insights.upward.columns import PROMISES
from complaints.insights.upward.contents import Row

NOTHING = "Tidak ada laporan pada masa ini."


def of_group(group: str, sums: Sums) -> str:
    """Return what a group of figures says, where one sentence can say it."""
    match group:
        case "outcomes":
            return (
                f"Ditindaklanjuti {number(BY_CODE['followed'].count(sums))}, selesai "
                f"{number(BY_CODE['done'].count(sums))}, dan dikonfirmasi pelapor sendiri "
                f"{number(BY_CODE['confirmed'].count(sums))} laporan: tiga hal yang berbeda."
            )
        case "promises":
            shares = {
                words: value
                for code, words in PROMISES.items()
                if (value := BY_CODE[code].value(sums)) is not None
            }
            if not shares:
                return "Belum ada janji yang tenggatnya tiba."
            best, worst = (pick(shares, key=lambda one: shares[one]) for pick in (max, min))
            if shares[best] == shares[worst]:
                return f"Setiap janji ditepati untuk {telling.percent(shares[best])} laporan."
            return (
                f"Paling sering ditepati: {best} ({telling.percent(shares[best])}); "
                f"paling jarang: {worst} ({telling.percent(shares[worst])})."
            )
        case "opinion":
            rated = sums["rated"]
            done = BY_CODE["done"].count(sums)
            share = telling.share_of(rated, done)
            return (
                f"{number(rated)} dari {number(done)} pelapor yang laporannya selesai menilai"
                + (f" ({share})." if share else ".")
            )
    return ""


def of_most(ordered: Sequence[tuple[str, int]], whole: int) -> str:
    """Return the three fullest rows in a sentence."""
    if not ordered:
        return NOTHING
    told = [f"{name} ({number(count)})" for name, count in ordered[:3]]
    if len(ordered) == 1:
        return f"Semuanya: {told[0]} laporan."
    share = telling.share_of(sum(count for _, count in ordered[:3]), whole)
    return f"Terbanyak: {', '.join(told)}; bersama {share} dari semua laporan."


def of_states(rows: Sequence[Row], received: int) -> str:
    """Return the fullest state in a sentence."""
    if not received:
        return NOTHING
    most = max(rows, key=_reports)
    return f"Terbanyak: {most.name}, {number(_reports(most))} dari {number(received)} laporan."


def of_trend(rows: Sequence[Row], *, by_day: bool) -> str:
    """Return the fullest and the emptiest step in a sentence."""
    if not any(_reports(row) for row in rows):
        return NOTHING
    most, least = (pick(rows, key=_reports) for pick in (max, min))
    on = "tanggal " if by_day else ""
    return (
        f"Paling banyak pada {on}{most.name} ({number(_reports(most))} laporan), "
        f"paling sedikit pada {on}{least.name} ({number(_reports(least))})."
    )


def _reports(row: Row) -> int:
    return int(row.values[0] or 0)
