"""One line of the inbox: what it says, and how much of its working time is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from agencies import law
from complaints import due
from complaints.desk.flags import flags_of
from complaints.models import (
    Complaint,
    Deadline,
    Incident,
    Notification,
    Publication,
    SuggestionRecord,
    Tag,
)
from complaints.models.visibility import ComplaintQuerySet
from complaints.reporters import senders
from complaints.together.tags import Known
from complaints.wording import officer_status
from lapor import clock

WHOLE = 100
NAMED = ("progress", "chat", "Anda disebut")
BY_ITSELF = ("neutral", "forward", "Diteruskan otomatis")


@dataclass(frozen=True)
class Row:
    """One line of the inbox, as ``_components/inbox_row.html`` draws it."""

    url: str
    peek_url: str
    code: str
    title: str
    state: str
    state_words: str
    due: str
    due_words: str
    due_at: datetime | None
    used: int | None
    """Share of the working time that is used, in percent; None where no clock runs."""
    place: str
    category: str
    holder: str
    officer: str
    flags: list[tuple[str, str, str]]
    supports: int
    tags: list[str] = field(default_factory=list)
    incident: str = ""
    incident_url: str = ""
    bundle: int = 0
    """How many other reports of the same sender lie in one bundle with it."""
    bundle_url: str = ""
    national: str = ""
    """The number in SP4N-LAPOR!."""


def rows_of(
    visible: ComplaintQuerySet,
    ids: Sequence[int],
    named: QuerySet[Notification] | None = None,
    *,
    tags: Known | None = None,
    bundles: bool = False,
) -> list[Row]:
    """Return the lines of these reports, in this order: two queries, at most four with bundles.

    Args:
        visible: the reports that the officer may see.
        ids: of the reports.
        named: the notes that name the officer, to mark their reports.
        tags: those that the officer may read.
        bundles: whether a verifier looks, who is told what lies in one bundle, and what the system
            forwarded by itself and nobody has edited for the public.
    """
    rows = visible.for_inbox().select_related("incident_line__incident")
    if bundles:
        newest = SuggestionRecord.objects.filter(complaint=OuterRef("pk")).order_by("-id")
        rows = rows.annotate(by_itself=Subquery(newest.values("automatic")[:1]))
    if named is not None:
        rows = rows.annotate(names_me=Exists(named.filter(complaint=OuterRef("pk"))))
    found: dict[int, Complaint] = rows.in_bulk(list(ids)) if ids else {}
    used = shares_of(found.values())
    sizes = senders.bundle_sizes_of(found.values()) if bundles else {}
    known = tags or Known([])
    on = {pk: known.of(row.tag_ids) for pk, row in found.items()}
    return [row_of(found[pk], used.get(pk), sizes.get(pk, 0), on[pk]) for pk in ids if pk in found]


def row_of(
    complaint: Complaint, used: int | None, bundled: int = 0, tags: Iterable[Tag] = ()
) -> Row:
    """Return the line of one report.

    ``names_me`` on it says that a note names the officer, ``by_itself`` that the system forwarded
    it last.

    Args:
        complaint: the report.
        used: share of its working time, in percent.
        bundled: of how many reports its bundle is; 0 for none.
        tags: those on the report that the officer may read.
    """
    incident = _incident(complaint)
    marks = [NAMED] if getattr(complaint, "names_me", False) else []
    if getattr(complaint, "by_itself", False) and complaint.publication == Publication.PENDING:
        marks.insert(0, BY_ITSELF)
    stand = None
    if complaint.next_due_at is not None:
        stand = due.stand(complaint.next_due_at, now=clock.now())
    places = [complaint.region.name if complaint.region else "", complaint.place_text]
    return Row(
        url=reverse("desk:report", args=[complaint.code]),
        peek_url=reverse("desk:peek", args=[complaint.code]),
        code=complaint.code,
        title=complaint.agency_title,
        state=complaint.status,
        state_words=officer_status(complaint),
        due=stand.tone if stand else "",
        due_words=stand.words if stand else "",
        due_at=complaint.next_due_at,
        used=used if stand else None,
        place=", ".join(place for place in places if place),
        category=complaint.category.name if complaint.category else "Tanpa kategori",
        holder=str(complaint.holder or "Meja verifikasi") if complaint.is_open else "",
        officer=str(complaint.holder_officer or "") if complaint.is_open else "",
        flags=[*flags_of(complaint), *marks],
        supports=complaint.support_count,
        tags=[str(tag) for tag in tags],
        incident=incident.name if incident else "",
        incident_url=reverse("desk:incident", args=[incident.key]) if incident else "",
        bundle=bundled - 1 if bundled else 0,
        bundle_url=reverse("desk:sender", args=[complaint.code]) if bundled else "",
        national=complaint.external_ref,
    )


def _incident(complaint: Complaint) -> Incident | None:
    """Return the incident to which a report belongs; none for a secret or sealed one."""
    line = getattr(complaint, "incident_line", None)
    if line is None or complaint.is_secret or complaint.is_sealed:
        return None
    found: Incident = line.incident
    return found


def shares_of(complaints: Iterable[Complaint]) -> dict[int, int]:
    """Return how much of its nearest clock each report has used, in percent: one query.

    Paused time counts neither as used nor as promised.
    """
    moments = {row.pk: row.next_due_at for row in complaints if row.next_due_at is not None}
    if not moments:
        return {}
    running = Deadline.objects.filter(complaint__in=moments, stopped_at__isnull=True)
    return {
        row.complaint_id: _share(row)
        for row in running.order_by()
        if row.due_at == moments[row.complaint_id]
    }


def _share(row: Deadline) -> int:
    calendar, now = law.calendar(), row.paused_at or clock.now()
    promised = calendar.seconds_between(row.started_at, row.due_at) - row.paused_seconds
    if now >= row.due_at or promised <= 0:
        return WHOLE
    used = calendar.seconds_between(row.started_at, max(now, row.started_at)) - row.paused_seconds
    return max(0, min(WHOLE, round(WHOLE * used / promised)))
