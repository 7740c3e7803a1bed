"""The second step of officers: asked for before every page of an office, set up by who has none.

Outside the demo (setting ``LAPOR_SECOND_STEP``) an officer's session must have proved something
besides the password or the mailed code: an app's code, a kept code, or a passkey.
"""

# mypy: disallow-subclassing-any=False
# (allauth ships no types)

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import structlog
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_safe

from accounts import sessions
from accounts.adapter import tell
from accounts.fresh import fresh_required, private

if TYPE_CHECKING:
    from accounts.models import User

OFFICES = ("/meja/", "/kelola/", "/dasbor/", "/admin/", "/berkas/")
"""Where an officer's rights open something; a citizen's own files lie under the last one too."""
PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
AFTERWARDS = "after_second_step"
"""Session key: the page that was asked for before the second step was set up."""
LAST = "Petugas wajib punya langkah kedua. Pasang yang baru dahulu, baru hapus yang ini."

log = structlog.get_logger("accounts.second_step")


def required(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send an officer whose session proved only one thing to prove, or set up, the second."""

    def middleware(request: HttpRequest) -> HttpResponse:
        enforced = settings.LAPOR_SECOND_STEP and request.path.startswith(OFFICES)
        if enforced and is_missing(request):
            return _to_proof(request)
        return get_response(request)

    return middleware


def is_missing(request: HttpRequest) -> bool:
    """Whether this is an officer, signed in without a second step. One query, or none."""
    user = request.user
    if not user.is_authenticated or has_proved(request):
        return False
    return user.is_official


def has_proved(request: HttpRequest) -> bool:
    """Whether this session saw a second step, or a passkey, which is two in one."""
    records = get_authentication_records(request, request.user)
    return any(one["method"] == "mfa" for one in records)


def kinds_of(user: User) -> set[str]:
    """Return which second steps an account has set up."""
    rows = Authenticator.objects.filter(user_id=user.pk, type__in=PROOFS)
    return set(rows.values_list("type", flat=True))


def is_last_of_officer(user: User, authenticator: Authenticator) -> bool:
    """Whether an officer would be left without a second step."""
    if not settings.LAPOR_SECOND_STEP or authenticator.type not in PROOFS:
        return False
    others = Authenticator.objects.filter(user_id=user.pk, type__in=PROOFS)
    return user.is_official and not others.exclude(pk=authenticator.pk).exists()


def record(request: HttpRequest, kind: str) -> None:
    """Remember that this session just set up, and so proved, a second step."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


@transaction.atomic
def forget(user: User) -> bool:
    """Take a lost second step away, sign ``user`` out everywhere, and tell the address.

    Whoever calls it is another administrator and leaves the audit's row in the same transaction
    (``complaints.manage``). At the next sign-in a new second step is set up before anything else.

    Returns:
        Whether there was one.
    """
    deleted, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    sessions.end_all(user)
    log.info("second_step_forgotten", user=user.pk)
    transaction.on_commit(
        lambda: tell(
            user.email,
            "Langkah kedua akun LAPOR Anda dihapus",
            "Seorang admin menghapus langkah kedua akun Anda dan mengeluarkan semua perangkat.",
            "Masuk lagi dengan kata sandi, lalu pasang langkah kedua yang baru.",
            "Anda tidak memintanya? Hubungi admin LAPOR di Diskominfo sekarang juga.",
        ),
        robust=True,
    )
    return bool(deleted)


def _to_proof(request: HttpRequest) -> HttpResponse:
    """Ask for what the account has, or lead to setting something up."""
    kinds = kinds_of(cast("User", request.user))
    target = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("desk:inbox")
    if not kinds:
        request.session[AFTERWARDS] = target
        return HttpResponseRedirect(reverse("account_protect"))
    by_app = Authenticator.Type.TOTP in kinds
    door = reverse("mfa_reauthenticate" if by_app else "mfa_reauthenticate_webauthn")
    return HttpResponseRedirect(f"{door}?{urlencode({'next': target})}")


def afterwards(request: HttpRequest) -> str:
    """Return the page that waits for the second step to be set up; empty when none does."""
    target = str(request.session.get(AFTERWARDS, ""))
    own = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if own else ""


@private
@login_required
@require_safe
def protect(request: HttpRequest) -> HttpResponse:
    """Say to an officer without a second step why one is needed, and offer both."""
    if kinds_of(cast("User", request.user)):
        return HttpResponseRedirect(reverse("mfa_index"))
    return render(request, "mfa/protect.html")


class ActivateView(totp.ActivateTOTPView):
    """Set up the app: its first code is a proof already."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, count it as proved, and tell the address."""
        answer: HttpResponse = super().form_valid(form)
        record(self.request, Authenticator.Type.TOTP)
        tell(
            self.request.user.email,
            "Aplikasi autentikator dipasang di akun LAPOR Anda",
            "Mulai sekarang masuk ke akun Anda memerlukan kode dari aplikasi itu.",
            "Bukan Anda? Hubungi admin LAPOR di Diskominfo sekarang juga.",
        )
        return answer


class DeactivateView(totp.DeactivateTOTPView):
    """Take the app away, unless the office would be left open."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse the last second step of an officer with a sentence."""
        app = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
        if app is not None and is_last_of_officer(cast("User", request.user), app):
            messages.info(request, LAST)
            return HttpResponseRedirect(reverse("mfa_index"))
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class CodesView(recovery.ViewRecoveryCodesView):
    """The kept codes, and the way on for whoever came from setting up."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page that waits."""
        return {**super().get_context_data(**kwargs), "go_on_url": afterwards(self.request)}


def keep_codes(request: HttpRequest) -> bool:
    """Make codes for a lost device, where there are none yet; return whether some were made."""
    return auto_generate_recovery_codes(request) is not None


activate = fresh_required(ActivateView.as_view())
deactivate = fresh_required(DeactivateView.as_view())
codes = fresh_required(CodesView.as_view())
renew_codes = fresh_required(recovery.generate_recovery_codes)
download_codes = fresh_required(recovery.download_recovery_codes)
