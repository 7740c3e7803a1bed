"""*Dukung*: once for each account or browser."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from complaints import privacy, receipts
from complaints.citizens import limits
from complaints.models import Complaint, Support
from lapor import clock

COOKIE = "lapor-dukung"
COOKIE_AGE = 365 * 24 * 3600


@require_POST
def support(request: HttpRequest, code: str) -> HttpResponse:
    """Give support to an open public report; a second time changes nothing."""
    rows = Complaint.objects.public()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    if not limits.allow("support", limits.sender_of(request)):
        return render(request, "429.html", status=429)
    browser = _browser(request) or secrets.token_urlsafe(24)
    if not complaint.is_open:
        messages.info(request, "Laporan ini sudah tidak terbuka untuk dukungan.")
    elif _add(complaint, _supporter(request, browser)):
        messages.success(request, "Terima kasih, dukungan Anda tercatat.")
    else:
        messages.info(request, "Anda sudah mendukung laporan ini.")
    return _remember(redirect("citizens:public_detail", complaint.code), browser)


def _remember(response: HttpResponse, browser: str) -> HttpResponse:
    """Let the browser keep who it is, so that it supports a report once."""
    response.set_signed_cookie(
        COOKIE,
        browser,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def has_supported(request: HttpRequest, complaint: Complaint) -> bool:
    """Tell whether this account or browser supported ``complaint`` already."""
    supporter = _supporter(request, _browser(request))
    return (
        bool(supporter)
        and Support.objects.filter(complaint=complaint, supporter=supporter).exists()
    )


@transaction.atomic
def _add(complaint: Complaint, supporter: str) -> bool:
    _, is_new = Support.objects.get_or_create(
        complaint=complaint, supporter=supporter, defaults={"created_at": clock.now()}
    )
    if is_new:
        Complaint.objects.public().filter(pk=complaint.pk).update(
            support_count=F("support_count") + 1
        )
    return is_new


def _supporter(request: HttpRequest, browser: str) -> str:
    """Return the fingerprint of the account, else of the browser; empty when neither is known."""
    if request.user.is_authenticated:
        return privacy.fingerprint("support", f"user:{request.user.pk}")
    return privacy.fingerprint("support", browser)


def _browser(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_AGE) or ""
