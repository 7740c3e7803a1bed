"""``merge``: the same trouble told twice goes on under one main report."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["received", "verified", "forwarded", "followed_up"])
def test_it_stops_every_clock_and_tells_its_reporter(at: At, town: t.Town, state: str) -> None:
    main = t.forwarded(town)
    report = actions.merge(given.STATES[state](town), by=town.verifier, main=main)
    event = last_event(report)
    assert record(event) == {
        "verb": "merge",
        "from_status": state,
        "to_status": "merged",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {}
    assert told(event) == [(report.code, "email")]
    assert (report.merged_into, report.resume_status) == (main, state)
    assert given.stored(main).merged_count == 1


def test_the_main_report_is_open(at: At, town: t.Town) -> None:
    closed = [t.resolved(town), given.archived(town), given.merged(town)]
    sentences = {given.refusal_of(partial(given.merged, town, main)) for main in closed}
    assert sentences == {"Laporan utama harus masih terbuka dan tidak sedang digabung."}


def test_a_report_is_not_merged_into_itself(at: At, town: t.Town) -> None:
    report = t.submit()
    sentence = given.refusal_of(lambda: actions.merge(report, by=town.verifier, main=report))
    assert sentence == "Laporan tidak dapat digabung dengan dirinya sendiri."


@pytest.mark.parametrize(
    ("own", "main"),
    [({"is_secret": True}, {}), ({}, {"is_secret": True}), ({}, {"misconduct": "yes"})],
)
def test_both_have_the_same_secrecy(
    at: At, town: t.Town, own: dict[str, Any], main: dict[str, Any]
) -> None:
    sentence = given.refusal_of(
        lambda: actions.merge(t.submit(**own), by=town.verifier, main=t.submit(**main))
    )
    assert sentence == "Laporan rahasia hanya dapat digabung dengan laporan rahasia."


def test_secret_ones_merge_with_each_other(at: At, town: t.Town) -> None:
    assert given.merged(town, t.submit(is_secret=True), is_secret=True).status == "merged"


def test_chains_are_refused(at: At, town: t.Town) -> None:
    main = t.submit()
    given.merged(town, main)
    sentence = given.refusal_of(lambda: actions.merge(main, by=town.verifier, main=t.submit()))
    assert sentence == "Laporan yang sudah digabung ke sini harus dipisahkan dahulu."


def test_the_figures_count_it_as_its_main_report(at: At, town: t.Town) -> None:
    main = t.forwarded(town)
    given.merged(town, main)
    actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert given.counted() == {"answered": 2}


def test_a_merged_reporter_keeps_the_rights_that_are_not_the_main_ones(
    at: At, town: t.Town
) -> None:
    main = t.forwarded(town)
    child = given.merged(town, main)
    main = actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert actions.offered(main, given.actor(main, t.reporter(child))) == [
        "object_to_answer",
        "write",
    ]
    main = actions.confirm(main, by=t.reporter(main))
    assert actions.offered(main, given.actor(main, t.reporter(child))) == ["reopen", "appeal"]


def test_the_reporter_of_another_report_has_no_rights(at: At, town: t.Town) -> None:
    main, stranger = t.answered(town), t.submit()
    assert actions.offered(main, given.actor(main, t.reporter(stranger))) == []


def test_only_verifiers_merge(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.forwarded(town), "merge") == ["verifier", "verifier2"]
