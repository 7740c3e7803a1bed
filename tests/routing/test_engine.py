"""Suggestions: by rules, by category, by words and by place, each with a reason in Indonesian."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies import demo_town as agencies_demo
from agencies.models import Agency, Officer, Region
from routing import defaults, engine
from routing import demo_town as routing_demo
from routing.models import Category, Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, Agency]:
    agencies = agencies_demo.install("kata-sandi-demo")
    defaults.install()
    routing_demo.install()
    return agencies


@pytest.fixture
def menteng(town: dict[str, Agency]) -> Region:
    return Region.objects.get(code="62.71.03.1002")


def suggest(
    text: str, category: Category | None = None, region: Region | None = None, limit: int = 3
) -> list[engine.Suggestion]:
    return engine.suggest(title="", text=text, category=category, region=region, limit=limit)


def category(code: str) -> Category:
    return Category.objects.get(code=code)


def answers(*args: Any, **kwargs: Any) -> list[tuple[str, str]]:
    return [(one.agency.code, one.reason) for one in suggest(*args, **kwargs)]


def test_a_mentioned_word_leads_to_the_agency_of_its_category(town: dict[str, Agency]) -> None:
    assert answers("Lampu jalan di Tjilik Riwut km 3 tidak menyala") == [
        ("disperkimtan", "karena menyebut “lampu jalan”")
    ]


def test_the_longer_phrase_wins_over_the_word_in_it(town: dict[str, Agency]) -> None:
    [best] = suggest("Lampu jalannya rusak")
    assert (best.category, best.words) == (category("lampu-jalan"), ("lampu jalan",))


@pytest.mark.parametrize(
    "text", ["E-KTP saya hilang", "e ktp", "e – e - ktp", "Gorong-gorong", "gorong  gorong"]
)
def test_hyphens_and_blanks_are_one_spelling(town: dict[str, Agency], text: str) -> None:
    assert suggest(text)[0].agency.code in ("disdukcapil", "dinas-pupr")


def test_every_keyword_is_found_in_a_text_that_consists_of_it(town: dict[str, Agency]) -> None:
    for row in Category.objects.active():
        for keyword in row.keywords:
            assert row in [one.category for one in suggest(keyword, limit=99)], keyword


def test_a_keyword_of_two_categories_suggests_both(town: dict[str, Agency]) -> None:
    Category.objects.filter(code="hewan").update(keywords=["Sapi-Sapi", "sapi sapi"])
    Category.objects.filter(code="sekolah").update(keywords=["sapi sapi"])
    found = suggest("sapi-sapi")
    assert [one.agency.code for one in found] == ["dkpp", "disdik"]
    assert found[0].probability == found[1].probability


def test_words_are_named_in_order_and_at_most_three(town: dict[str, Agency]) -> None:
    [best, *_] = suggest("Jalan berlubang, aspal hancur, trotoar retak, jembatan goyang")
    assert best.reason == "karena menyebut “jalan berlubang”, “aspal” dan “trotoar”"
    assert best.words == ("jalan berlubang", "aspal", "trotoar", "jembatan")


def test_the_chosen_category_comes_before_words(town: dict[str, Agency]) -> None:
    found = answers("Sampah menumpuk di parit", category("drainase-banjir"))
    assert found == [
        ("dinas-pupr", "karena menyebut “parit”"),
        ("dlh", "karena menyebut “sampah menumpuk”"),
    ]


def test_a_category_alone_is_a_reason(town: dict[str, Agency]) -> None:
    assert answers("", category("sekolah")) == [("disdik", "karena kategori Sekolah")]


def test_local_matters_go_to_the_office_of_the_kelurahan_first(
    town: dict[str, Agency], menteng: Region
) -> None:
    found = answers("Musik keras tiap malam", category("ketertiban-umum"), menteng)
    assert found == [
        ("kel-menteng", "karena menyebut “musik keras”, dan tempatnya di Menteng"),
        ("satpol-pp", "karena menyebut “musik keras”"),
    ]


def test_without_a_place_local_matters_go_to_the_default_agency(town: dict[str, Agency]) -> None:
    assert answers("Musik keras", category("ketertiban-umum")) == [
        ("satpol-pp", "karena menyebut “musik keras”")
    ]


def test_a_ward_without_a_liaison_leaves_it_to_its_kecamatan(
    town: dict[str, Agency], menteng: Region
) -> None:
    Officer.objects.filter(agency=town["kel-menteng"]).update(is_active=False)
    found = answers("Musik keras", category("ketertiban-umum"), menteng)
    assert [code for code, _ in found] == ["kec-jekan-raya", "satpol-pp"]


def test_matters_of_the_kecamatan_go_there_from_any_of_its_kelurahan(
    town: dict[str, Agency], menteng: Region
) -> None:
    Category.objects.filter(code="hewan").update(goes_to=Category.GoesTo.DISTRICT)
    for region in (menteng, menteng.parent):
        found = answers("Anjing liar", category("hewan"), region)
        assert [code for code, _ in found] == ["kec-jekan-raya", "dkpp"]


def test_a_rule_of_the_city_comes_before_everything(
    town: dict[str, Agency], menteng: Region
) -> None:
    Rule.objects.create(
        keyword="bundaran besar",
        region=menteng.parent,
        category=category("lampu-jalan"),
        agency=town["upt-pju"],
        weight=80,
    )
    [first, second] = suggest("Gelap di Bundaran Besar", category("lampu-jalan"), menteng)
    assert first.agency == town["upt-pju"]
    assert first.reason == (
        "menurut aturan kota: menyebut “bundaran besar”, kategori Lampu jalan, "
        "tempatnya di Jekan Raya"
    )
    assert second.agency == town["disperkimtan"]


@pytest.mark.parametrize("missing", ["category", "region", "keyword"])
def test_every_condition_of_a_rule_must_hold(
    town: dict[str, Agency], menteng: Region, missing: str
) -> None:
    Rule.objects.create(
        keyword="bundaran",
        region=menteng,
        category=category("lampu-jalan"),
        agency=town["upt-pju"],
    )
    text = "Gelap" if missing == "keyword" else "Gelap di bundaran"
    chosen = category("hewan") if missing == "category" else category("lampu-jalan")
    place = Region.objects.get(name="Langkai") if missing == "region" else menteng
    assert town["upt-pju"] not in [one.agency for one in suggest(text, chosen, place)]


def test_a_rule_for_the_whole_city_holds_everywhere(
    town: dict[str, Agency], menteng: Region
) -> None:
    city = Region.objects.get(level=Region.Level.CITY)
    Rule.objects.create(region=city, category=category("hewan"), agency=town["damkar"])
    assert answers("", category("hewan"), None)[0][0] == "damkar"
    assert answers("", category("hewan"), menteng)[0][0] == "damkar"


def test_an_agency_that_is_named_is_suggested(town: dict[str, Agency]) -> None:
    assert answers("Kepada Yth. Satpol PP")[0][0] == "satpol-pp"
    assert answers("Mohon Bappeda menjelaskan") == [("bappeda", "karena menyebut “bappeda”")]


def test_a_name_keeps_the_category_that_the_words_point_to(town: dict[str, Agency]) -> None:
    [best] = suggest("PDAM keruh lagi")
    assert (best.agency, best.words) == (town["pdam"], ("pdam",))
    assert best.category == category("air-bersih")


def test_a_named_kelurahan_is_a_place_before_it_is_an_addressee(town: dict[str, Agency]) -> None:
    found = answers("Sampah di Kelurahan Menteng")
    assert [code for code, _ in found] == ["dlh", "kel-menteng"]


def test_only_agencies_with_a_liaison_are_suggested(town: dict[str, Agency]) -> None:
    Officer.objects.filter(agency=town["disperkimtan"]).update(is_active=False)
    assert answers("Lampu jalan padam") == []


def test_an_inactive_category_counts_no_more(town: dict[str, Agency]) -> None:
    Category.objects.filter(code="lampu-jalan").update(is_active=False)
    assert answers("Lampu jalan padam") == []


def test_nothing_is_suggested_when_nothing_points_anywhere(
    town: dict[str, Agency], menteng: Region
) -> None:
    assert suggest("Terima kasih banyak", None, menteng) == []
    assert suggest("") == []


def test_at_most_three_are_suggested_unless_more_are_asked_for(town: dict[str, Agency]) -> None:
    text = "sampah, lampu jalan, sekolah, puskesmas, pajak"
    assert len(suggest(text)) == 3
    assert len(suggest(text, limit=10)) == 5


def test_equal_scores_are_ranked_by_name_always_the_same(town: dict[str, Agency]) -> None:
    codes = [one.agency.code for one in suggest("sekolah dan puskesmas")]
    assert codes == ["dinkes", "disdik"]


def test_a_suggestion_costs_three_queries(
    town: dict[str, Agency], menteng: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Rule.objects.create(region=menteng, agency=town["damkar"])
    chosen = category("ketertiban-umum")
    with django_assert_num_queries(3):
        suggest("Musik keras dan sampah di puskesmas " * 200, chosen, menteng)


def test_odd_texts_do_no_harm(town: dict[str, Agency]) -> None:
    for text in ("\x00\u202e💡" * 1000, "(" * 5000, "lampu-jalan" * 2000, "a" * 100_000):
        assert suggest(text) == []
    assert answers("LAMPU\n\nJALAN!!!")[0][0] == "disperkimtan"


def test_every_category_of_the_demo_town_has_an_agency_that_can_be_addressed(
    town: dict[str, Agency],
) -> None:
    addressable = set(Agency.objects.addressable())
    assert {row.default_agency for row in Category.objects.select_related("default_agency")} <= (
        addressable
    )


def test_installing_the_demo_rules_again_changes_nothing(town: dict[str, Agency]) -> None:
    before = list(Rule.objects.values())
    routing_demo.install()
    assert list(Rule.objects.values()) == before
