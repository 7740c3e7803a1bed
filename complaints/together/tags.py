"""Which tags an officer may read and use, by number and by name; read once for a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from agencies.models import Officer
from complaints.models.tag import TAG_LENGTH, Tag
from lapor import personal

if TYPE_CHECKING:
    from agencies.models import Agency

NEAR = (Officer.Role.LIAISON, Officer.Role.OPERATOR, Officer.Role.SUPERVISOR)
"""Whose agency has tags of its own that they may read: theirs, and those of every unit above."""
SEPARATOR = ","
MOST_ON_REPORT = 10
MOST_OF_OWNER = 200
"""So many tags the town or one agency may have in use: lists stay short enough to choose from."""


class Known:
    """The tags that one officer may read: the town's, and those of the own agency and above it.

    Switched off and merged ones are among them, so that what stands on reports keeps its name.
    """

    def __init__(self, rows: Iterable[Tag]) -> None:
        self.by_id = {row.pk: row for row in rows}

    def __bool__(self) -> bool:
        return bool(self.by_id)

    def get(self, pk: int) -> Tag | None:
        """Return the tag of a number as it is called today; None for one of somebody else."""
        row = self.by_id.get(pk)
        if row is None or row.merged_into_id is None:
            return row
        return self.by_id.get(row.merged_into_id)

    def of(self, ids: Iterable[int]) -> list[Tag]:
        """Return what these numbers mean today, each once, by name; of others' tags nothing."""
        found = {row.pk: row for row in map(self.get, ids) if row is not None}
        return sorted(found.values(), key=lambda row: (row.name.casefold(), row.pk))

    def ids_of(self, tag: Tag) -> list[int]:
        """Return the numbers under which a tag stands on reports: its own and the merged ones."""
        merged = [row.pk for row in self.by_id.values() if row.merged_into_id == tag.pk]
        return [tag.pk, *merged]

    @property
    def all(self) -> list[Tag]:
        """All tags under the names of today, those of the town first."""
        rows = self.of(self.by_id)
        return sorted(rows, key=lambda row: row.agency_id is not None)

    @property
    def offered(self) -> list[Tag]:
        """Those that can be put on a report."""
        return [row for row in self.all if row.is_active]

    def named(self, name: str) -> Tag | None:
        """Return the tag of this name, without regard to case: one in use, of the town first."""
        same = [pk for pk, row in self.by_id.items() if row.name.casefold() == name.casefold()]
        found = sorted(
            self.of(same), key=lambda row: (not row.is_active, row.agency_id is not None)
        )
        return next(iter(found), None)


def known_to(officers: Iterable[Officer]) -> Known:
    """Return the tags that somebody in these seats may read: one query."""
    units = [officer.agency for officer in officers if officer.role in NEAR]
    own = {pk for unit in units for pk in (unit.pk, *unit.ancestor_ids)}
    mine = Q(agency__isnull=True) | Q(agency__in=sorted(own))
    return Known(Tag.objects.filter(mine if own else Q(agency__isnull=True)))


def groups_of(rows: Iterable[Tag], agencies: Iterable[Agency]) -> list[tuple[str, list[Tag]]]:
    """Return tags under headings: the town's, and those of each agency of ``agencies``."""
    names = {agency.pk: str(agency) for agency in agencies}
    groups: dict[str, list[Tag]] = {}
    for row in rows:
        owner = "Seluruh kota" if row.agency_id is None else names.get(row.agency_id, "Instansi")
        groups.setdefault(owner, []).append(row)
    return list(groups.items())


def names_in(typed: str) -> list[str]:
    """Return the names in a line of names with commas between them, each once."""
    found: dict[str, str] = {}
    for piece in typed.split(SEPARATOR):
        name = " ".join(piece.split())
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def why_not(name: str) -> str:
    """Return why this cannot be the name of a tag; empty when it can."""
    if not name:
        return "Tulis nama tanda."
    if len(name) > TAG_LENGTH:
        return f"“{name[:TAG_LENGTH]}…” terlalu panjang. Paling banyak {TAG_LENGTH} karakter."
    if SEPARATOR in name:
        return "Nama tanda tidak memuat koma."
    if not any(map(str.isalnum, name)):
        return f"“{name}” bukan nama tanda. Pakai huruf atau angka."
    if personal.find(name):
        return f"“{name}” tampak seperti data pribadi. Tanda hanya memuat kata umum."
    return ""
