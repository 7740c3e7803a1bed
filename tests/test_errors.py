"""Requests that cannot be read get a page that says how to go on."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_more_text_than_the_server_reads_is_answered_with_how_to_go_on() -> None:
    page = Client().post("/lapor/periksa/", {"text": "rusak " * 420_000}, secure=True)
    assert (page.status_code, "Kiriman ini terlalu besar" in page.content.decode()) == (413, True)


def test_more_fields_than_a_form_has_are_answered_with_how_to_go_on() -> None:
    fields = {f"field-{number}": "x" for number in range(600)}
    page = Client().post("/lapor/periksa/", fields, secure=True)
    assert (page.status_code, "Kiriman ini terlalu besar" in page.content.decode()) == (413, True)


def test_what_cannot_be_read_is_answered_with_the_towns_own_page() -> None:
    page = Client().get("/", headers={"host": "not-this-town.example"}, secure=True)
    html = page.content.decode()
    assert (page.status_code, "Permintaan ini tidak dapat kami baca" in html) == (400, True)
    assert "Kota Palangka Raya" in html


def test_summary_names_the_field_that_is_too_long() -> None:
    answers = {"kind": "information", "text": "Apa syaratnya?", "title": "j" * 101}
    page = Client().post("/lapor/periksa/", answers).content.decode()
    assert "Judul laporan: Terlalu panjang: 101 karakter. Paling banyak 100 karakter." in page
