"""What a file is, read from its bytes, and its way to the one who washes that kind."""

from __future__ import annotations

import puremagic
from django.core.exceptions import ValidationError

from complaints.uploads.films import is_film, wash_film
from complaints.uploads.pictures import is_heif, wash_picture
from complaints.uploads.washed import Washed

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif"})


def wash(content: bytes, name: str) -> Washed:
    """Read, check and re-encode a file.

    Args:
        content: all its bytes.
        name: its harmless name, for the sentence that refuses it.

    Returns:
        What may be kept; nothing is stored yet.

    Raises:
        ValidationError: not a picture, a PDF or (with the extra) a video, or broken.
    """
    match _type_of(content):
        case "picture":
            return wash_picture(content, name)
        case "paper":
            from complaints.uploads.papers import wash_paper  # noqa: PLC0415  (heavy, only PDF)

            return wash_paper(content, name)
        case "film":
            return wash_film(content, name)
    raise ValidationError(f"Berkas “{name}” bukan foto atau PDF. Kirim JPG, PNG, WebP, HEIC, PDF.")


def _type_of(content: bytes) -> str:
    """Return what the bytes themselves claim to be; an empty text for everything else."""
    if content.startswith(b"%PDF-"):
        return "paper"
    if is_heif(content):
        return "picture"
    if is_film(content):
        return "film"
    try:
        suffix = str(puremagic.from_string(content)).lower()
    except (puremagic.PureError, ValueError):
        return ""
    return "picture" if suffix in PICTURE_SUFFIXES else ""
