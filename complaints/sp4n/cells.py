"""One cell of the export: words without control characters, numbers, dates and times as written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

LONGEST = 40_000
"""Characters of a cell; a spreadsheet program holds 32,767."""
EARLIEST, LATEST = 1990, 2100
"""Years in which a report can have been sent."""
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a day of the spreadsheet's own calendar)

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_GUARDED = re.compile(r"'+[=+\-@]")
"""Our own export (``exporting.safe``) keeps a cell from being calculated."""
_ESCAPES = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DOTTED = re.compile(r"\d{1,3}(?:[., ]\d{3})+")
_ZEROS = re.compile(r"(\d+)[.,]0+")
_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6,
    "jul": 7, "agu": 8, "ags": 8, "agt": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10,
    "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_DAY_MONTH = re.compile(r"(\d{1,2})[\s./-]+([a-z]{3,9})\.?[\s,./-]+(\d{4}|\d{2})\b")
_MONTH_DAY = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_TIME = re.compile(
    r"(?:^|[\st])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(am|pm)?(?=$|[^\d])"
)


def text(value: Any) -> str:
    """Return a cell as words: line ends become ``\\n``, letters composed, no control characters."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    words = _ESCAPES.sub(_unescaped, str(value)[: LONGEST + 1])
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = unicodedata.normalize("NFC", _CONTROLS.sub("", words)).strip()
    return words[1:] if _GUARDED.match(words) else words


def _unescaped(found: re.Match[str]) -> str:
    """Return the character that a spreadsheet program wrote as ``_x000D_``."""
    return chr(int(found[1], 16))


def line(value: Any) -> str:
    """Return a cell as words on one line."""
    return " ".join(text(value).split())


def number(value: Any) -> str:
    """Return the digits of a number, however it was written (``7.123.456``, ``7123456.0``).

    Returns:
        Digits without leading apostrophe; the words as they are when they are no whole number.
    """
    words = line(value).lstrip("'`’#").strip()
    if _DOTTED.fullmatch(words):
        return re.sub(r"\D", "", words)
    whole = _ZEROS.fullmatch(words)
    return whole[1] if whole else words


def day(value: Any) -> date | None:
    """Return the day that a cell names; None when it names none.

    Raises:
        ValueError: there is something, and it is no day that can be.
    """
    if isinstance(value, datetime):
        return _possible(value.date())
    if isinstance(value, date):
        return _possible(value)
    words = line(value).casefold()
    if not words:
        return None
    if _SERIAL.fullmatch(words):
        return _possible((EPOCH + timedelta(days=int(float(words.replace(",", "."))))).date())
    if found := _DAY_MONTH.search(words):
        return _made(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.search(words):
        return _made(found[3], _month(found[1]), found[2])
    if found := _YEAR_FIRST.search(words):
        return _made(found[1], int(found[2]), found[3])
    if found := _YEAR_LAST.search(words):
        first, second = int(found[1]), int(found[2])
        month, day_ = (first, second) if second > 12 >= first else (second, first)  # noqa: PLR2004
        return _made(found[3], month, str(day_))
    raise ValueError(words)


def _month(name: str) -> int:
    if name[:3] not in _MONTHS:
        raise ValueError(name)
    return _MONTHS[name[:3]]


def _made(year: str, month: int, day_: str) -> date:
    return _possible(date(int(year) + (2000 if len(year) == 2 else 0), month, int(day_)))  # noqa: PLR2004


def _possible(found: date) -> date:
    if not EARLIEST <= found.year <= LATEST:
        raise ValueError(found)
    return found


def hour(value: Any) -> time | None:
    """Return the time of day that a cell names; None when it names none.

    Raises:
        ValueError: there is something, and it is no time of day.
    """
    if isinstance(value, datetime):
        return value.time().replace(microsecond=0)
    if isinstance(value, time):
        return value.replace(microsecond=0, tzinfo=None)
    if isinstance(value, timedelta):
        return (EPOCH + value).time().replace(microsecond=0)
    if isinstance(value, int | float):
        seconds = round(value % 1 * 86400)
        return (EPOCH + timedelta(seconds=min(seconds, 86399))).time()
    words = line(value).casefold()
    if not words:
        return None
    if re.fullmatch(r"0?[.,]\d+", words):
        return hour(float(words.replace(",", ".")))
    found = _TIME.search(words)
    if found is None:
        raise ValueError(words)
    return _clock(found)


def hour_within(value: Any) -> time | None:
    """Return the time of day that stands beside a day in the same cell, if one does."""
    if isinstance(value, datetime):
        return hour(value)
    if isinstance(value, date):
        return None
    words = line(value).casefold()
    if _SERIAL.fullmatch(words):
        return hour(float(words.replace(",", ".")))
    found = re.search(r"(?:^|[\st])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(am|pm)?", words)
    return _clock(found) if found else None


def _clock(found: re.Match[str]) -> time:
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hours = hours % 12 + (12 if found[4] == "pm" else 0)
    return time(hours, minutes, seconds)
