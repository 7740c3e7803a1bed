"""Our reports in the form of the official export: the same columns, no name, nothing sealed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone

from agencies.models import AgencyAlias, Region
from complaints.law import reasons
from complaints.models import Complaint, Kind
from complaints.sp4n import matching, vocabulary
from complaints.sp4n.columns import TITLES
from complaints.sp4n.drawing_up import KEPT
from complaints.sp4n.reading import NUMBER
from complaints.states import State

CHUNK = 1000
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_CALCULATES = re.compile(r"'*[=+\-@]")
_RELATED = ("category", "lead__parent", "region__parent__parent", "national_record")


@dataclass
class Book:
    """What the lines need to know of the town, read once."""

    numbers: dict[int, str] = field(default_factory=dict)
    """National number of an agency."""
    categories: dict[str, str] = field(default_factory=dict)
    """National name of a category by its number."""
    town: str = ""

    @classmethod
    def read(cls) -> Book:
        """Read the town as it is now."""
        aliases = AgencyAlias.objects.exclude(national_id="").exclude(agency=None)
        city = Region.objects.filter(level=Region.Level.CITY).first()
        return cls(
            numbers=dict(aliases.values_list("agency_id", "national_id")),
            categories={number: name for number, name, _ in matching.national_categories()},
            town=city.name if city else "",
        )


def rows(since: date | None = None, until: date | None = None) -> Iterator[list[str]]:
    """Give the reports of a period, the oldest first, each as the cells of one row.

    Args:
        since: the first day; None from the beginning.
        until: the last day; None to the end.
    """
    book = Book.read()
    for complaint in _reports(since, until):
        cells = _cells(complaint, book)
        yield [cells.get(name, "") for name in TITLES]


def _reports(since: date | None, until: date | None) -> Iterator[Complaint]:
    """Give the reports in their order, some thousands at a time, without a long transaction."""
    found = Complaint.objects.filter(is_sealed=False).select_related(*_RELATED)
    found = found.defer("search", "public_text").order_by("created_at", "id")
    if since is not None:
        found = found.filter(created_at__gte=_midnight(since))
    if until is not None:
        found = found.filter(created_at__lt=_midnight(until + timedelta(days=1)))
    after = Q()
    while some := list(found.filter(after)[:CHUNK]):
        yield from some
        last = some[-1]
        later = Q(created_at__gt=last.created_at)
        after = later | Q(created_at=last.created_at, pk__gt=last.pk)
        after &= Q(created_at__gte=last.created_at)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def _cells(complaint: Complaint, book: Book) -> dict[str, str]:
    """Return the cells of a report by field; never a name.

    Once a hidden reporter's text was cleared, the original is the custodian's (workflow.md).
    """
    sent = timezone.localtime(complaint.created_at)
    guarded = complaint.hides_reporter and complaint.working_text
    text = complaint.agency_text if guarded else complaint.text
    final = complaint.working_text if complaint.working_text != text else ""
    reference = complaint.external_ref
    said = {
        "tracking_id": reference if NUMBER.fullmatch(reference) else complaint.code,
        "sent_on": f"{sent.day:02} {MONTHS[sent.month - 1]} {sent.year}",
        "sent_time": f"{sent:%H:%M:%S}",
        "title": complaint.agency_title if guarded else complaint.title,
        "text": text,
        "final_text": final,
    }
    record = getattr(complaint, "national_record", None)
    as_there = record is not None and complaint.taken_over_at is None
    kept = {name: str(record.cells.get(name, "")) for name in KEPT} if record and as_there else None
    return said | (kept if kept is not None else _ours(complaint, book))


def _ours(complaint: Complaint, book: Book) -> dict[str, str]:
    """Return what we know of a report in the words of the national system."""
    category, lead, region = complaint.category, complaint.lead, complaint.region
    number = str(category.national_id) if category else ""
    hides = [("Anonim", complaint.hides_reporter), ("Rahasia", complaint.is_secret)]
    places = _places(region)
    return {
        "klass": _class_of(complaint),
        "category_id": number,
        "category": book.categories.get(number, str(category or "")),
        "kind": "|".join(word for word, holds in hides if holds),
        "channel": vocabulary.SOURCES[complaint.channel],  # type: ignore[index]
        "parent_agency": lead.parent.name if lead and lead.parent else "",
        "agency_id": book.numbers.get(lead.pk, "") if lead else "",
        "agency": lead.name if lead else "",
        "status": _status_of(complaint),
        "reason": _reason_of(complaint),
        "city": book.town,
        "district": places.get(Region.Level.DISTRICT, ""),
        "ward": places.get(Region.Level.WARD, ""),
    }


def _class_of(complaint: Complaint) -> str:
    inspected = complaint.needs_inspection and complaint.kind == Kind.COMPLAINT
    return vocabulary.INSPECTED if inspected else vocabulary.CLASSES[Kind(complaint.kind)]


def _status_of(complaint: Complaint) -> str:
    if complaint.status == State.RESOLVED and complaint.was_confirmed:
        return "Ditutup oleh Pelapor"
    if complaint.status == State.ARCHIVED and complaint.archive_reason == "withdrawn":
        return "Diarsipkan oleh Pelapor"
    if complaint.status in (State.ANSWERED, State.REFERRED, State.APPEALED) and not complaint.lead:
        return vocabulary.STATES[State.RECEIVED]
    return vocabulary.STATES[State(complaint.status)]


def _reason_of(complaint: Complaint) -> str:
    if complaint.status == State.ARCHIVED:
        return reasons.label_of("archive", complaint.archive_reason)
    return "Digabung dengan laporan lain" if complaint.status == State.MERGED else ""


def _places(region: Region | None) -> dict[str, str]:
    found: dict[str, str] = {}
    while region is not None:
        found[region.level] = region.name
        region = region.parent
    return found


# -- into a file -----------------------------------------------------------------------------


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet program calculates when it opens a separated text."""
    return f"'{cell}" if _CALCULATES.match(cell) else cell


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, words: str) -> str:
        """Return ``words``."""
        return words


def separated(lines: Iterator[Sequence[str]]) -> Iterator[str]:
    """Give the rows as separated text (CSV), with the mark by which programs know the letters."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(TITLES.values()))
    for cells in lines:
        yield str(writer.writerow([safe(cell) for cell in cells]))


def write(path: Path, lines: Iterator[Sequence[str]]) -> int:
    """Write the rows into an XLSX, or a CSV by its name, never all of them in memory.

    Returns:
        How many reports.
    """
    counted = _Counted(lines)
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(separated(iter(counted)))
    else:
        _workbook(path, iter(counted))
    return counted.number


def _workbook(path: Path, lines: Iterator[Sequence[str]]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415  (heavy, and used only here)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Laporan Ringkas")
    sheet.append(list(TITLES.values()))
    for cells in lines:
        row = []
        for value in cells:
            cell = WriteOnlyCell(sheet, value=value or None)
            if value:
                cell.data_type = "s"  # what starts like a formula stays text
            row.append(cell)
        sheet.append(row)
    book.save(path)


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, lines: Iterator[Sequence[str]]) -> None:
        self.lines, self.number = lines, 0

    def __iter__(self) -> Iterator[Sequence[str]]:
        for line in self.lines:
            self.number += 1
            yield line
