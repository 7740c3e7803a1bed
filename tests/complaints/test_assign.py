"""``assign``: one colleague of the holder handles a report."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Officer
from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def handler(report: Complaint) -> Any:
    """Return who handles a report, as the database has it."""
    return given.stored(report).holder_officer


def names(people: list[Any]) -> list[str]:
    """Return people by their name in the town."""
    return sorted(person.email.partition("@")[0] for person in people)


def test_a_liaison_gives_the_report_to_a_colleague(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = actions.assign(report, by=town.liaison, to=town.operator)
    event = last_event(report)
    assert record(event) == {
        "verb": "assign",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "holder",
        "audience": "internal",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert event.data == {"to": town.operator.pk}
    assert clocks(report) == before
    assert told(event) == [("operator", "digest")]
    assert handler(report) == town.operator


def test_who_takes_it_is_not_told(at: At, town: t.Town) -> None:
    report = actions.assign(t.forwarded(town), by=town.liaison, to=town.liaison)
    assert told(last_event(report)) == []
    assert handler(report) == town.liaison


def test_it_can_be_given_to_nobody_again(at: At, town: t.Town) -> None:
    report = actions.assign(t.forwarded(town), by=town.supervisor, to=town.operator)
    report = actions.assign(report, by=town.liaison, to=None)
    assert handler(report) is None
    assert last_event(report).data == {"to": None}


def test_who_may_give_it(at: At, town: t.Town) -> None:
    with_agency = t.forwarded(town, co=("dlh",))
    assert given.offered_to(town, with_agency, "assign") == ["liaison", "operator", "supervisor"]
    delegated = given.delegated(town)
    assert given.offered_to(town, delegated, "assign") == ["supervisor", "unit_liaison"]
    at_coordinator = given.verified(town)
    assert given.offered_to(town, at_coordinator, "assign") == [
        *("coordinator", "verifier", "verifier2"),
    ]


def test_an_operator_takes_it_only_for_himself(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    outside = "Pilih petugas dari unit yang memegang laporan ini."
    assert (
        given.refusal_of(lambda: actions.assign(report, by=town.operator, to=town.liaison))
        == outside
    )
    report = actions.assign(report, by=town.operator, to=town.operator)
    assert handler(report) == town.operator
    assert handler(actions.assign(report, by=town.operator, to=None)) is None


def test_an_operator_takes_nothing_away_from_a_colleague(at: At, town: t.Town) -> None:
    report = actions.assign(t.forwarded(town), by=town.liaison, to=town.liaison)
    sentence = given.refusal_of(lambda: actions.assign(report, by=town.operator, to=None))
    assert sentence == "Operator hanya dapat melepas laporan yang ditugaskan kepadanya."


def test_an_operator_of_a_co_agency_takes_nothing(at: At, town: t.Town) -> None:
    beside = t.person("co_operator")
    Officer.objects.create(user=beside, agency=town.dlh, role=Officer.Role.OPERATOR)
    report = t.forwarded(town, co=("dlh",))
    sentence = given.refusal_of(lambda: actions.assign(report, by=beside, to=beside))
    assert sentence == given.NOT_YOURS


@pytest.mark.parametrize("name", ["co_liaison", "unit_liaison", "verifier", "supervisor"])
def test_only_people_of_the_holder_can_be_chosen(at: At, town: t.Town, name: str) -> None:
    sentence = given.refusal_of(
        lambda: actions.assign(
            t.forwarded(town, co=("dlh",)), by=town.liaison, to=town.people[name]
        )
    )
    assert sentence == "Pilih petugas dari unit yang memegang laporan ini."


def test_somebody_who_left_cannot_be_chosen(at: At, town: t.Town) -> None:
    town.operator.officers.update(is_active=False)
    sentence = given.refusal_of(
        lambda: actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)
    )
    assert sentence == "Pilih petugas dari unit yang memegang laporan ini."


def test_verifiers_give_out_what_lies_with_them(at: At, town: t.Town) -> None:
    report = actions.assign(t.submit(), by=town.verifier, to=town.verifier2)
    assert handler(report) == town.verifier2
    assert told(last_event(report)) == [("verifier2", "digest")]


def test_a_sealed_report_is_given_only_to_those_named_for_it(at: At, town: t.Town) -> None:
    report = t.submit(misconduct="yes", sealed_against=town.pupr)
    actor = given.actor(report, town.verifier)
    assert names(actions.assignees(given.stored(report), actor)) == ["verifier"]
    sentence = given.refusal_of(lambda: actions.assign(report, by=town.verifier, to=town.verifier2))
    assert sentence == "Pilih petugas dari unit yang memegang laporan ini."


def test_the_second_of_two_reads_who_was_faster(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    actions.assign(report, by=town.liaison, to=town.liaison, seen=0)
    sentence = given.refusal_of(
        lambda: actions.assign(report, by=town.operator, to=town.operator, seen=0)
    )
    assert sentence == "Laporan ini baru saja ditugaskan kepada Liaison Contoh."
    released = actions.assign(report, by=town.liaison, to=None)
    sentence = given.refusal_of(
        lambda: actions.assign(released, by=town.liaison, to=None, seen=town.liaison.pk)
    )
    assert sentence == "Petugas laporan ini baru saja dilepas. Periksa lagi, lalu pilih."


def test_no_change_is_refused(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    sentence = given.refusal_of(lambda: actions.assign(report, by=town.liaison, to=None))
    assert sentence == "Laporan ini belum ditugaskan kepada siapa pun."
    actions.assign(report, by=town.liaison, to=town.operator)
    sentence = given.refusal_of(lambda: actions.assign(report, by=town.liaison, to=town.operator))
    assert sentence == "Laporan ini sudah ditugaskan kepada Operator Contoh."


def test_whoever_handles_it_is_forgotten_when_the_holder_changes(at: At, town: t.Town) -> None:
    report = actions.assign(t.submit(), by=town.verifier, to=town.verifier)
    verified = actions.verify(report, by=town.verifier, **t.verification(town))
    assert handler(verified) == town.verifier
    forwarded = actions.forward(verified, by=town.verifier, lead=town.pupr)
    assert handler(forwarded) is None
    own = actions.assign(forwarded, by=town.liaison, to=town.operator)
    delegated = actions.delegate(own, by=town.liaison, unit=town.upt)
    assert handler(delegated) is None
    actions.assign(delegated, by=town.unit_liaison, to=town.unit_liaison)
    back = actions.hand_back(
        delegated, by=town.unit_liaison, reason="wrong_area", words="Di luar wilayah."
    )
    assert handler(back) is None
    actions.assign(back, by=town.liaison, to=town.liaison)
    recalled = actions.recall(back, by=town.verifier, reason="Salah alamat.")
    assert handler(recalled) is None


def test_a_follow_up_leaves_it_with_its_handler(at: At, town: t.Town) -> None:
    report = actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)
    actions.follow_up(report, by=town.liaison, text="Sudah ditinjau.")
    assert handler(report) == town.operator
