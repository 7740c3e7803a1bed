"""Our reports as an export: there and back the same, no name, nothing sealed, nothing calculated."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from complaints import actions
from complaints.models import Complaint, ImportRun
from complaints.privacy import Contact
from complaints.sp4n import exporting
from complaints.sp4n.columns import TITLES
from lapor.database import as_owner
from tests import town as t
from tests.sp4n import files
from tests.sp4n.steps import imported, report

FIELDS = tuple(TITLES)


def exported() -> list[dict[str, str]]:
    """Return the present export, a dictionary by field for each report."""
    return [dict(zip(FIELDS, row, strict=True)) for row in exporting.rows()]


def say(*arguments: Any, **options: Any) -> str:
    """Run a command and return what it said."""
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_an_export_says_what_a_report_is_without_its_name(town: t.Town) -> None:
    t.followed_up(town, region=town.langkai, contact=Contact(name="Siti Contoh"))
    (row,) = exported()
    one = Complaint.objects.get()
    assert (row["tracking_id"], row["name"]) == (one.code, "")
    assert (row["status"], row["agency"]) == ("Sedang Ditindaklanjuti", "Dinas PUPR")
    assert (row["klass"], row["channel"]) == ("Pengaduan Tidak Berkadar Pengawasan", "Website")
    assert (row["city"], row["district"], row["ward"]) == ("Palangka Raya", "Pahandut", "Langkai")
    assert (row["text"], row["category_id"]) == (one.text, "928")


def test_sealed_reports_and_hidden_words_are_not_exported(town: t.Town) -> None:
    t.submit(misconduct="yes", sealed_against=town.pupr, text="Rahasia besar tersegel sekali.")
    hidden = t.submit(hides_reporter=True, text="Saya Siti Contoh dari gang buntu.")
    actions.verify(hidden, by=town.verifier, **t.verification(town, working_text="Jalan rusak."))
    (row,) = exported()
    assert (row["kind"], row["text"], row["final_text"]) == ("Anonim", "Jalan rusak.", "")
    assert "Siti" not in str(row)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["ekspor.xlsx", "ekspor.csv"])
def test_there_and_back_is_the_same(tmp_path: Path, name: str) -> None:
    town = t.build()
    t.resolved(town, region=town.langkai)
    t.followed_up(town, text="=HYPERLINK(1)\n-bukan rumus", hides_reporter=True)
    t.submit(is_secret=True)
    imported(files.xlsx(tmp_path / "a.xlsx", AWKWARD), town)
    first, path = exported(), tmp_path / name
    assert say("export_sp4n", path) == f"{len(first)} laporan ditulis ke {path}.\n"
    with as_owner():
        empty_reports()
    assert exported() == []
    run = imported(path, town)
    assert run.result["created"] == len(first) == 8
    assert exported() == first


AWKWARD = [
    files.row(7000001, kind="Anonim|Rahasia", klass="Pengaduan Berkadar Pengawasan"),
    files.row(7000002, klass=None, agency=None, agency_id=None, status="Belum Terverifikasi"),
    files.row(7000003, channel="Instagram", status="Konten Terblokir", reason="Mengandung SARA"),
    files.row(7000004, agency="Dinas Entah", text="=1+1", final_text="+62 baris\n\nbaru"),
    files.row(7000005, ward=None, district=None, status="Menunggu Kelengkapan Informasi"),
]


def empty_reports() -> None:
    """Take all reports out of the town; only the owner of the tables may."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for table in ("complaints_event", "complaints_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("TRUNCATE complaints_complaint CASCADE")
        for table in ("complaints_event", "complaints_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_nothing_in_an_export_is_calculated(town: t.Town, tmp_path: Path) -> None:
    t.submit(title="=cmd|' /C calc'!A0", text="@SUM(1+1)*cmd dan seterusnya panjang")
    path = tmp_path / "a.xlsx"
    exporting.write(path, exporting.rows())
    book = load_workbook(path, read_only=True)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    book.close()
    assert {cell.data_type for cell in cells} == {"s"}
    said = "".join(exporting.separated(exporting.rows()))
    (row,) = list(csv.DictReader(io.StringIO(said.lstrip("\ufeff"))))
    assert row["Judul Laporan"].startswith("'=cmd")
    assert row["Isi Laporan Awal"].startswith("'@SUM")


def test_the_command_shows_first_and_imports_on_a_yes(town: t.Town, tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "a.xlsx", [files.row(1, agency="Bina Marga", agency_id=None)])
    said = say("import_sp4n", path)
    assert "Laporan yang dapat diimpor: 1, semuanya baru" in said
    assert "Tambahkan --yes" in said
    assert ImportRun.objects.get().state == ImportRun.State.CANCELLED
    assert not Complaint.objects.exists()
    said = say(
        "import_sp4n", path, "--yes", "--map", "Bina Marga=pupr", "--by", town.verifier.email
    )
    assert said.endswith("1 laporan baru diimpor.\n")
    assert report(1).lead == town.pupr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "siapa@contoh.example"], "bukan admin instansi"),
        (["--map", "Bina Marga=tidak-ada"], "tulis NAMA=KODE"),
        ([], "tidak dapat dibuka"),
    ],
)
def test_the_command_refuses_with_a_sentence(
    town: t.Town, tmp_path: Path, arguments: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("import_sp4n", tmp_path / "tidak-ada.xlsx", "--yes", *arguments)
    with pytest.raises(CommandError, match=r"harus berakhir \.xlsx atau \.csv"):
        call_command("export_sp4n", tmp_path / "a.pdf")
