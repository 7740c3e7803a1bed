"""Forty spellings of a town's offices: known at once, or proposed first; never guessed silently."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from complaints.sp4n.matching import Office, Ours
from tests import town as t

OFFICES = {
    "pupr": ("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PUPR"),
    "capil": ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    "dlh": ("Dinas Lingkungan Hidup", "DLH"),
    "hub": ("Dinas Perhubungan", "Dishub"),
    "pol": ("Satuan Polisi Pamong Praja", "Satpol PP"),
    "bpbd": ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    "sos": ("Dinas Sosial", "Dinas Sosial"),
    "langkai": ("Kelurahan Langkai", "Kelurahan Langkai"),
    "jekan": ("Kecamatan Jekan Raya", "Kecamatan Jekan Raya"),
    "rsud": ("Rumah Sakit Umum Daerah Kota Palangka Raya", "RSUD Kota"),
}
KNOWN = (
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "pupr"),
    ("DINAS PEKERJAAN UMUM & PENATAAN RUANG", "pupr"),
    ("Dinas PUPR", "pupr"),
    ("dinas pupr kota palangka raya", "pupr"),
    ("Dinas  PUPR  Kota  Palangkaraya", "pupr"),
    ("Dinas Pekerjaan Umum, Penataan Ruang Kota Palangka Raya", "pupr"),
    ("Disdukcapil", "capil"),
    ("DISDUKCAPIL KOTA PALANGKA RAYA", "capil"),
    ("Dukcapil", "capil"),
    ("Dinas Kependudukan & Pencatatan Sipil", "capil"),
    ("Dispendukcapil", "capil"),
    ("DLH", "dlh"),
    ("Dinas Lingkungan Hidup Kota Palangka Raya", "dlh"),
    ("Dishub", "hub"),
    ("DISHUB KOTA PALANGKARAYA", "hub"),
    ("Dinas Perhubungan", "hub"),
    ("Satpol PP", "pol"),
    ("SATPOL-PP Kota Palangka Raya", "pol"),
    ("Satuan Polisi Pamong Praja", "pol"),
    ("SatpolPP", "pol"),
    ("BPBD", "bpbd"),
    ("Badan Penanggulangan Bencana Daerah Kota Palangka Raya", "bpbd"),
    ("Dinsos", "sos"),
    ("DINAS SOSIAL", "sos"),
    ("Dinas Sosial Kota Palangka Raya", "sos"),
    ("Kel. Langkai", "langkai"),
    ("KELURAHAN LANGKAI", "langkai"),
    ("Kel Langkai", "langkai"),
    ("Kec. Jekan Raya", "jekan"),
    ("KECAMATAN JEKAN RAYA", "jekan"),
    ("RSUD Kota Palangka Raya", "rsud"),
)
PROPOSED = (
    ("Dinas Lingkungan Hidup (DLH)", "dlh"),
    ("Dinas Perhubungn", "hub"),
    ("Dinas Pekerjan Umum", "pupr"),
    ("Dinas Kependudukan", "capil"),
    ("Satuan Polisi Pamong Praja dan Linmas", "pol"),
    ("Dinas Sosial, Pemberdayaan Perempuan", "sos"),
    ("Kelurahan Langkay", "langkai"),
    ("Kecamatan Jekanraya", "jekan"),
    ("Badan Penanggulangan Bencana", "bpbd"),
    ("Dinas Lingk. Hidup dan Kebersihan", "dlh"),
)
STRANGERS = ("PT PLN", "Telkom", "Kejaksaan Negeri", "Bank Kalteng")


@pytest.fixture
def ours(town: t.Town) -> Ours:
    """The town with these offices instead of its own."""
    Agency.objects.exclude(pk=town.diskominfo.pk).filter(ancestor_ids=[]).update(is_active=False)
    for code, (name, short) in OFFICES.items():
        Agency.objects.create_under(code=f"uji-{code}", name=name, short_name=short)
    return Ours.read()


def test_forty_spellings_are_known_or_proposed_first(ours: Ours) -> None:
    codes = {pk: row.code.removeprefix("uji-") for pk, row in ours.agencies.items()}
    found = {name: ours.agency(Office(name)) for name, code in KNOWN}
    assert {name: codes.get(pk or 0) for name, (_, pk) in found.items()} == dict(KNOWN)
    assert not any(ours.agency(Office(name))[0] for name, _ in PROPOSED)
    first = {name: ours.proposals(Office(name))[:1] for name, _ in PROPOSED}
    assert {name: [codes[pk] for pk, _ in some] for name, some in first.items()} == {
        name: [code] for name, code in PROPOSED
    }


def test_strangers_are_neither_known_nor_proposed(ours: Ours) -> None:
    for name in STRANGERS:
        assert not ours.agency(Office(name))[0]
        assert ours.proposals(Office(name)) == []
    province = Office("Dinas Sosial", parent="Pemerintah Provinsi Kalimantan Tengah")
    assert ours.agency(province) == (False, None)
    assert ours.agency(Office("Dinas Sosial", parent="Pemerintah Kota Palangkaraya"))[0]
    assert ours.alias(province) == "dinas sosial di pemerintah provinsi kalimantan tengah"
