"""The receipt of a report that was just sent: the page and the PDF."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from agencies import law
from complaints.citizens import remembered, tickets
from complaints.models import Complaint
from complaints.papers.receipt import pdf_of
from complaints.papers.sheet import KEEP, QR_SAYS, sheet_of
from complaints.reporters import receipts
from lapor import clock

GONE = "Tanda terima tidak dapat ditampilkan lagi di peramban ini."

private = cache_control(private=True, no_store=True)


def receipt_again(request: HttpRequest) -> HttpResponse:
    """Show the receipt once more to the browser that sent the report, for some hours."""
    token = tickets.kept_token(request, request.GET.get("tiket", ""))
    filed = _filed(token)
    if filed is None or token is None:
        messages.info(request, GONE)
        return redirect("citizens:track")
    return receipt_page(request, filed, token)


def receipt_page(request: HttpRequest, complaint: Complaint, token: str) -> HttpResponse:
    """Show the receipt of ``complaint``, whose submission token is ``token``."""
    context = {
        "complaint": complaint,
        "sheet": sheet_of(complaint, token),
        "keep": KEEP,
        "qr_says": QR_SAYS,
        "token": token,
        "is_opened": tickets.is_opened(request, complaint),
        "is_remembered": remembered.knows(request, complaint),
    }
    return render(request, "citizens/receipt/sent.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """Send the receipt as a PDF to the browser that sent the report.

    On the ordinary path its session holds the proof; on the secret path nothing stays behind, and
    the page itself posts the token that it was given.
    """
    kept = tickets.kept_token(request, request.GET.get("tiket", ""))
    token = request.POST.get("token", "") if request.method == "POST" else kept
    filed = _filed(token)
    if filed is None or token is None:
        messages.info(request, GONE)
        return redirect("citizens:track")
    response = HttpResponse(pdf_of(sheet_of(filed, token)), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, _name(filed))
    return response


def _filed(token: str | None) -> Complaint | None:
    """Return the report of a token while its receipt may still be shown."""
    filed = Complaint.objects.of_submission(receipts.submission_of(token)) if token else None
    if filed is None:
        return None
    shown_for = timedelta(hours=law.limit("receipt_hours"))
    return filed if clock.now() - filed.created_at < shown_for else None


def _name(complaint: Complaint) -> str:
    """Return the name of the file; a secret report has no ticket in it."""
    if complaint.is_secret or complaint.is_sealed:
        return "tanda-terima.pdf"
    return f"tanda-terima-{complaint.code}.pdf"
