"""Files for bodies outside on the disk: made by a worker, opened by one link, gone with its end."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog
from django.core import signing
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from complaints import links
from complaints.casefile.book import for_office
from complaints.casefile.bundle import zipped
from complaints.making import take_next
from complaints.models import CaseFile, CaseFileDownload, Complaint
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

VALID_FOR = timedelta(days=7)
"""How long a link opens (issue 4)."""
MOST_AT_ONCE = 5
DEVICE_LENGTH = 60

State = CaseFile.State
_signer = signing.Signer(salt="complaints.casefile")
log = structlog.get_logger("complaints.casefile")


def link_of(row: CaseFile) -> str:
    """Return the absolute address that opens a file; it holds a signature, not to be guessed."""
    key = _signer.sign(row.pk.hex)
    return links.absolute(reverse("citizens:handed_over", args=[key]))


def complaint_of_link(key: str) -> CaseFile | None:
    """Return the file that a link opens now, or None: made elsewhere, ended or taken back."""
    try:
        pk = _signer.unsign(key)
    except signing.BadSignature:
        return None
    found = CaseFile.objects.filter(pk=pk, state=State.READY, ends_at__gt=clock.now())
    return found.select_related("complaint").first()


def note_download(row: CaseFile, *, device: str) -> None:
    """Write down that a file was downloaded now, and with what kind of device."""
    CaseFileDownload.objects.create(case_file=row, at=clock.now(), device=device[:DEVICE_LENGTH])


def make_waiting() -> int:
    """Make the files that wait; return how many became ready. Two workers never make the same."""
    made = 0
    for _ in range(MOST_AT_ONCE):
        row = take_next(CaseFile, progress=5)
        if row is None:
            break
        made += _make(row)
    return made


def end_old() -> int:
    """Delete the files whose link ended; return how many."""
    over = CaseFile.objects.filter(state=State.READY, ends_at__lte=clock.now())
    rows = list(over.order_by("ends_at")[:100])
    for row in rows:
        end(row)
    return len(rows)


def end(row: CaseFile, *, by: User | None = None) -> None:
    """End a file's link at once; the file leaves the disk when that is certain."""
    path = row.file.name
    CaseFile.objects.filter(pk=row.pk).update(
        state=State.ENDED, file="", revoked_by=by, ends_at=clock.now()
    )
    if path:
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)


def end_of_report(complaint: Complaint) -> None:
    """End every file of a report whose words are erased."""
    for row in CaseFile.objects.filter(complaint=complaint).exclude(state=State.ENDED):
        end(row)


def _make(row: CaseFile) -> bool:
    """Make one file; what fails is logged without a word of it, and may be asked for anew."""
    try:
        return _build(row)
    except Exception as error:  # noqa: BLE001  (one file must not stop the others)
        log.warning("case_file_failed", file=row.pk.hex, error=type(error).__name__)
        CaseFile.objects.filter(pk=row.pk, state=State.MAKING).update(state=State.FAILED)
        return False


def _build(row: CaseFile) -> bool:
    sees = Complaint.objects.visible_to(row.asked_by).for_page().filter(pk=row.complaint_id).first()
    if sees is None:  # sealed meanwhile, or the role is gone
        CaseFile.objects.filter(pk=row.pk).update(state=State.FAILED)
        return False
    row.complaint = sees
    mine = CaseFile.objects.filter(pk=row.pk, state=State.MAKING, started_at=row.started_at)
    value, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as place:
        for piece in zipped(for_office(row), progress=lambda done: mine.update(progress=done)):
            place.write(piece)
            value.update(piece)
            size += len(piece)
        place.seek(0)
        now = clock.now()
        folder = now.strftime("penyerahan/%Y/%m")
        path = default_storage.save(f"{folder}/{uuid4().hex}.zip", File(place))
    kept = mine.update(
        state=State.READY,
        progress=100,
        file=path,
        checksum=value.hexdigest(),
        size=size,
        ends_at=now + VALID_FOR,
    )
    if not kept:  # ended, or taken over, while it was made
        default_storage.delete(path)
    return bool(kept)
