"""Reports of one event of the town: put under it and taken out again, each with an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from complaints.actions._asking import Refused
from complaints.actions._move import moving
from complaints.models import Complaint, Incident, IncidentReport
from complaints.models.incident import MOST_REPORTS

if TYPE_CHECKING:
    from accounts.models import User


def join_incident(complaint: Complaint, *, by: User, incident: Incident) -> Complaint:
    """Put a report under an incident; state, place and clocks stay as they are.

    Raises:
        Refused: a secret, sealed or finished report, one that belongs to an incident already, or
            an incident that is full or over.
    """
    data = {"incident": incident.key}
    with moving(complaint, "join_incident", by, words=incident.name, data=data) as step:
        known = Incident.objects.select_for_update().get(pk=incident.pk)
        line = IncidentReport.objects.filter(complaint=complaint).select_related("incident").first()
        if line is not None:
            raise Refused(f"Laporan ini sudah termasuk kejadian “{line.incident}”.")
        if known.ended_at is not None:
            raise Refused(f"Kejadian “{known}” sudah berakhir dan tidak menerima laporan lagi.")
        if known.lines.count() >= MOST_REPORTS:
            raise Refused(f"Satu kejadian memuat paling banyak {MOST_REPORTS} laporan.")
        IncidentReport.objects.create(
            incident=known, complaint=step.complaint, added_by=by, added_at=step.now
        )
    return step.complaint


def leave_incident(complaint: Complaint, *, by: User, incident: Incident) -> Complaint:
    """Take a report out of an incident; it goes on alone. Raises ``Refused`` when it is not in it."""
    data = {"incident": incident.key}
    with moving(complaint, "leave_incident", by, words=incident.name, data=data) as step:
        lines = IncidentReport.objects.filter(incident=incident, complaint=step.complaint)
        if not lines.delete()[0]:
            raise Refused(f"Laporan ini tidak termasuk kejadian “{incident}”.")
    return step.complaint
