"""The receipt of a report that was just sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from complaints import receipts
from complaints.citizens import tickets
from complaints.citizens.roads import next_dates
from complaints.models import Complaint


def receipt_again(request: HttpRequest) -> HttpResponse:
    """Show the receipt once more to the browser that sent the report, for some hours."""
    token = tickets.kept_token(request, request.GET.get("tiket", ""))
    filed = Complaint.objects.of_submission(receipts.submission_of(token)) if token else None
    if filed is None or token is None:
        messages.info(request, "Tanda terima tidak dapat ditampilkan lagi di peramban ini.")
        return redirect("citizens:track")
    return receipt_page(request, filed, token)


def receipt_page(request: HttpRequest, complaint: Complaint, token: str) -> HttpResponse:
    """Show the receipt of ``complaint``, whose submission token is ``token``."""
    context = {
        "complaint": complaint,
        "code": receipts.receipt_of(token),
        "steps": next_dates(complaint),
        "reporter": getattr(complaint, "reporter", None),
        "is_opened": tickets.is_opened(request, complaint),
    }
    return render(request, "citizens/receipt/sent.html", context)
