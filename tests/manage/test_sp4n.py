"""The pages of the import: upload, preview with what is unknown, confirm, progress, result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints.manage.sp4n import forms
from complaints.models import Complaint, ImportRun, SettingsChange
from complaints.sp4n import looking, runs
from tests import town as t
from tests.desk.conftest import SignIn
from tests.sp4n import files
from tests.sp4n.steps import looked_through, report

pytestmark = pytest.mark.django_db

PAGE = "/kelola/impor-sp4n/"
QUERIES_OF_LIST = 4
QUERIES_OF_PREVIEW = 6


def upload(path: Path) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(path.name, path.read_bytes())


def send(client: Client, path: Path, **more: Any) -> Any:
    """Upload a file, have a worker look it through, and open its page."""
    answer: Any = client.post(PAGE, {"file": upload(path), **more})
    assert answer.status_code == 302
    runs.go_on_all()
    return client.get(answer.url)


def some(folder: Path, *rows: list[Any]) -> Path:
    """Write a workbook of some rows."""
    return files.xlsx(folder / "laporan.xlsx", rows or [files.row(1)])


def test_a_file_is_looked_at_confirmed_and_taken_in(
    town: t.Town, sign_in: SignIn, tmp_path: Path
) -> None:
    admin = sign_in("verifier")
    rows = [
        files.row(1, agency="Bina Marga", agency_id=88),
        files.row(2, agency="Dinas ESDM", parent_agency="Pemerintah Provinsi Kalimantan Tengah"),
        files.row(3, sent_on="kemarin"),
    ]
    page = send(admin, some(tmp_path, *rows))
    fields = page.context["form"].fields
    assert [(one.label, one.initial) for one in fields.values()] == [
        ("Bina Marga", ""),
        ("Dinas ESDM", runs.OUTSIDE),
    ]
    said = page.content.decode()
    assert "Belum ada yang disimpan" in said
    assert "“kemarin” bukan tanggal yang dikenal." in said
    assert not Complaint.objects.exists()
    run = ImportRun.objects.get()
    choices = {"instansi-1": town.pupr.pk, "instansi-2": runs.OUTSIDE}
    assert admin.post(f"{PAGE}{run.key}/", choices).status_code == 302
    assert "0 dari 2 baris selesai" in admin.get(f"{PAGE}{run.key}/").content.decode()
    runs.go_on_all()
    assert "2 laporan baru diimpor." in admin.get(f"{PAGE}{run.key}/").content.decode()
    assert (report(1).lead, report(2).lead) == (town.pupr, None)
    again = admin.post(f"{PAGE}{run.key}/", choices, follow=True)
    assert "tidak menunggu konfirmasi" in again.content.decode()
    assert set(SettingsChange.objects.values_list("thing", "user")) == {
        ("alias", town.verifier.pk),
        ("import", town.verifier.pk),
    }


def test_the_progress_is_a_part_of_the_page_that_asks_again(
    town: t.Town, sign_in: SignIn, tmp_path: Path
) -> None:
    admin = sign_in("verifier")
    answer: Any = admin.post(PAGE, {"file": upload(some(tmp_path))})
    htmx = {"HX-Request": "true", "HX-Target": "impor"}
    part = admin.get(answer.url, headers=htmx).content.decode()
    assert "Berkas sedang dibaca" in part
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    runs.go_on_all()
    assert "hx-trigger" not in admin.get(answer.url, headers=htmx).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "Berkas ini PDF, bukan XLSX atau CSV."),
        (b"<html><table>", "Berkas ini sebenarnya halaman web"),
        (b"\x00" * 10, "Berkas ini kosong."),
        (None, "Pilih berkasnya."),
    ],
)
def test_a_wrong_file_is_refused_at_once(
    town: t.Town, sign_in: SignIn, content: bytes | None, said: str
) -> None:
    sent = {"file": SimpleUploadedFile("a.xls", content)} if content else {}
    answer = sign_in("verifier").post(PAGE, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_what_is_wrong_inside_is_said_on_the_page(
    town: t.Town, sign_in: SignIn, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nama;umur\nSiti;30\n")
    page = send(sign_in("verifier"), path)
    assert "Judul kolom tidak ditemukan" in page.content.decode()


def test_an_office_that_does_not_exist_cannot_be_chosen(
    town: t.Town, sign_in: SignIn, tmp_path: Path
) -> None:
    admin = sign_in("verifier")
    send(admin, some(tmp_path, files.row(1, agency="Bina Marga", agency_id=None)))
    run = ImportRun.objects.get()
    answer = admin.post(f"{PAGE}{run.key}/", {"instansi-1": "99999"})
    assert answer.status_code == 422
    assert ImportRun.objects.get().state == ImportRun.State.READY


def test_a_preview_can_be_thrown_away_once(town: t.Town, sign_in: SignIn, tmp_path: Path) -> None:
    admin = sign_in("verifier")
    send(admin, some(tmp_path))
    run = ImportRun.objects.get()
    gone = admin.post(f"{PAGE}{run.key}/batal/", follow=True)
    assert "Tidak ada yang diimpor dan berkasnya dihapus" in gone.content.decode()
    late = admin.post(f"{PAGE}{run.key}/batal/", follow=True)
    assert "tidak dapat dibatalkan lagi" in late.content.decode()


def test_rows_that_cannot_be_read_can_be_downloaded(
    town: t.Town, sign_in: SignIn, tmp_path: Path
) -> None:
    admin = sign_in("verifier")
    send(admin, some(tmp_path, files.row(1), files.row(2, status="=BAHAYA()")))
    run = ImportRun.objects.get()
    answer = admin.get(f"{PAGE}{run.key}/baris.csv")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Baris,Kolom,Yang salah",
        "3,Status Laporan,Status “=BAHAYA()” tidak dikenal.",
    ]


def test_the_export_is_downloaded_for_a_period_and_written_down(
    town: t.Town, sign_in: SignIn
) -> None:
    admin = sign_in("verifier")
    one = t.submit()
    answer: Any = admin.get(f"{PAGE}ekspor.csv")
    assert one.code in b"".join(answer.streaming_content).decode()
    answer = admin.get(f"{PAGE}ekspor.csv?dari=2001-01-01&sampai=2001-01-31")
    said = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert said.count("\n") == 1
    assert list(SettingsChange.objects.order_by("pk").values_list("verb", "name")) == [
        ("download", "awal – hari ini"),
        ("download", "2001-01-01 – 2001-01-31"),
    ]
    wrong = admin.get(f"{PAGE}ekspor.csv?dari=2002-01-01&sampai=2001-01-31")
    assert wrong.status_code == 422
    assert "Tanggal akhir mendahului tanggal awal." in wrong.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_however_much_there_is(
    town: t.Town, sign_in: SignIn, tmp_path: Path, number: int, django_assert_num_queries: Any
) -> None:
    admin = sign_in("verifier")
    rows = [files.row(n, agency=f"Bina Marga {n}", agency_id=None) for n in range(number)]
    path = some(tmp_path, *rows)
    for _ in range(number):
        run = looked_through(path, town)
    admin.get("/kelola/")
    with django_assert_num_queries(QUERIES_OF_LIST):
        assert len(admin.get(PAGE).context["earlier"]) == number
    with django_assert_num_queries(QUERIES_OF_PREVIEW):
        assert len(admin.get(f"{PAGE}{run.key}/").context["form"].fields) == number


SPELLINGS = ("Bina Marga", "Kantor Jalan", "Cipta Karya", "Kebersihan Kota", "Urusan Lain")


def spelled(folder: Path) -> Path:
    """Write a file with five names that nobody knows, the first the most frequent."""
    rows = [
        files.row(10 * place + number, agency=name, agency_id=900 + place)
        for place, name in enumerate(SPELLINGS)
        for number in range(len(SPELLINGS) - place)
    ]
    return some(folder, *rows)


def test_many_names_are_asked_page_by_page_and_nothing_that_was_said_is_lost(
    town: t.Town, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_ASKED", 2)
    admin = sign_in("verifier")
    page = send(admin, spelled(tmp_path))
    path = f"{PAGE}{ImportRun.objects.get().key}/"
    assert [one.label for one in page.context["form"].fields.values()] == list(SPELLINGS[:2])
    assert "Halaman 1 dari 3" in page.content.decode()
    assert "3 nama belum Anda lihat" in page.content.decode()
    said = {"instansi-1": town.pupr.pk, "instansi-2": town.dlh.pk, "ke": "3"}
    wrong = admin.post(f"{path}?halaman=1", {**said, "instansi-2": "99999"})
    assert wrong.status_code == 422
    last = admin.post(f"{path}?halaman=1", said, follow=True)
    form = last.context["form"]
    assert (form.page, list(form.fields), form.unseen) == (3, ["instansi-5"], 2)
    first = admin.get(path).context["form"].fields.values()
    assert [one.initial for one in first] == [str(town.pupr.pk), str(town.dlh.pk)]
    for typed in ("0", "-1", "x", "²", "9" * 30):
        assert admin.get(path, {"halaman": typed}).status_code == 200
    assert not Complaint.objects.exists()
    admin.post(f"{path}?halaman=3", {"instansi-5": runs.OUTSIDE})
    runs.go_on_all()
    assert (report(1).lead, report(11).lead, report(21).lead) == (town.pupr, town.dlh, None)
    late = admin.post(f"{path}?halaman=1", said, follow=True)
    assert "Impor selesai" in late.content.decode()


def test_of_more_names_than_one_file_may_ask_the_rest_comes_when_it_is_brought_again(
    town: t.Town, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_OFFICES", 3)
    admin = sign_in("verifier")
    file = spelled(tmp_path)
    page = send(admin, file)
    assert [one.label for one in page.context["form"].fields.values()] == list(SPELLINGS[:3])
    assert "3 laporan memakai nama lain lagi" in page.content.decode()
    chosen = {f"instansi-{place}": town.pupr.pk for place in (1, 2, 3)}
    admin.post(f"{PAGE}{ImportRun.objects.get().key}/", chosen)
    runs.go_on_all()
    again = send(admin, file)
    assert [one.label for one in again.context["form"].fields.values()] == list(SPELLINGS[3:])
    admin.post(f"{PAGE}{ImportRun.objects.latest('id').key}/", {"instansi-1": town.dlh.pk})
    runs.go_on_all()
    assert (report(1).lead, report(30).lead, report(40).lead) == (town.pupr, town.dlh, None)
