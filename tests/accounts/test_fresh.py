"""Before something that cannot be taken back: the same person, proved once more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from tests import mailbox
from tests.accounts.steps import PASSWORD, assert_ours, letters
from tests.citizens.account.visitors import ADDRESS, citizen, signed_in
from tests.citizens.pages import errors, words

pytestmark = pytest.mark.django_db
BY_MAIL = "/akun/pastikan/surat/?next=%2Fakun%2Fdata%2Fnama%2F"
NAME = "/akun/data/nama/"


def code(folder: Path) -> str:
    found = re.search(r"memastikan bahwa ini Anda: (\d{6})\n", mailbox.text(letters(folder)[-1]))
    assert found
    return found[1]


@pytest.fixture
def stale(mail_folder: Path) -> Client:
    return signed_in(citizen(), seconds_ago=601)


def test_a_sign_in_of_a_moment_ago_is_enough(mail_folder: Path) -> None:
    assert signed_in(citizen(), seconds_ago=590).get(NAME).status_code == 200


def test_an_older_one_leads_to_a_code_and_back(stale: Client, mail_folder: Path) -> None:
    asked = stale.get(NAME, follow=True)
    assert asked.redirect_chain[-1][0] == "/akun/pastikan/surat/?next=%2Fakun%2Fdata%2Fnama%2F"
    assert_ours(asked, "Pastikan ini Anda")
    assert letters(mail_folder) == []
    assert stale.post(BY_MAIL, {"action": "send"})["Location"] == BY_MAIL
    assert [letter["To"] for letter in letters(mail_folder)] == [ADDRESS]
    assert_ours(stale.get(BY_MAIL), "Pastikan ini Anda")
    digits = code(mail_folder)
    typed = f" {digits[:3]} {digits[3:]}"
    assert stale.post(BY_MAIL, {"code": typed, "next": NAME})["Location"] == NAME
    assert stale.get(NAME).status_code == 200
    assert errors(stale.post(BY_MAIL, {"code": digits}))  # good once


def test_what_was_posted_is_done_after_the_proof(stale: Client, mail_folder: Path) -> None:
    asked = stale.post(NAME, {"name": "Rina Baru"}, follow=True)
    path = asked.redirect_chain[-1][0]
    assert User.objects.get().name == "Rina Penguji"
    stale.post(path, {"action": "send"})
    done = stale.post(path, {"code": code(mail_folder), "next": NAME})
    assert done["Location"] == "/akun/data/"
    assert User.objects.get().name == "Rina Baru"


def test_wrong_codes_end_the_code(stale: Client, mail_folder: Path) -> None:
    stale.post(BY_MAIL, {"action": "send"})
    for wrong in ("000000", "", "x" * 41):
        page = stale.post(BY_MAIL, {"code": wrong})
        assert page.status_code == 200
        assert errors(page)
    for _ in range(2):
        stale.post(BY_MAIL, {"code": "000000"})
    assert errors(stale.post(BY_MAIL, {"code": code(mail_folder)}))
    assert stale.get(NAME).status_code == 302


def test_a_code_grows_old(stale: Client, mail_folder: Path) -> None:
    stale.post(BY_MAIL, {"action": "send"})
    digits = code(mail_folder)
    with time_machine.travel(16 * 60 + __import__("time").time(), tick=False):
        assert errors(stale.post(BY_MAIL, {"code": digits}))


def test_codes_are_not_sent_without_end(stale: Client, mail_folder: Path) -> None:
    pages = [stale.post(BY_MAIL, {"action": "send"}) for _ in range(5)]
    assert len(letters(mail_folder)) == 3
    assert "Terlalu sering." in words(pages[-1])


def test_another_site_is_no_place_to_go_back_to(stale: Client, mail_folder: Path) -> None:
    path = "/akun/pastikan/surat/?next=https://jahat.example/"
    stale.post(path, {"action": "send"})
    data = {"code": code(mail_folder), "next": "https://jahat.example/"}
    assert stale.post(path, data)["Location"] == "/akun/laporan/"


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    for path in (NAME, "/akun/pastikan/surat/"):
        assert client.get(path)["Location"].startswith("/akun/masuk/?next=")


def test_who_has_a_password_is_asked_for_it(officer: User, mail_folder: Path) -> None:
    client = signed_in(officer, seconds_ago=601)
    asked = client.get("/akun/data/unduh/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/akun/pastikan/?next=")
    answer = client.post("/akun/pastikan/", {"password": PASSWORD, "next": "/akun/data/"})
    assert answer["Location"] == "/akun/data/"
