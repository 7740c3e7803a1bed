"""*Dukung*: once for each account or browser."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from complaints import limits
from complaints.citizens import supporters
from complaints.figures import recording
from complaints.models import Complaint, Support
from complaints.reporters import receipts
from lapor import clock


@require_POST
def support(request: HttpRequest, code: str) -> HttpResponse:
    """Give support to an open public report; a second time changes nothing."""
    rows = Complaint.objects.public()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    if not limits.allow("support", limits.sender_of(request)):
        return render(request, "429.html", status=429)
    browser = supporters.browser_of(request) or supporters.new_browser()
    if not complaint.is_open:
        messages.info(request, "Laporan ini sudah tidak terbuka untuk dukungan.")
    elif _add(complaint, supporters.supporter_of(request, browser)):
        messages.success(request, "Terima kasih, dukungan Anda tercatat.")
    else:
        messages.info(request, "Anda sudah mendukung laporan ini.")
    return supporters.remember(redirect("citizens:public_detail", complaint.code), browser)


def has_supported(request: HttpRequest, complaint: Complaint) -> bool:
    """Tell whether this account or browser supported ``complaint`` already."""
    supporter = supporters.supporter_of(request, supporters.browser_of(request))
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
        recording.support(complaint.pk)
    return is_new
