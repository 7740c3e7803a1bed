"""The record of events: nobody changes it, and whoever tries is found out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction

from complaints import actions
from complaints.figures import checking, reading
from complaints.models import (
    Attachment,
    Complaint,
    Event,
    EventWords,
    PrivateNumbers,
    Reporter,
    Seal,
)
from complaints.reporters import erasure
from complaints.trail import seals
from lapor.database import as_owner
from tests import town as t
from tests.complaints import given

transactional = pytest.mark.django_db(transaction=True)


def execute(sql: str) -> None:
    """Run one statement as the role that the connection has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def as_tamperer(sql: str) -> None:
    """Run one statement as the owner, with the guard of the events switched off."""
    with as_owner():
        for statement in (
            "ALTER TABLE complaints_event DISABLE TRIGGER USER",
            sql,
            "ALTER TABLE complaints_event ENABLE TRIGGER USER",
        ):
            execute(statement)


UNTIE = "; ".join(
    f"DELETE FROM complaints_{table}"
    for table in (
        "rating",
        "notification",
        "followup",
        "attachment",
        "eventwords",
        "suggestionrecord",
    )
)
"""Takes away what points at events, as a tamperer would have to."""


def verify() -> str:
    """Return what ``verify_events`` says of a record in order."""
    out = io.StringIO()
    call_command("verify_events", stdout=out)
    return out.getvalue().strip()


def flaws() -> list[str]:
    """Return the lines in which ``verify_events`` names what is wrong."""
    out = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("verify_events", stdout=out)
    assert stopped.value.returncode == 1
    return out.getvalue().strip().splitlines()


def sealed_report() -> Complaint:
    """Return a report with six events under a seal."""
    complaint = t.resolved(t.build())
    seals.seal_new()
    return complaint


# -- what the application's role may not do ---------------------------------------------------


FORBIDDEN = (
    "UPDATE {table} SET at = now()",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER append_only",
    "DROP TRIGGER append_only ON {table}",
    "DROP TABLE {table} CASCADE",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
)


@transactional
def test_application_role_cannot_change_events_nor_their_guard() -> None:
    sealed_report()
    before = list(Event.objects.values()), list(Seal.objects.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("lapor_app",)
    for table in ("complaints_event", "complaints_seal"):
        for statement in FORBIDDEN:
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                execute(statement.format(table=table))
    assert (list(Event.objects.values()), list(Seal.objects.values())) == before


@transactional
def test_application_role_cannot_give_itself_the_right() -> None:
    sealed_report()
    execute("GRANT DELETE ON complaints_event TO CURRENT_USER")  # PostgreSQL only warns
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute("DELETE FROM complaints_event")


@transactional
def test_application_role_cannot_switch_triggers_off_for_its_session() -> None:
    sealed_report()
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute("SET session_replication_role = replica")


@transactional
def test_even_the_owner_is_refused_while_the_guard_stands() -> None:
    sealed_report()
    for statement in (
        "UPDATE complaints_event SET verb = 'verify'",
        "DELETE FROM complaints_event",
        "TRUNCATE complaints_event CASCADE",
    ):
        with as_owner(), pytest.raises(DatabaseError, match="append-only"):
            execute(statement)


# -- what the check finds ---------------------------------------------------------------------


@transactional
def test_an_untouched_record_is_in_order() -> None:
    sealed_report()
    assert verify() == "Semua peristiwa utuh."


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "UPDATE complaints_event SET actor_id = NULL WHERE sequence = 3",
            ["#3: isi peristiwa tidak cocok dengan sidiknya"],
        ),
        (
            "UPDATE complaints_event SET data = '{{}}' WHERE sequence = 5",
            ["#5: isi peristiwa tidak cocok dengan sidiknya"],
        ),
        (
            "UPDATE complaints_event SET hash = repeat('0', 64) WHERE sequence = 2",
            [
                "#2: isi peristiwa tidak cocok dengan sidiknya",
                "#3: tidak menyambung ke peristiwa sebelumnya",
                "segel",
            ],
        ),
    ],
)
@transactional
def test_a_tampered_row_is_found(sql: str, found: list[str]) -> None:
    complaint = sealed_report()
    as_tamperer(sql.replace("{{}}", "{}"))
    lines = flaws()
    assert len(lines) == len(found)
    for line, piece in zip(lines, found, strict=True):
        assert piece in line
    assert lines[0].startswith(complaint.code)


@pytest.mark.parametrize(
    ("sequence", "found"),
    [(3, "#4: peristiwa nomor 3 hilang"), (6, ": peristiwa terakhir terpotong")],
    ids=["missing", "cut off"],
)
@transactional
def test_a_missing_and_a_cut_off_row_are_found(sequence: int, found: str) -> None:
    complaint = sealed_report()
    as_tamperer(f"{UNTIE}; DELETE FROM complaints_event WHERE sequence = {sequence}")
    lines = flaws()
    assert f"{complaint.code}{found}" in lines
    assert any("peristiwa di dalam segel berubah atau hilang" in line for line in lines)


@transactional
def test_changed_words_are_found() -> None:
    complaint = sealed_report()
    EventWords.objects.filter(event__verb="answer").update(text="Tidak pernah dijanjikan.")
    assert flaws() == [f"{complaint.code}#5: kata-kata peristiwa berubah"]


@transactional
def test_a_whole_report_cut_back_with_its_own_counters_is_found_by_the_seal() -> None:
    complaint = sealed_report()
    fifth = Event.objects.get(complaint=complaint, sequence=5)
    as_tamperer(f"{UNTIE}; DELETE FROM complaints_event WHERE sequence = 6")
    Complaint.objects.update(event_count=5, last_hash=fifth.hash)
    lines = [line for line in flaws() if "kata-kata" not in line]
    assert [line.partition(": ")[2] for line in lines] == [
        "peristiwa di dalam segel berubah atau hilang"
    ]


# -- lawful erasure ---------------------------------------------------------------------------


@transactional
def test_record_still_verifies_after_a_lawful_erasure() -> None:
    town = t.build()
    complaint = t.resolved(town, numbers="6271010101900001")
    seals.seal_new()
    erased = erasure.erase(complaint)
    seals.seal_new()
    assert verify() == "Semua peristiwa utuh."
    last = erased.events.order_by("-sequence")[0]
    assert (last.verb, last.role, last.data) == ("note", "system", {"erased": True})


@transactional
def test_erasure_leaves_no_words_contact_numbers_or_files() -> None:
    town = t.build()
    complaint = t.resolved(town, numbers="6271010101900001")
    paths = [file.file.path for file in Attachment.objects.all()]
    erasure.erase(complaint)
    row = Complaint.objects.get(pk=complaint.pk)
    reporter = Reporter.objects.get(complaint=row)
    assert (row.title, row.text, row.public_title, row.public_text, row.place_text) == (
        erasure.ERASED,
        erasure.ERASED,
        "",
        "",
        "",
    )
    assert set(EventWords.objects.values_list("text", "salt")) == {("", "")}
    assert (bytes(reporter.email_encrypted), reporter.email_hmac) == (b"", "")
    assert not PrivateNumbers.objects.exists()
    assert paths
    assert not any(Path(path).exists() for path in paths)


@transactional
def test_figures_keep_an_erased_report() -> None:
    complaint = t.resolved(t.build())
    before = reading.total(given.EVER)
    erasure.erase(complaint)
    assert reading.total(given.EVER) == before
    assert list(checking.flaws()) == []


@transactional
def test_sealing_twice_seals_nothing_twice() -> None:
    sealed_report()
    assert seals.seal_new() == 0
    actions.submit(t.filing(), token="lain")
    assert seals.seal_new() == 1
    assert [seal.event_count for seal in Seal.objects.all()] == [6, 1]
