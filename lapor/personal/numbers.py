"""Long numbers in a text and what each of them is: a card, a telephone, an account, or just long.

A number is eight digits and more, with whatever people put between them. What it is follows from
its shape and from the nearest word before it; that it is masked follows from its length alone. Only
what is surely something else is left: dates, hours, money, numbers of papers. Coordinates are long
numbers too: they may point at the door of somebody who writes without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapor.personal.kinds import Finding, Kind

CARD_DIGITS = 16
MISTYPED_CARD = range(14, 19)
"""Digits of a number that was called a NIK: one too few or too many is a slip."""
PHONE_DIGITS = range(9, 15)
MOST_HARMLESS = 12
"""Digits up to which hours, years and sums may follow each other; longer ones are masked."""
NEAR = 40
"""How far before a number its name may stand."""
PROVINCES = frozenset(
    (
        *range(11, 20),
        *(21, *range(31, 37), *range(51, 54), *range(61, 66)),
        *(*range(71, 77), 81, 82, *range(91, 98)),
    )
)
"""The first two digits of a NIK (Permendagri 72/2022 and before: codes of provinces)."""
FEMALE = 40
"""Added to the day of birth of women."""
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_BETWEEN = r"[\s.\-–—()_]{0,3}+"
_LONG = re.compile(rf"(?<!\d)(?:\+?+\d|(?<!\w)[oO](?=\s?8))(?:{_BETWEEN}\d){{7,}}+")
_SHORT_PHONE = re.compile(
    r"\b(?:telp|tlp|tlpn|telpon|telepon|telfon|hp|wa|fax)\b[\s.:]{0,3}+"
    r"(?:(?:rumah|no|nomor|nmr)\b[\s.:]{0,3}+)?+(?P<it>(?<![\d.])\d{3,4}[\s\-]?\d{3,4})(?!\d|\.\d)",
    re.IGNORECASE,
)

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_HOUR = r"(?:[01]?\d|2[0-4])\.[0-5]\d"
_SUM = r"[1-9]\d{0,2}+(?:\.\d{3}){1,5}+"
_TO = r"\s?[\-–—(]\s?"
_HARMLESS = re.compile(
    rf"{_DAY}[.\-–\s]{_MONTH}[.\-–\s]{_YEAR}(?:\s{_HOUR})?|{_YEAR}-{_MONTH}-{_DAY}(?:\s{_HOUR})?"
    rf"|{_HOUR}{_TO}{_HOUR}|{_YEAR}{_TO}{_YEAR}(?:{_TO}{_YEAR})?|{_SUM}{_TO}{_SUM}"
)
"""Dates, office hours, years and sums: long numbers that point at nobody."""
_MONEY = re.compile(r"(?:\d{1,3}+(?:\.\d{3}){1,9}+|\d{8,12})(?:\s?\(\d{1,2})?")
_RUPIAH = re.compile(
    r"(?:\b(?:rp|idr)\.?|\b(?:anggaran|biaya|nilai|dana|harga|pagu|denda|bayar|sebesar|senilai"
    r"|total|gaji|tarif|uang)\b[\s:.]{0,3})\s?$",
    re.IGNORECASE,
)
_RUPIAH_AFTER = re.compile(r"[\s.,\-]{0,3}(?:rupiah|rp)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:tiket|ticket|laporan|aduan|pengaduan|kontrak|spk|sk|sni|uu|pp|perda|perwali|perpres|tender"
    r"|lelang|paket|surat|dipa|dpa|rup)\b[\s.:#]{0,3}"
    r"(?:(?:no|nomor|nmr|kode|id)\b[\s.:#]{0,3})?(?:[a-z0-9]{1,8}[\-/. ])?$",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?<![^\W_])(?:(?P<kk>kk|k\.k|kartu keluarga)|(?P<nik>nik|e-?ktp|ktp(?:-?el)?|nomor induk)"
    r"|(?P<phone>telp\w{0,4}|tlp\w{0,2}|telepon|telfon|hp|hape|wa|whatsapp|hub\w{0,8}|kontak|call|sms"
    r"|nope|cp|dana|ovo|gopay)"
    r"|(?P<account>rek|rekening|norek|bank|bca|bri|bni|btn|bsi|mandiri|danamon|permata|cimb|tf"
    r"|transfer|va|virtual account)"
    r"|(?P<number>pelanggan|idpel|meter\w{0,3}|bpjs|jkn|npwp|sim|paspor|nisn|nip|antri\w{0,3}"
    r"|pendaftaran|registrasi|rangka|mesin))(?![^\W\d_])",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Finding]:
    """Yield the long numbers of a text, and short ones that are called a telephone."""
    for match in _LONG.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        after = text[match.end() : match.end() + NEAR]
        if not _points_at_nobody(match[0], before, after):
            yield Finding(_kind_of(match[0], before), match.start(), match.end(), match[0])
    for match in _SHORT_PHONE.finditer(text):
        yield Finding(Kind.PHONE, match.start("it"), match.end("it"), match["it"])


def is_card(digits: str) -> bool:
    """Whether sixteen digits may be a NIK or KK: a province, and a day that exists.

    A NIK has the date of birth (the day plus 40 for women), a KK the day it was issued.
    """
    if len(digits) != CARD_DIGITS or int(digits[:2]) not in PROVINCES:
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    is_month = 1 <= month <= len(DAYS)
    has_place = digits[2:4] != "00" and digits[4:6] != "00"
    return has_place and is_month and 1 <= day - FEMALE * (day > FEMALE) <= DAYS[month - 1]


def _points_at_nobody(number: str, before: str, after: str) -> bool:
    digits = _digits(number)
    if len(digits) <= MOST_HARMLESS and _HARMLESS.fullmatch(number):
        return True
    if _MONEY.fullmatch(number) and (_RUPIAH.search(before) or _RUPIAH_AFTER.match(after)):
        return True
    is_somebodys = is_card(digits) or digits.startswith(("08", "628")) or number.startswith("+")
    return not is_somebodys and len(digits) <= MOST_HARMLESS and bool(_PAPER.search(before))


def _kind_of(number: str, before: str) -> Kind:
    digits = _digits(number)
    cues = [match.lastgroup for match in _CUE.finditer(before)]
    cue = Kind(cues[-1]) if cues and cues[-1] else None
    is_phone = len(digits) in PHONE_DIGITS and number.startswith(("0", "+", "62", "o", "O", "("))
    if len(digits) == CARD_DIGITS and cue in (Kind.KK, Kind.ACCOUNT):
        return cue
    if is_card(digits) or (cue == Kind.NIK and len(digits) in MISTYPED_CARD):
        return Kind.NIK
    if cue in (Kind.ACCOUNT, Kind.NUMBER):
        return cue
    is_called_phone = cue == Kind.PHONE and len(digits) < CARD_DIGITS
    return Kind.PHONE if is_phone or is_called_phone else Kind.NUMBER


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number.replace("o", "0").replace("O", "0")))
