"""The page of the people to call."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.models import Officer
from complaints import calls
from complaints.access import Desk, officers_only
from complaints.desk.calling.forms import ToldForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER, Officer.Role.LIAISON, Officer.Role.CUSTODIAN)
def call_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The reporters to call, and the tick that one was told."""
    if request.method == "POST":
        form = ToldForm(request.POST)
        told = form.is_valid() and calls.mark_told(desk.user, desk.officers, **form.cleaned_data)
        if told:
            messages.success(
                request, f"Dicatat: pelapor {form.cleaned_data['code']} sudah diberi tahu."
            )
        else:
            messages.info(request, "Tidak ada yang perlu dicatat; mungkin petugas lain sudah.")
        return redirect("desk:call_list")
    return render(
        request, "desk/calling/list.html", {"calls": calls.waiting(desk.user, desk.officers)}
    )
