"""The page of the people to call."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.models import Officer
from complaints.access import Desk, officers_only
from complaints.desk.calling.forms import CallForm
from complaints.desk.custody.lists import read_cursor
from complaints.telling import calls
from lapor import words

NOTHING = "Tidak ada yang perlu dicatat; mungkin petugas lain sudah."
Role = Officer.Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.VERIFIER, Role.LIAISON, Role.CUSTODIAN, Role.OVERSEER)
def call_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The reporters to call, and the tick that one was told or did not answer."""
    if request.method == "POST":
        form = CallForm(request.POST)
        done = _noted(form, desk) if form.is_valid() else ""
        (messages.success if done else messages.info)(request, done or NOTHING)
        return redirect("desk:call_list")
    page = calls.waiting(desk.user, desk.officers, read_cursor(request.GET.get("sesudah", "")))
    more = ""
    if page.after is not None:
        moment, pk = page.after
        more = reverse("desk:call_list", query={"sesudah": f"{moment.isoformat()}_{pk}"})
    context = {"calls": page.calls, "more_url": more, "caller": desk.officers[0]}
    return render(request, "desk/calling/list.html", context)


def _noted(form: CallForm, desk: Desk) -> str:
    """Note what came of a call; return the sentence, or an empty text when there was none."""
    code = form.cleaned_data["code"]
    if form.cleaned_data["missed"]:
        next_at = calls.mark_missed(desk.user, desk.officers, code=code)
        if next_at is None:
            return ""
        return f"Dicatat: {code} tidak tersambung. Coba lagi {words.moment(next_at)}."
    last_id = form.cleaned_data["last_id"]
    told = calls.mark_told(desk.user, desk.officers, code=code, last_id=last_id)
    return f"Dicatat: pelapor {code} sudah diberi tahu." if told else ""
