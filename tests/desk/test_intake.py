"""Taking reports in at the counter, and telling reporters by telephone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from complaints import actions, receipts
from complaints.models import Complaint, Delivery, Notification
from complaints.privacy import Contact
from tests import town as t
from tests.desk.conftest import SignIn

PHONE = "+6281234567890"


def answers(client: Client, **changes: Any) -> dict[str, Any]:
    """Return the form as a clerk fills it in."""
    token = client.get("/meja/catat/").context["form"].initial["token"]
    data = {
        "token": token,
        "channel": "letter",
        "kind": "complaint",
        "text": "Lampu jalan di depan kantor pos padam sejak Senin.",
        "place_text": "Depan kantor pos",
        "name": "Budi Warga",
        "phone": "0812 3456 7890",
        "misconduct": "no",
    }
    return {**data, **changes}


def test_clerk_files_a_letter_and_prints_the_receipt(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client, files=[t.upload("surat.jpg")], category=town.jalan.pk)
    answer = client.post("/meja/catat/", data)
    complaint = Complaint.objects.get()
    assert answer["Location"] == f"/meja/catat/{complaint.code}/"
    event = complaint.events.get()
    assert (event.role, event.actor, complaint.channel) == ("clerk", town.clerk, "letter")
    assert [file.name for file in complaint.attachments.all()] == ["surat.jpg"]
    page = client.get(answer["Location"])
    receipt = page.context["receipt"]
    assert receipts.find(complaint.code, receipt) == complaint
    assert receipt[:4] in page.content.decode()


def test_what_the_clerk_filed_is_in_the_clerks_list(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    client.post("/meja/catat/", answers(client))
    t.submit()
    rows = client.get("/meja/").context["rows"]
    assert [row.code for row in rows] == [Complaint.objects.get(channel="letter").code]


def test_sending_the_form_twice_makes_one_report(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    data = answers(client)
    first, second = client.post("/meja/catat/", data), client.post("/meja/catat/", data)
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


def test_receipt_is_shown_only_where_it_was_made(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    address = client.post("/meja/catat/", answers(client))["Location"]
    assert sign_in("verifier").get(address).status_code == 404


def test_report_of_misconduct_is_sealed_also_from_the_clerk(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    data = answers(client, misconduct="yes", sealed_against=town.pupr.pk)
    address = client.post("/meja/catat/", data)["Location"]
    complaint = Complaint.objects.get()
    assert (complaint.is_sealed, complaint.sealed_against) == (True, town.pupr)
    assert client.get(address).context["visible"] is False
    assert client.get(f"/meja/{complaint.code}/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "\u200b \u202e"}, "text"),
        ({"text": "x" * 100_000}, "text"),
        ({"incident_date": "2999-01-01"}, "incident_date"),
        ({"incident_date": "0001-01-01"}, "incident_date"),
        ({"incident_date": "kemarin"}, "incident_date"),
        ({"phone": "12"}, "phone"),
        ({"email": "bukan email"}, "email"),
        ({"kind": "xyz"}, "kind"),
        ({"channel": "web"}, "channel"),
        ({"category": "999999"}, "category"),
        ({"region": "' OR 1=1"}, "region"),
        ({"token": "x"}, "token"),
        ({"place_text": "x" * 300}, "place_text"),
    ],
)
def test_wrong_answers_are_named_and_nothing_is_lost(
    changes: dict[str, Any], field: str, town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("clerk")
    answer = client.post("/meja/catat/", answers(client, **changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Budi Warga" in answer.content.decode()
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "kosong.jpg"), (b"MZ\x90\x00", "foto.jpg"), (b"\xff\xd8\xff\xe0broken", "rusak.jpg")],
)
def test_files_that_are_no_pictures_are_refused(
    content: bytes, name: str, town: t.Town, sign_in: SignIn
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    client = sign_in("clerk")
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    answer = client.post("/meja/catat/", answers(client, files=[t.upload(), file]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])
    assert Complaint.objects.count() == 0


def phoned(**changes: Any) -> Complaint:
    """File a report whose reporter has a telephone only."""
    return t.submit(contact=Contact(name="Budi Warga", email="", phone=PHONE), **changes)


def test_verifier_calls_until_an_agency_holds_the_report(town: t.Town, sign_in: SignIn) -> None:
    complaint = phoned()
    page = sign_in("verifier").get("/meja/hubungi/")
    (call,) = page.context["calls"]
    assert (call.phone, call.news) == (PHONE, ["Laporan Anda sudah kami terima."])
    assert call.whatsapp.startswith("https://wa.me/6281234567890?text=LAPOR")
    assert "Budi" not in call.whatsapp
    assert sign_in("liaison").get("/meja/hubungi/").context["calls"] == []
    actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr},
    )
    assert sign_in("verifier").get("/meja/hubungi/").context["calls"] == []
    (call,) = sign_in("liaison").get("/meja/hubungi/").context["calls"]
    assert call.news == [
        "Laporan Anda sudah kami terima.",
        "Laporan Anda sudah diteruskan ke instansi yang menangani.",
    ]
    assert sign_in("other_liaison").get("/meja/hubungi/").context["calls"] == []


def test_tick_is_kept_once_with_who_told(town: t.Town, sign_in: SignIn) -> None:
    complaint = phoned()
    client = sign_in("verifier")
    (call,) = client.get("/meja/hubungi/").context["calls"]
    data = {"code": complaint.code, "last_id": call.last_id}
    first = client.post("/meja/hubungi/", data, follow=True)
    assert "sudah diberi tahu" in first.content.decode()
    delivery = Delivery.objects.get()
    assert (delivery.told_by, delivery.channel, delivery.sent_at is None) == (
        town.verifier,
        "call",
        False,
    )
    assert Notification.objects.get(channel="call").delivery == delivery
    second = sign_in("verifier2").post("/meja/hubungi/", data, follow=True)
    assert "mungkin petugas lain sudah" in second.content.decode()
    assert Delivery.objects.count() == 1


def test_news_that_came_later_is_not_ticked(town: t.Town, sign_in: SignIn) -> None:
    complaint = phoned()
    client = sign_in("verifier")
    (call,) = client.get("/meja/hubungi/").context["calls"]
    actions.ask_reporter(complaint, by=town.verifier, question="Di mana?")
    client.post("/meja/hubungi/", {"code": complaint.code, "last_id": call.last_id})
    (call,) = client.get("/meja/hubungi/").context["calls"]
    assert call.news == ["Kami perlu keterangan dari Anda supaya laporan dapat dilanjutkan."]


def test_hidden_reporter_is_listed_without_number_and_without_news(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = phoned(hides_reporter=True)
    for who in ("verifier", "custodian"):
        page = sign_in(who).get("/meja/hubungi/")
        (call,) = page.context["calls"]
        assert (call.phone, call.news) == ("", [f"Ada kabar untuk laporan {complaint.code}."])
        assert "Hanya kustodian yang dapat membukanya" in page.content.decode()
        data = {"code": complaint.code, "last_id": call.last_id}
        sign_in(who).post("/meja/hubungi/", data)  # nobody can have told what nobody could read
        assert Delivery.objects.count() == 0
    actions.reveal(complaint, by=town.custodian, reason="Menyampaikan kabar.")
    (call,) = sign_in("custodian").get("/meja/hubungi/").context["calls"]
    assert call.phone == PHONE


def test_others_cannot_tick(town: t.Town, sign_in: SignIn) -> None:
    complaint = phoned()
    last = Notification.objects.get(channel="call").pk
    for data in (
        {"code": complaint.code, "last_id": last},
        {"code": "x", "last_id": "9" * 40},
        {"code": "\x00", "last_id": "x"},
        {},
    ):
        assert sign_in("liaison").post("/meja/hubungi/", data).status_code == 302
    assert Delivery.objects.count() == 0
