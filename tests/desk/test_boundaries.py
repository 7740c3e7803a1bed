"""Lines that no combination of seats, moves and detours crosses: hidden names, seals, approval."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agencies import substitutes
from agencies.models import Agency, Officer
from complaints import actions
from complaints.actions import Refused, drafting
from complaints.law.actors import Role
from complaints.law.roles import actor_on
from complaints.manage.agencies import closing
from complaints.manage.officers import naming
from complaints.models import AnswerDraft, Complaint, Incident, IncidentReport
from complaints.together import incidents
from complaints.trail.audit import By
from lapor import clock
from tests import town as t
from tests.desk.conftest import SignIn


def draft_of(report: Complaint) -> int:
    return AnswerDraft.objects.filter(complaint=report).latest("pk").pk


def test_a_scanned_letter_of_a_hidden_reporter_is_closed_to_the_agency(
    town: t.Town, sign_in: SignIn
) -> None:
    filing = t.filing(channel="letter", hides_reporter=True)
    files = [t.photo("surat.jpg")]
    report, _ = actions.submit(filing, token="surat", by=town.clerk, role=Role.CLERK, files=files)
    actions.verify_and_forward(
        report,
        by=town.verifier,
        verification=t.verification(town, working_text="Jalan rusak."),
        routing={"lead": town.pupr},
    )
    letter = report.attachments.get()
    assert str(letter.pk) not in sign_in("liaison").get(f"/meja/{report.code}/").content.decode()
    assert sign_in("liaison").get(f"/berkas/{letter.pk}/").status_code == 404
    assert b"".join(sign_in("clerk").get(f"/berkas/{letter.pk}/"))


def test_a_custodian_gets_no_seat_lent(town: t.Town) -> None:
    both, away = t.person("both"), t.person("away")
    Officer.objects.create(user=both, agency=town.setda, role=Officer.Role.SUPERVISOR)
    seat = Officer.objects.create(user=away, agency=town.setda, role=Officer.Role.LIAISON)
    today = clock.today()
    substitutes.appoint(seat, both, by=away, starts_on=today, ends_on=today + timedelta(days=5))
    naming.give(By(town.overseer, "overseer"), both, town.setda, Officer.Role.CUSTODIAN)
    report = actions.verify_and_forward(
        t.submit(hides_reporter=True),
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.setda},
    )
    assert actor_on(report, both).roles == {Role.SUPERVISOR, Role.CUSTODIAN}


def test_an_incident_forwards_no_hidden_title_unread(town: t.Town) -> None:
    title = "Laporan Ibu Rina Penguji 081234567890"
    report = t.submit(title=title, text="Banjir besar sekali di depan pasar.", hides_reporter=True)
    incident = Incident.objects.create(
        name="Banjir",
        category=town.jalan,
        since=clock.today(),
        opened_by=town.verifier,
        opened_at=clock.now(),
    )
    IncidentReport.objects.create(
        incident=incident, complaint=report, added_by=town.verifier, added_at=clock.now()
    )
    asked = {"incident": incident.pk, "lead": town.pupr.pk, "category": town.jalan.pk}
    with pytest.raises(Refused, match="verifikasi laporan ini sendiri"):
        incidents.act(
            "verify_and_forward",
            report,
            by=town.verifier,
            asked={**asked, "publication": "public"},
            words="Genangan.",
        )


def test_what_a_cleared_title_hid_is_not_found(town: t.Town, sign_in: SignIn) -> None:
    report = t.submit(
        title="Keluhan Santoso", text="Banjir besar di depan pasar.", hides_reporter=True
    )
    actions.verify_and_forward(
        report,
        by=town.verifier,
        verification=t.verification(town, title="Banjir di pasar", public_text="Banjir"),
        routing={"lead": town.pupr},
    )
    client = sign_in("liaison")
    for word, found in (("Santoso", False), ("Banjir", True)):
        rows = client.get("/meja/", {"q": word, "daftar": "semua"}).context["rows"]
        assert [row.code for row in rows] == [report.code] * found


def test_a_sealed_report_stays_away_from_an_office_whose_unit_moves(town: t.Town) -> None:
    unit = Agency.objects.create_under(
        code="seksi", name="Seksi", short_name="Seksi", kind="unit", parent=town.diskominfo
    )
    report = t.submit(misconduct="yes", sealed_against=unit)
    for move in (False, True):
        if move:
            closing.move(unit, town.setda, by=By(town.verifier, "verifier"))
        seen = Complaint.objects.visible_to(town.verifier).filter(pk=report.pk)
        assert not seen.exists()


def test_the_head_of_a_unit_below_approves_nothing_of_the_office(town: t.Town) -> None:
    head = t.person("unithead")
    Officer.objects.create(user=head, agency=town.upt, role=Officer.Role.SUPERVISOR)
    report = actions.delegate(t.forwarded(town), by=town.liaison, unit=town.upt)
    said = drafting.content_of(t.reply(outcome="refused", legal_basis="Pasal 5"))
    report = actions.submit_draft(report, by=town.liaison, verb="answer", content=said)
    with pytest.raises(Refused):
        actions.approve(report, by=head, draft=draft_of(report))
    assert actions.approve(report, by=town.supervisor, draft=draft_of(report)).status == "answered"


def test_a_draft_meets_the_policy_of_the_day_it_goes_out(town: t.Town) -> None:
    content = {"text": "Sudah ditinjau.", "audience": "public"}
    report = actions.submit_draft(
        t.forwarded(town), by=town.operator, verb="follow_up", content=content
    )
    Agency.objects.filter(pk=town.pupr.pk).update(approval=Agency.Approval.ALL)
    with pytest.raises(Refused):
        actions.approve(report, by=town.liaison, draft=draft_of(report))


def test_who_asked_for_a_file_does_not_open_the_name_for_it(town: t.Town) -> None:
    naming.give(
        By(town.overseer2, "overseer"), town.overseer, town.inspektorat, Officer.Role.CUSTODIAN
    )
    file = actions.hand_over_file(
        t.forwarded(town, hides_reporter=True),
        by=town.overseer,
        recipient="Ombudsman RI",
        letter_number="7/ORI",
        parts=["name"],
    )
    with pytest.raises(Refused, match="kustodian lain"):
        actions.let_name_along(file, by=town.overseer, reason="Diminta.")


def test_the_agency_is_not_told_who_opened_a_name_and_why(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town, hides_reporter=True)
    actions.reveal(report, by=town.custodian, reason="Diminta pengadilan.")
    for who, told in (("liaison", False), ("verifier", True)):
        pages = [
            sign_in(who).get(f"/meja/{report.code}/{page}").content.decode()
            for page in ("", "diberi-tahu/", "intip/")
        ]
        assert any("Custodian Contoh" in page for page in pages) is told
        assert any("Diminta pengadilan." in page for page in pages) is told


def test_presence_names_nobody_who_only_watches(town: t.Town, sign_in: SignIn) -> None:
    Officer.objects.create(user=town.overseer, agency=town.inspektorat, role=Officer.Role.LIAISON)
    report = t.forwarded(town, hides_reporter=True)
    sign_in("overseer").post(f"/meja/{report.code}/hadir/")
    page = sign_in("liaison").post(f"/meja/{report.code}/hadir/").content.decode()
    assert "Overseer" not in page


def test_the_admin_does_not_change_where_a_password_is_sent(town: t.Town, sign_in: SignIn) -> None:
    page = sign_in("superuser").get(f"/admin/accounts/user/{town.custodian.pk}/change/")
    assert page.status_code == 200
    assert 'name="email"' not in page.content.decode()
