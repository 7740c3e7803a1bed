"""Forms of sign-in: allauth's own, in this town's words, and codes for people without an account."""

# mypy: disallow-subclassing-any=False
# (allauth ships no types)

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db import transaction

from accounts.models import LONGEST_EMAIL, User

NO_ADDRESS = "Tulis alamat e-mail yang lengkap, misalnya nama@contoh.id."
LENGTH_HELP = "Paling sedikit 12 karakter, dan bukan kata yang mudah ditebak."
CODE_HELP = "Enam angka dari e-mail kami. Boleh ditempel."


class PlainMixin:
    """Labels above the fields and no grey words inside them."""

    fields: dict[str, forms.Field]
    labels: dict[str, str] = {}
    helps: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)
            if isinstance(field, forms.EmailField):
                # The field's validator and the field itself both have a sentence; one is enough.
                field.error_messages["invalid"] = NO_ADDRESS
                field.validators = [EmailValidator(NO_ADDRESS), MaxLengthValidator(LONGEST_EMAIL)]


class LoginForm(PlainMixin, allauth_forms.LoginForm):
    """Officers: e-mail and password."""

    labels = {"login": "Alamat e-mail", "password": "Kata sandi"}
    helps = {"password": ""}


class RequestCodeForm(PlainMixin, allauth_forms.RequestLoginCodeForm):
    """Citizens: an address that gets a code; the first code makes the account."""

    _user: User | None
    labels = {"email": "Alamat e-mail"}
    helps = {"email": "Kami kirim kode enam angka ke alamat ini. Tidak perlu kata sandi."}

    def clean(self) -> dict[str, Any]:
        """Make the account of somebody who asks for a code for the first time.

        The answer is the same for everybody, so it tells nobody who has an account. A closed
        account stays closed: no code is sent then.
        """
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and self._user is None:
            self._user = open_account(cleaned["email"])
        return cleaned


class ConfirmCodeForm(PlainMixin, allauth_forms.ConfirmLoginCodeForm):
    """The code that came by e-mail."""

    labels = {"code": "Kode"}
    helps = {"code": CODE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ConfirmEmailForm(PlainMixin, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that shows that an officer's address is theirs."""

    labels = {"code": "Kode"}
    helps = {"code": CODE_HELP}


class ResetPasswordForm(PlainMixin, allauth_forms.ResetPasswordForm):
    """An officer who forgot the password."""

    labels = {"email": "Alamat e-mail"}


class NewPasswordForm(PlainMixin, allauth_forms.ResetPasswordKeyForm):
    """A new password after the link in the mail."""

    labels = {"password1": "Kata sandi baru", "password2": "Ulangi kata sandi baru"}
    helps = {"password1": LENGTH_HELP}


class ChangePasswordForm(PlainMixin, allauth_forms.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    labels = {
        "oldpassword": "Kata sandi lama",
        "password1": "Kata sandi baru",
        "password2": "Ulangi kata sandi baru",
    }
    helps = {"oldpassword": "", "password1": LENGTH_HELP}


class SetPasswordForm(PlainMixin, allauth_forms.SetPasswordForm):
    """A first password for somebody who signed in by code until now."""

    labels = {"password1": "Kata sandi baru", "password2": "Ulangi kata sandi baru"}
    helps = {"password1": LENGTH_HELP}


class ConfirmAccessForm(PlainMixin, allauth_forms.ReauthenticateForm):
    """The password once more, before something that protects the account is changed."""

    labels = {"password": "Kata sandi"}
    helps = {"password": ""}


class MailedCodeForm(forms.Form):
    """A code that was sent to prove an address."""

    WRONG = "Kode tidak cocok, atau sudah tidak berlaku. Periksa angkanya, atau minta kode baru."
    code = forms.CharField(
        label="Kode",
        max_length=40,
        help_text=CODE_HELP,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Tulis kode dari e-mail kami.", "max_length": WRONG},
    )


class SecondStepForm(PlainMixin, mfa_forms.AuthenticateForm):
    """The app's code, or a kept one, after the password."""

    labels = {"code": "Kode"}


class ConfirmByCodeForm(PlainMixin, mfa_forms.ReauthenticateForm):
    """The app's code once more, before the account's protection is changed."""

    labels = {"code": "Kode"}


class ActivateSecondStepForm(PlainMixin, totp_forms.ActivateTOTPForm):
    """The first code of a newly set up app."""

    labels = {"code": "Kode dari aplikasi"}


@transaction.atomic
def open_account(email: str) -> User | None:
    """Return the account of an address, made when there is none; None when it was closed.

    Two requests at once make one account.
    """
    address = User.objects.normalize_email(email)
    user, is_new = User.objects.get_or_create(email=address, defaults={"password": ""})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if not user.is_active:
        return None
    EmailAddress.objects.get_or_create(
        user=user, email=address, defaults={"primary": True, "verified": False}
    )
    return user
