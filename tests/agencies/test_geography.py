"""Where a point lies: distances, how far the town reaches, the nearest kelurahan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies import geography
from agencies.models import Region

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
AROUND = st.tuples(st.floats(-3, -1), st.floats(113, 115))
HALF_OF_THE_EARTH = 20_015_115
CENTRES = {
    "Langkai": (-2.23897, 113.92512),
    "Panarung": (-2.2537, 113.94895),
    "Pahandut": (-2.19975, 113.95033),
    "Tangkiling": (-1.96263, 113.67165),
}


@pytest.fixture
def wards(db: None) -> dict[str, Region]:
    city = Region.objects.create(code="62.71", name="Palangka Raya", level=Region.Level.CITY)
    district = Region.objects.create(
        code="62.71.01", name="Pahandut", level=Region.Level.DISTRICT, parent=city
    )
    return {
        name: Region.objects.create(
            code=f"62.71.01.{number}",
            name=name,
            level=Region.Level.WARD,
            parent=district,
            latitude=latitude,
            longitude=longitude,
        )
        for number, (name, (latitude, longitude)) in enumerate(CENTRES.items(), 1001)
    }


def test_a_degree_of_the_equator_is_as_long_as_it_is() -> None:
    assert geography.distance((0, 113), (0, 114)) == pytest.approx(111_195, abs=1)
    assert geography.distance((90, 0), (-90, 0)) == pytest.approx(HALF_OF_THE_EARTH, abs=1)


@given(POINTS, POINTS)
def test_a_distance_is_the_same_both_ways_and_never_longer_than_half_the_earth(
    one: geography.Point, other: geography.Point
) -> None:
    there = geography.distance(one, other)
    assert 0 <= there <= HALF_OF_THE_EARTH + 1
    assert there == pytest.approx(geography.distance(other, one), abs=0.01)
    assert geography.distance(one, one) == 0


@given(st.lists(AROUND, max_size=6))
def test_the_town_reaches_somewhere_whatever_centres_are_known(
    centres: list[geography.Point],
) -> None:
    assert geography.reach(centres) >= 0


def test_a_town_with_one_centre_reaches_ten_kilometres() -> None:
    assert geography.reach([(-2.2, 113.9)]) == geography.LONE_REACH


@pytest.mark.parametrize("name", CENTRES)
def test_a_centre_lies_in_its_own_kelurahan(wards: dict[str, Region], name: str) -> None:
    assert geography.nearest(*CENTRES[name]) == wards[name]


def test_the_nearest_kelurahan_is_the_nearest_and_none_beyond_the_town(
    wards: dict[str, Region],
) -> None:
    reach = geography.reach(list(CENTRES.values()))

    @given(AROUND)
    def holds(point: geography.Point) -> None:
        found = geography.nearest(*point)
        far = {name: geography.distance(point, centre) for name, centre in CENTRES.items()}
        if found is None:
            assert min(far.values()) > reach
        else:
            assert far[found.name] == min(far.values()) <= reach

    holds()


def test_another_town_is_outside(wards: dict[str, Region]) -> None:
    assert geography.nearest(-3.3194, 114.5908) is None


@pytest.mark.django_db
def test_nothing_is_near_where_no_centre_is_known() -> None:
    assert geography.nearest(-2.2, 113.9) is None
