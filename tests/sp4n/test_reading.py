"""Reading exports: whatever a city's file looks like, the right rows or one clear sentence."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from complaints.sp4n import cells, reading
from complaints.sp4n.reading import Line, Trouble, Unreadable
from tests.sp4n import files

TOWN = ZoneInfo("Asia/Jakarta")
SENT = datetime(2024, 9, 23, 0, 41, 43, tzinfo=TOWN)


def lines(path: Path) -> list[Line]:
    """Read a whole file."""
    with reading.opened(path) as export:
        return list(export)


def numbers(path: Path) -> list[tuple[int, str]]:
    """Return the rows and numbers of the reports of a file."""
    return [(line.number, line.tracking_id) for line in lines(path)]


def why(path: Path) -> str:
    """Return why a file cannot be used."""
    with pytest.raises(Unreadable) as found:
        lines(path)
    return str(found.value)


def test_a_title_block_may_stand_above_and_a_sum_below(tmp_path: Path) -> None:
    block: list[list[Any]] = [
        ["LAPORAN RINGKAS"],
        ["Instansi", "Pemerintah Kota"],
        *[[]] * 7,
        ["Periode", 2024],
    ]
    rows = [files.row(7000001), [], files.row(7000002), [None, None, "Total: 2"]]
    path = files.xlsx(tmp_path / "a.xlsx", rows, above=block)
    first, second = lines(path)
    assert (first.number, second.number) == (12, 14)
    assert first == Line(
        12,
        tracking_id="7000001",
        sent_at=SENT,
        klass="Pengaduan Tidak Berkadar Pengawasan",
        category_id="928",
        category="Infrastruktur Jalan",
        title="Jalan berlubang nomor 7000001",
        text="Jalan di depan pasar berlubang sejak bulan lalu. Laporan 7000001.",
        channel="Website",
        parent_agency="Pemerintah Kota Palangka Raya",
        agency_id="7101",
        agency="Dinas Pekerjaan Umum dan Penataan Ruang",
        status="Ditutup oleh Sistem",
        province="Kalimantan Tengah",
        city="Kota Palangka Raya",
        district="PAHANDUT",
        ward="LANGKAI",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separated_text_is_read_with_any_separator_and_letters(
    tmp_path: Path, delimiter: str, letters: str
) -> None:
    said = "Café “Sari”; jalan, rusak\n\ttiga\x07 lubang"
    text = files.separated([files.row(1, text=said), files.row(2)], delimiter)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(letters))
    first, second = lines(path)
    assert first.text == "Café “Sari”; jalan, rusak\n\ttiga lubang"
    assert (first.number, second.number) == (2, 4)


def test_columns_come_in_any_order_under_any_of_their_names(tmp_path: Path) -> None:
    head = ["ISI LAPORAN\nAWAL", "", "judul_laporan", "Catatan", "Nomor Tracking", "Tgl. Laporan"]
    path = tmp_path / "a.csv"
    path.write_text(
        files.separated([["isi", "", "judul", "x", "'7.000.001", "1/2/2024"]], ";", head)
    )
    (line,) = lines(path)
    assert (line.tracking_id, line.title, line.text) == ("7000001", "judul", "isi")
    assert line.sent_at == datetime(2024, 2, 1, tzinfo=TOWN)


def test_a_plain_csv_with_english_headings_is_an_export_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,title,text,addressed_to\n5,Judul,"isi, panjang",Dinas Sosial\n')
    (line,) = lines(path)
    assert (line.tracking_id, line.text, line.agency) == ("5", "isi, panjang", "Dinas Sosial")
    assert line.sent_at is None
    assert line.troubles == ()


@pytest.mark.parametrize(
    "written",
    [
        *("23 Sep 2024", "23 September 2024", "23-Sept-24", "Senin, 23 September 2024 pukul 08.00"),
        *("2024-09-23", "2024/9/23T10:00", "23/09/2024", "9/23/2024", "Sep 23, 2024", "23.09.2024"),
        *(45558, 45558.25, "45558", date(2024, 9, 23), datetime(2024, 9, 23, 5)),  # noqa: DTZ001
    ],
)
def test_days_are_read_however_they_are_written(written: object) -> None:
    assert cells.day(written) == date(2024, 9, 23)


@pytest.mark.parametrize("written", ["13 Mrz 2024", "32 Jan 2024", "kemarin", "2 Jan 1890", 0])
def test_what_is_no_day_is_none(written: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        cells.day(written)


@pytest.mark.parametrize(
    "written", ["13:05:00", "13.05", "1:05 PM", time(13, 5), 13 / 24 + 5 / 1440]
)
def test_hours_are_read_however_they_are_written(written: object) -> None:
    assert cells.hour(written) == time(13, 5)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("7.123.456", "7123456"),
        (7123456.0, "7123456"),
        ("'7123456 ", "7123456"),
        ("7,1E+06", "7,1E+06"),
    ],
)
def test_numbers_lose_their_dots(written: object, read: str) -> None:
    assert cells.number(written) == read


def test_what_is_wrong_is_said_with_row_and_column(tmp_path: Path) -> None:
    wrong = [
        files.row(1, tracking_id=None),
        files.row(2, tracking_id="=SUM(A1:A9)"),
        files.row(3, sent_on="kapan-kapan"),
        files.row(4, sent_on=None, sent_time="pagi"),
        files.row(5, title="", text=None),
        files.row(6, sent_time="25:99"),
    ]
    path = files.xlsx(tmp_path / "a.xlsx", wrong)
    found = [trouble for line in lines(path) for trouble in line.troubles]
    assert found == [
        Trouble(2, "Tracking ID", "Nomor laporan belum diisi."),
        Trouble(3, "Tracking ID", "Sel ini berisi rumus. Tulis isinya sebagai angka biasa."),
        Trouble(4, "Tanggal Laporan Masuk", "“kapan-kapan” bukan tanggal yang dikenal."),
        Trouble(5, "Tanggal Laporan Masuk", "Tanggal laporan masuk belum diisi."),
        Trouble(6, "Isi Laporan Awal", "Baris ini tidak berisi judul maupun isi laporan."),
        Trouble(7, "Waktu Laporan Masuk", "“25:99” bukan jam yang dikenal."),
    ]


def test_formulas_stay_text_and_escapes_are_undone(tmp_path: Path) -> None:
    said = '=HYPERLINK("http://contoh.example","klik")'
    path = files.xlsx(tmp_path / "a.xlsx", [files.row(1, text=said, title="a_x000D_\nb_x0007_")])
    (line,) = lines(path)
    assert (line.title, line.text) == ("a b", said)


def test_headings_that_come_again_are_headings(tmp_path: Path) -> None:
    turned = [*files.HEAD[::-1]]
    path = files.xlsx(tmp_path / "a.xlsx", [files.row(1), turned, files.row(2)[::-1]])
    assert numbers(path) == [(2, "1"), (4, "2")]


def test_two_hundred_megabytes_of_nothing_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    assert why(path).startswith("Berkas ini kosong.")
    lot = files.bomb(tmp_path / "a.xlsx", 200_000_000)
    assert why(lot).startswith("Isi berkas ini mengembang menjadi 190 MB")
    path.write_bytes(b"id;title;text\n1;a;b\n" + b"\n" * 200_000_000)
    assert numbers(path) == [(2, "1")]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"%PDF-1.7\n", "Berkas ini PDF, bukan XLSX atau CSV."),
        (b"\x89PNG\r\n", "Berkas ini gambar, bukan XLSX atau CSV."),
        (b"\n<html><body><table>", "Berkas ini sebenarnya halaman web, walau namanya"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "Ini berkas Excel atau Word lama."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "Berkas ini terkunci kata sandi.",
        ),
        (b"PK\x03\x04rusak", "Berkas ini rusak."),
        (b"Yth. Bapak, ini surat biasa, bukan daftar.\n", "Judul kolom tidak ditemukan"),
        (b'id;title;text\n1;a;"' + b"x\n" * 100_000, "Berkas CSV ini rusak mulai baris 2:"),
        (b"id;title;text\n" + b"x" * 1_000_001, "Ada baris yang terlalu panjang"),
    ],
)
def test_a_wrong_file_is_called_what_it_is(tmp_path: Path, start: bytes, said: str) -> None:
    path = tmp_path / "laporan.xls"
    path.write_bytes(start)
    assert why(path).startswith(said)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word/document.xml": "<x/>"}, "Berkas ini bukan XLSX atau CSV."),
        ({"xl/workbook.bin": ""}, "Ini berkas Excel biner (.xlsb)."),
        ({"mimetype": "x", "content.xml": "<x/>"}, "Ini berkas LibreOffice (.ods)."),
        ({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x"}, "Berkas ini rusak."),
        (
            {"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "xl/workbook.xml": ""},
            "Berkas ini rusak.",
        ),
    ],
)
def test_an_archive_of_something_else_is_refused(
    tmp_path: Path, parts: dict[str, str], said: str
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert why(path).startswith(said)
