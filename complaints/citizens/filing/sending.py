"""Sending a report: the check page, and the one moment when it becomes a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from complaints import actions, drafts, limits, uploads
from complaints.citizens import tickets
from complaints.citizens.filing import checking, cookies, journeys, pages, steps
from complaints.citizens.filing.form import ReportForm
from complaints.citizens.filing.views import WAIT, form_page, private
from complaints.citizens.receipt import views as receipt
from complaints.citizens.uploading.staging import Draft, draft_of, is_brief, receive
from complaints.models import Complaint
from lapor import htmx

if TYPE_CHECKING:
    from accounts.models import User


@private
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the answers once more before they are sent, those of a draft or of the one-page form."""
    if request.method == "POST":
        return _check_posted(request)
    journey = journeys.of(request)
    return checking.page(request, journey) if journey else redirect("citizens:report")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """Take the report in (POST), or show the receipt of the one that was just sent (GET)."""
    if request.method != "POST":
        return receipt.receipt_again(request)
    form, draft = _received(request)
    if not (form.is_valid() and _may_be_written_to(form)):
        return form_page(request, form, draft)
    try:
        complaint = _submit(request, form, draft)
    except ValidationError as lost:
        form.add_error("files", lost)
        return form_page(request, form, draft)
    if is_brief(request):
        # Nothing may stay behind: the receipt is the answer itself, and a reload sends the same.
        return _left(request, receipt.receipt_page(request, complaint, draft.token), draft)
    tickets.keep_receipt(request, complaint, draft.token)
    tickets.open_ticket(request, complaint)
    return _left(request, htmx.go(request, "citizens:sent"), draft)


def _check_posted(request: HttpRequest) -> HttpResponse:
    """Check a form that carries all answers; a button of it may lead to one question."""
    form, draft = _received(request)
    journey = journeys.posted(request)
    journey.token = draft.token
    asked = steps.find(request.POST.get(pages.OPEN, ""))
    if asked is not None:
        return journey.keep(pages.question(request, journey, asked, changing=True))
    if not form.is_valid():
        return form_page(request, form, draft)
    journey.seen = [step.slug for step in steps.STEPS]
    return journey.keep(checking.page(request, journey, form=form, draft=draft))


def _received(request: HttpRequest) -> tuple[ReportForm, Draft]:
    form = ReportForm(request.POST, request.FILES)
    form.is_valid()
    if not limits.allow("filing", limits.sender_of(request)):
        form.add_error(None, WAIT)
        form.is_held_up = True
        return form, draft_of(request)
    return form, receive(request, form)


def _may_be_written_to(form: ReportForm) -> bool:
    """Take one try of the contact: every report is confirmed to it, and nobody is to be flooded."""
    for name in ("email", "phone"):
        contact = form.cleaned_data[name].lower()
        if contact and not limits.allow("filing-contact", contact):
            form.add_error(None, WAIT)
            form.is_held_up = True
            return False
    return True


def _submit(request: HttpRequest, form: ReportForm, draft: Draft) -> Complaint:
    """Send the report once; files that came too late for it stay with the draft."""
    filing = form.filing()
    with uploads.taking(draft.files) as files:
        complaint, is_new = actions.submit(
            filing, token=draft.token, by=_user(request), files=files
        )
        if not is_new:
            transaction.set_rollback(True)
    if not is_new and complaint.text != filing.text:
        messages.warning(
            request,
            "Laporan ini sudah terkirim sebelumnya. Perubahan setelah itu tidak ikut; kirim "
            "sebagai tambahan di halaman laporan Anda.",
        )
    return complaint


def _left(request: HttpRequest, response: HttpResponse, draft: Draft) -> HttpResponse:
    """Return ``response`` after the draft of the report that was sent is gone."""
    if cookies.token_of(request) == draft.token:
        drafts.forget(draft.token)
        cookies.leave(response)
    return response


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
