"""Lawful erasure of one report (UU 27/2022): its words, contact and files go, its record stays.

Events keep who did what and when; of what was said they hold only a salted hash, and the salt goes
too. The chain of hashes verifies as before.
"""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from complaints.actions._move import moving
from complaints.models import Attachment, Complaint, EventWords, FollowUp, PrivateNumbers, Reporter
from complaints.roles import System

ERASED = "(dihapus)"


def erase(complaint: Complaint) -> Complaint:
    """Erase what a report says and who sent it; figures, clocks and events stay.

    Waiting messages to the reporter are dropped by the outbox, which finds no contact any more.
    """
    with moving(complaint, "note", System(), data={"erased": True}) as step:
        row, now = step.complaint, step.now
        _blank(row)
        words = EventWords.objects.filter(event__complaint=row, erased_at__isnull=True)
        words.update(text="", salt="", erased_at=now)
        Reporter.objects.filter(complaint=row).update(
            user=None,
            name_encrypted=b"",
            email_encrypted=b"",
            phone_encrypted=b"",
            email_hmac="",
            phone_hmac="",
            erased_at=now,
        )
        PrivateNumbers.objects.filter(complaint=row).delete()
        FollowUp.objects.filter(complaint=row).update(public_text="", proof_text="")
        row.assignments.update(instruction="")
        _erase_files(row)
    return step.complaint


def _blank(row: Complaint) -> None:
    """Take the words out of the report itself (unsaved)."""
    blank: dict[str, Any] = {
        "title": ERASED,
        "text": ERASED,
        "working_text": "",
        "public_title": "",
        "public_text": "",
        "place_text": "",
        "latitude": None,
        "longitude": None,
    }
    for name, value in blank.items():
        setattr(row, name, value)


def _erase_files(row: Complaint) -> None:
    """Forget the files; they leave the disk when the erasure is certain."""
    files = list(Attachment.objects.filter(complaint=row))
    paths = [path for file in files for path in (file.file.name, file.thumbnail.name) if path]
    Attachment.objects.filter(complaint=row).update(name=ERASED, checksum="", size=0)

    def delete() -> None:
        for path in paths:
            default_storage.delete(path)

    transaction.on_commit(delete, robust=True)
