"""``refer``: a body outside the town must handle it, and the town watches."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["received", "verified"])
def test_it_stops_the_towns_clocks_and_watches_the_other_body(
    at: At, town: t.Town, state: str
) -> None:
    report = actions.refer(
        given.STATES[state](town),
        by=town.verifier,
        body=given.outside(town),
        reference="B-12/2026",
        words="Jalan provinsi.",
        shares_contact=True,
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "refer",
        "from_status": state,
        "to_status": "referred",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert clocks(report) == {"outside": "2026-07-24 16:00"}
    assert told(event) == [(report.code, "email")]
    assert (report.outside_body, report.outside_ref) == (town.outside, "B-12/2026")
    assert event.data["contact_shared"] is True


def test_a_number_or_letter_is_needed_unless_the_reporter_must_go(at: At, town: t.Town) -> None:
    body = given.outside(town)
    sentence = given.refusal_of(
        lambda: actions.refer(t.submit(), by=town.verifier, body=body, words="Provinsi.")
    )
    assert sentence == "Isi nomor laporan di instansi itu, atau nomor dan tanggal surat."
    body.in_person = True
    body.save()
    report = actions.refer(t.submit(), by=town.verifier, body=body, words="Datang ke kantor.")
    assert report.status == "referred"


def test_a_body_that_is_not_used_any_more_cannot_be_chosen(at: At, town: t.Town) -> None:
    body = given.outside(town)
    body.is_active = False
    sentence = given.refusal_of(
        lambda: actions.refer(
            t.submit(), by=town.verifier, body=body, reference="B-1", words="Provinsi."
        )
    )
    assert sentence == "Instansi luar ini tidak dipakai lagi. Pilih yang lain."


def test_after_a_hand_back_it_stops_reforward(at: At, town: t.Town) -> None:
    recalled = actions.recall(t.forwarded(town), by=town.verifier, reason="Bukan kota.")
    report = actions.refer(
        recalled, by=town.verifier, body=given.outside(town), reference="B-1", words="Provinsi."
    )
    assert clocks(report) == {"outside": "2026-07-24 16:00"}


def test_only_verifiers_refer(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.submit(), "refer") == ["verifier", "verifier2"]
