"""Passkeys: made, named and removed by their owner; a way in beside the mailed code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from accounts.passkeys import MOST_KEYS
from tests.accounts.passkeys import SoftKey
from tests.accounts.steps import PASSWORD, Page, assert_ours, letters
from tests.citizens.account.visitors import ADDRESS, citizen, signed_in
from tests.citizens.pages import errors, words

pytestmark = pytest.mark.django_db
KEYS, ADD, ENTER = "/akun/kunci/", "/akun/kunci/tambah/", "/akun/masuk/kunci/"
JSON = {"accept": "application/json"}
EMPTY = '{"id":"YQ","rawId":"YQ","type":"public-key","response":%s}'
HOSTILE = [
    *("", "x", "[]", "1", "null", '"x"', "{}", '{"id": 1}', '{"response": []}', EMPTY % "{}"),
    EMPTY % '{"clientDataJSON":"e30","authenticatorData":"e30","signature":"e30"}',
    EMPTY % '{"clientDataJSON":"e30","signature":"e30","userHandle":"____"}',
    EMPTY % '{"clientDataJSON":"e30","attestationObject":"e30"}',
    *("9" * 5000, "[" * 100_000, EMPTY % ("[" * 900 + "]" * 900)),
    '{"id": "\\u0000", "rawId": "é", "type": "x", "response": {"userHandle": "\\ud800"}}',
]


def add(client: Client, key: SoftKey, name: str = "HP saya", **changes: object) -> Page:
    options = json.loads(client.get(ADD).context["options"])
    return client.post(ADD, {"name": name, "credential": key.made_for(options, **changes)})


def knock(client: Client, key: SoftKey, **more: str) -> Page:
    options = client.get(ENTER, headers=JSON).json()["request_options"]
    return client.post(ENTER, {"credential": key.signed(options), **more}, headers=JSON)


@pytest.fixture
def user(mail_folder: Path) -> User:
    return citizen()


def test_a_key_is_made_listed_and_told_by_mail(user: User, mail_folder: Path) -> None:
    client = signed_in(user)
    assert "Belum ada kunci sandi" in words(client.get(KEYS))
    assert_ours(client.get(ADD), "Tambah kunci sandi")
    assert add(client, SoftKey())["Location"] == KEYS
    assert_ours(client.get(KEYS), "Kunci sandi")
    assert "HP saya" in words(client.get(KEYS))
    [letter] = letters(mail_folder)
    assert (letter["To"], letter["Subject"]) == (ADDRESS, "Kunci sandi baru di akun LAPOR Anda")


def test_a_key_opens_the_door_without_a_code_or_a_second_step(user: User) -> None:
    key, visitor = SoftKey(), Client()
    add(signed_in(user), key)
    assert knock(visitor, key)["Location"] == "/akun/laporan/"
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert knock(Client(), key, next="/akun/data/")["Location"] == "/akun/data/"
    assert knock(Client(), key, next="https://jahat.example/")["Location"] == "/akun/laporan/"


def test_the_code_still_opens_the_door(user: User, mail_folder: Path) -> None:
    add(signed_in(user), SoftKey())
    visitor = Client()
    visitor.post("/akun/masuk/", {"email": ADDRESS})
    code = str(letters(mail_folder)[-1].get_body(("plain",)))
    digits = code.split("Kode masuk Anda: ")[1][:6]
    response = visitor.post("/akun/masuk/kode/", {"code": digits})
    assert response["Location"] == "/akun/laporan/"
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


def test_an_unknown_key_leads_back_to_the_code(user: User) -> None:
    known, stranger = SoftKey(), SoftKey()
    add(signed_in(user), known)
    stranger.handle = known.handle
    visitor = Client()
    assert (
        knock(visitor, stranger, next="/akun/data/")["Location"]
        == "/akun/masuk/?next=%2Fakun%2Fdata%2F"
    )
    assert "Kunci sandi ini tidak dikenal." in words(visitor.get("/akun/masuk/"))
    assert "_auth_user_id" not in visitor.session


def test_an_answer_is_good_once(user: User) -> None:
    key, visitor = SoftKey(), Client()
    add(signed_in(user), key)
    options = visitor.get(ENTER, headers=JSON).json()["request_options"]
    answer = key.signed(options)
    assert visitor.post(ENTER, {"credential": answer})["Location"] == "/akun/laporan/"
    visitor.post("/akun/keluar/")
    assert visitor.post(ENTER, {"credential": answer})["Location"] == "/akun/masuk/"


def test_an_answer_with_another_signature_is_refused(user: User) -> None:
    key, other, visitor = SoftKey(), SoftKey(), Client()
    add(signed_in(user), key)
    key.pair = other.pair
    assert knock(visitor, key)["Location"] == "/akun/masuk/"
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("credential", HOSTILE)
def test_hostile_answers_get_a_sentence(user: User, credential: str) -> None:
    visitor = Client()
    visitor.get(ENTER, headers=JSON)
    assert visitor.post(ENTER, {"credential": credential})["Location"] == "/akun/masuk/"
    client = signed_in(user)
    client.get(ADD)
    page = client.post(ADD, {"credential": credential, "name": "HP"})
    assert page.status_code == 200
    assert errors(page)[0].startswith("Kunci sandi")
    assert not Authenticator.objects.exists()


def test_a_device_that_does_not_ask_who_holds_it_is_refused(user: User) -> None:
    page = add(signed_in(user), SoftKey(verifies=False))
    assert page.status_code == 200
    assert not Authenticator.objects.exists()


def test_nothing_but_the_key_is_kept_of_what_the_browser_sent(user: User) -> None:
    add(signed_in(user), SoftKey(), junk="x" * 9000, authenticatorAttachment="platform")
    kept = Authenticator.objects.get().data["credential"]
    assert set(kept) == {"id", "rawId", "type", "response", "clientExtensionResults"}


def test_a_key_without_a_name_gets_one_and_a_long_name_is_refused(user: User) -> None:
    client = signed_in(user)
    add(client, SoftKey(), name="")
    assert Authenticator.objects.get().wrap().name == "Kunci 1"
    assert errors(add(client, SoftKey(), name="x" * 61)) == [
        "Nama kunci: Paling panjang 60 karakter."
    ]


def test_a_key_is_renamed_and_removed_by_its_owner_alone(user: User, mail_folder: Path) -> None:
    client = signed_in(user)
    add(client, SoftKey())
    pk = Authenticator.objects.get().pk
    stranger = signed_in(citizen("lain@surat.example"))
    for path in (f"{KEYS}{pk}/nama/", f"{KEYS}{pk}/hapus/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, {"name": "x"}).status_code == 404
    assert_ours(client.get(f"{KEYS}{pk}/nama/"), "Ganti nama kunci")
    assert errors(client.post(f"{KEYS}{pk}/nama/", {"name": " "})) == ["Tulis nama kunci."]
    client.post(f"{KEYS}{pk}/nama/", {"name": "HP <b>baru</b>"})
    assert "HP &lt;b&gt;baru&lt;/b&gt;" in client.get(KEYS).content.decode()
    assert client.post(f"{KEYS}{pk}/hapus/")["Location"] == KEYS
    assert not Authenticator.objects.exists()
    assert client.post(f"{KEYS}{pk}/hapus/").status_code == 404
    assert letters(mail_folder)[-1]["Subject"] == "Kunci sandi dihapus dari akun LAPOR Anda"


def test_there_is_an_end_to_keys(user: User) -> None:
    client = signed_in(user)
    for _ in range(MOST_KEYS):
        add(client, SoftKey())
    assert errors(add(client, SoftKey())) == [
        "Sudah ada 10 kunci. Hapus dahulu yang tidak dipakai."
    ]


def test_keys_ask_for_a_fresh_sign_in(user: User) -> None:
    stale = signed_in(user, seconds_ago=700)
    assert stale.get(ADD)["Location"].startswith("/akun/pastikan/?next=")
    add(signed_in(user), SoftKey())
    pk = Authenticator.objects.get().pk
    assert stale.post(f"{KEYS}{pk}/hapus/")["Location"].startswith("/akun/pastikan/?next=")
    assert Authenticator.objects.exists()


def test_a_key_proves_once_more_who_it_is(user: User) -> None:
    key = SoftKey()
    add(signed_in(user), key)
    client = signed_in(user, seconds_ago=700)
    page = client.get("/akun/pastikan/kunci/?next=/akun/kunci/tambah/")
    assert_ours(page, "Pastikan ini Anda")
    answer = {"credential": key.signed(json.loads(page.context["options"])), "next": ADD}
    assert client.post("/akun/pastikan/kunci/", answer)["Location"] == ADD
    assert client.get(ADD).status_code == 200


def test_an_officers_key_is_a_second_step_after_the_password(
    officer: User, mail_folder: Path
) -> None:
    key, client = SoftKey(), Client()
    data = {"login": officer.email, "password": PASSWORD}
    client.post("/akun/masuk/petugas/", data)
    add(client, key)
    assert client.get(ADD).status_code == 200
    visitor = Client()
    assert visitor.post("/akun/masuk/petugas/", data)["Location"] == "/akun/masuk/dua-langkah/"
    page = visitor.get("/akun/masuk/dua-langkah/")
    assert_ours(page, "Langkah kedua")
    wrong = visitor.post("/akun/masuk/dua-langkah/", {"credential": "{}"})
    assert "Kunci sandi ini tidak dikenal." in words(wrong)
    options = json.loads(wrong.context["webauthn_options"])
    answer = visitor.post("/akun/masuk/dua-langkah/", {"credential": key.signed(options)})
    assert answer["Location"] == "/meja/"
    assert knock(Client(), key)["Location"] == "/meja/"


def test_a_closed_account_stays_closed(user: User) -> None:
    key = SoftKey()
    add(signed_in(user), key)
    User.objects.update(is_active=False)
    assert knock(Client(), key)["Location"] == "/akun/ditutup/"
