"""Every address of the account × everybody: who gets in, who is sent where, who finds nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import town as t
from tests.citizens.account.visitors import citizen, filed_by, signed_in

pytestmark = pytest.mark.django_db

SIGN_IN, CONFIRM, OFFICE = "/akun/masuk/", "/akun/pastikan/", "/akun/masuk/petugas/"
TABLE = {
    # address: stranger, owner, owner who signed in long ago, other citizen, officer
    "/akun/laporan/": (SIGN_IN, 200, 200, 200, 200),
    "/akun/laporan/tambah/": (SIGN_IN, 200, 200, 200, 200),
    "/akun/laporan/CODE/simpan/": (SIGN_IN, 200, 200, "/lacak/", "/lacak/"),
    "/akun/laporan/CODE/kontak/": (SIGN_IN, 200, CONFIRM, 404, 404),
    "/akun/laporan/CODE/hapus/": (SIGN_IN, 200, CONFIRM, 404, 404),
    "/akun/data/": (SIGN_IN, 200, 200, 200, 200),
    "/akun/data/unduh/": (SIGN_IN, "/akun/data/", CONFIRM, "/akun/data/", "/akun/data/"),
    "/akun/data/hapus/": (SIGN_IN, 200, CONFIRM, 200, 403),
    "/akun/data/nama/": (SIGN_IN, 200, CONFIRM, 200, 403),
    "/akun/data/e-mail/": (SIGN_IN, 200, CONFIRM, 200, 403),
    "/akun/data/e-mail/kode/": (SIGN_IN, 200, CONFIRM, 200, 403),
    "/akun/kunci/": (SIGN_IN, 200, 200, 200, 200),
    # An officer who signed in just now and has no second step yet is not asked twice.
    "/akun/kunci/tambah/": (SIGN_IN, 200, CONFIRM, 200, 200),
    "/akun/kunci/1/nama/": (SIGN_IN, 404, CONFIRM, 404, 404),
    "/akun/kunci/1/hapus/": (SIGN_IN, 404, CONFIRM, 404, 404),
    "/akun/dua-langkah/pasang/": (SIGN_IN, 200, CONFIRM, 200, 200),
    "/akun/dua-langkah/lepas/": (SIGN_IN, 404, CONFIRM, 404, 404),
    "/akun/dua-langkah/cadangan/": (SIGN_IN, 404, CONFIRM, 404, 404),
    "/akun/dua-langkah/cadangan/unduh/": (SIGN_IN, 404, CONFIRM, 404, 404),
    "/akun/dua-langkah/wajib/": (OFFICE, 200, 200, 200, 200),
    "/akun/perangkat/": (OFFICE, 200, 200, 200, 200),
    "/akun/pastikan/surat/": (SIGN_IN, 200, 200, 200, CONFIRM),
}


@pytest.mark.parametrize("path", TABLE)
def test_who_gets_in(town: t.Town, path: str) -> None:
    owner = citizen()
    own = filed_by(owner)
    people = (
        Client(),
        signed_in(owner),
        signed_in(owner, seconds_ago=601),
        signed_in(citizen("lain@surat.example")),
        signed_in(town.liaison),
    )
    address = path.replace("CODE", own.code)
    answers = []
    for client in people:
        answer = client.get(address)
        answers.append(
            answer["Location"].partition("?")[0]
            if answer.status_code == 302
            else answer.status_code
        )
    assert tuple(answers) == TABLE[path]


@pytest.mark.parametrize("path", TABLE)
def test_no_page_of_the_account_is_kept_by_a_browser(town: t.Town, path: str) -> None:
    owner = citizen()
    own = filed_by(owner)
    answer = signed_in(owner).get(path.replace("CODE", own.code))
    if answer.status_code == 200:
        assert "no-store" in answer.headers.get("Cache-Control", "")
