"""What suggestions and danger are read from: kept a minute, forgotten at an edit."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from lapor import kept
from routing import danger, defaults, engine, reading
from routing.models import DangerWord, Hotline, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    defaults.install()


def test_a_second_text_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(5):
        engine.suggest(title="Lampu jalan padam", text="")
        danger.find_danger("Lampu jalan padam")
    with django_assert_num_queries(0):
        engine.suggest(title="", text="Air keruh")
        danger.find_danger("Pohon tumbang")


def test_an_edit_in_the_admin_holds_at_once(client: Client) -> None:
    client.force_login(User.objects.create_superuser(email="a@kota.example", password="x"))
    assert danger.find_danger("Ada air bah") is None
    address = "/admin/routing/dangerword/add/"
    client.post(
        address, {"word": "air bah", "topic": "water", "marks_report": "on", "is_active": "on"}
    )
    assert danger.find_danger("Ada air bah") == "air bah"


def test_the_gravest_danger_comes_first() -> None:
    found = danger.gravest("Rumah terbakar, suami memukul, saya ingin bunuh diri")
    assert found is not None
    assert (found.word, found.topic) == ("bunuh diri", Topic.SELF_HARM)


def test_a_word_that_only_shows_numbers_marks_no_report() -> None:
    text = "Motor saya ditabrak lari"
    assert [(one.topic, one.marks_report) for one in danger.dangers_in(text)] == [
        (Topic.TRAFFIC, False)
    ]
    assert danger.find_danger(text) is None


def test_every_danger_word_is_found_in_a_text_that_consists_of_it() -> None:
    for word, row in reading.danger_words().items():
        assert [one.topic for one in danger.dangers_in(word)] == [row.topic], word


def test_numbers_are_installed_once_and_stay_as_edited() -> None:
    assert [row.number for row in reading.hotlines()] == ["112", "110", "113", "119", "119"]
    Hotline.objects.exclude(number="112").delete()
    defaults.install()
    assert [row.number for row in reading.hotlines()] == ["112"]


@pytest.mark.parametrize("number", ["112x", "", "javascript:1", "1\n2"])
def test_a_number_can_be_dialled(number: str) -> None:
    with pytest.raises(ValidationError):
        Hotline(number=number, name="Darurat").full_clean()


def test_a_number_is_dialled_without_its_blanks() -> None:
    assert Hotline(number="+62 536-322 0000").dial == "+625363220000"


def test_what_was_read_is_kept_until_it_is_forgotten() -> None:
    assert "roboh" in reading.danger_words()
    DangerWord.objects.filter(word="roboh").update(is_active=False)
    assert "roboh" in reading.danger_words()
    kept.forget()
    assert "roboh" not in reading.danger_words()
