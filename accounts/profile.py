"""Correcting the own account: its name and its address (UU 27/2022)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import codes
from accounts.adapter import tell
from accounts.forms import NO_ADDRESS, MailedCodeForm
from accounts.fresh import fresh_required
from accounts.models import LONGEST_EMAIL, User

PURPOSE = "new_email"
TOO_OFTEN = "Terlalu sering. Tunggu sebentar, lalu coba lagi."
FORBIDDEN, UNPROCESSABLE, TOO_MANY = 403, 422, 429

log = structlog.get_logger("accounts.profile")
reads_and_sends: Callable[..., Callable[..., HttpResponse]] = require_http_methods(
    ["GET", "HEAD", "POST"]
)


def citizens_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse accounts that belong to an office, with a sentence: the office keeps their data."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if cast("User", request.user).is_official:
            return render(request, "account/of_the_office.html", status=FORBIDDEN)
        return view(request, *args, **kwargs)

    return guarded


class NameForm(forms.Form):
    """How the own account is called."""

    name = forms.CharField(
        label="Nama",
        required=False,
        max_length=100,
        help_text="Boleh kosong. Nama ini tidak ditampilkan di laporan Anda.",
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"max_length": "Paling panjang 100 karakter."},
    )


class EmailForm(forms.Form):
    """The address that signs in from now on."""

    email = forms.EmailField(
        label="Alamat e-mail baru",
        help_text="Kami kirim kode ke alamat baru untuk memastikan alamat itu milik Anda.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS, "invalid": NO_ADDRESS},
        validators=[MaxLengthValidator(LONGEST_EMAIL, NO_ADDRESS)],
    )

    def clean_email(self) -> str:
        """Return the address as accounts keep it."""
        return User.objects.normalize_email(self.cleaned_data["email"])


@fresh_required
@citizens_only
@reads_and_sends
def change_name(request: HttpRequest) -> HttpResponse:
    """Change the name of the account."""
    user = _citizen(request)
    posted = request.POST if request.method == "POST" else None
    form = NameForm(posted, initial={"name": user.name})
    if not form.is_valid():
        return _page(request, "account/change_name.html", form)
    User.objects.filter(pk=user.pk).update(name=form.cleaned_data["name"].strip())
    messages.success(request, "Nama sudah disimpan.")
    return redirect("citizens:my_data")


@fresh_required
@citizens_only
@reads_and_sends
def change_email(request: HttpRequest) -> HttpResponse:
    """Ask for the new address and send it a code; whether somebody has it, is told only to it."""
    user = _citizen(request)
    form = EmailForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "account/change_email.html", form)
    email = form.cleaned_data["email"]
    if email == user.email:
        form.add_error("email", "Ini alamat yang sekarang. Tulis alamat yang baru.")
        return _page(request, "account/change_email.html", form)
    if not codes.may_send(request, email):
        form.add_error(None, TOO_OFTEN)
        return _page(request, "account/change_email.html", form, status=TOO_MANY)
    _ask(request, email)
    return redirect("account_confirm_new_email")


@fresh_required
@citizens_only
@reads_and_sends
def confirm_email(request: HttpRequest) -> HttpResponse:
    """Take the new address once its owner read the code."""
    user = _citizen(request)
    form = MailedCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "account/confirm_new_email.html", form)
    email = codes.redeem(request, PURPOSE, form.cleaned_data["code"])
    if not email or not _take(user, email):
        form.add_error("code", MailedCodeForm.WRONG)
        return _page(request, "account/confirm_new_email.html", form)
    messages.success(request, "Alamat e-mail sudah diganti. Lain kali masuk dengan alamat baru.")
    return redirect("citizens:my_data")


def _citizen(request: HttpRequest) -> User:
    return cast("User", request.user)


def _page(
    request: HttpRequest, template: str, form: forms.Form, *, status: int = UNPROCESSABLE
) -> HttpResponse:
    return render(request, template, {"form": form}, status=status if form.is_bound else 200)


def _ask(request: HttpRequest, email: str) -> None:
    """Send the code, or tell the owner of an account that somebody tried this."""
    if User.objects.filter(email=email).exists():
        codes.pretend(request, PURPOSE)
        get_adapter().tell(
            email,
            "Alamat Anda dipakai untuk mengganti e-mail akun",
            "Seseorang ingin memakai alamat ini di akun LAPOR lain. Alamat ini sudah punya akun.",
            "Bila itu Anda: masuk dengan alamat ini, atau hapus akun lama dahulu. Bila bukan, "
            "abaikan e-mail ini; tidak ada yang berubah.",
        )
        return
    why = "memastikan alamat baru akun LAPOR"
    codes.send(request, PURPOSE, email, why=why, kept=email)


def _take(user: User, email: str) -> bool:
    """Give the account its new address, and tell both; false when somebody was faster."""
    old = user.email
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=email)
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    except IntegrityError:
        return False
    log.info("email_changed", user=user.pk)
    title = "Alamat e-mail akun LAPOR Anda diganti"
    tell(
        old,
        title,
        "Akun LAPOR Anda sekarang memakai alamat lain.",
        "Bukan Anda? Balas e-mail ini atau hubungi Diskominfo secepatnya.",
    )
    tell(email, title, "Mulai sekarang masuk ke LAPOR dengan alamat ini.")
    return True
