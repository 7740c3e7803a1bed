"""``answer``: the lead answers, with an outcome and what the outcome asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from complaints import actions
from complaints.states import Audience
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["forwarded", "followed_up"])
def test_an_answer_stops_the_agencys_clocks_and_starts_confirmation(
    at: At, town: t.Town, state: str
) -> None:
    report = given.STATES[state](town)
    at("2026-07-08 10:00")
    report = actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    event = last_event(report)
    assert record(event) == {
        "verb": "answer",
        "from_status": state,
        "to_status": "answered",
        "role": "lead",
        "audience": "public",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert clocks(report) == {"confirmation": "2026-07-22 16:00"}
    assert told(event) == [(report.code, "email")]
    assert (report.outcome, report.answered_at) == ("fixed", given.wib("2026-07-08 10:00"))
    answer = event.follow_up
    assert (answer.is_final, answer.outcome, answer.proof_text) == (
        True,
        "fixed",
        "Foto jalan setelah ditambal.",
    )
    assert event.attachments.get().is_proof


def test_a_plan_starts_its_own_clock(at: At, town: t.Town) -> None:
    report = given.planned(town)
    assert clocks(report) == {"confirmation": "2026-07-20 16:00", "planned": "2026-10-01 16:00"}
    assert report.planned_until == given.wib("2026-10-01 16:00")


@pytest.mark.parametrize(
    ("reply", "files", "sentence"),
    [
        ({}, 0, "Sertakan paling sedikit satu bukti dan kalimat tentang isi bukti itu."),
        ({"proof_text": ""}, 1, "Sertakan paling sedikit satu bukti dan kalimat tentang isi"),
        ({"outcome": "not_found"}, 0, "Sertakan foto saat pemeriksaan; tulis siapa yang"),
        ({"outcome": "not_found", "proof_text": ""}, 1, "Sertakan foto saat pemeriksaan"),
        ({"outcome": "refused"}, 0, "Isi dasar hukum penolakan."),
        ({"outcome": "planned"}, 0, "Isi tanggal, pelaksana, dan sumber anggaran rencana itu."),
        ({"outcome": "outside"}, 1, "Hasil ini hanya dari kabar instansi luar."),
        ({"outcome": "magic"}, 1, "Tulis jawaban dan pilih hasilnya."),
        ({"text": "  "}, 1, "Tulis jawaban dan pilih hasilnya."),
        ({"audience": Audience.INTERNAL}, 1, "Jawaban harus dapat dibaca pelapor."),
    ],
)
def test_each_outcome_asks_for_its_proof(
    at: At, town: t.Town, reply: dict[str, Any], files: int, sentence: str
) -> None:
    refusal = given.refusal_of(
        lambda: actions.answer(
            t.forwarded(town),
            by=town.liaison,
            reply=t.reply(**reply),
            files=[t.photo()] * files,
        )
    )
    assert refusal.startswith(sentence)


@pytest.mark.parametrize(
    "reply",
    [
        {"outcome": "explained", "proof_text": ""},
        {"outcome": "refused", "legal_basis": "Perda 3/2020"},
        {"outcome": "not_found", "proof_text": "Budi, 6 Juli, tidak ada lubang."},
    ],
)
def test_other_outcomes_are_answers_too(at: At, town: t.Town, reply: dict[str, Any]) -> None:
    report = t.send(t.forwarded(town), town, **reply)
    assert (report.status, report.outcome) == ("answered", reply["outcome"])


@pytest.mark.parametrize("day", [date(2026, 7, 6), date(2027, 7, 7), date(1, 1, 1)])
def test_a_plan_lies_within_twelve_months(at: At, town: t.Town, day: date) -> None:
    sentence = given.refusal_of(lambda: given.planned(town, planned_on=day))
    assert sentence == "Tanggal rencana harus dalam 12 bulan mendatang."


def test_the_last_day_of_twelve_months_is_within(at: At, town: t.Town) -> None:
    assert clocks(given.planned(town, planned_on=date(2027, 7, 6)))["planned"] == (
        "2027-07-06 16:00"
    )


def test_an_answer_for_the_reporter_alone_has_no_public_text(at: At, town: t.Town) -> None:
    report = actions.answer(
        t.forwarded(town),
        by=town.liaison,
        reply=t.reply(audience=Audience.REPORTER),
        files=[t.photo()],
    )
    event = last_event(report)
    assert (event.audience, event.follow_up.public_text) == ("reporter", "")
    assert event.attachments.get().audience == "reporter"


def test_merged_reporters_are_told_of_the_answer(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    report = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert told(last_event(report)) == sorted([(main.code, "email"), (child.code, "email")])


def test_only_the_lead_answers(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    assert given.offered_to(town, report, "answer") == ["liaison"]
    sentence = given.refusal_of(
        lambda: actions.answer(report, by=town.co_liaison, reply=t.reply(), files=[t.photo()])
    )
    assert sentence == given.NOT_YOURS
