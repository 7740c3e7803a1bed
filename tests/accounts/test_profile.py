"""Correcting the own account: its name, and its address by a code to the new one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests import mailbox
from tests.accounts.steps import assert_ours, letters
from tests.citizens.account.visitors import ADDRESS, citizen, signed_in
from tests.citizens.pages import errors, words

pytestmark = pytest.mark.django_db
NAME, CHANGE, CONFIRM = "/akun/data/nama/", "/akun/data/e-mail/", "/akun/data/e-mail/kode/"
NEW = "rina.baru@surat.example"


def code(folder: Path) -> str:
    found = re.search(r"alamat baru akun LAPOR: (\d{6})\n", mailbox.text(letters(folder)[-1]))
    assert found
    return found[1]


@pytest.fixture
def visitor(mail_folder: Path) -> Client:
    return signed_in(citizen())


def test_the_name_changes_and_may_be_empty(visitor: Client) -> None:
    assert_ours(visitor.get(NAME), "Ganti nama")
    assert visitor.post(NAME, {"name": " Rina "})["Location"] == "/akun/data/"
    assert User.objects.get().name == "Rina"
    visitor.post(NAME, {"name": ""})
    assert User.objects.get().name == ""
    assert visitor.post(NAME, {"name": "x" * 101}).status_code == 422
    assert visitor.post(NAME, {"name": "a\x00b"}).status_code == 422


def test_the_address_changes_by_a_code_and_both_are_told(
    visitor: Client, mail_folder: Path
) -> None:
    assert_ours(visitor.get(CHANGE), "Ganti alamat e-mail")
    assert visitor.post(CHANGE, {"email": " Rina.Baru@Surat.example"})["Location"] == CONFIRM
    assert_ours(visitor.get(CONFIRM), "Masukkan kode")
    assert letters(mail_folder)[-1]["To"] == NEW
    assert User.objects.get().email == ADDRESS
    assert visitor.post(CONFIRM, {"code": code(mail_folder)})["Location"] == "/akun/data/"
    user = User.objects.get()
    kept = EmailAddress.objects.get()
    assert (user.email, kept.email, kept.verified, kept.primary) == (NEW, NEW, True, True)
    told = letters(mail_folder)[-2:]
    assert sorted(letter["To"] for letter in told) == [NEW, ADDRESS]
    assert {letter["Subject"] for letter in told} == {"Alamat e-mail akun LAPOR Anda diganti"}
    assert NEW not in mailbox.text(next(one for one in told if one["To"] == ADDRESS))
    assert words(visitor.get("/akun/data/")).count(NEW) == 1


def test_an_address_with_an_account_is_not_given_away(visitor: Client, mail_folder: Path) -> None:
    citizen(NEW)
    assert visitor.post(CHANGE, {"email": NEW})["Location"] == CONFIRM
    [letter] = letters(mail_folder)
    assert letter["To"] == NEW
    assert not re.search(r"\d{6}", mailbox.text(letter))
    for guess in ("000000", "123456", "999999"):
        assert errors(visitor.post(CONFIRM, {"code": guess}))
    assert set(User.objects.values_list("email", flat=True)) == {ADDRESS, NEW}


def test_somebody_who_took_the_address_meanwhile_keeps_it(
    visitor: Client, mail_folder: Path
) -> None:
    visitor.post(CHANGE, {"email": NEW})
    digits = code(mail_folder)
    other = citizen(NEW)
    assert visitor.post(CONFIRM, {"code": digits}).status_code == 422
    assert User.objects.get(email=NEW) == other
    assert EmailAddress.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize(
    "typed", ["", "x", "a@b", f"{'a' * 250}@surat.example", "a\r\nb@c.example"]
)
def test_what_is_no_address_gets_a_sentence(visitor: Client, mail_folder: Path, typed: str) -> None:
    page = visitor.post(CHANGE, {"email": typed})
    assert page.status_code == 422
    assert len(errors(page)) == 1
    assert letters(mail_folder) == []


def test_the_same_address_is_no_change(visitor: Client) -> None:
    assert errors(visitor.post(CHANGE, {"email": ADDRESS.upper()})) == [
        "Ini alamat yang sekarang. Tulis alamat yang baru."
    ]


def test_a_code_without_a_question_is_wrong(visitor: Client) -> None:
    assert visitor.post(CONFIRM, {"code": "123456"}).status_code == 422


@pytest.mark.parametrize("path", [NAME, CHANGE, CONFIRM])
def test_an_officers_account_belongs_to_the_office(
    officer: User, mail_folder: Path, path: str
) -> None:
    client = signed_in(officer)
    for page in (client.get(path), client.post(path, {"name": "x", "email": NEW, "code": "1"})):
        assert page.status_code == 403
        assert "Akun petugas tidak dapat diubah atau dihapus sendiri" in words(page)
    assert User.objects.get().name == "Sri Wahyuni"
