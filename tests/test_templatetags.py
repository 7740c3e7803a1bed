"""What templates may ask for by name: dates in words, codes in groups, icons and tones."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from pytest_django import Settings

from complaints.states import State
from complaints.templatetags import lapor as tags
from lapor import words

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def plain_names(settings: Settings) -> None:
    """Static files under their own names: the list of hashed names is made when installing."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}


def test_a_moment_is_told_in_the_zone_of_the_town() -> None:
    evening = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    assert words.moment(evening) == "Senin, 23 November 2026 pukul 16.00 WIB"


def test_a_moment_after_midnight_belongs_to_the_next_day_of_the_town() -> None:
    late = datetime(2026, 12, 31, 17, 5, tzinfo=UTC)

    assert words.moment(late) == "Jumat, 1 Januari 2027 pukul 00.05 WIB"
    assert words.day(late) == "Jumat, 1 Januari 2027"


def test_the_zone_of_another_town_has_its_own_name(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Makassar"

    assert words.moment(datetime(2026, 8, 17, 2, 0, tzinfo=UTC)).endswith("pukul 10.00 WITA")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 5, 1), "Jumat, 1 Mei 2026"),
        (date(2024, 2, 29), "Kamis, 29 Februari 2024"),
        (date(2025, 8, 17), "Minggu, 17 Agustus 2025"),
    ],
)
def test_a_day_is_told_in_indonesian(value: date, expected: str) -> None:
    assert words.day(value) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("4821937705516284", "4821 9377 0551 6284"),
        ("4821-9377 0551-6284", "4821 9377 0551 6284"),
        ("12345", "1234 5"),
        ("", ""),
    ],
)
def test_a_receipt_code_stands_in_groups_of_four(code: str, expected: str) -> None:
    assert words.receipt(code) == expected


def test_filters_say_nothing_about_what_is_missing() -> None:
    page = Template("{% load lapor %}[{{ no|moment }}|{{ no|day }}|{{ no|receipt }}]")

    assert page.render(Context({"no": None})) == "[||]"


def test_an_icon_beside_words_is_hidden_from_screen_readers() -> None:
    drawn = Template('{% load lapor %}{% icon "pin" %}').render(Context())

    assert 'aria-hidden="true"' in drawn
    assert "#pin" in drawn


def test_an_icon_alone_is_named_and_escaped() -> None:
    drawn = Template("{% load lapor %}{% icon 'pin' words %}").render(Context({"words": '"><b>'}))

    assert 'role="img" aria-label="&quot;&gt;&lt;b&gt;"' in drawn
    assert "aria-hidden" not in drawn


def test_every_state_of_the_law_has_its_own_look() -> None:
    assert set(tags.STATES) == {state.value for state in State}


def test_an_unknown_code_is_shown_plainly() -> None:
    assert (tags.state_tone("no such state"), tags.state_icon("no such state")) == (
        "neutral",
        "info",
    )
    assert tags.notice_icon("no such tone") == "info"
