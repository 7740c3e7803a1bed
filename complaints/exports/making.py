"""The life of a file of a list: asked for, made piece by piece, taken, gone after some days."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.http import QueryDict

from complaints.access import Desk
from complaints.exports import files, pieces, sources
from complaints.exports.columns import Cell
from complaints.exports.sources import Source
from complaints.fields import number
from complaints.models import Delivery, ListExport
from complaints.models.visibility import units_of
from complaints.telling.list_exports import LIST_READY
from lapor import clock, words
from lapor.database import alone

if TYPE_CHECKING:
    from accounts.models import User

FOLDER = "unduhan"
AT_ONCE = 1000
"""Up to so many rows come straight away."""
PIECE = 10_000
"""Rows of one piece: what a worker that dies loses."""
READ = 500
"""Reports that are read by one query."""
VALID_FOR = timedelta(days=7)
"""How long a file is kept (decision 0045)."""
REMEMBERED_FOR = timedelta(days=30)
"""How long its owner reads that it was there."""
MOST_WAITING = 3
"""Files that one person may wait for at once."""
MOST_TRIES = 3
"""Tries without a new piece after which it is given up."""
LOCK = 71_600_045
"""Advisory lock of the session, with the number of the file: one worker at a file."""
NOT_ALLOWED = "Peran Anda berubah, jadi daftar ini tidak terbuka lagi untuk Anda."
BROKEN = "Berkas tidak dapat dibuat karena kesalahan pada program. Coba lagi nanti."

State = ListExport.State
log = structlog.get_logger("complaints.exports")


class Gone(Exception):
    """The file was taken away while it was made."""


# -- who sees what ---------------------------------------------------------------------------


def sight_of(desk: Desk) -> dict[str, list[int]]:
    """Return by what rights somebody sees lists now, to compare it later."""
    return {
        "seats": sorted(seat.pk for seat in desk.officers),
        "sealed": sorted(seat.pk for seat in desk.officers if seat.sees_sealed),
        "units": units_of(desk.officers),
    }


def covers(now: dict[str, list[int]], then: dict[str, list[int]]) -> bool:
    """Whether somebody still has every right by which a file was made."""
    return all(set(then.get(name, ())) <= set(have) for name, have in now.items())


# -- asked for -------------------------------------------------------------------------------


def is_short(source: Source) -> bool:
    """Whether a list is short enough to come at once: counted without its order, and no further."""
    counted: int = source.ids().order_by()[: AT_ONCE + 1].count()
    return counted <= AT_ONCE


def start(source: Source, *, owner: User, kind: str) -> ListExport | None:
    """Keep that somebody wants a list; a worker makes the file.

    Returns:
        The export; the one that waits already when it is the same; None when too many wait.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK + 1, owner.pk])
        waiting = list(ListExport.objects.filter(owner=owner, finished_at__isnull=True))
        for one in waiting:
            if (one.what, one.query, one.kind) == (source.what, source.query, kind):
                return one
        if len(waiting) >= MOST_WAITING:
            return None
        return ListExport.objects.create(
            owner=owner,
            what=source.what,
            query=source.query,
            name=source.name[:200],
            narrowed=source.narrowed,
            recorded=source.recorded,
            kind=kind,
            asked_at=clock.now(),
        )


# -- made ------------------------------------------------------------------------------------


def go_on_all() -> int:
    """Go on with every file that is not finished; return how many became ready."""
    unfinished = list(ListExport.objects.filter(finished_at__isnull=True).order_by("asked_at"))
    return sum(make(one) for one in unfinished)


def make(export: ListExport) -> bool:
    """Make a file, or go on with it; may be called again and by several at once."""
    with alone(LOCK, export.pk) as is_mine:
        row = ListExport.objects.select_related("owner").filter(pk=export.pk).first()
        if not is_mine or row is None or not row.runs:
            return False
        try:
            return _try(row)
        except Gone:
            pieces.drop(row.folder, row.pieces, whole=True)
        except SoftTimeLimitExceeded:
            raise
        except PermissionDenied:
            _give_up(row, NOT_ALLOWED)
        except Exception as error:  # noqa: BLE001  (one file must not stop the others)
            log.warning("list_export.stopped", export=row.key, error=type(error).__name__)
    return False


def _try(row: ListExport) -> bool:
    if row.tries >= MOST_TRIES:
        _give_up(row, BROKEN)
        return False
    _note(row, state=State.MAKING, tries=row.tries + 1)
    desk = Desk.of(row.owner)
    source = sources.find(row.what, QueryDict(row.query), desk)
    if source is None:
        _give_up(row, BROKEN)
        return False
    if row.total is None or row.sight != sight_of(desk):
        _begin(row, source, sight_of(desk))
    while row.done < (row.total or 0):
        _next_piece(row, source)
    _finish(row, source)
    return True


def _begin(row: ListExport, source: Source, sight: dict[str, list[int]]) -> None:
    """Put the list aside as it is now; what was made under other rights is thrown away."""
    pieces.drop(row.folder, row.pieces)
    folder = row.folder or f"{clock.now():{FOLDER}/%Y/%m}/{uuid4().hex}"
    _note(row, folder=folder)
    ids = source.ids().iterator(chunk_size=pieces.AT_ONCE)  # a cursor of the server
    nothing = {"done": 0, "shown": 0, "rows": 0, "sealed_rows": 0, "pieces": 0}
    _note(row, sight=sight, total=pieces.put_ids(folder, ids), **nothing)


def _next_piece(row: ListExport, source: Source) -> None:
    ids = pieces.ids(row.folder, row.done, PIECE)
    counted = Counted(source, ids, said=lambda extra: _touch(row, row.done + extra))
    pieces.put_rows(row.folder, row.pieces, counted.rows())
    _note(
        row,
        done=row.done + len(ids),
        shown=row.done + len(ids),
        rows=row.rows + counted.number,
        sealed_rows=row.sealed_rows + counted.sealed,
        pieces=row.pieces + 1,
        tries=0,
    )


class Counted:
    """The rows of some reports, read some hundreds at a time and counted as they pass."""

    def __init__(
        self, source: Source, ids: Sequence[int], said: Callable[[int], None] = lambda _: None
    ) -> None:
        self._source, self._ids, self._said = source, ids, said
        self.number = self.sealed = 0

    def rows(self) -> Iterator[list[Cell]]:
        """Give the rows."""
        for first in range(0, len(self._ids), READ):
            for line in self._source.lines(self._ids[first : first + READ]):
                self.number += 1
                self.sealed += line.is_sealed
                yield line.cells
            self._said(first)


def _finish(row: ListExport, source: Source) -> None:
    """Make the file of its pieces, and tell its owner."""
    with tempfile.TemporaryFile() as place:
        cells = pieces.rows(row.folder, row.pieces)
        files.write(row.kind, source.columns, cells, about(source, row.rows), place)
        size = place.tell()
        path = pieces.put(row.folder, pieces.WHOLE, place)
        checksum = _sum_of(place)
    pieces.drop(row.folder, row.pieces)
    now = clock.now()
    with transaction.atomic():
        _note(
            row,
            state=State.READY,
            file=path,
            checksum=checksum,
            size=size,
            pieces=0,
            finished_at=now,
            expires_at=now + VALID_FOR,
            message=Delivery.by_email(now, user_id=row.owner_id, template=LIST_READY),
        )


def _sum_of(place: IO[bytes]) -> str:
    value = hashlib.sha256()
    place.seek(0)
    while some := place.read(1024 * 1024):
        value.update(some)
    return value.hexdigest()


def about(source: Source, rows: int) -> files.About:
    """Return what a file says of itself."""
    return files.About(
        source.name,
        [
            ("Saringan", source.narrowed or "tidak ada"),
            ("Laporan", number(rows)),
            ("Dibuat", words.moment(clock.now())),
            ("Tidak disertakan", "Nama dan kontak pelapor, termasuk yang boleh Anda buka."),
            ("Jaga berkas ini", "Hapus bila sudah tidak diperlukan; jangan teruskan keluar."),
        ],
    )


def _note(row: ListExport, **columns: Any) -> None:
    """Write how far a file is. Raises ``Gone`` when its owner took it away meanwhile."""
    for name, value in columns.items():
        setattr(row, name, value)
    if not ListExport.objects.filter(pk=row.pk, finished_at__isnull=True).update(**columns):
        raise Gone


def _touch(row: ListExport, done: int) -> None:
    """Show how far it is, within a piece; what is counted stays what is safe."""
    if not ListExport.objects.filter(pk=row.pk, finished_at__isnull=True).update(shown=done):
        raise Gone


def _give_up(row: ListExport, why: str) -> None:
    pieces.drop(row.folder, row.pieces)
    now = clock.now()
    ListExport.objects.filter(pk=row.pk).update(
        state=State.FAILED,
        why=why,
        finished_at=now,
        expires_at=now + VALID_FOR,
        pieces=0,
    )


# -- its end ---------------------------------------------------------------------------------


def end(export: ListExport) -> None:
    """End a file: it leaves the disk, and with it the words that were searched for."""
    ListExport.objects.filter(pk=export.pk).update(
        state=State.ENDED,
        file="",
        query="",
        narrowed="",
        finished_at=export.finished_at or clock.now(),
        expires_at=clock.now() + REMEMBERED_FOR,
    )
    _drop_files(export)


def remove(export: ListExport) -> None:
    """Take a file away altogether, also while it is made; who took it stays written."""
    ListExport.objects.filter(pk=export.pk).delete()
    _drop_files(export)


def end_old() -> int:
    """End the files whose days are over and forget those that ended long ago; return how many."""
    over = ListExport.objects.filter(expires_at__lte=clock.now())
    rows = list(over.order_by("expires_at")[:100])
    for row in rows:
        if row.state == State.ENDED:
            row.delete()
        else:
            end(row)
    return len(rows)


def _drop_files(export: ListExport) -> None:
    folder, count = export.folder, export.pieces
    transaction.on_commit(lambda: pieces.drop(folder, count, whole=True), robust=True)


def opened(export: ListExport) -> IO[bytes] | None:
    """Return the file, or None when it is not on the disk any more."""
    try:
        return default_storage.open(str(export.file.name))
    except FileNotFoundError:
        return None
