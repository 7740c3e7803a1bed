"""The road of a report, the hands it went through, and what the reporter was told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from complaints import actions
from complaints.citizens.tracking import handoffs
from complaints.law import reasons
from complaints.models import Complaint, Delivery, Notification
from complaints.privacy import Contact
from complaints.telling import outbox
from lapor import clock
from lapor import words as lapor_words
from tests import town as t
from tests.citizens.pages import opened, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+07:00")


def page_of(client: Client, complaint: Complaint) -> Any:
    return client.get(opened(client, complaint)).context


def steps(client: Client, complaint: Complaint) -> list[tuple[str, str]]:
    return [(step["title"], step["state"]) for step in page_of(client, complaint)["road"]]


# -- the road --------------------------------------------------------------------------------


def test_a_new_report_stands_at_the_second_step(client: Client, town: t.Town) -> None:
    assert steps(client, t.submit()) == [
        ("Terkirim", "done"),
        ("Diperiksa dan diteruskan", "now"),
        ("Instansi menanggapi", "next"),
        ("Instansi menjawab", "next"),
        ("Anda menilai", "next"),
    ]


def test_every_step_has_its_date(client: Client, town: t.Town) -> None:
    complaint = t.answered(town)
    today = lapor_words.day(timezone.localdate(clock.now()))
    texts = [step["text"] for step in page_of(client, complaint)["road"]]
    assert texts[:4] == [today] * 4
    due = complaint.deadlines.get(clock="confirmation").due_at
    assert texts[4] == f"Paling lambat {lapor_words.moment(due)}"


def test_a_confirmed_report_has_walked_the_whole_road(client: Client, town: t.Town) -> None:
    assert {state for _, state in steps(client, t.resolved(town))} == {"done"}


def test_a_question_leaves_the_report_where_it_was(client: Client, town: t.Town) -> None:
    complaint = actions.ask_reporter(t.forwarded(town), by=town.liaison, question="Di mana?")
    assert steps(client, complaint)[2] == ("Instansi menanggapi", "now")
    page = page_of(client, complaint)
    assert page["road"][2]["text"] == "Waktu berhenti sampai Anda menjawab."
    assert [(one["label"], one["open"]) for one in page["awaited"]] == [
        ("Jawab pertanyaan petugas", True)
    ]


def test_a_referral_names_the_body(client: Client, town: t.Town) -> None:
    assert town.outside is not None
    complaint = actions.refer(
        t.submit(), by=town.verifier, body=town.outside, reference="1/2026", words="Ke PLN."
    )
    assert steps(client, complaint)[1] == (f"Dirujuk ke {town.outside}", "now")


def test_an_archived_report_leaves_the_road(client: Client, town: t.Town) -> None:
    reason = reasons.choices("archive", asked=False)[0][0]
    complaint = actions.archive(t.submit(), by=town.verifier, reason=reason, words="Maaf.")
    assert steps(client, complaint) == [("Terkirim", "done"), ("Tidak dilanjutkan", "now")]
    appealed = actions.appeal(complaint, by=t.reporter(complaint), text="Keliru.")
    assert steps(client, appealed)[-1] == ("Banding diperiksa", "now")


def test_the_secret_road_of_a_sealed_report_names_no_agency(client: Client, town: t.Town) -> None:
    complaint = t.submit(misconduct="yes", sealed_against=town.pupr)
    assert steps(client, complaint)[1] == ("Dibaca pemeriksa yang ditunjuk", "now")
    page = words(client.get(opened(client, complaint)))
    assert "Sekarang dipegang Pemeriksa yang ditunjuk" in page
    assert "Dinas PUPR" not in page


def test_a_reopened_report_walks_again_from_the_agency(client: Client, town: t.Town) -> None:
    complaint = t.resolved(town)
    reopened = actions.reopen(complaint, by=t.reporter(complaint), text="Rusak lagi.")
    assert steps(client, reopened)[2] == ("Instansi menanggapi", "now")


# -- from hand to hand -----------------------------------------------------------------------


def test_stays_tell_who_held_it_and_for_how_long(client: Client, town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False) as moment:
        complaint = t.submit()
        moment.shift(timedelta(days=1))
        complaint = actions.verify_and_forward(
            complaint,
            by=town.verifier,
            verification=t.verification(town),
            routing={"lead": town.pupr},
        )
        moment.shift(timedelta(days=3))
        complaint = actions.hand_back(
            complaint, by=town.liaison, reason=reasons.choices("hand_back")[0][0], words="Bukan."
        )
        held = page_of(client, complaint)["held"]
        told = [(stay.who, stay.length, stay.dates) for stay in held]
    assert told == [
        (handoffs.COORDINATOR, "1 hari kerja", "23–24 November 2026"),
        ("Dinas PUPR", "3 hari kerja", "24–27 November 2026"),
        (handoffs.COORDINATOR, "kurang dari 1 hari kerja", "sejak Jumat, 27 November 2026"),
    ]


def test_an_answer_puts_the_report_into_the_reporters_hands(client: Client, town: t.Town) -> None:
    page = words(client.get(opened(client, t.answered(town))))
    assert "Sekarang giliran Anda , sejak" in page


def test_an_ended_report_is_in_nobodys_hands(client: Client, town: t.Town) -> None:
    assert page_of(client, t.resolved(town))["holder"] is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2026, 11, 21), (2026, 11, 25), "21–25 November 2026"),
        ((2026, 11, 28), (2026, 12, 2), "28 November – 2 Desember 2026"),
        ((2026, 12, 30), (2027, 1, 4), "30 Desember 2026 – 4 Januari 2027"),
        ((2026, 11, 21), (2026, 11, 21), "Sabtu, 21 November 2026"),
    ],
)
def test_spans_of_days_read_like_written_by_hand(
    start: tuple[int, int, int], end: tuple[int, int, int], said: str
) -> None:
    moments = [datetime(*day, 3, tzinfo=UTC) for day in (start, end)]
    assert handoffs.between(*moments) == said


# -- one clear next step ---------------------------------------------------------------------


def test_what_is_awaited_stands_alone_and_the_rest_is_folded(client: Client, town: t.Town) -> None:
    page = page_of(client, t.answered(town))
    assert [one["label"] for one in page["awaited"]] == ["Ya, sudah selesai", "Belum selesai"]
    assert "Kirim tambahan atau pesan" in [one["label"] for one in page["others"]]
    waiting = page_of(client, t.submit())
    assert waiting["awaited"] == []
    assert waiting["next"].title == "Sekarang Anda cukup menunggu"


def test_an_answer_that_waits_is_said_once(client: Client, town: t.Town) -> None:
    page = page_of(client, t.answered(town))
    (answer,) = page["answer"]
    assert answer.text not in [entry.text for entry in page["conversation"]]


# -- what the reporter was told --------------------------------------------------------------


def test_tracker_tells_which_messages_went_where(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    outbox.deliver()
    (message,) = page_of(client, complaint)["told"].messages
    assert (message.what, message.how) == (
        "Laporan Anda sudah kami terima.",
        "E-mail terkirim ke r***@warga.example",
    )
    assert message.at is not None


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("", "Lihat kabarnya di halaman ini; simpan nomor tiket dan kode Anda."),
        ("+6281234567890", "Petugas menghubungi nomor berakhiran 890;"),
    ],
)
def test_an_email_that_was_given_up_is_said(
    client: Client, town: t.Town, phone: str, sentence: str
) -> None:
    complaint = t.submit(contact=Contact(email="rina@warga.example", phone=phone))
    outbox.bundle()
    delivery = Delivery.objects.get()
    outbox._give_up(delivery, "SMTPRecipientsRefused 550")
    page = words(client.get(opened(client, complaint)))
    assert f"E-mail ke r***@warga.example tidak sampai. {sentence}" in page


def test_without_contact_nothing_was_told(client: Client, town: t.Town) -> None:
    complaint = t.submit(contact=Contact())
    assert page_of(client, complaint)["told"].messages == []
    assert not Notification.objects.filter(reporter__isnull=False).exists()
