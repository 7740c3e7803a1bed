"""Erasing one own report, or the whole account (UU 27/2022): asked once, done at once."""

from __future__ import annotations

from typing import Any, cast

import structlog
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.adapter import tell
from accounts.fresh import fresh_required
from accounts.models import User
from accounts.profile import citizens_only
from complaints.actions import Refused
from complaints.citizens.filing.discarding import discard
from complaints.models import Complaint
from complaints.reporters import erasure, receipts
from complaints.states import OPEN
from lapor.forms import Choices

UNPROCESSABLE, CONFLICT = 422, 409
ERASED_HERE = "erased_reports"
"""Session key: tickets erased in this visit, so that a second click gets an answer."""

log = structlog.get_logger("complaints.erasing")
private = cache_control(private=True, no_store=True)
reads_and_sends = require_http_methods(["GET", "HEAD", "POST"])


class EraseForm(forms.Form):
    """The yes that cannot be taken back."""

    understood = forms.BooleanField(
        label="Ya, hapus. Saya mengerti ini tidak dapat dibatalkan",
        error_messages={"required": "Centang dahulu bahwa ini tidak dapat dibatalkan."},
    )


class EraseAccountForm(EraseForm):
    """The same for an account; open reports ask for a decision."""

    open_reports = forms.ChoiceField(
        label="Laporan Anda yang masih berjalan",
        choices=[
            ("release", "Biarkan berjalan tanpa saya"),
            ("withdraw", "Cabut dan hapus isinya"),
        ],
        widget=Choices(
            hints={
                "release": "Akun, nama, kontak, dan data untuk petugas dihapus. Ceritanya tetap "
                "dibaca instansi sampai selesai.",
                "withdraw": "Instansi berhenti mengerjakannya.",
            }
        ),
        error_messages={"required": "Pilih apa yang terjadi dengan laporan yang masih berjalan."},
    )
    field_order = ("open_reports", "understood")

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["open_reports"]


@private
@reads_and_sends
@fresh_required
def erase_report(request: HttpRequest, code: str) -> HttpResponse:
    """Erase words, contact and files of an own report that is closed; others are not found."""
    code = receipts.normal_code(code)
    if request.method == "POST" and code in request.session.get(ERASED_HERE, []):
        messages.info(request, "Isi laporan itu sudah dihapus.")
        return redirect("citizens:my_reports")
    own: Complaint = get_object_or_404(
        Complaint.objects.of_account(cast("User", request.user)), code=code
    )
    form = EraseForm(request.POST if request.method == "POST" else None)
    if own.is_open or not form.is_valid():
        status = CONFLICT if own.is_open else UNPROCESSABLE
        context = {"form": form, "complaint": own}
        page = "citizens/account/erase_report.html"
        return render(request, page, context, status=status if form.is_bound else 200)
    erasure.erase(own)
    request.session[ERASED_HERE] = [*request.session.get(ERASED_HERE, []), code]
    messages.success(request, f"Isi, kontak, dan berkas laporan {code} sudah dihapus.")
    return redirect("citizens:my_reports")


@private
@reads_and_sends
@fresh_required
@citizens_only
def erase_account(request: HttpRequest) -> HttpResponse:
    """Erase the account with its reports at once; accounts of an office are refused."""
    user = cast("User", request.user)
    running = Complaint.objects.of_account(user).filter(status__in=OPEN).count()
    posted = request.POST if request.method == "POST" else None
    form = EraseAccountForm(posted, asks=bool(running))
    if not form.is_valid():
        return _account_page(request, form, UNPROCESSABLE if form.is_bound else 200)
    try:
        _erase(request, user, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _account_page(request, form, CONFLICT)
    return discard(request, render(request, "citizens/account/erased.html"))


def _erase(request: HttpRequest, user: User, form: EraseAccountForm) -> None:
    """Erase, sign out, and tell the address that no longer stands anywhere."""
    email, pk = user.email, user.pk
    erasure.erase_account(user, withdraws=form.cleaned_data.get("open_reports") == "withdraw")
    logout(request)
    log.info("account_erased", user=pk)
    tell(
        email,
        "Akun LAPOR Anda sudah dihapus",
        "Akun Anda, isi laporan di dalamnya, kontak, dan berkasnya sudah dihapus.",
        "Yang tetap ada: tanggal, kategori, keadaan laporan, dan angka statistik, tanpa nama Anda.",
        "Ini pesan terakhir dari kami.",
    )


def _account_page(request: HttpRequest, form: EraseAccountForm, status: int) -> HttpResponse:
    return render(request, "citizens/account/erase_account.html", {"form": form}, status=status)
