"""Uploads in pieces: a broken one goes on where it stopped, like tus in small.

The browser says at which byte its piece begins; only the byte that is awaited is taken. Pieces lie
as ciphertext under random names until the last one has come.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from complaints.models import PartialUpload
from complaints.reporters import receipts
from complaints.uploads import storing, waiting
from complaints.uploads.pictures import Place, place_in
from complaints.uploads.sealing import BrokenSeal, seal, unseal
from complaints.uploads.waiting import Waiting
from complaints.uploads.washing import wash
from lapor import clock

UNFINISHED_FOR = timedelta(days=1)
PIECE_BYTES = 256 * 1024
"""What the browser sends at once: some seconds on a weak network are the most that is lost."""
MOST_PIECE_BYTES = 512 * 1024
MOST_PIECES = 400


class WrongOffset(Exception):
    """A piece that was not awaited; ``received`` says with which byte to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@dataclass(frozen=True)
class Piece:
    """One piece of a file, as the browser sends it; an empty one asks how far the upload is."""

    key: str
    """What the browser calls the file; the same file chosen again has the same key."""
    name: str
    size: int
    """Of the whole file, in bytes."""
    offset: int
    content: bytes = b""


@dataclass(frozen=True)
class Progress:
    """How far an upload is; ``file`` once it is complete."""

    pk: UUID
    received: int
    file: Waiting | None = None
    place: Place | None = None
    """Where the photo says that it was taken; told to its reporter and kept nowhere."""


@dataclass(frozen=True)
class Unfinished:
    """An upload that broke off, as its reporter sees it."""

    pk: UUID
    name: str
    percent: int


def add(piece: Piece, token: str, *, brief: bool = False) -> Progress:
    """Take in a piece; with the last one, wash the file and let it wait for its form.

    The same piece twice, or a last one whose answer was lost, does no harm.

    Args:
        piece: what came.
        token: that of the form.
        brief: on the secret path, where nothing waits longer than two hours.

    Raises:
        WrongOffset: another byte is awaited.
        ValidationError: too large, too many, not a picture or a PDF, broken, or not to be stored
            now (code ``not_stored``: the same piece may be sent again).
    """
    pk = _id_of(piece, token)
    done_with: list[str] = []
    fresh: list[str] = []
    try:
        with transaction.atomic():
            waiting.lock(token)
            done = waiting.find(pk, token)
            if done is not None:
                return Progress(pk, piece.size, done)
            row = _row_of(pk, piece, token, brief=brief)
            if piece.content:
                fresh += _append(row, piece, token)
            if row.received < row.size:
                return Progress(pk, row.received)
            progress = _finish(row, token, brief=brief)
            done_with += row.pieces
    except ValidationError as refusal:
        storing.delete(fresh)
        if getattr(refusal, "code", "") != "not_stored":
            waiting.drop([pk], token)
        raise
    storing.delete(done_with)
    return progress


def unfinished(token: str) -> list[Unfinished]:
    """Return the uploads of the form of ``token`` that broke off, oldest first."""
    rows = PartialUpload.objects.filter(submission=receipts.submission_of(token))
    return [
        Unfinished(row.pk, _name_of(row, token), 100 * row.received // row.size)
        for row in rows.order_by("created_at", "id")
    ]


def _id_of(piece: Piece, token: str) -> UUID:
    """Return the id of a file: bound to the form, and the same when it is chosen again."""
    known = f"{receipts.submission_of(token)}\x1f{piece.size}\x1f{piece.key}"
    return UUID(bytes=hashlib.sha256(known.encode()).digest()[:16], version=4)


def _row_of(pk: UUID, piece: Piece, token: str, *, brief: bool) -> PartialUpload:
    mine = PartialUpload.objects.filter(submission=receipts.submission_of(token))
    row = mine.filter(pk=pk).first()
    if piece.offset != (row.received if row else 0):
        raise WrongOffset(row.received if row else 0)
    if row is None:
        name = storing.clean_name(piece.name)
        storing.check_size(name, piece.size)
        waiting.check_room(token, name)
        row = PartialUpload.objects.create(
            pk=pk,
            submission=receipts.submission_of(token),
            sealed=seal(token, name.encode(), about=f"{pk} name"),
            size=piece.size,
            created_at=clock.now(),
            keep_until=clock.now() + (waiting.BRIEFLY if brief else UNFINISHED_FOR),
        )
    return row


def _append(row: PartialUpload, piece: Piece, token: str) -> list[str]:
    """Store a piece behind the others; return its path, should the rest fail."""
    name = _name_of(row, token)
    total = row.received + len(piece.content)
    if total > row.size or len(row.pieces) >= MOST_PIECES:
        raise ValidationError(f"Berkas “{name}” berubah selama diunggah. Pilih sekali lagi.")
    sealed = seal(token, piece.content, about=f"{row.pk} {row.received}")
    paths = storing.save([(waiting.new_path(), sealed)], name)
    row.pieces += paths
    row.received = total
    row.save(update_fields=["pieces", "received"])
    return paths


def _finish(row: PartialUpload, token: str, *, brief: bool) -> Progress:
    name = _name_of(row, token)
    content = _joined(row, token, name)
    file = waiting.keep(wash(content, name), token, pk=row.pk, brief=brief)
    PartialUpload.objects.filter(pk=row.pk).delete()
    return Progress(row.pk, row.size, file, place_in(io.BytesIO(content)))


def _joined(row: PartialUpload, token: str, name: str) -> bytes:
    content = bytearray()
    try:
        for path in row.pieces:
            with default_storage.open(path, "rb") as file:
                content += unseal(token, file.read(), about=f"{row.pk} {len(content)}")
    except (OSError, BrokenSeal) as error:
        raise ValidationError(
            f"Berkas “{name}” tidak sampai utuh. Pilih sekali lagi.", code="lost"
        ) from error
    return bytes(content)


def _name_of(row: PartialUpload, token: str) -> str:
    return unseal(token, row.sealed, about=f"{row.pk} name").decode()
