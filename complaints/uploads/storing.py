"""Washed files on their way into the town's folder, and out of it when their verb did not happen."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agencies import law
from complaints.law.actors import Role
from complaints.models import Attachment, Complaint, Event
from complaints.uploads.washed import Washed
from complaints.uploads.washing import wash
from lapor import clock

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from complaints.states import Audience

NAME_LENGTH = 80
SUFFIX_LENGTH = 5

log = structlog.get_logger()


@dataclass(frozen=True)
class CleanFile:
    """A file that was checked, re-encoded and stored; not yet part of a report."""

    kind: str
    path: str
    thumbnail: str
    name: str
    checksum: str
    size: int
    width: int | None = None
    height: int | None = None
    phase: str = ""
    """Whether it shows the work before or after, where the agency says so."""


def clean(upload: UploadedFile[bytes]) -> CleanFile:
    """Check, re-encode and store an uploaded file.

    Args:
        upload: what the form received.

    Returns:
        The stored file; give it to a verb, or drop it with :func:`discard`.

    Raises:
        ValidationError: too large, empty, of another type than image or PDF, broken, or the
            folder is full; the sentence names the file.
    """
    return store(read(upload))


def read(upload: UploadedFile[bytes]) -> Washed:
    """Check and re-encode an uploaded file without storing it; raises as :func:`clean` does."""
    name = clean_name(upload.name or "")
    check_size(name, upload.size or 0)
    upload.seek(0)
    return wash(upload.read(), name)


def check_size(name: str, size: int) -> None:
    """Refuse an empty file and one past the limit.

    Args:
        name: for the sentence.
        size: in bytes.

    Raises:
        ValidationError: with the limit.
    """
    most = law.limit("upload_megabytes")
    if not size:
        raise ValidationError(f"Berkas “{name}” kosong. Pilih berkas lain.")
    if size > most * 1024 * 1024:
        raise ValidationError(f"Berkas “{name}” terlalu besar. Ukuran paling besar {most} MB.")


def clean_name(name: str) -> str:
    """Return a harmless file name without folders, control characters or excess length."""
    base = re.split(r"[\\/]", name)[-1]
    base = "".join(c for c in unicodedata.normalize("NFC", base) if c.isprintable())
    stem, dot, suffix = base.rpartition(".")
    if not dot or len(suffix) > SUFFIX_LENGTH:
        stem, suffix = base, ""
    stem = stem.strip(" .")[:NAME_LENGTH] or "berkas"
    return f"{stem}.{suffix}" if suffix else stem


def store(washed: Washed) -> CleanFile:
    """Store a washed file and its small picture, both or none.

    Raises:
        ValidationError: the folder is full or away.
    """
    month = clock.now().strftime("%Y/%m")
    stem = uuid.uuid4().hex
    parts = [(f"attachments/{month}/{stem}.{washed.suffix}", washed.content)]
    if washed.thumbnail:
        parts.append((f"thumbnails/{month}/{stem}.jpg", washed.thumbnail))
    paths = save(parts, washed.name)
    return CleanFile(
        kind=washed.kind,
        path=paths[0],
        thumbnail=paths[1] if washed.thumbnail else "",
        name=washed.name,
        checksum=hashlib.sha256(washed.content).hexdigest(),
        size=len(washed.content),
        width=washed.width,
        height=washed.height,
    )


def save(parts: Iterable[tuple[str, bytes]], name: str) -> list[str]:
    """Save contents under their paths, all or none; return the paths.

    Args:
        parts: path and content; the paths must be new.
        name: of the file they belong to, for the sentence.

    Raises:
        ValidationError: the disk is full or the storage away; nothing is left behind.
    """
    begun: list[str] = []
    try:
        for path, content in parts:
            begun.append(path)
            begun[-1] = default_storage.save(path, ContentFile(content))
    except OSError as error:
        delete(begun)
        log.exception("upload.not_stored", error=type(error).__name__, number=error.errno)
        raise ValidationError(
            f"Berkas “{name}” belum dapat kami simpan karena gangguan di pihak kami. Isian lain "
            "tidak hilang. Coba lagi nanti, atau kirim tanpa berkas ini.",
            code="not_stored",
        ) from error
    return begun


def delete(paths: Iterable[str]) -> None:
    """Delete stored files; what is gone already is no trouble."""
    for path in paths:
        if path:
            default_storage.delete(path)


def discard(files: Iterable[CleanFile]) -> None:
    """Delete stored files whose verb did not happen."""
    for file in files:
        delete((file.path, file.thumbnail))


def marked(files: Iterable[CleanFile], phase: str) -> list[CleanFile]:
    """Return the files, the pictures among them marked as showing the work before or after."""
    image = Attachment.Kind.IMAGE
    return [replace(file, phase=phase) if file.kind == image else file for file in files]


def attachment(
    file: CleanFile, *, complaint: Complaint, event: Event, audience: Audience, proof: bool
) -> Attachment:
    """Return the unsaved attachment that makes a clean file part of a report.

    People name files after themselves, so a hidden reporter's files lose their names, and always
    those of a citizen who joined.
    """
    from_reporter = event.verb == "submit" or event.role in (Role.REPORTER, Role.MERGED_REPORTER)
    hidden = event.role == Role.JOINER or (complaint.hides_reporter and from_reporter)
    return Attachment(
        complaint=complaint,
        event=event,
        audience=audience,
        kind=file.kind,
        file=file.path,
        thumbnail=file.thumbnail,
        name=_nameless(file) if hidden else file.name,
        checksum=file.checksum,
        size=file.size,
        width=file.width,
        height=file.height,
        is_proof=proof,
        phase=file.phase,
        created_at=event.at,
    )


def _nameless(file: CleanFile) -> str:
    return f"berkas-{file.checksum[:6]}.{file.path.rpartition('.')[2]}"
