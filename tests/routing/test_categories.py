"""The categories a town starts with, and the words of rules and dangers as they are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from routing import defaults
from routing.models import Category, DangerWord, Rule
from routing.wording import normalize
from tests.agencies.given import agency

pytestmark = pytest.mark.django_db

NATIONAL_IDS = {
    "jalan-jembatan": 928, "lampu-jalan": 1398, "drainase-banjir": 2397, "air-bersih": 1010,
    "sampah-kebersihan": 942, "taman-pohon-pemakaman": 1402, "bangunan-tata-ruang": 934,
    "perumahan-pertanahan": 933, "lalu-lintas-parkir": 940, "angkutan-umum": 936,
    "ktp-kk-akta": 963, "kesehatan-puskesmas": 921, "sekolah": 915, "bantuan-sosial": 957,
    "tenaga-kerja": 968, "pasar-umkm": 2402, "perizinan": 976, "pajak-retribusi": 1544,
    "ketertiban-umum": 950, "kebakaran-bencana": 945, "hewan": 946, "pertanian-pangan": 909,
    "pungli-pelayanan": 1558, "kepegawaian": 1498, "internet-layanan-digital": 1037,
    "wisata-olahraga-budaya": 913, "lainnya": 110,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _installed() -> None:
    defaults.install()


def test_a_town_starts_with_26_categories_and_lainnya_mapped_to_national_ids() -> None:
    assert dict(Category.objects.values_list("code", "national_id")) == NATIONAL_IDS
    assert list(Category.objects.values_list("code", flat=True))[-1] == "lainnya"


def test_private_matters_start_unpublished() -> None:
    private = Category.objects.filter(starts_unpublished=True)
    assert set(private.values_list("code", flat=True)) == {
        "ktp-kk-akta",
        "kesehatan-puskesmas",
        "bantuan-sosial",
        "tenaga-kerja",
        "kepegawaian",
        "ketertiban-umum",
    }


def test_keywords_are_clean_and_belong_to_one_category() -> None:
    keywords = [word for row in Category.objects.all() for word in row.keywords]
    assert all(word == " ".join(word.lower().split()) for word in keywords)
    assert len(keywords) == len({normalize(word) for word in keywords})


def test_installing_again_leaves_edited_categories_alone() -> None:
    Category.objects.filter(code="hewan").update(name="Satwa", keywords=["kuda"])
    Category.objects.filter(code="sekolah").delete()
    DangerWord.objects.exclude(word="roboh").delete()
    defaults.install()
    assert Category.objects.get(code="hewan").keywords == ["kuda"]
    assert Category.objects.get(code="sekolah").order == 13
    assert list(DangerWord.objects.values_list("word", flat=True)) == ["roboh"]


def test_default_agencies_are_set_by_code() -> None:
    pupr = agency()
    defaults.set_default_agencies({"jalan-jembatan": "dinas", "hewan": "dinas"})
    assert list(pupr.default_categories.values_list("code", flat=True)) == [
        "jalan-jembatan",
        "hewan",
    ]


def test_an_unknown_code_changes_nothing() -> None:
    agency()
    with pytest.raises(LookupError, match="Kode tidak dikenal: entah, naga"):
        defaults.set_default_agencies({"hewan": "dinas", "naga": "dinas", "sekolah": "entah"})
    assert not Category.objects.filter(default_agency__isnull=False).exists()


def test_a_rule_needs_a_condition() -> None:
    with pytest.raises(ValidationError, match="Isi kategori, wilayah, atau kata kunci"):
        Rule(agency=agency()).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.create(agency=agency("b"))


def test_words_are_kept_in_small_letters_with_single_blanks() -> None:
    rule = Rule(agency=agency(), keyword="  Bundaran   BESAR ")
    rule.full_clean()
    word = DangerWord(word=" Air  Bah")
    word.full_clean()
    assert (rule.keyword, word.word) == ("bundaran besar", "air bah")


def test_a_danger_word_without_letters_is_refused() -> None:
    with pytest.raises(ValidationError, match="harus berisi huruf"):
        DangerWord(word="!!").full_clean()
