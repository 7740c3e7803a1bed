"""What is not there in *Kelola*, and the ways that lead to it.

Who opens and changes which part says ``tests/access/table.txt``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


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
