"""The list *Perlu disalin ke SP4N*: what is there not yet, the tick, and taking a tick back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Officer
from complaints.access import Desk, officers_only
from complaints.desk.custody.lists import read_cursor
from complaints.desk.national.forms import TickForm
from complaints.models import NationalCopy
from complaints.telling import national

INVALID = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER)
def national_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What must be copied to SP4N-LAPOR!, and the tick that it was."""
    wrong = typed = ""
    if request.method == "POST":
        form = TickForm(request.POST)
        wrong = _ticked(request, desk, form) if form.is_valid() else form.sentence()
        if not wrong:
            return redirect(_here(request))
        typed = request.POST.get("number", "")[: national.NUMBER_LENGTH]
    page = national.waiting(desk.visible_unsealed(), read_cursor(request.GET.get("sesudah", "")))
    context = {
        "page": page,
        "use": national.use(),
        "more_url": _more(page),
        "wrong": wrong,
        "wrong_code": request.POST.get("code", ""),
        "typed": typed,
    }
    return render(request, "desk/national/list.html", context, status=INVALID if wrong else 200)


def _ticked(request: HttpRequest, desk: Desk, form: TickForm) -> str:
    """Tick a report; return the sentence of what is wrong, or an empty text."""
    data = form.cleaned_data
    complaint = desk.visible_unsealed().filter(code=data["code"].upper()).first()
    if complaint is None:
        return "Laporan ini tidak ada di daftar Anda."
    try:
        national.tick(complaint, by=desk.user, number=data["number"], seen=data["seen"])
    except national.NotTicked as refused:
        return str(refused)
    messages.success(request, f"Dicatat: {complaint.code} sudah disalin ke SP4N.")
    return ""


def _more(page: national.Page) -> str:
    if page.after is None:
        return ""
    moment, pk = page.after
    return reverse("desk:national", query={"sesudah": f"{moment.isoformat()}_{pk}"})


def _here(request: HttpRequest) -> str:
    after = request.GET.get("sesudah", "")
    kept = {"sesudah": after} if read_cursor(after) is not None else {}
    return reverse("desk:national", query=kept)


@require_POST
@officers_only(Officer.Role.VERIFIER)
def national_undo(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a tick back; the report stands in the list again."""
    copy = get_object_or_404(NationalCopy, pk=pk)
    if not desk.visible_unsealed().filter(pk=copy.complaint_id).exists():
        raise Http404
    try:
        complaint = national.undo(copy, by=desk.user)
    except national.NotTicked as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Tanda dibatalkan: {complaint.code} perlu disalin lagi.")
    return redirect("desk:national")
