"""``submit``: a report is taken in once, through whichever door."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.law.actors import Role
from complaints.models import Complaint, Event
from complaints.privacy import Contact
from complaints.reporters import receipts
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_sending_starts_two_clocks_and_tells_reporter_and_verifiers(at: At, town: t.Town) -> None:
    report = t.submit()
    event = last_event(report)
    assert record(event) == {
        "verb": "submit",
        "from_status": "",
        "to_status": "received",
        "role": "reporter",
        "audience": "reporter",
        "actor": None,
        "agency": None,
    }
    assert clocks(report) == {"verification": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"}
    assert told(event) == [
        (report.code, "email"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert given.stored(report).next_due_at == given.wib("2026-07-09 16:00")
    assert given.holding(report) == (None, None)


def test_a_danger_is_told_at_any_hour(at: At, town: t.Town) -> None:
    at("2026-07-11 03:00")
    report = t.submit(text="Ada kabel listrik putus di jalan, berbahaya sekali.", danger=True)
    assert told(last_event(report)) == [
        (report.code, "email"),
        ("verifier", "email"),
        ("verifier2", "email"),
    ]


def test_words_of_danger_are_found_in_the_text(at: At, town: t.Town) -> None:
    assert t.submit(text="Ada kebakaran di pasar sekarang, tolong.").danger


@pytest.mark.parametrize(
    ("contact", "channels"),
    [
        (Contact(), []),
        (Contact(phone="081234567890"), ["call"]),
        (Contact(email="a@warga.example", phone="081234567890"), ["email"]),
    ],
    ids=["none", "phone", "both"],
)
def test_the_reporter_is_told_through_the_contact(
    at: At, town: t.Town, contact: Contact, channels: list[str]
) -> None:
    report = t.submit(contact=contact)
    assert [channel for name, channel in told(last_event(report)) if name == report.code] == (
        channels
    )


@pytest.mark.parametrize(("name", "role"), [("clerk", Role.CLERK), ("verifier", Role.VERIFIER)])
def test_an_officer_files_for_somebody_at_the_counter(
    at: At, town: t.Town, name: str, role: Role
) -> None:
    officer = town.people[name]
    report, _ = actions.submit(t.filing(channel="walk_in"), token="loket", by=officer, role=role)
    event = last_event(report)
    assert (event.actor, event.role, report.entered_by) == (officer, role, officer)


@pytest.mark.parametrize(("name", "role"), [("liaison", Role.CLERK), ("clerk", Role.VERIFIER)])
def test_nobody_files_in_a_role_that_is_not_theirs(
    at: At, town: t.Town, name: str, role: Role
) -> None:
    sentence = given.refusal_of(
        lambda: actions.submit(t.filing(), token="x", by=town.people[name], role=role)
    )
    assert sentence == "Anda tidak bertugas mencatat laporan untuk orang lain."
    assert Complaint.objects.count() == 0


def test_the_same_token_makes_one_report_with_one_event(at: At, town: t.Town) -> None:
    first, made = actions.submit(t.filing(), token="satu")
    again, made_again = actions.submit(t.filing(text="Kiriman kedua."), token="satu")
    assert (made, made_again, first.pk) == (True, False, again.pk)
    assert Event.objects.count() == 1


def test_misconduct_seals_a_report_only_when_the_reporter_says_yes(at: At, town: t.Town) -> None:
    sealed = t.submit(misconduct="yes", sealed_against=town.upt)
    unsure = t.submit(misconduct="unsure", sealed_against=town.upt)
    assert (sealed.is_sealed, sealed.sealed_against) == (True, town.upt)
    assert (unsure.is_sealed, unsure.sealed_against) == (False, None)


def test_the_receipt_opens_the_report_and_no_other(at: At, town: t.Town) -> None:
    report, _ = actions.submit(t.filing(), token="satu")
    receipt = receipts.receipt_of("satu")
    assert receipts.find(report.code, receipt) == report
    assert receipts.find(report.code, receipts.receipt_of("dua")) is None
    assert receipts.find("ZZZZ2222", receipt) is None
