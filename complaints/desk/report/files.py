"""Files of a report as officers see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse

from complaints.models import Attachment
from complaints.states import Audience

NOTES = {
    Audience.PUBLIC.value: "untuk umum",
    Audience.REPORTER.value: "pelapor dan petugas",
    Audience.INTERNAL.value: "internal",
}


class File(NamedTuple):
    """One file, as ``_components/files.html`` draws it."""

    url: str
    thumb_url: str
    name: str
    size: int
    alt: str
    note: str


def file_of(row: Attachment, *, code: str = "") -> File:
    """Return how a file is shown; who may open it is decided where it is served.

    Args:
        row: the file.
        code: the ticket of its report, where a photo is to open large among the others.
    """
    raw = reverse("citizens:attachment", args=[row.pk])
    picture = row.kind == Attachment.Kind.IMAGE
    return File(
        url=reverse("desk:photo", args=[code, row.pk]) if picture and code else raw,
        thumb_url=f"{raw}?kecil=1" if picture else "",
        name=row.name,
        size=row.size,
        alt=f"Foto {row.name}" if picture else "",
        note=", ".join(_notes(row)),
    )


def _notes(row: Attachment) -> Iterator[str]:
    if row.is_proof:
        yield "bukti"
    if row.original_id is not None:
        yield "salinan yang ditutup"
    if row.audience in NOTES:
        yield NOTES[row.audience]
