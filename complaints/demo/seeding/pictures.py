"""Pictures for the demo's reports, drawn by the program: a street, a thing on it, a light."""

from __future__ import annotations

import io
import random
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from complaints import uploads
from complaints.uploads.washed import Washed

SIZE = (640, 480)
HORIZON = 230
STREETS = 30
"""How many are drawn, each broken and repaired; washing a picture takes longer than any verb."""

SKIES = [(150, 190, 220), (205, 195, 175), (120, 130, 145), (235, 180, 120)]
"""A clear day, smoke, rain, evening."""


def photo(dice: random.Random, *, repaired: bool) -> uploads.CleanFile:
    """Return a cleaned photo of a street: broken as reported, or repaired as a proof.

    Args:
        dice: the source of chance, so that the same seed draws the same picture.
        repaired: whether the hole is closed and the rubbish gone.
    """
    return uploads.store(_washed(dice.randrange(STREETS), repaired=repaired))


@cache
def _washed(street: int, *, repaired: bool) -> Washed:
    """Draw a street and wash the picture as if somebody had sent it."""
    dice = random.Random(street)
    image = Image.new("RGB", SIZE, dice.choice(SKIES))
    draw = ImageDraw.Draw(image)
    _houses(draw, dice)
    _road(draw, dice)
    if repaired:
        _patch(draw, dice)
    else:
        dice.choice([_hole, _rubbish, _puddle])(draw, dice)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    name = "sesudah.jpg" if repaired else "kejadian.jpg"
    return uploads.read(SimpleUploadedFile(name, buffer.getvalue()))


def _houses(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    draw.rectangle((0, HORIZON - 20, SIZE[0], SIZE[1]), fill=(104, 128, 84))
    x = dice.randint(-40, 10)
    while x < SIZE[0]:
        width, height = dice.randint(70, 140), dice.randint(60, 110)
        wall = dice.choice([(214, 190, 150), (170, 110, 90), (190, 205, 195), (225, 215, 190)])
        top = HORIZON - height
        draw.rectangle((x, top, x + width, HORIZON), fill=wall)
        roof = [(x - 8, top), (x + width // 2, top - 36), (x + width + 8, top)]
        draw.polygon(roof, fill=(130, 60, 45))
        draw.rectangle((x + 14, top + 20, x + 34, top + 44), fill=(80, 95, 110))
        x += width + dice.randint(10, 60)


def _road(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    middle = dice.randint(260, 380)
    edge = [(middle - 40, HORIZON), (middle + 40, HORIZON), (620, SIZE[1]), (20, SIZE[1])]
    draw.polygon(edge, fill=(96, 96, 98))
    for step in range(6):
        top = HORIZON + 20 + step * 40
        draw.line((middle, top, middle, top + 14 + step * 2), fill=(230, 225, 200), width=2 + step)


def _hole(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    for _ in range(dice.randint(2, 5)):
        x, y = dice.randint(160, 420), dice.randint(330, 440)
        wide, high = dice.randint(40, 120), dice.randint(14, 36)
        draw.ellipse((x, y, x + wide, y + high), fill=(52, 46, 40))
        draw.ellipse((x + 8, y + 4, x + wide - 10, y + high - 4), fill=(80, 66, 50))


def _rubbish(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    for _ in range(60):
        x, y = dice.randint(60, 330), dice.randint(340, 450)
        shade = dice.choice([(200, 200, 210), (60, 110, 160), (180, 60, 50), (40, 40, 40)])
        draw.ellipse((x, y, x + dice.randint(8, 30), y + dice.randint(6, 20)), fill=shade)


def _puddle(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x, y = dice.randint(80, 220), dice.randint(320, 380)
    draw.ellipse((x, y, x + 360, y + 90), fill=(120, 112, 92))
    draw.ellipse((x + 60, y + 16, x + 250, y + 44), fill=(160, 158, 146))


def _patch(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x, y = dice.randint(180, 300), dice.randint(340, 390)
    draw.polygon([(x, y), (x + 190, y), (x + 230, y + 66), (x - 30, y + 66)], fill=(48, 48, 50))
    for cone in (x - 20, x + 210):
        draw.polygon(
            [(cone, y + 70), (cone + 12, y + 30), (cone + 24, y + 70)], fill=(235, 120, 30)
        )
