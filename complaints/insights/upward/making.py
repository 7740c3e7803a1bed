"""Making a report: asked for on a page or by the calendar, made by a worker, never changed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from complaints.insights import period as periods
from complaints.insights.period import Period
from complaints.insights.upward import cases, contents, gathering, pdf, sheets
from complaints.making import take_next
from complaints.models import UpwardReport
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User
    from agencies.models import Agency

MOST_AT_ONCE = 20
TOWN = "kota"

State = UpwardReport.State
log = structlog.get_logger("complaints.upward")


def ask(
    period: Period, *, agency: Agency | None, by: User | None, note: str = ""
) -> UpwardReport | None:
    """Ask for the next edition of a report; a worker makes it.

    Args:
        period: a month, quarter or year that has begun.
        agency: only what it and the units below it lead; None for the whole town.
        by: who asks; None for the calendar.
        note: why there is another edition.

    Returns:
        The report; None when somebody else asked for the same edition at the same moment.
    """
    edition = latest_edition(period, agency=agency) + 1
    whose = TOWN if agency is None else agency.code
    try:
        with transaction.atomic():
            return UpwardReport.objects.create(
                key=f"{whose}-{period.code.lower()}-{edition}",
                length=period.length.value,
                period=period.code,
                first=period.first,
                last=period.last,
                agency=agency,
                edition=edition,
                note=note,
                made_by=by,
                asked_at=clock.now(),
            )
    except IntegrityError:
        return None


def latest_edition(period: Period, *, agency: Agency | None) -> int:
    """Return the number of the newest edition of a report; 0 when there is none."""
    same = UpwardReport.objects.filter(period=period.code, agency=agency)
    return same.aggregate(newest=Max("edition"))["newest"] or 0


def try_again(row: UpwardReport, *, after: timedelta = timedelta(0)) -> bool:
    """Let a report that failed wait for a worker once more; the same edition, frozen as it is.

    Args:
        row: the report.
        after: how long ago it must have failed.
    """
    failed = UpwardReport.objects.filter(pk=row.pk, state=State.FAILED)
    ripe = failed.filter(started_at__lte=clock.now() - after)
    return bool(ripe.update(state=State.QUEUED, progress=0))


def make_waiting() -> int:
    """Make the reports that wait; return how many became ready. Two workers never make the same."""
    made = 0
    for _ in range(MOST_AT_ONCE):
        row = take_next(UpwardReport, progress=10)
        if row is None:
            break
        made += _make(row)
    return made


def _make(row: UpwardReport) -> bool:
    """Make one report; what fails is logged without a word of it, and may be asked for anew."""
    try:
        return _build(row)
    except Exception as error:  # noqa: BLE001  (one report must not stop the others)
        log.warning("upward.failed", report=row.key, error=type(error).__name__)
        UpwardReport.objects.filter(pk=row.pk, state=State.MAKING).update(state=State.FAILED)
        return False


def _build(row: UpwardReport) -> bool:
    mine = UpwardReport.objects.filter(pk=row.pk, state=State.MAKING, started_at=row.started_at)
    if not row.contents:
        _freeze(row, mine)
    told = contents.thawed(row.contents, row.cases)  # type: ignore[arg-type]
    parts: dict[str, Any] = {}
    for name, setter in (("pdf", pdf.pdf_of), ("xlsx", sheets.xlsx_of)):
        made = setter(told, edition=row.edition, note=row.note)
        parts |= _stored(name, made)
        mine.update(progress=70)
    old = [row.pdf.name, row.xlsx.name]
    kept = mine.update(state=State.READY, progress=100, made_at=clock.now(), **parts)
    gone = old if kept else [parts["pdf"], parts["xlsx"]]  # taken over while it was made
    for path in filter(None, gone):
        default_storage.delete(path)
    return bool(kept)


def _freeze(row: UpwardReport, mine: Any) -> None:
    """Read the figures, all of one moment, and write them down before any file is made of them."""
    period = periods.read(row.period)
    assert period is not None
    with _one_moment():
        told = gathering.gather(period, agency=row.agency, now=clock.now())
    row.contents, row.cases = told.frozen()
    mine.update(contents=row.contents, cases=row.cases, progress=40)
    for code in cases.erased(row.cases):  # while we read; from now on erasing finds them here
        UpwardReport.objects.forget_case(code)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all questions see the same moment, whatever verbs do meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:  # else somebody else's transaction has asked already
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _stored(name: str, content: bytes) -> dict[str, Any]:
    folder = clock.now().strftime("laporan/%Y/%m")
    path = default_storage.save(f"{folder}/{uuid4().hex}.{name}", ContentFile(content))
    return {
        name: path,
        f"{name}_checksum": hashlib.sha256(content).hexdigest(),
        f"{name}_size": len(content),
    }
