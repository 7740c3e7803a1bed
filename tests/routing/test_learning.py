"""What is learned from a history: chances that are true, reasons that are true, nothing private."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from routing import (
    engine,
    evaluation,
    features,
    paper_town,
    reasons,
    scoring,
    solving,
    store,
    training,
)
from routing.classifier import Model
from routing.paper_town import Line
from routing.town import Town
from routing.training import Told
from tests.routing.conftest import FILLING, OFFICES, PLACES, history


@cache
def learned() -> tuple[Town, list[Told], Model]:
    town, told = paper_town.built(history(500))
    model = training.train(told, town)
    assert model is not None
    return town, told, model


def suggest(text: str, **more: Any) -> list[engine.Suggestion]:
    town, _, model = learned()
    return engine.suggest(title="", text=text, town=town, model=more.pop("model", model), **more)


SENTENCES = [
    *(words.format(place) for said in OFFICES.values() for words in said for place in PLACES[:2]),
    *FILLING,
]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.booleans())
def test_without_the_words_that_are_named_an_agency_is_less_likely(
    said: list[str], warm: bool
) -> None:
    model = learned()[2] if warm else None
    text = ". ".join(said)
    for one in suggest(text, model=model):
        bare = reasons.without(scoring.Asked("", text), one.words).text
        assert all(not re.search(rf"\b{re.escape(word)}\b", bare.lower()) for word in one.words)
        chances = {row.agency: row.probability for row in suggest(bare, model=model, limit=99)}
        if one.words:
            assert chances.get(one.agency, 0.0) < one.probability
            assert f"“{one.words[0]}”" in one.reason
            assert all(word in text.lower() for word in one.words)


def test_the_office_of_the_place_is_chosen_among_those_alike() -> None:
    town, told, _ = learned()
    wards = {one.region.name: one.region for one in told if one.region is not None}
    for ward in ("mawar", "melati"):
        [best, *_] = suggest("lurah tidak di tempat sejak pagi", region=wards[ward])
        assert best.agency.name == f"Kelurahan {ward.title()}"
        assert best.reasons[-1] == f"tempatnya di {ward}"
    assert {target.key for target in town.targets} >= {"@ward", "@district"}


def test_what_is_said_to_be_likely_is_as_often_right() -> None:
    lines = history(900, seed=3, noise=0.2)
    town, told = paper_town.built(lines)
    for by_time in (False, True):
        found = evaluation.run(town, *evaluation.split(told, by_time=by_time, share=0.4))
        assert evaluation.top(found.outcomes, 1) > 0.7
        assert evaluation.calibration_error(found.outcomes) < 0.1


def test_the_same_history_teaches_the_same_and_equal_texts_stay_together() -> None:
    town, told, model = learned()
    assert store.packed(training.train(told, town) or model)[:1] == store.packed(model)[:1]
    again = training.train(told, town)
    assert again is not None
    assert np.array_equal(again.weights, model.weights)
    assert np.array_equal(again.mix, model.mix)
    twice = [*told, *told]
    first, second = evaluation.split(twice, by_time=False, share=0.3)
    assert {one.group for one in first} & {one.group for one in second} == set()


def test_too_little_teaches_nothing() -> None:
    town, told, _ = learned()
    assert training.train(told[:30], town) is None
    assert training.train([one for one in told if one.agency == told[0].agency], town) is None


def test_an_agency_that_handed_back_is_less_likely_for_such_texts() -> None:
    town, told, model = learned()
    text = "sound horeg dekat menara sutet bikin kaca getar"
    [best, *_] = suggest(text)
    back = [
        Told("", f"{text} {number}", None, None, "", None, (best.agency.code,))
        for number in range(8)
    ]
    taught = training.train([*told, *back], town)
    after = {one.agency: one.probability for one in suggest(text, model=taught, limit=99)}
    assert after[best.agency] < best.probability
    assert len(taught.targets if taught else ()) == len(model.targets)


def test_agencies_that_are_gone_are_never_suggested_and_new_ones_are() -> None:
    town, _, model = learned()
    rows = list(town.agencies.values())
    gone = next(row for row in rows if row.name == "Dinas Sosial")
    new = type(gone)(pk=99, code="baru", name="Dinas Perpustakaan", short_name="Perpustakaan")
    gone.is_active = False
    try:
        later = Town.of([*rows, new], town.categories, rules=())
    finally:
        gone.is_active = True
    found = engine.suggest(title="", text="bansos pkh", town=later, model=model, limit=99)
    assert gone not in [one.agency for one in found]
    found = engine.suggest(title="", text="pinjam buku perpustakaan", town=later, model=model)
    assert found[0].agency == new


NAME, NUMBER = "Zulkarnaen Qosasih", "6271012345678901"


def test_nothing_personal_stands_in_a_model_or_a_reason() -> None:
    lines = history(200)
    planted = [
        line._replace(text=f"Nama saya {NAME}, NIK {NUMBER}. {line.text}") for line in lines[:100]
    ]
    town, told = paper_town.built([*planted, *lines[100:]])
    assert not any(NUMBER in one.text or "Zulkarnaen" in one.text for one in told)
    model = training.train(told, town)
    assert model is not None
    known = set(model.keys.tolist())
    for word in ("zulkarnaen", "qosasih", NUMBER):
        assert features.hashed(f"w {word}") not in known
    with np.load(io.BytesIO(store.packed(model)), allow_pickle=False) as file:
        assert sorted(file) == ["bias", "idf", "keys", "note", "weights"]
        assert b"zulkarnaen" not in bytes(file["note"]).lower()
    said = engine.suggest(
        title="", text=f"Nama saya {NAME}, NIK {NUMBER}. KTP belum jadi", town=town, model=model
    )
    assert not any("zulkarnaen" in one.reason or NUMBER in one.reason for one in said)


def test_a_word_of_one_report_is_not_kept() -> None:
    town, told, _ = learned()
    odd = Told("", "rahasiaku kemarau", None, None, told[0].agency)
    model = training.train([*told, odd], town)
    assert model is not None
    assert features.hashed("w rahasia") not in set(model.keys.tolist())


@pytest.mark.django_db
def test_evaluating_asks_and_writes_nothing() -> None:
    town, told = paper_town.built(history(240))
    with CaptureQueriesContext(connection) as queries:
        found = evaluation.run(town, *evaluation.split(told, by_time=True, share=0.25))
        cold = evaluation.run(town, [], told[:120])
    assert len(queries) == 0
    assert evaluation.top(found.outcomes, 1) > evaluation.top(cold.outcomes, 1) - 0.2
    assert evaluation.top(cold.outcomes, 3) > 0.75
    part, right = evaluation.at_threshold(found.outcomes, 0.5)
    assert 0 < part <= 1
    assert right > evaluation.top(found.outcomes, 1) - 0.01


def test_a_history_without_dates_is_not_split_by_time() -> None:
    _, told = paper_town.built([line._replace(at=None) for line in history(60)])
    with pytest.raises(evaluation.Undated):
        evaluation.split(told, by_time=True, share=0.2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dinas Sosial Kab. Banyu", "DINAS SOSIAL  KABUPATEN BANYU"),
        ("Dinas Sosial", "Dinas Sosial (Pemerintah Kab. Banyu)"),
        ("Kec. Timur", "Kecamatan Timur"),
        ("Dinas Sosial", "Dinas Sosial Kabupaten Banyu"),
    ],
)
def test_spellings_of_one_agency_are_one(one: str, other: str) -> None:
    assert paper_town.folded(one, "Kab. Banyu") == paper_town.folded(other, "Kab. Banyu")


def test_another_citys_agency_is_another() -> None:
    found = {paper_town.folded(name, "Kota A") for name in ("Dishub Kota A", "Dishub Kota B")}
    assert len(found) == 2


def test_national_categories_lead_to_ours() -> None:
    assert paper_town.category_of("1398") == "lampu-jalan"
    assert paper_town.category_of("Penerangan Jalan") == "lampu-jalan"
    assert [paper_town.category_of(said) for said in ("110", "Topik Lainnya", "x", "")] == [""] * 4
    lines = [Line("", "lampu mati", "", category="1398") for _ in range(3)]
    town, told = paper_town.of_categories(lines)
    found = evaluation.run(town, [], told)
    assert evaluation.top(found.outcomes, 1) == 1


def test_all_reports_at_once_are_counted_as_each_alone() -> None:
    _, told, model = learned()
    found = [scoring.features_of(scoring.Asked(one.title, one.text)) for one in told[:20]]
    matrix = training._matrix(found, model.keys, model.idf)
    for number, one in enumerate(found):
        alone = np.zeros(len(model.keys))
        np.add.at(alone, *model.vector(one))
        assert np.allclose(matrix[[number]].toarray()[0], alone, atol=1e-5)


def test_a_long_history_is_learned_from_the_reports_that_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town, told = paper_town.built(history(700, seed=4))
    learned_from, measured = evaluation.split(told, by_time=True, share=0.3)
    whole = evaluation.run(town, learned_from, measured).outcomes
    monkeypatch.setattr(solving, "MANY_ROWS", 100)
    monkeypatch.setattr(training, "MANY_ROWS", 100)
    part = evaluation.run(town, learned_from, measured).outcomes
    assert evaluation.top(part, 1) > evaluation.top(whole, 1) - 0.03


@pytest.mark.parametrize("word", ["depan", "dkt", "samping", "belakang", "sebelah", "seberang"])
def test_what_something_lies_beside_is_not_what_it_is_about(word: str) -> None:
    town, _ = paper_town.built(
        [Line("", "x", name) for name in ("Dinas Pekerjaan Umum", "Dinas Kesehatan", "Puskesmas A")]
    )
    beside, apart = (
        engine.suggest(title="", text=text, town=town, model=None)
        for text in (f"jalan rusak {word} puskesmas", "jalan rusak puskesmas")
    )
    assert beside[0].agency.name == "Dinas Pekerjaan Umum"
    assert beside[0].probability > apart[0].probability + 0.1
    assert "puskesmas" not in beside[0].words
