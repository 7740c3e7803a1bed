"""The page of components shows all of them, and exists only in a demonstration."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from complaints.demo import components
from complaints.states import State
from complaints.templatetags.lapor import DUE, NOTICES

pytestmark = pytest.mark.django_db
PATH = "/demo/komponen/"


@pytest.fixture
def demo(settings: LazySettings) -> None:
    settings.LAPOR_DEMO = True


def test_every_component_has_examples_or_is_the_frame(settings: LazySettings) -> None:
    files = {path.stem for path in (settings.BASE_DIR / "templates/_components").glob("*.html")}
    shown = set(components.examples()) - set(components.ELSEWHERE)
    assert shown | set(components.FRAME) == files
    assert shown & set(components.FRAME) == set()


def test_every_state_due_time_and_tone_has_an_example() -> None:
    examples = components.examples()
    states = {one["state"] for one in examples["state"].values()}
    assert states == {*State, "auto", "planned"}
    assert {one["due"] for one in examples["due"].values()} == set(DUE)
    tones = {one["tone"] for one in examples["notice"].values() if "tone" in one}
    assert tones == set(NOTICES) - {"error", "debug"}


def test_no_example_is_empty(demo: None) -> None:
    shown = list(components.gallery(RequestFactory().get(PATH)))
    empty = [(one.name, each.words) for one in shown for each in one.drawn if not each.html.strip()]
    assert len(shown) == len(components.examples())
    assert empty == []


@pytest.mark.parametrize("shell", components.SHELLS)
def test_no_id_stands_twice_on_the_page(client: Client, demo: None, shell: str) -> None:
    html = client.get(PATH, {"kerangka": shell}).content.decode()
    twice = [one for one, n in Counter(re.findall(r'\sid="([^"]+)"', html)).items() if n > 1]
    assert twice == []


def test_the_frames_stand_around_the_page(client: Client, demo: None) -> None:
    citizens = client.get(PATH).content.decode()
    assert [part in citizens for part in ("site-nav", "site-footer", "demo-bar")] == [True] * 3
    desk = client.get(PATH, {"kerangka": "desk"}).content.decode()
    assert [part in desk for part in ("desk-header", "htmx-config")] == [True] * 2


def test_an_example_form_leads_back_here(client: Client, demo: None) -> None:
    assert client.post(PATH, {"text": "x"}).status_code == 200


def test_an_unknown_frame_is_not_there(client: Client, demo: None) -> None:
    assert client.get(PATH, {"kerangka": "lain"}).status_code == 404


def test_a_real_town_has_no_such_page(client: Client) -> None:
    assert client.get(PATH).status_code == 404
