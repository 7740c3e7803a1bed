"""Two reports of one trouble are told from two troubles, with reasons that are true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from routing import similar, similar_measuring, traits
from routing.similar import Candidate, Similar
from routing.similar_measuring import Pair
from tests.test_personal_cost import MOST_WAYS, ways

NOW = datetime(2026, 6, 10, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
HERE, NEAR, FAR = (-2.2, 113.9), (-2.2003, 113.9002), (-2.21, 113.91)


def told(text: str, days_ago: float = 3, **changes: object) -> Candidate:
    """A report of Langkai, unless ``changes`` say otherwise."""
    one = Candidate(1, "", text, NOW - timedelta(days=days_ago), region="Langkai")
    return replace(one, **changes)  # type: ignore[arg-type]


def compared(text: str, with_: Candidate, **changes: object) -> Similar:
    return similar.compare(told(text, 0, **changes), with_)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return similar_measuring.read(similar_measuring.PAIRS.read_text().splitlines())


# -- how well ----------------------------------------------------------------------------------


def test_there_are_pairs_enough_and_most_are_hard(pairs: list[Pair]) -> None:
    same = sum(one.is_same for one in pairs)
    assert len(pairs) >= 200
    assert same >= 80
    assert len(pairs) - same >= 0.4 * len(pairs)


@pytest.mark.parametrize("half", ["a", "b"])
def test_repeats_are_found_and_others_are_not(half: str, pairs: list[Pair]) -> None:
    results = similar_measuring.scored(one for one in pairs if one.half == half)
    at = {one.threshold: one for one in similar_measuring.figures(results)}[similar.REPEAT]
    assert at.precision >= 0.85
    assert at.recall >= 0.85


def test_a_score_says_about_how_often_it_is_right(pairs: list[Pair]) -> None:
    results = list(similar_measuring.scored(one for one in pairs if one.half == "b"))
    for low, high in ((0.0, 0.2), (0.8, 1.01)):
        known = [(score, one.is_same) for score, one in results if low <= score < high]
        mean = sum(score for score, _ in known) / len(known)
        assert abs(mean - sum(same for _, same in known) / len(known)) <= 0.15


def test_the_command_prints_each_half_and_what_went_wrong(tmp_path: Path) -> None:
    file, out = tmp_path / "pasangan.tsv", StringIO()
    report = "a\tlampu\t{}\t2026-06-01 19:00\tLangkai\t-\tJalan Nias\tLampu jalan nias padam\n"
    file.write_text(report.format("x") + report.format("y") + report.format("x"))
    call_command("evaluate_similar", file, "--wrong", stdout=out)
    said = out.getvalue()
    assert said.startswith("Bagian a: 3 pasangan, 1 tentang hal yang sama.")
    assert re.search(r"batas 0\.60  presisi 0\.333  ketercapaian 1\.000  F1 0\.500", said)
    assert said.count("    beda 0.9") == 2


@pytest.mark.parametrize("line", ["a\tx", "a\ts\tx\tkemarin\t-\t-\t-\tLampu"])
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pasangan.tsv"
    file.write_text(f"# ini\n{line}\n")
    with pytest.raises(CommandError, match="Baris 2"):
        call_command("evaluate_similar", file)


# -- why ---------------------------------------------------------------------------------------


def test_reasons_name_distance_words_and_time() -> None:
    found = compared("pju dkt sdn 4 mati", told("Lampu depan SDN 4 padam", point=HERE), point=NEAR)
    assert found.reasons[0] == "40 m dari sini"
    assert found.words == ("mati", "pju", "sdn")  # as the text in hand has them
    assert "selisih 3 hari" in found.reasons
    assert found.is_repeat


def test_removing_the_named_words_lowers_the_score(pairs: list[Pair]) -> None:
    tried = 0
    for pair in pairs:
        known = similar.compare(pair.second, pair.first)
        if known.is_repeat and known.words:
            without = re.compile(rf"\b(?:{'|'.join(map(re.escape, known.words))})\b", re.I)
            text, place = (without.sub("", one) for one in (pair.second.text, pair.second.place))
            less = similar.compare(replace(pair.second, text=text, place=place), pair.first)
            assert less.score < known.score, (pair.second.text, known.words)
            tried += 1
    assert tried > 50


def test_what_points_at_a_person_is_neither_compared_nor_named() -> None:
    text = "Pak Wirasena Contohnama dan hp 0899-0000-1234 soal parit mampet di Jalan Nias"
    same, other = compared(text, told(text)), compared(text, told("Parit mampet di Jalan Nias"))
    for one in (same, other):
        assert not {"wirasena", "contohnama", "1234"} & {*one.words}
        assert "wirasena" not in " ".join(one.reasons)
    assert same.score == pytest.approx(other.score, abs=0.05)


def test_a_place_that_may_not_be_known_is_compared_and_not_named() -> None:
    its = told("Parit mampet", place="samping warung Sederhana", point=HERE)
    text = "got buntu samping warung sederhana"
    open_, closed = (
        compared(text, replace(its, shows_place=shows), point=NEAR) for shows in (True, False)
    )
    assert "sederhana" in open_.words
    assert not {"sederhana", "warung"} & {*closed.words}
    assert open_.score == closed.score
    assert open_.reasons[0] == "40 m dari sini"
    assert closed.reasons[0] == "kurang dari 100 m dari sini"


@pytest.mark.parametrize(
    ("metres", "roughly", "words"),
    [
        (3, False, "10 m dari sini"),
        (44, False, "40 m dari sini"),
        (1240, False, "1,2 km dari sini"),
        (99, True, "kurang dari 100 m dari sini"),
        (240, True, "sekitar 200 m dari sini"),
    ],
)
def test_metres_are_said_as_exactly_as_they_are_known(
    metres: float, roughly: bool, words: str
) -> None:
    assert similar.metres_words(metres, roughly=roughly) == words


def test_a_ticket_that_is_named_is_spoken_of() -> None:
    its = told("Lampu padam", code="K7M2PQ4X")
    assert compared("Menyambung k7m2pq4x, belum ada kabar", its).reasons[0] == (
        "menyebut nomor tiketnya"
    )
    assert not compared("Belum ada kabar", its).is_repeat


def test_found_are_the_likeliest_first_and_no_more_than_asked() -> None:
    rows = [
        told("Sampah menumpuk di pasar", key=1),
        told("Lampu jalan padam di Jalan Nias", key=2),
        told("pju jl nias mati", key=3, point=HERE),
    ]
    asked = {"title": "", "text": "Lampu Jalan Nias padam", "region": "Langkai", "at": NOW}
    found = similar.find(**asked, point=NEAR, among=rows)  # type: ignore[arg-type]
    assert [one.candidate.key for one in found] == [3, 2]
    assert similar.find(**asked, point=NEAR, among=rows, limit=1) == found[:1]  # type: ignore[arg-type]


# -- whatever somebody writes --------------------------------------------------------------------


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    found = compared(one, told(other, place=one), place=other)
    assert 0.0 <= found.score <= 1.0


PATTERNS = [one for one in vars(traits).values() if isinstance(one, re.Pattern)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_text_makes_a_pattern_slow(pattern: re.Pattern[str]) -> None:
    assert ways(_parser.parse(pattern.pattern, pattern.flags)) <= MOST_WAYS


@pytest.mark.parametrize("unit", ["a", "jalan ", "gg a ", "1 2", "rt 3 ", "sudah sudah ", "lapor"])
def test_a_hostile_text_of_the_longest_length_ends(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert compared(text, told(text)).score <= 1.0
