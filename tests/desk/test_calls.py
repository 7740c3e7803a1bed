"""Telling reporters by telephone who left no other way to reach them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine

from complaints import actions
from complaints.models import CallTry, Complaint, Delivery, Notification
from complaints.privacy import Contact
from complaints.telling import calls
from tests import town as t
from tests.desk.conftest import SignIn

PHONE = "+6281234567890"


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


def test_call_nobody_took_is_counted_and_tried_again_later(town: t.Town, sign_in: SignIn) -> None:
    with time_machine.travel(datetime.fromisoformat("2026-11-23T15:00+07:00"), tick=False):
        complaint, client = phoned(), sign_in("verifier")
        data = {"code": complaint.code, "last_id": "0", "missed": "1"}
        page = client.post("/meja/hubungi/", data, follow=True)
        assert "Coba lagi Selasa, 24 November 2026 pukul 11.00 WIB" in page.content.decode()
        client.post("/meja/hubungi/", data)  # a double click is one call
        (call,) = page.context["calls"]
        assert (call.tries, call.is_later) == (1, True)
    with time_machine.travel(datetime.fromisoformat("2026-11-24T13:00+07:00"), tick=False):
        client = sign_in("verifier")
        (call,) = client.get("/meja/hubungi/").context["calls"]
        assert (call.tries, call.is_later) == (1, False)
        client.post("/meja/hubungi/", data)
        (call,) = client.get("/meja/hubungi/").context["calls"]
        assert (call.tries, call.is_later) == (2, True)
    assert (CallTry.objects.count(), Delivery.objects.count()) == (2, 0)


def test_who_was_just_tried_comes_after_the_others(town: t.Town, sign_in: SignIn) -> None:
    first, second = phoned(), phoned()
    client = sign_in("verifier")
    page = client.get("/meja/hubungi/")
    assert [call.complaint for call in page.context["calls"]] == [first, second]
    client.post("/meja/hubungi/", {"code": first.code, "last_id": "0", "missed": "1"})
    page = client.get("/meja/hubungi/")
    assert [call.complaint for call in page.context["calls"]] == [second, first]


def test_nobody_tries_whom_the_law_does_not_let_call(town: t.Town, sign_in: SignIn) -> None:
    hidden, complaint = phoned(hides_reporter=True), phoned()
    for who, code in (
        ("verifier", hidden.code),
        ("custodian", hidden.code),
        ("liaison", complaint.code),
        ("overseer", complaint.code),
    ):
        data = {"code": code, "last_id": "0", "missed": "1"}
        page = sign_in(who).post("/meja/hubungi/", data, follow=True)
        assert "Tidak ada yang perlu dicatat" in page.content.decode()
    assert CallTry.objects.count() == 0


def test_pages_follow_each_other_without_a_gap(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "PAGE", 2)
    codes = [phoned().code for _ in range(5)]
    client, address, seen = sign_in("verifier"), "/meja/hubungi/", []
    while address:
        context = client.get(address).context
        seen += [call.complaint.code for call in context["calls"]]
        address = context["more_url"]
    assert seen == codes


@pytest.mark.parametrize(
    "cursor", ["x", "2026_1", "2026-11-23T08:00:00+07:00_99999999999999999999"]
)
def test_address_that_is_not_ours_shows_the_first_page(
    cursor: str, town: t.Town, sign_in: SignIn
) -> None:
    phoned()
    page = sign_in("verifier").get("/meja/hubungi/", {"sesudah": cursor})
    assert len(page.context["calls"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("verifier", 8), ("custodian", 8)])
def test_list_asks_the_same_whatever_its_length(
    rows: int,
    who: str,
    queries: int,
    town: t.Town,
    sign_in: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(rows):
        phoned(hides_reporter=True)
    client = sign_in(who)
    client.get("/meja/hubungi/")
    with django_assert_num_queries(queries):
        page = client.get("/meja/hubungi/")
    assert len(page.context["calls"]) == rows


def test_inspectors_call_about_sealed_reports(town: t.Town, sign_in: SignIn) -> None:
    complaint = phoned(misconduct="yes", sealed_against=town.agencies["diskominfo"])
    assert sign_in("verifier").get("/meja/hubungi/").context["calls"] == []
    (call,) = sign_in("overseer").get("/meja/hubungi/").context["calls"]
    assert (call.phone, call.news) == (PHONE, [f"Ada kabar untuk laporan {complaint.code}."])
