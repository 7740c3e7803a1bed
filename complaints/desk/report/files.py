"""Files of a report as officers see them."""

from __future__ import annotations

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


def file_of(row: Attachment) -> File:
    """Return how a file is shown; who may open it is decided where it is served."""
    url = reverse("citizens:attachment", args=[row.pk])
    picture = row.kind == Attachment.Kind.IMAGE
    note = NOTES.get(row.audience, "")
    return File(
        url=url,
        thumb_url=f"{url}?kecil=1" if picture else "",
        name=row.name,
        size=row.size,
        alt=f"Foto {row.name}" if picture else "",
        note=f"bukti, {note}" if row.is_proof else note,
    )
