"""Open public reports that may tell of the same trouble: near the place, on the topic, of late.

Words alone do not tell: "jalan rusak dan berlubang" in two kelurahan are two holes, while "PJU
padam" and its sequel next door are one lamp. So place, topic and time decide what is asked about
at all, each by its index and bounded; :mod:`routing.similar` says how likely each is, and why.
Nothing but released texts is read; what officers are shown stands in ``similar_desk``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Func, IntegerField, Q, Value

from agencies import geography, law
from agencies.geography import Point
from agencies.models import Region
from complaints.models import Complaint
from complaints.models.complaint import RELEASED
from complaints.models.visibility import ComplaintQuerySet
from complaints.models.words import STOP_WORDS
from complaints.states import OPEN
from lapor import clock
from routing import engine, similar
from routing.models import Category
from routing.similar import Candidate

MOST_CANDIDATES = 50
"""Read of each topic at each place, the newest first."""
MOST_SCORED = 24
"""Of those, compared word by word: those that share most words, or lie nearest."""
MOST_TOPICS = 2
MOST_LETTERS = 4000
SAME_SPOT = 150.0
"""Metres within which a report is compared even if no word is the same."""
METRES_OF_A_DEGREE = 111_320.0
PUBLIC_DECIMALS = 3
"""Points are compared as exactly as the public map shows them, and those of anonymous reporters not
at all: else somebody who asks from many places finds the door (docs/decisions/0016)."""


class Found(NamedTuple):
    """A report that may tell of the same trouble, how likely, and why."""

    report: Complaint
    score: float
    is_repeat: bool
    """Whether it is probably the same trouble, told again."""
    reasons: tuple[str, ...]
    """Short phrases in Indonesian that say no more than the reader may know."""

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return ", ".join(self.reasons)


class SharedWords(Func):
    """How many word stems of a text stand in a report's public text or its place."""

    output_field = IntegerField()
    arg_joiner = ", "
    template = (
        "(SELECT cardinality(ARRAY("
        "SELECT unnest(tsvector_to_array(words.of_report || to_tsvector('indonesian', words.place)))"
        " INTERSECT "
        "SELECT unnest(tsvector_to_array(ts_delete(to_tsvector('indonesian', words.of_text), "
        "ARRAY[" + ",".join(f"'{word}'" for word in STOP_WORDS) + "]))))) "
        "FROM (VALUES (%(expressions)s)) AS words (of_report, place, of_text))"
    )


class Near(NamedTuple):
    """A released report near the place, before its text is read."""

    pk: int
    created_at: datetime
    metres: float
    """As the public may know it; infinite when either place is not exact."""
    shared: int


def find(
    *,
    text: str,
    category: Category | None,
    region: Region | None,
    point: Point | None = None,
    place_text: str = "",
    title: str = "",
    limit: int = 3,
    topics: Sequence[Category] | None = None,
) -> list[Found]:
    """Return open public reports that may be about the same trouble, the likeliest first.

    Only released reports (never a secret, sealed, or not yet released one), on the same topic, of
    the last ``similar_days``, in the same region or within ``similar_metres`` of the point. No
    reason names a word of a place or an exact distance, which the public does not read. Two
    queries, besides what :mod:`routing.reading` reads once a minute; none without a place or topic.

    Args:
        text: what somebody writes, of any length.
        category: the category that was chosen, if any.
        region: the kelurahan, if known.
        point: where it is, if known.
        place_text: the landmark in words.
        title: the title, if there is one.
        limit: the most reports to return.
        topics: what the text is about, where the caller has asked already.
    """
    about = topics_of(text, category, region) if topics is None else topics
    if not about or (region is None and point is None):
        return []
    said = f"{title} {text} {place_text}".replace("\0", " ")[:MOST_LETTERS]
    near = sorted(released_near(said, about, region, point), key=_promise)[:MOST_SCORED]
    public = Complaint.objects.public().for_public_list()
    rows: dict[int, Complaint] = public.in_bulk([one.pk for one in near])
    found = similar.find(
        title=title,
        text=text,
        place=place_text,
        region=None if region is None else region.pk,
        point=point,
        at=clock.now(),
        category=None if category is None else category.pk,
        limit=limit,
        among=map(_as_public, rows.values()),
    )
    return found_of(found, rows)


def topics_of(text: str, category: Category | None, region: Region | None) -> list[Category]:
    """Return what a text is about: the chosen category first, then what its words suggest."""
    suggested = engine.suggest(title="", text=text, category=category, region=region, limit=5)
    about = [one for one in (category, *(each.category for each in suggested)) if one is not None]
    return list(dict.fromkeys(about))[:MOST_TOPICS]


def _as_public(row: Complaint) -> Candidate:
    """Return a report as the public may know it: of an anonymous one no place but its kelurahan."""
    hides = row.hides_reporter
    return Candidate(
        row.pk,
        row.public_title,
        row.public_text,
        row.created_at,
        "" if hides else row.place_text,
        row.region_id,
        None if hides else _public(row.latitude, row.longitude),
        row.category_id,
        row.code,
        shows_place=False,
    )


def found_of(found: Iterable[similar.Similar], rows: dict[int, Complaint]) -> list[Found]:
    """Return what was scored with its reports, by their ids."""
    return [
        Found(rows[key], one.score, one.is_repeat, one.reasons)
        for one in found
        if isinstance(key := one.candidate.key, int)
    ]


def _promise(one: Near) -> tuple[float, int]:
    """Sort by shared words and nearness, the newest first among equals."""
    return -one.shared - 3 / (1 + one.metres / SAME_SPOT), -one.pk


def released_near(
    said: str, about: Sequence[Category], region: Region | None, point: Point | None
) -> list[Near]:
    """Return the newest reports of every topic at every place, each by its index: one query."""
    since = clock.now() - timedelta(days=law.limit("similar_days"))
    recent = Complaint.objects.filter(RELEASED, status__in=OPEN, created_at__gte=since)
    near: list[ComplaintQuerySet] = [
        recent.filter(place, category=topic).order_by("-created_at", "-id")
        for topic in about
        for place in _places(region, point)
    ]
    shared = SharedWords(F("search"), F("place_text"), Value(said))
    columns = ("pk", "created_at", "region_id", "hides_reporter", "latitude", "longitude", "shared")
    first, *rest = (
        rows.annotate(shared=shared).values_list(*columns)[:MOST_CANDIDATES] for rows in near
    )
    every: Any = first.union(*rest, all=True) if rest else first
    found = {}
    for pk, moment, region_id, hides, latitude, longitude, words in every:
        at = None if hides else _public(latitude, longitude)
        is_there = region is not None and region_id == region.pk
        if is_there or _is_near(at, point):
            metres = metres_between(at, point)
            if words or metres <= SAME_SPOT:
                found[pk] = Near(pk, moment, metres, words)
    return list(found.values())


def _public(latitude: float | None, longitude: float | None) -> Point | None:
    if latitude is None or longitude is None:
        return None
    return round(latitude, PUBLIC_DECIMALS), round(longitude, PUBLIC_DECIMALS)


def _places(region: Region | None, point: Point | None) -> Iterator[Q]:
    """Yield what counts as the same place: the region, and a square around the point."""
    if region is not None:
        yield Q(region=region)
    if point is not None:
        latitude, longitude = point
        high, wide = (half + 10**-PUBLIC_DECIMALS for half in _square(point))
        yield Q(
            hides_reporter=False,
            latitude__range=(latitude - high, latitude + high),
            longitude__range=(longitude - wide, longitude + wide),
        )


def _square(point: Point) -> Point:
    """Return half the height and width, in degrees, of the square that counts as near a point."""
    high = law.limit("similar_metres") / METRES_OF_A_DEGREE
    return high, high / max(0.01, math.cos(math.radians(point[0])))


def _is_near(at: Point | None, point: Point | None) -> bool:
    if at is None or point is None:
        return False
    high, wide = _square(point)
    return abs(at[0] - point[0]) <= high and abs(at[1] - point[1]) <= wide


def metres_between(one: Point | None, point: Point | None) -> float:
    """Return how far a point lies from another; infinite when either place is not exact."""
    if one is None or point is None:
        return math.inf
    return geography.distance(one, point)
