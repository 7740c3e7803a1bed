"""Hidden identities at the desk: who opens them, why, for how long, and who reads the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.desk.custody import lists
from complaints.models import Complaint, Event, Reveal
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/meja/identitas/"
NAME = "Rina Penguji"
REASON = "Permintaan tertulis pengadilan."
OTHERS = (
    *("verifier", "coordinator", "liaison", "operator", "supervisor", "unit_liaison"),
    *("co_liaison", "other_liaison", "clerk", "citizen", "superuser"),
)


@pytest.fixture
def hidden(town: t.Town) -> Complaint:
    return t.forwarded(town, hides_reporter=True)


def address(report: Complaint) -> str:
    return f"/meja/{report.code}/buka-identitas/"


@pytest.mark.parametrize("who", OTHERS)
def test_others_open_neither_the_lists_nor_a_name(
    hidden: Complaint, sign_in: SignIn, who: str
) -> None:
    client = sign_in(who)
    assert client.get(PAGE).status_code == 403
    assert client.post(address(hidden), {"reason": REASON}).status_code == 403
    assert not Reveal.objects.exists()


def test_overseers_read_the_log_and_open_nothing(hidden: Complaint, sign_in: SignIn) -> None:
    client = sign_in("overseer")
    page = client.get(PAGE)
    assert "Laporan dengan nama tersembunyi" not in page.content.decode()
    assert client.get(address(hidden)).status_code == 403


def test_strangers_sign_in_first(client: SignIn, hidden: Complaint) -> None:
    for path in (PAGE, address(hidden)):
        answer = client.get(path)  # type: ignore[attr-defined]
        assert answer["Location"] == f"/akun/masuk/petugas/?next={path}"


def test_the_reason_comes_first_and_the_name_after_it(hidden: Complaint, sign_in: SignIn) -> None:
    client = sign_in("custodian")
    asked = client.get(address(hidden))
    assert NAME not in asked.content.decode()
    empty = client.post(address(hidden), {"reason": "  "})
    assert (empty.status_code, NAME in empty.content.decode()) == (422, False)
    assert not Reveal.objects.exists()
    answer = client.post(address(hidden), {"reason": REASON})
    assert (answer.status_code, answer["Location"]) == (302, address(hidden))
    assert NAME not in answer.content.decode()
    shown = client.get(address(hidden))
    assert NAME in shown.content.decode()
    assert "rina@warga.example" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    [event] = Event.objects.filter(complaint=hidden, verb="reveal")
    assert event.words.text == REASON


def test_it_goes_away_by_itself_without_a_script(hidden: Complaint, sign_in: SignIn) -> None:
    with time_machine.travel("2026-07-06 09:00 +07:00", tick=False) as traveller:
        client = sign_in("custodian")
        client.post(address(hidden), {"reason": REASON})
        assert client.get(address(hidden))["Refresh"] == f"601; url={address(hidden)}"
        traveller.shift(timedelta(minutes=9, seconds=59))
        page = client.get(address(hidden))
        assert NAME in page.content.decode()
        assert page["Refresh"] == f"2; url={address(hidden)}"
        traveller.shift(1)
        for path in (address(hidden), f"/meja/{hidden.code}/", PAGE):
            page = client.get(path)
            assert NAME not in page.content.decode()
            assert "Refresh" not in page.headers


def test_it_can_be_closed_before_its_time(hidden: Complaint, sign_in: SignIn) -> None:
    client = sign_in("custodian")
    client.post(address(hidden), {"reason": REASON})
    answer = client.post(address(hidden), {"tutup": "1"})
    assert answer["Location"] == PAGE
    assert NAME not in client.get(address(hidden)).content.decode()
    assert REASON in client.get(PAGE).content.decode()


def test_sending_twice_opens_once(hidden: Complaint, sign_in: SignIn) -> None:
    client = sign_in("custodian")
    for _ in range(2):
        assert client.post(address(hidden), {"reason": REASON}).status_code == 302
    assert Event.objects.filter(complaint=hidden, verb="reveal").count() == 1


def test_one_custodians_opening_is_not_anothers(town: t.Town, hidden: Complaint) -> None:
    from django.test import Client  # noqa: PLC0415

    from agencies.models import Officer  # noqa: PLC0415

    second = t.person("kustodian2")
    Officer.objects.create(user=second, agency=town.agencies["setda"], role=Officer.Role.CUSTODIAN)
    actions.reveal(hidden, by=town.custodian, reason=REASON)
    client = Client()
    client.force_login(second)
    for path in (address(hidden), f"/meja/{hidden.code}/", PAGE):
        assert NAME not in client.get(path).content.decode()


def test_what_hides_no_name_or_is_sealed_is_not_there(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("custodian")
    plain = t.forwarded(town)
    sealed = t.forwarded(town, hides_reporter=True)
    Complaint.objects.filter(pk=sealed.pk).update(is_sealed=True)
    for report in (plain, sealed):
        assert client.get(address(report)).status_code == 404
        assert client.post(address(report), {"reason": REASON}).status_code == 404
    assert client.get("/meja/ABCDEFGH/buka-identitas/").status_code == 404
    page = client.get(PAGE).content.decode()
    assert plain.code not in page
    assert sealed.code not in page


def test_the_lists_show_no_name_and_the_log_its_reasons(
    town: t.Town, hidden: Complaint, sign_in: SignIn
) -> None:
    actions.reveal(hidden, by=town.custodian, reason=REASON)
    for who in ("custodian", "overseer", "overseer2"):
        page = sign_in(who).get(PAGE).content.decode()
        assert hidden.code in page
        assert REASON in page
        assert NAME not in page


def test_an_overseer_reads_nothing_of_what_was_sealed_since(
    town: t.Town, hidden: Complaint, sign_in: SignIn
) -> None:
    actions.reveal(hidden, by=town.custodian, reason=REASON)
    Complaint.objects.filter(pk=hidden.pk).update(is_sealed=True)
    assert REASON not in sign_in("overseer2").get(PAGE).content.decode()
    assert REASON in sign_in("overseer").get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    town: t.Town, sign_in: SignIn, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        report = t.forwarded(town, hides_reporter=True)
        actions.reveal(report, by=town.custodian, reason=REASON)
        actions.hand_over_file(
            report, by=town.overseer, recipient="X", letter_number="1", parts=["name"]
        )
    client = sign_in("custodian")
    client.get(PAGE)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


QUERIES = 7
"""Session, user, roles, openings, reports, what waits, what is open."""


def test_pages_follow_one_another(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    codes = {t.forwarded(town, hides_reporter=True).code for _ in range(3)}
    client = sign_in("custodian")
    first = client.get(PAGE).context["hidden"]
    second = client.get(PAGE, {"setelah": first.after}).context["hidden"]
    assert {row["code"] for row in (*first.rows, *second.rows)} == codes
    assert (len(first.rows), len(second.rows), second.after) == (2, 1, "")


@pytest.mark.parametrize(
    "junk", ["", "x", "2026-07-06_1", "2026-07-06T00:00:00+07:00_x", "_", "9" * 40]
)
def test_a_broken_address_is_the_first_page(hidden: Complaint, sign_in: SignIn, junk: str) -> None:
    page = sign_in("custodian").get(PAGE, {"setelah": junk, "sebelum": junk})
    assert [row["code"] for row in page.context["hidden"].rows] == [hidden.code]
