"""Incidents: which reports tell of one event, and one decision done to each of them by the law.

An incident only names reports. Every report keeps its place, its state and its clocks; the verbs
are the ordinary ones, asked of each report by itself (``complaints.together.bulk``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from agencies.models import Agency
from complaints import actions, privacy
from complaints.law.rules import is_not_kept_close
from complaints.models import Complaint, Incident, IncidentReport, Publication
from complaints.states import AT_COORDINATOR, OPEN, Audience, State
from lapor import personal
from routing.models import Category

if TYPE_CHECKING:
    from complaints.models.visibility import ComplaintQuerySet

VERIFY, FOLLOW_UP = "verify_and_forward", "follow_up"
VERBS = (VERIFY, FOLLOW_UP)


def seen_by(visible: ComplaintQuerySet, *, everything: bool) -> QuerySet[Incident]:
    """Return the incidents that an officer may know of.

    Args:
        visible: the reports that the officer may see.
        everything: whether it is a verifier; others know an incident by a report of their own.
    """
    if everything:
        return Incident.objects.all()
    own = visible.filter(incident_line__incident=OuterRef("pk"), is_secret=False, is_sealed=False)
    return Incident.objects.filter(Exists(own))


def reports_of(incident: Incident, visible: ComplaintQuerySet) -> ComplaintQuerySet:
    """Return the reports of an incident that the officer sees; never secret or sealed ones."""
    rows: ComplaintQuerySet = visible.filter(
        incident_line__incident=incident, is_secret=False, is_sealed=False
    )
    return rows


def alike(incident: Incident, visible: ComplaintQuerySet) -> ComplaintQuerySet:
    """Return reports that may belong to the incident too: its category, its days, no incident."""
    rows: ComplaintQuerySet = visible.filter(
        category=incident.category_id,
        status__in=OPEN,
        is_secret=False,
        is_sealed=False,
        incident_line__isnull=True,
        created_at__date__gte=incident.since,
    )
    return rows.filter(created_at__date__lte=incident.until) if incident.until else rows


def why_not(complaint: Complaint) -> str:
    """Return why a report cannot belong to an incident, or an empty text."""
    if not is_not_kept_close(complaint):
        return str(is_not_kept_close.refusal)  # type: ignore[attr-defined]  # set by ``rule``
    if complaint.status not in OPEN:
        return "Laporan ini sudah selesai, jadi tidak dimasukkan ke kejadian."
    return ""


def sized(rows: QuerySet[Incident], visible: ComplaintQuerySet) -> QuerySet[Incident]:
    """Return incidents with ``size``: how many of their reports the officer sees."""
    own = visible.filter(incident_line__incident=OuterRef("pk"), is_secret=False, is_sealed=False)
    counted = own.order_by().values("incident_line__incident").annotate(number=Count("pk"))
    return rows.annotate(size=Coalesce(Subquery(counted.values("number")), 0))


def holds(incident: Incident, complaint: Complaint) -> bool:
    """Whether a report belongs to an incident."""
    return IncidentReport.objects.filter(incident=incident, complaint=complaint).exists()


def act(verb: str, complaint: Complaint, *, by: User, asked: Mapping[str, Any], words: str) -> str:
    """Do to one report of an incident what was asked for all of them.

    Args:
        verb: ``VERIFY`` or ``FOLLOW_UP``.
        complaint: a report that ``by`` sees.
        by: who asked.
        asked: ids and codes from the form, with the incident.
        words: the instruction, or what was done.

    Returns:
        What is to be added to the success, or an empty text.

    Raises:
        actions.Refused: the law, or this one report, forbids it.
    """
    if not complaint.is_secret and not complaint.is_sealed:
        lines = IncidentReport.objects.filter(incident=asked["incident"], complaint=complaint)
        if lines.exists():
            do = _verify if verb == VERIFY else _follow_up
            return do(complaint, by, asked, words)
    raise actions.Refused("Laporan ini tidak lagi termasuk kejadian ini.")


def _verify(complaint: Complaint, by: User, asked: Mapping[str, Any], words: str) -> str:
    lead = Agency.objects.active().filter(pk=asked["lead"]).first()
    category = Category.objects.active().filter(pk=asked["category"]).first()
    if lead is None or category is None:
        raise actions.Refused("Instansi atau kategori ini sudah ditutup.")
    routing: dict[str, Any] = {"lead": lead, "instruction": words}
    if complaint.status == State.VERIFIED:
        actions.forward(complaint, by=by, **routing)
        return ""
    read = f"{complaint.agency_title}\n{complaint.text}\n{complaint.place_text}"
    if complaint.hides_reporter and personal.find(read):
        raise actions.Refused(
            "Pelapor menyembunyikan nama, dan naskahnya mungkin menunjukkan siapa dia: "
            "verifikasi laporan ini sendiri."
        )
    public, said = _public_text(complaint, category, str(asked["publication"]))
    verification = {
        "kind": complaint.kind,
        "category": category,
        "title": complaint.agency_title,
        "region": complaint.region,
        "publication": Publication.PUBLIC if public else Publication.PENDING,
        "public_text": public,
    }
    actions.verify_and_forward(complaint, by=by, verification=verification, routing=routing)
    return said


def _public_text(complaint: Complaint, category: Category, wish: str) -> tuple[str, str]:
    """Return what the public reads (nothing while undecided), and what the officer is told.

    Nobody read this text before it goes out, so whatever may point at a person stays closed.
    """
    if wish != Publication.PUBLIC:
        return "", ""
    text = privacy.mask(complaint.text)
    said = f"{privacy.mask(complaint.agency_title)}\n{text}"
    if complaint.hides_reporter or category.starts_unpublished or personal.find(said):
        return "", "Isinya belum dibuka untuk umum: periksa dahulu."
    return text, ""


def _follow_up(complaint: Complaint, by: User, asked: Mapping[str, Any], words: str) -> str:
    public = complaint.published and asked["audience"] == Audience.PUBLIC
    actions.follow_up(
        complaint,
        by=by,
        text=words,
        audience=Audience.PUBLIC if public else Audience.REPORTER,
        next_news_on=date.fromisoformat(asked["next_news_on"]) if asked["next_news_on"] else None,
    )
    return ""


def to_verify(incident: Incident, visible: ComplaintQuerySet) -> ComplaintQuerySet:
    """Return the reports of an incident that wait for the coordinator."""
    rows: ComplaintQuerySet = reports_of(incident, visible).filter(status__in=AT_COORDINATOR)
    return rows


def to_follow_up(
    incident: Incident, visible: ComplaintQuerySet, units: list[int]
) -> ComplaintQuerySet:
    """Return the reports of an incident that lie with one of the ``units``."""
    rows: ComplaintQuerySet = reports_of(incident, visible).filter(
        holder__in=units, status__in=(State.FORWARDED, State.FOLLOWED_UP)
    )
    return rows
