"""Which office, category and place of the town a line of the export means."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import routing
from agencies.models import Agency, AgencyAlias, Region
from complaints.sp4n import names
from complaints.sp4n.reading import Line
from complaints.sp4n.vocabulary import plain
from routing.models import Category

NATIONAL_CATEGORIES = Path(routing.__file__).parent / "data" / "national_categories.csv"
LONGEST_ALIAS = 200
_ELSEWHERE = ("provinsi", "kementerian", "kemenko", "badan nasional", "polri", "kepolisian")


@dataclass(frozen=True)
class Office:
    """An office as a line names it: what one mapping is about."""

    name: str
    national_id: str = ""
    parent: str = ""


@dataclass
class Ours:
    """The town's offices, categories and places, read once: seven queries."""

    town: str = ""
    agencies: dict[int, Agency] = field(default_factory=dict)
    offices: dict[str, int] = field(default_factory=dict)
    """By long name (``names.office``); 0 for a name that several have."""
    aliases: dict[tuple[str, str], int | None] = field(default_factory=dict)
    """By name and by national number, what a person confirmed; None is an office of others."""
    categories: dict[str, int] = field(default_factory=dict)
    wards: dict[tuple[str, str], int] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)
    lone_wards: dict[str, int] = field(default_factory=dict)
    """Kelurahan whose name only one kecamatan has."""
    met: dict[Office, tuple[bool, int | None]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Ours:
        """Read the town as it is now."""
        ours = cls()
        ours._read_places()
        ours._read_agencies()
        ours._read_categories()
        return ours

    def _read_places(self) -> None:
        rows = {row.pk: row for row in Region.objects.all()}
        towns = [row for row in rows.values() if row.level == Region.Level.CITY]
        self.town = names.place(towns[0].name) if len(towns) == 1 else ""
        lone: dict[str, list[int]] = defaultdict(list)
        for row in rows.values():
            here = names.place(row.name)
            if row.level == Region.Level.DISTRICT:
                self.districts[here] = row.pk
            if row.level == Region.Level.WARD and row.parent_id is not None:
                self.wards[names.place(rows[row.parent_id].name), here] = row.pk
                lone[here].append(row.pk)
        self.lone_wards = {name: found[0] for name, found in lone.items() if len(found) == 1}

    def _read_agencies(self) -> None:
        self.agencies = {row.pk: row for row in Agency.objects.all()}
        for row in sorted(self.agencies.values(), key=lambda one: not one.is_active):
            for name in {row.name, row.short_name, row.code.replace("-", " ")}:
                long = names.office(name, self.town)
                known = self.offices.setdefault(long, row.pk)
                both = known and self.agencies[known].is_active and row.is_active
                if known != row.pk and both:
                    self.offices[long] = 0
        for alias in AgencyAlias.objects.order_by("confirmed_at", "pk"):
            if alias.national_id:
                self.aliases["", alias.national_id] = alias.agency_id
            self.aliases[alias.name, ""] = alias.agency_id

    def _read_categories(self) -> None:
        rows = list(Category.objects.order_by("-order", "-pk"))
        codes = {row.code: row.pk for row in rows}
        for row in rows:
            self.categories[str(row.national_id)] = row.pk
        for number, name, code in national_categories():
            if code in codes:
                self.categories[number] = codes[code]
                self.categories[plain(name)] = codes[code]
        self.categories |= {plain(row.name): row.pk for row in rows}

    def agency(self, office: Office) -> tuple[bool, int | None]:
        """Return whether an office is known, and the agency that does its work today.

        An office of somebody else is known and has no agency here; so has a line without one.
        """
        found = self.met.get(office)
        if found is None:
            found = self.met[office] = self._find(office)
        return found

    def _find(self, office: Office) -> tuple[bool, int | None]:
        if not office.name and not office.national_id:
            return True, None
        for key in (("", office.national_id), (self.alias(office), "")):
            if any(key) and key in self.aliases:
                return True, self._heir(self.aliases[key])
        if self.is_elsewhere(office):
            return False, None  # the province has a Dinas Sosial too
        found = self.offices.get(names.office(office.name, self.town)) if office.name else None
        return (True, self._heir(found)) if found else (False, None)

    def alias(self, office: Office) -> str:
        """Return the name under which an office is remembered; of another's office with its parent."""
        above = f" di {plain(office.parent)}" if self.is_elsewhere(office) and office.parent else ""
        return f"{plain(office.name)}{above}"[:LONGEST_ALIAS]

    def _heir(self, pk: int | None) -> int | None:
        """Return who does the work of an agency today."""
        seen: set[int] = set()
        while pk is not None and pk not in seen:
            seen.add(pk)
            successor = self.agencies[pk].successor_id
            if self.agencies[pk].is_active or successor is None:
                break
            pk = successor
        return pk

    def proposals(self, office: Office) -> list[tuple[int, float]]:
        """Return the agencies that an unknown office may be, each with its nearness (0–1)."""
        active = (pair for pair in self.offices.items() if pair[1])
        known = ((pk, name) for name, pk in active if self.agencies[pk].is_active)
        found = names.nearest(names.office(office.name, self.town), known)
        return [] if self.is_elsewhere(office) and not _sure(found) else found

    def is_elsewhere(self, office: Office) -> bool:
        """Whether an office hangs under somebody else: a province, a ministry, another town."""
        above = plain(office.parent or office.name)
        if any(word in above for word in _ELSEWHERE):
            return True
        is_town = above.startswith(("pemerintah kota", "pemerintah kab", "pemkot", "pemkab"))
        return bool(self.town and is_town and names.place(above) != self.town)

    def category(self, line: Line) -> int | None:
        """Return our category of a line: by national number, or by name."""
        found = self.categories.get(line.category_id) if line.category_id else None
        return found or self.categories.get(plain(line.category) or "-")

    def region(self, line: Line) -> int | None:
        """Return the kelurahan of a line; a name alone only if one kecamatan has it."""
        district, ward = names.place(line.district), names.place(line.ward)
        if district in self.districts:
            return self.wards.get((district, ward)) if ward else None
        return self.lone_wards.get(ward) if ward else None

    def is_other_town(self, line: Line) -> bool:
        """Whether a line says that it is about another town."""
        return bool(self.town and line.city and names.place(line.city) != self.town)


def _sure(found: Iterable[tuple[int, float]]) -> bool:
    return any(near >= names.LIKELY for _, near in found)


def office_of(line: Line) -> Office:
    """Return the office that a line names."""
    return Office(line.agency, line.agency_id, line.parent_agency)


@cache
def national_categories() -> list[tuple[str, str, str]]:
    """Return number and name of the national categories, and the code of ours."""
    if not NATIONAL_CATEGORIES.exists():
        return []
    with NATIONAL_CATEGORIES.open(encoding="utf-8") as file:
        return [(row["id"], row["name"], row["category"]) for row in csv.DictReader(file)]
