"""Suggests which agency should get a report, ranked, each with its probability and its reasons.

The engine knows texts, categories and places; it knows no report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from agencies.models import Agency, Region
from routing import reading
from routing.models import Category, Rule
from routing.wording import found, normal_word, normalize

RULE_POINTS = 100
CATEGORY_POINTS = 60
NAME_POINTS = 30
WORD_POINTS = 10
PHRASE_POINTS = 6
MOST_WORD_POINTS = 50
# The region's own office comes just before the department that usually helps it.
HELPER_LOSS = 5
NAMED_WORDS = 3

LOCAL_KINDS = (Agency.Kind.WARD, Agency.Kind.DISTRICT)


@dataclass(frozen=True)
class Suggestion:
    """One agency that may be right (*saran instansi*)."""

    agency: Agency
    """Who should get it; for local matters the office of the place itself."""
    unit: Agency | None
    """The unit below the agency, where the place or the words decide which one."""
    category: Category | None
    """What the text is about, as far as it speaks for this agency."""
    probability: float
    """How likely it is that this agency is right, 0 to 1."""
    reasons: tuple[str, ...]
    """Why, in Indonesian, the weightiest first, each to stand after "disarankan"."""
    words: tuple[str, ...] = field(default=())
    """The words of the text that led here, in small letters: without them it is less likely."""
    is_sure: bool = field(default=True)
    """Whether the best suggestion is likely enough to be called one; else: *belum yakin*."""

    @property
    def reason(self) -> str:
        """All reasons in one line: "karena menyebut “lampu jalan”, dan tempatnya di Menteng"."""
        return ", dan ".join(self.reasons)


@dataclass(frozen=True)
class Town:
    """What a suggestion chooses from: agencies by id and by the region they serve, categories."""

    agencies: dict[int, Agency]
    by_region: dict[tuple[int, str], Agency]
    categories: Sequence[Category]

    @classmethod
    def read(cls) -> Town:
        """Return the agencies with a liaison and the categories in use, as read within the minute."""
        return cls.of(reading.agencies(), reading.categories())

    @classmethod
    def of(cls, agencies: Iterable[Agency], categories: Sequence[Category]) -> Town:
        """Return the town of rows that are at hand; every one of them may be suggested."""
        rows = sorted(agencies, key=lambda row: row.pk)
        return cls(
            {row.pk: row for row in rows},
            {(row.region_id, row.kind): row for row in rows if row.region_id is not None},
            categories,
        )

    def office_of(self, category: Category, region: Region | None) -> Agency | None:
        """Return the ward or district office that a category goes to in this region."""
        if region is None or category.goes_to == Category.GoesTo.AGENCY:
            return None
        ward = self.by_region.get((region.pk, Agency.Kind.WARD))
        if category.goes_to == Category.GoesTo.WARD and ward is not None:
            return ward
        above = region.pk if region.level == Region.Level.DISTRICT else region.parent_id
        return None if above is None else self.by_region.get((above, Agency.Kind.DISTRICT))

    def default_of(self, category: Category) -> Agency | None:
        """Return the default agency of a category when it can be chosen."""
        return self.agencies.get(category.default_agency_id or 0)


@dataclass(frozen=True)
class _Pointed:
    """One agency with the points that speak for it."""

    agency: Agency
    category: Category | None
    score: int
    reason: str
    words: tuple[str, ...] = field(default=())


def suggest(
    *,
    title: str,
    text: str,
    category: Category | None = None,
    region: Region | None = None,
    limit: int = 3,
    town: Town | None = None,
) -> list[Suggestion]:
    """Suggest agencies for a text.

    Three queries in a minute, however many texts: categories, rules, agencies. The same input
    always gives the same answer.

    Args:
        title: the title of a report; may be empty.
        text: the text of a report; may be empty.
        category: the category that was chosen, if any.
        region: where it happened, if known.
        limit: the most suggestions to return.
        town: what to choose from, where the caller has read it.

    Returns:
        The best suggestion of every agency, the likeliest first; none when nothing points
        anywhere. Only agencies with an active liaison are suggested.
    """
    town = town or Town.read()
    plain = normalize(f"{title}\n{text}")
    best: dict[int, _Pointed] = {}
    for suggestion in (
        *_by_categories(town, plain, category, region),
        *_by_name(town, plain),
        *_by_rules(town, plain, category, region),
    ):
        known = best.get(suggestion.agency.pk)
        if known is None:
            best[suggestion.agency.pk] = suggestion
        elif suggestion.score > known.score:
            # A name or a rule knows no category; what the words said about it is kept.
            subject = suggestion.category or known.category
            best[suggestion.agency.pk] = replace(suggestion, category=subject)
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.agency.name, one.agency.pk))
    points = sum(max(0, one.score) for one in ranked) + WORD_POINTS
    return [
        Suggestion(
            one.agency, None, one.category, max(0, one.score) / points, (one.reason,), one.words
        )
        for one in ranked[:limit]
    ]


def _by_rules(
    town: Town, plain: str, category: Category | None, region: Region | None
) -> Iterator[_Pointed]:
    """Suggest by the rules of the city whose every condition holds."""
    regions = {region.pk, region.parent_id} if region else set()
    for rule in reading.rules():
        agency = town.agencies.get(rule.agency_id)
        if agency is None or (rule.category_id and rule.category != category):
            continue
        everywhere = rule.region is None or rule.region.level == Region.Level.CITY
        if not everywhere and rule.region_id not in regions:
            continue
        words = found([rule.keyword], plain) if rule.keyword else []
        if rule.keyword and not words:
            continue
        yield _Pointed(
            agency,
            rule.category,
            RULE_POINTS + rule.weight,
            f"menurut aturan kota: {_conditions(rule)}",
            tuple(words),
        )


def _by_categories(
    town: Town, plain: str, chosen: Category | None, region: Region | None
) -> Iterator[_Pointed]:
    """Suggest by the chosen category, and by the keywords of every category."""
    owners: dict[str, set[int]] = {}
    for category in town.categories:
        for keyword in category.keywords:
            owners.setdefault(normal_word(keyword), set()).add(category.pk)
    mentioned: dict[int, list[str]] = {}
    # All keywords in one search, so that "lampu jalan" is not also counted as "jalan".
    for word in found(owners, plain):
        for owner in owners[word]:
            mentioned.setdefault(owner, []).append(word)
    for category in town.categories:
        words = mentioned.get(category.pk, [])
        is_chosen = chosen is not None and category.pk == chosen.pk
        if words or is_chosen:
            score = _word_points(words) + (CATEGORY_POINTS if is_chosen else 0)
            yield from _of_category(town, category, region, score, words)


def _of_category(
    town: Town, category: Category, region: Region | None, score: int, words: list[str]
) -> Iterator[_Pointed]:
    """Suggest the region's own office where the category goes there, and the default agency."""
    because = f"karena menyebut {_named(words)}" if words else f"karena kategori {category.name}"
    office = town.office_of(category, region)
    if office is not None and region is not None:
        reason = f"{because}, dan tempatnya di {region.name}"
        yield _Pointed(office, category, score, reason, tuple(words))
    default = town.default_of(category)
    if default is not None:
        loss = HELPER_LOSS if office is not None else 0
        yield _Pointed(default, category, score - loss, because, tuple(words))


def _by_name(town: Town, plain: str) -> Iterator[_Pointed]:
    """Suggest an agency that the text itself names.

    A named kelurahan or kecamatan is mostly the place, not the addressee, and counts less.
    """
    names = {normal_word(agency.short_name): agency for agency in town.agencies.values()}
    for name in found(names, plain):
        agency = names[name]
        points = WORD_POINTS // 2 if agency.kind in LOCAL_KINDS else NAME_POINTS
        yield _Pointed(agency, None, points, f"karena menyebut {_named([name])}", (name,))


def _word_points(words: Iterable[str]) -> int:
    """Return the points of the words found; a phrase says more than a single word."""
    points = sum(WORD_POINTS + PHRASE_POINTS * word.count(" ") for word in words)
    return min(points, MOST_WORD_POINTS)


def _conditions(rule: Rule) -> str:
    """Name the conditions of a rule in Indonesian."""
    parts = (
        f"menyebut {_named([rule.keyword])}" if rule.keyword else "",
        f"kategori {rule.category.name}" if rule.category else "",
        f"tempatnya di {rule.region.name}" if rule.region else "",
    )
    return ", ".join(part for part in parts if part)


def _named(words: list[str]) -> str:
    """Quote the first words: “lampu jalan”, “padam” dan “gelap”."""
    quoted = [f"“{word}”" for word in words[:NAMED_WORDS]]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} dan {quoted[-1]}"
