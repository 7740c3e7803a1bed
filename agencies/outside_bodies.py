"""Bodies outside the town's government that reports are often about, as a first list.

Names and well-known national numbers only; a city completes addresses and contacts in the admin.
"""

from __future__ import annotations

from typing import Any

from agencies.models import OutsideBody

Kind = OutsideBody.Kind

_WRITE = (
    "Admin instansi meneruskan laporan Anda dan mencatat nomornya. "
    "Kabar dari instansi itu muncul di halaman laporan ini."
)
_COME = "Datang sendiri membawa KTP dan bukti yang Anda punya. Layanan ini tidak dipungut biaya."


def _body(name: str, kind: Kind, *, steps: str = _WRITE, **fields: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "steps": steps, **fields}


_PROVINCE = (
    "Dinas Pekerjaan Umum dan Penataan Ruang Provinsi",
    "Dinas Perhubungan Provinsi",
    "Dinas Pendidikan Provinsi (SMA, SMK, SLB)",
    "Dinas Kesehatan Provinsi",
    "Dinas Sosial Provinsi",
    "Dinas Tenaga Kerja dan Transmigrasi Provinsi (pengawasan ketenagakerjaan)",
    "Dinas Kehutanan Provinsi",
    "Dinas Lingkungan Hidup Provinsi",
    "Badan Pendapatan Daerah Provinsi (Samsat, pajak kendaraan)",
    "Rumah Sakit Umum Daerah Provinsi",
)

_MINISTRY = (
    "Kantor Pertanahan (ATR/BPN)",
    "Kantor Kementerian Agama",
    "Balai Pelaksanaan Jalan Nasional",
    "Balai Wilayah Sungai",
    "Kantor Imigrasi",
    "Kantor Pelayanan Pajak Pratama",
    "Kantor Wilayah Kementerian Hukum",
    "Badan Pusat Statistik",
    "Balai Besar Pengawas Obat dan Makanan",
    "Balai Konservasi Sumber Daya Alam",
    "Kementerian Sosial",
    "Kementerian Ketenagakerjaan",
    "Kementerian Komunikasi dan Digital",
    "Kementerian Kesehatan",
    "Badan Kepegawaian Negara",
)

BODIES: tuple[dict[str, Any], ...] = (
    *(_body(name, Kind.PROVINCE) for name in _PROVINCE),
    *(_body(name, Kind.MINISTRY) for name in _MINISTRY),
    _body(
        "PT PLN (Persero)",
        Kind.STATE_COMPANY,
        phone="123",
        website="https://www.pln.co.id",
        steps="Hubungi PLN 123 atau aplikasi PLN Mobile. Siapkan nomor pelanggan Anda.",
    ),
    _body(
        "PT Pertamina (Persero)",
        Kind.STATE_COMPANY,
        phone="135",
        website="https://www.pertamina.com",
        steps="Hubungi Pertamina 135. Sebutkan nama dan alamat SPBU atau pangkalan.",
    ),
    _body("PT Telkom Indonesia (Persero) Tbk", Kind.STATE_COMPANY),
    _body("PT Pos Indonesia (Persero)", Kind.STATE_COMPANY),
    _body(
        "BPJS Kesehatan",
        Kind.SOCIAL_SECURITY,
        phone="165",
        website="https://www.bpjs-kesehatan.go.id",
        steps="Hubungi 165 atau aplikasi Mobile JKN. Siapkan nomor kartu atau NIK Anda.",
    ),
    _body(
        "BPJS Ketenagakerjaan",
        Kind.SOCIAL_SECURITY,
        phone="175",
        website="https://www.bpjsketenagakerjaan.go.id",
        steps="Hubungi 175 atau aplikasi JMO. Siapkan nomor kepesertaan Anda.",
    ),
    _body(
        "Kepolisian Republik Indonesia",
        Kind.LAW,
        phone="110",
        website="https://www.polri.go.id",
        in_person=True,
        steps="Dalam keadaan darurat hubungi 110. Tindak pidana dilaporkan di kantor polisi. "
        + _COME,
    ),
    _body("Kejaksaan Negeri", Kind.LAW, in_person=True, steps=_COME),
    _body("Pengadilan Negeri", Kind.LAW, in_person=True, steps=_COME),
    _body("Pengadilan Agama", Kind.LAW, in_person=True, steps=_COME),
    _body(
        "Badan Narkotika Nasional",
        Kind.LAW,
        phone="184",
        steps="Hubungi 184. Nama pelapor dirahasiakan.",
    ),
    _body(
        "Komisi Pemberantasan Korupsi",
        Kind.OVERSIGHT,
        phone="198",
        website="https://www.kpk.go.id",
        steps="Hubungi 198 atau isi pengaduan di situs KPK. Nama pelapor dirahasiakan.",
    ),
    _body(
        "Ombudsman Republik Indonesia",
        Kind.OVERSIGHT,
        phone="137",
        website="https://ombudsman.go.id",
        steps=(
            "Bila Anda tidak puas dengan layanan atau jawaban pemerintah, hubungi 137 "
            "atau isi pengaduan di situs Ombudsman. Bawa nomor tiket laporan ini."
        ),
    ),
    _body("Komisi Nasional Hak Asasi Manusia", Kind.OVERSIGHT),
    _body("Otoritas Jasa Keuangan", Kind.OVERSIGHT, phone="157", website="https://www.ojk.go.id"),
    _body("Badan Penyelesaian Sengketa Konsumen", Kind.OVERSIGHT),
    _body("Pemerintah kabupaten atau kota lain", Kind.OTHER),
)
