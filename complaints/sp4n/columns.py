"""The columns of the official export (domain.md), and the names that files really give them."""

from __future__ import annotations

import re
from collections.abc import Sequence

TITLES = {
    "tracking_id": "Tracking ID",
    "sent_on": "Tanggal Laporan Masuk",
    "sent_time": "Waktu Laporan Masuk",
    "name": "Nama Pelapor",
    "klass": "Klasifikasi Laporan",
    "category_id": "ID Kategori",
    "category": "Kategori",
    "title": "Judul Laporan",
    "text": "Isi Laporan Awal",
    "final_text": "Isi Laporan Akhir",
    "kind": "Tipe Laporan (Anonim/Rahasia)",
    "channel": "Sumber Laporan",
    "parent_agency": "Instansi Induk",
    "agency_id": "ID Instansi Terdisposisi",
    "agency": "Instansi Terdisposisi",
    "status": "Status Laporan",
    "reason": "Alasan Tunda/Arsip",
    "province": "Provinsi",
    "city": "Kota/Kabupaten",
    "district": "Kecamatan",
    "ward": "Kelurahan",
}
"""What each column is called in the export, in its order."""

_OTHER_NAMES = {
    "tracking_id": "id|tracking number|no tracking|nomor tracking|id laporan|nomor laporan|no laporan"
    "|trackingid|id tracking|kode tracking|nomor tiket|ticket id|report id",
    "sent_on": "tanggal masuk|tanggal laporan|tgl laporan masuk|tgl laporan|tgl masuk|tanggal"
    "|date|sent at|created at|submitted at|tanggal dan waktu laporan masuk",
    "sent_time": "waktu masuk|waktu laporan|jam laporan masuk|jam masuk|jam|waktu|time",
    "name": "pelapor|nama|reporter|reporter name",
    "klass": "klasifikasi|jenis laporan|class|classification|klasifikasi aduan",
    "category_id": "idkategori|kategori id|kode kategori|category id",
    "category": "nama kategori|topik|kategori laporan|topik laporan|topic|category name",
    "title": "judul|judul aduan|subject|perihal",
    "text": "isi laporan|isi awal|isi|isi aduan|laporan|uraian|body|content|isi laporan asli",
    "final_text": "isi akhir|isi laporan final|final text|isi laporan setelah disunting",
    "kind": "tipe laporan|tipe|anonim rahasia|type|kerahasiaan|sifat laporan",
    "channel": "sumber|kanal|saluran|source|kanal laporan",
    "parent_agency": "induk instansi|instansi induk terdisposisi|parent agency",
    "agency_id": "id instansi|kode instansi|id instansi disposisi|agency id",
    "agency": "instansi|instansi tujuan|instansi disposisi|terdisposisi ke|disposisi|opd"
    "|addressed to|nama instansi terdisposisi|unit terdisposisi",
    "status": "status|status tindak lanjut|status aduan|state",
    "reason": "alasan tunda arsip|alasan arsip|alasan tunda|alasan|alasan ditunda diarsipkan|reason",
    "province": "propinsi",
    "city": "kota kabupaten|kabupaten kota|kota|kabupaten|kab kota|nama kota kabupaten|regency",
    "district": "kec|nama kecamatan",
    "ward": "kel|desa|kelurahan desa|desa kelurahan|nama kelurahan|village",
}

FEWEST = 3
"""So many known names in one row make it the row of headings."""


def _plain(name: str) -> str:
    """Return a heading without what files write differently: case, signs, line ends."""
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold()))


_FIELDS = {
    _plain(name): field
    for field, title in TITLES.items()
    for name in (title, field, *_OTHER_NAMES[field].split("|"))
}


def field_of(name: str) -> str:
    """Return which field a heading stands for; an empty text for none."""
    return _FIELDS.get(_plain(name), "") if len(name) <= 80 else ""  # noqa: PLR2004


def found_in(row: Sequence[str]) -> dict[str, int]:
    """Return the place of each field in a row of headings; empty when it is none.

    The first column of a name counts. A name that stands twice is the same column written again.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(row):
        field = field_of(name)
        if field:
            places.setdefault(field, place)
    is_head = len(places) >= FEWEST and ("title" in places or "text" in places)
    return places if is_head else {}
