"""The life of one import: the file arrives, is looked through, confirmed, taken in, forgotten."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from agencies.models import Agency, AgencyAlias
from complaints.models import ImportRun
from complaints.sp4n import looking, reading, spool, taking_in, vocabulary
from complaints.sp4n.matching import Ours
from complaints.sp4n.reading import Line, Unreadable
from complaints.trail import audit
from lapor import clock
from lapor.database import alone

if TYPE_CHECKING:
    from accounts.models import User
    from complaints.trail.audit import By

FOLDER = "impor"
NEEDED = {
    "tracking_id": "Tracking ID",
    "sent_on": "Tanggal Laporan Masuk",
}
WAITS = timedelta(days=7)
"""So long a preview waits to be confirmed; then the file goes."""
LOCK = 71_600_036
"""Advisory lock of the session, with the number of the run: one worker at a run; it ends with it."""
OUTSIDE = "luar"
"""The choice *bukan instansi kami*."""
NAME_LENGTH = 200
_BROKEN = "Berkas ini tidak dapat dibaca karena kesalahan pada program. Hubungi pengelola."

State = ImportRun.State
log = structlog.get_logger("complaints.sp4n")


def start(file: IO[bytes], *, name: str, by: User | None, with_names: bool) -> ImportRun:
    """Keep a file that somebody brought; a worker looks it through.

    Args:
        file: its content.
        name: its name, only to be shown.
        by: who brought it; None on the command line.
        with_names: whether names of reporters who did not hide them come along.
    """
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1024 * 1024):
        digest.update(piece)
    file.seek(0)
    now = clock.now()
    path = default_storage.save(f"{now:{FOLDER}/%Y/%m}/{uuid4().hex}", File(file))
    return ImportRun.objects.create(
        by=by,
        name=Path(name).name[:NAME_LENGTH] or "tanpa nama",
        file=path,
        checksum=digest.hexdigest(),
        with_names=with_names,
        state=State.READING,
        asked_at=now,
        touched_at=now,
    )


def same_before(run: ImportRun) -> ImportRun | None:
    """Return the last run that took the very same file in."""
    done = ImportRun.objects.filter(checksum=run.checksum, state=State.DONE).exclude(pk=run.pk)
    return done.first()


def read(run: ImportRun) -> ImportRun:
    """Look a file through and put its lines aside; may be called again after a worker died."""
    with alone(LOCK, run.pk) as is_mine:
        run = ImportRun.objects.get(pk=run.pk)
        if not is_mine or run.state != State.READING:
            return run
        try:
            _read(run)
        except Unreadable as error:
            _fail(run, str(error))
        except Exception as error:  # noqa: BLE001  (one file must not stop the others)
            log.warning("import.failed", run=run.key, error=type(error).__name__)
            _fail(run, _BROKEN)
    return ImportRun.objects.get(pk=run.pk)


def _read(run: ImportRun) -> None:
    with tempfile.TemporaryFile() as aside, _on_disk(run) as path:
        rows = spool.opened_to_write(aside)
        look = looking.Look(Ours.read(), _keeper(run, rows))
        with reading.opened(path) as export:
            missing = [name for field, name in NEEDED.items() if field not in export.places]
            if missing:
                raise Unreadable(f"Kolom {' dan '.join(missing)} tidak ada di berkas ini.")
            look.through(export, said=lambda number: _touch(run, number))
            summary = look.summary(columns=export.places)
        rows.close()
        aside.seek(0)
        now = clock.now()
        kept = default_storage.save(f"{now:{FOLDER}/%Y/%m}/{uuid4().hex}.gz", File(aside))
    path_before = str(run.file.name)
    run.file.name, run.state, run.summary = kept, State.READY, summary
    run.total, run.done, run.touched_at = look.kept, 0, now
    if not look.kept:
        run.state, run.why = State.FAILED, _nothing(summary)
        run.finished_at = now
    run.save()
    default_storage.delete(path_before)
    if not look.kept:
        _forget_file(run)


def _nothing(summary: dict[str, Any]) -> str:
    """Return why no line of a file can be taken in."""
    said = "Tidak ada baris yang dapat diimpor dari berkas ini."
    if summary["elsewhere"]:
        towns = ", ".join(name for name, _ in summary["elsewhere"][:3])
        return f"{said} Semuanya laporan kota lain ({towns})."[:500]
    return said


def _keeper(run: ImportRun, rows: Any) -> Callable[[Line], None]:
    """Return what puts a line aside; a name comes along only when asked for, never a hidden one."""

    def keep(line: Line) -> None:
        is_hidden = any(vocabulary.hidden(line.kind))
        name = line.name if run.with_names and not is_hidden else ""
        rows.write(spool.written(line, name=name).encode() + b"\n")

    return keep


@contextmanager
def _on_disk(run: ImportRun) -> Iterator[Path]:
    """Give the file as a path, wherever the storage keeps it."""
    with tempfile.NamedTemporaryFile(prefix="lapor-impor-") as copy:
        with default_storage.open(str(run.file.name)) as stored:
            shutil.copyfileobj(stored, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
        yield Path(copy.name)


def _touch(run: ImportRun, number: int) -> None:
    ImportRun.objects.filter(pk=run.pk).update(done=number, touched_at=clock.now())


def _fail(run: ImportRun, why: str) -> None:
    run.state, run.why, run.finished_at = State.FAILED, why[:500], clock.now()
    run.save(update_fields=["state", "why", "finished_at"])
    _forget_file(run)


def _forget_file(run: ImportRun) -> None:
    path = run.file.name
    if path:
        ImportRun.objects.filter(pk=run.pk).update(file="")
        run.file.name = ""
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)


# -- confirmed -------------------------------------------------------------------------------


@transaction.atomic
def confirm(run: ImportRun, choices: Mapping[str, str], *, by: By | None) -> bool:
    """Begin to take a file in.

    Args:
        run: a file that was looked through.
        choices: by key of an unknown office the number of the agency, ``OUTSIDE``, or nothing; for
            offices that it leaves out holds what was noted before.
        by: who confirms; None on the command line.

    Returns:
        Whether it began; False when somebody was faster.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != State.READY:
        return False
    for one in locked.summary.get("unknown", []):
        chosen = choices.get(one["key"], one.get("chosen", ""))
        if chosen:
            _remember(one, None if chosen == OUTSIDE else int(chosen), by)
    locked.state, locked.done, locked.touched_at = State.IMPORTING, 0, clock.now()
    locked.by = locked.by or (by.user if by else None)
    locked.save()
    if by is not None:
        after = {"berkas": locked.name, "laporan": str(locked.summary.get("reports", 0))}
        after["nama pelapor"] = "ikut" if locked.with_names else "tidak ikut"
        audit.note(by, locked, verb=audit.Verb.START, before={}, after=after)
    return True


@transaction.atomic
def note(run: ImportRun, choices: Mapping[str, str]) -> bool:
    """Keep what was said about some of the offices until the file is confirmed.

    Args:
        run: a file that was looked through.
        choices: as for :func:`confirm`.

    Returns:
        Whether the file still waits for it.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != State.READY:
        return False
    for one in locked.summary.get("unknown", []):
        if one["key"] in choices:
            one["chosen"] = choices[one["key"]]
    locked.touched_at = clock.now()
    locked.save(update_fields=["summary", "touched_at"])
    return True


def _remember(unknown: Mapping[str, Any], agency: int | None, by: By | None) -> None:
    """Keep what a person said about the name of an office."""
    name, number = unknown["alias"], unknown["national_id"][:12]
    found = AgencyAlias.objects.filter(name=name, national_id=number).first()
    alias = found or AgencyAlias(name=name, national_id=number)
    alias.agency = Agency.objects.get(pk=agency) if agency is not None else None
    alias.confirmed_at, alias.confirmed_by = clock.now(), by.user if by else None
    if by is None:
        alias.save()
    else:
        audit.save(by, alias)


def take_in(run: ImportRun) -> ImportRun:
    """Take the lines in that are left; may be called again and by several at once."""
    with alone(LOCK, run.pk) as is_mine:
        run = ImportRun.objects.get(pk=run.pk)
        if not is_mine or run.state != State.IMPORTING:
            return run
        ours = Ours.read()
        with default_storage.open(str(run.file.name)) as stored:
            done = run.done
            for batch in taking_in.batches(spool.lines(stored), done):
                if not taking_in.take(run.pk, batch, ours, done=done):
                    return ImportRun.objects.get(pk=run.pk)
                done += len(batch)
        _finish(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def _finish(pk: int) -> None:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=pk)
        run.state, run.finished_at, run.touched_at = State.DONE, clock.now(), clock.now()
        run.summary.pop("last", None)
        run.save()
        _forget_file(run)


def cancel(run: ImportRun) -> bool:
    """Forget a file that was not taken in; False when it is too late."""
    now = clock.now()
    waiting = ImportRun.objects.filter(pk=run.pk, state__in=[State.READING, State.READY])
    if not waiting.update(state=State.CANCELLED, finished_at=now, summary={}):
        return False
    _forget_file(run)
    return True


def go_on_all() -> int:
    """Go on with every run that is not finished; return how many there were."""
    unfinished = list(ImportRun.objects.filter(finished_at__isnull=True).order_by("asked_at"))
    for run in unfinished:
        try:
            _go_on(run)
        except Exception as error:  # noqa: BLE001  (one file must not stop the others)
            log.warning("import.stopped", run=run.key, error=type(error).__name__)
    return len(unfinished)


def _go_on(run: ImportRun) -> None:
    if run.state == State.READING:
        read(run)
    elif run.state == State.IMPORTING:
        take_in(run)
    elif run.touched_at < clock.now() - WAITS:
        cancel(run)
