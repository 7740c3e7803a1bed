"""Papers as PDF that a screen reader can read (PDF/UA-1), and drawings as PNG."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import segno

from lapor import clock

if TYPE_CHECKING:
    import typst

STANDARD: Final = "ua-1"
LAST_LETTER = 0x17F
"""The end of Latin Extended-A; the typeface has all of it."""
PUNCTUATION = frozenset("–—‘’“”…•")
"""What people write beside letters, and the typeface has too."""
DOTS_PER_INCH = 144
DRAWING = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n"
    b'#image(bytes(sys.inputs.drawing), format: "svg", width: 640pt)'
)
QUIET_ZONE = 4
"""White modules around a QR code, as ISO/IEC 18004 asks for."""


def pdf(source: Path, variables: dict[str, Any], *, qr_address: str = "", logo: str = "") -> bytes:
    """Return a tagged PDF in Indonesian, with a title; nothing is downloaded.

    The fonts are those inside typst. Some 14 ms of one core for a page.

    Args:
        source: the typst file; it reads ``sys.inputs.sheet`` (JSON, so that no word of it is ever
            read as markup), ``sys.inputs.qr`` and ``sys.inputs.logo`` (SVG, may be empty).
        variables: everything variable, texts and lists of texts.
        qr_address: what the QR code holds; empty for none.
        logo: an emblem as an SVG document; empty for none.
    """
    import typst  # noqa: PLC0415  (34 MB that only somebody who wants a PDF needs)

    made: bytes = typst.compile(
        str(source),
        sys_inputs={
            "sheet": json.dumps(_drawable(variables)),
            "qr": svg(qr_address) if qr_address else "",
            "logo": logo,
        },
        pdf_standards=[STANDARD],
        font_paths=_fonts(),
        timestamp=int(clock.now().timestamp()),
    )
    return made


def png(drawing: str) -> bytes:
    """Return an SVG document as a picture 1,280 dots wide; some 50 ms of one core.

    Args:
        drawing: the document; its texts are set in the fonts inside typst.
    """
    import typst  # noqa: PLC0415  (see above)

    made: bytes = typst.compile(
        DRAWING,
        sys_inputs={"drawing": drawing},
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=_fonts(),
    )
    return made


def data_uri(text: str) -> str:
    """Return the QR code of ``text`` as the address of a picture in the page itself."""
    picture: str = _code(text).svg_data_uri(border=QUIET_ZONE, light="white")
    return picture


def svg(text: str) -> str:
    """Return the QR code of ``text`` as an SVG document."""
    out = BytesIO()
    _code(text).save(out, kind="svg", border=QUIET_ZONE, light="white")
    return out.getvalue().decode()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)


@cache
def _fonts() -> typst.Fonts:
    """Return typst's own fonts, read once a process: every machine makes the same page."""
    import typst  # noqa: PLC0415  (see above)

    return typst.Fonts(include_system_fonts=False)


def _drawable(value: Any) -> Any:
    """Return all texts within ``value`` with only characters that the font has.

    PDF/UA refuses a page with a character that cannot be drawn; an e-mail address may have one.
    """
    if isinstance(value, str):
        return "".join(one if _has_shape(one) else "?" for one in value)
    if isinstance(value, dict):
        return {name: _drawable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one) for one in value]
    return value


def _has_shape(one: str) -> bool:
    return one == "\n" or one in PUNCTUATION or (one.isprintable() and ord(one) <= LAST_LETTER)
