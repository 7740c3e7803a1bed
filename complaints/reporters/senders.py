"""Reports of one sender: found by contact or account, never across the line of a hidden name.

Nobody is banned for writing often (product.md). Many reports of one sender lie as one bundle in
verification. A report with a hidden name is only ever put beside others with a hidden name, and
only once they are a bundle: else it would be told who wrote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from agencies import law
from complaints.models import Complaint, Reporter
from complaints.states import AT_COORDINATOR

if TYPE_CHECKING:
    from complaints.models.visibility import ComplaintQuerySet

MOST_OF_A_BUNDLE = 100
Key = tuple[str, str, bool]
"""By what a sender is known, its value, and whether the name is hidden."""


def key_of(reporter: Reporter | None, *, hidden: bool) -> Key | None:
    """Return by what the sender of a report is known; None without contact and account."""
    if reporter is None or reporter.erased_at is not None:
        return None
    for column in ("email_hmac", "phone_hmac"):
        if value := getattr(reporter, column):
            return column, value, hidden
    return ("user_id", str(reporter.user_id), hidden) if reporter.user_id else None


def others_of(complaint: Complaint, visible: ComplaintQuerySet) -> list[Complaint]:
    """Return the sender's other reports that wait for verification, the oldest first.

    Args:
        complaint: the report in hand.
        visible: the reports that the officer may see.

    Returns:
        None for a sealed report or a sender without contact; with a hidden name only what lies
        in one bundle with it.
    """
    key = key_of(getattr(complaint, "reporter", None), hidden=complaint.hides_reporter)
    if key is None or complaint.is_sealed:
        return []
    rows = visible.filter(_by(key), status__in=AT_COORDINATOR, is_sealed=False)
    rows = rows.exclude(pk=complaint.pk).select_related("category", "region")
    if complaint.hides_reporter:
        rows = rows.filter(_about_the_same_time(complaint))
    found = list(rows.order_by("created_at", "id")[:MOST_OF_A_BUNDLE])
    return found if not complaint.hides_reporter or is_bundle(complaint, found) else []


def is_bundle(complaint: Complaint, others: Iterable[Complaint]) -> bool:
    """Tell whether a report and the sender's ``others`` of about the same time are a bundle."""
    span = timedelta(days=law.limit("bundle_days"))
    near = [one for one in others if abs(one.created_at - complaint.created_at) <= span]
    waits = complaint.status in AT_COORDINATOR and not complaint.danger
    return waits and len([one for one in near if not one.danger]) >= law.limit("bundle_reports")


def bundles_of(rows: Iterable[Complaint]) -> dict[int, Key]:
    """Return the keys of those of ``rows`` that lie in a bundle, by id: two queries.

    A danger is never in one: it stands alone at the top.
    """
    return {pk: key for pk, (key, _) in _bundled(rows).items()}


def bundle_sizes_of(rows: Iterable[Complaint]) -> dict[int, int]:
    """Return of how many reports the bundle of each of ``rows`` is, by id: two queries at most."""
    return {pk: size for pk, (_, size) in _bundled(rows).items()}


def _bundled(rows: Iterable[Complaint]) -> dict[int, tuple[Key, int]]:
    waiting = {
        row.pk: row
        for row in rows
        if row.status in AT_COORDINATOR and not (row.danger or row.is_sealed)
    }
    reporters = Reporter.objects.filter(complaint__in=waiting) if waiting else []
    keys: dict[int, Key] = {}
    for reporter in reporters:
        hidden = waiting[reporter.complaint_id].hides_reporter
        if key := key_of(reporter, hidden=hidden):
            keys[reporter.complaint_id] = key
    counts = _counted(set(keys.values()))
    most = law.limit("bundle_reports")
    return {pk: (key, counts[key]) for pk, key in keys.items() if counts[key] > most}


def sizes_of(keys: Iterable[Key]) -> Counter[Key]:
    """Return how many reports of each sender wait: one query."""
    return _counted(set(keys))


def _counted(keys: set[Key]) -> Counter[Key]:
    """Count what waits of each sender, of the last ``bundle_days`` before the newest of them."""
    counts: Counter[Key] = Counter()
    if not keys:
        return counts
    wanted = Q(pk__in=[])
    for key in keys:
        wanted |= _by(key)
    rows = Complaint.objects.filter(
        wanted, status__in=AT_COORDINATOR, is_sealed=False, danger=False
    ).select_related("reporter")
    sent: dict[Key, list[Complaint]] = {}
    for row in rows.order_by("created_at", "id")[: MOST_OF_A_BUNDLE * len(keys)]:
        found = key_of(getattr(row, "reporter", None), hidden=row.hides_reporter)
        if found is not None and found in keys:
            sent.setdefault(found, []).append(row)
    span = timedelta(days=law.limit("bundle_days"))
    for key, of_one in sent.items():
        newest = of_one[-1].created_at
        counts[key] = len([one for one in of_one if newest - one.created_at <= span])
    return counts


def _by(key: Key) -> Q:
    column, value, hidden = key
    return Q(**{f"reporter__{column}": value}, hides_reporter=hidden)


def _about_the_same_time(complaint: Complaint) -> Q:
    span = timedelta(days=law.limit("bundle_days"))
    return Q(created_at__range=(complaint.created_at - span, complaint.created_at + span))
