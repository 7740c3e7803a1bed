"""*Unduh data saya*: everything of the own person, and nothing of anybody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from accounts.models import User
from complaints import actions, uploads
from complaints.models import Attachment, Complaint, Follower
from complaints.states import Audience
from complaints.telling import following
from tests import town as t
from tests.citizens.account.visitors import ADDRESS, citizen, filed_by, signed_in, unzipped

pytestmark = pytest.mark.django_db
PATH = "/akun/data/unduh/"


@pytest.fixture
def user(town: t.Town) -> User:
    return citizen()


def downloaded(user: User) -> tuple[dict[str, Any], dict[str, bytes]]:
    response = signed_in(user).post(PATH)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith('attachment; filename="data-lapor-')
    return unzipped(response)


def answered(town: t.Town, report: Complaint) -> Complaint:
    report = actions.verify_and_forward(
        report,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr, "co_agencies": []},
    )
    actions.note(report, by=town.liaison, text="Catatan dapur kantor.")
    proof = t.photo("Sri Wahyuni di lokasi.jpg")
    return actions.answer(report, by=town.liaison, reply=t.reply(), files=[proof])


def test_it_holds_account_report_conversation_dates_rating_and_files(
    town: t.Town, user: User
) -> None:
    photo = t.photo("Rina di rumah.jpg")
    own, _ = actions.submit(
        t.filing(numbers="6271010101010001", place_text="RT 3"),
        token="milik-sendiri",
        by=user,
        files=[photo],
    )
    answered(town, own)
    actions.confirm(own, by=actions.ReporterOf(own.pk, user), stars=4, words="Terima kasih.")
    data, files = downloaded(user)
    [report] = data["laporan"]
    assert data["akun"]["e-mail"] == ADDRESS
    assert report["isi"] == own.text
    assert report["kontak"] == {"name": "Rina Penguji", "email": "rina@warga.example", "phone": ""}
    assert report["data_untuk_petugas"] == "6271010101010001"
    assert report["penilaian"]["nilai"] == 4
    assert report["tenggat"][0]["untuk"] == "Pemeriksaan laporan"
    assert "Lubang sudah ditambal" in json.dumps(report["riwayat"])
    [sent] = report["berkas_anda"]
    assert sent["nama_asli"] == "Rina di rumah.jpg"
    assert sent["di_dalam_zip"] == f"berkas/{own.code}/berkas-1.jpg"
    with default_storage.open(photo.path) as stored:
        assert files[sent["di_dalam_zip"]] == stored.read()
    assert set(files) == {"BACA-SAYA.txt", sent["di_dalam_zip"]}


def test_it_holds_no_officer_no_internal_note_and_no_other_persons_report(
    town: t.Town, user: User
) -> None:
    main = t.submit(text="Cerita orang lain.", title="Judul orang lain")
    own = filed_by(user)
    answered(town, own)
    merged = filed_by(user, 2)
    actions.merge(merged, by=town.verifier, main=main)
    actions.write(main, by=t.reporter(main), text="Pesan orang lain.", files=[t.photo("lain.jpg")])
    data, files = downloaded(user)
    text = json.dumps(data, ensure_ascii=False)
    for secret in ("Catatan dapur", "Contoh", "Sri Wahyuni", "orang lain", "lain.jpg"):
        assert secret not in text
    assert "rina@warga.example" in text
    assert list(files) == ["BACA-SAYA.txt"]
    assert {one["tiket"] for one in data["laporan"]} == {own.code, merged.code}


def test_it_holds_what_a_merged_reporter_said_elsewhere(town: t.Town, user: User) -> None:
    main, own = t.submit(), filed_by(user)
    actions.merge(own, by=town.verifier, main=main)
    by = actions.ReporterOf(own.pk, user)
    actions.write(main, by=by, text="Di tempat saya juga.", files=[t.photo("saya.jpg")])
    data, files = downloaded(user)
    assert "Di tempat saya juga." in json.dumps(data)
    assert f"berkas/{own.code}/berkas-1.jpg" in files


def test_it_holds_support_and_following(town: t.Town, user: User) -> None:
    public = t.forwarded(town)
    client = signed_in(user)
    client.post(f"/laporan/{public.code}/dukung/")
    following.ask(public, ADDRESS)
    following.ask(public, "lain@surat.example")
    assert Follower.objects.count() == 2
    data, _ = downloaded(user)
    assert [one["tiket"] for one in data["dukungan"]] == [public.code]
    assert [one["tiket"] for one in data["diikuti"]] == [public.code]


def test_a_file_that_is_gone_is_left_out(town: t.Town, user: User) -> None:
    own = filed_by(user)
    by = actions.ReporterOf(own.pk, user)
    actions.write(own, by=by, text="Foto.", files=[t.photo("a.jpg"), t.photo("b.jpg")])
    default_storage.delete(str(Attachment.objects.order_by("name")[0].file.name))
    _, files = downloaded(user)
    assert list(files) == ["BACA-SAYA.txt", f"berkas/{own.code}/berkas-2.jpg"]


def test_an_internal_file_is_not_in_it(town: t.Town, user: User) -> None:
    own = filed_by(user)
    Attachment.objects.bulk_create(
        [
            uploads.attachment(
                t.photo(),
                complaint=own,
                event=own.events.get(),
                audience=Audience.INTERNAL,
                proof=False,
            )
        ]
    )
    assert list(downloaded(user)[1]) == ["BACA-SAYA.txt"]


def test_an_empty_account_and_an_officers_account_are_downloaded_too(
    town: t.Town, user: User
) -> None:
    assert downloaded(user)[0]["laporan"] == []
    data, _ = downloaded(town.liaison)
    assert data["akun"]["e-mail"] == town.liaison.email
    assert data["laporan"] == []


def test_only_a_fresh_sign_in_and_only_by_the_button(town: t.Town, user: User) -> None:
    stale = signed_in(user, seconds_ago=601)
    assert stale.post(PATH)["Location"] == "/akun/pastikan/?next=%2Fakun%2Fdata%2Funduh%2F"
    assert signed_in(user).get(PATH)["Location"] == "/akun/data/"


def test_it_is_not_made_without_end(town: t.Town, user: User, settings: LazySettings) -> None:
    settings.LAPOR_LIMITS = True
    client = signed_in(user)
    answers = [client.post(PATH) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [302]
    assert answers[-1]["Location"] == "/akun/data/"
