"""Handing a file of a list to the one who asked, with a record of who took how much."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from django.db.models import F
from django.http import FileResponse
from django.http.response import HttpResponseBase

from complaints.exports import files, making
from complaints.exports.sources import Source
from complaints.fields import number
from complaints.models import ListExport
from complaints.trail import audit
from lapor import clock

if TYPE_CHECKING:
    from typing import IO

    from complaints.access import Desk

Kind = ListExport.Kind
NOTHING = "tidak ada"


def at_once(source: Source, kind: str, desk: Desk) -> HttpResponseBase:
    """Return a short list as a file that is stored nowhere."""
    counted = making.Counted(source, list(source.ids()[: making.AT_ONCE]))
    rows = list(counted.rows())
    place = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    files.write(kind, source.columns, rows, making.about(source, counted.number), place)
    place.seek(0)
    _note(source.name, source.recorded, kind, counted.number - counted.sealed, desk)
    return _answer(place, kind)


def kept(export: ListExport, file: IO[bytes], desk: Desk) -> HttpResponseBase:
    """Return a file that was made before, and count that it was taken."""
    ListExport.objects.filter(pk=export.pk).update(downloads=F("downloads") + 1)
    _note(export.name, export.recorded, export.kind, export.rows - export.sealed_rows, desk)
    return _answer(file, export.kind)


def _note(name: str, recorded: str, kind: str, rows: int, desk: Desk) -> None:
    """Write down who took what; sealed reports are not even counted in it."""
    said = {"laporan": number(rows), "jenis berkas": str(Kind(kind).label)}
    audit.note_list(audit.by(desk), name, said | {"saringan": recorded or NOTHING})


def _answer(file: IO[bytes], kind: str) -> HttpResponseBase:
    name = f"daftar-{clock.today().isoformat()}.{files.ENDINGS[Kind(kind)]}"
    answer = FileResponse(
        file, as_attachment=True, filename=name, content_type=files.TYPES[Kind(kind)]
    )
    if kind == Kind.XLSX:
        answer["Content-Encoding"] = "identity"  # packed already; keeps GZipMiddleware away
    return answer
