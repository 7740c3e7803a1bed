"""The state machine against the law's table: every verb in every state for every role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django_fsm import has_transition_perm

from complaints import actions
from complaints.law.actors import Actor, Role
from complaints.models import Complaint
from complaints.states import OPEN, State
from complaints.wording import VERB_WORDS
from complaints.workflow import Lifecycle
from lapor import clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At
from tests.complaints.law_table import ON_REQUEST, TABLE, UNSENT, UNTAKEN, Row

pytestmark = pytest.mark.django_db

VERBS = sorted(Lifecycle._meta.get_field("status").transitions[Complaint])
STATES = (UNSENT, *State.values)
PAUSED = (State.NEEDS_INFO, State.MERGED, State.APPEALED)


def unsaved(state: str, columns: dict[str, Any]) -> Complaint:
    """Return a report in ``state`` that stands in no table."""
    values = {"lead_id": 1, "holder_id": 1, "kind": "complaint"} | {
        name: value() if callable(value) else value for name, value in columns.items()
    }
    if state in PAUSED:
        values.setdefault("resume_status", State.RECEIVED)
    return Complaint(status=state, **values)


def may(complaint: Complaint, verb: str, role: Role, *, on_request: str = "") -> bool:
    """Return whether an actor with one role may do ``verb``."""
    allowed: bool = has_transition_perm(
        getattr(complaint, verb),
        Actor(roles=frozenset({role}), on_request=on_request),  # type: ignore[arg-type]
    )
    return allowed


def rows_of(verb: str, state: str) -> list[Row]:
    """Return the lines of the law for a verb in a state."""
    return [row for row in TABLE if row.verb == verb and state in row.sources]


def favourable(verb: str) -> dict[str, Any]:
    """Return all columns under which any line of ``verb`` holds."""
    columns: dict[str, Any] = {}
    for row in TABLE:
        if row.verb == verb:
            columns |= row.given
    return columns


def test_every_verb_of_the_machine_stands_in_the_table_and_has_words() -> None:
    assert sorted({row.verb for row in TABLE}) == VERBS
    assert sorted(VERB_WORDS) == VERBS


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_role_may_exactly_what_the_table_says(verb: str, state: str) -> None:
    rows = rows_of(verb, state)
    if not rows:
        complaint = unsaved(state, favourable(verb))
        assert [role for role in Role if may(complaint, verb, role)] == []
    for row in rows:
        complaint = unsaved(state, row.given)
        assert {role for role in Role if may(complaint, verb, role)} == set(row.roles)


@pytest.mark.parametrize("verb", VERBS)
def test_an_imported_report_that_nobody_took_over_knows_few_verbs(verb: str) -> None:
    for row in (row for row in TABLE if row.verb == verb):
        for state in row.sources:
            complaint = unsaved(state, {**row.given, "imported_in_id": 1})
            may_be = verb in UNTAKEN or state not in OPEN
            allowed = {role for role in Role if may(complaint, verb, role)}
            assert allowed == (set(row.roles) if may_be else set())
            if not may_be:
                actor = Actor(roles=frozenset(row.roles[:1]))
                assert actions.refusal(complaint, verb, actor).startswith("Ambil alih dulu")


@pytest.mark.parametrize("verb", VERBS)
def test_an_officer_asked_by_the_reporter_may_only_these(verb: str) -> None:
    reporters = {Role.REPORTER, Role.MERGED_REPORTER}
    for row in (row for row in TABLE if row.verb == verb):
        wanted = reporters & set(row.roles) if verb in ON_REQUEST else set()
        for state in row.sources:
            complaint = unsaved(state, row.given)
            asked = {role for role in Role if may(complaint, verb, role, on_request="code")}
            assert asked & reporters == wanted


@pytest.mark.parametrize(
    ("row", "state"),
    [pytest.param(row, state, id=f"{row.verb}-{state}") for row in TABLE for state in row.sources],
)
def test_each_verb_leads_where_the_table_says(row: Row, state: str) -> None:
    complaint = unsaved(state, row.given)
    getattr(complaint, row.verb)(**row.call)
    assert complaint.status == row.target(state)


@pytest.mark.parametrize(
    ("row", "state"),
    [pytest.param(row, state, id=f"{row.verb}-{state}") for row in TABLE for state in row.sources],
)
def test_each_allowed_pair_is_walked_for_real(row: Row, state: str, at: At, town: t.Town) -> None:
    complaint = row.start(state)(town)
    before = [event.sequence for event in complaint.events.all()]
    row.walk(town, given.stored(complaint))
    after = given.stored(complaint)
    event = complaint.events.get(verb=row.verb, sequence__gt=len(before) if state else 0)
    assert (after.status, event.from_status, event.to_status) == (
        row.target(state),
        state,
        row.target(state),
    )
    assert event.role in row.roles


LONG_AGO = {"closed_at": lambda: clock.now() - timedelta(days=30, minutes=1)}
RECENT = {"closed_at": lambda: clock.now() - timedelta(days=29)}
DUE = {"resolution_due_at": lambda: clock.now() + timedelta(hours=1)}
PAST = {"resolution_due_at": lambda: clock.now() - timedelta(days=1)}
ASKED = {"extension_asked": clock.today}

REFUSALS: tuple[tuple[str, str, Role, dict[str, Any], str], ...] = (
    ("hand_back", "followed_up", Role.HOLDER, {}, "sudah ditindaklanjuti"),
    ("hand_back", "forwarded", Role.HOLDER, {"followed_up_at": clock.now}, "ditindaklanjuti"),
    ("hand_back", "forwarded", Role.HOLDER, {"hand_backs": 2}, "sudah dua kali dikembalikan"),
    ("hand_back", "forwarded", Role.HOLDER, {"is_binding": True}, "Penerusan terakhir mengikat"),
    ("ask_reporter", "forwarded", Role.HOLDER, {"questions": 1}, "tidak dapat melakukan ini"),
    (
        "ask_reporter",
        "followed_up",
        Role.HOLDER,
        {"questions": 2, "questions_granted": 1},
        "tidak dapat melakukan ini",
    ),
    ("object_to_answer", "answered", Role.REPORTER, {"objections": 2}, "hanya dapat diajukan dua"),
    ("reopen", "resolved", Role.REPORTER, LONG_AGO, "sudah lewat"),
    ("reopen", "resolved", Role.REPORTER, {**RECENT, "reopenings": 2}, "dua kali dibuka kembali"),
    ("appeal", "resolved", Role.REPORTER, {**RECENT, "appeals": 1}, "satu kali"),
    ("appeal", "archived", Role.REPORTER, LONG_AGO, "paling lambat 30 hari"),
    (
        "appeal",
        "answered",
        Role.REPORTER,
        {"answered_at": clock.now, "objections": 1},
        "setelah dua kali keberatan",
    ),
    (
        "complete",
        "archived",
        Role.REPORTER,
        {**LONG_AGO, "archive_reason": "data_missing"},
        "Batas 30 hari",
    ),
    ("complete", "archived", Role.REPORTER, {**RECENT, "archive_reason": "spam"}, "Batas 30"),
    ("request_extension", "forwarded", Role.LEAD, {**DUE, "extensions": 1}, "Tidak ada jangka"),
    ("request_extension", "forwarded", Role.LEAD, PAST, "Tidak ada jangka waktu"),
    ("request_extension", "forwarded", Role.LEAD, {}, "Tidak ada jangka waktu"),
    ("grant_extension", "forwarded", Role.VERIFIER, DUE, "Tidak ada permintaan"),
    ("grant_extension", "forwarded", Role.VERIFIER, {**PAST, **ASKED}, "Tidak ada permintaan"),
    ("refuse_extension", "forwarded", Role.VERIFIER, DUE, "Tidak ada permintaan"),
    ("forward", "verified", Role.VERIFIER, {"is_sealed": True}, "tersegel"),
    ("refer", "received", Role.VERIFIER, {"is_sealed": True}, "tersegel"),
    ("merge", "received", Role.VERIFIER, {"is_sealed": True}, "tersegel"),
    ("merge", "received", Role.VERIFIER, {"merged_count": 1}, "dipisahkan dahulu"),
    ("split", "received", Role.VERIFIER, {"merged_count": 1}, "dipisahkan dahulu"),
    (
        "unmerge",
        "merged",
        Role.VERIFIER,
        {
            "merged_at": lambda: clock.now() - timedelta(days=7, minutes=1),
            "merged_into": lambda: Complaint(status="forwarded"),
        },
        "dalam 7 hari",
    ),
    (
        "unmerge",
        "merged",
        Role.VERIFIER,
        {"merged_at": clock.now, "merged_into": lambda: Complaint(status="resolved")},
        "laporan utamanya masih terbuka",
    ),
    ("reveal", "forwarded", Role.CUSTODIAN, {}, "tidak disembunyikan"),
    ("disclose", "forwarded", Role.REPORTER, {}, "tidak disembunyikan"),
    (
        "disclose",
        "forwarded",
        Role.REPORTER,
        {"hides_reporter": True, "is_disclosed": True},
        "sudah mengizinkan",
    ),
    ("join", "forwarded", Role.JOINER, {}, "tidak dibuka untuk umum"),
    ("join", "forwarded", Role.JOINER, {"published": True, "is_secret": True}, "tidak dibuka"),
    ("join", "forwarded", Role.JOINER, {"published": True, "is_sealed": True}, "tidak dibuka"),
    ("carry_out", "resolved", Role.LEAD, {"outcome": "fixed"}, "bukan laporan yang dijadwalkan"),
)


@pytest.mark.parametrize(
    ("verb", "state", "role", "columns", "sentence"),
    [pytest.param(*one, id=f"{one[0]}-{one[1]}-{one[4]}") for one in REFUSALS],
)
def test_each_limit_refuses_with_its_sentence(
    verb: str, state: str, role: Role, columns: dict[str, Any], sentence: str
) -> None:
    complaint = unsaved(state, columns)
    why_not = actions.refusal(complaint, verb, Actor(roles=frozenset({role})))
    assert sentence in why_not


def test_whoever_asked_goes_on_without_the_answer(town: t.Town) -> None:
    complaint = given.asked_by_agency(town)
    offered = {
        name: "resume" in actions.offered(complaint, given.actor(complaint, person))
        for name, person in given.everyone(town).items()
    }
    assert [name for name, is_offered in offered.items() if is_offered] == [
        "verifier",
        "verifier2",
        "liaison",
    ]


def test_a_wrong_state_says_who_was_faster(at: At, town: t.Town) -> None:
    complaint = t.forwarded(town)
    stale = given.stored(complaint)
    actions.recall(complaint, by=town.verifier, reason="Salah alamat.")
    with pytest.raises(actions.Refused) as refused:
        actions.follow_up(stale, by=town.liaison, text="Sudah ditinjau.")
    assert str(refused.value) == (
        "Tindakan ini tidak mungkin lagi: laporan ini sekarang “Siap diteruskan”. Perubahan "
        "terakhir: ditarik kembali oleh Admin instansi, Senin, 6 Juli 2026 pukul 09.00 WIB."
    )
