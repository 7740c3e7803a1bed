"""The record of changed settings: complete, append-only, read by filter and page."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from complaints.models import SettingsChange
from complaints.trail import audit
from complaints.trail.audit import By, Thing, Verb
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def by(town: t.Town) -> By:
    return By(town.verifier, "verifier")


def change(town: t.Town, phone: str) -> None:
    town.pupr.phone = phone
    audit.save(by(town), town.pupr)


def test_a_change_says_who_when_what_before_and_after(town: t.Town) -> None:
    change(town, "0536-111")
    row = SettingsChange.objects.get()
    assert (row.user, row.role, row.thing, row.key, row.name, row.verb) == (
        town.verifier,
        "verifier",
        Thing.AGENCY,
        "pupr",
        "Dinas PUPR",
        Verb.CHANGE,
    )
    assert (row.before, row.after) == ({"telepon": "–"}, {"telepon": "0536-111"})


def test_nothing_is_written_when_nothing_changed(town: t.Town) -> None:
    assert audit.save(by(town), town.pupr) is None
    assert not SettingsChange.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_settingschange SET name = 'x'",
        "DELETE FROM complaints_settingschange",
        "TRUNCATE complaints_settingschange",
    ],
)
def test_the_record_cannot_be_changed(town: t.Town, statement: str) -> None:
    from django.db import connection  # noqa: PLC0415

    change(town, "0536-111")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert SettingsChange.objects.get().name == "Dinas PUPR"


def test_the_page_shows_both_values_and_filters(town: t.Town, sign_in: SignIn) -> None:
    change(town, "0536-111")
    client = sign_in("overseer")
    html = client.get("/kelola/riwayat/").content.decode()
    assert "0536-111" in html
    assert "Verifier Contoh" in html
    hits = {
        query: len(client.get(f"/kelola/riwayat/?{query}").context["rows"])
        for query in (
            "jenis=agency",
            "jenis=officer",
            "tindakan=change",
            "tindakan=close",
            "q=pupr",
            "q=dlh",
            "oleh=verifier",
            "oleh=liaison",
            "kunci=pupr",
            "dari=2020-01-01&sampai=2100-01-01",
            "sampai=2020-01-01",
        )
    }
    assert hits == {
        "jenis=agency": 1,
        "jenis=officer": 0,
        "tindakan=change": 1,
        "tindakan=close": 0,
        "q=pupr": 1,
        "q=dlh": 0,
        "oleh=verifier": 1,
        "oleh=liaison": 0,
        "kunci=pupr": 1,
        "dari=2020-01-01&sampai=2100-01-01": 1,
        "sampai=2020-01-01": 0,
    }


@pytest.mark.parametrize(
    "query", ["setelah=x", "setelah=99999999999999999999", "dari=kemarin", "jenis=%00", "q=%00"]
)
def test_a_bad_value_narrows_nothing(town: t.Town, sign_in: SignIn, query: str) -> None:
    change(town, "0536-111")
    answer = sign_in("verifier").get(f"/kelola/riwayat/?{query}")
    assert (answer.status_code, len(answer.context["rows"])) == (200, 1)


def test_pages_follow_each_other_without_a_gap(town: t.Town, sign_in: SignIn) -> None:
    for number in range(30):
        change(town, f"0536-{number}")
    client, seen, url = sign_in("verifier"), list[str](), "/kelola/riwayat/"
    while url:
        context = client.get(url).context
        seen += [row["columns"][0]["after"] for row in context["rows"]]
        url = context["older"]
    assert seen == [f"0536-{number}" for number in reversed(range(30))]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_reads_a_bounded_number_of_queries(
    town: t.Town, sign_in: SignIn, rows: int, django_assert_num_queries: object
) -> None:
    for number in range(rows):
        change(town, f"0536-{number}")
    client = sign_in("verifier")
    with django_assert_num_queries(QUERIES_OF_HISTORY):  # type: ignore[operator]
        assert len(client.get("/kelola/riwayat/").context["rows"]) == rows


QUERIES_OF_HISTORY = 5
"""Session, user, roles, changes with their people, whether the town copies to SP4N (once a minute)."""
