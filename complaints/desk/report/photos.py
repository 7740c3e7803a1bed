"""Photos of a report, large and one at a time, in the order in which they came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from complaints import actions, on_request, uploads
from complaints.desk.report.history import sentence, who_of
from complaints.models import Attachment, Complaint, Event
from complaints.states import Audience

if TYPE_CHECKING:
    from uuid import UUID

    from complaints.law.actors import Actor

AUDIENCES = {
    Audience.PUBLIC.value: ("globe", "Untuk umum"),
    Audience.REPORTER.value: ("lock", "Hanya pelapor dan petugas"),
    Audience.INTERNAL.value: ("eye-off", "Hanya petugas"),
}


@dataclass(frozen=True)
class Photo:
    """One photo on its page, with the ways to its neighbours."""

    row: Attachment
    number: int
    count: int
    url: str
    title: str
    who: str
    audience: tuple[str, str]
    note: str
    previous_url: str
    next_url: str


def photos_of(complaint: Complaint) -> list[Attachment]:
    """Return every photo of a report in the order in which they came: one query."""
    images = complaint.attachments.filter(kind=Attachment.Kind.IMAGE).exclude(checksum="")
    rows = images.select_related("event__actor", "event__agency").order_by("created_at", "pk")
    return [row for row in rows if not on_request.is_letter(row, row.event)]


def photo_of(complaint: Complaint, pk: UUID) -> Photo:
    """Return one photo of a report. Raises ``Http404`` when it has none such."""
    rows = photos_of(complaint)
    place = next((at for at, row in enumerate(rows) if row.pk == pk), None)
    if place is None:
        raise Http404
    row = rows[place]
    return Photo(
        row=row,
        number=place + 1,
        count=len(rows),
        url=reverse("citizens:attachment", args=[row.pk]),
        title=sentence(row.event.verb),
        who=who_of(row.event),
        audience=AUDIENCES[row.audience],
        note=_note(row, rows),
        previous_url=_address(complaint, rows[place - 1]) if place else "",
        next_url=_address(complaint, rows[place + 1]) if place + 1 < len(rows) else "",
    )


def _note(row: Attachment, rows: list[Attachment]) -> str:
    """Return what is to be known of a copy, or of an original that has one."""
    if row.original_id is not None:
        kept = row.audience != Audience.INTERNAL
        return "Salinan yang ditutup untuk umum" if kept else "Salinan lama, tidak dipakai lagi"
    if any(other.original_id == row.pk for other in rows):
        return "Foto asli; umum hanya mendapat salinan yang ditutup"
    return ""


def _address(complaint: Complaint, row: Attachment) -> str:
    return reverse("desk:photo", args=[complaint.code, row.pk])


def why_not_covered(complaint: Complaint, actor: Actor, row: Attachment) -> str:
    """Return why parts of a photo cannot be covered; empty when they can."""
    refusal = actions.refusal(complaint, "redact", actor)
    if refusal:
        return refusal
    if complaint.is_secret or complaint.is_sealed:
        return "Laporan ini tidak pernah untuk umum, jadi fotonya tidak perlu ditutup."
    if row.audience == Audience.INTERNAL:
        return "Foto ini hanya untuk petugas, jadi tidak perlu ditutup."
    return ""


def boxes_of(row: Attachment) -> list[dict[str, Any]]:
    """Return the boxes that were drawn on a photo last, as first values of the form: one query."""
    drawn = Event.objects.filter(complaint=row.complaint_id, verb="redact")
    last = drawn.filter(data__photo=str(row.pk)).order_by("-sequence").first()
    return [uploads.Box(*box)._asdict() for box in last.data["boxes"]] if last else []


def covered_copy(row: Attachment, boxes: list[uploads.Box]) -> uploads.CleanFile:
    """Return a stored copy of a photo with ``boxes`` blackened.

    Raises ``ValidationError`` when the photo cannot be read or the copy not be stored.
    """
    try:
        with row.file.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise ValidationError(f"Foto “{row.name}” tidak ada lagi di penyimpanan.") from error
    return uploads.store(uploads.covered(content, row.name, boxes))
