"""Invented names of the demo town's officers, a mixture of Dayak, Banjar and Javanese ones."""

from __future__ import annotations

FIRST_NAMES = (
    "Yansen", "Noor", "Sri", "Herdi", "Rusmini", "Agus", "Marselina", "Syarwani", "Endang",
    "Dehen", "Raudah", "Bambang", "Lisna", "Rizani", "Wahyuni", "Tampung", "Hidayah", "Slamet",
    "Elda", "Anshari", "Lestari", "Yulius", "Mahrita", "Joko", "Ariyanti", "Syahrani", "Retno",
    "Rantini", "Fitriah", "Teguh", "Berkat",
)  # fmt: skip
LAST_NAMES = (
    "Tuah", "Rahman", "Widodo", "Rangkap", "Hasanah", "Prasetyo", "Lambung", "Fauzi", "Sutrisno",
    "Asang", "Maulida", "Wibowo", "Garu", "Rahmadi", "Handayani", "Mihing", "Khairunnisa",
    "Nugroho", "Bangas", "Arsyad", "Susanto", "Tundan", "Normansyah", "Purnomo", "Penyang",
    "Hayati", "Santoso", "Sangen", "Ridwan",
)  # fmt: skip


def name_of_person(number: int) -> str:
    """Return the name of the n-th person; the first 899 names are all different."""
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number % len(LAST_NAMES)]
    return f"{first} {last}"
