"""``unmerge``: undoing a merge within seven days."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_it_leads_back_with_the_time_that_was_left(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    merged = actions.merge(t.followed_up(town), by=town.verifier, main=main)
    at("2026-07-08 09:00")
    report = actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    event = last_event(report)
    assert record(event) == {
        "verb": "unmerge",
        "from_status": "merged",
        "to_status": "followed_up",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {"progress": "2026-07-22 16:00", "resolution": "2026-07-28 16:00"}
    assert told(event) == [(report.code, "email")]
    assert (report.merged_into, report.resume_status, report.merged_at) == (None, "", None)
    assert given.stored(main).merged_count == 0


def test_within_seven_days(at: At, town: t.Town) -> None:
    merged = given.merged(town)
    at("2026-07-13 09:00")
    assert given.offered_to(town, merged, "unmerge") == ["verifier", "verifier2"]
    at("2026-07-13 09:01")
    sentence = given.refusal_of(
        lambda: actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    )
    assert sentence == (
        "Laporan hanya dapat dipisahkan dalam 7 hari, selama laporan utamanya masih terbuka."
    )


def test_while_the_main_report_is_open(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    merged = given.merged(town, main)
    main = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    actions.confirm(main, by=t.reporter(main))
    assert given.offered_to(town, merged, "unmerge") == []


def test_a_second_time_is_refused(at: At, town: t.Town) -> None:
    merged = given.merged(town)
    actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    sentence = given.refusal_of(
        lambda: actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    )
    assert sentence.startswith("Tindakan ini tidak mungkin lagi")


def test_the_figures_count_it_for_itself_again(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    merged = given.merged(town, main)
    actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    actions.unmerge(merged, by=town.verifier, reason="Lain tempat.")
    assert given.counted() == {"answered": 1, "received": 1}
