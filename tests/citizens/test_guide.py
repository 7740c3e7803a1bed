"""Help in plain words, and a trouble with these pages as an ordinary report."""

from __future__ import annotations

import pytest
from django.test import Client

from complaints.citizens.filing import cookies
from complaints.citizens.guide import page_of
from complaints.models import Complaint, FilingDraft
from routing import defaults
from tests import town as t
from tests.citizens.pages import hidden, words

pytestmark = pytest.mark.django_db

GUIDE = {
    "/bantuan/": "Paling banyak 10 foto atau PDF",
    "/bantuan/privasi/": "Undang-Undang Nomor 27 Tahun 2022",
    "/bantuan/yang-dapat-dilaporkan/": "Ombudsman RI",
    "/bantuan/aksesibilitas/": "WCAG 2.2 tingkat AA",
}


@pytest.mark.parametrize(("path", "sentence"), GUIDE.items())
def test_a_page_of_the_guide_says_what_it_is_for_and_marks_itself(
    client: Client, town: t.Town, path: str, sentence: str
) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert sentence in words(page)
    assert f'<li><a href="{path}" aria-current="page">' in page.content.decode()


def test_every_page_leads_to_the_form_about_itself(client: Client, town: t.Town) -> None:
    for path in ("/", "/lacak/", "/laporan/"):
        html = client.get(path).content.decode()
        assert f'href="/bantuan/masalah-layanan/?dari={path}"' in html


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/lapor/tanya/cerita/", "Halaman /lapor/tanya/cerita/"),
        ("/lacak/K7QM2XWA/jawab/", "Halaman /lacak/…/jawab/"),
        ("/lacak/k7qm2xwa/?kunci=rahasia", "Halaman /lacak/…/"),
        ("https://contoh.id/lain/", "Halaman /lain/"),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("/" + "x" * 400, "Halaman /" + "x" * 149),
        ("", ""),
    ],
)
def test_a_page_is_named_without_tickets_keys_and_hosts(address: str, place: str) -> None:
    assert page_of(address) == place


def test_a_trouble_with_these_pages_becomes_an_ordinary_report(
    client: Client, town: t.Town
) -> None:
    defaults.install()
    form = client.get("/bantuan/masalah-layanan/", {"dari": "/laporan/"})
    assert "no-store" in form["Cache-Control"]
    answers = {**hidden(form), "text": "Tombol cari tidak berbuat apa-apa."}
    checked = client.post("/lapor/periksa/", answers)
    assert "Periksa laporan Anda" in words(checked)
    client.post("/lapor/terkirim/", hidden(checked))
    report = Complaint.objects.get()
    assert (report.kind, report.place_text) == ("complaint", "Halaman /laporan/")
    assert report.category is not None
    assert report.category.code == "internet-layanan-digital"


def test_an_empty_form_says_what_is_missing_and_keeps_the_page(
    client: Client, town: t.Town
) -> None:
    defaults.install()
    answers = {**hidden(client.get("/bantuan/masalah-layanan/?dari=/lacak/")), "text": ""}
    page = client.post("/lapor/periksa/", answers)
    assert page.status_code == 422
    assert "Ceritakan apa yang terjadi." in words(page)
    assert "Halaman /lacak/" in page.content.decode()


def test_the_draft_of_another_report_stays(client: Client, town: t.Town) -> None:
    defaults.install()
    client.post("/lapor/tanya/jenis/", {"kind": "aspiration"})
    token = client.cookies[cookies.COOKIE].value
    form = client.get("/bantuan/masalah-layanan/", {"dari": "/lapor/"})
    assert "Draf laporan Anda yang lain tetap tersimpan." in words(form)
    client.post("/lapor/periksa/", {**hidden(form), "text": "Tombolnya rusak."})
    assert client.cookies[cookies.COOKIE].value == token
    assert FilingDraft.objects.count() == 1
