"""Photos with parts blackened for the public: the pixels under a box are gone, not hidden."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from PIL import Image, ImageDraw

from complaints.uploads.pictures import FORMATS, UNREADABLE, finished
from complaints.uploads.washed import Washed

BLACK = (0, 0, 0)
WHOLE = 100.0


class Box(NamedTuple):
    """A part of a photo, in percent of its width and height, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return the box in whole pixels, the last ones included: never less than was drawn."""
        wide, high = size
        left, top = math.floor(self.left / WHOLE * wide), math.floor(self.top / WHOLE * high)
        right = math.ceil((self.left + self.width) / WHOLE * wide) - 1
        bottom = math.ceil((self.top + self.height) / WHOLE * high) - 1
        return max(0, left), max(0, top), min(wide - 1, right), min(high - 1, bottom)


def covered(content: bytes, name: str, boxes: Sequence[Box]) -> Washed:
    """Return a copy of a washed photo with black boxes, drawn before it is encoded again.

    Args:
        content: the photo as it is stored.
        name: the photo's name, for the copy's.
        boxes: what is blackened.

    Raises:
        ValidationError: the photo cannot be read any more.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS[:-1]) as picture:
            image = picture.convert("RGB")
    except UNREADABLE as error:
        raise ValidationError(f"Foto “{name}” tidak dapat dibaca lagi.") from error
    image.info = {}
    pen = ImageDraw.Draw(image)
    for box in boxes:
        pen.rectangle(box.pixels(image.size), fill=BLACK)
    stem = name.rpartition(".")[0] or name
    return finished(image, name=f"{stem}-ditutup.jpg")
