"""Which kind of file it is, and its rows one after the other: spreadsheets and separated text."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

MOST_BYTES = 500 * 1024 * 1024
"""Of a file as it lies on the disk."""
START = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
AGAIN = "Unduh laporan ringkas dari SP4N sekali lagi, atau simpan sebagai XLSX atau CSV."

_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"RIFF", "gambar atau video"),
    (b"\x1f\x8b", "arsip"),
    (b"Rar!", "arsip"),
    (b"7z\xbc\xaf", "arsip"),
    (b"{\\rtf", "dokumen"),
)
_PAGES = (b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml", b"<div", b"<style")
DELIMITERS = (",", ";", "\t", "|")


class Unreadable(Exception):
    """The file as a whole cannot be used; ``str()`` is the sentence for the person."""


class Row(NamedTuple):
    """One row of a sheet: its number in the file, and its values; None where a cell is empty."""

    number: int
    values: tuple[Any, ...]

    def at(self, place: int) -> Any:
        """Return the value of a column; None when the row ends before it."""
        return self.values[place] if place < len(self.values) else None


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Iterator[Row]]]:
    """Open a file and give its sheets, each as its rows; text once for each possible separator.

    Raises:
        Unreadable: another kind of file, encrypted, broken, empty, or too large once unpacked.
    """
    from complaints.sp4n import books  # noqa: PLC0415  (heavy: reads spreadsheets)

    with path.open("rb") as file:
        start = _start(file, path.stat().st_size)
        if start.startswith(ZIP):
            with books.opened(file) as sheets:
                yield sheets
        else:
            _refuse_others(file, start)
            yield _texts(path, _encoding(file, start), start)


def looks_right(file: IO[bytes], size: int) -> None:
    """Refuse at once a file that by its first bytes is none of ours.

    Raises:
        Unreadable: empty, too large, or another kind of file.
    """
    start = _start(file, size)
    if not start.startswith(ZIP):
        _refuse_others(file, start)
    file.seek(0)


def _start(file: IO[bytes], size: int) -> bytes:
    """Return the first bytes of a file that may be one of ours."""
    if size > MOST_BYTES:
        raise Unreadable(
            f"Berkas ini lebih dari {MOST_BYTES // 1024 // 1024} MB. Bagi menurut periode."
        )
    file.seek(0)
    start = file.read(START)
    file.seek(0)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable(f"Berkas ini kosong. {AGAIN}")
    return start


def _refuse_others(file: IO[bytes], start: bytes) -> None:
    if start.startswith(OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in _ends(file)
        if is_locked:
            raise Unreadable("Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi.")
        raise Unreadable("Ini berkas Excel atau Word lama. Buka lalu simpan sebagai XLSX.")
    for mark, kind in _OTHERS:
        if start.startswith(mark):
            raise Unreadable(f"Berkas ini {kind}, bukan XLSX atau CSV. {AGAIN}")
    plain = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if plain.startswith(_PAGES):
        raise Unreadable(
            "Berkas ini sebenarnya halaman web, walau namanya lembar kerja. "
            "Buka lalu simpan sebagai XLSX."
        )


def _ends(file: IO[bytes]) -> bytes:
    """Return the start and the end of a file, where an old container lists what is in it."""
    first = file.read(512 * 1024)
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 512 * 1024))
    last = file.read()
    file.seek(0)
    return first + last


# -- separated text --------------------------------------------------------------------------


def _texts(path: Path, encoding: str, start: bytes) -> Iterator[Iterator[Row]]:
    """Give the rows of a text for each separator, the one that stands most in the start first."""
    known = start.decode(encoding, "replace")
    if "\x00" in known.strip("\x00") and known.count("\x00") > len(known) // 10:
        raise Unreadable(f"Berkas ini bukan XLSX atau CSV. {AGAIN}")
    for delimiter in sorted(DELIMITERS, key=known.count, reverse=True):
        if delimiter in known:
            with path.open(encoding=encoding, errors="replace", newline="") as file:
                yield _csv(file, delimiter)


def _encoding(file: IO[bytes], start: bytes) -> str:
    """Return in which letters a text is written: by its mark, by its zeros, or by trying."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 2 * 0.6
    if odd > most and even < most / 10:
        return "utf-16-le"
    if even > most and odd < most / 10:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1024 * 1024):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8"


def _csv(file: IO[str], delimiter: str) -> Iterator[Row]:
    """Give the rows of a text; the number is that of the line in which a row begins."""
    reader = csv.reader(_lines(file), delimiter=delimiter)
    number = 1
    try:
        for values in reader:
            yield Row(number, tuple(value or None for value in values))
            number = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"Berkas CSV ini rusak mulai baris {number}: mungkin ada tanda kutip yang tidak "
            "ditutup. Simpan ulang, lebih baik sebagai XLSX."
        ) from error


LONGEST_LINE = 1_000_000


def _lines(file: IO[str]) -> Iterator[str]:
    """Give the lines of a text in pieces that fit into memory, whatever the file says."""
    while piece := file.readline(LONGEST_LINE):
        if len(piece) >= LONGEST_LINE:
            raise Unreadable(f"Ada baris yang terlalu panjang di berkas ini. {AGAIN}")
        yield piece.replace("\x00", "")
