"""What a suggestion chooses from: the agencies of a town, its categories and its rules.

Everything here works on rows at hand, saved or not, so that a town that exists only in a file can
be routed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from agencies.models import Agency, Region
from routing import mandates, reading
from routing.lexicon import Lexicon, normal_phrase
from routing.mandates import CLINIC, DISTRICT, WARD
from routing.models import Category, Rule

DEFAULT_SHARE, HELPER_SHARE, LOCAL_SHARE = 14.0, 4.0, 24.0
"""What the default agency of a category answers for, as a share; the same where the city says that
the office of the place comes first; and what that office answers for."""
OF_THE_PLACE = frozenset(("kelurahan", "kecamatan"))
"""Topics that no default agency takes from the office of the place."""
UNIT_LOSS = 0.3
"""A unit shares its parent's topics, and the parent is asked first."""
GENERIC = frozenset(
    [
        "dinas",
        "badan",
        "kantor",
        "kota",
        "kabupaten",
        "provinsi",
        "pemerintah",
        "daerah",
        "dan",
        "upt",
        "uptd",
        "upt_",
        "unit",
        "bagian",
        "sekretariat",
        "balai",
        "bidang",
        "seksi",
        "umum",
        "negara",
        "republik",
        "indonesia",
        "pt",
        "persero",
        "cabang",
        "wilayah",
        "kecamatan",
        "kelurahan",
        "desa",
        "blud",
        "satuan",
        "pusat",
        "direktorat",
        "jenderal",
        "kementerian",
        "rakyat",
        "masyarakat",
    ]
)
"""Words of agencies' names that tell none from another."""
_KINDS = {Agency.Kind.WARD: WARD, Agency.Kind.DISTRICT: DISTRICT}


@dataclass(frozen=True)
class Target:
    """What is chosen: one agency, or one family of local offices that the place tells apart."""

    key: str
    """Code of the agency, or ``@`` and the family."""
    members: tuple[Agency, ...]
    family: str = ""


@dataclass(frozen=True)
class Names:
    """What the names of the targets tell, computed once for a town."""

    shares: NDArray[np.float64]
    """Who answers for how much of each topic: one row a target, one column a topic."""
    phrases: Mapping[tuple[str, ...], tuple[int, ...]]
    """The names by which a text calls a target: which targets."""
    words: Mapping[str, tuple[tuple[int, float], ...]]
    """Telling words of names: which targets, and what part of the name each word is."""
    places: Mapping[tuple[str, ...], tuple[Agency, ...]]
    """Names of places: the local offices that bear them."""


@dataclass(frozen=True)
class Town:
    """Agencies by id and by the region they serve, categories, rules."""

    agencies: Mapping[int, Agency]
    by_region: Mapping[tuple[int, str], Agency]
    categories: Sequence[Category]
    given_rules: Sequence[Rule] | None = None

    @classmethod
    def read(cls) -> Town:
        """Return the agencies with a liaison and the categories in use, as read within the minute."""
        return cls.of(reading.agencies(), reading.categories())

    @classmethod
    def of(
        cls,
        agencies: Iterable[Agency],
        categories: Sequence[Category],
        *,
        rules: Sequence[Rule] | None = None,
    ) -> Town:
        """Return the town of rows that are at hand; every one of them may be suggested.

        Args:
            agencies: rows with an id, saved or not.
            categories: what may be chosen; one without an id is none of the town's.
            rules: the town's rules; None for those in force.
        """
        rows = sorted((row for row in agencies if row.is_active), key=lambda row: row.pk)
        return cls(
            {row.pk: row for row in rows},
            {(row.region_id, row.kind): row for row in rows if row.region_id is not None},
            categories,
            rules,
        )

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules to follow, the weightiest first."""
        return reading.rules() if self.given_rules is None else self.given_rules

    @cached_property
    def targets(self) -> list[Target]:
        """Everything that may be chosen, always in the same order."""
        families: dict[str, list[Agency]] = {}
        single: list[Target] = []
        for row in self.agencies.values():
            family = family_of(row)
            if family:
                families.setdefault(family, []).append(row)
            else:
                single.append(Target(row.code, (row,)))
        local = [Target(f"@{name}", tuple(rows), name) for name, rows in sorted(families.items())]
        return [*single, *local]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the list and of this town's categories."""
        return _lexicon(tuple((row.code, tuple(row.keywords)) for row in self.categories))

    @cached_property
    def topics(self) -> list[str]:
        """The codes of the topics, in the order of the columns."""
        return list(self.lexicon.topics)

    @cached_property
    def category_of_topic(self) -> list[Category | None]:
        """The town's category of each topic; None where the town has closed it."""
        known = {row.code: row for row in self.categories}
        return [known.get(topic.category) for topic in self.lexicon.topics.values()]

    @cached_property
    def names(self) -> Names:
        """What the names of the agencies tell."""
        key = tuple(
            (target.key, tuple((row.pk, row.name, row.short_name) for row in target.members))
            for target in self.targets
        )
        defaults = tuple((row.code, row.default_agency_id, row.goes_to) for row in self.categories)
        parents = tuple((row.pk, row.parent_id) for row in self.agencies.values())
        return _remembered(self, (key, defaults, parents, tuple(self.topics)))

    def office_of(self, region: Region | None, family: str) -> Agency | None:
        """Return the local office of this region; where a ward has none, its district's."""
        if region is None:
            return None
        if family == CLINIC:
            return self._clinic_of(region)
        ward = self.by_region.get((region.pk, Agency.Kind.WARD))
        if family == WARD and ward is not None:
            return ward
        above = region.pk if region.level == Region.Level.DISTRICT else region.parent_id
        return None if above is None else self.by_region.get((above, Agency.Kind.DISTRICT))

    def _clinic_of(self, region: Region) -> Agency | None:
        bearing = self.names.places.get(normal_phrase(region.name), ())
        return next((row for row in bearing if family_of(row) == CLINIC), None)


def family_of(agency: Agency) -> str:
    """Return the family of local offices that an agency belongs to; empty for all others."""
    kind = _KINDS.get(Agency.Kind(agency.kind))
    return kind or (CLINIC if mandates.local_kind(agency.name) == CLINIC else "")


@lru_cache(maxsize=8)
def _lexicon(keywords: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon(dict(keywords))


_known: dict[object, Names] = {}
MOST_TOWNS = 8


def _remembered(town: Town, key: object) -> Names:
    """Return what the names tell; computed again only when a name or a default has changed."""
    if key not in _known:
        if len(_known) >= MOST_TOWNS:
            _known.clear()
        _known[key] = _names(town)
    return _known[key]


def _names(town: Town) -> Names:
    phrases: dict[tuple[str, ...], set[int]] = {}
    for number, target in enumerate(town.targets):
        for row in () if target.family in {WARD, DISTRICT} else target.members:
            for name in (row.short_name, row.name):
                phrases.setdefault(normal_phrase(name), set()).add(number)
    phrases.pop((), None)
    places: dict[tuple[str, ...], list[Agency]] = {}
    for target in town.targets:
        for row in target.members if target.family else ():
            places.setdefault(place_of(row), []).append(row)
    places.pop((), None)
    return Names(
        mandates.compared([_affinity(town, target) for target in town.targets], town.topics),
        {name: tuple(sorted(found)) for name, found in phrases.items()},
        _telling(town),
        {name: tuple(rows) for name, rows in places.items()},
    )


def place_of(agency: Agency) -> tuple[str, ...]:
    """Return the words of the place that a local office is named after."""
    words = normal_phrase(mandates.plain(agency.name))
    return tuple(
        word
        for word in words
        if word not in GENERIC and word not in {"puskesmas", "lurah", "camat"}
    )


def _affinity(town: Town, target: Target) -> dict[str, float]:
    """Return what a target answers for: by its name, and as the default of categories."""
    [row, *_] = target.members
    names = mandates.LOCAL[target.family] if target.family else f"{row.name} | {row.short_name}"
    known = dict(mandates.shares_of(names))
    if not target.family and row.parent_id in town.agencies:
        known = {topic: share * UNIT_LOSS for topic, share in known.items()}
    for topic, category in zip(town.topics, town.category_of_topic, strict=True):
        if category is None:
            continue
        if category.goes_to == target.family:
            known[topic] = known.get(topic, 0.0) + LOCAL_SHARE
        elif category.default_agency_id == row.pk and topic not in OF_THE_PLACE:
            helps = category.goes_to != Category.GoesTo.AGENCY or (
                category.code == mandates.ELSEWHERE != topic
            )
            share = HELPER_SHARE if helps else DEFAULT_SHARE
            known[topic] = known.get(topic, 0.0) + share
    return known


def _telling(town: Town) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return the words that tell agencies apart, with the part of its name that each one is."""
    own = [
        set(normal_phrase(target.members[0].name)) - GENERIC if not target.family else set[str]()
        for target in town.targets
    ]
    bearers: dict[str, int] = {}
    for words in own:
        for word in words:
            bearers[word] = bearers.get(word, 0) + 1
    found: dict[str, list[tuple[int, float]]] = {}
    for number, words in enumerate(own):
        weights = {word: log((1 + len(own)) / bearers[word]) for word in sorted(words)}
        whole = sum(weights.values()) or 1.0
        for word, weight in weights.items():
            found.setdefault(word, []).append((number, weight / whole))
    return {word: tuple(rows) for word, rows in found.items()}
