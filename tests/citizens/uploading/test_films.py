"""Videos: taken where the extra is installed, with their picture and sound alone."""

from __future__ import annotations

import importlib.util
import io
from typing import Any

import av
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import Client

from complaints import actions, uploads
from complaints.models import Attachment
from tests import town as t
from tests.citizens.pages import fetched, opened, words
from tests.citizens.uploading import given
from tests.citizens.uploading.test_washing import told

pytestmark = pytest.mark.django_db


def test_nothing_of_a_video_is_kept_but_what_it_shows() -> None:
    content = given.film()
    assert set(told(content)) >= {given.MAKER, given.SECRET, b"-2.2089"}
    assert b"x264" in content
    file = uploads.clean(given.upload("jalan.mov", content))
    with default_storage.open(file.path) as stored:
        kept = stored.read()
    assert (file.kind, file.name, file.width) == ("video", "jalan.mp4", 160)
    assert told(kept) == []
    assert b"x264" not in kept
    film: Any
    with av.open(io.BytesIO(kept)) as film:
        assert [stream.type for stream in film.streams] == ["video"]
        assert len(list(film.decode(video=0))) == 10


def test_a_video_is_sent_as_a_file(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    video = uploads.clean(given.upload("jalan.mp4", given.film()))
    actions.write(complaint, by=t.reporter(complaint), text="Ini", files=[video])
    opened(client, complaint)
    response = fetched(client, f"/berkas/{Attachment.objects.get().pk}/")
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Content-Disposition"] == 'attachment; filename="jalan.mp4"'


@pytest.mark.parametrize(
    "content",
    [given.film()[:900], b"\0\0\0\x18ftypisom" + b"\0" * 500, given.film(codec="mpeg4")],
    ids=["cut off", "empty", "another codec"],
)
def test_a_broken_or_strange_video_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match=r"Video “jalan\.mp4” rusak"):
        uploads.clean(given.upload("jalan.mp4", content))


def test_without_the_extra_a_video_is_refused_with_a_way_out(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "video pendek (MP4)" in words(client.get("/lapor/satu-halaman/"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "video" not in words(client.get("/lapor/satu-halaman/"))
    with pytest.raises(ValidationError, match=r"belum dapat kami terima\. Kirim foto"):
        uploads.clean(given.upload("jalan.mp4", given.film()))
