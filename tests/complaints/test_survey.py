"""``fill_survey``, ``ask_again``, ``answer_again``: what the reporter says after the end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from complaints import actions, sweep
from complaints.figures import checking, reading
from complaints.insights import figures
from complaints.models import Complaint, Event, Notification, Standing, Survey
from complaints.models.figures import SURVEYED
from complaints.privacy import Contact
from complaints.reporters import erasure
from complaints.telling import outbox
from lapor import clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, last_event, record, told
from tests.mailbox import mails, subject, text

pytestmark = pytest.mark.django_db
LATE = "Survei ini dapat diisi satu kali, paling lambat 30 hari sesudah laporan selesai."
UNASKED = "Pertanyaan ini sudah dijawab, atau tidak diajukan untuk laporan ini."


def standing(report: Complaint) -> dict[str, int]:
    """Return what a report counts of survey and second question."""
    names = ("surveyed", "survey_points", *SURVEYED, "still_fixed", "broken_again")
    return {name: number for name in names if (number := getattr(_row(report), name))}


def _row(report: Complaint) -> Standing:
    return Standing.objects.get(pk=report.pk)


def test_a_survey_keeps_marks_apart_from_the_history(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    marks = given.marks(speed=1, officers=4)
    actions.fill_survey(report, by=t.reporter(report), words="Lama sekali.", marks=marks)
    event = last_event(report)
    assert record(event) == {
        "verb": "fill_survey",
        "from_status": "resolved",
        "to_status": "resolved",
        "role": "reporter",
        "audience": "internal",
        "actor": None,
        "agency": None,
    }
    assert (event.data, given.words_of(event), told(event)) == ({}, "Lama sekali.", [])
    kept = Survey.objects.values(*marks, "filled_at", "asked_again_at", "still_fixed").get()
    assert kept == marks | {
        "filled_at": event.at,
        "asked_again_at": None,
        "still_fixed": None,
    }
    assert standing(report) == {
        "surveyed": 1,
        "survey_points": 14,
        "survey_requirements": 3,
        "survey_speed": 1,
        "survey_officers": 4,
        "survey_clarity": 3,
        "survey_result": 3,
    }
    sums = reading.total(given.EVER)
    assert figures.BY_CODE["survey_index"].value(sums) == 14 / 5 * 25
    assert figures.BY_CODE["survey_speed"].value(sums) == 25
    assert list(checking.flaws()) == []


def test_it_is_filled_once_after_each_end_within_thirty_days(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    by = t.reporter(report)
    assert given.offered_to(town, report, "fill_survey") == ["reporter"]
    actions.fill_survey(report, by=by, marks=given.marks())
    assert given.refusal_of(lambda: actions.fill_survey(report, by=by, marks=given.marks())) == LATE
    again = actions.reopen(given.stored(report), by=by, text="Rusak lagi.")
    assert given.offered_to(town, again, "fill_survey") == []
    again = actions.confirm(t.send(again, town), by=by)
    actions.fill_survey(again, by=by, marks=given.marks(result=1))
    assert Survey.objects.get().result == 1
    other = t.resolved(town)
    with time_machine.travel(clock.now() + timedelta(days=30, minutes=1), tick=False):
        refused = given.refusal_of(
            lambda: actions.fill_survey(other, by=t.reporter(other), marks=given.marks())
        )
    assert refused == LATE


@pytest.mark.parametrize("wrong", [{"speed": 0}, {"speed": 5}, {"sopan": 3}])
def test_every_question_wants_one_of_four_marks(
    at: At, town: t.Town, wrong: dict[str, int]
) -> None:
    report = t.resolved(town)
    by = t.reporter(report)
    refused = given.refusal_of(
        lambda: actions.fill_survey(report, by=by, marks=given.marks(**wrong))
    )
    assert refused == "Pilih satu jawaban untuk setiap pertanyaan."
    assert list(Survey.objects.all()) == []


def test_a_plan_is_judged_after_its_proof(at: At, town: t.Town) -> None:
    report = given.resolved_planned(town)
    assert given.offered_to(town, report, "fill_survey") == []
    assert report.ask_again_at is None
    report = actions.carry_out(report, by=town.liaison, text="Sudah.", files=[t.photo()])
    assert given.offered_to(town, report, "fill_survey") == ["reporter"]
    assert report.closed_at is not None
    assert report.ask_again_at == report.closed_at + timedelta(days=28)


def test_merged_reporters_and_officers_at_a_counter_do_not_fill_it(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    main = actions.confirm(t.send(main, town), by=t.reporter(main))
    refused = given.refusal_of(
        lambda: actions.fill_survey(main, by=t.reporter(child), marks=given.marks())
    )
    assert refused == given.NOT_YOURS


def test_after_four_weeks_the_sweep_asks_once_in_the_message_of_the_day(
    at: At, town: t.Town, mail_folder: Path
) -> None:
    report = t.resolved(town)
    assert sweep.ask_again() == 0
    at("2026-08-04 05:00")
    assert (sweep.ask_again(), sweep.ask_again()) == (1, 0)
    event = last_event(report)
    assert (event.verb, event.role, event.audience) == ("ask_again", "system", "reporter")
    assert told(event) == [(report.code, "email")]
    row = Notification.objects.get(event=event)
    assert row.not_before == given.wib("2026-08-04 07:00")
    at("2026-08-04 07:00")
    Notification.objects.exclude(pk=row.pk).update(dropped_at=clock.now())
    outbox.deliver()
    (mail,) = mails()
    assert "masih baik?" in subject(mail)
    assert "Buka tautan di bawah ini dan jawab satu pertanyaan" in text(mail)
    assert given.stored(report).ask_again_at is None


def test_nobody_is_called_and_nothing_sealed_or_explained_is_asked(at: At, town: t.Town) -> None:
    phone = t.resolved(town, contact=Contact(name="", email="", phone="+6281234567890"))
    explained = t.send(t.followed_up(town), town, outcome="explained", proof_text="")
    actions.confirm(explained, by=t.reporter(explained))
    at("2026-08-03 09:00")
    assert sweep.ask_again() == 1
    assert (last_event(phone).verb, told(last_event(phone))) == ("ask_again", [])
    assert given.offered_to(town, phone, "answer_again") == ["reporter"]


def test_what_came_due_long_ago_is_not_asked_any_more(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    at("2026-08-20 09:00")
    assert sweep.ask_again() == 0
    assert (given.stored(report).ask_again_at, last_event(report).verb) == (None, "confirm")


def test_a_report_that_went_on_is_not_asked(at: At, town: t.Town) -> None:
    opened, appealed = t.resolved(town), t.resolved(town)
    actions.reopen(opened, by=t.reporter(opened), text="Rusak lagi.")
    actions.appeal(appealed, by=t.reporter(appealed), text="Tidak setuju.")
    at("2026-08-03 09:00")
    assert sweep.ask_again() == 0


def test_yes_and_no_are_counted_and_said_once(at: At, town: t.Town) -> None:
    good, bad = given.asked_again(town), given.asked_again(town)
    actions.answer_again(good, by=t.reporter(good), still_fixed=True)
    actions.answer_again(bad, by=t.reporter(bad), still_fixed=False)
    assert (standing(good), standing(bad)) == ({"still_fixed": 1}, {"broken_again": 1})
    assert figures.BY_CODE["still_fixed"].value(reading.total(given.EVER)) == 0.5
    assert (
        given.refusal_of(lambda: actions.answer_again(bad, by=t.reporter(bad), still_fixed=True))
        == UNASKED
    )
    assert list(checking.flaws()) == []


def test_a_no_opens_the_report_again_while_the_law_allows_it(at: At, town: t.Town) -> None:
    report = given.asked_again(town)
    by = t.reporter(report)
    after = actions.answer_again(
        report, by=by, still_fixed=False, then="reopen", text="Lubang lagi.", files=[t.photo()]
    )
    assert (after.pk, after.status, after.ask_again_at) == (report.pk, "forwarded", None)
    verbs = list(Event.objects.filter(complaint=report).values_list("verb", flat=True))
    assert verbs[-3:] == ["ask_again", "answer_again", "reopen"]
    closed = actions.confirm(t.send(after, town), by=by)
    assert closed.ask_again_at is None  # asked once


def test_when_it_is_too_late_nothing_of_the_answer_is_kept(at: At, town: t.Town) -> None:
    report = given.asked_again(town)
    by = t.reporter(report)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        refused = given.refusal_of(
            lambda: actions.answer_again(
                report, by=by, still_fixed=False, then="reopen", text="Lubang lagi."
            )
        )
    assert refused == "Batas waktu untuk membuka kembali laporan ini sudah lewat."
    assert (given.stored(report).asked_again, Survey.objects.get().still_fixed) == ("asked", None)


def test_after_that_a_no_is_told_anew_by_the_same_reporter(at: At, town: t.Town) -> None:
    report = given.asked_again(town, hides_reporter=True, is_secret=True, region=town.langkai)
    anew = actions.answer_again(
        report,
        by=t.reporter(report),
        still_fixed=False,
        then="repeat",
        text="Lubang di tempat yang sama.",
        token="token-anew",
    )
    assert anew.pk != report.pk
    assert (anew.repeats_id, anew.region_id) == (report.pk, town.langkai.pk)
    assert (anew.hides_reporter, anew.is_secret, anew.status) == (True, True, "received")
    assert anew.reporter.email_hmac == report.reporter.email_hmac != ""
    assert _row(anew).repeated == 1


def test_erasure_takes_the_words_and_leaves_the_marks(at: At, town: t.Town) -> None:
    report = t.resolved(town)
    actions.fill_survey(report, by=t.reporter(report), words="Nama saya Rina.", marks=given.marks())
    erasure.erase(given.stored(report))
    event = Event.objects.get(verb="fill_survey")
    assert (given.words_of(event), Survey.objects.get().speed) == ("", 3)
    assert standing(report)["survey_points"] == 15
