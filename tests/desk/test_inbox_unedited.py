"""*Belum disunting*: what went to an agency before anybody decided what the public may read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints import actions
from complaints.models import AutoForward, Complaint, Publication
from complaints.routed import automatic
from lapor import clock, kept
from routing.models import Rule
from tests import town as t
from tests.complaints import given
from tests.desk.conftest import SignIn

BY_ITSELF = "Diteruskan otomatis"


@pytest.fixture(autouse=True)
def switch(town: t.Town) -> None:
    """The system forwards to the road department what a rule makes it sure of."""
    Rule.objects.create(keyword="lubang", agency=town.pupr, weight=100)
    AutoForward.objects.create(agency=town.pupr, is_on=True, threshold=60, since=clock.now())
    kept.forget()


def by_itself(town: t.Town) -> Complaint:
    """A report that the system forwarded."""
    complaint = t.submit(text="Lubang besar di depan pasar.", category=town.jalan)
    assert automatic.forward_by_itself(complaint.pk)
    return given.stored(complaint)


def rows(client: Client) -> list[Any]:
    """Return the lines of the list."""
    return list(client.get("/meja/", {"daftar": "sunting"}).context["rows"])


def number(client: Client) -> str:
    """Return the number on its tab."""
    tabs = client.get("/meja/").context["tabs"]
    found: str = next(tab["count"] for tab in tabs if tab["label"] == "Belum disunting")
    return found


def marked(row: Any) -> bool:
    """Whether a line says that the system forwarded it."""
    return BY_ITSELF in [words for _, _, words in row.flags]


def test_what_the_system_forwarded_waits_for_a_verifier_the_oldest_first(
    town: t.Town, sign_in: SignIn
) -> None:
    client, first, second = sign_in("verifier"), by_itself(town), by_itself(town)
    t.forwarded(town)
    t.submit()
    assert [row.code for row in rows(client)] == [first.code, second.code]
    assert all(marked(row) for row in rows(client))
    assert number(client) == "2"
    actions.redact(
        given.stored(first),
        by=town.verifier,
        title="Jalan berlubang",
        text="Jalan berlubang.",
        publication=Publication.PUBLIC,
    )
    (row,) = rows(client)
    assert row.code == second.code


def test_it_waits_on_when_it_was_handed_back_answered_or_closed_but_not_archived(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    back, done, gone = by_itself(town), by_itself(town), by_itself(town)
    why = "not_our_authority"
    actions.hand_back(back, by=town.liaison, reason=why, words="Jalan provinsi.")
    t.send(actions.follow_up(done, by=town.liaison, text="Ditinjau."), town)
    actions.withdraw(gone, by=t.reporter(gone))
    assert {row.code for row in rows(client)} == {back.code, done.code}


def test_a_report_that_somebody_forwarded_undecided_waits_without_the_mark(
    town: t.Town, sign_in: SignIn
) -> None:
    undecided = t.verification(town, publication=Publication.PENDING, public_text="")
    actions.verify_and_forward(
        t.submit(), by=town.verifier, verification=undecided, routing={"lead": town.pupr}
    )
    (row,) = rows(sign_in("verifier"))
    assert not marked(row)


def test_an_import_waits_from_the_day_on_which_it_was_taken_over(
    town: t.Town, sign_in: SignIn
) -> None:
    client, imported = sign_in("verifier"), given.imported(town, "forwarded")
    Complaint.objects.filter(pk=imported.pk).update(publication="pending", was_forwarded=True)
    assert rows(client) == []
    actions.take_over(given.stored(imported), by=town.verifier)
    assert [row.code for row in rows(client)] == [imported.code]


@pytest.mark.parametrize("changes", [{"is_secret": True}, {"is_sealed": True}])
def test_what_is_never_public_is_not_asked_about(
    changes: dict[str, bool], town: t.Town, sign_in: SignIn
) -> None:
    complaint = by_itself(town)
    Complaint.objects.filter(pk=complaint.pk).update(**changes)
    assert rows(sign_in("verifier")) == []
    assert number(sign_in("verifier")) == "0"


def test_the_list_is_the_verifiers_and_is_linked_where_the_switches_are(
    town: t.Town, sign_in: SignIn
) -> None:
    by_itself(town)
    labels = [tab["label"] for tab in sign_in("liaison").get("/meja/").context["tabs"]]
    assert "Belum disunting" not in labels
    link = "/meja/?daftar=sunting"
    assert link in sign_in("verifier").get("/kelola/penerusan/").content.decode()
    assert link not in sign_in("overseer").get("/kelola/penerusan/").content.decode()


def test_the_queries_do_not_grow_with_the_list(town: t.Town, sign_in: SignIn) -> None:
    client, queries = sign_in("verifier"), []
    for more in (1, 2):
        for _ in range(more):
            by_itself(town)
        rows(client)
        with CaptureQueriesContext(connection) as seen:
            rows(client)
        queries.append(len(seen))
    assert queries == [11, 11]
