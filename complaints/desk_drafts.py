"""The end of officers' drafts: with their report's erasure, or when nobody touched them for long."""

from __future__ import annotations

from datetime import timedelta

from complaints.models import Complaint, DeskDraft
from lapor import clock

KEPT_FOR = timedelta(days=30)
SWEPT_AT_ONCE = 1000


def erase(complaint: Complaint) -> None:
    """Delete what officers had begun to write about a report that is erased."""
    DeskDraft.objects.filter(complaint=complaint).delete()


def drop_stale() -> int:
    """Delete drafts that nobody touched for 30 days; return how many."""
    old = DeskDraft.objects.filter(updated_at__lt=clock.now() - KEPT_FOR)
    return DeskDraft.objects.filter(pk__in=old.values("pk")[:SWEPT_AT_ONCE]).delete()[0]
