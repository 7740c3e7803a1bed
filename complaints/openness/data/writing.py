"""Writing the files of open data: streamed, under a name of their own, listed when all are whole.

A reader gets either an old file or a new one, never a part: the list is replaced last, in one step.
Older files are deleted then, because they may hold words that are public no more.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

import structlog
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from complaints.models import Event
from complaints.openness.data import rows
from complaints.openness.data.dictionary import DATASETS, LICENCE, Dataset
from lapor import clock
from lapor.sheets import harmless

FOLDER = "data-terbuka"
LIST = "daftar.json"
TAKES_BACK = Q(verb="redact") | Q(data__erased=True)
"""After these the files are written anew at once: they may hold words that are public no more."""
LOCK = 0x4F50_454E
"""Only one worker may write at a time."""
LAST_SEALS = 7

log = structlog.get_logger("complaints.openness")


def folder() -> Path:
    """Return where the files lie."""
    return Path(default_storage.path(FOLDER))


def listed() -> dict[str, Any]:
    """Return the list of the files as written last; empty before the first time."""
    try:
        found: dict[str, Any] = json.loads((folder() / LIST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def is_due() -> bool:
    """Whether the files are of another day, or words were taken back since."""
    last = listed()
    if not last or last["day"] != clock.today().isoformat():
        return True
    return Event.objects.filter(TAKES_BACK, pk__gt=last["event"]).exists()


def write_if_due() -> bool:
    """Write all files when it is time; return whether that was so."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0] or not is_due():
            return False
        write()
    return True


def write() -> dict[str, Any]:
    """Write all files and return their list."""
    before, now = listed(), clock.now()
    folder().mkdir(parents=True, exist_ok=True)
    event = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    files: dict[str, Any] = {}
    for dataset, read in _sources(before):
        files |= _write(dataset, read(), now)
    found = {
        "day": clock.today().isoformat(),
        "at": timezone.localtime(now).isoformat(timespec="seconds"),
        "event": event,
        "files": files,
        "seals": [[day, value] for day, value in rows.seals()][-LAST_SEALS:],
    }
    _replace(LIST, json.dumps(found, indent=1))
    _drop_all_but(found)
    log.info("open_data.written", files=len(files))
    return found


def told_before(last: dict[str, Any]) -> dict[rows.Key, list[int | None]]:
    """Return the numbers of the file of figures as written last, by row."""
    known = last.get("files", {}).get("angka.json")
    if known is None:
        return {}
    try:
        data = json.loads((folder() / known["name"]).read_text(encoding="utf-8"))["data"]
    except (FileNotFoundError, ValueError):
        return {}
    names = ("diterima", "ditindaklanjuti", "selesai", "dikonfirmasi")
    return {
        (one["tahun"], one["bulan"], one["instansi_kode"], one["kategori_kode"]): [
            one[name] for name in names
        ]
        for one in data
    }


def _sources(before: dict[str, Any]) -> Iterator[tuple[Dataset, Callable[[], Iterable[rows.Row]]]]:
    read: dict[str, Callable[[], Iterable[rows.Row]]] = {
        "tahunan": rows.years,
        "angka": partial(rows.figures, told_before(before)),
        "laporan": rows.reports,
        "segel": rows.seals,
    }
    yield from ((dataset, read[dataset.key]) for dataset in DATASETS)


def _write(dataset: Dataset, lines: Iterable[rows.Row], now: datetime) -> dict[str, Any]:
    """Write one set as CSV and as JSON while reading it once; return their entries."""
    with ExitStack() as stack:
        sheet, data = (stack.enter_context(_Part(dataset.key, kind)) for kind in ("csv", "json"))
        table = csv.writer(sheet)
        table.writerow(dataset.heads)
        head = {
            "judul": dataset.name,
            "lisensi": LICENCE,
            "ditulis": timezone.localtime(now).isoformat(timespec="seconds"),
        }
        data.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "data": [')
        many = 0
        for line in lines:
            table.writerow([_told(cell) for cell in line])
            text = json.dumps(dict(zip(dataset.heads, line, strict=True)), ensure_ascii=False)
            data.write(("," if many else "") + "\n" + text)
            many += 1
        data.write("\n]}\n")
    return {f"{dataset.key}.{one.kind}": one.entry(many) for one in (sheet, data)}


def _told(cell: Any) -> Any:
    """Return a cell as it stands in a separated text."""
    return harmless(cell) if isinstance(cell, str) else cell


class _Part:
    """One file while it is written: hashed as it grows, named after what it holds when whole."""

    def __init__(self, key: str, kind: str) -> None:
        self.key, self.kind, self.size, self.name = key, kind, 0, ""
        self._hash = hashlib.sha256()
        self._place = tempfile.NamedTemporaryFile(  # noqa: SIM115  (closed by __exit__)
            "wb", dir=folder(), prefix=f"{key}-", suffix=".part", delete=False
        )

    def write(self, text: str) -> int:
        """Add a text."""
        piece = text.encode()
        self._hash.update(piece)
        self.size += len(piece)
        return self._place.write(piece)

    def entry(self, many: int) -> dict[str, Any]:
        """Return what the list says of it."""
        return {
            "name": self.name,
            "sha256": self._hash.hexdigest(),
            "bytes": self.size,
            "rows": many,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: object, *_: object) -> None:
        self._place.close()
        part = Path(self._place.name)
        if error is not None:
            part.unlink()
            return
        self.name = f"{self.key}-{self._hash.hexdigest()[:16]}.{self.kind}"
        part.replace(folder() / self.name)


def _replace(name: str, text: str) -> None:
    """Write a small file in one step."""
    with tempfile.NamedTemporaryFile("w", dir=folder(), suffix=".part", delete=False) as place:
        place.write(text)
    Path(place.name).replace(folder() / name)


def _drop_all_but(found: dict[str, Any]) -> None:
    """Delete what is not listed: files of earlier days, and parts that broke off."""
    kept = {LIST} | {entry["name"] for entry in found["files"].values()}
    for path in folder().iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)
