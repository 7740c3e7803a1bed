"""The demo city's texts: enough of them, all different, within the limits, nobody's data shown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from agencies.demo_town import HEADS
from routing.categories import CATEGORIES

ROOT = Path(__file__).parents[2]
DATA = ROOT / "complaints" / "demo" / "data"
WARDS = ROOT / "agencies" / "data" / "palangka_raya.json"

KINDS = {"complaint", "aspiration", "information"}
OUTCOMES = {"fixed", "explained", "planned", "refused", "not_found"}
SEASONS = {"smoke", "flood"}

# Whatever a public text may not show: a NIK or another long number, a phone number, an e-mail
# address, a plate of Kalimantan Tengah (the only ones the texts use).
PERSONAL = re.compile(
    r"\d(?:[ .-]?\d){15}|\b08\d\d[ -]?\d{4}[ -]?\w{4}|[\w.+-]+@[\w.-]+|\bKH ?\d{1,4} ?[A-Z]{1,3}\b"
)
# What everybody can read: redacted where a redacted text stands, else as it was written.
SHOWN = ("place_text", "follow_up", "answer", "proof", "objection", "reopen", "rating_words")


def read(name: str) -> Any:
    """Return one file of the demo city."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    """Every report of the demo city."""
    found: list[dict[str, Any]] = read("reports.json")
    return found


def test_there_are_enough_reports_and_no_two_alike(reports: list[dict[str, Any]]) -> None:
    texts = [report["text"] for report in reports]
    assert len(texts) >= 170
    assert len(set(texts)) == len(texts)


def test_every_category_is_used_and_none_is_unknown(reports: list[dict[str, Any]]) -> None:
    assert {report["category"] for report in reports} == {start.code for start in CATEGORIES}


def test_every_choice_is_one_the_product_knows(reports: list[dict[str, Any]]) -> None:
    wards = {row["nama"] for row in json.loads(WARDS.read_text(encoding="utf-8"))}
    assert {report["kind"] for report in reports} == KINDS
    assert {report["outcome"] for report in reports} == OUTCOMES
    assert {report["season"] for report in reports if "season" in report} == SEASONS
    assert {report["rating"] for report in reports} == {1, 2, 3, 4, 5}
    assert {report["ward"] for report in reports if "ward" in report} - wards == set()


def test_titles_and_texts_keep_the_limits(reports: list[dict[str, Any]]) -> None:
    too_long = [
        report["title"]
        for report in reports
        if len(report["title"]) > 150
        or len(report["text"]) > 3000
        or len(report.get("public_title", "")) > 150
        or len(report.get("public_text", "")) > 3000
    ]
    assert too_long == []


def test_every_fixed_report_says_what_its_proof_shows(reports: list[dict[str, Any]]) -> None:
    with_proof = [report["title"] for report in reports if report.get("proof")]
    fixed = [report["title"] for report in reports if report["outcome"] == "fixed"]
    assert with_proof == fixed


def test_nothing_that_is_shown_holds_personal_data(reports: list[dict[str, Any]]) -> None:
    shown = [
        text
        for report in reports
        for text in (
            report.get("public_title", report["title"]),
            report.get("public_text", report["text"]),
            *(report.get(field, "") for field in SHOWN),
        )
    ]
    assert [text for text in shown if PERSONAL.search(text)] == []


def test_some_texts_hold_personal_data_that_was_redacted(reports: list[dict[str, Any]]) -> None:
    redacted = [report for report in reports if "public_text" in report]
    assert len([report for report in redacted if PERSONAL.search(report["text"])]) >= 10
    assert [report["title"] for report in redacted if report["public_text"] == report["text"]] == []


def test_sealed_reports_name_the_agency_they_are_about(reports: list[dict[str, Any]]) -> None:
    wards = json.loads(WARDS.read_text(encoding="utf-8"))
    known = {office.code for office in HEADS}
    known |= {f"kel-{row['nama'].lower().replace(' ', '-')}" for row in wards}
    sealed = [report for report in reports if report["sealed"]]
    assert len(sealed) >= 9
    assert {report["unit"] for report in sealed} - known == set()


def test_a_repeat_points_to_an_earlier_report(reports: list[dict[str, Any]]) -> None:
    repeats = {
        number: report["repeat_of"]
        for number, report in enumerate(reports)
        if "repeat_of" in report
    }
    assert len(repeats) >= 20
    assert [number for number, earlier in repeats.items() if not 0 <= earlier < number] == []


def test_a_split_report_has_two_to_four_parts(reports: list[dict[str, Any]]) -> None:
    assert {len(report["parts"]) for report in reports if "parts" in report} == {2, 3, 4}


def test_phrases_are_filled_and_not_repeated_in_their_list() -> None:
    phrases: dict[str, list[str]] = read("phrases.json")
    assert {
        "internal_notes",
        "forward_instructions",
        "hand_back_suggestions",
        "ask_reporter",
        "extension_reasons",
        "support_remarks",
        "refusal_legal_bases",
        "planned_budget_sources",
        "outside_news",
        "appeal_reasons",
    } <= {name for name, sentences in phrases.items() if len(sentences) >= 10}
    assert [name for name, found in phrases.items() if len(set(found)) != len(found)] == []


def test_people_are_distinct_and_cannot_be_reached() -> None:
    people: list[dict[str, str]] = read("people.json")
    assert len(people) == 80
    for field in ("name", "email", "phone"):
        assert len({person[field] for person in people}) == 80
    assert [person for person in people if not person["email"].endswith(".example")] == []
    assert [person for person in people if not person["phone"].startswith("0812-0000-00")] == []
