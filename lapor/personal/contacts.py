"""E-mail addresses and number plates in a text, however they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapor.personal.kinds import Finding, Kind

_AT, _DIGIT = re.compile(r"@|\bat\b", re.IGNORECASE), re.compile(r"\d")
"""Without the first there is no e-mail address in a text, without the second no plate."""
_EMAIL = re.compile(
    r"(?<![\w.+\-@])[\w.+\-]{1,64}+"
    r"(?:\s?(?:@|\(at\)|\[at\]|\{at\})\s?[\w\-]{1,63}+"
    r"(?:(?:\.|\s?[(\[{](?:dot|titik)[)\]}]\s?)[\w\-]{1,63}+){1,8}+"
    r"|\sat\s[\w\-]{1,63}+(?:(?:\.|\sdot\s)(?!dot\b)[\w\-]{1,63}+){0,3}\sdot\s[a-z]{2,8}\b)",
    re.IGNORECASE,
)
_AREA = (
    r"(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNRSTW]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[ABGSTY]?|R|S"
    r"|T|W|Z)"
)
"""The letters with which number plates begin (Perkapolri 7/2021)."""
_NO_SERIES = (
    r"(?!(?:di|ke|rt|rw|no|km|cm|mm|kg|jt|rb|th|kk|hr|wa|hp|sd|dan|yg|ada|jam|wib|org|ton|jln|jl|rbu"
    r"|ribu|jt|thn|an|kw|va|kva|mtr|m|pcs|box|x|kv|gb|mb|ml|pk|cc|am|pm)\b)"
)
_PLATE = re.compile(rf"\b{_AREA}[\s\-.]?\d{{1,4}}[\s\-.]?(?i:{_NO_SERIES})[A-Z]{{1,3}}\b")
_TYPED_SMALL = re.compile(
    rf"(?<!\w)(?![a-z]\d|[a-z]\s)(?i:{_AREA})[\s\-.]?\d{{3,4}}[\s\-.]?{_NO_SERIES}[a-z]{{2,3}}\b"
)
"""Two letters, three digits and two letters are hardly anything else, even in small letters."""
_SERIES = rf"[\s\-.]?{_NO_SERIES}[a-z]{{1,3}}"
_SAID = re.compile(
    r"\b(?:plat|pelat|nopol|nomor polisi|no\.? ?pol(?:isi)?|motor|mobil|truk|pickup|bus"
    r"|angkot)\b[\s:.]{0,3}+(?:(?:nya|nomor|nomer|no|bernomor)\b[\s:.]{0,3}+)?+"
    rf"(?P<it>(?!l[ \-]?300\b){_AREA}[\s\-.]?(?:\d{{2,4}}(?:{_SERIES})?|\d{_SERIES}))\b",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Finding]:
    """Yield the e-mail addresses and plates of a text."""
    for sign, pattern, kind in (
        (_AT, _EMAIL, Kind.EMAIL),
        (_DIGIT, _PLATE, Kind.PLATE),
        (_DIGIT, _TYPED_SMALL, Kind.PLATE),
        (_DIGIT, _SAID, Kind.PLATE),
    ):
        if not sign.search(text):
            continue
        for match in pattern.finditer(text):
            group = "it" if "it" in pattern.groupindex else 0
            yield Finding(kind, match.start(group), match.end(group), match[group])
