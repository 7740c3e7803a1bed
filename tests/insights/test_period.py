"""Periods: their codes and words, the ones before them, and what a running one is compared with."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from complaints.insights import period as periods
from complaints.insights.period import Length, Period, Span

NOON = "2026-11-22T12:00:00+07:00"


@pytest.mark.parametrize(
    ("code", "words", "first", "last", "before", "year_before"),
    [
        ("2026", "tahun 2026", (2026, 1, 1), (2026, 12, 31), "2025", "2025"),
        ("2026-K1", "triwulan I 2026", (2026, 1, 1), (2026, 3, 31), "2025-K4", "2025-K1"),
        ("2024-02", "Februari 2024", (2024, 2, 1), (2024, 2, 29), "2024-01", "2023-02"),
        (
            "2026-M01",
            "minggu 29 Desember 2025 – 4 Januari 2026",
            (2025, 12, 29),
            (2026, 1, 4),
            "2025-M52",
            "2025-M01",
        ),
        (
            "2026-M47",
            "minggu 16–22 November 2026",
            (2026, 11, 16),
            (2026, 11, 22),
            "2026-M46",
            "2025-M47",
        ),
        (
            "2024-02-29",
            "Kamis, 29 Februari 2024",
            (2024, 2, 29),
            (2024, 2, 29),
            "2024-02-28",
            "2023-02-28",
        ),
        (
            "2024-02-20..2024-02-29",
            "20–29 Februari 2024",
            (2024, 2, 20),
            (2024, 2, 29),
            "2024-02-10..2024-02-19",
            "2023-02-20..2023-02-28",
        ),
    ],
)
def test_a_code_names_a_period_and_those_before_it(
    code: str,
    words: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    before: str,
    year_before: str,
) -> None:
    found = periods.read(code)
    assert found is not None
    assert (found.code, found.words) == (code, words)
    assert (found.first, found.last) == (date(*first), date(*last))
    assert found.previous().code == before
    assert found.previous().next() == found
    assert found.year_before().code == year_before


@pytest.mark.parametrize(
    "code",
    [
        "",
        "abc",
        "1999",
        "2101",
        "0000",
        "2026-13",
        "2026-00",
        "2026-K5",
        "2026-M54",
        "2026-02-30",
        "99999999999",
        "2026'--",
        "٢٠٢٦",
        "2026-11-2",
        "2026-M00",
        "2000-M01x",
        "2026-02-02..2026-02-01",
    ],
)
def test_what_names_no_period_is_none(code: str) -> None:
    assert periods.read(code) is None


@time_machine.travel(NOON, tick=False)
def test_a_running_period_is_compared_with_as_much_of_the_other() -> None:
    year = Period.of_year(2026)
    assert year.is_running
    assert year.elapsed == Span(date(2026, 1, 1), date(2026, 11, 22))
    assert year.previous().like(year) == Span(date(2025, 1, 1), date(2025, 11, 22))
    month = Period.around(Length.MONTH, date(2026, 11, 5))
    assert month.previous().like(month) == Span(date(2026, 10, 1), date(2026, 10, 22))
    past = Period.of_year(2025)
    assert not past.is_running
    assert past.previous().like(past) == Span(date(2024, 1, 1), date(2024, 12, 31))
    assert past.elapsed.days == 365


@time_machine.travel("2026-03-31T12:00:00+07:00", tick=False)
def test_the_month_before_may_be_shorter() -> None:
    day = Period.around(Length.DAY, date(2026, 3, 31))
    month = Period.around(Length.QUARTER, date(2026, 3, 31))
    assert month.is_running is False
    assert day.year_before().code == "2025-03-31"
    assert periods.present() == Period.of_year(2026)
