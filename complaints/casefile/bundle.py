"""A book as a ZIP, piece by piece: PDF, files, history, and how to check all of it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from complaints.casefile.book import Book, Enclosed
from complaints.casefile.pdf import pdf_of
from lapor import clock, words

CHUNK = 256 * 1024
SUMS = "SHA256SUMS"
CHECKING = """CARA MEMERIKSA BERKAS INI

1. Setiap berkas di dalam ZIP ini punya nilai periksa SHA-256 di SHA256SUMS.
   Linux, Mac: buka terminal di folder ini, lalu ketik   sha256sum -c SHA256SUMS
   Windows: ketik   certutil -hashfile laporan.pdf SHA256   dan bandingkan.
"""
CHAIN_CHECKING = """
2. jejak.json memuat setiap peristiwa laporan. Sidik ("hash") sebuah peristiwa dihitung dari
   isinya dan dari sidik peristiwa sebelumnya ("previous"): satu huruf yang diubah memutus rantai.
   Sidik = SHA-256 dari JSON peristiwa itu, hanya dengan kunci complaint, sequence, verb, from, to,
   actor, agency, role, audience, at, data, words, previous; kunci diurutkan, tanpa spasi, UTF-8.
   Kata-kata: "words" = SHA-256 dari salt, satu bita 0x1F, lalu text. Bila text kosong (null),
   kata-katanya tidak diserahkan, tetapi sidiknya tetap dapat diperiksa.
   Dengan Python 3, simpan sebagai periksa.py di folder ini, lalu jalankan   python3 periksa.py

import hashlib, json
keys = "complaint sequence verb from to actor agency role audience at data words previous".split()
last = ""
for row in json.load(open("jejak.json", encoding="utf-8")):
    body = json.dumps({key: row[key] for key in keys}, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)
    assert row["previous"] == last, row["sequence"]
    assert hashlib.sha256(body.encode()).hexdigest() == row["hash"], row["sequence"]
    if row["text"] is not None:
        said = (row["salt"] + chr(31) + row["text"]).encode()
        assert hashlib.sha256(said).hexdigest() == row["words"], row["sequence"]
    last = row["hash"]
print("Rantai utuh. Sidik terakhir:", last)
"""

Progress = Callable[[int], object]


class _Pipe(io.RawIOBase):
    """What the ZIP writes to; it cannot be sought in, and is emptied after every piece."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is taken."""
        self.held += piece
        return len(piece)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        piece, self.held = bytes(self.held), bytearray()
        return piece


def zipped(book: Book, *, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield a book as a ZIP; memory holds one piece of it at a time.

    Args:
        book: what is in it.
        progress: told the percentage that is done, now and then.
    """
    pipe, sums = _Pipe(), {}
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in _papers(book):
            archive.writestr(_entry(path), text, zipfile.ZIP_DEFLATED)
            sums[path] = hashlib.sha256(text).hexdigest()
            yield pipe.take()
        for number, one in enumerate(book.enclosed, 1):
            yield from _copied(archive, pipe, one, sums)
            if progress is not None:
                progress(10 + 85 * number // len(book.enclosed))
        lines = "".join(f"{value}  {path}\n" for path, value in sums.items())
        archive.writestr(_entry(SUMS), lines.encode(), zipfile.ZIP_DEFLATED)
    yield pipe.take()


def _papers(book: Book) -> Iterator[tuple[str, bytes]]:
    yield "laporan.pdf", pdf_of(book)
    yield "riwayat.json", _json([_line(line) for line in book.lines])
    if book.chain:
        yield "jejak.json", _json(book.chain)
    checking = CHECKING + (CHAIN_CHECKING if book.chain else "")
    yield "CARA-MEMERIKSA.txt", checking.encode()


def _line(line: Any) -> dict[str, Any]:
    return {
        "pada": line.at,
        "waktu": words.moment(line.at),
        "peristiwa": line.title,
        "oleh": line.who,
        "untuk": line.audience,
        "isi": line.text,
        "rincian": dict(line.details),
        "berkas": line.files,
    }


def _json(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _copied(
    archive: zipfile.ZipFile, pipe: _Pipe, one: Enclosed, sums: dict[str, str]
) -> Iterator[bytes]:
    """Put one file into the ZIP, piece by piece; one that is gone from the disk is left out."""
    try:
        source = one.file.file.open("rb")
    except FileNotFoundError:
        return
    value = hashlib.sha256()
    with source, archive.open(_entry(one.path), "w") as place:
        for piece in source.chunks(CHUNK):
            place.write(piece)
            value.update(piece)
            yield pipe.take()
    sums[one.path] = value.hexdigest()


def _entry(path: str) -> zipfile.ZipInfo:
    now = timezone.localtime(clock.now())
    return zipfile.ZipInfo(path, (now.year, now.month, now.day, now.hour, now.minute, now.second))
