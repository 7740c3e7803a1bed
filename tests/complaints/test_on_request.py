"""What an officer at a counter does for a reporter who asks for it, proved by code or by letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from complaints import actions, casefile, on_request, privacy
from complaints.actions import OnRequest, Proof
from complaints.casefile.book import for_office
from complaints.desk.report import history
from complaints.law.roles import actor_on
from complaints.models import Attachment, Complaint, Notification
from complaints.privacy import Contact
from complaints.reporters import receipts
from complaints.states import Audience
from complaints.telling import outbox
from complaints.trail.timeline import Story, for_public, for_reporter
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, last_event, record, refusal_of, told

pytestmark = pytest.mark.django_db

ACTS: dict[str, tuple[Callable[[t.Town], Complaint], dict[str, Any]]] = {
    "write": (t.forwarded, {"text": "Makin besar."}),
    "complete": (given.asked_by_agency, {"text": "Di depan pasar besar."}),
    "object_to_answer": (t.answered, {"text": "Masih berlubang."}),
    "reopen": (t.resolved, {"text": "Rusak lagi."}),
    "appeal": (given.archived, {"text": "Ini bukan perkara."}),
    "withdraw": (t.forwarded, {}),
}
SAID_TO_OFFICERS = "Atas permintaan pelapor, dicatat oleh petugas Verifier Contoh (Diskominfo)"
SAID_TO_REPORTER = "Atas permintaan pelapor, dicatat oleh petugas Diskominfo"


def asks(
    complaint: Complaint, officer: Any, proof: Proof = Proof.CODE, **more: Any
) -> actions.OnRequest:
    """Return an officer whom the reporter of ``complaint`` asked."""
    return OnRequest(complaint.pk, officer, proof, **more)


@pytest.mark.parametrize("proof", list(Proof))
@pytest.mark.parametrize("verb", list(ACTS))
def test_each_act_by_each_proof_says_who_wrote_it_down(
    verb: str, proof: Proof, at: At, town: t.Town
) -> None:
    start, arguments = ACTS[verb]
    report = start(town)
    letter = (t.photo("surat.jpg"),) if proof == Proof.LETTER else ()
    by = asks(report, town.verifier, proof, letter=letter)
    report = getattr(actions, verb)(report, by=by, **arguments)
    event = last_event(report)
    assert (event.verb, event.role, event.actor, event.agency) == (
        verb,
        "reporter",
        town.verifier,
        town.diskominfo,
    )
    kept: dict[str, str | list[str]] = {"proof": proof.value}
    if letter:
        kept["letter"] = [letter[0].checksum]
    assert event.data["on_request"] == kept
    assert [(file.name, file.audience) for file in event.attachments.all()] == [
        ("surat.jpg", "internal") for _ in letter
    ]
    row = Notification.objects.select_related("reporter").get(event=event, reporter__isnull=False)
    assert row.reporter is not None
    assert (row.template, row.reporter.complaint_id) == ("on_request", report.pk)
    (officers,) = history.entries([event], report.code)
    assert (officers.who, officers.files) == (SAID_TO_OFFICERS, [])
    assert ("Bukti permintaan", proof.label) in officers.details
    mine = for_reporter(Story.of(report), report)[-1]
    assert (mine.who, mine.mine, mine.files) == (SAID_TO_REPORTER, True, [])
    assert SAID_TO_REPORTER not in [entry.who for entry in for_public(Story.of(report))]


def test_the_reporter_learns_of_it_and_who_is_told_stays_the_same(
    at: At, town: t.Town, mailoutbox: list[Any]
) -> None:
    report = t.answered(town)
    at("2026-07-07 09:00")
    outbox.deliver()
    at("2026-07-08 09:00")
    mailoutbox.clear()
    report = actions.object_to_answer(report, by=asks(report, town.clerk), text="Belum.")
    assert told(last_event(report)) == [
        (report.code, "email"),
        ("liaison", "email"),
        ("supervisor", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    outbox.deliver()
    (letter,) = [mail for mail in mailoutbox if mail.to == ["rina@warga.example"]]
    assert letter.subject.startswith("Petugas loket Dinas PUPR mencatat atas permintaan Anda")
    assert "dinyatakan belum selesai. Buktinya: kode tanda terima." in letter.body
    assert "Bukan Anda yang meminta?" in letter.body


def test_an_end_that_a_clerk_wrote_down_silences_no_message(
    at: At, town: t.Town, mailoutbox: list[Any]
) -> None:
    report = t.submit()
    outbox.deliver()
    mailoutbox.clear()
    at("2026-07-06 21:00")  # too late in the day for a message
    actions.write(report, by=asks(report, town.clerk), text="Tolong dicabut saja.")
    actions.withdraw(given.stored(report), by=asks(report, town.clerk))
    at("2026-07-07 09:00")
    outbox.deliver()
    (letter,) = [mail for mail in mailoutbox if mail.to == ["rina@warga.example"]]
    assert "pesan dikirim" in letter.body
    assert "laporan dicabut" in letter.body


def test_a_merged_reporter_is_told_alone(at: At, town: t.Town) -> None:
    main = t.answered(town)
    child = given.merged(town, t.forwarded(town))
    main = child.merged_into  # type: ignore[assignment]
    main = actions.write(main, by=asks(child, town.clerk), text="Di sini juga.")
    event = last_event(main)
    assert (event.role, event.data["merged"]) == ("merged_reporter", child.pk)
    assert told(event) == [(child.code, "email"), ("liaison", "email")]
    (entry,) = history.entries([event], main.code)
    assert entry.who.startswith("Atas permintaan pelapor laporan gabungan, dicatat oleh petugas")
    letter = asks(child, town.verifier, Proof.LETTER, letter=(t.photo(),))
    assert refusal_of(lambda: actions.write(main, by=letter, text="Lagi.")) == given.NOT_YOURS


def test_what_only_the_reporter_decides_is_refused(at: At, town: t.Town) -> None:
    report = t.answered(town, hides_reporter=True)
    by: Any = asks(report, town.verifier)
    for act in (actions.confirm, actions.disclose):
        assert refusal_of(lambda act=act: act(report, by=by)) == given.NOT_YOURS  # type: ignore[misc]
    actor = actor_on(report, by)
    assert actions.offered(report, actor) == ["object_to_answer", "write", "withdraw"]
    assert not privacy.may_read_name(report, actor)
    assert privacy.contact_for(report, actor) is None


@pytest.mark.parametrize("who", ["liaison", "operator", "overseer", "custodian", "superuser"])
def test_only_who_works_at_a_counter_may(who: str, at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    by = asks(report, town.people[who])
    assert refusal_of(lambda: actions.write(report, by=by, text="x")) == given.NOT_YOURS


def test_a_letter_counts_only_where_it_gives_no_name_away(at: At, town: t.Town) -> None:
    photo = (t.photo(),)
    missing = asks(t.submit(), town.verifier, Proof.LETTER)
    report = Complaint.objects.get(pk=missing.complaint_id)
    assert "Unggah pindaian" in refusal_of(lambda: actions.write(report, by=missing, text="x"))
    for row, officer in (
        (t.submit(), town.clerk),
        (t.submit(hides_reporter=True), town.verifier),
        (t.submit(misconduct="yes"), town.verifier),
    ):
        letter = asks(row, officer, Proof.LETTER, letter=photo)
        said = refusal_of(lambda row=row, letter=letter: actions.write(row, by=letter, text="x"))  # type: ignore[misc]
        assert said == given.NOT_YOURS
        by_code = asks(row, officer)
        actions.write(row, by=by_code, text="Ini pelapornya.")
        assert last_event(row).data["on_request"] == {"proof": "code"}


def test_an_erased_report_is_nobodys(at: At, town: t.Town) -> None:
    report, _ = actions.submit(t.filing(), token="token-of-erased")
    receipt = receipts.receipt_of("token-of-erased")
    assert on_request.asked_by_code(report.code, receipt) == report
    report.reporter.erased_at = report.created_at
    report.reporter.save(update_fields=["erased_at"])
    assert on_request.asked_by_code(report.code, receipt) is None


def test_the_letter_is_for_who_may_read_the_name(at: At, town: t.Town, client: Any) -> None:
    report = actions.verify_and_forward(
        t.submit(contact=Contact(name="Rina Penguji", email="", phone="+6281234567890")),
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr, "readers": [town.dinsos]},
    )
    by = asks(report, town.verifier, Proof.LETTER, letter=(t.photo("surat.jpg"),))
    actions.write(report, by=by, text="Makin besar.")
    event = last_event(report)
    file: Attachment = event.attachments.get()
    assert record(event)["audience"] == Audience.REPORTER
    got = {}
    for who in ("verifier", "liaison", "other_liaison"):
        client.force_login(town.people[who])
        answer = client.get(f"/berkas/{file.pk}/")
        got[who] = answer.status_code
        assert answer.getvalue()  # read to the end, which closes the file
        page = client.get(f"/meja/{report.code}/").content.decode()
        assert ("surat.jpg" in page) is (who != "other_liaison")
        assert client.get(f"/meja/{report.code}/foto/{file.pk}/").status_code == 404
    assert got == {"verifier": 200, "liaison": 200, "other_liaison": 404}
    row = actions.hand_over_file(
        report,
        by=town.overseer,
        recipient="Ombudsman",
        letter_number="1",
        parts=list(casefile.Part),
    )
    book = for_office(row)
    assert file.checksum not in [one.file.checksum for one in book.enclosed]
    assert SAID_TO_OFFICERS in [line.who for line in book.lines]
    assert Notification.objects.get(event=event, reporter__isnull=False).channel == "call"
