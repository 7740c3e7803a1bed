"""Who filed many reports gets one e-mail a day about all of them, and nothing else changes."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
import time_machine
from django.conf import LazySettings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from complaints import actions, links, privacy, sweep
from complaints.citizens.tracking.told import told_of
from complaints.models import Complaint, Delivery, Notification, Reporter
from complaints.privacy import Contact
from complaints.reporters import erasure
from complaints.telling import outbox, sender_digests
from tests import mailbox
from tests import town as t

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

T = TypeVar("T")
RINA = "rina@warga.example"
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
TUESDAY = MONDAY + timedelta(days=1)
PHONE = Contact(name="Rina Penguji", email=RINA, phone="+6281234567890")


class NoMailbox(BaseEmailBackend):
    """An SMTP server that knows no such address."""

    def send_messages(self, email_messages: Any) -> int:
        """Refuse for good."""
        raise smtplib.SMTPRecipientsRefused({RINA: (550, b"no such user rina")})


def at(moment: datetime, act: Callable[[], T]) -> T:
    """Do something at ``moment``."""
    with time_machine.travel(moment, tick=False):
        return act()


def filed(town: t.Town, count: int, moment: datetime = MONDAY, **changes: Any) -> list[Complaint]:
    """File and forward reports of one sender, whose receipts are out already."""
    reports = at(moment, lambda: [t.forwarded(town, **changes) for _ in range(count)])
    receipts = Notification.objects.filter(template="submit", delivery__isnull=True)
    receipts.update(dropped_at=moment)
    return reports


def deliver_at(moment: datetime) -> int:
    """Deliver what is due at ``moment``."""
    return at(moment, outbox.deliver)


def follow_up(town: t.Town, reports: list[Complaint], moment: datetime) -> None:
    """Give each of the reports some news."""
    for report in reports:
        at(moment, partial(actions.follow_up, report, by=town.liaison, text="Ditinjau."))


def tracker(report: Complaint) -> str:
    """Return how the link to the tracker begins, before its signature with the time."""
    return links.tracking_link(report).partition("?")[0] + "?kunci="


# -- one a day, of many ----------------------------------------------------------------------


def test_six_reports_of_one_address_are_one_mail_a_day(town: t.Town) -> None:
    reports = filed(town, 6)
    assert deliver_at(MONDAY) == 1
    (mail,) = mailbox.mails(RINA)
    assert mailbox.subject(mail) == "Ada kabar untuk 6 laporan Anda"
    for body in (mailbox.text(mail), mailbox.html(mail)):
        assert all(f"Laporan {one.code}: {one.title}" in body for one in reports)
        assert all(body.count(tracker(one)) == 1 for one in reports)
        assert body.count("Laporan Anda diteruskan ke Dinas PUPR") == 6
    follow_up(town, reports[:3], MONDAY + timedelta(hours=1))
    later = MONDAY + timedelta(hours=2)
    at(later, lambda: actions.ask_reporter(reports[3], by=town.liaison, question="Di RT berapa?"))
    assert deliver_at(later) == 0
    follow_up(town, reports[4:5], MONDAY + timedelta(hours=13))
    assert deliver_at(MONDAY.replace(hour=21)) == 0
    assert deliver_at(TUESDAY.replace(hour=6, minute=59)) == 0
    assert deliver_at(TUESDAY.replace(hour=7)) == 1
    second = mailbox.mails(RINA)[-1]
    assert mailbox.subject(second) == "Ada kabar untuk 5 laporan Anda"
    assert "> Di RT berapa?" in mailbox.text(second)
    assert "Jawab lewat tautan di bawah ini paling lambat Senin, 7 Desember 2026" in (
        mailbox.text(second)
    )
    assert reports[5].code not in mailbox.text(second)
    assert deliver_at(TUESDAY) == 0


def test_five_reports_and_those_of_another_week_are_told_apart(town: t.Town) -> None:
    filed(town, 5)
    assert deliver_at(MONDAY) == 5
    late = filed(town, 1, MONDAY + timedelta(days=7, seconds=1))
    assert deliver_at(MONDAY + timedelta(days=7, seconds=1)) == 1
    assert mailbox.subjects(RINA)[-1].endswith(f"laporan {late[0].code}")


def test_a_receipt_goes_out_at_once_and_a_lone_section_is_a_plain_letter(town: t.Town) -> None:
    reports = filed(town, 6)
    deliver_at(MONDAY)
    night = MONDAY.replace(hour=22)
    new = at(night, t.submit)
    assert deliver_at(night) == 1
    assert mailbox.subjects(RINA)[-1] == f"Laporan Anda sudah kami terima – laporan {new.code}"
    follow_up(town, reports[:1], night)
    assert deliver_at(TUESDAY) == 1
    assert mailbox.subjects(RINA)[-1].endswith(f"– laporan {reports[0].code}")


def test_who_got_news_of_a_report_this_morning_reads_the_digest_tomorrow(town: t.Town) -> None:
    reports = filed(town, 5)
    assert deliver_at(MONDAY) == 5
    reports += filed(town, 1, MONDAY + timedelta(hours=1))
    assert deliver_at(MONDAY + timedelta(hours=1)) == 1
    follow_up(town, reports, MONDAY + timedelta(hours=2))
    assert deliver_at(MONDAY + timedelta(hours=2)) == 0
    assert deliver_at(TUESDAY) == 1
    assert mailbox.subjects(RINA)[-1] == "Ada kabar untuk 6 laporan Anda"


def test_what_comes_before_the_digest_is_taken_joins_it(town: t.Town) -> None:
    reports = filed(town, 6)
    at(MONDAY, outbox.bundle)
    follow_up(town, reports[:1], MONDAY)
    assert deliver_at(MONDAY) == 1
    (mail,) = mailbox.mails(RINA)
    assert "> Ditinjau." in mailbox.text(mail)


def test_a_digest_that_came_too_late_in_the_evening_waits_for_the_morning(town: t.Town) -> None:
    evening = MONDAY.replace(hour=19, minute=59)
    filed(town, 6, evening)
    at(evening, outbox.bundle)
    assert deliver_at(evening + timedelta(minutes=1)) == 0
    assert deliver_at(TUESDAY.replace(hour=6, minute=59)) == 0
    assert deliver_at(TUESDAY.replace(hour=7)) == 1


# -- what stands in none ---------------------------------------------------------------------


def test_hidden_names_have_a_discreet_digest_of_their_own(town: t.Town) -> None:
    hidden = filed(town, 6, hides_reporter=True)
    named = filed(town, 6)
    assert deliver_at(MONDAY) == 2
    apart, open_one = sorted(
        (mailbox.text(mail) for mail in mailbox.mails(RINA)),
        key=lambda text: hidden[0].code in text,
    )[::-1]
    body = apart.split("-- \n")[0].split()
    assert [word for word in body if word.isupper()] == [one.code for one in hidden]
    assert apart.count("Ada kabar untuk laporan") == 6
    assert "diteruskan" not in apart
    assert hidden[0].title not in apart
    assert all(one.code not in open_one for one in hidden)
    assert all(one.code in open_one for one in named)


def test_hidden_and_named_reports_together_are_no_six(town: t.Town) -> None:
    filed(town, 3, hides_reporter=True)
    filed(town, 3)
    assert deliver_at(MONDAY) == 6


def test_secret_ones_say_only_that_there_is_news(town: t.Town) -> None:
    (secret, *_) = filed(town, 1, is_secret=True)
    filed(town, 5)
    assert deliver_at(MONDAY) == 1
    (mail,) = mailbox.mails(RINA)
    assert f"Ada kabar untuk laporan {secret.code}\n" in mailbox.text(mail)
    assert f"{secret.code}: " not in mailbox.text(mail)


@pytest.mark.parametrize("apart", [{"is_sealed": True}, {"danger": True}])
def test_sealed_ones_and_dangers_go_alone_and_are_not_counted(
    town: t.Town, apart: dict[str, Any]
) -> None:
    reports = filed(town, 6)
    Complaint.objects.filter(pk=reports[0].pk).update(**apart)
    assert deliver_at(MONDAY) == 6
    more = filed(town, 1, TUESDAY)
    follow_up(town, reports[1:], TUESDAY)
    assert deliver_at(TUESDAY) == 1
    assert mailbox.subjects(RINA)[-1] == "Ada kabar untuk 6 laporan Anda"
    assert reports[0].code not in mailbox.text(mailbox.mails(RINA)[-1])
    assert more[0].code in mailbox.text(mailbox.mails(RINA)[-1])


def test_what_changes_before_sending_leaves_the_digest(town: t.Town) -> None:
    reports = filed(town, 10)
    at(MONDAY, outbox.bundle)
    sealed, shown, moved, erased = reports[:4]
    Complaint.objects.filter(pk=sealed.pk).update(is_sealed=True)
    Complaint.objects.filter(pk=shown.pk).update(hides_reporter=True)
    other = privacy.fingerprint("email", "lain@warga.example")
    Reporter.objects.filter(complaint=moved).update(
        email_hmac=other, email_encrypted=privacy.encrypt("lain@warga.example")
    )
    at(MONDAY, lambda: erasure.erase(erased))
    assert deliver_at(MONDAY) == 1
    (digest,) = mailbox.mails()
    assert mailbox.subject(digest) == "Ada kabar untuk 6 laporan Anda"
    assert all(one.code not in mailbox.text(digest) for one in reports[:4])
    assert deliver_at(MONDAY) == 3
    subjects = mailbox.subjects()
    assert f"Ada kabar untuk laporan {sealed.code}" in subjects
    assert f"Ada kabar untuk laporan {shown.code}" in subjects
    assert mailbox.subjects("lain@")[0].endswith(f"laporan {moved.code}")
    assert not any(erased.code in mailbox.text(mail) for mail in mailbox.mails())


def test_a_digest_of_which_everything_was_erased_is_dropped(town: t.Town) -> None:
    reports = filed(town, 6)
    at(MONDAY, outbox.bundle)
    for report in reports:
        at(MONDAY, partial(erasure.erase, report))
    assert deliver_at(MONDAY) == 0
    assert Delivery.objects.get().last_error == "dropped"


# -- heard, failed, died ---------------------------------------------------------------------


def test_an_answer_in_a_digest_was_heard_only_where_it_stood(town: t.Town) -> None:
    reports = filed(town, 6)
    deliver_at(MONDAY)
    later = MONDAY + timedelta(hours=1)
    follow_up(town, reports[:2], later)
    for report in reports[:2]:
        at(later, partial(t.send, report, town))
    answered = [Complaint.objects.get(pk=one.pk) for one in reports[:2]]
    assert not any(sweep.answer_was_heard(one) for one in answered)
    Notification.objects.filter(complaint=reports[1]).update(dropped_at=MONDAY)
    assert deliver_at(TUESDAY) == 1
    assert [sweep.answer_was_heard(one) for one in answered] == [True, False]
    said = mailbox.text(mailbox.mails(RINA)[-1])
    assert "“Belum selesai” paling lambat Senin, 7 Desember 2026 pukul 16.00 WIB" in said


def test_a_dead_address_leads_to_a_call_for_each_report_with_a_phone(
    settings: LazySettings, town: t.Town
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoMailbox"
    called = filed(town, 4, contact=PHONE)
    read = filed(town, 2)
    assert deliver_at(MONDAY) == 0
    calls = Notification.objects.filter(channel=Notification.Channel.CALL, delivery=None)
    assert {row.complaint_id for row in calls} == {one.pk for one in called}
    assert Delivery.objects.get().given_up_at == MONDAY
    told = told_of(Complaint.objects.get(pk=read[0].pk))
    assert told.failed.startswith("E-mail ke r***@warga.example tidak sampai. Lihat")


def test_a_digest_whose_worker_died_is_taken_again_under_the_same_name(
    mail_folder: Path, town: t.Town
) -> None:
    reports = filed(town, 6)
    deliver_at(MONDAY)
    (before,) = mail_folder.iterdir()
    # The worker wrote the file and died before it could mark the message.
    Delivery.objects.update(sent_at=None, next_attempt_at=MONDAY, claimed_at=Now())
    follow_up(town, reports[:1], MONDAY)
    assert deliver_at(MONDAY) == 0
    Delivery.objects.update(claimed_at=Now() - outbox.CLAIM_FOR - timedelta(seconds=1))
    assert deliver_at(MONDAY) == 1
    (after,) = mail_folder.iterdir()
    assert after.name == before.name == f"{Delivery.objects.get().pk}@lapor.eml"
    assert "Ditinjau." not in mailbox.text(mailbox.mails(RINA)[0])
    assert deliver_at(TUESDAY) == 1


# -- cost ------------------------------------------------------------------------------------


def test_bundling_costs_the_same_for_few_and_for_many(town: t.Town) -> None:
    def cost(count: int, moment: datetime) -> int:
        filed(town, count, moment)
        with CaptureQueriesContext(connection) as caught:
            at(moment, outbox.bundle)
        return len(caught)

    assert cost(6, MONDAY) == cost(12, MONDAY + timedelta(days=30)) == 9


def test_the_count_of_a_sender_reads_an_index(town: t.Town) -> None:
    filed(town, 1)
    rows = list(Notification.objects.filter(reporter__isnull=False))
    with CaptureQueriesContext(connection) as caught:
        sender_digests.keys_of(rows)
    (query,) = [one["sql"] for one in caught if "reporter" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {query}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "reporters_by_email" in plan
    assert "Seq Scan" not in plan
    assert "OFFSET 5" in query
