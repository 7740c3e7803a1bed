"""Taking an earlier report into the account: by ticket and code, or from the opened tracker."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.models import User
from complaints import limits
from complaints.actions import Refused
from complaints.citizens import tickets
from complaints.citizens.tracking.form import TrackForm
from complaints.citizens.tracking.views import WAIT, WRONG
from complaints.reporters import ownership, receipts

UNPROCESSABLE, CONFLICT, TOO_MANY = 422, 409, 429
KEPT = "Laporan tersimpan di akun Anda. Lain kali tidak perlu kode."

private = cache_control(private=True, no_store=True)
reads_and_sends = require_http_methods(["GET", "HEAD", "POST"])
signed_in = login_required(login_url="account_request_login_code")


class KeepForm(forms.Form):
    """The yes of somebody whose name or report is hidden."""

    understood = forms.BooleanField(
        label="Saya mengerti dan tetap mau menyimpannya",
        error_messages={"required": "Centang dahulu, atau batalkan."},
    )


@private
@reads_and_sends
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """Ask for ticket and receipt code; the right pair leads to the page that keeps the report."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _add_page(request, form, UNPROCESSABLE if form.is_bound else 200)
    ticket = receipts.normal_code(form.cleaned_data["code"])
    wait = limits.held_up(("tracking", limits.sender_of(request)), ("ticket", ticket))
    if wait:
        form.add_error(None, WAIT.format(wait=wait))
        return _add_page(request, form, TOO_MANY)
    found = receipts.find(**form.cleaned_data)
    if found is None:
        form.add_error(None, WRONG)
        return _add_page(request, form, UNPROCESSABLE)
    tickets.open_ticket(request, found)
    return redirect("citizens:keep_report", found.code)


@private
@reads_and_sends
@signed_in
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Say what keeping means, and keep the report; hidden ones only after a tick."""
    ticket = tickets.ticket_for(request, code)
    if ticket is None:
        query = urlencode({"tiket": receipts.normal_code(code)[:20]})
        return redirect(f"{reverse('citizens:track')}?{query}")
    warns = ownership.needs_warning(ticket.own)
    form = KeepForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or (warns and not form.is_valid()):
        context = {"complaint": ticket.own, "warns": warns, "form": form}
        status = UNPROCESSABLE if request.method == "POST" else 200
        return render(request, "citizens/account/keep.html", context, status=status)
    return _kept(request, ticket)


def _kept(request: HttpRequest, ticket: tickets.Ticket) -> HttpResponse:
    """Keep the report and go to the list; a second click finds it there already."""
    try:
        joined = ownership.join(ticket.own, cast("User", request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("citizens:tracked", ticket.own.code)
    if joined:
        messages.success(request, KEPT)
    else:
        messages.info(request, ownership.THERE)
    return redirect("citizens:my_reports")


def _add_page(request: HttpRequest, form: TrackForm, status: int) -> HttpResponse:
    return render(request, "citizens/account/add.html", {"form": form}, status=status)
