"""Lawful erasure of one report (UU 27/2022): its words, contact and files go, its record stays.

Events keep who did what and when; of what was said they hold only a salted hash, and the salt goes
too. The chain of hashes verifies as before.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError, Q

from complaints import actions, casefile, desk_drafts, privacy
from complaints.actions._move import moving
from complaints.law.actors import Role
from complaints.law.roles import ReporterOf, System
from complaints.models import (
    AnswerDraft,
    Attachment,
    Complaint,
    EventWords,
    Follower,
    FollowUp,
    NationalRecord,
    PrivateNumbers,
    Reporter,
    Support,
    UpwardReport,
)
from complaints.reporters import ownership
from complaints.telling import following

if TYPE_CHECKING:
    from accounts.models import User

ERASED = "(dihapus)"


def erase(complaint: Complaint) -> Complaint:
    """Erase what a report says and who sent it; figures, clocks and events stay.

    Waiting messages to the reporter are dropped by the outbox, which finds no contact any more.
    """
    with moving(complaint, "note", System(), data={"erased": True}) as step:
        row, now = step.complaint, step.now
        _blank(row)
        said = Q(event__complaint=row) | _said_elsewhere(row, "event__")
        words = EventWords.objects.filter(said, erased_at__isnull=True)
        words.update(text="", salt="", erased_at=now)
        Reporter.objects.filter(complaint=row).update(
            user=None,
            name_encrypted=b"",
            email_encrypted=b"",
            phone_encrypted=b"",
            origin_encrypted=b"",
            email_hmac="",
            phone_hmac="",
            erased_at=now,
        )
        PrivateNumbers.objects.filter(complaint=row).delete()
        FollowUp.objects.filter(complaint=row).update(public_text="", proof_text="")
        row.assignments.update(instruction="")
        NationalRecord.objects.filter(complaint=row).update(fingerprint="")
        AnswerDraft.objects.filter(complaint=row).update(content={"text": ""}, note="")
        desk_drafts.erase(row)
        UpwardReport.objects.forget_case(row.code)
        _erase_files(row)
    return step.complaint


@transaction.atomic
def erase_account(user: User, *, withdraws: bool) -> None:
    """Erase an account with its reports; sums, support counts and the record of events stay.

    Args:
        user: whose account it is; never one of an office.
        withdraws: whether open reports are withdrawn and erased too; otherwise they go on
            without account, contact and numbers.

    Raises:
        Refused: an open report cannot be withdrawn now; nothing was erased then.
    """
    for complaint in Complaint.objects.of_account(user).select_related("reporter").order_by("id"):
        if not complaint.is_open:
            erase(complaint)
        elif withdraws:
            erase(actions.withdraw(complaint, by=ReporterOf(complaint.pk, user)))
        else:
            ownership.release(complaint)
    for support in Support.objects.filter(supporter=supporter_of(user)):
        Support.objects.filter(pk=support.pk).update(supporter=secrets.token_hex(32))
    mark = privacy.fingerprint("email", user.email.lower())
    following.forget(list(Follower.objects.filter(email_hmac=mark).values_list("pk", flat=True)))
    _forget(user)


def supporter_of(user: User) -> str:
    """Return the fingerprint under which an account supports reports."""
    return privacy.fingerprint("support", f"user:{user.pk}")


def _forget(user: User) -> None:
    """Delete the account's row with its keys and addresses; close it where a record holds it."""
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.email, user.name, user.is_active = f"dihapus-{user.pk}@terhapus.invalid", "", False
        user.set_unusable_password()
        user.save()


def _said_elsewhere(row: Complaint, prefix: str = "") -> Q:
    """What the reporter said at the report into which this one was merged."""
    return Q(
        **{
            f"{prefix}complaint": row.merged_into_id,
            f"{prefix}role": Role.MERGED_REPORTER,
            f"{prefix}data__merged": row.pk,
        }
    )


def _blank(row: Complaint) -> None:
    """Take the words out of the report itself (unsaved)."""
    blank: dict[str, Any] = {
        "title": ERASED,
        "text": ERASED,
        "working_text": "",
        "working_title": "",
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
    chosen = Q(complaint=row) | _said_elsewhere(row, "event__")
    files = list(Attachment.objects.filter(chosen))
    paths = _paths(files) - _paths(_kept_by_relatives(row, files))
    Attachment.objects.filter(pk__in=[file.pk for file in files]).update(
        name=ERASED, checksum="", size=0
    )

    casefile.end_of_report(row)

    def delete() -> None:
        for path in paths:
            default_storage.delete(path)

    transaction.on_commit(delete, robust=True)


def _paths(files: list[Attachment]) -> set[str]:
    return {path for file in files for path in (file.file.name, file.thumbnail.name) if path}


def _kept_by_relatives(row: Complaint, files: list[Attachment]) -> list[Attachment]:
    """Return the files of the other parts of a split report: what was sent once is stored once."""
    parts = Complaint.objects.parts_of(row.root)
    others = Attachment.objects.filter(complaint__in=parts.order_by()).exclude(name=ERASED)
    return list(others.exclude(pk__in=[file.pk for file in files]))
