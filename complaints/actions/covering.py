"""Blackening parts of a photo for the public: the copy is shown, the original stays for officers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from complaints import uploads
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.models import Attachment, Complaint
from complaints.states import Audience

if TYPE_CHECKING:
    from accounts.models import User

MOST_BOXES = 20


def cover_photo(
    complaint: Complaint,
    *,
    by: User,
    photo: Attachment,
    copy: uploads.CleanFile,
    boxes: Sequence[uploads.Box],
) -> Complaint:
    """Show the public a copy of ``photo`` with parts blackened: the verb ``redact`` for a picture.

    The copy stands where the original stands and takes the place of an earlier copy; from now on
    the original is never for the public.

    Args:
        complaint: the report.
        by: the verifier.
        photo: the original.
        copy: the washed copy (:func:`uploads.covered`); thrown away when nothing comes of it.
        boxes: what was blackened, for the record.

    Raises:
        Refused: the state, the role, or a photo that is never for the public.
    """
    data = {"photo": str(photo.pk), "boxes": [list(box) for box in boxes]}
    try:
        with moving(complaint, "redact", by, data=data) as step:
            if not boxes:
                raise Refused("Gambar dahulu bagian yang ditutup.")
            _replace(step, _original(step.complaint, photo), copy)
    except BaseException:
        uploads.discard([copy])
        raise
    return step.complaint


def _original(row: Complaint, photo: Attachment) -> Attachment:
    """Return the photo as the database has it. Raises ``Refused`` where the public never sees it."""
    if row.is_secret or row.is_sealed:
        raise Refused("Laporan ini tidak pernah untuk umum, jadi fotonya tidak perlu ditutup.")
    photos = row.attachments.filter(kind=Attachment.Kind.IMAGE, original__isnull=True)
    found = photos.exclude(audience=Audience.INTERNAL).select_related("event").filter(pk=photo.pk)
    original = found.first()
    if original is None:
        raise Refused("Foto ini hanya untuk petugas, jadi tidak perlu ditutup.")
    return original


def _replace(step: Step, original: Attachment, copy: uploads.CleanFile) -> None:
    """Put the copy before the public in place of the original and of every earlier copy."""
    files = step.complaint.attachments
    files.filter(original=original).update(audience=Audience.INTERNAL)
    files.filter(pk=original.pk).update(audience=Audience.REPORTER)
    row = uploads.attachment(
        copy,
        complaint=step.complaint,
        event=original.event,
        audience=Audience.PUBLIC,
        proof=original.is_proof,
    )
    row.original, row.created_at = original, step.now
    row.save()
