"""What a file for a body outside may hold."""

from __future__ import annotations

from django.db.models import TextChoices


class Part(TextChoices):
    """A part that an overseer chooses; the report itself is always in the file."""

    TALK = "talk", "Percakapan dan tindak lanjut"
    INTERNAL = "internal", "Catatan internal petugas"
    FILES = "files", "Foto dan dokumen"
    CHAIN = "chain", "Jejak audit lengkap dengan sidiknya"
    NAME = "name", "Nama dan kontak pelapor"
