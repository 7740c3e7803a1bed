"""Cards of public reports: what the list, the home page and *my reports* show of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator

from complaints import privacy, wording
from complaints.citizen_words import look_of
from complaints.citizens import remembered
from complaints.models import Complaint
from complaints.trail.timeline import is_released

EXCERPT_LENGTH = 180


def public_card(complaint: Complaint) -> dict[str, Any]:
    """Return a public report as ``_components/report_card.html`` draws it."""
    released = is_released(complaint)
    return {
        "url": reverse("citizens:public_detail", args=[complaint.code]),
        "title": public_title(complaint),
        "excerpt": _excerpt(complaint.public_text) if released else "",
        "state": look_of(complaint),
        "state_words": wording.citizen_status(complaint, public=True),
        "place": place_of(complaint),
        "category": str(complaint.category) if complaint.category else "",
        "agency": str(complaint.lead) if complaint.lead else "",
        "at": complaint.created_at,
        "reporter": privacy.ANONYMOUS if complaint.hides_reporter else "",
        "supports": complaint.support_count or None,
    }


def own_card(complaint: Complaint) -> dict[str, Any]:
    """Return a report as its own reporter reads it in a list."""
    return {
        "url": reverse("citizens:tracked", args=[complaint.code]),
        "title": complaint.title,
        "excerpt": "",
        "state": look_of(complaint),
        "state_words": wording.citizen_status(complaint),
        "place": place_of(complaint),
        "category": str(complaint.category) if complaint.category else "",
        "agency": str(complaint.lead) if complaint.lead else "",
        "at": complaint.created_at,
        "reporter": "",
        "supports": None,
    }


def remembered_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the reports that this device remembers, for the start page of the tracker and home."""
    return [
        {
            "code": row.code,
            "url": reverse("citizens:tracked", args=[row.code]),
            "title": row.title,
            "state": look_of(row),
            "state_words": wording.citizen_status(row),
        }
        for row in remembered.reports(request)
    ]


def public_title(complaint: Complaint) -> str:
    """Return the released title, or what a report without released text is called."""
    if is_released(complaint) and complaint.public_title:
        return complaint.public_title
    subject = str(complaint.category) if complaint.category else "pelayanan kota"
    place = f" di {complaint.region}" if complaint.region else ""
    return f"Laporan tentang {subject}{place}"


def place_of(complaint: Complaint) -> str:
    """Return the kelurahan and its kecamatan, and nothing more exact."""
    region = complaint.region
    if region is None:
        return ""
    parent = region.parent
    return f"{region}, {parent}" if parent and parent.name != region.name else str(region)


def _excerpt(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(EXCERPT_LENGTH)
