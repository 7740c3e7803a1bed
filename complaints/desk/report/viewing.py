"""The pages of a report's photos: large, and with parts blackened for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints import actions, uploads
from complaints.access import Desk, officers_only
from complaints.desk.report import photos
from complaints.desk.report.covering import BoxSet

if TYPE_CHECKING:
    from uuid import UUID

    from complaints.models import Complaint

INVALID, CONFLICT = 422, 409


@never_cache
@require_safe
@officers_only()
def photo(request: HttpRequest, desk: Desk, code: str, pk: UUID) -> HttpResponse:
    """One photo of a report, large."""
    complaint = desk.report(code)
    shown = photos.photo_of(complaint, pk)
    why_not = photos.why_not_covered(complaint, desk.actor(complaint), shown.row)
    context = {"complaint": complaint, "photo": shown, "covers": not why_not}
    return render(request, "desk/report/photo.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def cover(request: HttpRequest, desk: Desk, code: str, pk: UUID) -> HttpResponse:
    """Blacken parts of a photo for the public; *Pratinjau* only shows the boxes."""
    complaint = desk.report(code)
    shown = photos.photo_of(complaint, pk)
    if shown.row.original_id is not None:
        return redirect("desk:cover", code, shown.row.original_id)
    refusal = photos.why_not_covered(complaint, desk.actor(complaint), shown.row)
    if request.method != "POST" or refusal:
        boxes = BoxSet(initial=photos.boxes_of(shown.row))
        return _cover_page(request, complaint, shown, boxes, refusal)
    boxes = BoxSet(request.POST)
    if not boxes.is_valid():
        return _cover_page(request, complaint, shown, boxes)
    if "pratinjau" in request.POST:
        again = BoxSet(initial=[box._asdict() for box in boxes.boxes])
        return _cover_page(request, complaint, shown, again)
    return _covered(request, desk, complaint, shown, boxes)


def _covered(
    request: HttpRequest, desk: Desk, complaint: Complaint, shown: photos.Photo, boxes: Any
) -> HttpResponse:
    """Make the copy and go back to the photo, or show why it was refused."""
    try:
        copy = photos.covered_copy(shown.row, boxes.boxes)
        actions.cover_photo(complaint, by=desk.user, photo=shown.row, copy=copy, boxes=boxes.boxes)
    except (ValidationError, actions.Refused) as error:
        said = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _cover_page(request, complaint, shown, boxes, said)
    messages.success(request, "Foto ditutup. Umum hanya mendapat salinannya.")
    return redirect("desk:photo", complaint.code, shown.row.pk)


def _cover_page(
    request: HttpRequest, complaint: Complaint, shown: photos.Photo, boxes: Any, refusal: str = ""
) -> HttpResponse:
    """Show the photo with the boxes that are known, and the numbers of each."""
    drawn = boxes.boxes if boxes.is_bound else [uploads.Box(**row) for row in boxes.initial or ()]
    context = {
        "complaint": complaint,
        "photo": shown,
        "boxes": boxes,
        "drawn": drawn,
        "refusal": refusal,
    }
    wrong = boxes.is_bound and not boxes.is_valid()
    status = CONFLICT if refusal else INVALID if wrong else 200
    return render(request, "desk/report/cover.html", context, status=status)
