"""Similar open reports: place, topic and time decide, words order; nothing that is not released."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from agencies.models import Region
from complaints import actions
from complaints.finding import similar
from complaints.models import Complaint, Publication
from lapor import clock, kept
from routing.models import Category
from tests import town as t

pytestmark = pytest.mark.django_db

HERE = (-2.2090, 113.9200)
NEXT_DOOR = (-2.2095, 113.9205)
FAR_AWAY = (-2.2090, 113.9300)
TEXT = "Jalan rusak dan berlubang di depan pasar"


@pytest.fixture
def town() -> t.Town:
    built = t.build()
    Category.objects.update(keywords=[])
    Category.objects.filter(code="jalan-jembatan").update(keywords=["jalan rusak", "lubang"])
    Category.objects.filter(code="lainnya").update(keywords=["anjing liar"])
    kept.forget()
    return built


def published(town: t.Town, **changes: Any) -> Complaint:
    """A public report about a road in Langkai, unless ``changes`` say otherwise."""
    told = {
        "category": town.jalan,
        "title": "Jalan rusak",
        "public_text": "Jalan rusak dan berlubang.",
        "publication": Publication.PUBLIC,
    }
    told |= {name: changes.pop(name) for name in list(changes) if name in told}
    place = {"region": town.langkai, "place_text": "Depan pasar"} | changes
    return actions.verify_and_forward(
        t.submit(**place),
        by=town.verifier,
        verification=t.verification(town, **told),
        routing={"lead": town.pupr},
    )


def found(town: t.Town, text: str = TEXT, **changes: Any) -> list[Complaint]:
    asked: dict[str, Any] = {"category": None, "region": town.langkai, **changes}
    return [one.report for one in similar.find(text=text, **asked)]


def elsewhere(town: t.Town) -> Region:
    """Another kelurahan of the same kecamatan."""
    return Region.objects.create(
        code="62.71.01.1004", name="Panarung", level=Region.Level.WARD, parent=town.pahandut
    )


def test_a_report_of_the_same_topic_in_the_same_kelurahan_is_similar(town: t.Town) -> None:
    report = published(town)
    assert found(town) == [report]


def test_the_same_words_in_two_kelurahan_are_two_troubles(town: t.Town) -> None:
    published(town, region=elsewhere(town))
    assert found(town) == []


def test_another_topic_in_the_same_kelurahan_is_not_similar(town: t.Town) -> None:
    published(town, category=town.lainnya)
    assert found(town) == []


def test_the_topic_may_be_chosen_or_suggested_by_words(town: t.Town) -> None:
    report = published(town)
    assert found(town, "Depan pasar hancur", category=town.jalan) == [report]
    assert found(town, "Di depan pasar ada lubang") == [report]
    assert found(town, "Pasar hancur") == []
    assert found(town, "Di depan pasar ada lubang", category=town.lainnya) == [report]


def test_a_sequel_in_other_words_is_found_at_the_same_spot_only(town: t.Town) -> None:
    lamp = {"title": "PJU padam", "public_text": "PJU padam.", "place_text": ""}
    report = published(town, latitude=HERE[0], longitude=HERE[1], **lamp)
    sequel = "Sampai sekarang belum menyala"
    assert found(town, sequel, category=town.jalan, point=NEXT_DOOR) == [report]
    assert found(town, sequel, category=town.jalan, point=FAR_AWAY) == []
    assert found(town, sequel, category=town.jalan) == []
    assert found(town, "PJU tetap padam", category=town.jalan) == [report]


def test_a_point_finds_over_the_border_of_the_kelurahan(town: t.Town) -> None:
    report = published(town, region=elsewhere(town), latitude=HERE[0], longitude=HERE[1])
    assert found(town, point=NEXT_DOOR) == [report]
    assert found(town, region=None, point=NEXT_DOOR) == [report]
    assert found(town, point=FAR_AWAY) == []


def test_asking_from_many_points_tells_no_more_than_the_public_map(town: t.Town) -> None:
    moved = (HERE[0] + 0.0004, HERE[1] - 0.0004)  # the same three decimals
    edges = [(HERE[0] + step / 200_000, HERE[1]) for step in range(600, 1400, 20)]
    seen, ward = [], elsewhere(town)
    for at in (HERE, moved):
        report = published(town, region=ward, latitude=at[0], longitude=at[1])
        seen.append([bool(found(town, region=None, point=point)) for point in edges])
        Complaint.objects.filter(pk=report.pk).update(published=False)
    assert seen[0] == seen[1]
    assert set(seen[0]) == {True, False}


def test_the_point_of_an_anonymous_report_is_never_compared(town: t.Town) -> None:
    at = {"latitude": HERE[0], "longitude": HERE[1]}
    report = published(town, hides_reporter=True, place_text="", **at)
    assert found(town, region=None, point=HERE) == []
    sequel = "Sampai sekarang belum menyala"
    assert found(town, sequel, category=town.jalan, point=HERE) == []
    assert found(town, point=HERE) == [report]  # by its kelurahan and its words


def test_without_a_place_nothing_is_similar(town: t.Town) -> None:
    published(town)
    assert found(town, region=None) == []


def test_a_closed_or_old_report_is_not_similar(town: t.Town) -> None:
    t.resolved(town, region=town.langkai)
    report = published(town)
    with time_machine.travel(clock.now() + timedelta(days=179)):
        assert found(town) == [report]
    with time_machine.travel(clock.now() + timedelta(days=181)):
        assert found(town) == []


def test_the_likeliest_comes_first_and_at_most_three(town: t.Town) -> None:
    three = [published(town, place_text=f"Gang {name}") for name in ("Mawar", "Melati", "Kenanga")]
    near = published(town, place_text="", latitude=HERE[0], longitude=HERE[1])
    assert found(town, point=HERE) == [near, three[2], three[1]]
    assert found(town, place_text="gang mawar, sebelah gereja")[0] == three[0]
    assert found(town, place_text="gang melati", limit=1) == [three[1]]


@pytest.mark.parametrize(
    "kind", ["unverified", "unreleased", "personal", "secret", "sealed", "hidden again"]
)
def test_what_is_not_released_is_never_similar(town: t.Town, kind: str) -> None:
    here: dict[str, Any] = {"region": town.langkai}
    match kind:
        case "unverified":
            t.submit(**here, category=town.jalan)
        case "unreleased":
            published(town, publication=Publication.PENDING)
        case "personal":
            published(town, publication=Publication.PERSONAL)
        case "secret":
            published(town, is_secret=True)
        case "sealed":
            sealed = t.submit(misconduct="yes", category=town.jalan, **here)
            actions.verify(sealed, by=town.verifier, **t.verification(town))
        case _:
            actions.redact(
                published(town),
                by=town.verifier,
                title="Jalan rusak",
                text="Jalan rusak.",
                publication=Publication.PERSONAL,
            )
    assert found(town) == []


def test_the_original_text_is_never_compared(town: t.Town) -> None:
    published(town, text="Di kebun karet ada lubang", title="Jalan", public_text="Jalan.")
    assert found(town, "kebun karet", category=town.jalan, place_text="") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_however_many_there_are(
    town: t.Town, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        published(town)
    found(town)
    with django_assert_num_queries(2):
        shown = found(town, point=HERE, category=town.lainnya)
        assert [(one.category, str(one.region), one.lead) for one in shown] == [
            (town.jalan, "Langkai", town.pupr)
        ] * rows


@pytest.mark.parametrize("text", ["", "\0", "'; --", "%s %(x)s", "😀" * 5000, "a " * 5000, "&|!()"])
def test_any_text_may_be_asked_with(town: t.Town, text: str) -> None:
    published(town)
    found(town, text, category=town.jalan, place_text=text)
