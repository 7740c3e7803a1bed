"""Home and the guide as people meet them, and a trouble with these pages told from one of them."""

from __future__ import annotations

import pytest

from complaints.models import Complaint
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import SCHEMES, Scheme

GUIDE = ("Cara kerja", "Privasi", "Yang dapat dilaporkan", "Aksesibilitas")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_home_and_every_page_of_the_guide_can_be_read(
    town: t.Town, welcome: Welcome, scheme: Scheme
) -> None:
    t.forwarded(town)
    visitor = welcome(scheme=scheme)
    visitor.open("/")
    visitor.follow("Bagaimana ini bekerja")
    for name in GUIDE:
        visitor.follow(name, within="nav.tabs")
        assert visitor.page.locator("nav.tabs [aria-current]").all_text_contents() == [name]


def test_home_offers_the_draft_that_was_left(town: t.Town, welcome: Welcome) -> None:
    visitor = welcome(scripts=False)
    visitor.open("/lapor/")
    visitor.page.locator("button[value=complaint]").click()
    visitor.open("/")
    visitor.sees("Ada laporan yang belum terkirim")
    visitor.press("Lanjutkan draf")
    assert "/lapor/tanya/" in visitor.page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_a_trouble_is_told_from_the_page_it_is_about(
    town: t.Town, welcome: Welcome, scripts: bool
) -> None:
    visitor = welcome(scripts=scripts)
    visitor.open("/laporan/")
    visitor.follow("Masalah dengan layanan ini?", within="footer")
    assert visitor.page.locator("[name=place_text]").input_value() == "Halaman /laporan/"
    visitor.write("Apa yang terjadi?", "Tombol cari tidak berbuat apa-apa.")
    visitor.press("Periksa lalu kirim")
    visitor.sees("Tombol cari tidak berbuat apa-apa.", "Halaman /laporan/")
    visitor.press("Kirim laporan")
    assert steps.receipt_on(visitor).ticket == Complaint.objects.get().code
