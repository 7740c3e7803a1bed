"""``redact``: what the public reads is changed."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_texts_and_files_are_released_and_the_agency_is_told(at: At, town: t.Town) -> None:
    report, _ = actions.submit(t.filing(), token="x", files=[t.photo("a.jpg"), t.photo("b.jpg")])
    report = actions.verify_and_forward(
        report,
        by=town.verifier,
        verification=t.verification(town, publication="pending"),
        routing={"lead": town.pupr},
    )
    before = clocks(report)
    shown, _ = report.attachments.order_by("name")
    report = actions.redact(
        report,
        by=town.verifier,
        title="Jalan rusak",
        text="Hubungi 0812 3456 7890.",
        publication="public",
        public_files=[shown],
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "redact",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "verifier",
        "audience": "internal",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == before
    assert told(event) == [("liaison", "digest")]
    assert (report.public_title, report.public_text) == ("Jalan rusak", "Hubungi ▒▒▒▒.")
    assert dict(report.attachments.values_list("name", "audience")) == {
        "a.jpg": "public",
        "b.jpg": "reporter",
    }


def test_what_officers_said_among_themselves_stays_internal(at: At, town: t.Town) -> None:
    report = actions.note(t.forwarded(town), by=town.liaison, text="Lihat.", files=[t.photo()])
    file = report.attachments.get()
    report = actions.redact(
        report, by=town.verifier, title="A", text="B", publication="public", public_files=[file]
    )
    assert report.attachments.get().audience == "internal"


def test_a_report_can_be_taken_off_the_list(at: At, town: t.Town) -> None:
    report = actions.redact(
        t.forwarded(town), by=town.verifier, title="", text="", publication="vulnerable"
    )
    assert (report.published, report.public_title, report.public_text) == (False, "", "")


def test_a_secret_report_never_becomes_public(at: At, town: t.Town) -> None:
    report = actions.redact(
        t.forwarded(town, is_secret=True),
        by=town.verifier,
        title="Jalan",
        text="Rusak.",
        publication="public",
    )
    assert not report.published


def test_only_verifiers_redact(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.resolved(town), "redact") == ["verifier", "verifier2"]
