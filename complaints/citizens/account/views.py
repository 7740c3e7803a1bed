"""The own account: the reports that were filed while signed in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from complaints.citizens.cards import own_card
from complaints.citizens.public.searching import page_of
from complaints.models import Complaint


@cache_control(private=True, no_store=True)
@require_safe
@login_required(login_url="account_request_login_code")
def my_reports(request: HttpRequest) -> HttpResponse:
    """List the reports of the signed-in citizen, newest first."""
    assert request.user.is_authenticated
    rows = Complaint.objects.of_account(request.user).for_public_list()
    page = page_of(rows, request.GET)
    context = {
        "cards": [own_card(row) for row in page.rows],
        "newer": page.newer,
        "older": page.older,
    }
    return render(request, "citizens/account/my_reports.html", context)
