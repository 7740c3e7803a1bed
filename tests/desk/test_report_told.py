"""Who was told what of a report: person, channel and result, never an address."""

from __future__ import annotations

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from agencies.models import Officer
from complaints import actions
from complaints.models import Complaint, Delivery
from complaints.privacy import Contact
from complaints.telling import calls
from tests import town as t
from tests.desk.conftest import SignIn

Rows = list[tuple[str, str, str]]


def told(sign_in: SignIn, complaint: Complaint, who: str = "liaison") -> dict[str, Rows]:
    """Return who was told, how and with what result, by what happened."""
    page = sign_in(who).get(f"/meja/{complaint.code}/diberi-tahu/")
    return {
        one.what: [(row.who, row.channel, row.result.partition(" Senin")[0]) for row in one.people]
        for one in page.context["occasions"]
    }


@time_machine.travel(
    "2026-11-23T10:00:00+07:00", tick=False
)  # by day: nobody is written to at night
def test_everybody_who_was_told_stands_there_with_channel_and_result(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    assert told(sign_in, complaint)["Diteruskan"] == [
        ("Liaison Contoh", "Ringkasan harian", "Menunggu ringkasan berikutnya"),
        ("Pelapor", "Email", "Menunggu dikirim"),
    ]


def test_what_was_sent_and_what_failed_says_so_without_the_address(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    delivery = Delivery.objects.create(
        reporter=complaint.reporter,
        channel="email",
        created_at=complaint.created_at,
        attempts=3,
        given_up_at=complaint.created_at,
        last_error="SMTPRecipientsRefused 550",
    )
    complaint.notifications.filter(reporter__isnull=False).update(delivery=delivery)
    page = sign_in("liaison").get(f"/meja/{complaint.code}/diberi-tahu/").content.decode()
    assert "Gagal: alamat penerima ditolak" in page
    assert "rina@warga.example" not in page
    assert "SMTP" not in page


def test_a_call_names_the_officer_who_made_it(town: t.Town, sign_in: SignIn) -> None:
    contact = Contact(name="Rina Penguji", phone="+6281234567890")
    complaint = t.forwarded(town, contact=contact)
    rows = told(sign_in, complaint)["Diteruskan"]
    assert ("Pelapor", "Telepon", "Menunggu ditelepon petugas") in rows
    last = complaint.notifications.latest("pk").pk
    mine = list(Officer.objects.of(town.liaison))
    assert calls.mark_told(town.liaison, mine, code=complaint.code, last_id=last)
    [row] = [one for one in told(sign_in, complaint)["Diteruskan"] if one[0] == "Pelapor"]
    assert row[2].startswith("Disampaikan oleh Liaison Contoh")
    page = sign_in("liaison").get(f"/meja/{complaint.code}/diberi-tahu/").content.decode()
    assert "81234567890" not in page


def test_what_is_dropped_is_said(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    complaint.notifications.filter(reporter__isnull=False).update(dropped_at=complaint.created_at)
    [row] = [one for one in told(sign_in, complaint)["Diteruskan"] if one[0] == "Pelapor"]
    assert row[2].startswith("Tidak jadi dikirim")


def test_reporters_of_merged_reports_are_told_apart_and_stay_unnamed(
    town: t.Town, sign_in: SignIn
) -> None:
    main = t.forwarded(town)
    actions.merge(t.submit(hides_reporter=True), by=town.verifier, main=main)
    actions.follow_up(main, by=town.liaison, text="Sudah ditinjau.")
    rows = told(sign_in, main)["Tindak lanjut dicatat"]
    assert [who for who, *_ in rows if who.startswith("Pelapor")] == [
        "Pelapor",
        "Pelapor laporan gabungan",
    ]


@pytest.mark.parametrize("who", ["other_liaison", "custodian", "superuser"])
def test_only_those_who_see_the_report_read_the_list(
    who: str, town: t.Town, sign_in: SignIn
) -> None:
    address = f"/meja/{t.forwarded(town).code}/diberi-tahu/"
    expected = 403 if who == "superuser" else 404
    assert sign_in(who).get(address).status_code == expected


def test_the_list_costs_the_same_with_one_and_three_of_everything(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    for number in (1, 2):
        for _ in range(number):
            actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")
        with django_assert_num_queries(6):
            client.get(f"/meja/{complaint.code}/diberi-tahu/")


def test_htmx_gets_the_list_alone(town: t.Town, sign_in: SignIn) -> None:
    headers = {"HX-Request": "true", "HX-Target": "diberi-tahu"}
    page = sign_in("liaison").get(
        f"/meja/{t.forwarded(town).code}/diberi-tahu/?sebelum=x", headers=headers
    )
    assert page.content.decode().strip().startswith('<div id="diberi-tahu"')
