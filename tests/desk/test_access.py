"""Whose report an officer sees at the desk; who opens which page says ``tests/access/table.txt``."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.desk.conftest import SignIn

OFFICERS = [
    "verifier",
    "verifier2",
    "coordinator",
    "liaison",
    "operator",
    "supervisor",
    "unit_liaison",
    "co_liaison",
    "other_liaison",
    "overseer",
    "overseer2",
    "secretary",
    "custodian",
    "clerk",
]
SEE_IT = {
    "verifier",
    "verifier2",
    "liaison",
    "operator",
    "supervisor",
    "co_liaison",
    "overseer",
    "overseer2",
    "secretary",
}
"""Who sees an ordinary report of the road department with the environment agency beside it."""
SEE_SEALED = {"verifier", "overseer"}
"""Who sees a sealed report about an officer of the road department."""


@pytest.mark.parametrize("who", OFFICERS)
def test_reports_of_others_do_not_exist(who: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, co=("dlh",))
    client, sees = sign_in(who), who in SEE_IT
    expected = 200 if sees else 404
    assert client.get(f"/meja/{complaint.code}/").status_code == expected
    assert client.get(f"/meja/{complaint.code}/catatan/").status_code == expected
    posted = client.post(f"/meja/{complaint.code}/catatan/", {"text": "x"})
    assert posted.status_code == (302 if sees else 404)
    found = client.get("/meja/", {"q": complaint.code})
    assert found.status_code == (302 if sees else 200)
    by_words = client.get("/meja/", {"q": "berlubang", "daftar": "semua"})
    shown = who in SEE_IT - {"co_liaison"}  # a co-agency has a list of its own
    assert [row.code for row in by_words.context["rows"]] == [complaint.code] * shown


def test_co_agency_finds_its_reports_in_their_own_list(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, co=("dlh",))
    page = sign_in("co_liaison").get("/meja/", {"daftar": "pendamping"}).content.decode()
    assert complaint.code in page


@pytest.mark.parametrize("who", OFFICERS)
def test_sealed_report_exists_only_for_those_named(who: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(misconduct="yes", sealed_against=town.pupr)
    client, sees = sign_in(who), who in SEE_SEALED
    assert client.get(f"/meja/{complaint.code}/").status_code == (200 if sees else 404)
    inbox = client.get("/meja/")
    assert (complaint.code in inbox.content.decode()) is (who == "verifier")
    numbers = [tab["count"] for tab in inbox.context["tabs"] if tab["count"] not in (None, "0")]
    assert bool(numbers) is sees
    by_words = client.get("/meja/", {"q": "berlubang", "daftar": "semua"})
    assert complaint.code not in by_words.content.decode()  # sealed words are never searched
    by_ticket = client.get("/meja/", {"q": complaint.code})
    assert by_ticket.status_code == (302 if sees else 200)


def test_verifier_may_check_a_sealed_report_but_not_forward_it(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.submit(misconduct="yes", sealed_against=town.pupr)
    client = sign_in("verifier")
    page = client.get(f"/meja/{complaint.code}/verifikasi/")
    assert "lead" not in page.context["form"].fields
    assert page.context["suggestions"] == []
    data = {
        "kind": "complaint",
        "category": town.jalan.pk,
        "publication": "secret",
        "title": "Pungli",
        "lead": town.pupr.pk,
    }
    both = client.post(f"/meja/{complaint.code}/verifikasi-dan-teruskan/", data)
    assert both.status_code == 409
    assert client.post(f"/meja/{complaint.code}/verifikasi/", data).status_code == 302
    assert Complaint.objects.get(pk=complaint.pk).status == "verified"


def test_unit_that_was_delegated_to_sees_the_report(town: t.Town, sign_in: SignIn) -> None:
    complaint = actions.delegate(t.forwarded(town), by=town.liaison, unit=town.upt)
    for who in ("unit_liaison", "liaison", "supervisor"):
        assert sign_in(who).get(f"/meja/{complaint.code}/").status_code == 200
    page = sign_in("liaison").get("/meja/", {"daftar": "unit"}).content.decode()
    assert complaint.code in page


@pytest.mark.parametrize(
    "path", ["ABCDEFGH/", "ABCDEFGH/jawab/", "abc/", "%00%00%00%00/", "a%20b/"]
)
def test_unknown_addresses_are_404(path: str, town: t.Town, sign_in: SignIn) -> None:
    assert sign_in("verifier").get(f"/meja/{path}").status_code == 404


def test_unknown_verb_is_404(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit()
    client = sign_in("verifier")
    assert client.get(f"/meja/{complaint.code}/hapus/").status_code == 404
    assert client.post(f"/meja/{complaint.code}/hapus/").status_code == 404
