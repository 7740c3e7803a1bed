"""Verbs after which a report stands as before, so that nothing need be read again for the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from complaints.models import Deadline

VERBS = frozenset(
    {
        *("note", "write", "tag", "assign", "join_incident", "leave_incident"),
        *("redact", "reveal", "disclose", "hand_over_file", "remind", "ask_again"),
        *("submit_draft", "approve", "return_draft", "delegate", "involve", "release"),
        *("request_extension", "refuse_extension"),
    }
)
"""Their events say nothing of the course of a report, and nothing is judged with them."""
READ = frozenset(
    {
        *("created_at", "status", "archive_reason", "is_sealed", "merged_into", "outcome"),
        *("lead", "category", "region", "channel", "kind", "needs_inspection", "was_confirmed"),
        *("hides_reporter", "is_secret", "support_count", "repeats"),
    }
)
"""Fields of a report by which it is counted (``standing.stand``)."""

Promises = frozenset[tuple[Any, ...]]


def promises_of(clocks: Iterable[Deadline]) -> Promises:
    """Return what the figures read of clocks."""
    return frozenset(
        (row.clock, row.due_at, row.stopped_at, row.stopped_by, row.paused_at, row.breached_at)
        for row in clocks
    )


def leaves_standing(
    verb: str, changed: Collection[str], before: Promises, clocks: Iterable[Deadline]
) -> bool:
    """Whether a report, and those merged into it, certainly stand as before a verb.

    Args:
        verb: what was done.
        changed: names of the fields of the report that it changed.
        before: what its clocks said before.
        clocks: its clocks now.
    """
    return verb in VERBS and READ.isdisjoint(changed) and promises_of(clocks) == before
