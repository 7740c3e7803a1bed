"""Names of offices and places as people write them, and how near two of them are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from complaints.sp4n.vocabulary import plain

LONGER = {
    "kec": "kecamatan",
    "kel": "kelurahan",
    "kab": "kabupaten",
    "pemkot": "pemerintah kota",
    "pemkab": "pemerintah kabupaten",
    "pemprov": "pemerintah provinsi",
    "prov": "provinsi",
    "dn": "dinas",
    "setda": "sekretariat daerah",
    "dishub": "dinas perhubungan",
    "dinkes": "dinas kesehatan",
    "dinsos": "dinas sosial",
    "disdik": "dinas pendidikan",
    "dikbud": "dinas pendidikan kebudayaan",
    "disdikbud": "dinas pendidikan kebudayaan",
    "diknas": "dinas pendidikan",
    "disdukcapil": "dinas kependudukan pencatatan sipil",
    "dukcapil": "dinas kependudukan pencatatan sipil",
    "dispendukcapil": "dinas kependudukan pencatatan sipil",
    "pupr": "pekerjaan umum penataan ruang",
    "pu": "pekerjaan umum",
    "disperkimtan": "dinas perumahan kawasan permukiman pertanahan",
    "perkimtan": "perumahan kawasan permukiman pertanahan",
    "perkim": "perumahan kawasan permukiman",
    "dlh": "dinas lingkungan hidup",
    "diskominfo": "dinas komunikasi informatika",
    "kominfo": "komunikasi informatika",
    "satpol": "satuan polisi",
    "pp": "pamong praja",
    "satpolpp": "satuan polisi pamong praja",
    "bpbd": "badan penanggulangan bencana daerah",
    "damkar": "pemadam kebakaran",
    "disdamkar": "dinas pemadam kebakaran",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu",
    "disnaker": "dinas tenaga kerja",
    "disnakertrans": "dinas tenaga kerja transmigrasi",
    "disparbudpora": "dinas pariwisata kebudayaan pemuda olahraga",
    "bappeda": "badan perencanaan pembangunan daerah",
    "bkpsdm": "badan kepegawaian pengembangan sumber daya manusia",
    "bkd": "badan kepegawaian daerah",
    "bpkad": "badan pengelola keuangan aset daerah",
    "bapenda": "badan pendapatan daerah",
    "bpprd": "badan pengelola pajak retribusi daerah",
    "kesbangpol": "badan kesatuan bangsa politik",
    "disperindag": "dinas perindustrian perdagangan",
    "disdagin": "dinas perdagangan perindustrian",
    "disperpusip": "dinas perpustakaan kearsipan",
    "dp3a": "dinas pemberdayaan perempuan perlindungan anak",
    "rsud": "rumah sakit umum daerah",
    "pdam": "perusahaan daerah air minum",
    "perumdam": "perusahaan daerah air minum",
    "puskesmas": "pusat kesehatan masyarakat",
}
"""Abbreviations that everybody uses."""
_IDLE = frozenset({"dan", "di", "serta", "the", "kota", "kabupaten", "pemerintah", "daerah"})
LIKELY = 0.82
"""From this nearness on a proposal is chosen beforehand; a person still confirms it."""
POSSIBLE = 0.5
ONE_NAME = 0.98
"""How near two names are that only part their words differently."""
ONE_WORD = 0.8
"""From this on two words are one that was misspelt."""


def place(name: str) -> str:
    """Return a name of a region without its rank and blanks: *Kota Palangka Raya* → palangkaraya."""
    words = plain(name).split()
    ranks = {"kota", "kabupaten", "kab", "kecamatan", "kec", "kelurahan", "kel", "desa", "provinsi"}
    ranks |= {"pemerintah", "pemkot", "pemkab", "prov", "administrasi", "adm"}
    while len(words) > 1 and words[0] in ranks:
        words = words[1:]
    while len(words) > 1 and words[-1] in ("kota", "kab", "kabupaten"):
        words = words[:-1]
    return "".join(words)


@lru_cache(maxsize=4096)
def office(name: str, town: str = "") -> str:
    """Return a name of an office in long words, without that of the town.

    Args:
        name: as somebody wrote it.
        town: the town's own name without blanks (:func:`place`).
    """
    long = " ".join(LONGER.get(word, word) for word in plain(name).split())
    return " ".join(_without(long.split(), town))


def _without(words: list[str], town: str) -> list[str]:
    """Leave out the town's name, which may be written in one word or in two, and *dan*."""
    if town:
        for size in (1, 2, 3):
            for start in range(len(words) - size, 0, -1):
                if "".join(words[start : start + size]) == town:
                    before = start - 1 if words[start - 1] in ("kota", "kabupaten") else start
                    words = words[: max(1, before)] + words[start + size :]
                    break
    return [word for word in words if word not in ("dan", "serta")]


def nearness(one: str, other: str) -> float:
    """Return how near two names of offices are (0–1), written as :func:`office` does."""
    if one == other:
        return 1.0
    if one.replace(" ", "") == other.replace(" ", ""):
        return ONE_NAME
    mine, theirs = set(one.split()) - _IDLE, set(other.split()) - _IDLE
    if not mine or not theirs:
        return 0.0
    shared = sum(_weight(word) * max(_alike(word, one) for one in theirs) for word in mine)
    large, small = (pick(sum(map(_weight, mine)), sum(map(_weight, theirs))) for pick in (max, min))
    whole = max(large, large + small - shared)
    letters = SequenceMatcher(None, one, other).ratio()
    return round(0.35 * shared / whole + 0.25 * min(1.0, shared / small) + 0.4 * letters, 3)


def _weight(word: str) -> float:
    """How much a word tells: nearly every office is a *dinas*."""
    return 0.3 if word in ("dinas", "badan", "kecamatan", "kelurahan", "unit", "kantor") else 1.0


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> float:
    """Return how much of one word is the other, for slips of the pen; nothing for another word."""
    if one == other:
        return 1.0
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= ONE_WORD else 0.0


def nearest(name: str, others: Iterable[tuple[int, str]], most: int = 3) -> list[tuple[int, float]]:
    """Return the nearest of several names, each with its nearness, the nearest first."""
    best: dict[int, float] = {}
    for key, other in others:
        near = nearness(name, other)
        if near >= POSSIBLE and near > best.get(key, 0.0):
            best[key] = near
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
