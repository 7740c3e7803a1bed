"""The second step: an app's code after the password, and codes kept for a lost phone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests.accounts.steps import PASSWORD, assert_ours

pytestmark = pytest.mark.django_db


def current_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, officer):
    return client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})


def confirm_access(client, password):
    return client.post(reverse("account_reauthenticate"), {"password": password})


@pytest.fixture
def secret(client, officer, mail_folder):
    sign_in(client, officer)
    confirm_access(client, PASSWORD)
    page = client.get(reverse("mfa_activate_totp"))
    assert_ours(page, "Aktifkan masuk dua langkah")
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert response.status_code == 302
    client.post(reverse("account_logout"))
    return secret


def test_after_the_password_the_code_is_asked(client, officer, secret):
    assert sign_in(client, officer).url == reverse("mfa_authenticate")
    assert_ours(client.get(reverse("mfa_authenticate")), "Langkah kedua")
    assert "_auth_user_id" not in client.session
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Kode salah." in page.content.decode()


def test_a_kept_code_signs_in_once(client, officer, secret):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (reverse("desk:inbox"), None):
        sign_in(client, officer)
        response = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert getattr(response, "url", None) == expected
        client.post(reverse("account_logout"))


def test_pages_of_the_second_step_are_ours(client, officer, secret):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert_ours(client.get(asked.url), "Pastikan ini Anda")
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
