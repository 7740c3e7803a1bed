"""The town's emblem: SVG or PNG, refused with a sentence when it is neither, and drawn on papers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from lapor import logo

OWN = Path(__file__).resolve().parent.parent / "static/img/mark.svg"


def png(folder: Path) -> Path:
    """Return a small picture as a file."""
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "#0b5a52").save(out, "PNG")
    file = folder / "lambang.png"
    file.write_bytes(out.getvalue())
    return file


def test_without_one_it_is_our_own_mark() -> None:
    assert logo.checked("", default=OWN) == OWN
    assert logo.drawing(OWN).startswith("<svg")


def test_a_png_becomes_a_drawing_of_its_size(tmp_path: Path) -> None:
    file = png(tmp_path)
    assert logo.checked(str(file), default=OWN) == file
    assert 'viewBox="0 0 30 40"' in logo.drawing(file)


@pytest.mark.parametrize("content", [b"GIF89a", b"<html>", b"<svg" + b" " * logo.LARGEST])
def test_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "lambang"
    file.write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match="SVG or PNG"):
        logo.checked(str(file), default=OWN)
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        logo.checked(str(tmp_path / "nowhere.svg"), default=OWN)
