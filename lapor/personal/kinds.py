"""What may point at a person: the kinds of it, and one piece of a text that looks like it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

MASK = "▒▒▒▒"


class Kind(TextChoices):
    """What was found; the label is what the verifier reads."""

    NIK = "nik", "NIK"
    KK = "kk", "Nomor KK"
    PHONE = "phone", "Nomor telepon"
    ACCOUNT = "account", "Nomor rekening"
    NUMBER = "number", "Nomor panjang"
    EMAIL = "email", "Alamat email"
    PLATE = "plate", "Pelat kendaraan"
    NAME = "name", "Nama orang"
    ADDRESS = "address", "Alamat rumah"


BY_PROGRAM = frozenset(Kind) - {Kind.NAME, Kind.ADDRESS}
"""Masked in every public text by the program; names and addresses wait for a person."""


@dataclass(frozen=True)
class Finding:
    """One piece of a text that looks like personal data."""

    kind: Kind
    start: int
    end: int
    text: str
