"""The index of the survey by its formula, and its page within what each role may see."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints import actions
from complaints.insights.satisfaction.index import Index, quality_of
from complaints.models.figures import SURVEYED
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23T10:00:00+07:00"
URL = "/dasbor/survei/"


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        *((25, "D"), (64.99, "D"), (65, "C"), (76.6, "C"), (76.604, "C")),
        *((76.61, "B"), (88.3, "B"), (88.31, "A"), (100, "A")),
    ],
)
def test_letters_have_the_ranges_of_the_regulation(value: float, letter: str) -> None:
    assert quality_of(value).letter == letter


def test_the_index_is_the_sum_of_weighted_means_times_25() -> None:
    marks = dict(zip(SURVEYED, (8, 6, 7, 5, 4), strict=True))
    index = Index.of(Counter(marks | {"surveyed": 2}))
    assert index is not None
    assert [one.mean for one in index.questions] == [4, 3, 3.5, 2.5, 2]
    assert [round(one.weighted, 3) for one in index.questions] == [0.8, 0.6, 0.7, 0.5, 0.4]
    assert (round(index.value, 2), index.quality.letter, index.is_few) == (75, "C", True)
    assert Index.of(Counter()) is None


def page(client: Client, user: Any, **query: str) -> str:
    """Return the page as somebody reads it."""
    client.force_login(user)
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@time_machine.travel(MONDAY, tick=False)
def test_the_page_shows_index_questions_and_what_came_later(
    client: Client, town: t.Town, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        report = t.resolved(town)
        marks = given.marks(speed=1 if number < 5 else 2)
        actions.fill_survey(report, by=t.reporter(report), marks=marks)
    t.resolved(town)
    asked = given.asked_again(town)
    actions.answer_again(asked, by=t.reporter(asked), still_fixed=False)
    shown = page(client, town.verifier)
    assert "<strong>67,50</strong> mutu C, kurang baik" in shown
    assert "10 dari 12 pelapor" in shown
    assert '<td class="number">1,50</td><td class="number">0,300</td>' in shown
    assert "1 pelapor menjawab: 0 berkata masih baik" in shown
    assert "Dinas PUPR</a></th>" in shown
    assert "67,50" in page(client, town.supervisor)
    assert "Belum ada yang mengisi survei" in page(client, town.other_liaison)
    client.get(URL)
    with django_assert_max_num_queries(8):
        client.get(URL)


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()
