"""Danger words: whole words, in several tongues, unless the text denies them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from routing import defaults
from routing.danger import find_danger
from routing.models import DangerWord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words() -> None:
    defaults.install()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ada KEBAKARAN di belakang pasar!", "kebakaran"),
        ("Rumahnya roboh tadi malam", "roboh"),
        ("kabel listrik  menjuntai\nke jalan", "kabel listrik menjuntai"),
        ("Anak saya kesetrum tiang lampu", "kesetrum"),
        ("Pohon-pohon aman, tapi satu pohon tumbang menimpa warung", "pohon tumbang"),
        ("kabakaran di gang sabalah, lakasi", "kabakaran"),
        ("huma kehu hung Rakumpit", "huma kehu"),
        ("uluh leteng hung sungei", "leteng"),
        ("Jembatannya putus? jembatan putus pak", "jembatan putus"),
        ("Longsornya makin lebar", "longsor"),
    ],
)
def test_danger_is_found_as_whole_words_in_any_case(text: str, word: str) -> None:
    assert find_danger(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lampu jalan padam sejak Senin",
        "Petugas pemadam kebakaran sangat ramah",
        "Syukurlah tidak ada korban jiwa",
        "Belum sampai terbakar, hanya bau",
        "Daerah ini rawan longsor, mohon talud",
        "Bantuan pasca kebakaran belum turun",
        "perobohan bangunan liar",
    ],
)
def test_offices_and_denials_are_no_danger(text: str) -> None:
    assert find_danger(text) is None


def test_a_denial_does_not_reach_over_a_comma() -> None:
    assert find_danger("Hujan sudah tidak, roboh tembok sekolah") == "roboh"


def test_a_denied_word_does_not_hide_a_later_one() -> None:
    assert find_danger("Tidak ada kebakaran tetapi tiang roboh") == "roboh"


def test_the_words_are_the_citys(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    DangerWord.objects.create(word="air bah")
    DangerWord.objects.filter(word="roboh").update(is_active=False)
    with django_assert_num_queries(1):
        assert find_danger("Pagar roboh diterjang air bah") == "air bah"


def test_a_danger_word_may_have_a_hyphen() -> None:
    DangerWord.objects.create(word="kebut-kebutan")
    assert find_danger("Ada kebut kebutan tiap malam") == "kebut kebutan"


def test_a_town_without_words_knows_no_danger() -> None:
    DangerWord.objects.all().delete()
    assert find_danger("kebakaran") is None


def test_a_long_text_is_searched_to_its_end() -> None:
    assert find_danger("jalan " * 20_000 + "kebakaran") == "kebakaran"
