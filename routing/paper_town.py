"""Builds a town that exists only in a file: its agencies and places by their names, in memory.

So the router can be tried on the history of any city, and nothing is written anywhere.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from agencies.models import Agency, Region
from lapor import personal
from routing import mandates
from routing.categories import CATEGORIES
from routing.mandates import DISTRICT, WARD
from routing.models import Category
from routing.town import Town, place_of
from routing.training import Told

DATA = Path(__file__).parent / "data"
SAYS_NOTHING = "lainnya"
_KIND = {WARD: Agency.Kind.WARD, DISTRICT: Agency.Kind.DISTRICT}
_SHORT_FORMS = (
    (re.compile(r"\bkab\b"), "kabupaten"),
    (re.compile(r"\bprov\b"), "provinsi"),
    (re.compile(r"\bkec\b"), "kecamatan"),
    (re.compile(r"\bkel\b"), "kelurahan"),
    (re.compile(r"\bpemkab\b"), "pemerintah kabupaten"),
    (re.compile(r"\bpemkot\b"), "pemerintah kota"),
    (re.compile(r"&"), " dan "),
    (re.compile(r"\b(?:kantor|opd|skpd)\b"), " "),
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Line(NamedTuple):
    """One report of a file, in the file's own words."""

    title: str
    text: str
    agency: str
    agency_id: str = ""
    city: str = ""
    category: str = ""
    """Number or name of the national category."""
    district: str = ""
    ward: str = ""
    at: datetime | None = None


class NationalCategory(NamedTuple):
    """A category of SP4N-LAPOR! and the one of ours that it belongs to."""

    number: str
    name: str
    category: str
    topic: str


@cache
def national_categories() -> dict[str, NationalCategory]:
    """Return the national categories by their number and by their name in small letters."""
    with (DATA / "national_categories.csv").open(encoding="utf-8", newline="") as file:
        rows = [NationalCategory(*row) for row in list(csv.reader(file))[1:]]
    by_name = {mandates.plain(row.name): row for row in reversed(rows)}
    return by_name | {row.number: row for row in rows}


def category_of(number_or_name: str) -> str:
    """Return the code of our category for a national one; empty where it says nothing."""
    row = national_categories().get(number_or_name.strip()) or national_categories().get(
        mandates.plain(number_or_name)
    )
    return "" if row is None or row.category == SAYS_NOTHING else row.category


def folded(name: str, city: str = "") -> str:
    """Return what all spellings of an agency's name have in common.

    Args:
        name: as it stands in the file.
        city: the city of the file, whose own name behind an agency's tells nothing.
    """
    found = mandates.plain(_BRACKETS.sub(" ", name)) or mandates.plain(name)
    for pattern, word in _SHORT_FORMS:
        found = pattern.sub(word, found)
    found = " ".join(found.split())
    bare = mandates.plain(city)
    for pattern, word in _SHORT_FORMS:
        bare = " ".join(pattern.sub(word, bare).split())
    if bare:
        found = found.replace(f"pemerintah {bare}", " ") if found != f"pemerintah {bare}" else found
        found = found.removesuffix(f" {bare}")
    return " ".join(found.split())


def built(lines: Iterable[Line], *, fewest: int = 1) -> tuple[Town, list[Told]]:
    """Return the town of a file and its history.

    Args:
        lines: what was read; a line without an agency is left out.
        fewest: the reports an agency must have; others are left out with their reports.
    """
    rows = [line for line in lines if line.agency.strip()]
    names = _names(rows)
    tally = Counter(names)
    kept = [(row, name) for row, name in zip(rows, names, strict=True) if tally[name] >= fewest]
    regions = _Regions(row for row, _ in kept)
    agencies = _agencies(kept, regions)
    categories = _categories()
    told = [
        Told(
            personal.hide(row.title),
            personal.hide(row.text),
            categories.get(category_of(row.category)),
            regions.of(row),
            agencies[name].code,
            row.at,
        )
        for row, name in kept
    ]
    return Town.of(agencies.values(), list(categories.values()), rules=()), told


def of_categories(lines: Iterable[Line]) -> tuple[Town, list[Told]]:
    """Return a town that has one office for each of our categories, and its history.

    With it the same engine is measured at choosing the category; the category of the file is what
    is looked for, so it is not an input.
    """
    categories, regions = _categories(), _Regions(())
    agencies = {
        code: Agency(pk=number, code=code, name=f"– {number}", short_name=f"– {number}")
        for number, code in enumerate(categories, start=1)
    }
    for code, category in categories.items():
        category.default_agency_id = agencies[code].pk
    told = [
        Told(personal.hide(row.title), personal.hide(row.text), None, regions.of(row), code, row.at)
        for row in lines
        for code in [category_of(row.category)]
        if code
    ]
    return Town.of(agencies.values(), list(categories.values()), rules=()), told


def _names(rows: Sequence[Line]) -> list[str]:
    """Return the folded name of each row's agency; one number in the file is one agency."""
    city = Counter(row.city for row in rows if row.city.strip()).most_common(1)
    of_city = city[0][0] if city else ""
    names = [folded(row.agency, of_city) for row in rows]
    by_number: dict[str, Counter[str]] = defaultdict(Counter)
    for row, name in zip(rows, names, strict=True):
        if row.agency_id:
            by_number[row.agency_id][name] += 1
    first = {number: found.most_common(1)[0][0] for number, found in by_number.items()}
    return [first.get(row.agency_id, name) for row, name in zip(rows, names, strict=True)]


def _categories() -> dict[str, Category]:
    return {
        start.code: Category(pk=number, code=start.code, name=start.name, keywords=[])
        for number, start in enumerate(CATEGORIES, start=1)
    }


class _Regions:
    """The districts and wards of a file, by name."""

    def __init__(self, rows: Iterable[Line]) -> None:
        self.known: dict[tuple[str, str], Region] = {}
        for row in rows:
            self.of(row)

    def of(self, row: Line) -> Region | None:
        """Return where a report belongs; None where the file does not say."""
        district, ward = mandates.plain(row.district), mandates.plain(row.ward)
        if not district and not ward:
            return None
        above = self._region(district, "")
        return self._region(district, ward, above) if ward else above

    def _region(self, district: str, ward: str, above: Region | None = None) -> Region:
        known = self.known.get((district, ward))
        if known is None:
            number = len(self.known) + 1
            code = f"{above.code}.{number}" if above is not None else f"0.{number}"
            level = Region.Level.WARD if ward else Region.Level.DISTRICT
            known = Region(pk=number, code=code, name=ward or district, level=level, parent=above)
            self.known[district, ward] = known
        return known

    def named(self, name: str, level: str) -> Region | None:
        """Return the first region of a name."""
        return next(
            (row for row in self.known.values() if (row.name, row.level) == (name, level)), None
        )


def _agencies(kept: Iterable[tuple[Line, str]], regions: _Regions) -> dict[str, Agency]:
    """Return an unsaved agency for each name, the commonest spelling as its name."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for row, name in kept:
        spelled[name][row.agency.strip()] += 1
    found = {}
    for number, name in enumerate(sorted(spelled), start=1):
        title = spelled[name].most_common(1)[0][0]
        kind = _KIND.get(mandates.local_kind(name) or "", Agency.Kind.DEPARTMENT)
        agency = Agency(pk=number, code=f"a{number}", name=title[:200], short_name=title[:60])
        agency.kind = kind
        if kind != Agency.Kind.DEPARTMENT:
            place = " ".join(place_of(agency))
            level = Region.Level.WARD if kind == Agency.Kind.WARD else Region.Level.DISTRICT
            region = regions.named(place, level)
            agency.region_id = None if region is None else region.pk
        found[name] = agency
    return found
