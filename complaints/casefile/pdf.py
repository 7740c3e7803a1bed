"""A book as a tagged PDF."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from complaints import typeset
from complaints.casefile.book import Book, made_at
from lapor import words

SOURCE = Path(__file__).with_name("book.typ")


def pdf_of(book: Book) -> bytes:
    """Return a book as a PDF that a screen reader can read."""
    return typeset.pdf(
        SOURCE,
        {
            "publisher": f"LAPOR {settings.LAPOR_CITY}",
            "title": f"Berkas laporan {book.code}",
            "heading": book.title,
            "purpose": book.purpose,
            "made": f"Dibuat {made_at()}.",
            "facts": book.facts,
            "people": book.people,
            "text": book.text,
            "clocks": book.clocks,
            "notes": book.notes,
            "lines": [
                {
                    "at": words.moment(line.at),
                    "title": line.title,
                    "who": " · ".join(one for one in (line.who, line.audience) if one),
                    "text": line.text,
                    "details": line.details,
                    "files": ", ".join(line.files),
                }
                for line in book.lines
            ],
            "enclosed": [(one.path, one.what) for one in book.enclosed],
        },
    )
