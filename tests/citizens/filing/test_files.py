"""Files of the one-page form: the good ones stay, and what is wrong with another is said."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Limit
from complaints import uploads
from complaints.models import Complaint, StagedFile
from tests import town as t
from tests.citizens.pages import checked, errors, filed, hidden, words

pytestmark = pytest.mark.django_db


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_good_files_stay_when_another_is_refused(client: Client, town: t.Town) -> None:
    response = checked(
        client,
        files=[
            t.upload("baik.jpg"),
            upload("kosong.jpg", b""),
            upload("rusak.jpg", t.upload().read()[:300]),
            upload("program.jpg", b"MZ\x90\x00 bukan foto"),
        ],
    )
    assert response.status_code == 422
    assert errors(response) == [
        "Berkas “kosong.jpg” kosong. Pilih berkas lain.",
        "Foto “rusak.jpg” rusak atau tidak dapat dibaca. Ambil atau pilih foto lain.",
        "Berkas “program.jpg” bukan foto atau PDF. Kirim JPG, PNG, WebP, HEIC, PDF.",
    ]
    token = hidden(response)["token"]
    assert [file.name for file in uploads.staged(token)] == ["baik.jpg"]
    again = checked(client, token=token)
    client.post("/lapor/terkirim/", hidden(again))
    assert [file.name for file in Complaint.objects.get().attachments.all()] == ["baik.jpg"]


def test_too_large_a_file_is_named(client: Client, town: t.Town) -> None:
    Limit.objects.filter(code="upload_megabytes").update(value=1)
    response = checked(client, files=[upload("besar.jpg", b"\xff\xd8" + b"x" * 1_100_000)])
    assert errors(response) == ["Berkas “besar.jpg” terlalu besar. Ukuran paling besar 1 MB."]


def test_too_many_files_keep_the_first_ten(client: Client, town: t.Town) -> None:
    response = checked(client, files=[t.upload(f"{n}.jpg") for n in range(12)])
    assert len(errors(response)) == 1
    assert errors(response)[0].startswith("Paling banyak 10 berkas dalam satu kiriman. 2 berkas")
    assert StagedFile.objects.count() == 10


def test_a_whole_gallery_is_answered_with_a_sentence(client: Client, town: t.Town) -> None:
    tiny = [upload(f"{n}.jpg", b"") for n in range(40)]
    response = checked(client, files=tiny)
    assert response.status_code == 422
    assert "30 berkas terakhir tidak kami ambil" in words(response)


def test_a_file_can_be_dropped_again(client: Client, town: t.Town) -> None:
    carried = hidden(checked(client, files=[t.upload("a.jpg"), t.upload("b.jpg")]))
    unwanted = uploads.staged(carried["token"])[0]
    page = client.post("/lapor/periksa/", {**carried, "remove": str(unwanted.pk)})
    assert "a.jpg" not in words(page)
    assert [file.name for file in uploads.staged(carried["token"])] == ["b.jpg"]


def test_nobody_drops_the_files_of_another_form(client: Client, town: t.Town) -> None:
    checked(client, files=[t.upload("a.jpg")])
    theirs = StagedFile.objects.get()
    checked(client, remove=[str(theirs.pk), "bukan-uuid"])
    assert StagedFile.objects.count() == 1


def test_file_names_lose_paths_and_excess(client: Client, town: t.Town) -> None:
    complaint, _ = filed(
        client,
        files=[
            t.upload("../../etc/passwd.jpg"),
            t.upload("C:\\Users\\Rina\\" + "n" * 300 + ".jpg"),
            t.upload("<img src=x>.jpg"),
        ],
    )
    names = sorted(complaint.attachments.values_list("name", flat=True))
    assert names == ["<img src=x>.jpg", "n" * 80 + ".jpg", "passwd.jpg"]
    assert "<img src=x>" not in client.get(f"/lacak/{complaint.code}/").content.decode()


def test_picture_bytes_without_end_are_refused(client: Client, town: t.Town) -> None:
    content = BytesIO(t.upload().read()).getvalue()[:20]
    assert checked(client, files=[upload("x.jpg", content)]).status_code == 422
