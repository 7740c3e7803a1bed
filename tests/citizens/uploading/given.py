"""Files made by the tests themselves, with everything in them that must not be kept."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import av
import pikepdf
import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

MAKER = b"Kamera-Rina-7731"
SECRET = b"Rina-Penguji-catatan"
"""What the maker wrote into comments, XMP and metadata."""
PLACE = (-2.2089, 113.9213)
"""Where the photos were taken: the middle of Palangka Raya."""
COORDINATES = (b"-2.2089", b"113.9213", b"2,12.534S", b"113,55.278E")
"""The same as XMP and PDF write it."""
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="2,12.534S" '
    b'exif:GPSLongitude="113,55.278E" creator="' + SECRET + b'"/></rdf:RDF></x:xmpmeta>'
    b'<?xpacket end="w"?>'
)


def exif() -> Image.Exif:
    """Return what a phone writes: maker, a turned picture, and where it stood."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = MAKER.decode()
    tags[ExifTags.Base.Orientation] = 6
    gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "S"
    gps[ExifTags.GPS.GPSLatitude] = degrees(PLACE[0])
    gps[ExifTags.GPS.GPSLongitudeRef] = "E"
    gps[ExifTags.GPS.GPSLongitude] = degrees(PLACE[1])
    tags._ifds[ExifTags.IFD.GPSInfo] = gps
    tags[ExifTags.IFD.GPSInfo] = dict(gps)
    return tags


def degrees(value: float) -> tuple[Fraction, Fraction, Fraction]:
    """Return degrees, minutes and seconds as EXIF has them."""
    seconds = Fraction(round(abs(value) * 3600 * 1000), 1000)
    whole, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return Fraction(whole), Fraction(minutes), seconds


def picture(size: tuple[int, int] = (160, 120), mode: str = "RGB") -> Image.Image:
    """Return a picture with something in it."""
    image = Image.radial_gradient("L").resize(size).convert(mode)
    image.paste(200 if mode == "L" else (200, 30, 30) + (255,) * (len(mode) - 3), (0, 0, 20, 10))
    return image


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    """Return the bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def jpeg(size: tuple[int, int] = (160, 120)) -> bytes:
    """Return a JPEG with EXIF, GPS, XMP and a comment."""
    return saved(picture(size), "JPEG", exif=exif(), comment=SECRET, xmp=XMP)


def png() -> bytes:
    """Return a PNG with EXIF and texts."""
    texts = PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture(), "PNG", exif=exif(), pnginfo=texts)


def webp() -> bytes:
    """Return a WebP with EXIF and XMP."""
    return saved(picture(), "WEBP", exif=exif(), xmp=XMP)


def gif() -> bytes:
    """Return a GIF with a comment."""
    return saved(picture(), "GIF", comment=SECRET)


def heic() -> bytes:
    """Return a HEIC as phones of one maker take it."""
    tags = exif()
    tags[ExifTags.Base.Orientation] = 1
    buffer = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(buffer, exif=tags.tobytes(), xmp=XMP, quality=80)
    return buffer.getvalue()


def pdf(*, photo: bytes = b"") -> bytes:
    """Return a paper that tells of its maker in every way that a PDF has."""
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(300, 300))
    paper.docinfo["/Author"] = SECRET.decode()
    paper.docinfo["/Producer"] = MAKER.decode()
    with paper.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET.decode()]
    paper.attachments["catatan.txt"] = pikepdf.AttachedFileSpec(
        paper,
        SECRET,
        filename="catatan.txt",
        description="",
        mime_type="text/plain",
        creation_date="",
        mod_date="",
    )
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')"))
    paper.Root.OpenAction = script
    paper.Root.PieceInfo = pikepdf.Dictionary(Maker=pikepdf.String(SECRET.decode()))
    page.obj.AA = pikepdf.Dictionary(O=script)
    page.obj.Metadata = paper.make_stream(XMP)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=pikepdf.Array([10, 10, 30, 30]),
        T=pikepdf.String(SECRET.decode()),
        Contents=pikepdf.String(MAKER.decode()),
    )
    page.obj.Annots = pikepdf.Array([paper.make_indirect(note)])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    if photo:
        image = paper.make_stream(photo)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 160, 120, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        page.obj.Resources.XObject.Foto = image
        page.obj.Contents = paper.make_stream(b"q 160 0 0 120 20 100 cm /Foto Do Q")
    buffer = io.BytesIO()
    paper.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def updated_pdf() -> bytes:
    """Return a paper whose older version, with a secret, still lies in the file."""
    first = pdf()
    old_xref = first.rindex(b"startxref")
    offset = int(first[old_xref:].split()[1])
    root = first[first.rindex(b"/Root") :].split(None, 3)[1].decode()
    change = b"%d 0 obj\n(%s versi lama)\nendobj\n" % (900, SECRET)
    table = len(first) + len(change) + 1
    tail = (
        b"xref\n900 1\n%010d 00000 n \ntrailer\n<< /Size 901 /Root %s 0 R /Prev %d >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(first) + 1, root.encode(), offset, table)
    )
    return first + b"\n" + change + tail


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Return bytes as a browser would send them."""
    return SimpleUploadedFile(name, content)


def film(*, codec: str = "libx264") -> bytes:
    """Return a second of video with a title, a maker and a place."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as out:
        out.metadata.update(
            {
                "title": SECRET.decode(),
                "com.apple.quicktime.make": MAKER.decode(),
                "com.apple.quicktime.location.ISO6709": "-2.2089+113.9213/",
            }
        )
        stream: Any = out.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(10):
            shade = Image.new("RGB", (160, 120), (number * 20, 0, 90))
            frame: Any = av.VideoFrame
            out.mux(stream.encode(frame.from_image(shade)))
        out.mux(stream.encode())
    return buffer.getvalue()
