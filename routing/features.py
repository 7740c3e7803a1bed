"""Turns a text into what the learned model counts; the same in training and at run time.

Letters in, hashed features out. No feature can be read back into a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LONGEST_TEXT = 4000
"""Letters that are read: a report has up to 3,000, an imported one may have any number."""
LETTERS = 4
"""Length of the runs of letters; shorter and longer ones cost time and add nothing (benchmarks)."""
LONGEST_WORD = 30
MOST_KEPT = 32_768
"""Words whose spelling and letters are kept: people use few words often."""
TITLE_TIMES = 2
"""How often the words of a title count as words of the text."""

# How people shorten and spell in chats; the right-hand side is what is counted.
_SPELLINGS = """
yg:yang dgn:dengan dg:dengan tdk:tidak gak:tidak ga:tidak gk:tidak nggak:tidak enggak:tidak
ngga:tidak tak:tidak kagak:tidak kada:tidak blm:belum blom:belum belom:belum sdh:sudah udh:sudah
udah:sudah dah:sudah krn:karena karna:karena utk:untuk u/:untuk tuk:untuk dr:dari dri:dari
pd:pada dlm:dalam dgr:dengar jln:jalan jl:jalan jalanan:jalan gg:gang kel:kelurahan
kec:kecamatan kab:kabupaten ds:desa dsn:dusun bpk:bapak pak:bapak bu:ibu org:orang ortu:orangtua
sy:saya sya:saya aku:saya gue:saya gw:saya ane:saya km:kamu kmrn:kemarin bgt:banget bbrp:beberapa
tsb:tersebut dll:dan_lain lg:lagi lgi:lagi jg:juga jgn:jangan sm:sama sprt:seperti spt:seperti
dpt:dapat dpn:depan dkt:dekat blkg:belakang bs:bisa bsa:bisa gmn:bagaimana gimana:bagaimana knp:kenapa
kpd:kepada mhn:mohon tlg:tolong tlng:tolong trs:terus trus:terus skrg:sekarang skg:sekarang
thn:tahun bln:bulan hr:hari mlm:malam pk:pukul jam:pukul rmh:rumah skt:sakit skl:sekolah
skolah:sekolah sklh:sekolah mobl:mobil mtr:motor spd:sepeda bnyk:banyak byk:banyak msh:masih
sllu:selalu slalu:selalu hrs:harus harga2:harga anak2:anak lobang:lubang berlobang:berlubang
jembtan:jembatan jmbtn:jembatan aspl:aspal lmpu:lampu lampunya:lampu pju:pju ektp:ktp ktpel:ktp
e-ktp:ktp kk:kk akte:akta bansos:bansos sampa:sampah smpah:sampah sampahnya:sampah got:selokan
ambulan:ambulans puskesmas:puskesmas pkm:puskesmas pusk:puskesmas rs:rumahsakit
listrk:listrik lstrk:listrik pemda:pemerintah pemkot:pemerintah pemkab:pemerintah
pemko:pemerintah ijin:izin ijinnya:izin perijinan:perizinan parkiran:parkir macet2:macet
angkotan:angkot pungutan:pungut internt:internet inet:internet wi-fi:wifi apk:aplikasi
"""
SPELLINGS: dict[str, str] = dict(pair.split(":", 1) for pair in _SPELLINGS.split())

# What stands in every letter and says nothing of its subject.
_BOILERPLATE = re.compile(
    r"""
    \b(?:kepada\s+|kpd\.?\s*)?(?:yth|yang\s+terhormat|yang\s+saya\s+hormati)\b[.,:]*
    | \bassalam\w*(?:\s*wr\.?\s*wb\.?|\s+warahmatullahi\s+wabarakatuh)?
    | \bwassalam\w*(?:\s*wr\.?\s*wb\.?)?
    | \bselamat\s+(?:pagi|siang|sore|malam|malem)\b
    | \b(?:mohon|tolong|minta|harap|agar|untuk)\s+(?:segera\s+|dapat\s+|bisa\s+)?
      (?:di\s?)?(?:tindak\s?-?\s?lanjut\w*|respon\w*|tanggap\w*|proses|perhatikan|perhatian\w*)\b
    | \bmohon\s+(?:informasinya|infonya|penjelasannya|bantuannya|pencerahannya|maaf)\b
    | \b(?:sekian\s+(?:dan\s+)?)?(?:atas\s+(?:perhatian|bantuan|kerja\s?sama)\w*\s+)?
      (?:(?:di)?(?:saya|kami)?\s*(?:ucapkan|haturkan)?\s*)?(?:terima\s?kasih|trima\s?kasih|makasih|trims|tks|thx)\b
    """,
    re.VERBOSE,
)
# Pieces taken out of a text, by us or by whoever exported it.
_MASKS = re.compile(r"▒+|\[[^\]\n]{0,40}\]|\*{2,}|https?://\S+|www\.\S+|@\w+")
FILLER = "_"
"""Makes a word as long as what it stands for."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]+)*_*")
_LONG_NUMBER = re.compile(r"\d{4,}")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_CLITIC = re.compile(r"(?<=\w{3})(?:nya|lah|kah|pun|ku|mu)$")
_JOINED = (
    (re.compile(r"\be[\s\-–]*ktp\b|\bktp[\s\-–]*e(?:l|lektronik)?\b"), "ktp"),
    (re.compile(r"\brumah\s+sakit\b"), "rumahsakit"),
    (re.compile(r"\bsatpol\s*\.?\s*pp\b|\bpol\s*\.?\s*pp\b"), "satpolpp"),
)


class Word(NamedTuple):
    """One word of a text."""

    normal: str
    """As it is counted."""
    start: int
    end: int
    """Where it stands in the text that was read."""


class Counted(NamedTuple):
    """Hashed features of one group, ascending, and how often each was found."""

    keys: NDArray[np.uint32]
    times: NDArray[np.float32]


class Features(NamedTuple):
    """What was found in one report, by group."""

    words: Counted
    letters: Counted
    places: Counted


def read(text: str) -> str:
    """Return a text as it is read: small letters, no salutations, letters kept at their places."""
    plain = _small(text[:LONGEST_TEXT])
    for pattern in (_MASKS, _BOILERPLATE):
        plain = pattern.sub(lambda match: " " * len(match[0]), plain)
    for pattern, word in _JOINED:
        plain = pattern.sub(partial(_padded, word), plain)
    return plain


def _small(text: str) -> str:
    """Return a text in small letters, as long as it was: a few letters become two."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _padded(word: str, match: re.Match[str]) -> str:
    """Return a word made as long as what it stands for."""
    return word[: len(match[0])].ljust(len(match[0]), FILLER)


def words_in(plain: str) -> Iterator[Word]:
    """Yield the words of a text that was ``read``, as they are counted, with their places."""
    for match in _WORD.finditer(plain):
        word = normal(match[0])
        if word:
            yield Word(word, match.start(), match.end())


@lru_cache(maxsize=MOST_KEPT)
def normal(word: str) -> str:
    """Return one spelling of a word in small letters: "jln" → "jalan", "lampunya" → "lampu".

    Empty for a long number, which says nothing.
    """
    word = word.rstrip(FILLER)
    if _LONG_NUMBER.search(word):
        return ""
    word = SPELLINGS.get(word) or _REPEATED.sub(r"\1", word)
    if "-" in word:  # "anak-anak"
        first, _, rest = word.partition("-")
        word = first if rest.startswith(first) else word.replace("-", "")
    word = _CLITIC.sub("", word)
    return SPELLINGS.get(word, word)[:LONGEST_WORD]


def hashed(feature: str) -> int:
    """Return the number that stands for a feature, 0 to 2³²−1."""
    return crc32(feature.encode())


def word_features(words: Sequence[Word]) -> Iterator[str]:
    """Yield words and pairs of words."""
    before = ""
    for word in words:
        yield f"w {word.normal}"
        if before:
            yield f"w {before} {word.normal}"
        before = word.normal


@lru_cache(maxsize=MOST_KEPT)
def letter_keys(word: str) -> NDArray[np.uint32]:
    """Return the runs of letters within one word, its edges marked, hashed."""
    edged = f"<{word}>"
    runs = (edged[start : start + LETTERS] for start in range(max(1, len(edged) - LETTERS + 1)))
    return np.fromiter((hashed(f"c {run}") for run in runs), dtype=np.uint32)


def place_features(places: Iterable[str], category: str) -> Iterator[str]:
    """Yield what the place and the chosen category say."""
    known = [place.lower() for place in places if place]
    yield from (f"p {place}" for place in known)
    yield "p !" if known else "p ?"
    if category:
        yield f"k {category}"


def of(
    title: Sequence[Word], text: Sequence[Word], *, places: Iterable[str] = (), category: str = ""
) -> Features:
    """Return the features of a report.

    Args:
        title: the words of its title, without personal data.
        text: the words of its text, without personal data.
        places: codes of the region and of the one above.
        category: code of the category that was chosen; empty when none says anything.
    """
    keys = [hashed(feature) for feature in word_features(title)] * TITLE_TIMES
    keys += [hashed(feature) for feature in word_features(text)]
    keys += [hashed(f"t {word.normal}") for word in title]
    letters = [letter_keys(word.normal) for word in (*title, *text)]
    where = [hashed(feature) for feature in place_features(places, category)]
    return Features(
        _counted(np.array(keys, dtype=np.uint32)),
        _counted(np.concatenate(letters) if letters else np.zeros(0, dtype=np.uint32)),
        _counted(np.array(where, dtype=np.uint32)),
    )


def _counted(keys: NDArray[np.uint32]) -> Counted:
    unique, times = np.unique(keys, return_counts=True)
    return Counted(unique, times.astype(np.float32))
