"""How the public reports of one search lie over the town: points, and counts by kelurahan.

Only the newest matches are read, up to ``NEWEST`` of them, by the ways of the public list's own
pages: it stays as quick however many reports match.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from agencies.geography import Point, centre_of
from agencies.models import Region
from complaints import wording
from complaints.citizens.cards import place_of, public_title
from complaints.citizens.place.points import public_point
from complaints.citizens.public.paging import newest_places
from complaints.citizens.public.searching import Found
from complaints.models import Complaint

NEWEST = 1000
MOST_POINTS = 100
MOST_READ = 150
"""Reports with a point that are read; those of anonymous reporters show none."""


@dataclass(frozen=True)
class Mark:
    """A report whose point the public may see."""

    point: Point
    title: str
    url: str
    place: str
    state: str


@dataclass(frozen=True)
class Ward:
    """How many of the reports lie in a kelurahan."""

    region: Region
    count: int

    @property
    def point(self) -> Point | None:
        """The centre, where it is known."""
        return centre_of(self.region)


@dataclass(frozen=True)
class Spread:
    """What a map of reports shows."""

    marks: list[Mark]
    wards: list[Ward]
    elsewhere: int
    """Reports without a kelurahan."""
    total: int
    is_capped: bool
    """Whether there are more than were counted."""


def spread_of(found: Found) -> Spread:
    """Return how the public reports of a search lie over the town."""
    places = newest_places(found.rows, NEWEST + 1, meaning=found.meaning, filters=found.filters)
    counted = [place.pk for place in places[:NEWEST]]
    rows = Complaint.objects.public().filter(pk__in=counted)
    lean = list(rows.order_by("-created_at", "-id").values_list("pk", "region_id", "latitude"))
    counts = Counter(region for _, region, _ in lean)
    regions = Region.objects.filter(pk__in=[pk for pk in counts if pk]).select_related("parent")
    wards = [Ward(region, counts[region.pk]) for region in regions]
    pointed = [pk for pk, _, latitude in lean if latitude is not None]
    return Spread(
        marks=_marks(pointed[:MOST_READ]),
        wards=sorted(wards, key=lambda ward: (-ward.count, ward.region.name)),
        elsewhere=counts[None],
        total=len(lean),
        is_capped=len(places) > NEWEST,
    )


def as_geojson(spread: Spread) -> dict[str, Any]:
    """Return the same as a GeoJSON collection (RFC 7946)."""
    marks = [
        _feature(mark.point, {"title": mark.title, "url": mark.url, "state": mark.state})
        for mark in spread.marks
    ]
    wards = [
        _feature(ward.point, {"kelurahan": ward.region.name, "count": ward.count})
        for ward in spread.wards
        if ward.point
    ]
    return {"type": "FeatureCollection", "features": [*wards, *marks]}


def _marks(ids: list[int]) -> list[Mark]:
    rows = Complaint.objects.public().for_public_list().filter(pk__in=ids).defer("public_text")
    read = rows.order_by("-created_at", "-id")
    found = [(each, point) for each in read if (point := public_point(each))]
    return [
        Mark(
            point=point,
            title=public_title(each),
            url=reverse("citizens:public_detail", args=[each.code]),
            place=place_of(each),
            state=wording.citizen_status(each, public=True),
        )
        for each, point in found[:MOST_POINTS]
    ]


def _feature(point: Point, properties: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = point
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
