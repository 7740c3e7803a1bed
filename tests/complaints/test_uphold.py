"""``uphold``: the overseer decides for the reporter."""

from __future__ import annotations

import pytest

from complaints import actions
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def test_the_agency_is_bound_and_starts_anew(at: At, town: t.Town) -> None:
    report = given.objected(town, 2)
    report = actions.appeal(report, by=t.reporter(report), text="Tidak dijawab.")
    at("2026-07-08 10:00")
    report = actions.uphold(
        report, by=town.overseer, reason="Belum dijawab.", lead=town.dlh, instruction="Tambal."
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "uphold",
        "from_status": "appealed",
        "to_status": "forwarded",
        "role": "decider",
        "audience": "reporter",
        "actor": "overseer",
        "agency": "inspektorat",
    }
    assert clocks(report) == {
        "first_follow_up": "2026-07-15 16:00",
        "resolution": "2026-07-28 16:00",
    }
    assert told(event) == [
        (report.code, "email"),
        ("co_liaison", "digest"),
        ("liaison", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    assert (report.is_binding, report.outcome, report.resume_status) == (True, "", "")
    assert given.holding(report) == ("dlh", "dlh")
    assert given.parts(report) == [("dlh", "lead")]
    sentence = given.refusal_of(
        lambda: actions.hand_back(
            report, by=town.co_liaison, reason="wrong_area", words="Bukan kami."
        )
    )
    assert sentence == "Laporan ini sudah dua kali dikembalikan. Penerusan terakhir mengikat."


def test_a_wrong_archive_goes_back_to_verification(at: At, town: t.Town) -> None:
    report = given.appealed(town)
    at("2026-07-08 10:00")
    report = actions.uphold(report, by=town.overseer, reason="Ini bukan perkara.")
    assert report.status == "verified"
    assert clocks(report) == {"verification": "2026-07-13 16:00"}
    assert (report.archive_reason, report.closed_at, report.is_binding) == ("", None, False)
    report = actions.forward(report, by=town.verifier, lead=town.pupr)
    assert clocks(report) == {
        "first_follow_up": "2026-07-15 16:00",
        "resolution": "2026-07-28 16:00",
    }


def test_only_overseers_of_the_inspectorate_who_never_acted_decide(at: At, town: t.Town) -> None:
    report = given.archived(town)
    actions.note(report, by=town.overseer, text="Sudah saya lihat.")
    report = actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    assert given.offered_to(town, report, "uphold") == ["overseer2"]
    sentence = given.refusal_of(
        lambda: actions.uphold(report, by=town.overseer, reason="Pelapor benar.")
    )
    assert sentence == given.NOT_YOURS


def test_if_nobody_is_left_the_secretariat_decides(at: At, town: t.Town) -> None:
    report = given.archived(town)
    for overseer in (town.overseer, town.overseer2):
        actions.note(report, by=overseer, text="Sudah saya lihat.")
    report = actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    assert given.offered_to(town, report, "uphold") == ["secretary"]
    assert ("secretary", "email") in told(last_event(report))
    assert actions.uphold(report, by=town.secretary, reason="Pelapor benar.").status == "verified"


def test_an_overseer_does_not_decide_on_an_own_report(at: At, town: t.Town) -> None:
    report, _ = actions.submit(t.filing(), token="sendiri", by=town.overseer)
    report = actions.archive(report, by=town.verifier, reason="in_court", words="Sidang.")
    report = actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    assert given.offered_to(town, report, "uphold") == ["overseer2"]


def test_an_appeal_about_the_inspectorate_is_decided_by_the_secretariat(
    at: At, town: t.Town
) -> None:
    town.verifier.officers.update(sees_sealed=True)
    report = t.submit(misconduct="yes", sealed_against=town.dlh)
    report = actions.archive(report, by=town.verifier, reason="in_court", words="Sidang.")
    report = actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    assert given.offered_to(town, report, "uphold") == ["overseer"]
    about_inspectors = t.submit(misconduct="yes", sealed_against=town.inspektorat)
    about_inspectors = actions.withdraw(about_inspectors, by=t.reporter(about_inspectors))
    about_inspectors = actions.appeal(
        about_inspectors, by=t.reporter(about_inspectors), text="Saya ditekan."
    )
    assert given.offered_to(town, about_inspectors, "uphold") == ["secretary"]
    assert told(last_event(about_inspectors)) == [
        (about_inspectors.code, "email"),
        ("secretary", "email"),
    ]


def test_a_sealed_report_is_not_sent_to_an_agency_by_a_decision(at: At, town: t.Town) -> None:
    report = t.submit(misconduct="yes", sealed_against=town.dlh)
    report = actions.archive(report, by=town.verifier, reason="in_court", words="Sidang.")
    report = actions.appeal(report, by=t.reporter(report), text="Tidak adil.")
    sentence = given.refusal_of(
        lambda: actions.uphold(report, by=town.overseer, reason="Benar.", lead=town.pupr)
    )
    assert sentence == "Laporan tersegel tidak diteruskan ke instansi."


def test_an_agency_without_a_liaison_cannot_be_bound(at: At, town: t.Town) -> None:
    sentence = given.refusal_of(
        lambda: actions.uphold(
            given.appealed(town), by=town.overseer, reason="Benar.", lead=town.setda
        )
    )
    assert sentence == "Instansi tanpa pejabat penghubung yang aktif tidak dapat dipilih."
