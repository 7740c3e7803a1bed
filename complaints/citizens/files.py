"""Files of reports, to whoever may read what was said with them."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from complaints import on_request, privacy
from complaints.citizens import tickets
from complaints.law.roles import actor_on
from complaints.models import Attachment, Complaint
from complaints.states import Audience
from complaints.trail.timeline import is_released, may_read_event, may_read_file

TYPES = {
    Attachment.Kind.IMAGE: "image/jpeg",
    Attachment.Kind.PDF: "application/pdf",
    Attachment.Kind.VIDEO: "video/mp4",
}
SUFFIXES = {
    Attachment.Kind.IMAGE: "jpg",
    Attachment.Kind.PDF: "pdf",
    Attachment.Kind.VIDEO: "mp4",
}
PUBLIC_SECONDS = 300


@require_safe
def attachment(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send a file, or its small picture (``?kecil=1``); whoever may not have it finds nothing."""
    rows = Attachment.objects.select_related("complaint__parent_report", "event")
    file = get_object_or_404(rows, pk=pk)
    is_own = _is_own(request, file)
    is_public = _is_public(file)
    if not (is_own or is_public or _may_read(request, file)):
        raise Http404
    small = bool(request.GET.get("kecil")) and bool(file.thumbnail)
    response = _sent(file, small=small, named=is_own or not file.complaint.hides_reporter)
    if is_public:
        response["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
    return response


def _is_public(file: Attachment) -> bool:
    complaint = file.complaint
    hidden = complaint.is_secret or complaint.is_sealed or file.audience != Audience.PUBLIC
    return not hidden and is_released(complaint)


def _is_own(request: HttpRequest, file: Attachment) -> bool:
    """Whether the visitor proved to be the reporter to whom this file is shown."""
    ticket = tickets.ticket_for(request, file.complaint.code)
    shown = file.audience != Audience.INTERNAL
    return ticket is not None and shown and may_read_event(file.event, ticket.own)


def _may_read(request: HttpRequest, file: Attachment) -> bool:
    """Whether an officer, or the reporter of a report merged into this one, may have the file."""
    user = request.user
    if user.is_authenticated and (
        Complaint.objects.visible_to(user).filter(pk=file.complaint_id).exists()
    ):
        is_letter = on_request.is_letter(file, file.event)
        complaint = file.complaint
        return not is_letter or privacy.may_read_name(complaint, actor_on(complaint, user))
    if file.audience == Audience.INTERNAL:
        return False
    return any(
        may_read_event(file.event, own)
        and (file.event.data.get("merged") == own.pk or may_read_file(file, file.event))
        for own in tickets.merged_here(request, file.complaint)
    )


def _sent(file: Attachment, *, small: bool, named: bool) -> FileResponse:
    """Return the bytes; only pictures open in the browser, and nothing in them may run."""
    is_image = file.kind == Attachment.Kind.IMAGE
    name = file.name if named else f"berkas-{str(file.pk)[:8]}.{SUFFIXES[_kind(file)]}"
    stored = file.thumbnail if small else file.file
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=not is_image,
        filename=name,
        content_type="image/jpeg" if small else TYPES[_kind(file)],
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Encoding"] = "identity"  # compressed already; keeps GZipMiddleware away
    response["Cache-Control"] = "private, no-store"
    return response


def _kind(file: Attachment) -> Attachment.Kind:
    return Attachment.Kind(file.kind)
