"""``hand_over_file``: a file of one report for a body outside, its making, its link and its end."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage

from complaints import actions, casefile, links
from complaints.models import CaseFile, Complaint, Reveal
from complaints.reporters import erasure
from complaints.tasks import tend_case_files
from lapor import clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, last_event, record, told

pytestmark = pytest.mark.django_db
State = CaseFile.State
EVERYTHING = [part.value for part in casefile.Part]
NAME = "Rina Penguji"


def asked(town: t.Town, report: Complaint, *parts: str) -> CaseFile:
    return actions.hand_over_file(
        report,
        by=town.overseer,
        recipient="Ombudsman RI Kalteng",
        letter_number="B/12/2026",
        parts=parts,
    )


def made(row: CaseFile) -> CaseFile:
    casefile.make_waiting()
    return CaseFile.objects.get(pk=row.pk)


def unpacked(row: CaseFile) -> dict[str, bytes]:
    with row.file.open("rb") as source, zipfile.ZipFile(io.BytesIO(source.read())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def key_of(row: CaseFile) -> str:
    return casefile.link_of(row).rstrip("/").rpartition("/")[2]


def test_it_is_recorded_and_the_reporter_is_told(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    row = asked(town, report, "talk", "chain")
    event = last_event(report)
    assert record(event) == {
        "verb": "hand_over_file",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "overseer",
        "audience": "reporter",
        "actor": "overseer",
        "agency": "inspektorat",
    }
    assert event.data == {"parts": ["talk", "chain"]}
    assert given.words_of(event) == "Kepada Ombudsman RI Kalteng. Surat nomor B/12/2026."
    assert told(event) == [(report.code, "email")]
    assert (row.state, row.event, row.asked_by) == (State.QUEUED, event, town.overseer)


@pytest.mark.parametrize("who", ["verifier", "liaison", "supervisor", "custodian", "superuser"])
def test_nobody_else_hands_a_report_over(town: t.Town, who: str) -> None:
    report = t.forwarded(town, hides_reporter=True)
    with pytest.raises(actions.Refused):
        actions.hand_over_file(
            report, by=town.people[who], recipient="X", letter_number="1", parts=[]
        )
    assert not CaseFile.objects.exists()


def test_the_file_holds_the_report_and_can_be_checked(town: t.Town, tmp_path: Path) -> None:
    report = t.answered(town)
    row = made(asked(town, report, *EVERYTHING))
    assert (row.state, row.progress) == (State.READY, 100)
    files = unpacked(row)
    assert list(files) == [
        "laporan.pdf",
        "riwayat.json",
        "jejak.json",
        "CARA-MEMERIKSA.txt",
        "berkas/berkas-1.jpg",
        "SHA256SUMS",
    ]
    assert files["SHA256SUMS"].decode().splitlines() == [
        f"{hashlib.sha256(data).hexdigest()}  {name}"
        for name, data in files.items()
        if name != "SHA256SUMS"
    ]
    assert files["laporan.pdf"].startswith(b"%PDF-")
    with default_storage.open(str(row.file.name)) as source:
        assert hashlib.sha256(source.read()).hexdigest() == row.checksum


def test_the_printed_way_to_check_the_chain_works_and_finds_a_change(
    town: t.Town, tmp_path: Path
) -> None:
    files = unpacked(made(asked(town, t.answered(town), *EVERYTHING)))
    text = files["CARA-MEMERIKSA.txt"].decode()
    script = text[text.index("import hashlib") :]
    (tmp_path / "jejak.json").write_bytes(files["jejak.json"])

    def check() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    assert check().stdout.startswith("Rantai utuh.")
    rows = json.loads(files["jejak.json"])
    rows[1]["to"] = "resolved"
    (tmp_path / "jejak.json").write_text(json.dumps(rows))
    assert check().returncode == 1


def test_what_was_not_chosen_is_not_in_it(town: t.Town) -> None:
    report = t.answered(town)
    actions.note(report, by=town.liaison, text="Hanya untuk kita.")
    files = unpacked(made(asked(town, report, "talk")))
    assert list(files) == ["laporan.pdf", "riwayat.json", "CARA-MEMERIKSA.txt", "SHA256SUMS"]
    assert "Hanya untuk kita." not in files["riwayat.json"].decode()
    files = unpacked(made(asked(town, report, "chain")))
    assert json.loads(files["riwayat.json"]) == []
    assert {row["text"] for row in json.loads(files["jejak.json"])} == {None}
    files = unpacked(made(asked(town, report, "talk", "internal")))
    assert "Hanya untuk kita." in files["riwayat.json"].decode()


def book_of(row: CaseFile) -> list[tuple[str, str]]:
    from complaints.casefile.book import for_office  # noqa: PLC0415

    row.complaint = Complaint.objects.for_page().get(pk=row.complaint_id)
    return for_office(row).people


def test_an_open_name_goes_along_where_it_is_chosen(town: t.Town) -> None:
    report = t.forwarded(town)
    assert book_of(asked(town, report, "talk")) == []
    assert book_of(asked(town, report, "name"))[0] == ("Nama", NAME)


def test_a_hidden_name_waits_for_the_custodian(town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    row = asked(town, report, *EVERYTHING)
    assert row.state == State.CONSENT
    assert told(last_event(report)) == [(report.code, "email"), ("custodian", "email")]
    assert made(row).state == State.CONSENT
    assert book_of(row) == []


def test_the_custodian_lets_it_along_with_a_reason(town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    row = asked(town, report, *EVERYTHING)
    actions.let_name_along(row, by=town.custodian, reason="Diminta Ombudsman.")
    event = last_event(report)
    assert (event.verb, event.data) == ("reveal", {"file": str(row.pk)})
    assert given.words_of(event) == "Diminta Ombudsman."
    reveal = Reveal.objects.get()
    assert (reveal.case_file, reveal.until) == (row, event.at)
    row = made(row)
    assert (row.state, row.with_name) == (State.READY, True)
    assert book_of(row)[0] == ("Nama", NAME)
    with pytest.raises(actions.Refused, match="sudah diputuskan"):
        actions.keep_name_back(row, by=town.custodian, reason="Tidak jadi.")


def test_the_custodian_keeps_it_back_with_a_reason(town: t.Town) -> None:
    report = t.forwarded(town, hides_reporter=True)
    row = asked(town, report, *EVERYTHING)
    actions.keep_name_back(row, by=town.custodian, reason="Tidak perlu.")
    event = last_event(report)
    assert (event.verb, event.audience) == ("note", "internal")
    row = made(row)
    assert (row.state, row.with_name, Reveal.objects.count()) == (State.READY, False, 0)
    assert book_of(row) == []
    assert all(NAME.encode() not in data for data in unpacked(row).values())


@pytest.mark.parametrize("who", ["overseer", "verifier", "liaison"])
def test_only_a_custodian_lets_a_name_along(town: t.Town, who: str) -> None:
    row = asked(town, t.forwarded(town, hides_reporter=True), "name")
    with pytest.raises(actions.Refused):
        actions.let_name_along(row, by=town.people[who], reason="Ingin.")
    assert CaseFile.objects.get().state == State.CONSENT


def test_a_file_of_a_report_that_was_sealed_meanwhile_is_not_made(town: t.Town) -> None:
    row = actions.hand_over_file(
        t.forwarded(town), by=town.overseer2, recipient="X", letter_number="1", parts=[]
    )
    Complaint.objects.filter(pk=row.complaint_id).update(is_sealed=True)
    assert made(row).state == State.FAILED


def test_the_link_ends_after_seven_days_and_the_file_goes(town: t.Town) -> None:
    row = made(asked(town, t.forwarded(town), "talk"))
    path, key = row.file.name, key_of(row)
    assert path is not None
    assert row.ends_at is not None
    assert casefile.complaint_of_link(key) == row
    assert casefile.link_of(row).startswith(links.absolute("/penyerahan/"))
    with time_machine.travel(row.ends_at - timedelta(seconds=2), tick=False):
        assert casefile.end_old() == 0
        assert casefile.complaint_of_link(key) == row
    with time_machine.travel(row.ends_at, tick=False):
        assert casefile.complaint_of_link(key) is None
        assert casefile.end_old() == 1
    assert CaseFile.objects.get().state == State.ENDED


def test_a_link_cannot_be_made_up(town: t.Town) -> None:
    row = made(asked(town, t.forwarded(town), "talk"))
    good = key_of(row)
    for key in (row.pk.hex, f"{row.pk.hex}:abc", good[:-1], good.swapcase(), ""):
        assert casefile.complaint_of_link(key) is None


@pytest.mark.django_db(transaction=True)
def test_a_link_taken_back_leaves_the_disk_and_a_note(town: t.Town) -> None:
    report = t.forwarded(town)
    row = made(asked(town, report, "talk"))
    path = str(row.file.name)
    assert default_storage.exists(path)
    actions.revoke_file(row, by=town.overseer)
    assert not default_storage.exists(path)
    assert last_event(report).verb == "note"
    assert casefile.complaint_of_link(key_of(row)) is None
    with pytest.raises(actions.Refused, match="sudah berakhir"):
        actions.revoke_file(row, by=town.overseer)


@pytest.mark.django_db(transaction=True)
def test_erasing_a_report_ends_its_files(town: t.Town) -> None:
    report = t.resolved(town)
    row = made(asked(town, report, "talk", "files"))
    waits = asked(town, report, "talk")
    path = str(row.file.name)
    erasure.erase(report)
    assert not default_storage.exists(path)
    assert {one.state for one in CaseFile.objects.all()} == {State.ENDED}
    assert made(waits).file.name == ""


def test_a_worker_that_died_is_followed_by_another(town: t.Town) -> None:
    row = asked(town, t.forwarded(town), "talk")
    CaseFile.objects.update(state=State.MAKING, started_at=clock.now() - timedelta(minutes=9))
    assert tend_case_files() == 0
    CaseFile.objects.update(started_at=clock.now() - timedelta(minutes=11))
    assert tend_case_files() == 1
    assert CaseFile.objects.get(pk=row.pk).state == State.READY


def test_what_other_reporters_said_is_never_in_it(town: t.Town) -> None:
    main, other = t.forwarded(town), t.forwarded(town)
    actions.merge(other, by=town.verifier, main=main)
    other = Complaint.objects.get(pk=other.pk)
    main = Complaint.objects.get(pk=main.pk)
    actions.write(main, by=t.reporter(other), text="Saya tinggal di nomor 7.")
    files = unpacked(made(asked(town, main, *EVERYTHING)))
    assert all(b"nomor 7" not in data for data in files.values())
