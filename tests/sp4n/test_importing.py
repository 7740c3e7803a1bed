"""Taking an export in: the right reports, once, without a clock, a message or a word too many."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from accounts.models import User
from agencies.models import AgencyAlias
from complaints import actions
from complaints.figures import checking, folding, reading
from complaints.law.actors import Role
from complaints.models import (
    Assignment,
    Complaint,
    Deadline,
    Delivery,
    Event,
    ImportRun,
    NationalRecord,
    Notification,
    PublicWordsDelta,
    SettingsChange,
)
from complaints.reporters import erasure
from complaints.sp4n import runs, taking_in, writing
from complaints.states import OPEN, State
from tests import town as t
from tests.complaints import given
from tests.sp4n import files
from tests.sp4n.steps import counts, file_of, imported, looked_through, report

SENT = datetime(2024, 9, 23, 0, 41, 43, tzinfo=ZoneInfo("Asia/Jakarta"))
READY, DONE, FAILED = ImportRun.State.READY, ImportRun.State.DONE, ImportRun.State.FAILED


def test_a_line_becomes_a_report_with_all_it_says(tmp_path: Path, town: t.Town) -> None:
    row = files.row(7000001, agency="Dinas PUPR Kota Palangkaraya", final_text="Disunting.")
    run = imported(file_of(tmp_path, row), town)
    assert (run.state, counts(run)) == (DONE, {"created": 1})
    one = report(7000001)
    assert (one.status, one.kind, one.channel) == ("resolved", "complaint", "web")
    assert (one.lead, one.holder, one.region) == (town.pupr, town.pupr, town.langkai)
    assert (one.title, one.text) == (row[7], row[8])
    assert (one.working_text, one.public_text) == ("Disunting.", "")
    assert (one.created_at, one.imported_in, one.taken_over_at) == (SENT, run, None)
    assert (one.published, one.publication, one.needs_inspection) == (False, "pending", False)
    record = one.national_record
    assert (record.row, record.closed_by) == (2, "system")
    assert record.cells["klass"] == "Pengaduan Tidak Berkadar Pengawasan"
    assert Assignment.objects.get(complaint=one, ended_at=None).agency == town.pupr


def test_an_import_starts_no_clock_and_sends_nothing(tmp_path: Path, town: t.Town) -> None:
    states = ("Belum Terverifikasi", "(Terdisposisi) Belum Ditindaklanjuti", "Konten Terblokir")
    rows = [files.row(n, status=s, agency="Dinas PUPR") for n, s in enumerate(states, start=1)]
    imported(file_of(tmp_path, *rows), town)
    assert Complaint.objects.count() == 3
    for model in (Deadline, Notification, Delivery, PublicWordsDelta):
        assert not model.objects.exists(), model
    assert not Complaint.objects.filter(next_due_at__isnull=False).exists()


def test_the_chain_of_an_imported_report_holds(tmp_path: Path, town: t.Town) -> None:
    path = file_of(tmp_path, files.row(1), files.row(2))
    imported(path, town)
    imported(file_of(tmp_path, files.row(1, status="Diarsipkan oleh Admin")), town)
    told = list(Event.objects.filter(complaint=report(1)).order_by("sequence"))
    assert [(one.verb, one.from_status, one.to_status) for one in told] == [
        ("import", "", "resolved"),
        ("renew", "resolved", "archived"),
    ]
    assert (told[0].actor, told[0].role) == (town.verifier, Role.SYSTEM)
    call_command("verify_events")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"status": "Belum Terverifikasi"}, ("received", "", None)),
        ({"status": "Menunggu Kelengkapan Informasi"}, ("needs_info", "forwarded", "pupr")),
        (
            {"status": "Menunggu Kelengkapan Informasi", "agency": None},
            ("needs_info", "received", None),
        ),
        ({"status": "(Terdisposisi) Belum Ditindaklanjuti"}, ("forwarded", "", "pupr")),
        ({"status": "Sedang Ditindaklanjuti"}, ("followed_up", "", "pupr")),
        ({"status": "Sedang Ditindaklanjuti", "agency": None}, ("verified", "", None)),
        ({"status": "Diarsipkan oleh Pelapor"}, ("archived", "", "pupr")),
    ],
)
def test_states_come_with_what_our_law_needs(
    tmp_path: Path, town: t.Town, cells: dict[str, Any], found: tuple[Any, ...]
) -> None:
    row = files.row(1, **{"agency": "Dinas PUPR", "agency_id": None, **cells})
    imported(file_of(tmp_path, row), town)
    one = report(1)
    code = one.lead.code if one.lead else None
    assert (one.status, one.resume_status, code) == found
    assert one.holder == one.lead
    assert one.was_forwarded == bool(one.lead)


@pytest.mark.parametrize(
    ("district", "ward", "words"),
    [
        ("Kec. Pahandut", "KEL. LANGKAI", None),
        (None, "langkai", None),
        ("PAHANDUT", None, "Kecamatan Pahandut"),
        ("JAUH", "ENTAH", "Kelurahan Entah, Kecamatan Jauh"),
        (None, None, ""),
    ],
)
def test_a_place_is_a_kelurahan_that_we_know_or_words(
    tmp_path: Path, town: t.Town, district: str | None, ward: str | None, words: str | None
) -> None:
    imported(file_of(tmp_path, files.row(1, district=district, ward=ward)), town)
    one = report(1)
    assert (one.region, one.place_text) == ((town.langkai, "") if words is None else (None, words))


def test_a_class_of_inspection_is_kept_and_sets_no_supervision(
    tmp_path: Path, town: t.Town
) -> None:
    imported(file_of(tmp_path, files.row(1, klass="Pengaduan Berkadar Pengawasan")), town)
    one = report(1)
    assert one.national_record.cells["klass"] == "Pengaduan Berkadar Pengawasan"
    assert (one.needs_inspection, one.kind) == (False, "complaint")


def test_the_same_file_twice_changes_nothing(tmp_path: Path, town: t.Town) -> None:
    path = file_of(tmp_path, *(files.row(n) for n in range(1, 6)))
    imported(path, town)
    before = list(Complaint.objects.order_by("pk").values())
    run = imported(path, town)
    assert counts(run) == {"same": 5}
    assert runs.same_before(run) is not None
    assert list(Complaint.objects.order_by("pk").values()) == before
    assert Event.objects.count() == 5


def test_a_later_file_changes_what_nobody_took_over(tmp_path: Path, town: t.Town) -> None:
    rows = [
        files.row(n, agency="Dinas PUPR", agency_id=None, status="Sedang Ditindaklanjuti")
        for n in range(1, 5)
    ]
    imported(file_of(tmp_path, *rows), town)
    taken, noted, worked = report(2), report(3), report(4)
    Complaint.objects.filter(pk=taken.pk).update(taken_over_at=SENT)
    actions.note(noted, by=town.verifier, text="Sudah dibaca.")
    actions.redact(noted, by=town.verifier, title="Judul", text="Isi.", publication="personal")
    actions.withdraw(worked, by=t.reporter(worked))
    later = [
        files.row(n, agency="Dinas Sosial", agency_id=None, final_text="Akhir.")
        for n in range(1, 5)
    ]
    run = imported(file_of(tmp_path, *later), town)
    assert counts(run) == {"renewed": 2, "left": 2}
    assert run.result["alone"] == [
        [taken.code, "2", taking_in.TAKEN_OVER],
        [worked.code, "4", taking_in.WORKED_ON],
    ]
    for number, text, publication in ((1, "Akhir.", "pending"), (3, "", "personal")):
        one = report(number)
        assert (one.status, one.lead, one.holder) == ("resolved", town.dinsos, town.dinsos)
        assert (one.working_text, one.publication) == (text, publication)
        assert one.imported_in == run
        running = one.assignments.filter(ended_at=None).values_list("agency__code", "part")
        assert list(running) == [("dinsos", "lead")]
    assert (report(2).status, report(2).lead) == ("followed_up", town.pupr)
    call_command("verify_events")


def test_what_was_written_here_is_left_alone(tmp_path: Path, town: t.Town) -> None:
    own = t.submit()
    Complaint.objects.filter(pk=own.pk).update(external_ref="7000009")
    run = imported(file_of(tmp_path, files.row(7000009)), town)
    assert counts(run) == {"left": 1}
    assert run.result["alone"] == [[own.code, "7000009", taking_in.WRITTEN_HERE]]
    assert report(7000009).text == own.text


def test_erased_words_do_not_come_back(tmp_path: Path, town: t.Town) -> None:
    imported(file_of(tmp_path, files.row(1)), town)
    erasure.erase(report(1))
    assert NationalRecord.objects.get().fingerprint == ""
    run = imported(file_of(tmp_path, files.row(1, final_text="Lagi.")), town)
    assert run.result["alone"][0][2] == taking_in.ERASED
    assert report(1).text == erasure.ERASED


def test_of_a_number_that_comes_twice_the_last_line_counts(tmp_path: Path, town: t.Town) -> None:
    rows = [files.row(1, title="Lama"), files.row(2), files.row(1, title="Baru")]
    run = looked_through(file_of(tmp_path, *rows), town)
    assert (run.summary["duplicates"], run.summary["some_duplicates"]) == (1, ["1"])
    run = imported(file_of(tmp_path, *rows), town)
    assert counts(run) == {"created": 2, "repeated": 1}
    assert report(1).title == "Baru"


def test_the_preview_says_what_a_file_would_do(tmp_path: Path, town: t.Town) -> None:
    rows = [
        files.row(1, agency="Dinas PUPR"),
        files.row(2, city="Kota Banjarmasin"),
        files.row(3, status="Terbang"),
        files.row(4, sent_on="besok"),
        files.row(5, agency="Dinas Lingkungan Hidup & Kebersihan", agency_id=1234),
        files.row(6, agency="Dinas ESDM", parent_agency="Pemerintah Provinsi Kalimantan Tengah"),
        files.row(7, klass=None, category="Sesuatu", category_id=1, district="JAUH", ward=None),
        files.row(8, sent_on=date(2090, 1, 1)),
    ]
    run = looked_through(file_of(tmp_path, *rows), town)
    said = run.summary
    assert (run.state, said["rows"], run.total, said["bad_rows"]) == (READY, 8, 4, 3)
    assert said["elsewhere"] == [["Kota Banjarmasin", 1]]
    assert said["troubles"] == [
        [4, "Status Laporan", "Status “Terbang” tidak dikenal."],
        [5, "Tanggal Laporan Masuk", "“besok” bukan tanggal yang dikenal."],
        [9, "Tanggal Laporan Masuk", "Tanggal ini masih di masa depan."],
    ]
    assert said["states"] == [["Ditutup oleh Sistem", "Selesai", 4]]
    assert said["found"] == [
        ["Dinas PUPR", "Dinas PUPR", 1],
        ["Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PUPR", 1],
    ]
    unknown = {one["name"]: one for one in said["unknown"]}
    assert unknown["Dinas Lingkungan Hidup & Kebersihan"]["proposals"][0][0] == town.dlh.pk
    assert unknown["Dinas ESDM"]["elsewhere"] is True
    assert said["unknown_categories"] == [["Sesuatu", 1]]
    assert not Complaint.objects.exists()


def test_what_a_person_says_of_an_office_is_remembered(tmp_path: Path, town: t.Town) -> None:
    first = files.row(1, agency="Bidang Jalan Raya", agency_id=4711)
    other = files.row(2, agency="PLN", agency_id=None, status="Sedang Ditindaklanjuti")
    imported(
        file_of(tmp_path, first, other), town, Bidang_Jalan_Raya=str(town.pupr.pk), PLN=runs.OUTSIDE
    )
    assert (report(1).lead, report(2).lead, report(2).status) == (town.pupr, None, "verified")
    again = files.row(3, agency="Nama Baru Bidang", agency_id=4711)
    spelt = files.row(4, agency="bidang  JALAN raya", agency_id=None)
    run = looked_through(file_of(tmp_path, again, spelt, other), town)
    assert run.summary["unknown"] == []
    assert AgencyAlias.objects.count() == 2
    changes = SettingsChange.objects.order_by("pk").values_list("thing", "verb")
    assert list(changes) == [("alias", "create"), ("alias", "create"), ("import", "start")]


def test_a_closed_office_hands_its_history_to_the_successor(tmp_path: Path, town: t.Town) -> None:
    town.dlh.is_active, town.dlh.successor = False, town.pupr
    town.dlh.save()
    imported(file_of(tmp_path, files.row(1, agency="Dinas Lingkungan Hidup")), town)
    assert report(1).lead == town.pupr


def test_figures_count_imported_reports(tmp_path: Path, town: t.Town) -> None:
    rows = [files.row(n, agency="Dinas PUPR", agency_id=None) for n in (1, 2)]
    rows += [files.row(3, status="Diarsipkan oleh Admin", reason="Uji coba", agency=None)]
    imported(file_of(tmp_path, *rows), town)
    imported(file_of(tmp_path, files.row(2, status="Belum Terverifikasi")), town)
    folding.fold_all()
    assert reading.table(given.EVER, "received", "at_resolved", "at_received", by=["lead"]) == {
        town.pupr.pk: {"received": 1, "at_resolved": 1},
        None: {"received": 1, "at_received": 1},
    }
    assert list(checking.flaws()) == []


def test_a_worker_that_dies_leaves_whole_batches(
    tmp_path: Path, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "BATCH", 2)
    run = looked_through(file_of(tmp_path, *(files.row(n) for n in range(1, 6))), town)
    runs.confirm(run, {}, by=None)
    create, calls = writing.create, []

    def dies(*args: Any) -> None:
        calls.append(1)
        create(*args)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "create", dies)
    with pytest.raises(KeyboardInterrupt):
        runs.take_in(run)
    assert (Complaint.objects.count(), ImportRun.objects.get().done) == (2, 2)
    assert runs.go_on_all() == 1
    run = ImportRun.objects.get()
    assert (run.state, run.done, counts(run)) == (DONE, 5, {"created": 5})
    assert runs.go_on_all() == 0


def test_an_unreadable_file_leaves_a_sentence_and_nothing_else(
    tmp_path: Path, town: t.Town
) -> None:
    path = tmp_path / "laporan.xls"
    path.write_bytes(b"<html><table><tr><td>Tracking ID</td></tr></table>")
    run = looked_through(path, town)
    assert (run.state, run.file.name) == (FAILED, "")
    assert run.why.startswith("Berkas ini sebenarnya halaman web")
    path.write_text("id;title;text\n1;a;b\n")
    assert looked_through(path, town).why == "Kolom Tanggal Laporan Masuk tidak ada di berkas ini."
    path.write_text("id;title;text;tanggal\n;a;b;2024-01-01\n")
    assert looked_through(path, town).why.startswith("Tidak ada baris yang dapat diimpor")
    assert not runs.confirm(run, {}, by=None)
    other = files.row(1, city="Kabupaten Jauh")
    why = looked_through(file_of(tmp_path, other), town).why
    assert why.endswith("Semuanya laporan kota lain (Kabupaten Jauh).")


def test_a_file_that_breaks_off_further_down_leaves_nothing_half_done(
    tmp_path: Path, town: t.Town
) -> None:
    text = files.separated([files.row(n) for n in range(1, 2001)], ";")
    path = tmp_path / "a.csv"
    path.write_text(text + '2001;"tidak ditutup' + "\nbaris" * 30_000)
    run = looked_through(path, town)
    assert (run.state, run.file.name) == (FAILED, "")
    assert run.why.startswith("Berkas CSV ini rusak mulai baris 2002:")
    whole = files.xlsx(tmp_path / "a.xlsx", [files.row(n) for n in range(1, 500)]).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert looked_through(path, town).why.startswith("Berkas ini rusak.")
    with ZipFile(tmp_path / "a.xlsx") as good, ZipFile(tmp_path / "b.xlsx", "w") as broken:
        for part in good.namelist():
            content = good.read(part)
            is_sheet = part.endswith("sheet1.xml")
            broken.writestr(part, content[: len(content) * 3 // 4] if is_sheet else content)
    assert looked_through(tmp_path / "b.xlsx", town).why.startswith("Berkas ini rusak.")
    assert not Complaint.objects.exists()
    assert not NationalRecord.objects.exists()


def test_the_file_leaves_the_disk_when_the_run_ends(
    tmp_path: Path, town: t.Town, django_capture_on_commit_callbacks: Any
) -> None:
    run = looked_through(file_of(tmp_path, files.row(1)), town)
    assert default_storage.exists(kept := str(run.file.name))
    with django_capture_on_commit_callbacks(execute=True):
        assert runs.cancel(run)
        assert not runs.cancel(run)
    assert not default_storage.exists(kept)


def test_imported_open_reports_are_where_their_state_says(tmp_path: Path, town: t.Town) -> None:
    rows = [files.row(1, status="(Terdisposisi) Belum Ditindaklanjuti", agency="Dinas PUPR")]
    imported(file_of(tmp_path, *rows), town)
    seen = Complaint.objects.visible_to(User.objects.get(pk=town.liaison.pk))
    assert [(one.code, one.status in OPEN) for one in seen] == [(report(1).code, True)]
    assert State(report(1).status) == State.FORWARDED
    assert NationalRecord.objects.get().complaint == report(1)
