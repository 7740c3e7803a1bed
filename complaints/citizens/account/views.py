"""The own account: its reports, its data, and what one takes along."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import fresh_required
from accounts.models import User
from complaints import limits
from complaints.citizens.account import export, listing
from complaints.models import Complaint

private = cache_control(private=True, no_store=True)
signed_in = login_required(login_url="account_request_login_code")


@private
@require_safe
@signed_in
def my_reports(request: HttpRequest) -> HttpResponse:
    """List the reports of the signed-in account, newest first."""
    page = listing.page_of(_user(request), request.GET)
    context = page._asdict() | {"is_official": _user(request).is_official}
    return render(request, "citizens/account/my_reports.html", context)


@private
@require_safe
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is kept of the account, and the rights over it (UU 27/2022)."""
    user = _user(request)
    context = {
        "is_official": user.is_official,
        "count": Complaint.objects.of_account(user).count(),
        "reports": Complaint.objects.of_account(user).order_by("-created_at", "-id")[:100],
    }
    return render(request, "citizens/account/my_data.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_required
def download(request: HttpRequest) -> HttpResponseBase:
    """Send everything of the account as one ZIP, made while it is sent and stored nowhere."""
    if request.method != "POST":
        return redirect("citizens:my_data")
    user = _user(request)
    wait = limits.held_up(("download", str(user.pk)))
    if wait:
        messages.warning(request, f"Terlalu sering. Coba lagi setelah {wait}.")
        return redirect("citizens:my_data")
    return export.response_for(user)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
