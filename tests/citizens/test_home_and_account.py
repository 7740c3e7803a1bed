"""Home and help."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from agencies import law
from agencies.models import Promise
from complaints.figures import folding
from tests import town as t
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db


def test_home_leads_to_reporting_and_tracking(client: Client, town: t.Town) -> None:
    html = client.get("/").content.decode()
    assert 'class="button button-accent button-big" href="/lapor/"' in html
    assert 'action="/lacak/"' in html
    assert 'action="/laporan/"' in html


def test_home_tells_the_five_steps_with_the_towns_numbers(client: Client, town: t.Town) -> None:
    Promise.objects.filter(clock="verification", case="").update(amount=7)
    law.forget()
    page = words(client.get("/"))
    for limit in ("lama 7 hari kerja", "lama 5 hari kerja", "lama 14 hari kerja", "10 hari kerja"):
        assert limit in page


def test_home_shows_the_latest_public_reports_only(client: Client, town: t.Town) -> None:
    t.submit(text="Belum diperiksa sama sekali")
    t.forwarded(town)
    t.forwarded(town, is_secret=True)
    assert len(client.get("/").context["cards"]) == 1


def test_figures_come_from_the_kept_sums_folded_or_not(client: Client, town: t.Town) -> None:
    for _ in range(11):
        t.submit()
    folding.fold_all()
    t.submit()
    shown = {one["label"]: one["value"] for one in client.get("/").context["figures"]}
    assert shown == {
        "Laporan diterima": "12",
        "Sudah ditangani": "0",
        "Sedang dikerjakan": "0",
        "Menunggu": "12",
    }


def test_a_count_below_ten_is_not_told_exactly(client: Client, town: t.Town) -> None:
    t.submit(is_secret=True)
    shown = {one["label"]: one["value"] for one in client.get("/").context["figures"]}
    assert shown["Laporan diterima"] == "kurang dari 10"


def test_sealed_reports_are_in_no_figure(client: Client, town: t.Town) -> None:
    t.submit(misconduct="yes")
    shown = {one["label"]: one["value"] for one in client.get("/").context["figures"]}
    assert shown["Laporan diterima"] == "0"


@pytest.mark.parametrize("rows", [1, 3])
def test_home_reads_in_few_queries(
    client: Client, town: t.Town, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        t.forwarded(town)
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_home_offers_a_found_draft_without_its_words(client: Client, town: t.Town) -> None:
    assert "Lanjutkan draf" not in words(client.get("/"))
    client.post("/lapor/tanya/jenis/", {"kind": "complaint"})
    client.post("/lapor/tanya/cerita/", {"text": "Kata yang tidak boleh tampak"})
    page = client.get("/")
    assert 'action="/lapor/lanjutkan-draf/"' in page.content.decode()
    assert 'action="/lapor/hapus-draf/"' in page.content.decode()
    assert "Kata yang tidak boleh tampak" not in words(page)
    assert "no-store" in page["Cache-Control"]


def test_home_leads_to_the_reports_of_a_kelurahan(client: Client, town: t.Town) -> None:
    html = client.get("/").content.decode()
    ward = town.langkai
    assert f'<option value="{ward.code}">{ward.name}</option>' in html
    assert client.get("/laporan/", {"kelurahan": ward.code}).status_code == 200
