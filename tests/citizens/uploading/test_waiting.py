"""Files that wait for their form: ciphertext, for whoever has the token, and for a while."""

from __future__ import annotations

import errno
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.test import Client

from complaints import tasks, uploads
from complaints.models import Attachment, Complaint, PartialUpload, StagedFile
from complaints.reporters import receipts
from complaints.uploads.pieces import Piece
from tests import town as t
from tests.citizens.filing.walking import answer, walk
from tests.citizens.pages import checked, errors, hidden, words
from tests.citizens.uploading import given

pytestmark = pytest.mark.django_db

NAME = "rina-penguji-depan-rumah.jpg"
START = datetime.fromisoformat("2026-11-23T09:00:00+07:00")


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Give every test a folder that holds nothing but its own files."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def on_disk() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def in_tables() -> bytes:
    """Return every column of both tables, as PostgreSQL writes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(one::text, ' ') FROM (SELECT s::text AS one FROM"
            " complaints_stagedfile s UNION ALL SELECT p::text FROM complaints_partialupload p) x"
        )
        text: str = cursor.fetchone()[0] or ""
    return text.encode()


def staged(token: str, name: str = NAME, **more: Any) -> uploads.Waiting:
    return uploads.stage(given.upload(name, given.jpeg((800, 600))), token, **more)


def test_what_waits_is_ciphertext_on_the_disk_and_in_the_database() -> None:
    token = receipts.new_token()
    file = staged(token)
    washed = uploads.storing.read(given.upload(NAME, given.jpeg((800, 600))))
    uploads.add(Piece("k", NAME, 5000, 0, given.jpeg()[:1000]), token)
    assert len(on_disk()) == 3
    for stored in (*(path.read_bytes() for path in on_disk()), in_tables()):
        assert washed.content[:40] not in stored
        assert b"JFIF" not in stored
        assert b"JFIF".hex().encode() not in stored
        assert NAME.encode() not in stored
        assert NAME.encode().hex().encode() not in stored
        assert token.encode() not in stored
    assert not any("rina" in str(path).lower() for path in on_disk())
    assert file.name == NAME
    assert file.preview.startswith("data:image/jpeg;base64,/9j/")


def test_only_the_token_opens_what_waits() -> None:
    token, other = receipts.new_token(), receipts.new_token()
    file = staged(token)
    assert [one.name for one in uploads.staged(token)] == [NAME]
    assert uploads.staged(other) == []
    assert uploads.drop([file.pk], other) == 0
    row = StagedFile.objects.get()
    row.submission = receipts.submission_of(other)
    row.save()
    with pytest.raises(uploads.BrokenSeal):
        uploads.staged(other)


def test_a_file_is_taken_as_it_was_washed() -> None:
    token = receipts.new_token()
    staged(token)
    with uploads.taking(uploads.staged(token)) as files:
        pass
    direct = uploads.clean(given.upload(NAME, given.jpeg((800, 600))))
    (file,) = files
    assert (file.checksum, file.size, file.name) == (direct.checksum, direct.size, direct.name)
    assert (file.width, file.height, file.kind) == (600, 800, "image")
    assert StagedFile.objects.count() == 0
    assert not [path for path in on_disk() if "staged" in path.parts]


def test_a_verb_that_fails_leaves_everything_as_it_was() -> None:
    token = receipts.new_token()
    staged(token)
    before = sorted(on_disk())
    with pytest.raises(RuntimeError), uploads.taking(uploads.staged(token)):
        raise RuntimeError
    with uploads.taking(uploads.staged(token)):
        transaction.set_rollback(True)
    assert sorted(on_disk()) == before
    assert [file.name for file in uploads.staged(token)] == [NAME]


def test_a_file_is_taken_once() -> None:
    token = receipts.new_token()
    staged(token)
    twice = uploads.staged(token)
    with uploads.taking(twice) as first:
        pass
    with uploads.taking(twice) as second:
        pass
    assert (len(first), len(second)) == (1, 0)


def test_a_report_whose_file_was_lost_says_so_and_can_be_sent(client: Client, town: t.Town) -> None:
    carried = hidden(checked(client, files=[t.upload("satu.jpg")]))
    for path in on_disk():
        path.unlink()
    page = client.post("/lapor/terkirim/", carried)
    assert page.status_code == 422
    assert errors(page) == [
        "Berkas “satu.jpg” tidak dapat kami baca lagi. Buang, lalu pilih sekali lagi."
    ]
    assert Complaint.objects.count() == 0
    (lost,) = uploads.staged(carried["token"])
    again = checked(client, token=carried["token"], remove=str(lost.pk))
    client.post("/lapor/terkirim/", hidden(again))
    assert Complaint.objects.get().attachments.count() == 0


def test_a_sent_report_keeps_no_waiting_file(client: Client, town: t.Town) -> None:
    client.post("/lapor/terkirim/", hidden(checked(client, files=[t.upload("satu.jpg")])))
    assert Attachment.objects.get().name == "satu.jpg"
    assert {path.parts[-4] for path in on_disk()} == {"attachments", "thumbnails"}


@pytest.mark.parametrize(("brief", "hours"), [(False, 7 * 24), (True, 2)])
def test_what_waits_goes_after_its_time(brief: bool, hours: int) -> None:
    with time_machine.travel(START, tick=False) as now:
        token = receipts.new_token()
        staged(token, brief=brief)
        now.shift(timedelta(hours=hours))
        assert (tasks.drop_unsent(), len(uploads.staged(token))) == (0, 1)
        now.shift(timedelta(seconds=1))
        assert (tasks.drop_unsent(), len(uploads.staged(token))) == (1, 0)
    assert on_disk() == []


def test_an_unfinished_upload_goes_after_a_day() -> None:
    with time_machine.travel(START, tick=False) as now:
        uploads.add(Piece("k", NAME, 5000, 0, b"x" * 1000), receipts.new_token())
        now.shift(timedelta(hours=24, seconds=1))
        assert tasks.drop_unsent() == 1
    assert (PartialUpload.objects.count(), on_disk()) == (0, [])


@pytest.mark.parametrize("answer", [{"is_secret": "on"}, {"misconduct": "yes"}])
def test_the_secret_path_keeps_files_for_two_hours(
    client: Client, town: t.Town, answer: dict[str, str]
) -> None:
    with time_machine.travel(START, tick=False) as now:
        token = hidden(checked(client, files=[t.upload("satu.jpg")]))["token"]
        checked(client, token=token, files=[t.upload("dua.jpg")], sealed_against="", **answer)
        assert len(uploads.staged(token)) == 2
        now.shift(timedelta(hours=2, seconds=1))
        assert tasks.drop_unsent() == 2


def full(self: FileSystemStorage, name: str, content: Any) -> str:
    """Write half a file, as a disk does that is full."""
    path = Path(self.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_gives_a_sentence_and_keeps_no_half_file(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    page = checked(client, files=[t.upload("satu.jpg")])
    assert page.status_code == 422
    assert errors(page)[0].startswith("Berkas “satu.jpg” belum dapat kami simpan")
    assert "Lampu jalan di depan pasar padam" in page.content.decode()
    with pytest.raises(ValidationError, match="belum dapat kami simpan"):
        uploads.clean(t.upload("dua.jpg"))
    assert (on_disk(), StagedFile.objects.count()) == ([], 0)


def test_a_full_disk_while_sending_keeps_the_report_unsent(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = hidden(checked(client, files=[t.upload("satu.jpg")]))
    before = sorted(on_disk())
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    page = client.post("/lapor/terkirim/", carried)
    assert page.status_code == 422
    assert Complaint.objects.count() == 0
    monkeypatch.undo()
    assert sorted(on_disk()) == before
    client.post("/lapor/terkirim/", carried)
    assert Complaint.objects.get().attachments.count() == 1


def test_a_hidden_reporters_file_names_are_nowhere(client: Client, town: t.Town) -> None:
    carried = hidden(checked(client, files=[t.upload(NAME)], hides_reporter="on"))
    client.post("/lapor/terkirim/", carried)
    assert "rina" not in Attachment.objects.get().name
    assert not any("rina" in str(path) for path in on_disk())


def test_the_place_of_a_photo_is_told_and_kept_nowhere(client: Client, town: t.Town) -> None:
    page = checked(client, text="", files=[given.upload("foto.jpg", given.jpeg())])
    assert "foto.jpg" in words(page)
    assert "-2.20" not in in_tables().decode()
    client.post("/lapor/terkirim/", hidden(checked(client, token=hidden(page)["token"])))
    complaint = Complaint.objects.get()
    assert (complaint.latitude, complaint.longitude) == (None, None)


def test_without_javascript_the_place_of_a_photo_is_offered_once(
    client: Client, town: t.Town
) -> None:
    walk(client, until="foto")
    page = answer(client, "foto", files=given.upload("foto.jpg", given.jpeg()))
    assert "Foto ini menyimpan tempat pengambilannya" in words(page)
    assert answer(client, "foto").headers["Location"].startswith("/lapor/tanya/tentang/")
    answer(client, "tentang", name="Sari Contoh")
    carried = hidden(client.get("/lapor/periksa/"))
    assert (carried["name"], carried.get("latitude", "")) == ("Sari Contoh", "")
    answer(client, "foto", found_place="{},{}".format(*given.PLACE))
    client.post("/lapor/terkirim/", hidden(client.get("/lapor/periksa/")))
    complaint = Complaint.objects.get()
    assert (complaint.latitude, complaint.longitude) == pytest.approx(given.PLACE)
    assert complaint.attachments.get().name == "foto.jpg"


@pytest.mark.parametrize("typed", ["", "1", "a,b", "nan,nan", "91,0", "1,2,3", "0,0"])
def test_a_strange_found_place_is_none(client: Client, town: t.Town, typed: str) -> None:
    walk(client, until="foto")
    answer(client, "foto", found_place=typed)
    answer(client, "tentang", name="Sari Contoh")
    carried = hidden(client.get("/lapor/periksa/"))
    assert (carried["name"], carried.get("latitude", "")) == ("Sari Contoh", "")
