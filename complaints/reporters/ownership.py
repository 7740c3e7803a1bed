"""Which account a report belongs to: an earlier report joins it, and may leave it again.

There is no verb for this in the law: nothing about the report changes but the way in. The record
keeps it as a note of the system, like an erasure (docs/decisions/0019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from complaints import privacy
from complaints.actions import Refused
from complaints.actions._move import moving
from complaints.law.roles import System
from complaints.models import Complaint, PrivateNumbers, Reporter

if TYPE_CHECKING:
    from accounts.models import User

TAKEN = "Laporan ini sudah tersimpan di akun lain."
THERE = "Laporan itu sudah ada di akun Anda."
GONE = "Isi dan kontak laporan ini sudah dihapus, jadi tidak dapat disimpan ke akun."


def needs_warning(complaint: Complaint) -> bool:
    """Whether the account would tell somebody at its mailbox what was meant to stay hidden."""
    return bool(complaint.hides_reporter or complaint.is_secret or complaint.is_sealed)


@transaction.atomic
def join(complaint: Complaint, user: User) -> int:
    """Let ``user`` open the report and its parts from the account; whoever calls has the proof.

    Returns how many reports joined; a second time changes nothing.

    Raises:
        Refused: it belongs to another account, or was erased.
    """
    family = list(Complaint.objects.parts_of(complaint.root).select_related("reporter"))
    waiting = [one for one in family if one.reporter.user_id != user.pk]
    for one in waiting:
        with moving(
            one,
            "note",
            System(),
            words="Pelapor menyimpan laporan ini ke akunnya.",
            data={"account": "joined"},
        ) as step:
            reporter = Reporter.objects.get(complaint=step.complaint)  # as it is under the lock
            _check(reporter, user)
            Reporter.objects.filter(pk=reporter.pk).update(user=user)
    return len(waiting)


def _check(reporter: Reporter, user: User) -> None:
    if reporter.erased_at is not None:
        raise Refused(GONE)
    if reporter.user_id == user.pk:
        raise Refused(THERE)
    if reporter.user_id is not None:
        raise Refused(TAKEN)


def release(complaint: Complaint) -> None:
    """Take account, contact and numbers off a report that goes on without them."""
    with moving(
        complaint,
        "note",
        System(),
        words="Pelapor menghapus akun dan kontaknya. Laporan tetap dikerjakan.",
        data={"account": "left"},
    ) as step:
        reporter = step.complaint.reporter
        privacy.change_contact(reporter, privacy.Contact())
        Reporter.objects.filter(pk=reporter.pk).update(user=None)
        PrivateNumbers.objects.filter(complaint=step.complaint).delete()


def change_contact(complaint: Complaint, contact: privacy.Contact) -> None:
    """Correct where messages about a report go (UU 27/2022, the right to correct)."""
    with moving(
        complaint,
        "note",
        System(),
        words="Pelapor memperbaiki kontaknya.",
        data={"contact": "changed"},
    ) as step:
        privacy.change_contact(step.complaint.reporter, contact)
