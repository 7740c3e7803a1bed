"""``verify``: kind, category, title and what the public may read."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, stored, told

pytestmark = pytest.mark.django_db


def test_verification_changes_no_clock_and_tells_nobody(at: At, town: t.Town) -> None:
    report = given.verified(town)
    event = last_event(report)
    assert record(event) == {
        "verb": "verify",
        "from_status": "received",
        "to_status": "verified",
        "role": "verifier",
        "audience": "internal",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {"verification": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"}
    assert told(event) == []


def test_verification_keeps_what_was_decided(at: At, town: t.Town) -> None:
    report = actions.verify(
        t.submit(),
        by=town.verifier,
        **t.verification(town, kind="aspiration", working_text="Jalan rusak.", region=town.langkai),
    )
    assert (report.kind, report.category, report.region) == (
        "aspiration",
        town.jalan,
        town.langkai,
    )
    assert (report.agency_text, report.public_title, report.public_text) == (
        "Jalan rusak.",
        "Jalan berlubang di depan pasar",
        "Jalan berlubang besar.",
    )


def test_only_verifiers_verify(at: At, town: t.Town) -> None:
    report = t.submit()
    assert given.offered_to(town, report, "verify") == ["verifier", "verifier2"]
    sentence = given.refusal_of(
        lambda: actions.verify(report, by=town.liaison, **t.verification(town))
    )
    assert sentence == given.NOT_YOURS


def test_a_report_that_is_not_public_keeps_the_verifiers_title(town: t.Town, at: At) -> None:
    report = t.submit(text="Saya Rina Penguji ingin bertanya soal bantuan.", hides_reporter=True)
    given = t.verification(town, title="Bantuan sosial", publication="personal")
    report = actions.verify(report, by=town.verifier, **given, working_text="Bantuan sosial.")
    assert (stored(report).agency_title, stored(report).public_title) == ("Bantuan sosial", "")
