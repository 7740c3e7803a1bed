"""*Saya juga mengalami*: one small page, everything in it optional, nothing of it public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints import actions, limits
from complaints.models import Attachment, Complaint, EventWords, Follower, Publication, Support
from tests import town as t
from tests.citizens.pages import errors, fetched, hidden, opened, words

pytestmark = pytest.mark.django_db

REMARK = "Masih berlubang, saya Darmawansyah di nomor 12."


def published(town: t.Town, **verification: Any) -> Complaint:
    return actions.verify_and_forward(
        t.submit(region=town.langkai),
        by=town.verifier,
        verification=t.verification(town, **verification),
        routing={"lead": town.pupr},
    )


def join(client: Client, complaint: Complaint, **answers: Any) -> Any:
    """Open the page and press its button, as a person does."""
    path = f"/laporan/{complaint.code}/ikut/"
    return client.post(path, {**hidden(client.get(path)), **answers}, follow=True)


def stored(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def test_two_taps_join(client: Client, town: t.Town) -> None:
    complaint = published(town)
    page = words(client.get(f"/laporan/{complaint.code.lower()}/ikut/"))
    for part in ("Saya juga mengalami", "Jalan berlubang di depan pasar", "Langkai, Pahandut"):
        assert part in page
    said = words(join(client, complaint))
    assert "Anda ikut dalam laporan ini" in said
    assert stored(complaint).support_count == 1
    assert complaint.events.filter(verb="join").count() == 1


def test_a_remark_and_a_photo_are_for_officers_only(client: Client, town: t.Town) -> None:
    complaint = published(town)
    photo = t.upload("Darmawansyah di lokasi.jpg")
    page = join(client, complaint, remark=REMARK, files=[photo]).content.decode()
    [file] = Attachment.objects.filter(event__verb="join")
    assert "Darmawansyah" not in file.name
    for text in (page, client.get("/laporan/").content.decode()):
        assert "Darmawansyah" not in text
        assert str(file.pk) not in text
    assert fetched(client, f"/berkas/{file.pk}/").status_code == 404
    client.force_login(town.liaison)
    desk = client.get(f"/meja/{complaint.code}/").content.decode()
    assert REMARK in desk
    assert fetched(client, f"/berkas/{file.pk}/").status_code == 200
    client.force_login(town.other_liaison)
    assert fetched(client, f"/berkas/{file.pk}/").status_code == 404


def test_the_reporter_reads_neither_remark_nor_photo(client: Client, town: t.Town) -> None:
    complaint = published(town)
    join(Client(), complaint, remark=REMARK, files=[t.upload()])
    page = client.get(opened(client, complaint)).content.decode()
    assert "Darmawansyah" not in page
    [file] = Attachment.objects.filter(event__verb="join")
    assert fetched(client, f"/berkas/{file.pk}/").status_code == 404


def test_an_address_is_asked_before_it_is_told_anything(client: Client, town: t.Town) -> None:
    complaint = published(town)
    said = words(join(client, complaint, email="Budi@warga.example"))
    assert "Buka email kami" in said
    follower = Follower.objects.get(complaint=complaint)
    assert follower.confirmed_at is None
    assert not EventWords.objects.filter(text__icontains="budi").exists()


def test_joining_twice_is_said_and_counts_once(client: Client, town: t.Town) -> None:
    complaint = published(town)
    join(client, complaint)
    assert "Anda sudah ikut mengalami" in words(join(client, complaint, remark="Lagi."))
    assert stored(complaint).support_count == 1
    assert not EventWords.objects.filter(text="Lagi.").exists()


def test_a_double_click_of_a_new_browser_counts_once(client: Client, town: t.Town) -> None:
    complaint = published(town)
    path = f"/laporan/{complaint.code}/ikut/"
    sent = hidden(client.get(path))
    assert client.cookies["lapor-dukung"]["httponly"]
    for _ in range(2):
        client.post(path, sent)
    assert Support.objects.filter(complaint=complaint).count() == 1


def test_an_account_joins_once_from_any_browser(town: t.Town) -> None:
    complaint = published(town)
    for _ in range(2):
        fresh = Client()
        fresh.force_login(town.citizen)
        join(fresh, complaint)
    assert stored(complaint).support_count == 1


@pytest.mark.parametrize("kind", ["unverified", "secret", "sealed", "personal"])
def test_what_is_not_public_is_not_found(client: Client, town: t.Town, kind: str) -> None:
    makers: dict[str, Callable[[], Complaint]] = {
        "unverified": t.submit,
        "secret": lambda: t.forwarded(town, is_secret=True),
        "sealed": lambda: t.submit(misconduct="yes"),
        "personal": lambda: published(town, publication=Publication.PERSONAL),
    }
    complaint = makers[kind]()
    for name in ("", "verifier", "liaison", "superuser"):
        if name:
            client.force_login(town.people[name])
        assert client.get(f"/laporan/{complaint.code}/ikut/").status_code == 404
        assert client.post(f"/laporan/{complaint.code}/ikut/").status_code == 404


def test_a_closed_report_is_said_to_be_closed(client: Client, town: t.Town) -> None:
    said = words(client.get(f"/laporan/{t.resolved(town).code}/ikut/", follow=True))
    assert "Laporan ini sudah ditutup" in said
    assert Support.objects.count() == 0


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"email": "bukan alamat"}, "Alamat email ini belum benar."),
        ({"remark": "a" * 1001}, "Terlalu panjang: 1.001 karakter."),
        ({"website": "x"}, "Kolom ini harus kosong."),
    ],
)
def test_a_wrong_answer_is_said_and_what_was_typed_stays(
    client: Client, town: t.Town, answers: dict[str, str], sentence: str
) -> None:
    complaint = published(town)
    response = join(client, complaint, **{"remark": "Masih padam", **answers})
    assert response.status_code == 422
    assert sentence in " ".join(errors(response))
    assert answers.get("remark", "Masih padam") in response.content.decode()
    assert Support.objects.count() == 0


def test_a_broken_photo_is_said_and_the_rest_stays(client: Client, town: t.Town) -> None:
    response = join(
        client, published(town), remark="Masih", files=[SimpleUploadedFile("x.jpg", b"bukan")]
    )
    assert response.status_code == 422
    assert "x.jpg" in " ".join(errors(response))
    assert Support.objects.count() == 0


def test_joining_needs_the_page_and_is_limited_gently(
    client: Client, town: t.Town, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = published(town)
    path = f"/laporan/{complaint.code}/ikut/"
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "acting", limits.Bucket(0, 60))
    response = join(client, complaint, remark="Masih padam")
    assert response.status_code == 429
    assert "Masih padam" in response.content.decode()


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_costs_few_queries(
    client: Client, town: t.Town, events: int, django_assert_num_queries: Any
) -> None:
    complaint = published(town)
    for number in range(events):
        actions.join(complaint, by=actions.Joiner(f"warga-{number}"))
    client.get(f"/laporan/{complaint.code}/ikut/")
    with django_assert_num_queries(1):
        client.get(f"/laporan/{complaint.code}/ikut/")


def test_joining_cannot_flood_many_addresses(
    client: Client, town: t.Town, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setattr(limits, "sender_of", lambda request: "192.0.2.77")
    monkeypatch.setitem(limits.BUCKETS, "follow", limits.Bucket(2, 3600))
    complaint = published(town)
    for number in range(4):
        assert "Anda ikut dalam laporan ini" in words(
            join(Client(), complaint, email=f"orang{number}@warga.example")
        )
    assert Follower.objects.count() == 2
