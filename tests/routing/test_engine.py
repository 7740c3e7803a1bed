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
    [best, *_] = suggest("Lampu jalan di Tjilik Riwut km 3 padam")
    assert best.agency == town["disperkimtan"]
    assert best.reason == "karena menyebut “lampu jalan” dan “padam”"


def test_the_longer_phrase_wins_over_the_word_in_it(town: dict[str, Agency]) -> None:
    [best, *_] = suggest("Lampu jalannya rusak")
    assert (best.category, best.words) == (category("lampu-jalan"), ("lampu jalannya",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jln rusak parah blm diaspal", "dinas-pupr"),
        ("smpah numpuk bau", "dlh"),
        ("pelayann puskesms lambat", "dinkes"),
        ("bansos blm cair, nama sdh ada di dtks", "dinsos"),
        ("banyu pdam kada jalan", "pdam"),
        ("karhutla, kabut asap pekat", "bpbd"),
        ("gaji honorer blm dibayar", "bkpsdm"),
        ("tukang parkir minta 5rb tanpa karcis", "dishub"),
    ],
)
def test_words_are_understood_as_people_type_them(
    town: dict[str, Agency], text: str, code: str
) -> None:
    assert suggest(text)[0].agency.code == code


@pytest.mark.parametrize(
    "text", ["E-KTP saya hilang", "e ktp", "e – e - ktp", "Gorong-gorong", "gorong  gorong"]
)
def test_hyphens_and_blanks_are_one_spelling(town: dict[str, Agency], text: str) -> None:
    assert suggest(text)[0].agency.code in ("disdukcapil", "dinas-pupr")


def test_a_keyword_that_the_city_adds_leads_to_its_category(town: dict[str, Agency]) -> None:
    Category.objects.filter(code="hewan").update(keywords=["Bekantan Pulau"])
    [best, *_] = suggest("Ada bekantan pulau di dapur")
    assert (best.agency, best.category) == (town["dkpp"], category("hewan"))


def test_words_are_named_and_at_most_three(town: dict[str, Agency]) -> None:
    [best, *_] = suggest("Jalan berlubang, aspal hancur, trotoar retak, jembatan goyang")
    assert best.reason == "karena menyebut “jalan berlubang”, “jembatan” dan “trotoar”"


def test_the_chosen_category_comes_before_words(town: dict[str, Agency]) -> None:
    found = suggest("Sampah menumpuk di parit", category("drainase-banjir"))
    assert [one.agency.code for one in found[:2]] == ["dinas-pupr", "dlh"]
    assert suggest("Sampah menumpuk di parit")[0].agency == town["dlh"]


def test_a_category_alone_is_a_reason_and_the_last_one_says_nothing(
    town: dict[str, Agency],
) -> None:
    assert answers("", category("sekolah")) == [("disdik", "karena kategori Sekolah")]
    assert suggest("", category("lainnya")) == []


def test_local_matters_go_to_the_office_of_the_kelurahan_first(
    town: dict[str, Agency], menteng: Region
) -> None:
    found = answers("Musik keras tiap malam", category("ketertiban-umum"), menteng)
    assert found[:2] == [
        ("kel-menteng", "karena menyebut “musik keras”, dan tempatnya di Menteng"),
        ("satpol-pp", "karena menyebut “musik keras”"),
    ]


def test_a_kelurahan_that_the_text_names_is_the_place_too(town: dict[str, Agency]) -> None:
    [best, *_] = suggest("Pelayanan kantor kelurahan Menteng lambat")
    assert best.agency == town["kel-menteng"]


def test_without_a_place_local_matters_go_to_the_department(town: dict[str, Agency]) -> None:
    assert suggest("Musik keras", category("ketertiban-umum"))[0].agency == town["satpol-pp"]


def test_a_ward_without_a_liaison_leaves_it_to_its_kecamatan(
    town: dict[str, Agency], menteng: Region
) -> None:
    Officer.objects.filter(agency=town["kel-menteng"]).update(is_active=False)
    found = answers("Musik keras", category("ketertiban-umum"), menteng)
    assert [code for code, _ in found][:2] == ["kec-jekan-raya", "satpol-pp"]


def test_matters_of_the_kecamatan_go_there_from_any_of_its_kelurahan(
    town: dict[str, Agency], menteng: Region
) -> None:
    Category.objects.filter(code="hewan").update(goes_to=Category.GoesTo.DISTRICT)
    for region in (menteng, menteng.parent):
        found = answers("Anjing liar", category("hewan"), region)
        assert [code for code, _ in found][:2] == ["kec-jekan-raya", "dkpp"]


def test_the_place_decides_on_the_unit(town: dict[str, Agency], menteng: Region) -> None:
    [best, *_] = suggest("Obat habis, pasien antre lama, dokter tidak ada", region=menteng)
    assert (best.agency, best.unit) == (town["dinkes"], town["puskesmas-menteng"])


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
    [first, *_] = suggest("Gelap di Bundaran Besar", category("lampu-jalan"), menteng)
    assert (first.agency, first.words) == (town["upt-pju"], ("bundaran besar",))
    assert first.probability > 0.9
    assert first.reason == (
        "menurut aturan kota: menyebut “bundaran besar”, kategori Lampu jalan, "
        "tempatnya di Jekan Raya"
    )


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
    assert [one.rule for one in suggest(text, chosen, place)] == [None] * len(
        suggest(text, chosen, place)
    )


def test_a_rule_for_the_whole_city_holds_everywhere(
    town: dict[str, Agency], menteng: Region
) -> None:
    city = Region.objects.get(level=Region.Level.CITY)
    Rule.objects.create(region=city, category=category("hewan"), agency=town["damkar"])
    assert answers("", category("hewan"), None)[0][0] == "damkar"
    assert answers("", category("hewan"), menteng)[0][0] == "damkar"


def test_an_agency_that_is_named_is_suggested(town: dict[str, Agency]) -> None:
    [best, *_] = suggest("Kepada Yth. Satpol PP")
    assert (best.agency, best.reason) == (town["satpol-pp"], "karena menyebut “satpol pp”")
    assert answers("Mohon Bappeda menjelaskan") == [("bappeda", "karena menyebut “bappeda”")]


def test_a_name_keeps_the_category_that_the_words_point_to(town: dict[str, Agency]) -> None:
    [best, *_] = suggest("PDAM keruh lagi")
    assert (best.agency, best.category) == (town["pdam"], category("air-bersih"))


def test_a_named_kelurahan_is_a_place_before_it_is_an_addressee(town: dict[str, Agency]) -> None:
    assert suggest("Sampah di Kelurahan Menteng")[0].agency == town["dlh"]


def test_only_agencies_with_a_liaison_are_suggested(town: dict[str, Agency]) -> None:
    Officer.objects.filter(agency=town["disperkimtan"]).update(is_active=False)
    found = suggest("Lampu jalan padam", limit=99)
    assert town["disperkimtan"] not in [one.agency for one in found]
    assert found[0].agency == town["upt-pju"]


def test_a_closed_category_is_named_no_more_but_its_words_still_lead(
    town: dict[str, Agency],
) -> None:
    Category.objects.filter(code="lampu-jalan").update(is_active=False)
    [best, *_] = suggest("Lampu jalan padam")
    assert best.agency.code in ("upt-pju", "dishub", "disperkimtan")
    assert best.category != category("lampu-jalan")


def test_a_new_agency_is_reached_by_its_name_alone(town: dict[str, Agency]) -> None:
    new = Agency.objects.create(
        code="museum", name="UPT Museum Balanga", short_name="Museum Balanga", kind="unit"
    )
    engine_town = engine.Town.of([*Agency.objects.active()], list(Category.objects.active()))
    found = engine.suggest(title="Museum Balanga tutup terus", text="", town=engine_town)
    assert found[0].agency == new


def test_below_the_threshold_it_says_that_it_does_not_know(town: dict[str, Agency]) -> None:
    unsure = suggest("sampah, lampu jalan, sekolah, puskesmas, pajak")
    assert len(unsure) == 3
    assert {one.is_sure for one in unsure} == {False}
    assert suggest("Air PDAM keruh dan meteran air bocor")[0].is_sure


def test_nothing_is_suggested_when_nothing_points_anywhere(
    town: dict[str, Agency], menteng: Region
) -> None:
    assert suggest("Terima kasih banyak", None, menteng) == []
    assert suggest("") == []


def test_at_most_three_are_suggested_unless_more_are_asked_for(town: dict[str, Agency]) -> None:
    text = "sampah, lampu jalan, sekolah, puskesmas, pajak"
    assert len(suggest(text)) == 3
    assert len(suggest(text, limit=10)) > 4


def test_the_same_text_gets_the_same_answer_and_chances_sum_to_one(
    town: dict[str, Agency],
) -> None:
    text = "sekolah dan puskesmas"
    assert suggest(text) == suggest(text)
    everything = engine.suggest(title="", text=text, limit=999, explains=False)
    assert sum(one.probability for one in everything) == pytest.approx(1)


def test_a_suggestion_costs_four_queries(
    town: dict[str, Agency], menteng: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Rule.objects.create(region=menteng, agency=town["damkar"])
    chosen = category("ketertiban-umum")
    with django_assert_num_queries(4):
        suggest("Musik keras dan sampah di puskesmas " * 200, chosen, menteng)


def test_odd_texts_do_no_harm(town: dict[str, Agency]) -> None:
    for text in ("\x00\u202e💡" * 1000, "(" * 5000, "lampu-jalan" * 2000, "a" * 100_000):
        assert suggest(text) == []
    assert suggest("İ̇ŞTANBUL ß ﬁ sampah " * 50)[0].words == ("sampah",)
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
