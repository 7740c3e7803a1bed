"""New reports that wait for the one look of the system, so that none is forgotten.

The row is written with the report. Usually a worker is woken at once and takes it away with its
look; while the broker is away, the minute's sweep finds it (``catching_up``).
"""

from __future__ import annotations

from complaints.models import AutoLook, Complaint
from complaints.routed import switches

PLAIN = {
    "is_sealed": False,
    "is_secret": False,
    "hides_reporter": False,
    "danger": False,
    "needs_inspection": False,
    "parent_report_id": None,
    "imported_in_id": None,
}
"""What can be told at sight; the look itself asks all of it again, and more."""


def put_in_line(complaint: Complaint) -> bool:
    """Let a new report wait for the look, in this transaction; return whether it does.

    Those that are never forwarded by themselves do not even wait, nor does anything in a town
    where the system may forward to nobody.
    """
    is_plain = all(getattr(complaint, name) == value for name, value in PLAIN.items())
    if not is_plain or not switches.any_on():
        return False
    AutoLook.objects.create(complaint=complaint, asked_at=complaint.created_at)
    return True
