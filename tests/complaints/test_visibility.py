"""Who sees what: the law's table, for every kind of report and every person of the town."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, Officer
from complaints import actions, privacy
from complaints.insights import totals
from complaints.law.actors import Role
from complaints.law.roles import actor_on
from complaints.models import Complaint, FigureDelta, Notification
from complaints.privacy import Contact
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, last_event, stored, told

pytestmark = pytest.mark.django_db

COORDINATION = ["overseer", "overseer2", "secretary", "verifier", "verifier2"]
HOLDING = ["liaison", "operator", "supervisor"]


def seers(town: t.Town, complaint: Complaint) -> list[str]:
    """Return who sees a report, by name."""
    return sorted(
        name
        for name, person in town.people.items()
        if Complaint.objects.visible_to(person).filter(pk=complaint.pk).exists()
    )


def is_public(complaint: Complaint) -> bool:
    """Return whether anybody may know of a report."""
    found: bool = Complaint.objects.public().filter(pk=complaint.pk).exists()
    return found


def sealed(town: t.Town, against: Agency | None) -> Complaint:
    """Send a report about misconduct in a unit."""
    return t.submit(misconduct="yes", sealed_against=against)


# -- ordinary, anonymous, secret --------------------------------------------------------------


@pytest.mark.parametrize(
    ("filing", "others", "public"),
    [
        ({}, [], True),
        ({"hides_reporter": True}, ["custodian"], True),
        ({"is_secret": True}, [], False),
        ({"is_secret": True, "hides_reporter": True}, ["custodian"], False),
        ({"misconduct": "unsure"}, [], True),
    ],
    ids=["ordinary", "anonim", "rahasia", "anonim-rahasia", "unsure-of-misconduct"],
)
def test_a_report_is_seen_by_its_agencies_and_those_who_watch(
    town: t.Town, filing: dict[str, Any], others: list[str], public: bool
) -> None:
    report = t.forwarded(town, co=("dlh",), **filing)
    assert seers(town, report) == sorted([*COORDINATION, *HOLDING, "co_liaison", *others])
    assert is_public(report) is public


def test_before_an_agency_has_it_the_coordinators_head_sees_it(town: t.Town) -> None:
    assert seers(town, t.submit()) == sorted([*COORDINATION, "coordinator"])


def test_a_delegated_report_is_seen_by_unit_and_lead(town: t.Town) -> None:
    assert seers(town, given.delegated(town)) == sorted([*COORDINATION, *HOLDING, "unit_liaison"])


def test_who_only_gets_a_copy_sees_it(town: t.Town) -> None:
    report = actions.involve(t.forwarded(town), by=town.liaison, agency=town.dinsos, part="cc")
    assert seers(town, report) == sorted([*COORDINATION, *HOLDING, "other_liaison"])


def test_an_agency_that_gave_it_back_sees_it_no_more(town: t.Town) -> None:
    report = actions.recall(t.forwarded(town, co=("dlh",)), by=town.verifier, reason="Salah.")
    assert seers(town, report) == sorted([*COORDINATION, "coordinator"])


def test_a_clerk_sees_only_what_he_or_she_typed(town: t.Town) -> None:
    typed, _ = actions.submit(
        t.filing(channel="walk_in"), token="loket", by=town.clerk, role=Role.CLERK
    )
    assert "clerk" in seers(town, typed)
    assert "clerk" not in seers(town, t.submit())


def test_whoever_left_sees_nothing(town: t.Town) -> None:
    report = t.forwarded(town)
    Officer.objects.filter(user=town.liaison).update(is_active=False)
    assert "liaison" not in seers(town, report)


# -- sealed -----------------------------------------------------------------------------------


def unit_below(town: t.Town, name: str) -> Agency:
    """Open a unit below an office, with a head and a liaison of its own."""
    unit = Agency.objects.create_under(
        parent=town.agencies[name], code=f"unit-{name}", name="Unit", short_name="Unit"
    )
    for role in (Officer.Role.SUPERVISOR, Officer.Role.LIAISON):
        person = t.person(f"unit-{name}-{role}")
        Officer.objects.create(user=person, agency=unit, role=role)
        town.people[f"unit-{name}-{role}"] = person
    return unit


@pytest.mark.parametrize(
    ("against", "expected"),
    [
        ("", ["overseer", "verifier"]),
        ("pupr", ["overseer", "verifier"]),
        ("upt", ["overseer", "verifier"]),
        ("setda", ["overseer", "verifier"]),
        ("diskominfo", ["overseer"]),
        ("inspektorat", ["secretary"]),
    ],
)
def test_a_sealed_report_is_seen_and_told_to_those_named_for_it(
    town: t.Town, against: str, expected: list[str]
) -> None:
    report = sealed(town, town.agencies[against] if against else None)
    assert seers(town, report) == expected
    assert told(last_event(report)) == sorted(
        [(name, "digest") for name in expected] + [(report.code, "email")]
    )
    assert not is_public(report)


@pytest.mark.parametrize(
    ("office", "expected"), [("diskominfo", ["overseer"]), ("inspektorat", ["secretary"])]
)
def test_a_report_about_a_unit_counts_as_about_its_whole_office(
    town: t.Town, office: str, expected: list[str]
) -> None:
    report = sealed(town, unit_below(town, office))
    assert seers(town, report) == expected


def test_a_named_officer_who_also_works_in_the_office_concerned_sees_nothing(
    town: t.Town,
) -> None:
    Officer.objects.create(user=town.overseer, agency=town.upt, role=Officer.Role.OPERATOR)
    assert seers(town, sealed(town, town.upt)) == ["verifier"]
    assert seers(town, sealed(town, town.pupr)) == ["verifier"]
    assert seers(town, sealed(town, town.dlh)) == ["overseer", "verifier"]


def test_a_sealed_report_gives_no_role_to_those_who_do_not_see_it(town: t.Town) -> None:
    report = sealed(town, town.upt)
    roles = {name: actor_on(report, person).roles for name, person in town.people.items()}
    assert {name for name, held in roles.items() if held} == {"overseer", "verifier"}


def test_a_sealed_report_is_in_no_figure(at: At, town: t.Town) -> None:
    sealed(town, town.pupr)
    assert not FigureDelta.objects.exists()
    assert totals.totals(date(2026, 1, 1), date(2026, 12, 31)) == totals.Totals({})


def test_what_happens_to_a_sealed_report_is_told_to_nobody_else(town: t.Town) -> None:
    report = actions.verify(sealed(town, town.upt), by=town.verifier, **t.verification(town))
    actions.archive(report, by=town.verifier, reason="in_court", words="Sedang disidangkan.")
    people = Notification.objects.filter(user__isnull=False).values_list("user__email", flat=True)
    assert {email.partition("@")[0] for email in people} <= {"overseer", "verifier"}


def test_parts_of_a_sealed_report_are_sealed(town: t.Town) -> None:
    report = sealed(town, town.upt)
    part = actions.split(report, by=town.verifier, parts=["Minta uang.", "Jalan rusak."])[0]
    assert seers(town, part) == ["overseer", "verifier"]


# -- names and numbers ------------------------------------------------------------------------

NAME = "Rina Penguji"
PEOPLE = [
    *("verifier", "overseer", "liaison", "operator", "supervisor", "co_liaison"),
    *("custodian", "clerk", "other_liaison"),
]


def readers_of_the_name(town: t.Town, report: Complaint) -> list[str]:
    """Return who reads the reporter's name."""
    return [
        name
        for name in PEOPLE
        if privacy.name_for(report, actor_on(report, town.people[name])) == NAME
    ]


def test_an_open_name_is_read_by_those_who_handle_the_report(town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    assert readers_of_the_name(town, report) == PEOPLE[:6]


def test_a_hidden_name_is_read_by_nobody_until_the_reporter_allows_it(town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",), hides_reporter=True)
    assert readers_of_the_name(town, report) == []
    report = actions.disclose(report, by=t.reporter(report))
    assert readers_of_the_name(town, report) == ["liaison", "co_liaison"]


def test_a_custodian_reads_a_hidden_name_for_ten_minutes(at: At, town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    actions.reveal(report, by=town.custodian, reason="Ada ancaman.")
    at("2026-07-06 09:09")
    assert readers_of_the_name(town, report) == ["custodian"]
    at("2026-07-06 09:10")
    assert readers_of_the_name(town, report) == []


def test_who_typed_a_hidden_name_at_the_counter_knows_it(town: t.Town) -> None:
    report, _ = actions.submit(
        t.filing(hides_reporter=True), token="x", by=town.clerk, role=Role.CLERK
    )
    assert readers_of_the_name(town, report) == ["clerk"]


def test_numbers_are_read_by_the_holder_alone(town: t.Town) -> None:
    report = t.forwarded(town, numbers="NIK 6271000000000001")
    report = actions.delegate(report, by=town.liaison, unit=town.upt)
    reading = {
        name
        for name, person in town.people.items()
        if privacy.numbers_for(report, actor_on(report, person))
    }
    assert reading == {"unit_liaison"}


def test_a_merged_reporter_reads_no_name_of_the_main_one(town: t.Town) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main, contact=Contact(name="Budi Contoh", email="b@warga.example"))
    actor = actor_on(stored(main), t.reporter(child))
    assert privacy.contact_for(stored(main), actor) is None


# -- the public -------------------------------------------------------------------------------


def test_the_public_sees_only_verified_reports(town: t.Town) -> None:
    report = t.submit()
    assert not is_public(report)
    report = actions.redact(
        report, by=town.verifier, title="Jalan", text="Berlubang.", publication="public"
    )
    assert not is_public(report)
    assert is_public(actions.verify(report, by=town.verifier, **t.verification(town)))


@pytest.mark.parametrize(
    ("publication", "public", "text"),
    [
        ("public", True, "Jalan berlubang besar."),
        ("pending", True, ""),
        ("personal", False, ""),
        ("private_person", False, ""),
        ("vulnerable", False, ""),
        ("secret", False, ""),
    ],
)
def test_what_is_not_released_is_listed_without_text_or_not_at_all(
    town: t.Town, publication: str, public: bool, text: str
) -> None:
    report = actions.verify(
        t.submit(), by=town.verifier, **t.verification(town, publication=publication)
    )
    assert (is_public(report), report.public_text) == (public, text)


@pytest.mark.parametrize(("publication", "public"), [("pending", False), ("public", True)])
def test_some_categories_start_unpublished(town: t.Town, publication: str, public: bool) -> None:
    town.jalan.starts_unpublished = True
    town.jalan.save()
    report = actions.verify(
        t.submit(), by=town.verifier, **t.verification(town, publication=publication)
    )
    assert is_public(report) is public


def test_public_texts_are_masked(town: t.Town) -> None:
    report = actions.verify(
        t.submit(),
        by=town.verifier,
        **t.verification(
            town, public_text="Hubungi 0812-3456-7890 atau rina@warga.example, mobil KH 1234 AB."
        ),
    )
    assert report.public_text == (
        f"Hubungi {privacy.MASK} atau {privacy.MASK}, mobil {privacy.MASK}."
    )


def test_junk_is_taken_off_the_public_list(town: t.Town) -> None:
    report = given.verified(town)
    assert is_public(report)
    report = actions.archive(report, by=town.verifier, reason="spam", words="Iklan.")
    assert not is_public(report)
