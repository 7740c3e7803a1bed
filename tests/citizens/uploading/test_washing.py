"""What is left of a file: nothing that its camera, its maker or its older versions told."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from complaints import uploads
from complaints.uploads import papers, pictures
from tests.citizens.uploading import given

pytestmark = pytest.mark.django_db

TELLING = (given.MAKER, given.SECRET, *given.COORDINATES, b"Exif\0\0", b"adobe:ns:meta")
PICTURES = [given.jpeg, given.png, given.webp, given.gif, given.heic]


def stored(path: str) -> bytes:
    with default_storage.open(path, "rb") as file:
        return bytes(file.read())


def told(content: bytes) -> list[bytes]:
    return [words for words in TELLING if words in content]


@pytest.mark.parametrize("make", PICTURES, ids=lambda make: make.__name__)
def test_nothing_of_a_photo_is_kept_but_its_picture(make: Callable[[], bytes]) -> None:
    content = make()
    assert told(content), "the file of this test tells nothing"
    file = uploads.clean(given.upload("foto.asli", content))
    washed = pictures.wash_picture(content, "foto.asli")
    for derivative in (stored(file.path), stored(file.thumbnail), washed.preview):
        assert told(derivative) == []
        with Image.open(io.BytesIO(derivative)) as image:
            assert image.format == "JPEG"
            assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_nothing_on_the_disk_tells_where_a_photo_was_taken() -> None:
    uploads.clean(given.upload("foto.jpg", given.jpeg()))
    uploads.clean(given.upload("surat.pdf", given.pdf(photo=given.jpeg())))
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(kept) >= 3
    assert [(path.name, told(path.read_bytes())) for path in kept if told(path.read_bytes())] == []


def test_a_photo_is_stored_upright() -> None:
    file = uploads.clean(given.upload("foto.jpg", given.jpeg()))
    assert (file.width, file.height) == (120, 160)


def test_a_transparent_picture_stands_on_white() -> None:
    content = given.saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")
    with Image.open(io.BytesIO(pictures.wash_picture(content, "a.png").content)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_taken(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    content = given.saved(Image.new(mode, (64, 48)), "JPEG" if kind == "TIFF" else kind)
    washed = pictures.wash_picture(content, "a.png")
    assert (washed.width, washed.height) == (64, 48)


@pytest.mark.parametrize("make", [given.jpeg, given.webp, given.png, given.heic])
def test_the_place_of_a_photo_is_found(make: Callable[[], bytes]) -> None:
    upload = given.upload("foto", make())
    place = uploads.place_in(upload)
    assert place == pytest.approx(given.PLACE, abs=1e-5)
    assert upload.tell() == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", given.gif(), given.pdf(), b"x" * 50])
def test_no_place_is_found_where_there_is_none(content: bytes) -> None:
    assert uploads.place_in(given.upload("foto", content)) is None


@pytest.mark.parametrize(
    "point", [(0.0, 0.0), (91.0, 10.0), (10.0, 181.0), (float("nan"), 1.0), (float("inf"), 1.0)]
)
def test_a_point_that_no_camera_set_is_none(point: tuple[float, float]) -> None:
    assert uploads.place(*point) is None


def giant(width: int, height: int) -> bytes:
    """Return a small PNG that claims to be huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_000, 5_001), (9_000, 8_000), (60_000, 60_000)])
def test_a_picture_past_the_limit_is_refused_before_it_is_decoded(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(self: object) -> None:
        raise AssertionError("a pixel was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(ValidationError, match="lebih dari 50 megapiksel"):
        uploads.clean(given.upload("besar.png", giant(width, height)))


def test_a_picture_just_within_the_limit_is_taken() -> None:
    content = given.saved(Image.new("L", (10_000, 5_000)), "PNG")
    file = uploads.clean(given.upload("besar.png", content))
    assert (file.width, file.height) == (2048, 1024)


@pytest.mark.parametrize("make", PICTURES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_cut_off_picture_is_refused_by_its_name(make: Callable[[], bytes], share: float) -> None:
    content = make()
    with pytest.raises(ValidationError, match=r"“rusak\.jpg”"):
        uploads.clean(given.upload("rusak.jpg", content[: int(len(content) * share)]))


@pytest.mark.parametrize("photo", [b"", given.jpeg()], ids=["plain", "with a photo"])
def test_nothing_of_a_paper_is_kept_but_its_pages(photo: bytes) -> None:
    content = given.pdf(photo=photo)
    assert told(content)
    washed = papers.wash_paper(content, "surat.pdf")
    with pikepdf.open(io.BytesIO(washed.content)) as paper:
        assert len(paper.pages) == 1
        assert set(paper.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in paper.trailer
        plain = io.BytesIO()
        paper.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, qdf=True)
    assert told(washed.content) == told(plain.getvalue()) == []
    for word in (b"JavaScript", b"EmbeddedFile", b"/AA", b"/Annots", b"PieceInfo", b"catatan.txt"):
        assert word not in plain.getvalue()


def packed(photo: bytes, *filters: str) -> bytes:
    """Return a paper whose photo is packed once more."""
    with pikepdf.open(io.BytesIO(given.pdf(photo=given.jpeg()))) as paper:
        stream = paper.pages[0].Resources.XObject.Foto
        names = pikepdf.Array([pikepdf.Name(name) for name in (*filters, "/DCTDecode")])
        stream.write(photo, filter=names)
        buffer = io.BytesIO()
        paper.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("pack", "name"),
    [
        (zlib.compress, "/FlateDecode"),
        (lambda photo: base64.a85encode(photo, adobe=True)[2:], "/ASCII85Decode"),
        (lambda photo: photo.hex().encode() + b">", "/ASCIIHexDecode"),
    ],
)
def test_a_photo_packed_twice_tells_nothing_either(
    pack: Callable[[bytes], bytes], name: str
) -> None:
    washed = papers.wash_paper(packed(pack(given.jpeg()), name), "surat.pdf")
    with pikepdf.open(io.BytesIO(washed.content)) as paper:
        photo = paper.pages[0].Resources.XObject.Foto
        assert str(photo.Filter) == "/DCTDecode"
        kept = photo.read_raw_bytes()
    assert told(kept) == []
    with Image.open(io.BytesIO(kept)) as new, Image.open(io.BytesIO(given.jpeg())) as old:
        assert new.tobytes() == old.tobytes()


@pytest.mark.parametrize("name", ["/FlateDecode", "/RunLengthDecode", "/ASCIIHexDecode"])
def test_a_photo_packed_in_a_strange_or_endless_way_is_refused(name: str) -> None:
    bomb = zlib.compress(bytes(papers.MOST_UNPACKED + 1))
    with pytest.raises(ValidationError, match=r"PDF “surat\.pdf” rusak"):
        papers.wash_paper(packed(bomb, name), "surat.pdf")


def test_the_photo_inside_a_paper_keeps_its_pixels() -> None:
    photo = given.jpeg()
    washed = papers.wash_paper(given.pdf(photo=photo), "surat.pdf")
    with pikepdf.open(io.BytesIO(washed.content)) as paper:
        kept = paper.pages[0].Resources.XObject.Foto.read_raw_bytes()
    with Image.open(io.BytesIO(kept)) as new, Image.open(io.BytesIO(photo)) as old:
        assert new.tobytes() == old.tobytes()
        assert not new.getexif()


def test_older_versions_inside_a_paper_are_gone() -> None:
    content = given.updated_pdf()
    assert b"versi lama" in content
    assert b"versi lama" not in papers.wash_paper(content, "surat.pdf").content


def test_what_was_typed_into_a_paper_stays_to_be_seen() -> None:
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(300, 300))
    shown = paper.make_stream(b"BT /F 12 Tf (terisi) Tj ET", Type=pikepdf.Name.XObject)
    shown.Subtype, shown.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 100, 20])
    field = paper.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=pikepdf.String("nama"),
            V=pikepdf.String("terisi"),
            Rect=pikepdf.Array([10, 10, 110, 30]),
            AP=pikepdf.Dictionary(N=shown),
            F=4,
        )
    )
    page.obj.Annots = pikepdf.Array([field])
    paper.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    buffer = io.BytesIO()
    paper.save(buffer)
    washed = papers.wash_paper(buffer.getvalue(), "isian.pdf")
    with pikepdf.open(io.BytesIO(washed.content)) as clean:
        assert "/AcroForm" not in clean.Root
        drawn = clean.pages[0].Resources.XObject
        assert any(b"(terisi)" in form.read_bytes() for form in drawn.values())


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", given.pdf()[:400]])
def test_a_broken_paper_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(ValidationError, match=r"PDF “surat\.pdf” rusak"):
        uploads.clean(given.upload("surat.pdf", content))


def test_a_paper_with_a_password_is_refused() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(given.pdf())) as paper:
        paper.save(buffer, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    with pytest.raises(ValidationError, match="dikunci dengan sandi"):
        uploads.clean(given.upload("surat.pdf", buffer.getvalue()))


def test_a_locked_paper_that_opens_without_password_is_stored_unlocked() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(given.pdf())) as paper:
        paper.save(buffer, encryption=pikepdf.Encryption(user="", owner="rahasia"))
    washed = papers.wash_paper(buffer.getvalue(), "surat.pdf")
    with pikepdf.open(io.BytesIO(washed.content)) as clean:
        assert not clean.is_encrypted
