"""*Saya juga mengalami*: somebody else has the same trouble (docs/decisions/0015)."""

from __future__ import annotations

from collections.abc import Sequence

from complaints import uploads
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.law.roles import Joiner
from complaints.models import Complaint, Support
from complaints.states import Audience


class JoinedBefore(Refused):
    """The same account or browser joined this report already."""


def join(
    complaint: Complaint,
    *,
    by: Joiner,
    remark: str = "",
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Say that one has the same trouble, once: support, and a remark that officers read.

    The remark and its files are internal until a verifier publishes them, and nobody learns who
    wrote them. It is no vote: the report's own reporter alone confirms, objects and withdraws.

    Raises:
        JoinedBefore: this account or browser did so already; nothing is written.
        Refused: the report is closed or not public.
    """
    if complaint.awaits_take_over:  # the law's sentence speaks to officers
        raise Refused("Laporan ini catatan lama dan belum dapat diikuti.")
    with moving(complaint, "join", by, words=remark, audience=Audience.INTERNAL) as step:
        _support(step, by.supporter)
        step.attach(files)
    return step.complaint


def _support(step: Step, supporter: str) -> None:
    """Count the support once; the row lock of the report makes a double click wait here."""
    row, is_new = Support.objects.get_or_create(
        complaint=step.complaint,
        supporter=supporter,
        defaults={"created_at": step.now, "joined_at": step.now},
    )
    if is_new:
        step.complaint.support_count += 1
        return
    if row.joined_at is not None:
        raise JoinedBefore("Anda sudah ikut mengalami laporan ini.")
    row.joined_at = step.now
    row.save(update_fields=["joined_at"])
