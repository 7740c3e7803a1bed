"""Who may see the point of a report, and how exactly."""

from __future__ import annotations

from agencies.geography import Point
from complaints.models import Complaint
from complaints.trail.timeline import is_released

DECIMALS = 3
"""About 100 metres: enough to find a hole in the road, too little to find a door."""


def own_point(complaint: Complaint) -> Point | None:
    """Return the point as its reporter set it, or None."""
    if complaint.latitude is None or complaint.longitude is None:
        return None
    return complaint.latitude, complaint.longitude


def public_point(complaint: Complaint) -> Point | None:
    """Return the point of a report as everybody may see it, to about 100 metres, or None.

    None for an anonymous report: "use my position" may have been pressed at home. None too for a
    report whose words are not released (docs/decisions/0016).
    """
    point = own_point(complaint)
    if point is None or complaint.hides_reporter or not is_released(complaint):
        return None
    if complaint.is_secret or complaint.is_sealed:
        return None
    return round(point[0], DECIMALS), round(point[1], DECIMALS)
