"""The second step: an app's code after the password, and codes kept for a lost phone."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import PASSWORD, Page, assert_ours

pytestmark = pytest.mark.django_db


def current_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def sign_in(client: Client, officer: User) -> Page:
    return client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})


def confirm_access(client: Client, password: str) -> Page:
    return client.post(reverse("account_reauthenticate"), {"password": password})


@pytest.fixture
def secret(client: Client, officer: User, mail_folder: Path) -> str:
    sign_in(client, officer)
    confirm_access(client, PASSWORD)
    page = client.get(reverse("mfa_activate_totp"))
    assert_ours(page, "Aktifkan masuk dua langkah")
    secret: str = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert response.status_code == 302
    client.post(reverse("account_logout"))
    return secret


def test_after_the_password_the_code_is_asked(client: Client, officer: User, secret: str) -> None:
    assert sign_in(client, officer)["Location"] == reverse("mfa_authenticate")
    assert_ours(client.get(reverse("mfa_authenticate")), "Langkah kedua")
    assert "_auth_user_id" not in client.session
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Kode salah." in page.content.decode()


def test_a_kept_code_signs_in_once(client: Client, officer: User, secret: str) -> None:
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (reverse("desk:inbox"), None):
        sign_in(client, officer)
        response = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert response.headers.get("Location") == expected
        client.post(reverse("account_logout"))


def test_pages_of_the_second_step_are_ours(client: Client, officer: User, secret: str) -> None:
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert_ours(client.get(asked["Location"]), "Pastikan ini Anda")
    assert confirm_access(client, "salah").status_code == 200
    assert confirm_access(client, PASSWORD).status_code == 302
    for name, heading in {
        "mfa_index": "Masuk dua langkah",
        "mfa_view_recovery_codes": "Kode cadangan",
        "mfa_generate_recovery_codes": "Buat kode cadangan baru",
        "mfa_deactivate_totp": "Nonaktifkan masuk dua langkah",
        "mfa_reauthenticate": "Pastikan ini Anda",
    }.items():
        assert_ours(client.get(reverse(name)), heading)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_index"])
def test_strangers_are_asked_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name))["Location"].startswith("/akun/")
