"""``forward``, alone and together with ``verify``."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_forwarding_stops_verification_and_starts_the_first_follow_up(at: At, town: t.Town) -> None:
    report = given.verified(town)
    at("2026-07-07 10:00")
    report = actions.forward(
        report,
        by=town.verifier,
        lead=town.pupr,
        co_agencies=[town.dlh],
        readers=[town.dinsos],
        instruction="Tinjau bersama.",
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "forward",
        "from_status": "verified",
        "to_status": "forwarded",
        "role": "verifier",
        "audience": "internal",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-14 16:00",
        "resolution": "2026-07-24 16:00",
    }
    assert told(event) == [
        (report.code, "email"),
        ("co_liaison", "digest"),
        ("liaison", "digest"),
        ("other_liaison", "digest"),
    ]
    assert given.holding(report) == ("pupr", "pupr")
    assert given.parts(report) == [("dinsos", "cc"), ("dlh", "co"), ("pupr", "lead")]
    assert report.next_due_at == given.wib("2026-07-14 16:00")
    assert given.words_of(event) == "Tinjau bersama."


def test_a_danger_is_told_to_its_agency_at_once(at: At, town: t.Town) -> None:
    report = t.forwarded(town, danger=True)
    assert told(last_event(report)) == [(report.code, "email"), ("liaison", "email")]
    assert clocks(report)["first_follow_up"] == "2026-07-07 16:00"


def test_the_reporter_is_written_to_by_day(at: At, town: t.Town) -> None:
    at("2026-07-06 21:00")
    event = last_event(t.forwarded(town))
    assert event.notifications.get(reporter__isnull=False).not_before == given.wib(
        "2026-07-07 07:00"
    )


def test_verify_and_forward_are_one_step_with_two_events(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    assert [event.verb for event in report.events.all()] == ["submit", "verify", "forward"]


def test_when_the_forward_is_refused_the_verification_is_undone(at: At, town: t.Town) -> None:
    report = t.submit()
    sentence = given.refusal_of(
        lambda: actions.verify_and_forward(
            report,
            by=town.verifier,
            verification=t.verification(town),
            routing={"lead": town.setda},
        )
    )
    assert sentence == "Instansi tanpa pejabat penghubung yang aktif tidak dapat dipilih."
    assert given.stored(report).status == "received"


@pytest.mark.parametrize("part", ["lead", "co_agencies", "readers"])
def test_an_agency_without_a_liaison_cannot_be_chosen(at: At, town: t.Town, part: str) -> None:
    routing = {"lead": town.pupr, part: town.setda if part == "lead" else [town.setda]}
    sentence = given.refusal_of(
        lambda: actions.forward(given.verified(town), by=town.verifier, **routing)
    )
    assert sentence == "Instansi tanpa pejabat penghubung yang aktif tidak dapat dipilih."


def test_after_a_referral_the_resolution_goes_on_with_the_time_left(at: At, town: t.Town) -> None:
    report = given.referred(town)
    at("2026-07-20 09:00")
    report = actions.forward(report, by=town.verifier, lead=town.pupr)
    assert clocks(report) == {
        "first_follow_up": "2026-07-27 16:00",
        "resolution": "2026-08-07 16:00",
    }
    assert (report.outside_body, report.outside_ref) == (None, "")


def test_only_verifiers_forward(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.verified(town), "forward") == ["verifier", "verifier2"]


def test_a_new_agency_may_ask_its_own_question(at: At, town: t.Town) -> None:
    asked = given.asked_by_agency(town)
    report = actions.resume(asked, by=town.liaison, reason="Sudah jelas.")
    assert "liaison" not in given.offered_to(town, report, "ask_reporter")
    back = actions.recall(report, by=town.verifier, reason="Salah alamat.")
    again = actions.forward(back, by=town.verifier, lead=town.dlh)
    assert "co_liaison" in given.offered_to(town, again, "ask_reporter")


def test_a_repeat_is_linked_and_goes_to_the_same_agency(at: At, town: t.Town) -> None:
    earlier = t.resolved(town)
    sentence = given.refusal_of(
        lambda: actions.forward(
            given.verified(town), by=town.verifier, lead=town.dlh, repeats=earlier
        )
    )
    assert sentence == "Laporan ulang diteruskan ke instansi yang sama: Dinas PUPR."
    report = actions.forward(
        given.verified(town), by=town.verifier, lead=town.pupr, repeats=earlier
    )
    assert (report.repeats, last_event(report).data["repeats"]) == (earlier, earlier.pk)


def test_what_is_still_open_is_merged_not_repeated(at: At, town: t.Town) -> None:
    earlier = t.forwarded(town)
    sentence = given.refusal_of(
        lambda: actions.forward(
            given.verified(town), by=town.verifier, lead=town.pupr, repeats=earlier
        )
    )
    assert sentence == "Laporan ulang menunjuk ke laporan yang sudah ditutup."
