"""What a file would do and what it did, in words: for the page and for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from complaints.fields import number
from complaints.models import ImportRun
from complaints.sp4n.columns import TITLES
from lapor import words

SHOWN = 8
EMPTY = "(kosong)"
MISSED = ("status", "klass", "agency", "category", "kind", "channel", "final_text", "ward")
"""Columns whose absence is worth a word."""


class Fact(NamedTuple):
    """One thing to know of a file: its name, and what there is to say."""

    name: str
    value: str


class Table(NamedTuple):
    """Counts of words under one heading; a second word is what we make of the first."""

    title: str
    rows: list[tuple[str, str, int]]


def facts(run: ImportRun) -> list[Fact]:
    """Return what the preview says in front."""
    said = run.summary
    found = [
        Fact("Baris di berkas", number(said["rows"])),
        Fact("Laporan yang dapat diimpor", _reports(said)),
        Fact("Masa laporan", _period(said)),
        Fact("Nama pelapor", _names(run)),
    ]
    if said["elsewhere"]:
        count = sum(many for _, many in said["elsewhere"])
        names = _listed([name for name, _ in said["elsewhere"]])
        found.append(Fact("Laporan kota lain, tidak diimpor", f"{number(count)} ({names})"))
    if said["duplicates"]:
        some = _listed(said["some_duplicates"])
        text = f"{number(said['duplicates'])} ({some}). Baris terakhir yang dipakai."
        found.append(Fact("Nomor yang berulang", text))
    if said["cut"]:
        text = f"{number(said['cut'])}. Judul dipotong; isi laporan tetap utuh."
        found.append(Fact("Judul lebih dari 150 karakter", text))
    missing = [TITLES[name] for name in MISSED if name not in said["columns"]]
    if missing:
        named = ", ".join(missing)
        found.append(Fact("Kolom yang tidak ada", f"{named}. Bagian itu dikosongkan."))
    return found


def _reports(said: dict[str, Any]) -> str:
    """Return how many reports, and how many of them are known already."""
    parts = []
    if said["imported_before"]:
        parts.append(f"{number(said['imported_before'])} pernah diimpor")
    if said["own"]:
        parts.append(f"{number(said['own'])} ditulis di sini dan dibiarkan")
    known = f"; {', '.join(parts)}" if parts else ", semuanya baru"
    return f"{number(said['reports'])}{known}"


def _period(said: dict[str, Any]) -> str:
    if not said["first"]:
        return "tidak diketahui"
    first, latest = (date.fromisoformat(said[name]) for name in ("first", "latest"))
    return f"{words.day(first)} – {words.day(latest)}"


def _names(run: ImportRun) -> str:
    if run.with_names:
        return "ikut diimpor; nama pada laporan anonim dan rahasia tidak ikut"
    return "tidak ikut diimpor"


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return f"{shown}, dan lainnya" if len(names) > SHOWN else shown


def tables(run: ImportRun) -> list[Table]:
    """Return the counts of the preview; headings without rows are left out."""
    said = run.summary
    years = sorted(said["years"])
    found = [
        Table("Status", [(word or EMPTY, label, many) for word, label, many in said["states"]]),
        Table("Tahun", [(word, "", many) for word, many in years]),
        *(
            Table(title, [(word or EMPTY, "", many) for word, many in said[name]])
            for title, name in (
                ("Klasifikasi", "classes"),
                ("Sumber", "channels"),
                ("Tipe", "kinds"),
                ("Kecamatan dan kelurahan", "places"),
                ("Kategori yang dikenal", "categories"),
                ("Kategori yang tidak dikenal (laporan diimpor tanpa kategori)", KNOWN_NOT),
            )
        ),
        Table("Instansi yang dikenal", [tuple(row) for row in said["found"]]),
    ]
    return [one for one in found if one.rows]


KNOWN_NOT = "unknown_categories"


def lines(run: ImportRun) -> Iterator[str]:
    """Give the preview as lines of text."""
    yield from (f"  {one.name}: {one.value}" for one in facts(run))
    for table in tables(run):
        yield f"  {table.title}:"
        for word, label, many in table.rows:
            yield f"    {number(many):>9}  {word}{f' → {label}' if label else ''}"
    if run.summary["unknown"]:
        yield "  Instansi yang belum dikenal (diimpor tanpa instansi, atau pakai --map NAMA=KODE):"
        for one in run.summary["unknown"]:
            yield f"    {number(one['number']):>9}  {one['name']}"
    if run.summary["bad_rows"]:
        yield f"  Baris yang tidak terbaca: {number(run.summary['bad_rows'])}"
        for row, column, sentence in run.summary["troubles"]:
            yield f"    baris {row}, {column}: {sentence}"


def outcome(run: ImportRun) -> Iterator[str]:
    """Give what became of the lines, in words."""
    done = run.result
    yield f"{number(done.get('created', 0))} laporan baru diimpor."
    if done.get("renewed"):
        yield f"{number(done['renewed'])} laporan diperbarui."
    if done.get("named"):
        yield f"{number(done['named'])} laporan lama mendapat nama pelapornya."
    if done.get("same"):
        yield f"{number(done['same'])} laporan tidak berubah."
    if done.get("repeated"):
        yield f"{number(done['repeated'])} baris dilewati karena nomornya berulang di bawahnya."
    if done.get("left"):
        yield f"{number(done['left'])} laporan dibiarkan seperti adanya."
