"""Uploads at once, in pieces: they go on where they broke off, and only for their own form."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import FileSystemStorage
from django.test import Client

from agencies.models import Limit
from complaints import limits, uploads
from complaints.models import Complaint, PartialUpload, StagedFile
from complaints.reporters import receipts
from complaints.uploads import waiting
from tests import town as t
from tests.citizens.pages import Page, checked, hidden, opened, words
from tests.citizens.uploading import given
from tests.citizens.uploading.test_waiting import full, on_disk

pytestmark = pytest.mark.django_db

PIECE = 1000


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def token() -> str:
    return receipts.new_token()


def send(
    client: Client,
    token: str,
    content: bytes,
    offset: int = 0,
    *,
    name: str = "foto.jpg",
    key: str = "",
    at: int | None = None,
    **changes: Any,
) -> Page:
    """Send one piece of a file, as the page's script does."""
    piece = content[offset : offset + PIECE]
    fields = {
        "token": token,
        "key": key or f"{name}|{len(content)}",
        "name": name,
        "size": len(content),
        "offset": offset if at is None else at,
        "length": len(piece),
        "piece": given.upload("blob", piece),
    }
    return client.post("/lapor/berkas/", {**fields, **changes})


def send_all(client: Client, token: str, content: bytes, start: int = 0, **more: Any) -> Page:
    """Send the pieces of a file one after the other; return the last answer."""
    for offset in range(start, len(content), PIECE):
        answer = send(client, token, content, offset, **more)
        if answer.status_code != 202:
            return answer
        assert answer.json()["received"] == offset + PIECE
    return answer


def test_a_file_in_pieces_waits_for_its_form(client: Client, town: t.Town, token: str) -> None:
    answer = send_all(client, token, given.jpeg())
    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["preview"][:23]) == ("foto.jpg", "data:image/jpeg;base64,")
    assert told["place"] == pytest.approx(given.PLACE, abs=1e-5)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert PartialUpload.objects.count() == 0
    client.post("/lapor/terkirim/", hidden(checked(client, token=token)))
    assert [file.name for file in Complaint.objects.get().attachments.all()] == ["foto.jpg"]
    assert len(on_disk()) == 2


def test_an_upload_goes_on_where_it_broke_off(client: Client, token: str) -> None:
    content = given.jpeg()
    send(client, token, content)
    again = send(Client(), token, content)
    assert (again.status_code, again.json()) == (409, {"received": PIECE})
    assert send_all(Client(), token, content, PIECE).status_code == 201


def test_no_more_waits_than_the_town_has_room_for(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = given.jpeg()
    send(client, token, content)
    monkeypatch.setattr(waiting, "MOST_BYTES", PIECE)
    full_house = send(client, receipts.new_token(), content)
    assert full_house.status_code == 507
    assert "belum dapat kami simpan" in full_house.json()["error"]
    assert send_all(client, token, content, PIECE).status_code == 201


def test_a_lost_answer_does_no_harm(client: Client, token: str) -> None:
    content = given.jpeg()
    first = send_all(client, token, content)
    repeated = send(client, token, content, PIECE * (len(content) // PIECE))
    assert (repeated.status_code, repeated.json()["id"]) == (201, first.json()["id"])
    assert StagedFile.objects.count() == 1


def test_the_same_file_chosen_twice_is_there_once(client: Client, token: str) -> None:
    ids = {send_all(client, token, given.jpeg()).json()["id"] for _ in range(2)}
    assert (len(ids), StagedFile.objects.count()) == (1, 1)


@pytest.mark.parametrize("offset", [1, 999, 1001, 2000, 10**9])
def test_a_wrong_offset_is_answered_with_the_right_one(
    client: Client, token: str, offset: int
) -> None:
    content = given.jpeg()
    send(client, token, content)
    answer = send(client, token, content, PIECE, at=offset)
    assert (answer.status_code, answer.json()) == (409, {"received": PIECE})
    assert PartialUpload.objects.get().received == PIECE


def test_a_piece_that_broke_off_is_not_taken(client: Client, token: str) -> None:
    answer = send(client, token, given.jpeg(), length=PIECE + 1)
    assert (answer.status_code, answer.json()) == (400, {"error": "Sambungan terputus."})
    assert PartialUpload.objects.count() == 0


def test_pieces_past_the_end_are_refused(client: Client, token: str) -> None:
    content = given.jpeg()
    answer = send(client, token, content, size=500)
    assert answer.status_code == 422
    assert "berubah selama diunggah" in answer.json()["error"]
    assert (PartialUpload.objects.count(), on_disk()) == (0, [])


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (0, "Berkas “foto.jpg” kosong. Pilih berkas lain."),
        (10 * 1024 * 1024 + 1, "Berkas “foto.jpg” terlalu besar. Ukuran paling besar 10 MB."),
    ],
)
def test_a_size_past_the_limits_is_refused_with_the_first_piece(
    client: Client, token: str, size: int, sentence: str
) -> None:
    answer = send(client, token, given.jpeg(), size=size)
    assert (answer.status_code, answer.json()) == (422, {"error": sentence})
    assert on_disk() == []


def test_one_file_too_many_is_refused_by_its_name(client: Client, token: str) -> None:
    Limit.objects.filter(code="upload_files").update(value=2)
    content = given.jpeg()
    send_all(client, token, content, name="a.jpg")
    send(client, token, content, name="b.jpg")
    answer = send(client, token, content, name="c.jpg")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Berkas “c.jpg” tidak kami ambil: paling banyak 2")
    assert send_all(client, token, content, PIECE, name="b.jpg").status_code == 201


@pytest.mark.parametrize("content", [b"MZ" * 900, given.jpeg()[:1500], b"%PDF-1.7" + b" " * 1500])
def test_what_is_no_photo_is_refused_and_forgotten(
    client: Client, token: str, content: bytes
) -> None:
    answer = send_all(client, token, content, name="aneh.jpg")
    assert answer.status_code == 422
    assert "“aneh.jpg”" in answer.json()["error"]
    assert (PartialUpload.objects.count(), StagedFile.objects.count(), on_disk()) == (0, 0, [])


@pytest.mark.parametrize("bad", ["", "kurang", "x" * 33, "a b" * 11])
def test_without_a_token_there_is_nothing(client: Client, bad: str) -> None:
    assert send(client, bad, given.jpeg()).status_code == 404
    assert client.post("/lapor/berkas/buang/", {"token": bad, "remove": "x"}).status_code == 404


def test_another_token_reaches_nothing(client: Client, token: str) -> None:
    content = given.jpeg()
    send(client, token, content)
    file = send_all(client, token, content, name="utuh.jpg").json()["id"]
    other = receipts.new_token()
    assert send(client, other, content, PIECE).json() == {"received": 0}
    for pk in (file, str(PartialUpload.objects.get().pk), "bukan-uuid", ""):
        answer = client.post("/lapor/berkas/buang/", {"token": other, "remove": pk})
        assert answer.status_code == 404
    assert (StagedFile.objects.count(), PartialUpload.objects.count()) == (1, 1)


def test_a_file_is_dropped_by_its_own_form(client: Client, token: str) -> None:
    content = given.jpeg()
    whole = send_all(client, token, content, name="utuh.jpg").json()["id"]
    half = send(client, token, content).json()["id"]
    for pk in (whole, half):
        answer = client.post("/lapor/berkas/buang/", {"token": token, "remove": pk})
        assert answer.status_code == 204
    assert on_disk() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"size": "banyak"},
        {"size": "-1"},
        {"size": str(2**40)},
        {"offset": "-5"},
        {"length": "9999999"},
        {"key": ""},
        {"key": "k" * 500},
        {"name": "\x00"},
        {"piece": ""},
    ],
)
def test_nonsense_is_answered_with_a_sentence(
    client: Client, token: str, changes: dict[str, str]
) -> None:
    answer = client.post(
        "/lapor/berkas/",
        {
            "token": token,
            "key": "k",
            "name": "a.jpg",
            "size": "10",
            "offset": "0",
            "length": "3",
            "piece": given.upload("blob", b"abc"),
            **changes,
        },
    )
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert PartialUpload.objects.count() == 0


def test_a_full_disk_is_told_and_the_same_piece_may_come_again(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = given.jpeg()
    send(client, token, content)
    before = on_disk()
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    answer = send(client, token, content, PIECE)
    assert answer.status_code == 507
    assert "belum dapat kami simpan" in answer.json()["error"]
    monkeypatch.undo()
    assert on_disk() == before
    assert send_all(client, token, content, PIECE).status_code == 201


def test_a_disk_that_fills_up_at_the_last_piece_loses_nothing(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = given.jpeg()
    save: Any = getattr(FileSystemStorage, "_save")  # noqa: B009
    saved: list[str] = []

    def full_after_one(self: FileSystemStorage, name: str, piece: Any) -> str:
        saved.append(name)
        if len(saved) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return str(save(self, name, piece))

    last = PIECE * (len(content) // PIECE)
    send(client, token, content)
    send(client, token, content, PIECE)
    before = on_disk()
    monkeypatch.setattr(FileSystemStorage, "_save", full_after_one)
    assert send(client, token, content, last).status_code == 507
    monkeypatch.undo()
    assert sorted(on_disk()) == sorted(before)
    assert send(client, token, content, last).status_code == 201


def test_pieces_are_limited_gently(
    client: Client, token: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "pieces-of-form", limits.Bucket(1, 60))
    send(client, token, given.jpeg())
    answer = send(client, token, given.jpeg(), PIECE)
    assert (answer.status_code, bool(answer.json()["error"])) == (429, True)
    assert send(client, receipts.new_token(), given.jpeg()).status_code == 202


def test_a_forged_upload_is_refused(token: str) -> None:
    assert send(Client(enforce_csrf_checks=True), token, given.jpeg()).status_code == 403


def test_an_unfinished_upload_is_shown_and_can_be_dropped(
    client: Client, town: t.Town, token: str
) -> None:
    send(client, token, given.jpeg())
    page = checked(client, token=token, text="")
    assert "foto.jpg Baru 40% sampai. Pilih berkas yang sama sekali lagi" in words(page)
    half = PartialUpload.objects.get().pk
    checked(client, token=token, text="", remove=str(half))
    assert PartialUpload.objects.count() == 0


def test_files_of_an_answer_go_up_at_once_too(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    path = f"{opened(client, complaint)}tulis/"
    page = client.get(path)
    assert "data-uploader" in page.content.decode()
    token = hidden(page)["token"]
    send_all(client, token, given.jpeg(), name="bukti.jpg")
    client.post(path, {"token": token, "text": "Ini buktinya."})
    assert [file.name for file in complaint.attachments.all()] == ["bukti.jpg"]


def test_the_last_moment_of_a_file_costs_few_queries(
    client: Client, token: str, django_assert_num_queries: Any
) -> None:
    content = given.jpeg()
    send(client, token, content)
    with django_assert_num_queries(6):
        send(client, token, content, PIECE)
    assert uploads.unfinished(token)[0].percent == 81
