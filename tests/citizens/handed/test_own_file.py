"""*Unduh berkas*: the reporter's own report as a file, with what the tracker shows and no more."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.conf import LazySettings
from django.test import Client

from complaints import actions, links
from complaints.models import CaseFile, Complaint
from tests import town as t

pytestmark = pytest.mark.django_db


def opened(report: Complaint) -> Client:
    client = Client()
    client.get(f"/lacak/{report.code}/", {links.KEY: links.token_for(report)})
    return client


def taken(report: Complaint, client: Client | None = None) -> dict[str, bytes]:
    answer = (client or opened(report)).post(f"/lacak/{report.code}/unduh-berkas/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_what_the_tracker_shows_and_is_stored_nowhere(town: t.Town) -> None:
    report = t.answered(town)
    actions.note(report, by=town.liaison, text="Hanya untuk kita.")
    files = taken(report)
    assert list(files) == [
        "laporan.pdf",
        "riwayat.json",
        "CARA-MEMERIKSA.txt",
        "berkas/berkas-1.jpg",
        "SHA256SUMS",
    ]
    story = files["riwayat.json"].decode()
    assert "Lubang sudah ditambal kemarin oleh UPT Jalan." in story
    assert "Hanya untuk kita." not in story
    assert "Liaison Contoh" not in story
    answer = next(row for row in json.loads(story) if "ditambal" in row["isi"])
    assert answer["berkas"] == ["berkas/berkas-1.jpg"]
    assert not CaseFile.objects.exists()


def test_the_tracker_offers_it(town: t.Town) -> None:
    report = t.forwarded(town)
    page = opened(report).get(f"/lacak/{report.code}/").content.decode()
    assert f'action="/lacak/{report.code}/unduh-berkas/"' in page


def test_a_stranger_gets_nothing(town: t.Town) -> None:
    report = t.forwarded(town)
    for client in (Client(), opened(t.forwarded(town))):
        assert client.post(f"/lacak/{report.code}/unduh-berkas/")["Location"] == "/lacak/"
        assert client.get(f"/lacak/{report.code}/unduh-berkas/").status_code == 405


def test_the_name_of_the_file_tells_nothing_of_a_secret_report(town: t.Town) -> None:
    report = t.forwarded(town, is_secret=True)
    answer = opened(report).post(f"/lacak/{report.code}/unduh-berkas/")
    assert answer["Content-Disposition"] == 'attachment; filename="laporan.zip"'


def test_a_merged_reporter_gets_nothing_of_the_others(town: t.Town) -> None:
    main, other = t.forwarded(town), t.forwarded(town)
    actions.write(main, by=t.reporter(main), text="Saya tinggal di nomor 7.")
    actions.merge(other, by=town.verifier, main=main)
    files = taken(Complaint.objects.get(pk=other.pk))
    assert all(b"nomor 7" not in data for data in files.values())
    assert all(b"rina@warga" not in data for data in files.values())


def test_taking_it_often_has_to_wait(town: t.Town, settings: LazySettings) -> None:
    settings.LAPOR_LIMITS = True
    report = t.forwarded(town)
    client = opened(report)
    for _ in range(5):
        taken(report, client)
    assert client.post(f"/lacak/{report.code}/unduh-berkas/").status_code == 429
