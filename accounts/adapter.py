"""How sign-in behaves in this town: who lands where, what it says, how its mails go out."""

# mypy: disallow-subclassing-any=False
# (allauth ships no types)

from __future__ import annotations

from typing import Any, cast

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import get_random_string

from accounts.models import User

log = structlog.get_logger("accounts.sign_in")

CODE_LENGTH = 6
WAYS = {
    "reauthenticate": "Pakai kata sandi",
    "mfa_reauthenticate": "Pakai kode dari aplikasi autentikator",
    "mfa_reauthenticate:webauthn": "Pakai kunci sandi",
}
"""How a way to prove oneself once more is called."""


def tell(email: str, title: str, *sentences: str) -> None:
    """Tell an address what changed in an account, at once; inside a request only."""
    Adapter().tell(email, title, *sentences)


class Adapter(DefaultAccountAdapter):
    """allauth's hooks, as this town wants them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Alamat e-mail atau kata sandi tidak cocok. Periksa keduanya.",
        "incorrect_code": "Kode tidak cocok. Periksa angkanya, atau minta kode baru.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "enter_current_password": "Kata sandi lama tidak cocok.",
        "too_many_login_attempts": "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.",
        "rate_limited": "Terlalu sering. Tunggu sebentar, lalu coba lagi.",
        "invalid_password_reset": "Tautan ini sudah tidak berlaku. Minta tautan baru.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a citizen's account is made with the first code, an officer's by the town."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send officers to their desk, administrators to the admin, citizens to their reports."""
        user = cast("User", request.user)
        if user.officers.filter(is_active=True, agency__is_active=True).exists():
            return reverse("desk:inbox")
        return reverse("admin:index") if user.is_staff else reverse("citizens:my_reports")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on working after a new password is set."""
        return self.get_login_redirect_url(request)

    def generate_login_code(self) -> str:
        """Return six digits: easy to read aloud, and only three tries are given."""
        return self._digits()

    def generate_email_verification_code(self) -> str:
        """Return six digits, as for sign-in."""
        return self._digits()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of sign-in's mails; when that fails, say so instead of promising a code.

        The log names what failed and never whom it was for.

        Raises:
            ImmediateHttpResponse: the mail could not be handed over; back to the form.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            log.warning("mail_failed", template=template_prefix, error=type(error).__name__)
            raise ImmediateHttpResponse(self._back_to_form()) from error

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask people without a password through ``accounts.fresh`` alone: a passkey may be lost."""
        user = context.request.user
        if user.is_authenticated and not user.has_usable_password():
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Offer a mailed code to people without a password, first of all."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = WAYS.get(method["id"], method["description"])
        if not user.is_authenticated or user.has_usable_password():
            return methods
        by_mail = {
            "id": "confirm_by_mail",
            "description": "Pakai kode lewat e-mail",
            "url": reverse("account_confirm_by_mail"),
        }
        return [by_mail, *methods]

    def tell(self, email: str, title: str, *sentences: str) -> None:
        """Tell an address what changed in an account; a failure is logged and stops nothing."""
        try:
            super().send_mail(
                "account/email/notice", email, {"title": title, "sentences": sentences}
            )
        except OSError as error:
            log.warning("mail_failed", template="notice", error=type(error).__name__)

    def _back_to_form(self) -> HttpResponseRedirect:
        request = context.request
        sorry = "E-mail belum dapat dikirim. Coba lagi beberapa menit lagi."
        messages.error(request, sorry)
        return HttpResponseRedirect(request.get_full_path())

    @staticmethod
    def _digits() -> str:
        return get_random_string(CODE_LENGTH, "0123456789")
