"""Guessing a password is slowed per account and per address, and says how long to wait."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.limits import in_words
from accounts.models import User
from tests.accounts.steps import PASSWORD

pytestmark = pytest.mark.django_db
WAIT = re.compile(r"Terlalu banyak percobaan\. Tunggu (\d+ (?:detik|menit)), lalu coba lagi\.")


def guess(client: Client, address: str, password: str = "salah") -> str:
    data = {"login": address, "password": password}
    answer = client.post(reverse("account_login"), data)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize("address", ["sri@pupr.example", "tidak-ada@pupr.example"])
def test_the_sixth_guess_of_one_account_waits_whoever_it_is(
    client: Client, officer: User, address: str
) -> None:
    with time_machine.travel("2026-07-06 09:00 +07:00", tick=False) as traveller:
        for _ in range(5):
            assert "Alamat e-mail atau kata sandi tidak cocok." in guess(client, address)
            traveller.shift(1)
        found = WAIT.search(guess(client, address))
        assert found is not None
        assert found[1] == "5 menit"
        traveller.shift(250)
        found = WAIT.search(guess(client, address, PASSWORD))  # the right one waits too
        assert found is not None
        assert found[1] == "45 detik"
        traveller.shift(46)
        assert WAIT.search(guess(client, address)) is None


def test_guesses_from_one_address_wait_whatever_account_is_tried(client: Client) -> None:
    with time_machine.travel("2026-07-06 09:00 +07:00", tick=False):
        for number in range(10):
            assert WAIT.search(guess(client, f"petugas{number}@pupr.example")) is None
        found = WAIT.search(guess(client, "petugas11@pupr.example"))
        assert found is not None
        assert found[1] == "60 detik"


def test_somebody_else_signs_in_meanwhile(client: Client, officer: User) -> None:
    for _ in range(6):
        guess(client, "tidak-ada@pupr.example")
    assert guess(client, officer.email, PASSWORD) == ""
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("seconds", "words"), [(-3, ""), (0, ""), (0.2, "1 detik"), (60, "60 detik"), (61, "2 menit")]
)
def test_seconds_are_said_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
