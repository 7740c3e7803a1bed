"""Who answers what in the demo town: default agencies of the categories, and a few rules."""

from __future__ import annotations

from django.db import transaction

from agencies.models import Agency
from routing.defaults import set_default_agencies
from routing.models import Rule

DEFAULT_AGENCIES: dict[str, str] = {
    "jalan-jembatan": "dinas-pupr",
    "lampu-jalan": "disperkimtan",
    "drainase-banjir": "dinas-pupr",
    "air-bersih": "pdam",
    "sampah-kebersihan": "dlh",
    "taman-pohon-pemakaman": "disperkimtan",
    "bangunan-tata-ruang": "dinas-pupr",
    "perumahan-pertanahan": "disperkimtan",
    "lalu-lintas-parkir": "dishub",
    "angkutan-umum": "dishub",
    "ktp-kk-akta": "disdukcapil",
    "kesehatan-puskesmas": "dinkes",
    "sekolah": "disdik",
    "bantuan-sosial": "dinsos",
    "tenaga-kerja": "disnaker",
    "pasar-umkm": "dpkukmp",
    "perizinan": "dpmptsp",
    "pajak-retribusi": "bpprd",
    "ketertiban-umum": "satpol-pp",
    "kebakaran-bencana": "bpbd",
    "hewan": "dkpp",
    "pertanian-pangan": "dkpp",
    "pungli-pelayanan": "inspektorat",
    "kepegawaian": "bkpsdm",
    "internet-layanan-digital": "diskominfo",
    "wisata-olahraga-budaya": "disparbudpora",
    "lainnya": "setda",
}

# Keyword, agency, weight.
RULES: tuple[tuple[str, str, int], ...] = (
    ("rsud", "rsud", 70),
    ("damkar", "damkar", 60),
    ("perpustakaan", "dispersip", 60),
    ("kekerasan dalam rumah tangga", "dalduk", 60),
    ("kdrt", "dalduk", 60),
    ("ormas", "kesbangpol", 50),
    ("aset daerah", "bpkad", 50),
    ("musrenbang", "bappeda", 50),
)


@transaction.atomic
def install() -> None:
    """Name the agencies of every category, and add the rules when there are none.

    Raises:
        LookupError: categories or agencies of the demo town are not installed yet.
    """
    set_default_agencies(DEFAULT_AGENCIES)
    if Rule.objects.exists():
        return
    agencies = Agency.objects.in_bulk([agency for _, agency, _ in RULES], field_name="code")
    Rule.objects.bulk_create(
        Rule(keyword=keyword, agency=agencies[code], weight=weight)
        for keyword, code, weight in RULES
    )
