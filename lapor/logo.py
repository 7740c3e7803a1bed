"""The town's emblem on papers: an SVG or PNG file that the town names, or LAPOR's own mark."""

from __future__ import annotations

import base64
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

OWN = Path(__file__).resolve().parent.parent / "static/img/mark.svg"
LARGEST = 500_000
"""Bytes; it is in every file of a report."""
PNG = b"\x89PNG\r\n\x1a\n"
_WIDTH, _HEIGHT = slice(16, 20), slice(20, 24)
"""Where a PNG says how large it is."""


def checked(path: str, *, default: Path = OWN) -> Path:
    """Return the file of the emblem.

    Args:
        path: what the town wrote; empty for the default.
        default: what is drawn without one.

    Raises:
        ImproperlyConfigured: with what to write instead.
    """
    if not path:
        return default
    file = Path(path)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ImproperlyConfigured(f"LAPOR_LOGO: {path} cannot be read.") from error
    if len(content) > LARGEST or not (content.startswith(PNG) or b"<svg" in content):
        raise ImproperlyConfigured("LAPOR_LOGO: name an SVG or PNG file of at most 500 KB.")
    return file


def drawing(file: Path) -> str:
    """Return the emblem as an SVG document; a PNG is wrapped into one."""
    content = file.read_bytes()
    if not content.startswith(PNG):
        return content.decode()
    width, height = (int.from_bytes(content[part]) for part in (_WIDTH, _HEIGHT))
    picture = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"><image'
        f' width="{width}" height="{height}" xlink:href="data:image/png;base64,{picture}"/></svg>'
    )
