"""*Ambil alih*: an imported report owes nothing and tells nobody until somebody takes it over."""

from __future__ import annotations

import pytest

from agencies.models import Officer
from complaints import actions, sweep
from complaints.models import Complaint, Deadline, Event, Notification
from complaints.models.visibility import AWAITS_TAKE_OVER
from complaints.states import Clock, State
from complaints.telling import digests
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At

MONDAY = "2026-07-06 09:00"
CLOCKS = {
    State.RECEIVED: {"verification": "2026-07-09 16:00", "resolution": "2026-07-24 16:00"},
    State.VERIFIED: {"reforward": "2026-07-07 16:00", "resolution": "2026-07-24 16:00"},
    State.FORWARDED: {"first_follow_up": "2026-07-13 16:00", "resolution": "2026-07-24 16:00"},
    State.FOLLOWED_UP: {"progress": "2026-07-20 16:00", "resolution": "2026-07-24 16:00"},
    State.ANSWERED: {"confirmation": "2026-07-20 16:00"},
    State.REFERRED: {"outside": "2026-07-24 16:00"},
    State.APPEALED: {"appeal": "2026-07-20 16:00"},
}


@pytest.mark.parametrize("state", CLOCKS)
def test_take_over_starts_that_day_what_the_state_owes(state: State, at: At, town: t.Town) -> None:
    at("2026-06-01 09:00")
    complaint = given.imported(town, state)
    at(MONDAY)
    taken = actions.take_over(complaint, by=town.verifier)
    assert given.clocks(taken) == CLOCKS[state]
    assert (taken.status, taken.awaits_take_over) == (state, False)
    assert (
        taken.next_due_at == min(Deadline.objects.filter(stopped_at=None).values_list("due_at"))[0]
    )


def test_behind_a_question_the_other_clocks_wait_and_go_on_with_the_answer(
    at: At, town: t.Town
) -> None:
    at(MONDAY)
    taken = actions.take_over(given.imported(town, State.NEEDS_INFO), by=town.verifier)
    assert set(given.clocks(taken)) == {"completion", "reforward", "resolution"}
    assert given.clock(taken, Clock.RESOLUTION).paused_at is not None
    at("2026-07-08 09:00")
    actions.complete(taken, by=t.reporter(taken), text="Depan pasar besar.")
    assert given.clocks(taken) == {
        "reforward": "2026-07-10 16:00",
        "resolution": "2026-07-28 16:00",
    }


def test_the_event_names_who_took_it_over_and_the_other_side_is_told(town: t.Town) -> None:
    complaint = given.imported(town, State.FORWARDED)
    Notification.objects.all().delete()
    actions.take_over(complaint, by=town.verifier)
    event = given.last_event(complaint)
    assert given.record(event) == {
        "verb": "take_over",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "verifier",
        "audience": "internal",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert given.told(event) == [("liaison", "digest")]
    assert given.parts(complaint) == [("pupr", "lead")]
    assert given.stored(complaint).was_forwarded


def test_the_liaison_of_the_holder_may_take_over_and_nobody_else(town: t.Town) -> None:
    complaint = given.imported(town, State.FORWARDED)
    assert given.offered_to(town, complaint, "take_over") == ["liaison", "verifier", "verifier2"]
    actions.take_over(complaint, by=town.liaison)
    assert given.offered_to(town, complaint, "take_over") == []
    assert "belum diambil alih" in given.refusal_of(
        lambda: actions.take_over(complaint, by=town.verifier)
    )
    assert given.offered_to(town, t.forwarded(town), "take_over") == []


@pytest.mark.parametrize("state", [State.FORWARDED, State.FOLLOWED_UP])
def test_what_no_agency_can_answer_goes_to_the_coordinator(state: State, town: t.Town) -> None:
    complaint = given.imported(town, state)
    Officer.objects.filter(agency=town.pupr).update(is_active=False)
    taken = actions.take_over(complaint, by=town.verifier)
    assert (taken.status, given.holding(taken), given.parts(taken)) == (
        "verified",
        (None, None),
        [],
    )
    assert set(given.clocks(taken)) == {"reforward", "resolution"}
    assert given.last_event(taken).to_status == "verified"


def test_before_that_every_other_verb_asks_to_take_over_first(town: t.Town) -> None:
    complaint = given.imported(town, State.FORWARDED)
    refused = [
        lambda: actions.follow_up(complaint, by=town.liaison, text="Ditinjau."),
        lambda: actions.recall(complaint, by=town.verifier, reason="Salah."),
        lambda: actions.assign(complaint, by=town.liaison, to=town.operator),
        lambda: actions.merge(t.submit(), by=town.verifier, main=complaint),
        lambda: actions.merge(complaint, by=town.verifier, main=t.forwarded(town)),
    ]
    for do in refused:
        assert "Ambil alih dulu" in given.refusal_of(do)
    sentence = given.refusal_of(lambda: actions.join(complaint, by=actions.Joiner("warga")))
    assert "belum dapat diikuti" in sentence


def test_a_note_a_tag_and_a_cleaner_public_text_are_possible_and_tell_nobody(town: t.Town) -> None:
    complaint = given.imported(town, State.FORWARDED)
    Notification.objects.all().delete()
    actions.note(complaint, by=town.verifier, text="Cek dulu.", mentions=[town.liaison])
    actions.tag(complaint, by=town.verifier, add=["lama"])
    actions.redact(complaint, by=town.verifier, title="Jalan", text="Jalan.", publication="public")
    told = Notification.objects.values_list("template", "user__email")
    assert list(told) == [("note", town.liaison.email)]
    assert not Deadline.objects.filter(complaint=complaint).exists()


def test_sweep_and_digests_know_nothing_of_it(at: At, town: t.Town) -> None:
    at("2026-06-01 09:00")
    for state in (State.RECEIVED, State.VERIFIED, State.FORWARDED):
        given.imported(town, state)
    Notification.objects.all().delete()
    events = Event.objects.count()
    at("2026-07-31 09:00")
    assert sweep.sweep_deadlines() == 0
    for who in ("verifier", "liaison", "supervisor", "coordinator", "overseer"):
        assert not digests.gather(town.people[who], digest=digests.MORNING), who
    assert Event.objects.count() == events


def test_a_report_that_comes_back_from_its_end_is_ours(town: t.Town) -> None:
    complaint = given.imported(town, State.RESOLVED)
    assert not complaint.awaits_take_over
    actions.reopen(complaint, by=t.reporter(complaint), text="Berlubang lagi.")
    again = given.stored(complaint)
    assert (again.status, again.awaits_take_over) == ("forwarded", False)
    assert again.taken_over_at is not None
    assert not Complaint.objects.filter(AWAITS_TAKE_OVER).exists()
