"""Videos, where the optional extra ``av`` is installed: picture and sound are copied, nothing else.

Titles, places, devices and data tracks stay behind, and what encoders write between the pictures.
"""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from complaints.models import Attachment
from complaints.uploads.pictures import MAX_PIXELS, UNREADABLE, small_pictures
from complaints.uploads.washed import Washed

if TYPE_CHECKING:
    from PIL import Image

PICTURES = {
    "h264": "filter_units=remove_types=6",
    "hevc": "filter_units=remove_types=39-40",
}
"""Codecs of phones, and the filter that takes out what stands between the pictures (SEI)."""
SOUNDS = frozenset({"aac", "mp3"})
OTHER_BRANDS = frozenset({b"avif", b"avis"})


def can_wash() -> bool:
    """Tell whether this town takes videos."""
    return importlib.util.find_spec("av") is not None


def is_film(content: bytes) -> bool:
    """Tell whether the bytes begin an MP4 or QuickTime file; pictures of that family come before."""
    return content[4:8] == b"ftyp" and content[8:12] not in OTHER_BRANDS


def wash_film(content: bytes, name: str) -> Washed:
    """Return a video with its picture and its sound alone.

    Raises:
        ValidationError: the extra is not installed, the video is broken, or of another codec.
    """
    if not can_wash():
        raise ValidationError(
            f"Video “{name}” belum dapat kami terima. Kirim foto, atau tangkapan layar video itu."
        )
    import av  # noqa: PLC0415  (optional, and heavy)

    try:
        still, size = _first_picture(content)
        copied = _copied(content)
    except (av.FFmpegError, StopIteration, *UNREADABLE) as error:
        raise ValidationError(
            f"Video “{name}” rusak atau jenisnya tidak dikenal. Kirim video MP4 lain atau fotonya."
        ) from error
    thumbnail, preview = small_pictures(still)
    stem = name.rpartition(".")[0] or name
    return Washed(
        kind=Attachment.Kind.VIDEO,
        content=copied,
        name=f"{stem}.mp4",
        suffix="mp4",
        thumbnail=thumbnail,
        preview=preview,
        width=size[0],
        height=size[1],
    )


def _first_picture(content: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """Return the first picture of a video and its size; a video that shows none is broken."""
    import av  # noqa: PLC0415  (as above)

    film: Any
    with av.open(io.BytesIO(content)) as film:
        stream = film.streams.video[0]
        width, height = stream.codec_context.width, stream.codec_context.height
        if not 0 < width * height <= MAX_PIXELS:
            raise ValueError("no picture, or a giant one")
        return next(film.decode(stream)).to_image(), (width, height)


def _copied(content: bytes) -> bytes:
    """Return the tracks of picture and sound in a new file, not decoded."""
    import av  # noqa: PLC0415  (as above)

    buffer = io.BytesIO()
    old: Any
    new: Any
    with (
        av.open(io.BytesIO(content)) as old,
        av.open(buffer, "w", format="mp4", options={"fflags": "+bitexact"}) as new,
    ):
        tracks: dict[Any, Any] = {}
        for known, streams in ((PICTURES, old.streams.video), (SOUNDS, old.streams.audio)):
            for stream in [one for one in streams if one.codec_context.name in known][:1]:
                tracks[stream] = new.add_stream_from_template(stream)
                tracks[stream].metadata.clear()
        if not any(stream.type == "video" for stream in tracks):
            raise ValueError("no picture of a known codec")
        filters = {
            stream: av.BitStreamFilterContext(PICTURES[stream.codec_context.name], stream, track)
            for stream, track in tracks.items()
            if stream.type == "video"
        }
        for packet in old.demux(list(tracks)):
            stream = packet.stream
            if packet.dts is None:
                continue
            for part in filters[stream].filter(packet) if stream in filters else [packet]:
                part.stream = tracks[stream]
                new.mux(part)
    return buffer.getvalue()
