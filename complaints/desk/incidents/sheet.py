"""What the page of one incident shows: its reports by state, and how far the last decision is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404

from agencies.models import Officer
from complaints.access import Desk
from complaints.desk.inbox.rows import rows_of
from complaints.models import BulkItem, BulkJob, Incident
from complaints.together import bulk, incidents

if TYPE_CHECKING:
    from django.http import QueryDict

A_PAGE = 30
MOST_ALIKE = 20
MOST_REFUSED = 50
WORDS = {incidents.VERIFY: "Verifikasi dan teruskan", incidents.FOLLOW_UP: "Catat tindak lanjut"}


def is_verifier(desk: Desk) -> bool:
    """Whether the officer opens incidents and decides which reports belong to them."""
    return Officer.Role.VERIFIER in desk.roles


def incident_of(desk: Desk, key: str) -> Incident:
    """Return the incident of this address. Raises ``Http404`` when the officer has no part in it."""
    seen = incidents.seen_by(desk.visible(), everything=is_verifier(desk))
    incident = seen.select_related("category__default_agency").filter(key=key).first()
    if incident is None:
        raise Http404
    return incident


def sheet(incident: Incident, desk: Desk, query: QueryDict) -> dict[str, Any]:
    """Return everything that the page shows."""
    visible, verifier = desk.visible(), is_verifier(desk)
    reports = incidents.reports_of(incident, visible)
    ids = reports.order_by("created_at", "id").values_list("pk", flat=True)
    page = Paginator(ids, A_PAGE).get_page(query.get("hal"))
    units = desk.units(Officer.Role.LIAISON)
    takes = verifier and incident.ended_at is None
    alike = incidents.alike(incident, visible).order_by("created_at", "id")
    alike_ids = list(alike.values_list("pk", flat=True)[:MOST_ALIKE]) if takes else []
    return {
        "incident": incident,
        "page": page,
        "rows": rows_of(visible, list(page)),
        "is_verifier": verifier,
        "takes_reports": takes,
        "waiting": incidents.to_verify(incident, visible).count() if verifier else 0,
        "at_unit": incidents.to_follow_up(incident, visible, units).count() if units else 0,
        "alike": rows_of(visible, alike_ids),
        "progress": progress(incident, desk),
    }


def progress(incident: Incident, desk: Desk) -> dict[str, Any] | None:
    """Return how far the officer's last decision for this incident is; None before the first."""
    mine = BulkJob.objects.filter(owner=desk.user, verb__in=incidents.VERBS)
    job = mine.filter(arguments__incident=incident.pk).order_by("-id").first()
    if job is None:
        return None
    counts = bulk.counts(job)
    lines = job.items.exclude(why="").select_related("complaint").order_by("place")
    lines = lines.filter(complaint__in=desk.visible())[:MOST_REFUSED]
    return {
        "runs": job.finished_at is None,
        "words": WORDS[job.verb],
        "tried": counts["total"] - counts[BulkItem.State.WAITING],
        **counts,
        "lines": [(line.complaint.code, line.why, line.state) for line in lines],
    }
