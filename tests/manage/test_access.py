"""Who may open and change which part of *Kelola*."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from complaints.models import SettingsChange
from tests import town as t
from tests.desk.conftest import SignIn
from tests.desk.test_access import OFFICERS

pytestmark = pytest.mark.django_db

KEEPERS = {"verifier", "verifier2", "overseer", "overseer2", "secretary"}
HEADS = {"supervisor", "coordinator"}
READ = {
    "/kelola/": KEEPERS | HEADS,
    "/kelola/riwayat/": KEEPERS,
    "/kelola/pesan/": KEEPERS,
    "/kelola/instansi/": KEEPERS,
    "/kelola/instansi/pupr/": KEEPERS,
    "/kelola/instansi/tambah-baru/": {"verifier", "verifier2"},
    "/kelola/instansi/pupr/ubah/": {"verifier", "verifier2"},
    "/kelola/instansi/pupr/pindah/": {"verifier", "verifier2"},
    "/kelola/instansi/pupr/tutup/": {"verifier", "verifier2"},
    "/kelola/petugas/": KEEPERS | HEADS,
    "/kelola/petugas/undang/": KEEPERS | HEADS,
    "/kelola/petugas/impor/": KEEPERS,
    "/kelola/petugas/impor/contoh.xlsx": KEEPERS,
    "/kelola/kategori/": KEEPERS,
    "/kelola/kategori/tambah/": {"verifier", "verifier2"},
    "/kelola/janji-layanan/": KEEPERS,
    "/kelola/hari-libur/": KEEPERS,
    "/kelola/jam-kerja/": KEEPERS,
    "/kelola/batas/": KEEPERS,
    "/kelola/eskalasi/": KEEPERS,
    "/kelola/alasan/": KEEPERS,
    "/kelola/aturan-disposisi/": KEEPERS,
    "/kelola/instansi-luar/": KEEPERS,
    "/kelola/kata-bahaya/": KEEPERS,
    "/kelola/nomor-darurat/": KEEPERS,
}
POSTED = (
    "/kelola/instansi/pupr/buka/",
    "/kelola/petugas/1/undang-lagi/",
    "/kelola/petugas/peran/1/aktif/",
    "/kelola/petugas/peran/1/tersegel/",
    "/kelola/petugas/peran/1/nonaktif/",
    "/kelola/petugas/impor/abcd/",
)


@pytest.mark.parametrize("page", READ)
def test_pages_open_for_the_roles_that_work_there(page: str, town: t.Town, sign_in: SignIn) -> None:
    opened = {
        who: sign_in(who).get(page).status_code for who in [*OFFICERS, "citizen", "superuser"]
    }
    assert opened == {who: 200 if who in READ[page] else 403 for who in opened}


@pytest.mark.parametrize("page", [*READ, *POSTED])
def test_nobody_gets_in_without_signing_in(page: str, town: t.Town) -> None:
    answer = Client().post(page) if page in POSTED else Client().get(page)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (
        302,
        "/akun/masuk/petugas/",
    )


@pytest.mark.parametrize("page", POSTED)
def test_others_change_nothing(page: str, town: t.Town, sign_in: SignIn) -> None:
    answers = {who: sign_in(who).post(page).status_code for who in ("liaison", "clerk", "citizen")}
    assert answers == {"liaison": 403, "clerk": 403, "citizen": 403}
    assert not SettingsChange.objects.exists()


@pytest.mark.parametrize(
    "page",
    [
        "/kelola/tidak-ada/",
        "/kelola/tidak-ada/tambah/",
        "/kelola/batas/tambah/",
        "/kelola/kategori/999999/",
        "/kelola/kategori/999999999999999999999999/",
        "/kelola/kategori/1/hapus/",
        "/kelola/instansi/tidak-ada/",
        "/kelola/instansi/diskominfo/tutup/",
        "/kelola/petugas/999999/",
        "/kelola/petugas/peran/999999/nonaktif/",
    ],
)
def test_what_is_not_there_is_not_found(page: str, town: t.Town, sign_in: SignIn) -> None:
    assert sign_in("verifier").get(page).status_code == 404


def test_the_head_has_one_link_to_kelola(town: t.Town, sign_in: SignIn) -> None:
    html = sign_in("verifier").get("/meja/").content.decode()
    assert html.count('href="/kelola/"') == 1
    assert 'href="/kelola/"' not in sign_in("liaison").get("/meja/").content.decode()


def test_every_page_says_where_it_lies() -> None:
    folder = Path(settings.BASE_DIR) / "templates" / "manage"
    pages = [one for one in folder.rglob("*.html") if not one.name.startswith("_")]
    without = {one.name for one in pages if "manage/_crumbs.html" not in one.read_text()}
    assert without == {"home.html"}
