"""How sign-in behaves in this town: who lands where, what it says, how its mails go out."""

# mypy: disallow-subclassing-any=False
# (allauth ships no types)

from __future__ import annotations

from typing import Any, cast

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import get_random_string

from accounts import sessions
from accounts.fresh import is_fresh
from accounts.limits import wait_for
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
        "too_many_login_attempts": "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi.",
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

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and remember on what kind of device."""
        super().login(request, user)
        agent = request.headers.get("User-Agent", "")
        request.session[sessions.DEVICE] = sessions.device_words(agent)

    def set_password(self, user: User, password: str) -> None:
        """Set a new password; every other device has to sign in anew."""
        super().set_password(user, password)
        request = context.request
        own = request.user.is_authenticated and request.user.pk == user.pk
        sessions.end_all(user, but=request.session.session_key if own else None)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a guess, per address and per account; too many have to wait, and read how long.

        The account is what was typed, whether there is one or not: the answer tells nobody.
        """
        key = self._get_login_attempts_cache_key(request, **credentials)
        wait = wait_for(request, "login_failed", key)
        if wait:
            raise ValidationError(
                f"Terlalu banyak percobaan. Tunggu {wait}, lalu coba lagi.",
                code="too_many_login_attempts",
            )
        super().pre_authenticate(request, **credentials)

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
        if user.is_authenticated and self._is_new_here(user):
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

    @staticmethod
    def _is_new_here(user: User) -> bool:
        """Whether somebody who signed in just now sets up a first second step: one proof is enough."""
        none_yet = not Authenticator.objects.filter(user_id=user.pk).exists()
        return none_yet and is_fresh(context.request)

    def _back_to_form(self) -> HttpResponseRedirect:
        request = context.request
        sorry = "E-mail belum dapat dikirim. Coba lagi beberapa menit lagi."
        messages.error(request, sorry)
        return HttpResponseRedirect(request.get_full_path())

    @staticmethod
    def _digits() -> str:
        return get_random_string(CODE_LENGTH, "0123456789")
