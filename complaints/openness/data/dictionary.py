"""What the files of open data hold, column by column: heads of CSV, JSON schemas, and their page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from complaints.insights.figures import BY_CODE
from complaints.links import absolute
from complaints.models.public import STATE_GROUPS

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.id"
TEXT, COUNT, MONTH, DAY, YEAR = "teks", "angka", "bulan", "tanggal", "tahun"
KINDS: dict[str, dict[str, Any]] = {
    TEXT: {"type": "string"},
    COUNT: {"type": ["integer", "null"], "minimum": 0},
    MONTH: {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2})?$"},
    DAY: {"type": "string", "format": "date"},
    YEAR: {"type": "integer"},
}


@dataclass(frozen=True)
class Column:
    """One column: its name in the files, its kind, and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Dataset:
    """One set of data, as CSV and as JSON."""

    key: str
    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def heads(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the JSON file."""
        properties = {
            column.name: {**KINDS[column.kind], "description": column.meaning}
            for column in self.columns
        }
        line = {"type": "object", "properties": properties, "required": self.heads}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": absolute(f"/data/{self.key}.schema.json"),
            "title": self.name,
            "description": self.about,
            "type": "object",
            "required": ["judul", "lisensi", "ditulis", "data"],
            "properties": {
                "judul": {"type": "string"},
                "lisensi": {"type": "string"},
                "ditulis": {"type": "string", "format": "date-time"},
                "data": {"type": "array", "items": {**line, "additionalProperties": False}},
            },
        }


def _figure(name: str, code: str) -> Column:
    figure = BY_CODE[code]
    return Column(name, COUNT, f"{figure.name}: {figure.formula}. Tidak terlihat: {figure.hides}.")


OUTCOMES = (
    _figure("diterima", "received"),
    _figure("ditindaklanjuti", "followed"),
    _figure("selesai", "done"),
    _figure("dikonfirmasi", "confirmed"),
)
NOTE = Column(
    "keterangan",
    TEXT,
    "Mengapa sebuah angka kosong: “kurang dari 10”, atau “tidak ditampilkan” supaya angka kecil "
    "di sebelahnya tidak dapat dihitung; dan apa yang karena itu tidak dirinci.",
)
REPORTS = Dataset(
    "laporan",
    "Laporan yang dirilis",
    "Setiap laporan yang isinya dibuka untuk umum, dengan naskah untuk umum saja. Tanpa pelapor, "
    "tanpa titik di peta, tanpa berkas.",
    (
        Column("tiket", TEXT, "Nomor tiket, juga di alamat halamannya."),
        Column("dikirim", DAY, "Tanggal laporan dikirim."),
        Column("jenis", TEXT, "Pengaduan, aspirasi, atau permintaan informasi."),
        Column("kategori", TEXT, "Pokok laporan."),
        Column("kelurahan_kode", TEXT, "Kode wilayah Kemendagri; kosong bila tidak disebut."),
        Column("kelurahan", TEXT, "Nama kelurahan."),
        Column("instansi_kode", TEXT, "Kode instansi yang memimpin penanganan."),
        Column("instansi", TEXT, "Nama instansi itu."),
        Column("keadaan", TEXT, f"Salah satu dari: {', '.join(STATE_GROUPS)}."),
        Column("judul", TEXT, "Judul untuk umum."),
        Column("isi", TEXT, "Isi untuk umum, sesudah data pribadi disamarkan."),
        Column("dukungan", COUNT, "Banyaknya warga yang mendukung."),
        Column("alamat", TEXT, "Halaman laporan itu."),
    ),
)
FIGURES = Dataset(
    "angka",
    "Angka menurut bulan, instansi, dan kategori",
    "Laporan menurut bulan diterimanya, hanya bulan yang sudah berakhir, dengan keadaannya sekarang. "
    "Sebuah angka diperbarui bila berubah sedikitnya 10.",
    (
        Column("tahun", YEAR, "Tahun laporan diterima."),
        Column("bulan", MONTH, "Bulan laporan diterima; kosong: bulannya tidak dirinci."),
        Column("instansi_kode", TEXT, "Kode instansi, bersama unit di bawahnya."),
        Column("instansi", TEXT, "Namanya; “belum diteruskan” bila belum ada."),
        Column("kategori_kode", TEXT, "Kode kategori; kosong: kategorinya tidak dirinci."),
        Column("kategori", TEXT, "Nama kategori."),
        *OUTCOMES,
        NOTE,
    ),
)
YEARS = Dataset(
    "tahunan",
    "Angka tahunan kota",
    "Kalimat yang diumumkan kota untuk setiap tahun yang sudah berakhir, sebagai angka.",
    (
        Column("tahun", YEAR, "Tahun laporan diterima."),
        Column("diterima", COUNT, BY_CODE["received"].formula.capitalize() + "."),
        Column("tertangani", COUNT, BY_CODE["handled"].formula.capitalize() + "."),
        Column("dalam_proses", COUNT, BY_CODE["in_process"].formula.capitalize() + "."),
        Column("belum_ditindaklanjuti", COUNT, BY_CODE["not_started"].formula.capitalize() + "."),
        *OUTCOMES[1:],
    ),
)
SEALS = Dataset(
    "segel",
    "Segel catatan",
    "Segel terakhir setiap hari atas catatan semua peristiwa. Setiap segel memuat segel sebelumnya: "
    "siapa pun yang menyimpannya dapat meminta bukti bahwa catatan lama tidak diubah.",
    (
        Column("tanggal", DAY, "Hari yang disegel."),
        Column("segel", TEXT, "Sidik SHA-256, 64 angka heksadesimal."),
    ),
)
DATASETS = (YEARS, FIGURES, REPORTS, SEALS)
BY_KEY = {dataset.key: dataset for dataset in DATASETS}
