"""The picture beside a shared link: title, place and state of a report, drawn by the program."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from complaints import limits, wording
from complaints.citizens.cards import place_of, public_title
from complaints.models import Complaint
from complaints.reporters import receipts

SIZE = (1200, 630)
"""Width and height in pixels, as Open Graph asks for."""
MARGIN = 72
MOST_LINES = 4
KEPT_SECONDS = 24 * 3600
SECONDS = 600
DEEP, ACCENT, LIGHT, SOFT = "#083f3a", "#f2b441", "#fdf6e8", "#c9ded9"
"""The town's colours, as in lapor.css."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@require_safe
@cache_control(public=True, max_age=SECONDS)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Send the picture of a public report: nothing on it that its page does not show."""
    rows = Complaint.objects.public().for_public_list()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    state = wording.citizen_status(complaint, public=True)
    return _sent(request, public_title(complaint), [place_of(complaint), state])


@require_safe
@cache_control(public=True, max_age=SECONDS)
def town(request: HttpRequest) -> HttpResponse:
    """Send the picture of the service itself."""
    return _sent(request, "Ada yang rusak, salah, atau tidak dilayani?", ["Laporkan di sini"])


def _sent(request: HttpRequest, title: str, lines: Sequence[str]) -> HttpResponse:
    """Send a picture from the cache, or draw it; its key is what stands on it."""
    said = "\x1f".join((title, *lines, settings.LAPOR_CITY))
    key = f"share-picture:{hashlib.sha256(said.encode()).hexdigest()}"
    picture = cache.get(key)
    if picture is None:
        if not limits.allow("picture", limits.sender_of(request)):
            return render(request, "429.html", status=429)
        picture = drawn(title, lines, settings.LAPOR_CITY)
        cache.set(key, picture, KEPT_SECONDS)
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Encoding"] = "identity"  # compressed already; keeps GZipMiddleware away
    return response


def drawn(title: str, lines: Sequence[str], city: str) -> bytes:
    """Return the picture as PNG: the town's name above, the title, and ``lines`` below."""
    image = Image.new("RGB", SIZE, DEEP)
    pen = ImageDraw.Draw(image)
    _mark(pen, MARGIN, MARGIN)
    pen.text((MARGIN + 96, MARGIN + 14), f"LAPOR {city}", font=_font(40), fill=ACCENT)
    size = 72 if len(title) <= 60 else 58  # noqa: PLR2004
    top = MARGIN + 124
    for line in _wrapped(title, _font(size), pen):
        pen.text((MARGIN, top), line, font=_font(size), fill=LIGHT)
        top += int(size * 1.2)
    bottom = SIZE[1] - MARGIN - 30
    for line in reversed([line for line in lines if line]):
        pen.text((MARGIN, bottom), _fitting(line, _font(34), pen), font=_font(34), fill=SOFT)
        bottom -= 48
    buffer = io.BytesIO()
    image.quantize(32).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _mark(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw the slit drum of ``static/img/mark.svg``."""
    pen.rounded_rectangle((left, top, left + 72, top + 72), 18, fill=ACCENT)
    pen.rounded_rectangle((left + 21, top + 12, left + 51, top + 61), 11, fill=DEEP)
    pen.rounded_rectangle((left + 33, top + 22, left + 39, top + 50), 3, fill=ACCENT)


def _font(size: int) -> Font:
    return ImageFont.load_default(size)


def _wrapped(text: str, font: Font, pen: ImageDraw.ImageDraw) -> list[str]:
    """Return ``text`` in lines that fit, the last one cut when there are too many."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(longer, font=font) <= SIZE[0] - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return [_fitting(line, font, pen) for line in lines]


def _fitting(line: str, font: Font, pen: ImageDraw.ImageDraw) -> str:
    """Return ``line``, cut with an ellipsis where it is too wide."""
    if pen.textlength(line, font=font) <= SIZE[0] - 2 * MARGIN:
        return line
    while line and pen.textlength(f"{line}…", font=font) > SIZE[0] - 2 * MARGIN:
        line = line[:-1]
    return f"{line.rstrip()}…"
