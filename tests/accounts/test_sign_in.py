"""Sign-in: a code by e-mail for citizens, a password for officers, and nothing told to strangers."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.forms import open_account
from accounts.models import User
from tests.accounts.steps import PASSWORD, Page, assert_ours, code_in, found, letters
from tests.mailbox import html, text

pytestmark = pytest.mark.django_db

REQUEST = "account_request_login_code"
CONFIRM = "account_confirm_login_code"


def ask_for_code(client: Client, address: str = "warga@surat.example", **extra: Any) -> Page:
    return client.post(reverse(REQUEST), {"email": address, **extra})


# Citizens


def test_a_wrong_address_can_be_taken_back(client: Client, mail_folder: Path) -> None:
    ask_for_code(client, "salah@surat.example")
    assert client.get(reverse(REQUEST))["Location"] == reverse(CONFIRM)
    response = client.post(reverse("account_logout"), {"next": reverse(REQUEST)})
    assert response["Location"] == reverse(REQUEST)
    ask_for_code(client)
    assert letters(mail_folder)[-1]["To"] == "warga@surat.example"


def test_a_first_code_makes_the_account_and_signs_in(client: Client, mail_folder: Path) -> None:
    assert ask_for_code(client, " Warga@Surat.example")["Location"] == reverse(CONFIRM)
    [letter] = letters(mail_folder)
    user = User.objects.get()
    assert (user.email, user.has_usable_password()) == ("warga@surat.example", False)
    response = client.post(reverse(CONFIRM), {"code": code_in(letter)})
    assert response["Location"] == reverse("citizens:my_reports")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get().verified


def test_a_second_code_finds_the_same_account(client: Client, mail_folder: Path) -> None:
    for _ in range(2):
        ask_for_code(client)
        client.post(reverse(CONFIRM), {"code": code_in(letters(mail_folder)[-1])})
        client.post(reverse("account_logout"))
    assert User.objects.count() == 1


def test_the_letter_says_what_to_do_in_text_and_html(client: Client, mail_folder: Path) -> None:
    ask_for_code(client)
    [letter] = letters(mail_folder)
    assert letter["Subject"] == "Kode masuk LAPOR"
    assert letter["To"] == "warga@surat.example"
    for body in (text(letter), html(letter)):
        assert code_in(letter) in body
        assert "Jangan berikan kepada siapa pun, juga tidak kepada petugas." in body
        assert "Bila Anda tidak meminta kode ini, abaikan" in body


def test_the_page_asked_for_is_where_one_lands(client: Client, mail_folder: Path) -> None:
    response = ask_for_code(client, next="/lacak/")
    assert response["Location"] == f"{reverse(CONFIRM)}?next=%2Flacak%2F"
    data = {"code": code_in(letters(mail_folder)[0]), "next": "/lacak/"}
    assert client.post(reverse(CONFIRM), data)["Location"] == "/lacak/"


def test_a_page_of_another_site_is_not(client: Client, mail_folder: Path) -> None:
    ask_for_code(client)
    data = {"code": code_in(letters(mail_folder)[0]), "next": "https://jahat.example/"}
    assert client.post(reverse(CONFIRM), data)["Location"] == reverse("citizens:my_reports")


def test_a_code_may_be_typed_with_blanks(client: Client, mail_folder: Path) -> None:
    ask_for_code(client)
    code = code_in(letters(mail_folder)[0])
    response = client.post(reverse(CONFIRM), {"code": f" {code[:3]} {code[3:]} "})
    assert response["Location"] == reverse("citizens:my_reports")


def test_a_wrong_code_is_a_sentence_and_three_are_the_end(
    client: Client, mail_folder: Path
) -> None:
    ask_for_code(client)
    wrong = "000000" if code_in(letters(mail_folder)[0]) != "000000" else "111111"
    for _ in range(2):
        page = client.post(reverse(CONFIRM), {"code": wrong})
        assert "Kode tidak cocok. Periksa angkanya, atau minta kode baru." in page.content.decode()
    response = client.post(reverse(CONFIRM), {"code": wrong})
    assert response["Location"] == reverse(REQUEST)
    right = {"code": code_in(letters(mail_folder)[0])}
    assert client.post(reverse(CONFIRM), right)["Location"] == reverse(REQUEST)
    assert "_auth_user_id" not in client.session


def test_a_new_code_can_be_sent(client: Client, mail_folder: Path) -> None:
    ask_for_code(client)
    response = client.post(reverse(CONFIRM), {"action": "resend"})
    assert response["Location"] == reverse(CONFIRM)
    first, second = letters(mail_folder)
    assert client.post(reverse(CONFIRM), {"code": code_in(second)})["Location"] == reverse(
        "citizens:my_reports"
    )
    assert code_in(first) != code_in(second) or first["Message-ID"] != second["Message-ID"]


@pytest.mark.parametrize("known", ["nobody", "citizen", "officer", "closed"])
def test_everybody_gets_the_same_answer(
    client: Client, mail_folder: Path, officer: User, known: str
) -> None:
    address = {"officer": officer.email}.get(known, "warga@surat.example")
    if known in ("citizen", "closed"):
        User.objects.create_user(address, is_active=known == "citizen")
    response = ask_for_code(client, address)
    assert (response.status_code, response["Location"]) == (302, reverse(CONFIRM))
    page = client.get(reverse(CONFIRM)).content.decode()
    assert f"Kode enam angka sudah kami kirim ke {address}." in page
    assert len(letters(mail_folder)) == (0 if known == "closed" else 1)


def test_a_closed_account_stays_closed(client: Client, mail_folder: Path) -> None:
    User.objects.create_user("warga@surat.example", is_active=False)
    ask_for_code(client)
    assert User.objects.get().is_active is False


@pytest.mark.parametrize(
    "address", ["", "bukan alamat", "a" * 300 + "@surat.example", "a\x00@b.id"]
)
def test_what_is_no_address_makes_no_account(
    client: Client, mail_folder: Path, address: str
) -> None:
    page = ask_for_code(client, address)
    assert page.status_code == 200
    assert len(page.context["form"].errors["email"]) == 1
    assert "Ada yang perlu diperbaiki" in page.content.decode()
    assert not User.objects.exists()


def test_a_fourth_code_within_a_minute_is_refused(client: Client, mail_folder: Path) -> None:
    for _ in range(3):
        ask_for_code(Client())
    page = ask_for_code(client)
    assert "Terlalu banyak percobaan. Tunggu 5 menit" in page.content.decode()
    assert len(letters(mail_folder)) == 3


def test_a_letter_that_cannot_be_sent_is_not_promised(client: Client, mail_folder: Path) -> None:
    mail_folder.write_text("a file stands in the way")
    response = ask_for_code(client)
    assert response["Location"] == reverse(REQUEST)
    page = client.get(response["Location"]).content.decode()
    assert "E-mail belum dapat dikirim. Coba lagi beberapa menit lagi." in page
    assert client.get(reverse(CONFIRM))["Location"] == reverse(REQUEST)


def test_no_address_and_no_code_in_the_log(
    client: Client,
    mail_folder: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask_for_code(client)
    code = code_in(letters(mail_folder)[0])
    client.post(reverse(CONFIRM), {"code": code})
    client.post(reverse("account_login"), {"login": "warga@surat.example", "password": "salah"})
    mail_folder.rename(mail_folder.with_name("gone"))
    mail_folder.write_text("")
    client.post(reverse("account_logout"))
    ask_for_code(client, "lain@surat.example")
    written = caplog.text + "".join(capfd.readouterr())
    assert not re.search(rf"surat\.example|{code}", written)


@pytest.mark.django_db(transaction=True)
def test_two_first_requests_at_once_make_one_account() -> None:
    def ask(_: int) -> int:
        try:
            user = open_account("Warga@surat.example")
            assert user is not None
            return user.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert User.objects.count() == EmailAddress.objects.count() == 1


# Officers


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> Page:
    return client.post(reverse("account_login"), {"login": login, "password": password, **extra})


def test_an_officer_lands_at_the_desk(client: Client, officer: User) -> None:
    assert sign_in(client, "Sri@PUPR.example")["Location"] == reverse("desk:inbox")


def test_a_former_officer_lands_among_the_own_reports(client: Client, officer: User) -> None:
    officer.officers.update(is_active=False)
    assert sign_in(client, officer.email)["Location"] == reverse("citizens:my_reports")


def test_an_administrator_lands_in_the_admin(client: Client) -> None:
    user = User.objects.create_superuser("admin@kota.example", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    assert sign_in(client, user.email)["Location"] == reverse("admin:index")


def test_the_admin_has_no_door_of_its_own(client: Client, officer: User) -> None:
    response = client.get(reverse("admin:login"))
    assert response["Location"].split("?")[0] == reverse("account_login")
    sign_in(client, officer.email)
    assert client.get(reverse("admin:login")).status_code == 403


@pytest.mark.parametrize("login", ["sri@pupr.example", "tidak.ada@pupr.example"])
def test_a_wrong_password_and_an_unknown_address_look_alike(
    client: Client, officer: User, login: str
) -> None:
    page = sign_in(client, login, "salah").content.decode()
    assert "Alamat e-mail atau kata sandi tidak cocok. Periksa keduanya." in page
    assert f'value="{login}"' in page
    assert "_auth_user_id" not in client.session


def test_a_sixth_wrong_password_is_not_even_compared(client: Client, officer: User) -> None:
    for _ in range(5):
        sign_in(client, officer.email, "salah")
    page = sign_in(client, officer.email).content.decode()
    assert "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi." in page


def test_a_closed_account_is_told_so_only_with_the_right_password(
    client: Client, officer: User
) -> None:
    User.objects.update(is_active=False)
    assert "tidak cocok" in sign_in(client, officer.email, "salah").content.decode()
    assert sign_in(client, officer.email)["Location"] == reverse("account_inactive")
    assert "Akun ini sudah ditutup." in client.get(reverse("account_inactive")).content.decode()


def test_an_officer_whose_address_is_not_verified_gets_a_code_first(
    client: Client, mail_folder: Path
) -> None:
    user = User.objects.create_user("baru@pupr.example", PASSWORD)
    assert sign_in(client, user.email)["Location"] == reverse("account_email_verification_sent")
    [letter] = letters(mail_folder)
    assert letter["Subject"] == "Kode untuk memastikan alamat e-mail"
    code = found(r"Kode Anda: (\d{6})\n", text(letter))[1]
    page = client.get(reverse("account_email_verification_sent")).content.decode()
    assert "Pastikan alamat e-mail" in page
    response = client.post(reverse("account_email_verification_sent"), {"code": code})
    assert response["Location"] == reverse("citizens:my_reports")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_forgotten_password_is_replaced_by_a_link(
    client: Client, mail_folder: Path, officer: User
) -> None:
    response = client.post(reverse("account_reset_password"), {"email": officer.email})
    assert response["Location"] == reverse("account_reset_password_done")
    [letter] = letters(mail_folder)
    assert letter["Subject"] == "Kata sandi baru untuk LAPOR"
    link = found(r"http\S+", text(letter))[0]
    assert link in html(letter)
    form = client.get(link)["Location"]
    assert "Kata sandi baru" in client.get(form).content.decode()
    new = "jukung-di-kahayan-3"
    response = client.post(form, {"password1": new, "password2": new})
    assert response["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(client, officer.email, new)["Location"] == reverse("desk:inbox")
    assert "Tautan ini sudah dipakai" in client.get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    client: Client, mail_folder: Path
) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "tidak.ada@pupr.example"})
    assert response["Location"] == reverse("account_reset_password_done")
    assert letters(mail_folder) == []


def test_a_password_is_changed_with_the_old_one(client: Client, officer: User) -> None:
    client.force_login(officer)
    new = "jukung-di-kahayan-3"
    data = {"oldpassword": "salah", "password1": new, "password2": new}
    page = client.post(reverse("account_change_password"), data).content.decode()
    assert "Kata sandi lama tidak cocok." in page
    data["oldpassword"] = PASSWORD
    assert client.post(reverse("account_change_password"), data)["Location"] == reverse(
        "desk:inbox"
    )
    officer.refresh_from_db()
    assert officer.check_password(new)


def test_a_short_password_is_refused(client: Client, officer: User) -> None:
    client.force_login(officer)
    data = {"oldpassword": PASSWORD, "password1": "pendek", "password2": "pendek"}
    page = client.post(reverse("account_change_password"), data)
    assert "12 karakter" in page.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_nobody_registers(client: Client) -> None:
    page = client.get(reverse("account_signup"), follow=True).content.decode()
    assert "kode" in page
    client.post(reverse("account_signup"), {"email": "a@b.example", "password1": PASSWORD})
    assert not User.objects.exists()


def test_signing_out_takes_a_button(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "Anda yakin mau keluar?" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


# Pages

OPEN_PAGES = {
    REQUEST: "Masuk dengan kode",
    "account_login": "Masuk petugas",
    "account_reset_password": "Lupa kata sandi",
    "account_reset_password_done": "Lihat e-mail Anda",
    "account_reset_password_from_key_done": "Kata sandi sudah diganti",
    "account_inactive": "Akun ditutup",
}
OWN_PAGES = {
    "account_logout": "Keluar",
    "account_change_password": "Ganti kata sandi",
    "mfa_index": "Masuk dua langkah",
    "account_reauthenticate": "Pastikan ini Anda",
}


@pytest.mark.parametrize(("name", "heading"), OPEN_PAGES.items())
def test_open_pages_are_ours(client: Client, name: str, heading: str) -> None:
    assert_ours(client.get(reverse(name)), heading)


@pytest.mark.parametrize(("name", "heading"), OWN_PAGES.items())
def test_pages_of_an_account_are_ours(
    client: Client, officer: User, name: str, heading: str
) -> None:
    sign_in(client, officer.email)
    assert_ours(client.get(reverse(name)), heading)


def test_somebody_without_a_password_can_set_one(client: Client, mail_folder: Path) -> None:
    ask_for_code(client)
    client.post(reverse(CONFIRM), {"code": code_in(letters(mail_folder)[0])})
    assert_ours(client.get(reverse("account_set_password")), "Buat kata sandi")
    data = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_set_password"), data)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("name", sorted(OWN_PAGES.keys() - {"account_logout"}))
def test_strangers_are_asked_to_sign_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response["Location"].split("?")[0] == reverse("account_login")
