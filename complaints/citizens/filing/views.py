"""Filing a report: form, check page, receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from complaints import actions, privacy, uploads
from complaints.citizens import limits, tickets
from complaints.citizens.filing.answers import answers
from complaints.citizens.filing.form import ReportForm
from complaints.citizens.receipt import views as receipt
from complaints.citizens.uploading.staging import Draft, draft_of, receive
from complaints.models import Complaint

if TYPE_CHECKING:
    from accounts.models import User

UNPROCESSABLE = 422
TOO_MANY = 429

private = cache_control(private=True, no_store=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form: empty, or with everything that the check page carried back (*ubah*)."""
    user = _user(request)
    if request.method == "POST":
        carried = {name: request.POST.get(name, "") for name in ReportForm(user=user).fields}
        return _form_page(request, ReportForm(initial=carried), draft_of(request))
    start = {"kind": request.GET.get("jenis", "")}
    if user is not None:
        start |= {"name": user.name, "email": user.email}
    return _form_page(request, ReportForm(initial=start), draft_of(request))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the answers once more before they are sent; nothing is saved but the files."""
    if request.method != "POST":
        return redirect("citizens:report")
    form, draft = _received(request)
    if not form.is_valid():
        return _form_page(request, form, draft)
    return render(
        request,
        "citizens/filing/check.html",
        {
            "answers": answers(form),
            "carried": form.carried(),
            "draft": draft,
            "found": privacy.findings(form.cleaned_data["text"]),
            "danger": form.cleaned_data["danger"],
            "sealed": form.cleaned_data["misconduct"] == "yes",
            "secret": form.cleaned_data["is_secret"],
        },
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """Take the report in (POST), or show the receipt of the one that was just sent (GET)."""
    if request.method != "POST":
        return receipt.receipt_again(request)
    form, draft = _received(request)
    if not form.is_valid():
        return _form_page(request, form, draft)
    complaint = _submit(request, form, draft)
    if form.keeps_nothing:
        # Nothing may stay behind: the receipt is the answer itself, and a reload sends the same.
        return receipt.receipt_page(request, complaint, draft.token)
    tickets.keep_receipt(request, complaint, draft.token)
    tickets.open_ticket(request, complaint)
    return redirect("citizens:sent")


def _received(request: HttpRequest) -> tuple[ReportForm, Draft]:
    form = ReportForm(request.POST, request.FILES, user=_user(request))
    form.is_valid()
    if not limits.allow("filing", limits.sender_of(request)):
        form.add_error(None, "Terlalu banyak kiriman sekaligus. Tunggu sebentar, lalu tekan lagi.")
        form.is_held_up = True
        return form, draft_of(request)
    return form, receive(request, form)


def _form_page(request: HttpRequest, form: ReportForm, draft: Draft) -> HttpResponse:
    status = 200
    if form.is_bound:
        status = TOO_MANY if form.is_held_up else UNPROCESSABLE
    context = {"form": form, "draft": draft}
    return render(request, "citizens/filing/report.html", context, status=status)


def _submit(request: HttpRequest, form: ReportForm, draft: Draft) -> Complaint:
    """Send the report once; files that came too late for it stay with the draft."""
    filing = form.filing()
    with transaction.atomic():
        files = uploads.take(draft.files)
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


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
