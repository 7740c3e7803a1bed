"""What officers are told at once: danger, an objection, a reply, an appeal, an opened name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from complaints import links
from complaints.messages.sections import Section, section
from complaints.models import Complaint, Notification
from complaints.notifications import DANGER_AT_ONCE

if TYPE_CHECKING:
    from accounts.models import User


def sections(rows: list[Notification], user: User) -> list[Section]:
    """Return what is to be told of ``rows``: only of reports that ``user`` may still see.

    Officers' mails carry no citizen's words: ticket, kind, ward and what happened.
    """
    ids = {row.complaint_id for row in rows}
    visible = set(
        Complaint.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    )
    return [_section(row) for row in rows if row.complaint_id in visible]


def _section(row: Notification) -> Section:
    complaint = row.complaint
    link = links.desk_link(complaint)
    if complaint.is_sealed:
        return Section(f"Ada kabar untuk laporan {complaint.code}", link=link)
    danger = complaint.danger and row.template in DANGER_AT_ONCE
    return section(
        f"messages/officer/{'danger' if danger else row.template}.txt",
        link=link,
        complaint=complaint,
        code=complaint.code,
        kind=complaint.get_kind_display(),
        category=complaint.category,
        place=place_of(complaint),
        custodian=row.event.actor,
    )


def place_of(complaint: Complaint) -> str:
    """Return the ward, and the place in the reporter's words unless the name or all is hidden."""
    if complaint.is_secret:
        return "tempat dirahasiakan"
    ward = str(complaint.region) if complaint.region else ""
    told = "" if complaint.hides_reporter else complaint.place_text
    return ", ".join(part for part in (told, ward) if part) or "tempat belum disebut"
