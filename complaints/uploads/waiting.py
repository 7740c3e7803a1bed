"""Files that wait for a form to be sent: washed, and ciphertext whose key is the form's token.

The database keeps the hash of the token only (``receipts.submission_of``), so the city itself reads
neither the pictures nor their names before the report is sent.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Least

from agencies import law
from complaints.models import PartialUpload, StagedFile
from complaints.reporters import receipts
from complaints.uploads import storing
from complaints.uploads.sealing import BrokenSeal, seal, unseal
from complaints.uploads.storing import CleanFile
from complaints.uploads.washed import Washed
from lapor import clock

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from complaints.models import Attachment

KEPT_FOR = timedelta(days=7)
"""As long as the draft of a report."""
MOST_BYTES = 20 * 1024**3
"""What may wait in the whole town: nobody fills the disk with files of forms that are never sent."""
BRIEFLY = timedelta(hours=2)
"""On the secret and sealed paths, where nothing may outlive the tab."""
SWEPT_AT_ONCE = 500


@dataclass(frozen=True)
class Waiting:
    """A washed file that waits for its form, as its reporter sees it."""

    pk: UUID
    name: str
    kind: str
    size: int
    token: str = field(repr=False)
    preview: str = ""
    """A tiny picture as a ``data:`` address; empty for papers and videos."""

    @property
    def is_picture(self) -> bool:
        """Whether there is a small picture to show."""
        return bool(self.preview)


def stage(upload: UploadedFile[bytes], token: str, *, brief: bool = False) -> Waiting:
    """Wash a file and keep it for a form that is not sent yet.

    Args:
        upload: what the form received.
        token: that of the form; the key of the ciphertext is derived from it.
        brief: on the secret path: for two hours instead of seven days.

    Raises:
        ValidationError: as :func:`~complaints.uploads.clean`, or ten files wait already.
    """
    washed = storing.read(upload)
    with transaction.atomic():
        lock(token)
        check_room(token, washed.name)
        return keep(washed, token, pk=uuid.uuid4(), brief=brief)


def keep(washed: Washed, token: str, *, pk: UUID, brief: bool) -> Waiting:
    """Seal and keep a washed file; call it with the form's lock held.

    Raises:
        ValidationError: the folder is full or away; nothing is left behind.
    """
    told = {
        "name": washed.name,
        "kind": washed.kind,
        "suffix": washed.suffix,
        "width": washed.width,
        "height": washed.height,
        "preview": base64.b64encode(washed.preview).decode(),
    }
    parts = {"file": washed.content, "thumbnail": washed.thumbnail}
    paths = storing.save(
        [
            (new_path(), seal(token, content, about=f"{pk} {part}"))
            for part, content in parts.items()
            if content
        ],
        washed.name,
    )
    row = StagedFile.objects.create(
        pk=pk,
        submission=receipts.submission_of(token),
        file=paths[0],
        thumbnail="".join(paths[1:]),
        sealed=seal(token, json.dumps(told).encode(), about=f"{pk} told"),
        size=len(washed.content),
        created_at=clock.now(),
        keep_until=clock.now() + (BRIEFLY if brief else KEPT_FOR),
    )
    return _waiting(row, told, token)


def put_back(file: Attachment, token: str) -> Waiting:
    """Let a stored file wait for a form again; the stored one stays where it is.

    Raises:
        ValidationError: it cannot be read, or ten files wait already.
    """
    try:
        content, thumbnail = (_read(path) for path in (file.file.name, file.thumbnail.name))
    except OSError as error:
        raise ValidationError(f"Berkas “{file.name}” tidak dapat kami baca lagi.") from error
    washed = Washed(
        kind=file.kind,
        content=content,
        name=file.name,
        suffix=(file.file.name or "").rpartition(".")[2],
        thumbnail=thumbnail,
        preview=thumbnail,
        width=file.width,
        height=file.height,
    )
    with transaction.atomic():
        lock(token)
        check_room(token, washed.name)
        return keep(washed, token, pk=uuid.uuid4(), brief=False)


def _read(path: str | None) -> bytes:
    if not path:
        return b""
    with default_storage.open(path, "rb") as file:
        return bytes(file.read())


def staged(token: str) -> list[Waiting]:
    """Return the files that wait for the form of ``token``, oldest first."""
    rows = _rows(token).order_by("created_at", "id")
    return [_waiting(row, _told(row, token), token) for row in rows]


def find(pk: UUID, token: str) -> Waiting | None:
    """Return one waiting file of the form of ``token``, or None."""
    row = _rows(token).filter(pk=pk).first()
    return _waiting(row, _told(row, token), token) if row else None


@contextmanager
def taking(files: Sequence[Waiting]) -> Iterator[list[CleanFile]]:
    """Open waiting files for a verb: ``with uploads.taking(draft.files) as files``.

    The verb inside, the new files and the end of the waiting ones happen together: an exception,
    or ``transaction.set_rollback(True)``, leaves everything as it was.

    Raises:
        ValidationError: a file cannot be read or stored any more; the sentence names it.
    """
    clean: list[CleanFile] = []
    undone = False
    try:
        with transaction.atomic():
            rows = _taken(files)
            for row, token in rows:
                clean.append(storing.store(_washed(row, token)))
            yield clean
            undone = transaction.get_rollback()
    except BaseException:
        storing.discard(clean)
        raise
    if undone:
        storing.discard(clean)
    else:
        storing.delete(path for row, _ in rows for path in _paths(row))


def drop(pks: Iterable[UUID], token: str) -> int:
    """Delete waiting and unfinished files of the form of ``token``, no others; return how many."""
    mine = {"submission": receipts.submission_of(token), "pk__in": list(pks)}
    return _delete(StagedFile.objects.filter(**mine), PartialUpload.objects.filter(**mine))


def forget(token: str) -> None:
    """Delete everything that waits for the form of ``token`` (*Hapus draf*, *Keluar cepat*)."""
    mine = {"submission": receipts.submission_of(token)}
    _delete(StagedFile.objects.filter(**mine), PartialUpload.objects.filter(**mine))


def shorten(token: str) -> None:
    """Let everything that waits for the form of ``token`` go within two hours.

    For a reporter who chooses the secret path after adding photos.
    """
    soon = clock.now() + BRIEFLY
    for model in (StagedFile, PartialUpload):
        rows = model.objects.filter(submission=receipts.submission_of(token))
        rows.update(keep_until=Least(F("keep_until"), soon))


def drop_stale() -> int:
    """Delete waiting and unfinished files whose time is over; return how many."""
    now = clock.now()
    return _delete(
        StagedFile.objects.filter(keep_until__lt=now)[:SWEPT_AT_ONCE],
        PartialUpload.objects.filter(keep_until__lt=now)[:SWEPT_AT_ONCE],
    )


def lock(token: str) -> None:
    """Let only one request at a time add to the form of ``token``, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [receipts.submission_of(token)]
        )


def check_room(token: str, name: str) -> None:
    """Refuse one file more than the law allows for one form, or than the town has room for.

    Raises:
        ValidationError: with the limit; the sentence names the file. Without room (code
            ``not_stored``) the same file may be sent again later.
    """
    if bytes_waiting() >= MOST_BYTES:
        raise ValidationError(
            f"Berkas “{name}” belum dapat kami simpan karena sedang sangat banyak kiriman. Coba "
            "lagi nanti, atau kirim laporan tanpa berkas dan tambahkan setelahnya.",
            code="not_stored",
        )
    most = law.limit("upload_files")
    begun = PartialUpload.objects.filter(submission=receipts.submission_of(token)).count()
    if _rows(token).count() + begun >= most:
        raise ValidationError(
            f"Berkas “{name}” tidak kami ambil: paling banyak {most} berkas dalam satu kiriman. "
            "Buang salah satu, atau kirim sisanya sebagai tambahan setelah laporan terkirim."
        )


def bytes_waiting() -> int:
    """Return the size of all files that wait for their form, in bytes: two small tables."""
    whole = StagedFile.objects.aggregate(total=Sum("size"))["total"]
    begun = PartialUpload.objects.aggregate(total=Sum("received"))["total"]
    return int(whole or 0) + int(begun or 0)


def new_path() -> str:
    """Return a path for ciphertext that tells nothing but the month."""
    return f"staged/{clock.now():%Y/%m}/{uuid.uuid4().hex}"


def _taken(files: Sequence[Waiting]) -> list[tuple[StagedFile, str]]:
    """Delete the rows of waiting files and return them with their keys; each is taken once."""
    tokens = {file.pk: file.token for file in files}
    rows = StagedFile.objects.filter(pk__in=tokens).order_by("created_at", "id")
    found = list(rows.select_for_update())
    StagedFile.objects.filter(pk__in=[row.pk for row in found]).delete()
    return [(row, tokens[row.pk]) for row in found]


def _rows(token: str) -> QuerySet[StagedFile]:
    return StagedFile.objects.filter(submission=receipts.submission_of(token))


def _told(row: StagedFile, token: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(unseal(token, row.sealed, about=f"{row.pk} told"))
    return told


def _waiting(row: StagedFile, told: dict[str, Any], token: str) -> Waiting:
    preview = told["preview"]
    return Waiting(
        pk=row.pk,
        name=told["name"],
        kind=told["kind"],
        size=row.size,
        token=token,
        preview=f"data:image/jpeg;base64,{preview}" if preview else "",
    )


def _washed(row: StagedFile, token: str) -> Washed:
    told = _told(row, token)
    try:
        content, thumbnail = (
            _unsealed(path, token, about=f"{row.pk} {part}") if path else b""
            for part, path in (("file", row.file.name), ("thumbnail", row.thumbnail.name))
        )
    except (OSError, BrokenSeal) as error:
        raise ValidationError(
            f"Berkas “{told['name']}” tidak dapat kami baca lagi. Buang, lalu pilih sekali lagi.",
            code="lost",
        ) from error
    return Washed(
        **{name: told[name] for name in ("kind", "name", "suffix", "width", "height")},
        content=content,
        thumbnail=thumbnail,
    )


def _unsealed(path: str, token: str, *, about: str) -> bytes:
    with default_storage.open(path, "rb") as file:
        return unseal(token, file.read(), about=about)


def _paths(row: StagedFile) -> list[str]:
    return [row.file.name or "", row.thumbnail.name or ""]


def _delete(files: QuerySet[StagedFile], begun: QuerySet[PartialUpload]) -> int:
    """Delete rows, then what they point at: a path without a row is only lost room."""
    gone, halves = list(files), list(begun)
    StagedFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    PartialUpload.objects.filter(pk__in=[row.pk for row in halves]).delete()
    storing.delete(path for row in gone for path in _paths(row))
    storing.delete(path for row in halves for path in row.pieces)
    return len(gone) + len(halves)
