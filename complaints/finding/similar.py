"""Open public reports that may tell of the same trouble: near the place, on the topic, of late.

Words alone do not tell: "jalan rusak dan berlubang" in two kelurahan are two holes, while "PJU
padam" and its sequel next door are one lamp. So place, topic and time decide what is asked about
at all, and words, nearness and age only put it in order. Nothing but released texts is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Func, IntegerField, Q, Value

from agencies import law
from agencies.models import Region
from complaints.models import Complaint
from complaints.models.complaint import RELEASED
from complaints.models.visibility import ComplaintQuerySet
from complaints.models.words import STOP_WORDS
from complaints.states import OPEN
from lapor import clock
from routing import engine
from routing.models import Category

MOST_CANDIDATES = 50
"""Read of each topic at each place, the newest first."""
MOST_TOPICS = 2
MOST_LETTERS = 4000
SAME_SPOT = 150.0
"""Metres within which place and topic are enough, whatever the words."""
IN_THE_REGION = 0.3
"""How near something counts that is known to lie in the same kelurahan, and no more."""
FADES_AFTER = timedelta(days=60)
METRES_OF_A_DEGREE = 111_320.0
PUBLIC_DECIMALS = 3
"""Points are compared as exactly as the public map shows them, and those of anonymous reporters not
at all: else somebody who asks from many places finds the door (docs/decisions/0016)."""

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


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


class _Candidate(NamedTuple):
    pk: int
    created_at: datetime
    point: Point | None
    """As the public may know it."""
    shared: int


def find(
    *,
    text: str,
    category: Category | None,
    region: Region | None,
    point: Point | None = None,
    place_text: str = "",
    limit: int = 3,
    topics: Sequence[Category] | None = None,
) -> list[Complaint]:
    """Return open public reports that may be about the same trouble, the likeliest first.

    Only released reports (never a secret, sealed, or not yet released one), on the same topic, of
    the last ``similar_days``, in the same region or within ``similar_metres`` of the point. Two
    queries, besides what :mod:`routing.reading` reads once a minute; none without a place or topic.

    Args:
        text: what somebody writes, of any length.
        category: the category that was chosen, if any.
        region: the kelurahan, if known.
        point: where it is, if known.
        place_text: the landmark in words.
        limit: the most reports to return.
        topics: what the text is about, where the caller has asked already.
    """
    about = topics_of(text, category, region) if topics is None else topics
    if not about or (region is None and point is None):
        return []
    said = f"{text} {place_text}".replace("\0", " ")[:MOST_LETTERS]
    found = _candidates(said, about, region, point)
    likely = [one for one in found if one.shared or _metres(one, point) <= SAME_SPOT]
    best = sorted(likely, key=lambda one: (-_likeness(one, point), -one.pk))[:limit]
    rows = Complaint.objects.public().for_public_list().in_bulk([one.pk for one in best])
    return [rows[one.pk] for one in best if one.pk in rows]


def topics_of(text: str, category: Category | None, region: Region | None) -> list[Category]:
    """Return what a text is about: the chosen category first, then what its words suggest."""
    suggested = engine.suggest(title="", text=text, category=category, region=region, limit=5)
    about = [one for one in (category, *(each.category for each in suggested)) if one is not None]
    return list(dict.fromkeys(about))[:MOST_TOPICS]


def _candidates(
    said: str, about: Sequence[Category], region: Region | None, point: Point | None
) -> list[_Candidate]:
    """Read the newest reports of every topic at every place, each by its index: one query."""
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
            found[pk] = _Candidate(pk, moment, at, words)
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


def _likeness(one: _Candidate, point: Point | None) -> float:
    """Return how likely it is the same trouble: words up to 2, nearness up to 1, age up to 0.5."""
    words = one.shared / (one.shared + 4)
    metres = _metres(one, point)
    near = IN_THE_REGION if metres == math.inf else 1 / (1 + metres / SAME_SPOT)
    age = (clock.now() - one.created_at) / FADES_AFTER
    return 2 * words + near + 0.5 * math.exp(-max(0.0, age))


def _metres(one: _Candidate, point: Point | None) -> float:
    """Return how far a report lies from the point; infinite when either place is not exact."""
    if point is None or one.point is None:
        return math.inf
    north = (one.point[0] - point[0]) * METRES_OF_A_DEGREE
    east = (one.point[1] - point[1]) * METRES_OF_A_DEGREE * math.cos(math.radians(point[0]))
    return math.hypot(north, east)
