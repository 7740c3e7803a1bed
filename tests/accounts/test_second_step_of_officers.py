"""Officers outside the demo prove two things before they open a page of an office."""

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts import second_step, sessions
from accounts.forms import open_account
from accounts.models import User
from tests.accounts.steps import PASSWORD, assert_ours, letters
from tests.accounts.test_second_step import current_code, sign_in
from tests.mailbox import text

pytestmark = pytest.mark.django_db
INBOX = reverse("desk:inbox")
PROTECT = reverse("account_protect")


@pytest.fixture(autouse=True)
def enforced(settings: LazySettings, mail_folder: Path) -> None:
    settings.LAPOR_SECOND_STEP = True


def set_up_app(client: Client) -> str:
    secret: str = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


@pytest.mark.parametrize(
    "path", [INBOX, "/meja/ABCD2345/", "/dasbor/", "/kelola/pesan/", "/admin/"]
)
def test_an_officer_without_one_sets_it_up_first(client: Client, officer: User, path: str) -> None:
    sign_in(client, officer)
    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer["Location"]) == (302, PROTECT)
    assert_ours(client.get(PROTECT), "Pasang langkah kedua")


def test_in_the_demo_nobody_is_asked(client: Client, officer: User, settings: LazySettings) -> None:
    settings.LAPOR_SECOND_STEP = False
    sign_in(client, officer)
    assert client.get(INBOX).status_code == 200


def test_after_the_app_comes_the_page_that_was_asked_for(client: Client, officer: User) -> None:
    sign_in(client, officer)
    client.get(f"{INBOX}?q=jalan")
    set_up_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert f'<a class="button" href="{INBOX}?q=jalan">Sudah saya simpan, lanjut</a>' in page
    assert client.get(INBOX).status_code == 200
    assert client.get(PROTECT)["Location"] == reverse("mfa_index")


def test_setting_it_up_is_told_to_the_address(
    client: Client, officer: User, mail_folder: Path
) -> None:
    sign_in(client, officer)
    set_up_app(client)
    assert [str(one["Subject"]) for one in letters(mail_folder)] == [
        "Aplikasi autentikator dipasang di akun LAPOR Anda"
    ]


def test_a_session_that_proved_one_thing_is_asked_for_the_other(
    client: Client, officer: User
) -> None:
    TOTP.activate(officer, "A" * 32)
    client.force_login(officer)
    answer = client.get(INBOX)
    assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fmeja%2F"
    answer = client.post(answer["Location"], {"code": current_code("A" * 32)})
    assert answer["Location"] == INBOX
    assert client.get(INBOX).status_code == 200


def test_a_citizen_is_never_asked(client: Client) -> None:
    citizen = open_account("warga@surat.example")
    assert citizen is not None
    client.force_login(citizen)
    assert client.get(reverse("citizens:my_reports")).status_code == 200
    assert client.get(INBOX).status_code == 403


def test_the_last_second_step_of_an_officer_stays(client: Client, officer: User) -> None:
    sign_in(client, officer)
    set_up_app(client)
    answer = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert second_step.LAST in answer.content.decode()
    assert second_step.kinds_of(officer) == {"totp"}


def test_the_secret_of_the_app_is_not_in_the_database(client: Client, officer: User) -> None:
    sign_in(client, officer)
    secret = set_up_app(client)
    row = Authenticator.objects.get(type="totp")
    assert secret not in str(row.data)
    assert row.wrap().validate_code(current_code(secret)) is True


def test_a_lost_one_is_forgotten_with_every_device(
    client: Client,
    officer: User,
    mail_folder: Path,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    sign_in(client, officer)
    set_up_app(client)
    with (
        request_context(RequestFactory().post("/kelola/")),
        django_capture_on_commit_callbacks(execute=True),  # type: ignore[attr-defined]
    ):
        assert second_step.forget(officer) is True
    assert not Authenticator.objects.exists()
    assert sessions.of(officer) == []
    assert client.get(INBOX)["Location"].startswith(reverse("account_login"))
    letter = letters(mail_folder)[-1]
    assert letter["Subject"] == "Langkah kedua akun LAPOR Anda dihapus"
    assert "Hubungi admin LAPOR di Diskominfo sekarang juga." in text(letter)
    assert second_step.forget(officer) is False


def test_a_mailed_code_alone_opens_no_office(client: Client, officer: User) -> None:
    """Somebody who reads an officer's mail has one thing, not two."""
    officer.set_unusable_password()
    officer.save()
    Authenticator.objects.create(user=officer, type="webauthn", data={"name": "HP"})
    client.force_login(officer)
    door = f"{reverse('mfa_reauthenticate_webauthn')}?next=%2Fmeja%2F"
    assert client.get(INBOX)["Location"] == door


def test_the_page_costs_no_query_once_it_was_proved(
    client: Client, officer: User, django_assert_num_queries: Callable[..., object]
) -> None:
    sign_in(client, officer)
    set_up_app(client)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # session, user
        client.get("/meja/tidak/ada/sama/sekali/")


def test_the_password_is_still_the_first_thing(client: Client, officer: User) -> None:
    assert client.get(INBOX)["Location"] == f"{reverse('account_login')}?next=/meja/"
    answer = client.post(reverse("account_login"), {"login": officer.email, "password": "salah"})
    assert answer.status_code == 200
    assert PASSWORD not in answer.content.decode()
