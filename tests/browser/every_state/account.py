"""Signing in, and the pages of an account: a citizen's, and an officer's with the second step."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.test import Client, override_settings

from tests import town as t
from tests.accounts.test_devices import FIREFOX, PHONE
from tests.accounts.test_second_step import current_code
from tests.browser.every_state.walking import State, Walk, officer, passing
from tests.citizens.account import visitors


def account(town: t.Town) -> Iterator[State]:
    """Signing in, and what somebody with an account finds there."""
    walk = Walk()
    yield walk.get("sign in", "/akun/masuk/")
    yield walk.post("sign in, wrong", "/akun/masuk/", email="bukan alamat")
    yield walk.post("code asked for", "/akun/masuk/", email="rina@warga.example")
    yield walk.post("code, wrong", "/akun/masuk/kode/", code="000000")
    officer = Walk()
    yield officer.get("officers sign in", "/akun/masuk/petugas/")
    yield officer.post(
        "officers sign in, wrong", "/akun/masuk/petugas/", login="a@b.id", password="x"
    )
    yield officer.get("password forgotten", "/akun/sandi/lupa/")
    yield officer.get("password forgotten, sent", "/akun/sandi/lupa/terkirim/")
    user = visitors.citizen()
    own = Walk(visitors.signed_in(user))
    yield own.get("my reports, none", "/akun/laporan/")
    report = visitors.filed_by(user)
    visitors.filed_by(user, 2)
    yield own.get("my reports", "/akun/laporan/")
    yield own.post("report to add, wrong", "/akun/laporan/tambah/", 422, code="ABCDEFGH")
    for name, path in (
        ("contact", f"/akun/laporan/{report.code}/kontak/"),
        ("erase a report", f"/akun/laporan/{report.code}/hapus/"),
        ("data", "/akun/data/"),
        ("erase all", "/akun/data/hapus/"),
        ("name", "/akun/data/nama/"),
        ("e-mail", "/akun/data/e-mail/"),
        ("passkeys", "/akun/kunci/"),
        ("new passkey", "/akun/kunci/tambah/"),
        ("second step", "/akun/dua-langkah/"),
        ("new second step", "/akun/dua-langkah/pasang/"),
        ("password", "/akun/sandi/"),
        ("leaving", "/akun/keluar/"),
    ):
        yield own.get(f"account: {name}", path)


@passing(
    "account_protect",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_devices",
    "account_end_one",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_change_password",
    "digest_wish",
)
def account_of_an_officer(town: t.Town) -> Iterator[State]:
    """What an officer outside the demo does before the first page of the office, and later."""
    with override_settings(LAPOR_SECOND_STEP=True):
        own = _with_password(town)
        yield own.get("second step is asked for", "/meja/")
        page = own.get("new second step", "/akun/dua-langkah/pasang/")
        yield page
        yield own.post("new second step, wrong", "/akun/dua-langkah/pasang/", code="000000")
        code = current_code(page.answer.context["form"].secret)
        yield own.post("codes to keep", "/akun/dua-langkah/pasang/", code=code)
        yield own.get("second step is there", "/akun/dua-langkah/")
        yield own.get("new codes", "/akun/dua-langkah/cadangan/baru/")
        yield own.get("second step away", "/akun/dua-langkah/lepas/")
        later = officer(town, "liaison")
        yield later.get("second step is asked again", "/meja/")
        yield later.post("second step, wrong", "/akun/pastikan/kode/", code="000000")
        yield later.get("password is asked again", "/akun/pastikan/")
        for name, path in (
            ("passkeys", "/akun/kunci/"),
            ("new passkey", "/akun/kunci/tambah/"),
            ("password", "/akun/sandi/"),
            ("digests", "/akun/ringkasan/"),
        ):
            yield own.get(f"account of an officer: {name}", path)
        yield own.post("digests, wrong", "/akun/ringkasan/", 422, hours="tengah malam")
        _with_password(town, PHONE)
        devices = own.get("devices", "/akun/perangkat/")
        yield devices
        marks = [one["mark"] for one in devices.answer.context["devices"] if not one["here"]]
        yield own.post("a device signed out", f"/akun/perangkat/{marks[0]}/")


def _with_password(town: t.Town, agent: str = FIREFOX) -> Walk:
    """Return the liaison, who signed in with the password."""
    address = {"user": town.liaison, "email": town.liaison.email}
    EmailAddress.objects.get_or_create(**address, verified=True, primary=True)
    client = Client(headers={"user-agent": agent})
    data = {"login": town.liaison.email, "password": t.PASSWORD}
    client.post("/akun/masuk/petugas/", data, follow=True)
    return Walk(client)
