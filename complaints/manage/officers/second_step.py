"""A lost second step of an officer: taken away by another administrator, with a row of the audit."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import second_step
from agencies.models import Officer
from complaints.trail import audit

COLUMN, REASON = "langkah kedua", "alasan"


def forget(by: audit.By, officer: Officer, *, reason: str) -> bool:
    """Take the second step of ``officer`` away, sign out everywhere, and write down who and why.

    Call it in a request: the officer's address is told at once.

    Args:
        by: the administrator; never the officer.
        officer: whose telephone or key was lost.
        reason: why, for the audit.

    Returns:
        Whether there was a second step.

    Raises:
        PermissionDenied: the own second step.
    """
    if officer.user_id == by.user.pk:
        raise PermissionDenied
    with transaction.atomic():
        there_was = second_step.forget(officer.user)
        audit.note(
            by,
            officer,
            verb=audit.Verb.RESET,
            before={COLUMN: "terpasang" if there_was else audit.NOTHING},
            after={COLUMN: "dihapus", REASON: reason},
        )
    return there_was
