"""Passkeys (*kunci sandi*): sign-in by fingerprint, face or screen lock, beside the mailed code.

For an officer with a password a passkey is also a second step; for a citizen it replaces the code
and never locks anybody out: the code stays.
"""

# mypy: disallow-subclassing-any=False
# (allauth ships no types)

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from allauth.account.utils import get_next_redirect_url
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import views as mfa_views
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth_forms
from allauth.mfa.webauthn import views as allauth_views
from allauth.mfa.webauthn.internal import auth, flows
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import second_step
from accounts.adapter import tell
from accounts.fresh import fresh_required, private
from lapor.keys import derive

if TYPE_CHECKING:
    from accounts.models import User

UNKNOWN = "Kunci sandi ini tidak dikenal. Pakai kunci lain, atau masuk dengan kode lewat e-mail."
BROKEN = "Kunci sandi belum tersimpan: jawaban perangkat tidak lengkap. Coba sekali lagi."
HOSTILE = (
    *(AttributeError, IndexError, KeyError, TypeError, ValueError),
    *(RecursionError, InvalidSignature),
)
"""What the libraries raise over answers that no honest device gives."""
LONGEST_NAME = 60
MOST_KEYS = 10


class SecondStep(DefaultMFAAdapter):
    """allauth's hooks for app codes and passkeys, as this town wants them."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "unverified_email": "Pastikan dahulu alamat e-mail Anda dengan kode.",
    }

    def is_mfa_enabled(self, user: User, types: Iterable[str] | None = None) -> bool:
        """Ask for a second step only where there is a first one that may leak: a password.

        Who signs in by a mailed code has a passkey instead of the code, not besides it.
        """
        asked = list(types) if types is not None else None
        if asked is not None and len(asked) > 1 and not user.has_usable_password():
            asked = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, asked))

    def encrypt(self, text: str) -> str:
        """Keep the secret of an app's codes as ciphertext: the database alone must not sign in."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; those from before it was encrypted are taken as they are."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return encrypted_text

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - allauth's
        """Return a name for a key that got none."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Kunci {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return how a device names this town, and the host that its keys are for."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": f"LAPOR {settings.LAPOR_CITY}"}


def _box() -> Fernet:
    """Return what secrets of second steps are encrypted with; its key goes with that of contacts."""
    key = derive(settings.LAPOR_CONTACT_KEY, "second step")
    return Fernet(base64.urlsafe_b64encode(key))


class Answer(forms.JSONField):
    """The answer of a device; one that is nested or counts without end is broken like any other."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Return what was sent."""
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what a page that comes back shows."""
        try:
            return super().bound_data(data, initial)
        except (RecursionError, ValueError):
            return None


class CredentialMixin(forms.Form):
    """Whatever a device or somebody else sends as a credential: ours, or one sentence."""

    sentence = UNKNOWN
    credential = Answer()

    def clean(self) -> dict[str, Any]:
        """Read the credential; whatever is wrong with it gets the same sentence."""
        try:
            cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        except ValidationError:
            raise
        except HOSTILE as error:
            raise ValidationError(self.sentence) from error
        return cleaned

    def clean_credential(self) -> Any:
        """Check the answer of a known key."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except HOSTILE as error:
            raise ValidationError(UNKNOWN) from error


class AddForm(CredentialMixin, allauth_forms.AddWebAuthnForm):
    """A new passkey, which the device made just now, and what it is called."""

    sentence = BROKEN
    name = forms.CharField(
        label="Nama kunci",
        required=False,
        max_length=LONGEST_NAME,
        help_text="Misalnya: HP saya. Supaya Anda mengenalinya lagi.",
        error_messages={"max_length": f"Paling panjang {LONGEST_NAME} karakter."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["credential"].error_messages.update(required=BROKEN, invalid=BROKEN)

    def clean_credential(self) -> dict[str, Any]:
        """Return what is kept of a new key: the parts that checking it needs, and nothing else."""
        given = self.cleaned_data["credential"]
        try:
            answer = {name: str(given["response"][name]) for name in ATTESTED}
            properties = (given.get("clientExtensionResults") or {}).get("credProps") or {}
            return {
                "id": str(given["id"]),
                "rawId": str(given["rawId"]),
                "type": "public-key",
                "response": answer,
                "clientExtensionResults": {"credProps": {"rk": properties.get("rk") is not False}},
            }
        except (AttributeError, KeyError, TypeError) as error:
            raise ValidationError(BROKEN) from error

    def clean(self) -> dict[str, Any]:
        """Refuse a key that signs in without asking who holds the device, and too many keys."""
        self.cleaned_data["passwordless"] = True
        kind = Authenticator.Type.WEBAUTHN
        if Authenticator.objects.filter(user_id=self.user.pk, type=kind).count() >= MOST_KEYS:
            raise ValidationError("Sudah ada 10 kunci. Hapus dahulu yang tidak dipakai.")
        return super().clean()


ATTESTED = ("clientDataJSON", "attestationObject")


class SignInForm(CredentialMixin, allauth_forms.LoginWebAuthnForm):
    """The answer of a passkey at the door."""


class ConfirmForm(CredentialMixin, allauth_forms.ReauthenticateWebAuthnForm):
    """The answer of a passkey, once more."""


class SecondStepByPasskeyForm(CredentialMixin, allauth_forms.AuthenticateWebAuthnForm):
    """The answer of an officer's passkey after the password."""


class RenameForm(allauth_forms.EditWebAuthnForm):
    """What a passkey is called."""

    name = forms.CharField(
        label="Nama kunci",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Tulis nama kunci.",
            "max_length": f"Paling panjang {LONGEST_NAME} karakter.",
        },
    )


def as_attribute(options: Any) -> str:
    """Return the options of a ceremony as the page's script reads them from an attribute."""
    return json.dumps(options, cls=DjangoJSONEncoder)


class AddView(allauth_views.AddWebAuthnView):
    """Make a passkey on this device."""

    form_class = AddForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer a key that stays on the device and asks who holds it."""
        page: dict[str, Any] = super(allauth_views.FormView, self).get_context_data(**kwargs)
        return page | {"options": as_attribute(auth.begin_registration(self.request.user, True))}

    def form_valid(self, form: AddForm) -> HttpResponse:
        """Keep the key and tell the account's address."""
        user = self.request.user
        key = auth.WebAuthn.add(user, form.cleaned_data["name"], form.cleaned_data["credential"])
        messages.success(self.request, "Kunci sandi tersimpan. Lain kali Anda masuk dengan itu.")
        tell(
            user.email,
            "Kunci sandi baru di akun LAPOR Anda",
            f"Kunci sandi “{key.name}” baru saja ditambahkan ke akun Anda.",
            "Bukan Anda? Masuk dengan kode, buka Kunci sandi, lalu hapus kunci itu.",
        )
        second_step.record(self.request, Authenticator.Type.WEBAUTHN)
        if user.is_official and second_step.keep_codes(self.request):
            return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))
        return HttpResponseRedirect(reverse("mfa_list_webauthn"))


class SignInView(allauth_views.LoginWebAuthnView):
    """Sign in with a passkey; the page that asks is the one with the code."""

    form_class = SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the page's script a question to sign; everybody else gets that page."""
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if isinstance(answer, HttpResponseRedirect):
            return HttpResponseRedirect(reverse("account_request_login_code"))
        answer["Cache-Control"] = "no-store"
        return answer

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Go where one wanted to go before the door."""
        found = form.cleaned_data["credential"]
        target = get_next_redirect_url(self.request)
        login = allauth_views.Login(user=found.user, redirect_url=target)
        answer: HttpResponse = flows.perform_passwordless_login(self.request, found, login)
        return answer

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Go back to the page with the code."""
        messages.error(self.request, UNKNOWN)
        target = get_next_redirect_url(self.request)
        query = f"?{urlencode({'next': target})}" if target else ""
        return HttpResponseRedirect(reverse("account_request_login_code") + query)


class ConfirmView(allauth_views.ReauthenticateWebAuthnView):
    """Prove with a passkey that it is still the same person."""

    form_class = ConfirmForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the question where the page's script reads it."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {
            "options": as_attribute(page["js_data"]["request_options"]),
            "action": self.request.get_full_path(),
        }

    def form_invalid(self, form: ConfirmForm) -> HttpResponse:
        """Say so, on the same page."""
        messages.error(self.request, UNKNOWN)
        return HttpResponseRedirect(self.request.get_full_path())


class SecondStepView(mfa_views.AuthenticateView):
    """The second step of an officer: the app's code, a kept code, or a passkey."""

    webauthn_form_class = SecondStepByPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the passkey only to those who have one."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        if keys.exists():
            options = page["js_data"]["request_options"]
            page["webauthn_options"] = as_attribute(options)
        if self.webauthn_form and self.webauthn_form.is_bound:
            messages.error(self.request, UNKNOWN)
        return page


class RemoveView(allauth_views.RemoveWebAuthnView):
    """Forget a passkey and tell the account's address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse the last second step of an officer with a sentence."""
        key = self.get_queryset().filter(pk=kwargs["pk"]).first()
        if key is not None and second_step.is_last_of_officer(key.user, key):
            messages.info(request, second_step.LAST)
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it; the code by e-mail stays."""
        name = self.object.wrap().name
        answer: HttpResponse = super().form_valid(form)
        tell(
            self.request.user.email,
            "Kunci sandi dihapus dari akun LAPOR Anda",
            f"Kunci sandi “{name}” tidak dapat dipakai lagi.",
            "Bukan Anda? Masuk dengan kode dan periksa akun Anda.",
        )
        return answer


after_password = SecondStepView.as_view()
sign_in = SignInView.as_view()
confirm = private(ConfirmView.as_view())
listing = private(
    login_required(allauth_views.list_webauthn, login_url="account_request_login_code")
)
add = fresh_required(AddView.as_view())
rename = fresh_required(allauth_views.EditWebAuthnView.as_view(form_class=RenameForm))
remove = fresh_required(RemoveView.as_view())
