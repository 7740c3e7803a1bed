"""``evaluate_routing``: figures of a city's file, and no trace of it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, Region
from complaints.models import Complaint
from routing.models import Category, RouterModel

pytestmark = pytest.mark.django_db

TABLES = (Agency, Region, Category, RouterModel, Complaint)
ROWS = (
    ("Sampah menumpuk", "Sampah di TPS tidak diangkut sudah seminggu, baunya busuk.", "DLH"),
    ("KTP belum jadi", "Blanko e-KTP katanya habis terus sejak bulan lalu.", "Disdukcapil"),
    ("Jalan berlubang", "Aspal jalan depan pasar berlubang dalam sekali.", "Dinas PUPR"),
    ("Air mati", "Air PDAM tidak mengalir lima hari, tagihan jalan terus.", "PDAM"),
)


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """A plain CSV without dates and with a category that says nothing."""
    path = tmp_path / "kota.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Tracking ID", "Judul Laporan", "Isi Laporan Awal", "Instansi Terdisposisi"]
        )
        writer.writerows((number, *row) for number, row in enumerate(ROWS, start=7_000_001))
    return path


def said(path: Path, *options: str) -> str:
    """Return what the command prints."""
    out = StringIO()
    call_command("evaluate_routing", str(path), *options, stdout=out)
    return out.getvalue()


def test_a_cold_city_is_measured_whole_and_leaves_no_trace(undated: Path) -> None:
    before = [table.objects.count() for table in TABLES]
    told = said(undated, "--cold")
    assert told.startswith("4 baris, 4 dengan tujuan, 4 tujuan\n")
    assert "4 diukur: tepat pertama 1.000 · dalam tiga 1.000" in told
    assert "0 dipelajari dalam 0.0 s" in told
    assert [table.objects.count() for table in TABLES] == before


def test_it_says_what_a_file_lacks(undated: Path) -> None:
    with pytest.raises(CommandError, match="Berkas tanpa tanggal: pakai --split random"):
        said(undated)
    with pytest.raises(CommandError, match="Tidak ada baris yang dapat diukur"):
        said(undated, "--cold", "--level", "category")
    undated.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Judul kolom tidak ditemukan"):
        said(undated, "--cold")
