"""``take_back``: the lead agency does the work of a unit itself again."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.citizens.tracking import handoffs
from complaints.models import Complaint
from complaints.telling import digests
from complaints.trail.timeline import Story
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db

REASON = "Kami kerjakan sendiri."


def take_back(town: t.Town, report: Complaint) -> Complaint:
    """Take a report back from its unit."""
    return actions.take_back(report, by=town.liaison, reason=REASON)


def test_the_lead_holds_it_again_the_unit_is_told_and_every_clock_runs_on(
    at: At, town: t.Town
) -> None:
    report = given.delegated(town)
    before = clocks(report)
    at("2026-07-07 10:00")
    report = take_back(town, report)
    event = last_event(report)
    assert record(event) == {
        "verb": "take_back",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "lead",
        "audience": "internal",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert event.data == {"unit": town.upt.pk}
    assert clocks(report) == before
    assert told(event) == [("unit_liaison", "digest")]
    assert (given.holding(report), given.parts(report)) == (("pupr", "pupr"), [("pupr", "lead")])


def test_a_late_clock_stays_late(at: At, town: t.Town) -> None:
    report = given.delegated(town)
    at("2026-07-20 10:00")
    assert clocks(take_back(town, report))["first_follow_up"] == "2026-07-13 16:00"


def test_the_unit_reads_in_its_digest_that_it_need_not_go_on(at: At, town: t.Town) -> None:
    report = take_back(town, given.delegated(town))
    at("2026-07-08 08:00")
    lines = [
        item.text
        for section in digests.gather(town.unit_liaison, digest="morning").sections
        for item in section.items
    ]
    assert f"{report.code}: diambil kembali dari unit" in lines
    assert not Complaint.objects.visible_to(town.unit_liaison).filter(pk=report.pk).exists()


def two_levels_down(town: t.Town) -> Complaint:
    """A report that the unit passed on to one below it, with ``other_liaison`` there."""
    below = type(town.upt).objects.create_under(
        parent=town.upt, code="upt-lampu", name="UPT Lampu", short_name="UPT Lampu"
    )
    town.people["other_liaison"].officers.create(agency=below, role="liaison")
    return actions.delegate(given.delegated(town), by=town.unit_liaison, unit=below)


def test_every_unit_on_the_way_down_is_told(at: At, town: t.Town) -> None:
    report = take_back(town, two_levels_down(town))
    assert told(last_event(report)) == [("other_liaison", "digest"), ("unit_liaison", "digest")]
    assert (given.holding(report), given.parts(report)) == (("pupr", "pupr"), [("pupr", "lead")])


def test_the_unit_between_takes_back_what_it_passed_on(at: At, town: t.Town) -> None:
    report = two_levels_down(town)
    assert given.offered_to(town, report, "take_back") == ["liaison", "unit_liaison"]
    report = actions.take_back(report, by=town.unit_liaison, reason=REASON)
    event = last_event(report)
    assert (event.role, event.agency_id) == ("delegator", town.upt.pk)
    assert told(event) == [("other_liaison", "digest")]
    assert given.holding(report) == ("pupr", town.upt.code)
    assert given.parts(report) == [("pupr", "lead"), (town.upt.code, "unit")]
    assert given.offered_to(town, report, "take_back") == ["liaison"]


def test_what_comes_back_to_the_unit_between_is_said_to_be_there(at: At, town: t.Town) -> None:
    report = two_levels_down(town)
    by = town.people["other_liaison"]
    report = actions.hand_back(report, by=by, reason="other", words="Bukan lampu.")
    story = Story.of(report)
    assert [stay.who for stay in handoffs.stays(story)][-1] == town.upt.short_name


def test_who_was_assigned_in_the_unit_is_so_no_longer(at: At, town: t.Town) -> None:
    report = actions.assign(given.delegated(town), by=town.unit_liaison, to=town.unit_liaison)
    assert take_back(town, report).holder_officer is None


def test_after_a_follow_up_of_the_unit_it_can_still_be_taken_back(at: At, town: t.Town) -> None:
    report = actions.follow_up(given.delegated(town), by=town.unit_liaison, text="Sudah ditinjau.")
    assert take_back(town, report).status == "followed_up"


def test_only_the_leads_liaison_takes_back(at: At, town: t.Town) -> None:
    assert given.offered_to(town, given.delegated(town, co=("dlh",)), "take_back") == ["liaison"]


def test_what_no_unit_holds_cannot_be_taken_back(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(lambda: take_back(town, t.forwarded(town)))
    assert sentence == "Laporan ini tidak sedang dilimpahkan ke unit."
