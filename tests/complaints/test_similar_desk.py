"""What officers are shown beside a report: their own sight only, and no word they must not read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Region
from complaints import actions
from complaints.finding import similar, similar_desk
from complaints.models import Complaint, Publication
from complaints.models.visibility import ComplaintQuerySet
from complaints.privacy import Contact
from lapor import clock
from tests import town as t

pytestmark = pytest.mark.django_db

PLANTED = ("Wirasenanto", "Contohwidjaja")
TEXT = "Parit di samping gudang Melati mampet, air meluap ke gang."
NAMED = f"{TEXT} Saya {' '.join(PLANTED)} yang melapor."


def visible(user: Any) -> ComplaintQuerySet:
    return Complaint.objects.visible_to(user)


def read(row: Complaint) -> tuple[str, str]:
    return row.agency_title, row.agency_text


def found(report: Complaint, user: Any, **changes: Any) -> list[similar.Found]:
    asked: dict[str, Any] = {"read": read, "topics": [], "limit": 5, **changes}
    return similar_desk.find(report, visible(user), **asked)


def here(town: t.Town, **changes: Any) -> Complaint:
    told = {"text": TEXT, "title": "", "region": town.langkai, "place_text": "", **changes}
    return t.submit(**told)


# -- candidates ---------------------------------------------------------------------------------


def test_what_waits_in_the_kelurahan_is_found_without_a_topic(town: t.Town) -> None:
    first, second = here(town), here(town, text="got samping gudang melati buntu, air meluap")
    [one] = found(second, town.verifier)
    assert (one.report, one.is_repeat) == (first, True)
    assert one.why.startswith("kelurahan sama, kata sama: ")
    assert similar_desk.repeat_words(one) == "Mungkin hal yang sama"


def test_rare_words_find_what_was_forwarded_under_another_topic(town: t.Town) -> None:
    first = t.forwarded(town, text=TEXT, region=town.langkai, category=town.lainnya)
    Complaint.objects.filter(pk=first.pk).update(working_title="Parit mampet")
    again = here(town, text="Parit samping gudang Melati masih mampet.", category=town.jalan)
    assert [one.report for one in found(again, town.verifier, topics=[town.jalan])] == [first]


def test_a_closed_report_that_is_told_again_is_a_repeat(town: t.Town) -> None:
    closed = t.resolved(town, text=TEXT, region=town.langkai, category=town.jalan)
    Complaint.objects.filter(pk=closed.pk).update(working_title="Parit mampet")
    with time_machine.travel(clock.now() + timedelta(days=20)):
        again = here(
            town, text="Parit samping gudang Melati mampet lagi, padahal sudah dilaporkan."
        )
        [one] = found(again, town.verifier, topics=[town.jalan])
    assert similar_desk.repeat_words(one) == "Mungkin laporan ulang"


def test_what_is_open_in_public_is_found_over_the_border_by_its_point(town: t.Town) -> None:
    ward = Region.objects.create(
        code="62.71.01.1004", name="Panarung", level=Region.Level.WARD, parent=town.pahandut
    )
    at: dict[str, Any] = {"latitude": -2.2, "longitude": 113.9}
    other = t.forwarded(town, text=TEXT, region=ward, category=town.jalan, **at)
    near = here(town, latitude=-2.2003, longitude=113.9, category=town.jalan)
    [one] = found(near, town.verifier, topics=[town.jalan])
    assert (one.report, one.reasons[0]) == (other, "30 m dari sini")


def test_older_than_twelve_months_and_elsewhere_is_not_found(town: t.Town) -> None:
    here(town)
    here(town, region=None, text="Jalan berlubang.")
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert found(here(town), town.verifier) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_three_queries_however_many_there_are(
    town: t.Town, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        here(town)
    report = here(town)
    seen = visible(town.verifier)
    with django_assert_num_queries(3):
        shown = similar_desk.find(report, seen, read=read, topics=[town.jalan], limit=5)
        assert [str(one.report.region) for one in shown] == ["Langkai"] * rows


@pytest.mark.parametrize("text", ["\0", "'; --", "%s & | ! ()", "😀" * 500, "a " * 5000])
def test_any_text_may_be_compared(town: t.Town, text: str) -> None:
    here(town)
    report = here(town)
    similar_desk.find(
        report, visible(town.verifier), read=lambda _: (text, text), topics=[], limit=5
    )


# -- what must not be known ------------------------------------------------------------------------


def planted(town: t.Town, kind: str) -> Complaint:
    """A report with a name in it that only few may read."""
    own: dict[str, Any] = {"text": NAMED, "contact": Contact(name=" ".join(PLANTED))}
    match kind:
        case "hidden":
            return here(town, **own, hides_reporter=True)
        case "secret":
            return here(town, **own, is_secret=True)
        case "sealed":
            return here(town, **own, misconduct="yes", sealed_against=town.pupr)
        case _:
            return here(town, **own)


def said(found: list[similar.Found]) -> str:
    return " ".join(one.why for one in found).casefold()


@pytest.mark.parametrize("kind", ["hidden", "secret", "sealed", "not yet released"])
def test_citizens_learn_nothing_of_what_is_not_released(town: t.Town, kind: str) -> None:
    planted(town, kind)
    shown = similar.find(text=NAMED, category=town.jalan, region=town.langkai)
    assert shown == []


@pytest.mark.parametrize("hides", [True, False])
def test_citizens_read_no_word_of_the_original_nor_of_a_place(town: t.Town, hides: bool) -> None:
    report = actions.verify_and_forward(
        here(town, text=NAMED, place_text="rumah Wirasenanto", hides_reporter=hides),
        by=town.verifier,
        verification=t.verification(
            town,
            title="Parit mampet",
            public_text=TEXT,
            publication=Publication.PUBLIC,
            **({"working_text": TEXT} if hides else {}),
        ),
        routing={"lead": town.pupr},
    )
    asked = {"category": town.jalan, "region": town.langkai}
    shown = similar.find(text=NAMED, place_text="rumah Wirasenanto", **asked)
    assert [one.report for one in shown] == [report]
    assert not any(name.casefold() in said(shown) for name in PLANTED)


def test_no_officer_is_shown_what_is_sealed_or_not_theirs(town: t.Town) -> None:
    mine = t.forwarded(town, text=TEXT, region=town.langkai, category=town.jalan)
    for kind in ("hidden", "secret", "sealed", "plain"):
        planted(town, kind)
    assert found(mine, town.liaison, topics=[town.jalan]) == []
    seen = {one.report for one in found(mine, town.verifier, topics=[town.jalan])}
    assert not any(one.is_sealed for one in seen)
    assert len(seen) == 3
    sealed = planted(town, "sealed")
    assert found(sealed, town.overseer) == []


@pytest.mark.parametrize("who", ["verifier", "liaison", "overseer"])
def test_a_cleared_name_is_in_no_reason(town: t.Town, who: str, client: Client) -> None:
    hidden = actions.verify_and_forward(
        planted(town, "hidden"),
        by=town.verifier,
        verification=t.verification(town, title="Parit mampet", working_text=TEXT),
        routing={"lead": town.pupr},
    )
    told = {"text": NAMED, "region": town.langkai, "category": town.jalan}
    report = t.forwarded(town, **told)
    shown = found(report, getattr(town, who), topics=[town.jalan])
    assert [one.report for one in shown] == [hidden]
    assert not any(name.casefold() in said(shown) for name in PLANTED)
    client.force_login(getattr(town, who))
    page = client.get(f"/meja/{report.code}/laporan-lain/").content.decode()
    assert hidden.code in page
    assert not any(name in page for name in PLANTED)
