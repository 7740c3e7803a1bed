"""Addresses of houses in a text: a street and its number, a block, a house of an RT.

A street without a number is a place and nobody's address; so is the number of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapor.personal.kinds import Finding, Kind

NEAR = 40
_NUMBER = r"(?>nomor|nomer|nmr|no)\b\.?+[ ]{0,2}+\d{1,4}+(?!/)(?:[ ]?+[a-z]\b)?+"
_RT = r"RT\b[\s.:]{0,2}+\d{1,3}+(?:[\s,/.]{0,3}+RW\b[\s.:]{0,2}+\d{1,3}+)?+"
_TAIL = rf"(?:,?+[ ]{{0,2}}+{_RT})?+"
_HEAD = r"(?>jalan|jln|jl|gang|gg|kompleks|komplek|komp|perumahan|perumnas|perum)\b\.?+[ ]{0,2}+"
_WORD = r"[\w.'’/\-]{1,30}+,?+[ ]{1,3}+"
_PATTERNS = (
    re.compile(
        rf"\b(?P<road>{_HEAD}(?:{_WORD}){{1,8}}?)(?:blok[ ]{{1,2}}+\w{{1,3}}+[ ,]{{1,2}}+)?"
        rf"{_NUMBER}{_TAIL}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<road>{_HEAD}(?:{_WORD}){{1,4}}?)"
        r"\d{1,3}+[a-z]\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<road>(?:{_HEAD}(?:{_WORD}){{1,4}}?)?)"
        r"(?>blok|blk)\b\.?+[ ]{0,2}+[a-z]{1,2}+(?:[ \-]?+\d{1,3}+)?"
        rf"(?:[ ,/]{{0,3}}+{_NUMBER}|[ ]?+/[ ]?+\d{{1,3}}+|(?<=\d)(?!\d)){_TAIL}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_RT}[\s,.]{{0,3}}+(?:rumah[ ]{{1,2}}+)?+{_NUMBER}", re.IGNORECASE),
    re.compile(
        r"\brumah(?:nya)?+(?: (?>saya|kami|sy|beliau|dia|ybs|bapak|ibu|tetangga))?+,?+[ ]"
        rf"{_NUMBER}{_TAIL}",
        re.IGNORECASE,
    ),
)
"""A street with a number, or with a number and a letter; a block; a house of an RT; a house."""
_NO_STREET = frozenset(
    [
        "rusak",
        "berlubang",
        "lubang",
        "hancur",
        "parah",
        "becek",
        "gelap",
        "macet",
        "banjir",
        "jelek",
        "buruk",
        "sempit",
        "provinsi",
        "nasional",
        "kabupaten",
        "kota",
        "negara",
        "utama",
        "yang",
        "yg",
        "ini",
        "itu",
        "paling",
        "sudah",
        "sdh",
        "sejak",
        "ada",
        "mati",
        "di",
        "dari",
        "ke",
        "dan",
        "untuk",
        "utk",
        "tidak",
        "tdk",
        "gak",
        "belum",
        "blm",
        "sangat",
        "sekali",
        "nya",
        "tersebut",
        "menuju",
        "arah",
        "karena",
        "krn",
        "dengan",
        "dgn",
        "depan",
        "dekat",
        "rakyat",
        "republik",
        "menteri",
        "surat",
        "laporan",
        "aduan",
        "tiket",
        "perda",
        "uu",
        "pasal",
        "telp",
        "telepon",
        "hp",
        "wa",
        "hub",
        "rumah",
        "adalah",
    ]
)
"""Words that never stand between a street's name and the number of a house."""
_OFFICE = re.compile(
    r"\b(?:kantor|dinas|puskesmas|pustu|sd|sdn|smp|smpn|sma|sman|smk|tk|paud|rsud|rs|kelurahan|toko"
    r"|pasar|masjid|gereja|bank|hotel|posko|pos|loket|terminal|halte|tiang|tpu|tps)\b"
    r"(?:[ ]\w{1,20}+){0,3}[ ,]{1,2}+(?:di[ ])?+$",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Finding]:
    """Yield the addresses of houses in a text."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            road = match["road"] if "road" in pattern.groupindex else ""
            words = re.findall(r"[^\W\d_]+", road.casefold())
            before = text[max(0, match.start() - NEAR) : match.start()]
            if not (_NO_STREET.intersection(words) or _OFFICE.search(before)):
                yield Finding(Kind.ADDRESS, match.start(), match.end(), match[0])
