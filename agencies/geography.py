"""Where a point lies in the town, as well as the centres of its kelurahan can tell."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from statistics import median

from agencies.models import Region

EARTH = 6_371_008.8
"""Mean radius in metres."""
SOUTH, NORTH, WEST, EAST = -12.0, 7.0, 94.0, 142.0
"""Around Indonesia: no government of the country can be told of a point outside."""
REACH = 2
LONE_REACH = 10_000.0
"""Metres, where fewer than two centres are known."""

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


def distance(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points in metres."""
    north, south = radians(one[0]), radians(other[0])
    across = sin((south - north) / 2) ** 2
    along = sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(across + cos(north) * cos(south) * along)))


def reach(centres: Sequence[Point]) -> float:
    """Return how far from the nearest centre a point still counts as in the town, in metres.

    Twice the usual distance between neighbouring centres, so that it fits narrow and wide towns.
    For Palangka Raya that is about 10 km, a radius within which 94 % of the city lies.
    """
    if len(centres) < 2:  # noqa: PLR2004 - nobody is a neighbour alone
        return LONE_REACH
    return REACH * median(
        min(distance(one, other) for j, other in enumerate(centres) if j != i)
        for i, one in enumerate(centres)
    )


def centre_of(region: Region) -> Point | None:
    """Return the centre of a region, where it is known."""
    if region.latitude is None or region.longitude is None:
        return None
    return region.latitude, region.longitude


def written(point: Point) -> str:
    """Return a point as scripts read it, exact to a metre: ``-2.23897,113.92512``."""
    return f"{point[0]:.5f},{point[1]:.5f}"


def nearest(latitude: float, longitude: float) -> Region | None:
    """Return the kelurahan whose centre is nearest to a point, or None outside the town.

    An estimate, because only centres are known: say "kira-kira" or "dekat" where it is shown.
    """
    wards = Region.objects.filter(level=Region.Level.WARD, latitude__isnull=False)
    centres = {ward: point for ward in wards.select_related("parent") if (point := centre_of(ward))}
    if not centres:
        return None
    here = (latitude, longitude)
    ward = min(centres, key=lambda each: distance(here, centres[each]))
    is_near = distance(here, centres[ward]) <= reach(list(centres.values()))
    return ward if is_near else None
