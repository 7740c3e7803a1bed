"""Pages of hidden identities: the lists, opening a name, and the custodian's word for a file."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Officer
from complaints import actions
from complaints.access import Desk, officers_only
from complaints.desk.custody import lists
from complaints.desk.custody.forms import ConsentForm
from complaints.desk.custody.showing import close, opened_until, people
from complaints.desk.verbs import table as verbs
from complaints.models import CaseFile, Complaint
from lapor import clock

INVALID, CONFLICT = 422, 409
Role = Officer.Role


@never_cache
@require_safe
@officers_only(Role.CUSTODIAN, Role.OVERSEER)
def identities(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show custodians what hides a name and what waits; overseers, every opening with its reason."""
    guards = Role.CUSTODIAN in desk.roles
    context = {
        "guards": guards,
        "oversees": Role.OVERSEER in desk.roles,
        "openings": lists.openings(
            desk, request.GET.get("sebelum", ""), own=Role.OVERSEER not in desk.roles
        ),
    }
    if guards:
        context |= {
            "hidden": lists.hidden(desk, request.GET.get("setelah", "")),
            "waiting": lists.waiting(desk),
            "open_now": lists.open_now(desk),
        }
    return render(request, "desk/custody/identities.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.CUSTODIAN)
def reveal(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Ask why, write it down, and only then show the name, until its time is over."""
    complaint = desk.report(code)
    if not complaint.hides_reporter:
        raise Http404
    posts = request.method == "POST"
    if posts and "tutup" in request.POST:
        close(complaint, desk.user)
        messages.success(request, f"Identitas pelapor {complaint.code} ditutup lagi.")
        return redirect("desk:identities")
    until = opened_until(complaint, desk.user)
    if until is None:
        return _ask_why(request, desk, complaint)
    return (
        redirect("desk:reveal", complaint.code)
        if posts
        else _shown(request, desk, complaint, until)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.CUSTODIAN)
def consent(request: HttpRequest, desk: Desk, code: str, pk: UUID) -> HttpResponse:
    """The custodian's word on a hidden name in one file."""
    complaint = desk.report(code)
    row = get_object_or_404(CaseFile, pk=pk, complaint=complaint)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    refusal = "" if row.state == CaseFile.State.CONSENT else actions.DECIDED
    if form.is_bound and not refusal and form.is_valid():
        allows, arguments = form.decided()
        decide = actions.let_name_along if allows else actions.keep_name_back
        refusal = _tried(lambda: decide(row, by=desk.user, **arguments))
        if not refusal:
            messages.success(request, f"Keputusan dicatat. Berkas {complaint.code} sedang dibuat.")
            return redirect("desk:identities")
    context = {"complaint": complaint, "row": row, "form": form, "refusal": refusal}
    status = CONFLICT if refusal else INVALID if form.errors else 200
    return render(request, "desk/custody/consent.html", context, status=status)


def _tried(act: Callable[[], object]) -> str:
    """Do a verb; return the sentence of its refusal, or an empty text."""
    try:
        act()
    except actions.Refused as refusal:
        return str(refusal)
    return ""


def _ask_why(request: HttpRequest, desk: Desk, complaint: Complaint) -> HttpResponse:
    """Ask for the reason; with one, the opening is committed before anything is shown."""
    actor = desk.actor(complaint)
    sent = (request.POST,) if request.method == "POST" else ()
    form = verbs.make(verbs.BY_ADDRESS["buka-identitas"], complaint, desk, actor, *sent)
    refusal = actions.refusal(complaint, "reveal", actor)
    if sent and not refusal and form.is_valid():
        refusal = _tried(lambda: actions.reveal(complaint, by=desk.user, **form.arguments()))
        if not refusal:
            return redirect("desk:reveal", complaint.code)
    context = {"complaint": complaint, "title": complaint.agency_title, "form": form}
    status = CONFLICT if refusal else INVALID if form.errors else 200
    return render(
        request, "desk/custody/reveal.html", {**context, "refusal": refusal}, status=status
    )


def _shown(request: HttpRequest, desk: Desk, complaint: Complaint, until: datetime) -> HttpResponse:
    """Show the name; the page itself goes away when its time is over, with or without a script."""
    seconds = max(1, math.ceil((until - clock.now()).total_seconds()))
    context = {
        "complaint": complaint,
        "title": complaint.agency_title,
        "people": people(complaint, desk.actor(complaint)),
        "until": until,
        "seconds": seconds,
        "minutes": math.ceil(seconds / 60),
    }
    page = render(request, "desk/custody/open.html", context)
    page["Refresh"] = f"{seconds + 1}; url={request.path}"
    return page
