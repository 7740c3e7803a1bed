"""Forwarding by itself: every exclusion, the switch and its threshold, once, and back again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from agencies.models import Limit
from complaints import actions, tasks
from complaints.models import (
    AutoForward,
    AutoLook,
    Complaint,
    Event,
    Notification,
    SuggestionRecord,
)
from complaints.privacy import Contact
from complaints.routed import automatic, catching_up, records
from complaints.routed.automatic import WhyNot
from complaints.routed.switches import stand_of
from lapor import clock, kept
from routing.models import Category, Rule
from tests import town as t
from tests.complaints import given

TEXT = "Lubang besar di depan pasar, mohon segera ditambal."


@pytest.fixture
def switch(town: t.Town) -> AutoForward:
    """The switch of the agency for roads, on; a rule of the city makes the router sure of it."""
    Rule.objects.create(keyword="lubang", agency=town.pupr, weight=100)
    found = AutoForward.objects.create(
        agency=town.pupr, is_on=True, threshold=60, since=clock.now()
    )
    kept.forget()
    return found


def new(town: t.Town, **changes: Any) -> Complaint:
    """A new report that may go on by itself."""
    contact = Contact(name="", email="", phone="")
    changes = {"text": TEXT, "category": town.jalan, "contact": contact, **changes}
    return t.submit(**changes)


def went(complaint: Complaint) -> bool:
    """Try to forward a report by itself, and say whether it went."""
    return bool(tasks.forward_by_itself(complaint.pk))


def test_it_is_verified_and_forwarded_by_the_system_like_any_other(
    town: t.Town, switch: AutoForward
) -> None:
    complaint = new(town)
    assert went(complaint)
    row = given.stored(complaint)
    assert (row.status, row.lead, row.publication) == ("forwarded", town.pupr, "pending")
    verify, forward = complaint.events.order_by("sequence")[1:]
    assert (verify.verb, verify.role, verify.actor) == ("verify", "system", None)
    assert (forward.verb, forward.role, forward.actor) == ("forward", "system", None)
    assert given.words_of(forward).startswith("Diteruskan otomatis ")
    assert "first_follow_up" in given.clocks(complaint)
    assert ("liaison", "digest") in given.told(forward)
    record = SuggestionRecord.objects.get()
    assert (record.automatic, record.chosen, record.rank) == (True, town.pupr, 1)


def test_asked_twice_it_is_done_once(town: t.Town, switch: AutoForward) -> None:
    complaint = new(town)
    assert [went(complaint), went(complaint)] == [True, False]
    assert complaint.events.count() == 3
    assert not tasks.forward_by_itself(0)


def _part(town: t.Town) -> Complaint:
    complaint, other = new(town), new(town)
    actions.merge(other, by=town.verifier, main=complaint)
    return given.stored(complaint)


def _bundle(town: t.Town) -> Complaint:
    contact = Contact(name="Budi Warga", email="budi@contoh.example", phone="")
    Limit.objects.filter(code="bundle_reports").update(value=1)
    kept.forget()
    return [new(town, contact=contact) for _ in range(2)][-1]


def _inspected(town: t.Town) -> Complaint:
    complaint = new(town)
    Complaint.objects.filter(pk=complaint.pk).update(needs_inspection=True)
    return complaint


def _pungli(town: t.Town) -> Complaint:
    category, _ = Category.objects.get_or_create(
        code="pungli-pelayanan", defaults={"name": "Pungli", "national_id": 1}
    )
    return new(town, category=category)


EXCLUDED: dict[str, tuple[WhyNot, Callable[[t.Town], Complaint]]] = {
    "sealed": (WhyNot.SEALED, lambda town: new(town, misconduct="yes", sealed_against=town.dlh)),
    "secret": (WhyNot.SECRET, lambda town: new(town, is_secret=True)),
    "anonymous": (WhyNot.HIDDEN, lambda town: new(town, hides_reporter=True)),
    "danger": (WhyNot.DANGER, lambda town: new(town, danger=True)),
    "perhaps misconduct": (WhyNot.MISCONDUCT, lambda town: new(town, misconduct="unsure")),
    "about officers": (WhyNot.MISCONDUCT, _pungli),
    "inspected": (WhyNot.MISCONDUCT, _inspected),
    "imported": (WhyNot.IMPORTED, given.imported),
    "taken over": (
        WhyNot.IMPORTED,
        lambda town: actions.take_over(given.imported(town), by=town.verifier),
    ),
    "main of a merge": (WhyNot.PART, _part),
    "a number": (WhyNot.PERSONAL, lambda town: new(town, text=f"{TEXT} WA 081234567890.")),
    "a number in the title": (
        WhyNot.PERSONAL,
        lambda town: new(town, title="Lubang, hubungi 081234567890"),
    ),
    "bundle": (WhyNot.BUNDLE, _bundle),
    "nothing known": (WhyNot.UNSURE, lambda town: new(town, text="Tolong.", category=None)),
    "not new": (WhyNot.STATE, given.verified),
}


@pytest.mark.parametrize("case", EXCLUDED)
def test_a_verifier_has_to_look_at(case: str, town: t.Town, switch: AutoForward) -> None:
    why, make = EXCLUDED[case]
    complaint = make(town)
    before = Event.objects.count()
    assert automatic.choose(given.stored(complaint)) == why
    assert not went(complaint)
    assert (Event.objects.count(), SuggestionRecord.objects.count()) == (before, 0)


def test_without_a_switch_or_below_its_threshold_nothing_happens(
    town: t.Town, switch: AutoForward
) -> None:
    complaint = new(town)
    likely = records.suggested_for(complaint)[0].probability
    AutoForward.objects.update(threshold=min(99, int(100 * likely) + 1))
    if likely < 0.99:
        assert automatic.choose(complaint) == WhyNot.THRESHOLD
    AutoForward.objects.update(is_on=False)
    assert automatic.choose(complaint) == WhyNot.OFF
    AutoForward.objects.all().delete()
    assert automatic.choose(complaint) == WhyNot.OFF


def test_too_many_that_came_back_turn_the_switch_off_and_the_coordinator_reads_it(
    town: t.Town, switch: AutoForward
) -> None:
    Limit.objects.filter(code="auto_wrong").update(value=2)
    kept.forget()
    reports = [new(town) for _ in range(3)]
    for report in reports:
        assert went(report)
    why = "not_our_authority"
    first = given.stored(reports[0])
    actions.hand_back(first, by=town.liaison, reason=why, words="Bukan kewenangan kami.")
    switch = AutoForward.objects.get()
    assert (switch.is_on, stand_of(switch)) == (True, (3, 1))
    actions.recall(given.stored(reports[1]), by=town.verifier, reason="Salah.")
    switch = AutoForward.objects.get()
    assert (switch.is_on, switch.stopped_at is not None) == (False, True)
    note = given.last_event(reports[1])
    assert (note.verb, note.role) == ("note", "system")
    assert "dimatikan: 2 dari 3" in given.words_of(note)
    told = Notification.objects.filter(event=note).values_list("user", flat=True)
    assert set(told) == {town.verifier.pk, town.verifier2.pk}
    assert not went(new(town))


def test_what_a_person_forwarded_does_not_count_against_the_switch(
    town: t.Town, switch: AutoForward
) -> None:
    Limit.objects.filter(code="auto_wrong").update(value=1)
    kept.forget()
    actions.recall(t.forwarded(town), by=town.verifier, reason="Salah.")
    assert AutoForward.objects.get().is_on


def test_a_report_that_somebody_holds_is_left_alone_and_a_sent_one_is_looked_at(
    town: t.Town, switch: AutoForward, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        new(town)
    assert any("_look_at" in repr(one) for one in callbacks)
    AutoForward.objects.update(is_on=False)
    kept.forget()
    with django_capture_on_commit_callbacks() as callbacks:
        new(town)
    assert not any("_look_at" in repr(one) for one in callbacks)


# -- the broker was away ----------------------------------------------------------------------


def waiting() -> list[int]:
    """Return the reports that wait for a look."""
    return list(AutoLook.objects.values_list("complaint", flat=True))


def test_what_no_worker_was_woken_for_is_looked_at_by_the_sweep_and_once(
    town: t.Town, switch: AutoForward
) -> None:
    plain, unsure = new(town), new(town, text="Tolong.", category=None)
    assert waiting() == [plain.pk, unsure.pk]
    assert tasks.catch_up_forwards() == 1
    assert [given.stored(one).status for one in (plain, unsure)] == ["forwarded", "received"]
    assert waiting() == []
    Rule.objects.create(keyword="tolong", agency=town.pupr, weight=100)
    assert tasks.catch_up_forwards() == 0


NOT_IN_LINE = ("sealed", "secret", "anonymous", "danger", "perhaps misconduct")


@pytest.mark.parametrize("case", EXCLUDED)
def test_the_sweep_forwards_nothing_that_a_verifier_has_to_look_at(
    case: str, town: t.Town, switch: AutoForward
) -> None:
    report = EXCLUDED[case][1](town)
    assert (report.pk in waiting()) is (case not in NOT_IN_LINE)
    AutoLook.objects.exclude(complaint=report).delete()
    before = Event.objects.count()
    assert tasks.catch_up_forwards() == 0
    assert (Event.objects.count(), waiting()) == (before, [])


def test_nothing_waits_in_a_town_without_a_switch(town: t.Town) -> None:
    new(town)
    assert waiting() == []


def test_what_waited_for_a_day_or_broke_off_thrice_is_left_to_the_verifiers(
    town: t.Town, switch: AutoForward
) -> None:
    old, tired, fresh = new(town), new(town), new(town)
    late = clock.now() - catching_up.FRESH - timedelta(seconds=1)
    AutoLook.objects.filter(complaint=old.pk).update(asked_at=late)
    AutoLook.objects.filter(complaint=tired.pk).update(tries=catching_up.MOST_TRIES)
    assert tasks.catch_up_forwards() == 1
    assert waiting() == []
    assert [given.stored(one).status for one in (old, tired, fresh)] == [
        *("received", "received", "forwarded")
    ]


def test_a_look_that_breaks_off_is_tried_again_and_keeps_no_other_waiting(
    town: t.Town, switch: AutoForward, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = new(town), new(town)
    choose = automatic.choose

    def breaks(complaint: Complaint) -> Any:
        if complaint.pk == broken.pk:
            raise ArithmeticError
        return choose(complaint)

    monkeypatch.setattr(automatic, "choose", breaks)
    assert tasks.catch_up_forwards() == 1
    assert waiting() == [broken.pk]
    assert given.stored(sound).status == "forwarded"
    monkeypatch.undo()
    assert tasks.catch_up_forwards() == 1
    assert given.stored(broken).status == "forwarded"


def test_the_sweep_reads_page_by_page_and_stops_in_time(
    town: t.Town, switch: AutoForward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "BATCH", 2)
    reports = [new(town) for _ in range(5)]
    assert catching_up.catch_up(seconds=0) == 0
    assert waiting() == [report.pk for report in reports]
    assert catching_up.catch_up() == 5
