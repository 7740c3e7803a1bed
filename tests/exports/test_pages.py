"""Asking for a list: at once or meanwhile, the page that waits, taking it, and its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Officer, Substitution
from complaints import actions
from complaints.exports import making, tasks
from complaints.law.actors import Role
from complaints.models import ListExport, SettingsChange
from complaints.telling import outbox
from lapor import clock
from tests import mailbox
from tests import town as t
from tests.desk.conftest import SignIn
from tests.desk.team.test_substitutes import away
from tests.exports import opened

pytestmark = pytest.mark.django_db

INBOX = "/meja/unduhan/baru/meja/?daftar=semua"
BEHIND = "/meja/unduhan/baru/received/?masa=2000-01-01..2099-12-31"
MINE = "/meja/unduhan/"
State = ListExport.State


def asked(client: Any, path: str = INBOX, kind: str = "csv") -> ListExport:
    """Ask for a long list; return what waits."""
    answer = client.post(path, {"kind": kind})
    assert answer.status_code == 302
    row = ListExport.objects.get(key=answer["Location"].rstrip("/").rpartition("/")[2])
    assert answer["Location"] == page_of(row)
    return row


def page_of(row: ListExport) -> str:
    return f"{MINE}{row.key}/"


def stored() -> list[Path]:
    """Return the files that lie on the disk for lists."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("unduhan/*/*/*/*") if path.is_file()]


@pytest.mark.parametrize(("path", "number"), [(INBOX, 10), (BEHIND, 9)])
def test_a_short_list_comes_at_once_with_few_queries(
    town: t.Town, sign_in: SignIn, path: str, number: int
) -> None:
    client = sign_in("verifier")
    client.get(path)  # the town's law is kept for a minute
    for reports in (1, 2):
        for _ in range(reports):
            t.resolved(town, region=town.langkai)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, {"kind": "xlsx"})
        assert len(queries) == number, [one["sql"][:90] for one in queries]
        assert len(opened.workbook(opened.content(answer))) == 2 * reports - 1
    assert not ListExport.objects.exists()
    assert stored() == []


@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ";"), ("csv-koma", ",")])
def test_separated_text_is_as_the_program_wants_it(
    town: t.Town, sign_in: SignIn, kind: str, delimiter: str
) -> None:
    report = t.submit(text='Lampu; "mati",\nsudah lama sekali.', place_text="Depan; pasar, lama")
    file = opened.content(sign_in("verifier").post(INBOX, {"kind": kind}))
    assert file.startswith(b"\xef\xbb\xbf") == (kind == "csv")
    (row,) = opened.separated(file, delimiter)
    assert row["Nomor tiket"] == report.code
    assert row["Isi laporan"] == 'Lampu; "mati",\nsudah lama sekali.'
    assert row["Tempat"] == "Depan; pasar, lama"


def test_the_button_leads_from_each_list_to_its_file(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    client = sign_in("verifier")
    for path, start in (
        ("/meja/?daftar=instansi&kategori=jalan-jembatan", "/meja/unduhan/baru/meja/?"),
        ("/dasbor/daftar/open/?instansi=pupr", "/meja/unduhan/baru/open/?"),
    ):
        body = client.get(path).content.decode()
        link = body.partition(f'href="{start}')[2].partition('"')[0].replace("&amp;", "&")
        page = client.get(start + link)
        assert page.status_code == 200
        assert "Jalan" in page.context["source"].narrowed or "PUPR" in page.content.decode()
        assert "Nama dan kontak pelapor tidak pernah ikut" in page.content.decode()
    wrong = client.post(INBOX, {"kind": "exe"})
    assert wrong.status_code == 422
    assert "Pilih jenis berkas dari daftar." in wrong.content.decode()
    assert client.get("/meja/unduhan/baru/tidak-ada/").status_code == 404
    assert client.get("/meja/unduhan/baru/meja/?daftar=%00&q=%00&urut=x&dari=x").status_code == 200


@pytest.mark.usefixtures("long_ones")
def test_a_long_list_is_made_meanwhile_and_told_by_mail(
    town: t.Town, sign_in: SignIn, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND, settings.LAPOR_MAIL_DIR = "accounts.mail.FileBackend", tmp_path
    for _ in range(5):
        t.forwarded(town)
    outbox.deliver()
    client = sign_in("liaison")
    row = asked(client)
    waiting = client.get(page_of(row)).content.decode()
    assert "Menunggu giliran" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    ListExport.objects.update(state=State.MAKING, total=1200, shown=1100)
    part = client.get(page_of(row), headers={"HX-Request": "true", "HX-Target": "berkas"})
    assert "1.100 dari 1.200 laporan." in part.content.decode()
    assert "<h1" not in part.content.decode()
    ListExport.objects.update(state=State.QUEUED, total=None, shown=0)

    assert tasks.tend_exports() == 1
    row = ListExport.objects.get()
    assert (row.state, row.total, row.rows, row.pieces) == (State.READY, 5, 5, 0)
    assert len(row.checksum) == 64
    assert [path.stat().st_size for path in stored()] == [row.size]
    ready = client.get(page_of(row)).content.decode()
    assert "5 laporan" in ready
    assert "hx-trigger" not in ready
    assert row.name in client.get(MINE).content.decode()

    outbox.deliver()
    (mail,) = [one for one in mailbox.mails("liaison@") if "Berkas daftar" in one["Subject"]]
    assert f"/meja/unduhan/{row.key}/" in mailbox.text(mail)
    assert "laporan" not in mailbox.text(mail).partition("-- ")[0].replace("unduhan", "")
    client.logout()
    assert client.get(page_of(row)).status_code == 302
    client = sign_in("liaison")
    rows = opened.separated(opened.content(client.post(f"{page_of(row)}berkas/")))
    assert len(rows) == 5
    assert ListExport.objects.get().downloads == 1


@pytest.mark.usefixtures("long_ones")
def test_nobody_else_sees_takes_or_removes_a_file(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    t.forwarded(town)
    row = asked(sign_in("liaison"))
    making.go_on_all()
    for who, expected in (("verifier", 404), ("overseer", 404), ("superuser", 403)):
        client = sign_in(who)
        answers = [client.get(page_of(row))]
        answers += [client.post(f"{page_of(row)}{verb}/") for verb in ("berkas", "hapus")]
        assert [one.status_code for one in answers] == [expected] * 3
    assert row.name not in sign_in("verifier").get(MINE).content.decode()
    assert ListExport.objects.get().downloads == 0
    assert sign_in("liaison").get(f"{page_of(row)}berkas/").status_code == 405


@pytest.mark.usefixtures("long_ones")
def test_after_its_days_a_file_is_gone_with_a_sentence(
    town: t.Town, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    t.forwarded(town)
    t.forwarded(town)
    client = sign_in("liaison")
    row = asked(client, f"{INBOX}&q=berlubang")
    making.go_on_all()
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1), tick=False):
        client = sign_in("liaison")
        for sweep in (list, making.end_old):  # before the sweep, and after it
            with django_capture_on_commit_callbacks(execute=True):
                sweep()
            for answer in (client.get(page_of(row)), client.post(f"{page_of(row)}berkas/")):
                assert answer.status_code == 404
                assert "Berkas daftar disimpan 7 hari" in answer.content.decode()
    row = ListExport.objects.get()
    assert (row.state, row.query, row.narrowed, row.file.name) == (State.ENDED, "", "", "")
    assert stored() == []
    with time_machine.travel(clock.now() + timedelta(days=38), tick=False):
        making.end_old()
        assert sign_in("liaison").get(page_of(row)).status_code == 404
    assert not ListExport.objects.exists()


@pytest.mark.usefixtures("long_ones")
def test_an_officer_removes_a_file_or_stops_it(
    town: t.Town, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    t.forwarded(town)
    t.forwarded(town)
    client = sign_in("liaison")
    row = asked(client)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{page_of(row)}hapus/", follow=True)
    assert "Dibatalkan. Tidak ada berkas yang dibuat." in answer.content.decode()
    assert (making.go_on_all(), stored()) == (0, [])
    row = asked(client)
    making.go_on_all()
    assert len(stored()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(row)}hapus/")
    assert (ListExport.objects.count(), stored()) == (0, [])


@pytest.mark.usefixtures("long_ones")
def test_the_same_twice_is_one_and_three_wait_at_most(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    t.forwarded(town)
    client = sign_in("liaison")
    assert asked(client).pk == asked(client).pk
    asked(client, kind="xlsx")
    asked(client, kind="csv-koma")
    refused = client.post(f"{INBOX}&urut=terlama", {"kind": "csv"})
    assert refused.status_code == 422
    assert "Anda masih menunggu 3 berkas lain." in refused.content.decode()


# -- rights are asked again ------------------------------------------------------------------


@pytest.mark.usefixtures("long_ones")
def test_whoever_lost_the_role_meanwhile_gets_no_file(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    t.forwarded(town)
    client = sign_in("liaison")
    row = asked(client)
    seat = Officer.objects.filter(user=town.liaison)
    seat.update(is_active=False)
    assert making.go_on_all() == 0
    row = ListExport.objects.get()
    assert (row.state, row.why, stored()) == (State.FAILED, making.NOT_ALLOWED, [])
    assert client.get(page_of(row)).status_code == 403
    seat.update(is_active=True)
    assert making.NOT_ALLOWED in client.get(page_of(row)).content.decode()


@pytest.mark.usefixtures("long_ones")
def test_a_substitute_takes_a_file_only_while_standing_in(
    town: t.Town, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    t.forwarded(town)
    t.forwarded(town)
    client = sign_in("clerk")
    away(town, "liaison", "clerk")
    row = asked(client, "/meja/unduhan/baru/meja/?peran=liaison&daftar=semua")
    assert making.go_on_all() == 1
    assert len(opened.content(client.post(f"{page_of(row)}berkas/")).splitlines()) == 3
    Substitution.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{page_of(row)}berkas/")
    assert answer.status_code == 404
    assert making.NOT_ALLOWED in answer.content.decode()
    assert stored() == []


@pytest.mark.usefixtures("long_ones")
def test_a_file_is_made_anew_for_other_rights_than_it_was_begun_with(
    town: t.Town, sign_in: SignIn, disk: Any
) -> None:
    for _ in range(3):
        t.forwarded(town)
    mine, _ = actions.submit(t.filing(), token="loket", by=town.clerk, role=Role.CLERK)
    away(town, "liaison", "clerk")
    client = sign_in("clerk")
    row = asked(client, "/meja/unduhan/baru/meja/?peran=liaison&daftar=semua")
    disk.breaks_at = ("/1", OSError("disk"))
    assert making.go_on_all() == 0
    assert (ListExport.objects.get().done, ListExport.objects.get().total) == (2, 3)
    Substitution.objects.all().delete()
    assert making.go_on_all() == 1
    (only,) = opened.separated(opened.content(client.post(f"{page_of(row)}berkas/")))
    assert only["Nomor tiket"] == mine.code


# -- who took what ---------------------------------------------------------------------------


@pytest.mark.usefixtures("long_ones")
def test_overseers_read_who_took_what_and_nobody_unwrites_it(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    t.forwarded(town)
    t.submit(hides_reporter=True, misconduct="yes", sealed_against=town.dinsos)
    client = sign_in("verifier")
    one_only = "/meja/unduhan/baru/meja/?daftar=semua&q=Zulhijrah&keadaan=forwarded"
    opened.content(client.post(one_only, {"kind": "csv"}))
    row = asked(client)
    making.go_on_all()
    assert SettingsChange.objects.count() == 1
    opened.content(client.post(f"{page_of(row)}berkas/"))
    client.post(f"{page_of(row)}hapus/")
    notes = SettingsChange.objects.order_by("id")
    assert [(one.user, one.role, one.after["laporan"]) for one in notes] == [
        (town.verifier, "verifier", "0"),
        (town.verifier, "verifier", "2"),  # the sealed one is not even counted
    ]
    page = sign_in("overseer").get("/meja/unduhan/catatan/").content.decode()
    assert "Verifier Contoh" in page
    assert "Keadaan: Baru, belum ditindaklanjuti" in page
    assert "Zulhijrah" not in page
    assert "Zulhijrah" not in str(list(notes.values()))
    assert "Siapa mengunduh daftar apa" in sign_in("overseer").get(MINE).content.decode()
    for who in ("verifier", "supervisor", "custodian"):
        assert sign_in(who).get("/meja/unduhan/catatan/").status_code == 403
    history = sign_in("verifier").get("/kelola/riwayat/").content.decode()
    assert "Meja: Semua" not in history


def test_the_record_goes_on_page_by_page(town: t.Town, sign_in: SignIn) -> None:
    for place in range(27):
        SettingsChange.objects.create(
            user=town.verifier,
            role="verifier",
            at=clock.now(),
            thing="list",
            key="daftar",
            name=f"Meja: {place}",
            verb="download",
            after={"laporan": "1", "saringan": "tidak ada", "jenis berkas": "Excel (XLSX)"},
        )
    client = sign_in("overseer")
    with CaptureQueriesContext(connection) as queries:
        first = client.get("/meja/unduhan/catatan/")
    assert len([one for one in queries if "settingschange" in one["sql"]]) == 1
    assert [row.name for row in first.context["rows"]][:2] == ["Meja: 26", "Meja: 25"]
    older = client.get(first.context["older"])
    assert [row.name for row in older.context["rows"]] == ["Meja: 1", "Meja: 0"]
    for text in ("x", "-1", "9" * 30, "²"):
        assert client.get("/meja/unduhan/catatan/", {"setelah": text}).status_code == 200
