"""The law that answers about a category usually stand on: a first hint that a town edits.

Well-known national acts only, one to a line; regulations of the town itself are for the town to add.
"""

from __future__ import annotations

TRAFFIC = "UU 22/2009 tentang Lalu Lintas dan Angkutan Jalan"
SERVICE = "UU 25/2009 tentang Pelayanan Publik"
DISCIPLINE = "PP 94/2021 tentang Disiplin Pegawai Negeri Sipil"

LEGAL_BASIS: dict[str, tuple[str, ...]] = {
    "jalan-jembatan": (
        f"{TRAFFIC}, Pasal 24: jalan rusak segera diperbaiki, dan diberi tanda selama belum",
        "UU 38/2004 tentang Jalan, diubah dengan UU 2/2022",
    ),
    "lampu-jalan": (f"{TRAFFIC}, Pasal 25: jalan dilengkapi alat penerangan jalan",),
    "drainase-banjir": (
        "UU 17/2019 tentang Sumber Daya Air",
        "Permen PU 12/PRT/M/2014 tentang Penyelenggaraan Sistem Drainase Perkotaan",
    ),
    "air-bersih": ("PP 122/2015 tentang Sistem Penyediaan Air Minum",),
    "sampah-kebersihan": ("UU 18/2008 tentang Pengelolaan Sampah",),
    "bangunan-tata-ruang": (
        "UU 26/2007 tentang Penataan Ruang",
        "PP 16/2021 tentang Peraturan Pelaksanaan UU Bangunan Gedung",
    ),
    "perumahan-pertanahan": ("UU 1/2011 tentang Perumahan dan Kawasan Permukiman",),
    "lalu-lintas-parkir": (TRAFFIC,),
    "angkutan-umum": (TRAFFIC, "PP 74/2014 tentang Angkutan Jalan"),
    "ktp-kk-akta": (
        "UU 23/2006 tentang Administrasi Kependudukan, diubah dengan UU 24/2013",
        "Pasal 79A UU itu: pengurusan dokumen kependudukan tidak dipungut biaya",
        "Perpres 96/2018 tentang Persyaratan dan Tata Cara Pendaftaran Penduduk",
    ),
    "kesehatan-puskesmas": ("UU 17/2023 tentang Kesehatan",),
    "sekolah": (
        "UU 20/2003 tentang Sistem Pendidikan Nasional",
        "Permendikbud 75/2016 tentang Komite Sekolah",
    ),
    "bantuan-sosial": ("UU 13/2011 tentang Penanganan Fakir Miskin",),
    "tenaga-kerja": (
        "UU 13/2003 tentang Ketenagakerjaan dan perubahannya",
        "UU 23/2014 tentang Pemerintahan Daerah: pengawasan ketenagakerjaan ada pada provinsi",
    ),
    "pasar-umkm": ("UU 7/2014 tentang Perdagangan", "UU 20/2008 tentang UMKM"),
    "pajak-retribusi": (
        "UU 1/2022 tentang Hubungan Keuangan Pusat dan Daerah",
        "PP 35/2023 tentang Ketentuan Umum Pajak Daerah dan Retribusi Daerah",
    ),
    "ketertiban-umum": ("PP 16/2018 tentang Satuan Polisi Pamong Praja",),
    "kebakaran-bencana": ("UU 24/2007 tentang Penanggulangan Bencana",),
    "hewan": ("UU 18/2009 tentang Peternakan dan Kesehatan Hewan, diubah dengan UU 41/2014",),
    "pertanian-pangan": ("UU 18/2012 tentang Pangan",),
    "pungli-pelayanan": (SERVICE, DISCIPLINE),
    "kepegawaian": ("UU 20/2023 tentang Aparatur Sipil Negara", DISCIPLINE),
    "internet-layanan-digital": (
        "Perpres 95/2018 tentang Sistem Pemerintahan Berbasis Elektronik",
    ),
    "lainnya": (SERVICE,),
}
"""By the code of a category; a category that is missing here starts without."""


def lines_of(code: str) -> str:
    """Return the legal basis a category starts with, one act to a line."""
    return "\n".join(LEGAL_BASIS.get(code, ()))
