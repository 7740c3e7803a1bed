"""The danger words and emergency numbers a town starts with; a city edits both.

Indonesian, with what Banjar and Ngaju Dayak people would write. A word that also stands in calm
reports ("kecelakaan" in "sering terjadi kecelakaan") shows the numbers while somebody types, and
does not mark the report.
"""

from __future__ import annotations

from typing import NamedTuple

from routing.models import Topic

MARKING: dict[Topic, str] = {
    # Banjar kabakaran, tabakar; Ngaju kehu (terbakar).
    Topic.FIRE: (
        "kebakaran, terbakar, kabakaran, tabakar, kehu, huma kehu, api membesar, meledak, ledakan, "
        "gas bocor, kebocoran gas, bau gas"
    ),
    # Banjar tasitrum.
    Topic.POWER: (
        "tersengat listrik, tersetrum, kesetrum, tasitrum, kabel putus, kabel listrik putus, "
        "kabel listrik menjuntai, kabel menjuntai, korsleting"
    ),
    # Banjar rabah, rubuh.
    Topic.FALL: (
        "roboh, rubuh, ambruk, hampir roboh, mau roboh, pohon tumbang, pohon rabah, mau tumbang, "
        "hampir tumbang, tertimpa, jembatan putus, jalan putus, longsor"
    ),
    # Banjar lamas, larut; Ngaju leteng (tenggelam).
    Topic.WATER: (
        "tenggelam, hanyut, terseret arus, lamas, leteng, terjebak banjir, banjir bandang"
    ),
    Topic.HEALTH: (
        "sesak napas, sesak nafas, keracunan, pingsan, tidak sadarkan diri, kejang, sekarat, "
        "korban jiwa, mengancam nyawa, membahayakan nyawa, butuh ambulans"
    ),
    # Banjar ditimpas (dibacok).
    Topic.VIOLENCE: (
        "diculik, penculikan, kdrt, dipukuli, dianiaya, penganiayaan, diperkosa, pemerkosaan, "
        "pelecehan seksual, kekerasan seksual, dibunuh, pembunuhan, begal, dibegal, perampokan, "
        "dirampok, tawuran, senjata tajam, disekap, dikeroyok, dibacok, ditimpas, disiksa, "
        "kekerasan dalam rumah tangga, diancam dibunuh"
    ),
    Topic.SELF_HARM: (
        "bunuh diri, gantung diri, mengakhiri hidup, akhiri hidup, menyakiti diri sendiri, "
        "ingin mati saja, mau mati saja"
    ),
    Topic.ANIMAL: (
        "digigit anjing, anjing gila, anjing rabies, digigit ular, buaya muncul, ada buaya, "
        "diserang buaya"
    ),
    Topic.OTHER: (
        "orang hilang, anak hilang, keadaan darurat, kondisi darurat, bahaya sekarang, "
        "butuh pertolongan"
    ),
}
"""Words that mark a report as danger now, by what they tell of."""

SHOWING: dict[Topic, str] = {
    # Banjar kacalakaan.
    Topic.TRAFFIC: (
        "kecelakaan, kacalakaan, laka lantas, tabrakan, tabrak lari, tertabrak, ditabrak, terlindas"
    ),
    Topic.VIOLENCE: "dipukul, ditampar, ditendang, diancam, kekerasan, dilecehkan",
    Topic.HEALTH: "berdarah, luka parah, patah tulang",
    Topic.SELF_HARM: "putus asa, tidak ingin hidup, tidak mau hidup lagi",
}
"""Words that only show the emergency numbers."""


class Number(NamedTuple):
    """One emergency number as it is first installed."""

    number: str
    name: str
    topics: tuple[Topic, ...] = ()
    note: str = ""


_NOT_SELF_HARM = tuple(topic for topic in Topic if topic != Topic.SELF_HARM)

HOTLINES: tuple[Number, ...] = (
    Number("112", "Darurat"),
    Number("110", "Polisi", _NOT_SELF_HARM),
    Number("113", "Pemadam", _NOT_SELF_HARM),
    Number("119", "Ambulans", (Topic.HEALTH, Topic.TRAFFIC, Topic.WATER, Topic.VIOLENCE)),
    Number("119", "Layanan kesehatan jiwa", (Topic.SELF_HARM,), "lalu tekan 8"),
)
"""112, 110 and 113 stand in the law; the others are common knowledge and each city checks them."""


def split(words: str) -> list[str]:
    """Return the words of one of the lists above."""
    return [word.strip() for word in words.split(",")]
