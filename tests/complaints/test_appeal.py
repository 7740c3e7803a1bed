"""``appeal``: the reporter asks the overseer to decide."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_stops_confirmation_and_tells_who_decides(at: At, town: t.Town) -> None:
    report = given.objected(town, 2)
    at("2026-07-07 10:00")
    report = actions.appeal(report, by=t.reporter(report), text="Dua kali tidak dijawab.")
    event = last_event(report)
    assert record(event) == {
        "verb": "appeal",
        "from_status": "answered",
        "to_status": "appealed",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {"appeal": "2026-07-21 16:00"}
    assert told(event) == [
        (report.code, "email"),
        ("overseer", "email"),
        ("overseer2", "email"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert (report.resume_status, report.appeals) == ("answered", 1)


@pytest.mark.parametrize("state", ["resolved", "archived"])
def test_an_ended_report_within_thirty_days(at: At, town: t.Town, state: str) -> None:
    report = given.STATES[state](town)
    at("2026-08-05 09:00")
    assert given.offered_to(town, report, "appeal") == ["reporter"]
    at("2026-08-05 09:01")
    sentence = given.refusal_of(
        lambda: actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    )
    assert sentence == (
        "Banding hanya dapat diajukan satu kali, paling lambat 30 hari setelah laporan ditutup."
    )


def test_an_answer_can_be_appealed_only_after_two_objections(at: At, town: t.Town) -> None:
    report = given.objected(town, 1)
    sentence = given.refusal_of(
        lambda: actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    )
    assert sentence == "Banding atas jawaban baru terbuka setelah dua kali keberatan."


def test_once(at: At, town: t.Town) -> None:
    report = actions.dismiss(given.appealed(town), by=town.overseer, reason="Sudah tepat.")
    assert given.offered_to(town, report, "appeal") == []


def test_an_overseer_who_acted_before_is_not_told(at: At, town: t.Town) -> None:
    report = given.archived(town)
    actions.note(report, by=town.overseer, text="Sudah saya lihat.")
    report = actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    assert [name for name, channel in told(last_event(report)) if channel == "email"] == [
        report.code,
        "overseer2",
    ]


def test_a_merged_reporter_appeals_for_the_main_report(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    main = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    main = actions.confirm(main, by=t.reporter(main))
    assert actions.appeal(main, by=t.reporter(child), text="Di sini belum.").status == "appealed"
