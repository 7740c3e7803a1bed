"""While somebody is away: everything flows to the substitute, and the record says for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agencies import substitutes
from agencies.models import Officer, Substitution
from complaints import actions
from complaints.law.roles import actor_on, deciders_of
from complaints.models import Complaint, Notification
from complaints.privacy import Contact
from complaints.telling import digests
from lapor import clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import last_event, told
from tests.desk.conftest import SignIn

PAGE = "/meja/pengganti/"


def away(town: t.Town, absent: str, substitute: str) -> Substitution:
    """Let one person stand in for another for five days."""
    return substitutes.appoint(
        Officer.objects.get(user=town.people[absent]),
        town.people[substitute],
        by=town.people[absent],
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=5),
    )


@pytest.fixture
def helper(town: t.Town) -> str:
    """A clerk of the department: sees no report of it by her own seat."""
    assert Complaint.objects.visible_to(town.clerk).count() == 0
    return "clerk"


def test_a_substitute_sees_acts_and_the_record_says_for_whom(
    town: t.Town, sign_in: SignIn, helper: str
) -> None:
    report = t.forwarded(town)
    client = sign_in(helper)
    assert client.get(f"/meja/{report.code}/").status_code == 404
    away(town, "liaison", helper)
    assert client.get(f"/meja/{report.code}/").status_code == 200
    data = {"text": "Sudah ditinjau.", "audience": "public"}
    client.post(f"/meja/{report.code}/tindak-lanjut/", data)
    event = last_event(report)
    assert (event.verb, event.actor, event.role) == ("follow_up", town.clerk, "holder")
    assert event.data["for"] == town.liaison.pk


def test_what_somebody_does_by_own_right_is_for_nobody_else(town: t.Town) -> None:
    away(town, "liaison", "supervisor")
    report = actions.assign(t.forwarded(town), by=town.operator, to=town.operator)
    assert "for" not in last_event(report).data
    answered = t.answered(town)
    returned = actions.return_answer(
        answered, by=town.supervisor, reason="no_proof", words="Mana buktinya?"
    )
    assert "for" not in last_event(returned).data


def test_the_absent_keeps_reading_and_gets_no_messages(town: t.Town, sign_in: SignIn) -> None:
    report = t.answered(town)
    away(town, "liaison", "clerk")
    objected = actions.object_to_answer(report, by=t.reporter(report), text="Masih rusak.")
    assert ("clerk", "email") in told(last_event(objected))
    assert "liaison" not in [name for name, _ in told(last_event(objected))]
    assert sign_in("liaison").get(f"/meja/{report.code}/").status_code == 200
    assert not digests.gather(town.liaison, digest=digests.MORNING)
    fresh = t.forwarded(town)
    sections = digests.gather(town.clerk, digest=digests.MORNING).sections
    assert any(fresh.code in item.text for section in sections for item in section.items)


def test_the_substitute_has_the_inbox_and_the_call_list(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town, contact=Contact(name="Rina", email="", phone="+6281234567890"))
    client = sign_in("clerk")
    assert client.get("/meja/hubungi/").status_code == 403
    away(town, "liaison", "clerk")
    inbox = client.get("/meja/", {"peran": "liaison"}).content.decode()
    assert report.code in inbox
    assert report.code in client.get("/meja/hubungi/").content.decode()


def test_reports_are_given_to_people_who_are_there(town: t.Town) -> None:
    report = t.forwarded(town)
    away(town, "liaison", "clerk")
    choice = actions.assignees(given.stored(report), given.actor(report, town.supervisor))
    assert choice == [town.clerk, town.operator]


def test_a_note_mentions_the_substitute_of_who_is_away(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town)
    away(town, "liaison", "clerk")
    page = sign_in("supervisor").get(f"/meja/{report.code}/catatan/").content.decode()
    assert f'value="{town.clerk.pk}"' in page
    assert f'value="{town.liaison.pk}"' not in page


def test_an_appeal_is_decided_by_the_substitute_who_never_acted(town: t.Town) -> None:
    report = given.appealed(town)
    assert deciders_of(report) == {town.overseer.pk, town.overseer2.pk}
    away(town, "overseer", "overseer2")
    assert deciders_of(report) == {town.overseer2.pk}
    dismissed = actions.dismiss(report, by=town.overseer2, reason="Sudah tepat.")
    assert "for" not in last_event(dismissed).data  # an overseer by own right


def test_no_sealed_report_flows_to_a_substitute_who_is_not_named(
    town: t.Town, sign_in: SignIn
) -> None:
    report = t.submit(misconduct="yes", sealed_against=town.dlh)
    away(town, "verifier", "verifier2")
    client = sign_in("verifier2")
    assert client.get(f"/meja/{report.code}/").status_code == 404
    assert actor_on(given.stored(report), town.verifier2).roles == frozenset()
    before = set(Notification.objects.values_list("pk", flat=True))
    actions.withdraw(report, by=t.reporter(report))
    new = Notification.objects.exclude(pk__in=before)
    assert "verifier2" not in {row.user.email.partition("@")[0] for row in new if row.user}


def test_the_page_names_and_ends_a_substitute(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    today = clock.today()
    data = {
        "petugas": Officer.objects.get(user=town.liaison).pk,
        "substitute": town.operator.pk,
        "starts_on": today.isoformat(),
        "ends_on": today.isoformat(),
        "note": "Cuti.",
    }
    assert client.post(PAGE, data).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Operator Contoh" in page
    assert "Akhiri sekarang" in page
    row = Substitution.objects.get()
    assert (row.set_by, row.note) == (town.liaison, "Cuti.")
    # The substitute may give it back; somebody of another office does not even learn of it.
    assert sign_in("other_liaison").post(f"{PAGE}{row.pk}/akhiri/").status_code == 404
    assert sign_in("operator").post(f"{PAGE}{row.pk}/akhiri/").status_code == 302
    assert Substitution.objects.get().ended_by == town.operator
    again = sign_in("liaison").post(f"{PAGE}{row.pk}/akhiri/", follow=True)
    assert "sudah diakhiri" in again.content.decode()


def test_a_refused_substitute_keeps_what_was_typed(town: t.Town, sign_in: SignIn) -> None:
    data = {
        "petugas": Officer.objects.get(user=town.liaison).pk,
        "substitute": town.operator.pk,
        "starts_on": (clock.today() - timedelta(days=1)).isoformat(),
        "ends_on": clock.today().isoformat(),
        "note": "Cuti bersama keluarga.",
    }
    answer = sign_in("liaison").post(PAGE, data)
    assert answer.status_code == 422
    assert "Tanggal mulai paling awal hari ini." in answer.content.decode()
    assert "Cuti bersama keluarga." in answer.content.decode()


@pytest.mark.parametrize("seat", ["x", "999999999", "-1", "9" * 40])
def test_seats_of_others_do_not_exist(seat: str, town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    assert client.post(PAGE, {"petugas": seat}).status_code == 404
    other = Officer.objects.get(user=town.other_liaison)
    assert client.post(PAGE, {"petugas": other.pk}).status_code == 404
    assert client.get(PAGE, {"petugas": seat}).status_code == 200


@pytest.mark.parametrize("who", ["supervisor", "verifier"])
def test_the_head_and_the_coordinator_name_one_for_an_officer(
    who: str, town: t.Town, sign_in: SignIn
) -> None:
    seat = Officer.objects.get(user=town.liaison)
    data = {
        "petugas": seat.pk,
        "substitute": town.operator.pk,
        "starts_on": clock.today().isoformat(),
        "ends_on": clock.today().isoformat(),
    }
    assert sign_in(who).post(PAGE, data).status_code == 302
    assert Substitution.objects.get().set_by == town.people[who]


def test_reading_the_seats_costs_one_query(
    town: t.Town, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(Officer.objects.of(town.liaison)) == 1
    away(town, "liaison", "operator")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(Officer.objects.of(town.operator)) == 2
