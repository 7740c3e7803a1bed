"""Pages of files for bodies outside: asking for one, watching it being made, taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Officer
from complaints import actions, casefile
from complaints.access import Desk, officers_only
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.base import VerbForm
from complaints.models import CaseFile, Complaint
from lapor.htmx import asks_for

INVALID, CONFLICT = 422, 409
MOST_SHOWN = 20
State = CaseFile.State


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.OVERSEER)
def hand_over(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Ask for a file of one report, and see what became of those asked for before."""
    complaint = desk.report(code)
    actor = desk.actor(complaint)
    sent = (request.POST,) if request.method == "POST" else ()
    form = verbs.make(verbs.BY_ADDRESS["serahkan-berkas"], complaint, desk, actor, *sent)
    refusal = actions.refusal(complaint, "hand_over_file", actor)
    if sent and not refusal and form.is_valid():
        try:
            actions.hand_over_file(complaint, by=desk.user, **form.arguments())
        except actions.Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Permintaan dicatat dan pelapor diberi tahu.")
            return redirect("desk:hand_over", complaint.code)
    return _page(request, complaint, form, refusal)


@never_cache
@require_POST
@officers_only(Officer.Role.OVERSEER)
def revoke(request: HttpRequest, desk: Desk, code: str, pk: UUID) -> HttpResponse:
    """Take a link back: the file leaves the disk."""
    complaint = desk.report(code)
    row = get_object_or_404(CaseFile, pk=pk, complaint=complaint)
    try:
        actions.revoke_file(row, by=desk.user)
        messages.success(request, "Tautan dicabut dan berkasnya dihapus.")
    except actions.Refused as refused:
        messages.info(request, str(refused))
    return redirect("desk:hand_over", complaint.code)


def _page(request: HttpRequest, complaint: Complaint, form: VerbForm, refusal: str) -> HttpResponse:
    rows = CaseFile.objects.filter(complaint=complaint).select_related("asked_by", "revoked_by")
    files = [_shown(row) for row in rows.prefetch_related("downloads")[:MOST_SHOWN]]
    context = {
        "complaint": complaint,
        "title": complaint.agency_title,
        "form": form,
        "refusal": refusal,
        "files": files,
        "waits": any(one["runs"] for one in files),
    }
    status = CONFLICT if refusal else INVALID if form.errors else 200
    template = "desk/custody/hand_over.html" + ("#berkas" if asks_for(request, "berkas") else "")
    return render(request, template, context, status=status)


def _shown(row: CaseFile) -> dict[str, Any]:
    ready = row.state == State.READY
    return {
        "row": row,
        "runs": row.state in (State.QUEUED, State.MAKING),
        "ready": ready,
        "live": row.state != State.ENDED,
        "link": casefile.link_of(row) if ready else "",
        "parts": [casefile.Part(part).label for part in row.parts if part in casefile.Part.values],
        "downloads": list(row.downloads.all()),
    }
