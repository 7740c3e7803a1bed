"""The outbox: rows become messages, at most one a day and report, and every message goes out."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
import time_machine
from django.conf import LazySettings
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models.functions import Now

from agencies.models import Officer
from complaints import actions, links, on_request
from complaints.models import Complaint, Delivery, Notification
from complaints.privacy import Contact
from complaints.reporters import erasure
from complaints.states import Told
from complaints.telling import calls, lost_code, outbox
from complaints.workflow import Lifecycle
from tests import mailbox
from tests import town as t

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

RINA = "rina@warga.example"
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+07:00")


class Refusing(BaseEmailBackend):
    """An SMTP server that takes nothing; what it says quotes the address."""

    def send_messages(self, email_messages: Any) -> int:
        """Refuse."""
        raise smtplib.SMTPRecipientsRefused({RINA: (450, b"mailbox of rina is busy")})


def deliver_at(moment: datetime) -> int:
    """Deliver what is due at ``moment``."""
    with time_machine.travel(moment, tick=False):
        return outbox.deliver()


def submitted_at(moment: datetime, **changes: Any) -> Complaint:
    """File a report at ``moment``."""
    with time_machine.travel(moment, tick=False):
        return t.submit(**changes)


def link_to(complaint: Complaint) -> str:
    """Return how the link to the tracker begins, before its signature with the time."""
    return links.tracking_link(complaint).partition("?")[0] + "?kunci="


# -- what goes out, and when -----------------------------------------------------------------


def test_received_report_is_confirmed_at_once_at_any_hour() -> None:
    night = MONDAY.replace(hour=23)
    complaint = submitted_at(night)
    assert deliver_at(night) == 1
    (mail,) = mailbox.mails(RINA)
    assert mailbox.subject(mail) == f"Laporan Anda sudah kami terima – laporan {complaint.code}"
    assert "paling lambat Kamis, 26 November 2026 pukul 16.00 WIB" in mailbox.text(mail)
    assert link_to(complaint) in mailbox.text(mail)
    assert link_to(complaint) in mailbox.html(mail)


def test_other_news_waits_for_seven_in_the_morning(town: t.Town) -> None:
    night = MONDAY.replace(hour=20)
    with time_machine.travel(night, tick=False):
        t.forwarded(town)
    assert deliver_at(night) == 1
    assert deliver_at(night + timedelta(hours=10, minutes=59)) == 0
    assert deliver_at(night + timedelta(hours=11)) == 1
    assert mailbox.subjects(RINA)[1].startswith("Laporan Anda diteruskan ke Dinas PUPR")


def test_a_reporter_hears_of_a_report_once_a_day(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.forwarded(town)
    assert deliver_at(MONDAY) == 2
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        actions.answer(complaint, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert deliver_at(MONDAY + timedelta(hours=3)) == 0
    assert deliver_at(MONDAY + timedelta(days=1, hours=-2)) == 1
    last = mailbox.mails(RINA)[-1]
    assert (
        mailbox.subject(last)
        == f"Dinas PUPR sudah menjawab laporan Anda – laporan {complaint.code}"
    )
    assert "> Sudah ditinjau." in mailbox.text(last)
    assert "> Lubang sudah ditambal kemarin oleh UPT Jalan." in mailbox.text(last)
    assert "paling lambat Senin, 7 Desember 2026 pukul 16.00 WIB" in mailbox.text(last)


def test_another_report_of_the_same_person_is_another_day_of_its_own(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        t.forwarded(town)
        t.forwarded(town)
    assert deliver_at(MONDAY) == 4


def test_a_reporter_who_confirmed_hears_no_older_news(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        t.resolved(town)
    assert deliver_at(MONDAY) == 1
    assert Notification.objects.filter(dropped_at__isnull=False).count() == 3


def test_an_erased_reporter_gets_nothing(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.forwarded(town)
        erasure.erase(complaint)
    assert deliver_at(MONDAY) == 0
    waiting = Notification.objects.filter(reporter__isnull=False, dropped_at__isnull=True)
    assert waiting.count() == 0


def test_erasure_between_bundling_and_sending_ends_the_message(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.submit()
        outbox.bundle()
        erasure.erase(complaint)
        assert outbox.deliver() == 0
    assert Delivery.objects.get().last_error == "dropped"


@pytest.mark.parametrize(
    "secrecy", [{"hides_reporter": True}, {"is_secret": True}, {"misconduct": "yes"}]
)
def test_hidden_secret_and_sealed_reports_say_only_that_there_is_news(
    secrecy: dict[str, Any],
) -> None:
    complaint = submitted_at(MONDAY, **secrecy)
    deliver_at(MONDAY)
    (mail,) = mailbox.mails(RINA)
    assert mailbox.subject(mail) == f"Ada kabar untuk laporan {complaint.code}"
    said, _, link = mailbox.text(mail).split("-- \n")[0].strip().partition("\n\n")
    assert said == f"Ada kabar untuk laporan {complaint.code}"
    assert link.startswith(link_to(complaint))
    assert len(link.split()) == 1


def test_a_report_that_moves_says_from_where_and_why(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.forwarded(town)
        outbox.deliver()
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        actions.hand_back(
            complaint, by=town.liaison, reason="not_our_authority", words="Jalan provinsi."
        )
        actions.forward(complaint, by=town.verifier, lead=town.dlh)
        outbox.deliver()
    last = mailbox.mails(RINA)[-1]
    assert mailbox.subject(last).startswith("Laporan Anda pindah ke DLH")
    assert "dari Dinas PUPR ke DLH karena menurut instansi itu: bukan kewenangan kami" in (
        mailbox.text(last)
    )


def test_a_dismissed_appeal_names_the_ombudsman(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.resolved(town)
        outbox.deliver()
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        actions.appeal(complaint, by=t.reporter(complaint), text="Masih berlubang.")
        actions.dismiss(complaint, by=town.overseer, reason="Sudah ditambal semua.")
        outbox.deliver()
    last = mailbox.mails(RINA)[-1]
    assert mailbox.subject(last).startswith("Banding Anda ditolak")
    assert "Ombudsman Republik Indonesia: telepon 137" in mailbox.text(last)


def test_a_merged_reporter_hears_the_answer_but_no_conversation(town: t.Town) -> None:
    other = Contact(name="Budi", email="budi@warga.example")
    with time_machine.travel(MONDAY, tick=False):
        main = t.forwarded(town)
        actions.merge(t.submit(contact=other), by=town.verifier, main=main)
        outbox.deliver()
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        actions.write(main, by=town.liaison, text="Rumah Ibu Rina yang mana?")
        actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
        outbox.deliver()
    last = mailbox.mails("budi@warga.example")[-1]
    assert mailbox.subject(last).startswith("Dinas PUPR sudah menjawab laporan Anda")
    assert "Lubang sudah ditambal" in mailbox.text(last)
    assert "Ibu Rina" not in mailbox.text(last)
    assert "Ibu Rina" in mailbox.text(mailbox.mails(RINA)[-1])


# -- officers --------------------------------------------------------------------------------


def test_officers_hear_of_danger_at_any_hour(town: t.Town) -> None:
    night = MONDAY.replace(hour=2)
    complaint = submitted_at(night, danger=True, region=town.langkai)
    deliver_at(night)
    (mail,) = mailbox.mails("verifier@")
    assert mailbox.subject(mail) == f"Bahaya: laporan {complaint.code} di Depan pasar, Langkai"
    assert f"/meja/{complaint.code}/" in mailbox.text(mail)


def test_danger_of_a_secret_report_names_no_place(town: t.Town) -> None:
    complaint = submitted_at(MONDAY, danger=True, region=town.langkai, is_secret=True)
    deliver_at(MONDAY)
    mail = mailbox.mails("verifier@")[0]
    assert mailbox.subject(mail) == f"Bahaya: laporan {complaint.code} di tempat dirahasiakan"
    assert "pasar" not in mailbox.text(mail)


def test_an_officer_gets_one_message_for_all_that_waits(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        for _ in range(3):
            complaint = t.followed_up(town)
            actions.write(complaint, by=t.reporter(complaint), text="Terima kasih.")
        outbox.deliver()
    (mail,) = mailbox.mails("liaison@kota")
    assert mailbox.subject(mail).endswith("dan 2 kabar lain")


def test_officers_hear_nothing_of_a_closed_report(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.answered(town)
        actions.write(complaint, by=t.reporter(complaint), text="Terima kasih.")
        actions.confirm(complaint, by=t.reporter(complaint))
        outbox.deliver()
    assert mailbox.subjects("liaison@kota") == []


def test_who_may_not_see_the_report_any_more_is_not_told(town: t.Town) -> None:
    with time_machine.travel(MONDAY, tick=False):
        complaint = t.followed_up(town)
        actions.write(complaint, by=t.reporter(complaint), text="Terima kasih.")
        actions.recall(complaint, by=town.verifier, reason="Salah alamat.")
        outbox.deliver()
    assert mailbox.subjects("liaison@kota") == []


# -- faults ----------------------------------------------------------------------------------


def test_a_failed_message_comes_back_later_each_time_and_is_given_up_at_last(
    settings: LazySettings,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    submitted_at(MONDAY)
    pauses = []
    moment = MONDAY
    with structlog.testing.capture_logs() as lines:
        while (delivery := Delivery.objects.first()) is None or not delivery.given_up_at:
            assert deliver_at(moment) == 0
            delivery = Delivery.objects.get()
            if delivery.next_attempt_at is not None:
                pauses.append(delivery.next_attempt_at - moment)
                moment = delivery.next_attempt_at
    assert delivery.attempts == outbox.MOST_ATTEMPTS
    assert pauses == sorted(pauses)
    assert timedelta(minutes=1) <= pauses[0] < timedelta(minutes=2)
    assert timedelta(hours=6) <= pauses[-1] < timedelta(hours=8)
    assert delivery.last_error == "SMTPRecipientsRefused 450"
    assert "rina" not in str(lines)


class NoMailbox(BaseEmailBackend):
    """An SMTP server that knows no such address."""

    def send_messages(self, email_messages: Any) -> int:
        """Refuse for good."""
        raise smtplib.SMTPRecipientsRefused({RINA: (550, b"no such user rina")})


def test_an_address_that_does_not_exist_is_tried_once(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoMailbox"
    submitted_at(MONDAY)
    deliver_at(MONDAY)
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.last_error) == (1, "SMTPRecipientsRefused 550")
    assert delivery.given_up_at == MONDAY


def test_a_given_up_message_moves_to_the_call_list_when_there_is_a_phone(
    settings: LazySettings, town: t.Town
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoMailbox"
    complaint = submitted_at(MONDAY, contact=Contact(email=RINA, phone="+6281234567890"))
    deliver_at(MONDAY)
    row = Notification.objects.get(complaint=complaint, reporter__isnull=False)
    assert (row.channel, row.delivery) == (Notification.Channel.CALL, None)
    officers = list(Officer.objects.of(town.verifier))
    (call,) = calls.waiting(town.verifier, officers).calls
    assert (call.complaint, call.phone) == (complaint, "+6281234567890")
    last_id = call.last_id
    assert calls.mark_told(town.verifier, officers, code=complaint.code, last_id=last_id) == 1
    assert calls.waiting(town.verifier, officers).calls == []


def test_a_given_up_message_without_a_phone_calls_nobody(
    settings: LazySettings, town: t.Town
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoMailbox"
    submitted_at(MONDAY)
    deliver_at(MONDAY)
    assert not calls.waiting(town.verifier, list(Officer.objects.of(town.verifier))).calls


def test_nobody_calls_a_reporter_who_was_erased(town: t.Town) -> None:
    complaint = submitted_at(MONDAY, contact=Contact(phone="+6281234567890"))
    lost_code.ask(code=complaint.code, phone="+6281234567890")
    officers = list(Officer.objects.of(town.verifier))
    assert len(calls.waiting(town.verifier, officers).calls) == 1
    erasure.erase(complaint)
    assert calls.waiting(town.verifier, officers).calls == []


def test_a_call_for_a_lost_code_is_ticked_once_and_never_mailed(town: t.Town) -> None:
    complaint = submitted_at(MONDAY, contact=Contact(phone="+6281234567890"))
    officers = list(Officer.objects.of(town.verifier))
    (news,) = calls.waiting(town.verifier, officers).calls
    calls.mark_told(town.verifier, officers, code=complaint.code, last_id=news.last_id)
    lost_code.ask(code=complaint.code, phone="+6281234567890")
    assert deliver_at(MONDAY) == 0
    (call,) = calls.waiting(town.verifier, officers).calls
    assert call.news == [calls.LOST_CODE]
    assert calls.mark_told(town.verifier, officers, code=complaint.code, last_id=0) == 1
    assert calls.mark_told(town.verifier, officers, code=complaint.code, last_id=0) == 0
    assert calls.waiting(town.verifier, officers).calls == []


def test_one_bad_message_does_not_keep_the_others(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted_at(MONDAY, contact=Contact(email="a\nb@warga.example"))
    submitted_at(MONDAY)
    assert deliver_at(MONDAY) == 1
    assert mailbox.subjects(RINA) != []


def test_a_message_whose_worker_died_is_taken_again_under_the_same_name(
    mail_folder: Path,
) -> None:
    submitted_at(MONDAY)
    deliver_at(MONDAY)
    (before,) = mail_folder.iterdir()
    # The worker wrote the file and died before it could mark the message.
    dead = {"sent_at": None, "next_attempt_at": MONDAY, "claimed_at": Now()}
    Delivery.objects.update(**dead)
    assert deliver_at(MONDAY) == 0
    Delivery.objects.update(claimed_at=Now() - outbox.CLAIM_FOR - timedelta(seconds=1))
    with structlog.testing.capture_logs() as lines:
        assert deliver_at(MONDAY) == 1
    (after,) = mail_folder.iterdir()
    assert after.name == before.name
    assert Delivery.objects.get().reclaims == 1
    assert [line["event"] for line in lines] == ["message.taken_again", "message.sent"]


def test_file_is_named_after_the_message_id(mail_folder: Path) -> None:
    submitted_at(MONDAY)
    deliver_at(MONDAY)
    delivery = Delivery.objects.get()
    (mail,) = mailbox.mails()
    assert mail["Message-ID"] == f"<{delivery.pk}@lapor>"
    assert [file.name for file in mail_folder.iterdir()] == [f"{delivery.pk}@lapor.eml"]


# -- texts -----------------------------------------------------------------------------------


def verbs_that_tell(circle: Told) -> set[str]:
    """Return the verbs whose law tells ``circle``."""
    found = set()
    for name in dir(Lifecycle):
        meta = getattr(getattr(Lifecycle, name), "_django_fsm", None)
        laws = [one.custom for one in meta.transitions.values()] if meta else []
        found |= {name for law in laws if circle in law["tells"]}
    return found


def test_every_verb_that_tells_reporters_has_a_text(settings: LazySettings) -> None:
    folder = settings.BASE_DIR / "templates" / "messages" / "reporter"
    texts = {path.stem for path in folder.glob("*.txt")}
    told_by_the_clocks = {"remind", "escalate"}
    assert texts == verbs_that_tell(Told.REPORTER) | told_by_the_clocks | {on_request.KEY}
