"""Dates, codes and sizes in the words a reader of plain Indonesian expects."""

from datetime import date, datetime

from django.utils import timezone

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def day(value: date) -> str:
    """Return "Senin, 23 November 2026"; a moment is first moved into the town's zone."""
    if isinstance(value, datetime):
        value = _local(value)
    return f"{DAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """Return "Senin, 23 November 2026 pukul 16.00 WIB" in the town's zone."""
    local = _local(value)
    return f"{day(local)} pukul {local:%H.%M} {local.tzname()}"


def receipt(code: str) -> str:
    """Return a receipt code in groups of four, so that it can be read aloud and copied by hand."""
    bare = "".join(code.split()).replace("-", "")
    return " ".join(bare[start : start + 4] for start in range(0, len(bare), 4))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else timezone.make_aware(value)
