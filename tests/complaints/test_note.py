"""``note``: words that only officers read."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_a_note_changes_nothing_and_tells_who_is_mentioned(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = actions.note(
        report, by=town.operator, text="Sudah saya cek.", mentions=[town.liaison], files=[t.photo()]
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "note",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "operator",
        "audience": "internal",
        "actor": "operator",
        "agency": "pupr",
    }
    assert clocks(report) == before
    assert told(event) == [("liaison", "digest")]
    assert event.attachments.get().audience == "internal"


def test_only_who_sees_the_report_can_be_mentioned(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(
        lambda: actions.note(
            t.forwarded(town), by=town.liaison, text="Mohon.", mentions=[town.other_liaison]
        )
    )
    assert sentence == "Other_Liaison Contoh tidak dapat melihat laporan ini."


def test_every_officer_who_sees_the_report_writes_notes(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",), hides_reporter=True)
    assert given.offered_to(town, report, "note") == [
        *("co_liaison", "custodian", "liaison", "operator", "overseer", "overseer2"),
        *("secretary", "supervisor", "verifier", "verifier2"),
    ]
