"""Papers (PDF): rewritten without metadata, scripts, attached files, notes and older versions."""

from __future__ import annotations

import base64
import io
import zlib
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError

from complaints.models import Attachment
from complaints.uploads.washed import Washed

KEPT_IN_ROOT = frozenset(
    {
        *("/Type", "/Version", "/Pages", "/PageLabels", "/Lang", "/OCProperties"),
        *("/StructTreeRoot", "/MarkInfo", "/ViewerPreferences", "/PageLayout", "/PageMode"),
    }
)
"""What a paper needs to be read, with a screen reader too; actions, names, forms and files go."""
TELLING = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AF",
    "/AA",
    "/Annots",
    "/Thumb",
    "/Alternates",
)
"""What any object of a paper may carry about its maker, or hide in itself."""

PHOTOS = frozenset({"/DCTDecode", "/JPXDecode"})
MOST_UNPACKED = 64 * 1024 * 1024
APP0, APP2, APP14, COMMENT, SCAN = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA


def wash_paper(content: bytes, name: str) -> Washed:
    """Return a PDF that shows the same and tells nothing else.

    Filled-in fields and stamps become part of the page; links and notes go.

    Raises:
        ValidationError: broken, empty or locked with a password.
    """
    buffer = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                raise ValueError(name)
            _flatten(pdf)
            _forget(pdf)
            pdf.remove_unreferenced_resources()
            pdf.save(buffer, encryption=False, deterministic_id=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, LookupError) as error:
        raise ValidationError(
            f"PDF “{name}” rusak atau dikunci dengan sandi. Kirim PDF lain atau fotonya."
        ) from error
    return Washed(Attachment.Kind.PDF, buffer.getvalue(), name=name, suffix="pdf")


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Draw what forms and stamps show into the pages, so that they can go."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _forget(pdf: pikepdf.Pdf) -> None:
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for key in set(pdf.Root.keys()) - KEPT_IN_ROOT:
        del pdf.Root[key]
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key in TELLING:
            if key in thing:
                del thing[key]
        if isinstance(thing, pikepdf.Stream):
            _strip(thing)


def _strip(stream: pikepdf.Stream) -> None:
    """Take out of a photo inside a paper what the camera wrote beside the picture."""
    filters = _names(stream.get("/Filter"))
    if not filters or filters[-1] not in PHOTOS:
        return
    coded = _unwrapped(stream.read_raw_bytes(), filters[:-1])
    bare = without_telling(coded) if filters[-1] == "/DCTDecode" else _without_boxes(coded)
    parameters: Any = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1] if len(parameters) == len(filters) else None
    stream.write(bare, filter=pikepdf.Name(filters[-1]), decode_parms=parameters)


def _unwrapped(coded: bytes, filters: list[str]) -> bytes:
    """Return a photo out of what it was packed into once more.

    Raises:
        ValueError: packed in a way that no scanner uses, broken, or far too large.
    """
    for name in filters:
        if name == "/FlateDecode":
            unpacking = zlib.decompressobj()
            try:
                coded = unpacking.decompress(coded, MOST_UNPACKED)
            except zlib.error as error:
                raise ValueError(name) from error
            if unpacking.unconsumed_tail:
                raise ValueError(name)
        elif name == "/ASCII85Decode":
            coded = base64.a85decode(coded.strip().removeprefix(b"<~").removesuffix(b"~>"))
        elif name == "/ASCIIHexDecode":
            coded = bytes.fromhex(coded.decode("ascii").strip().rstrip(">"))
        else:
            raise ValueError(name)
    return coded


def _names(filters: Any) -> list[str]:
    if filters is None:
        return []
    return [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def without_telling(jpeg: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, notes and what hangs behind the picture, pixels untouched.

    Raises:
        ValueError: the bytes are no JPEG.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:  # noqa: PLR2004  (every marker begins so)
        marker = jpeg[at + 1]
        if marker == 0xFF:  # noqa: PLR2004  (filling)
            at += 1
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not _tells(marker, jpeg[at + 4 : end]):
            kept.append(jpeg[at:end])
        at = end
        if marker == SCAN:
            break
    last = jpeg.rfind(b"\xff\xd9")
    kept.append(jpeg[at : last + 2] if last > at else jpeg[at:])
    return b"".join(kept)


def _tells(marker: int, segment: bytes) -> bool:
    if marker == COMMENT:
        return True
    if marker == APP2:
        return not segment.startswith(b"ICC_PROFILE\0")
    return APP0 < marker <= 0xEF and marker != APP14  # noqa: PLR2004  (the last APP marker)


def _without_boxes(picture: bytes) -> bytes:
    """Return a JPEG 2000 file without the boxes that hold XML or strange data."""
    if picture[4:8] != b"jP  ":
        return picture
    kept, at = [], 0
    while at + 8 <= len(picture):
        length = int.from_bytes(picture[at : at + 4], "big")
        if length == 0 or length > len(picture) - at:
            length = len(picture) - at
        if length < 8 or length == 1:  # noqa: PLR2004  (a box has a head of eight bytes)
            kept.append(picture[at:])
            break
        if picture[at + 4 : at + 8] not in {b"xml ", b"uuid", b"uinf"}:
            kept.append(picture[at : at + length])
        at += length
    return b"".join(kept)
