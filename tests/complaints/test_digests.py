"""Digests: once per hour of the day, only what must be done, nothing on a quiet day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from agencies import law
from agencies.models import Holiday
from complaints import actions
from complaints.models import Complaint, Delivery, DigestRun, DigestWish, Notification
from complaints.sweep import sweep_deadlines
from complaints.telling import digests, outbox
from tests import mailbox
from tests import town as t

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

MONDAY = datetime.fromisoformat("2026-11-23T07:30:00+07:00")
FRIDAY = datetime.fromisoformat("2026-11-20T10:00:00+07:00")
DAY = timedelta(days=1)


def at(moment: datetime, act: Callable[[], Any]) -> Any:
    """Do something at a moment that stands still."""
    with time_machine.travel(moment, tick=False):
        return act()


def digest_at(moment: datetime) -> list[str]:
    """Make the digests that are due at ``moment``, deliver, and return their readers' names."""

    def run() -> None:
        digests.make_due()
        outbox.deliver()

    before = set(Delivery.objects.values_list("pk", flat=True))
    at(moment, run)
    sent = Delivery.objects.exclude(pk__in=before).exclude(digest="").filter(sent_at__isnull=False)
    return sorted(email.partition("@")[0] for email in sent.values_list("user__email", flat=True))


def digest_text(name: str) -> str:
    """Return the text of the last digest of a person."""
    found = [mail for mail in mailbox.mails(f"{name}@kota") if "Ringkasan" in mail["Subject"]]
    return mailbox.text(found[-1])


def test_a_quiet_day_sends_nothing(town: t.Town) -> None:
    assert digest_at(MONDAY) == []
    assert DigestRun.objects.count() == 1


def test_liaison_reads_what_is_late_due_today_and_new(town: t.Town) -> None:
    late = at(FRIDAY - 14 * DAY, lambda: t.forwarded(town))
    today = at(FRIDAY - 7 * DAY - 4 * DAY, lambda: t.forwarded(town))
    new = at(FRIDAY, lambda: t.forwarded(town))
    assert digest_at(MONDAY) == ["liaison", "supervisor"]
    read = digest_text("liaison")
    assert (
        read.index("Lewat tenggat (")
        < read.index(late.code)
        < read.index("Baru, belum ditindaklanjuti (")
        < read.index(new.code)
    )
    assert f"/meja/{late.code}/" in read
    assert today.code in read


def test_noon_speaks_only_of_what_is_due_today(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town))
    due_monday = at(FRIDAY - 4 * DAY, lambda: t.forwarded(town))
    digest_at(MONDAY)
    assert digest_at(MONDAY.replace(hour=13, minute=0)) == ["liaison"]
    read = digest_text("liaison")
    assert "Jatuh tempo hari ini (1)" in read
    assert due_monday.code in read


def test_a_morning_that_was_missed_is_made_up_for_at_noon(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town))
    assert digest_at(MONDAY.replace(hour=13, minute=5)) == ["liaison"]
    assert "Baru, belum ditindaklanjuti (1)" in digest_text("liaison")


def test_each_run_is_made_once_and_only_the_latest_after_a_jump(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town))
    thursday = MONDAY + 3 * DAY
    assert digest_at(thursday) == ["liaison"]
    assert digest_at(thursday + timedelta(hours=1)) == []
    assert list(DigestRun.objects.values_list("kind", "for_moment")) == [("morning", thursday)]


def test_nothing_is_made_at_night_at_weekends_and_on_holidays(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town))
    Holiday.objects.create(date=MONDAY.date(), name="Hari jadi kota", kind=Holiday.Kind.LOCAL)
    law.forget()
    for moment in (MONDAY, MONDAY - DAY, MONDAY - 2 * DAY, FRIDAY.replace(hour=21)):
        assert digest_at(moment) == []
    assert DigestRun.objects.count() == 0
    assert digest_at(MONDAY + DAY) == ["liaison"]


def test_verifier_reads_counts_at_both_hours(town: t.Town) -> None:
    at(FRIDAY, t.submit)
    at(FRIDAY, t.submit)
    assert digest_at(MONDAY) == ["verifier", "verifier2"]
    assert "Belum diverifikasi: 2" in digest_text("verifier")
    assert digest_at(MONDAY.replace(hour=13, minute=0)) == ["verifier", "verifier2"]


def test_sealed_reports_are_in_no_count_of_others(town: t.Town) -> None:
    at(FRIDAY, lambda: t.submit(misconduct="yes", sealed_against=town.pupr))
    assert digest_at(MONDAY) == ["overseer", "verifier"]
    assert "Ada kabar untuk laporan" in digest_text("overseer")


def test_supervisor_reads_only_on_days_with_late_reports(town: t.Town) -> None:
    complaint = at(FRIDAY, lambda: t.forwarded(town))
    assert digest_at(MONDAY) == ["liaison"]
    late = MONDAY + 7 * DAY
    at(late - timedelta(minutes=30), sweep_deadlines)
    assert digest_at(late) == ["liaison", "supervisor"]
    assert "Lewat tenggat di instansi Anda (1)" in digest_text("supervisor")
    assert complaint.code in digest_text("supervisor")


def test_head_of_the_coordinator_reads_what_lies_there_too_long(town: t.Town) -> None:
    at(FRIDAY, t.submit)
    late = MONDAY + 4 * DAY
    at(late - timedelta(minutes=30), sweep_deadlines)
    assert digest_at(late) == ["coordinator", "verifier", "verifier2"]


def test_overseer_reads_on_the_first_working_day_of_the_week(town: t.Town) -> None:
    complaint = at(FRIDAY - 21 * DAY, lambda: t.forwarded(town))
    at(FRIDAY, sweep_deadlines)
    assert "overseer" in digest_at(MONDAY)
    assert complaint.code in digest_text("overseer")
    assert "overseer" not in digest_at(MONDAY + DAY)


def test_news_of_a_closed_report_is_dropped(town: t.Town) -> None:
    complaint = at(FRIDAY, t.submit)
    at(FRIDAY, lambda: actions.withdraw(complaint, by=t.reporter(complaint)))
    assert digest_at(MONDAY) == []
    told = Notification.objects.filter(user__isnull=False)
    assert told.filter(dropped_at__isnull=True).count() == 0


def test_who_is_mentioned_reads_it_next_morning(town: t.Town) -> None:
    complaint = at(FRIDAY, lambda: t.followed_up(town))
    at(
        FRIDAY,
        lambda: actions.note(
            complaint, by=town.liaison, text="Tolong unggah foto.", mentions=[town.operator]
        ),
    )
    assert "operator" in digest_at(MONDAY)
    read = digest_text("operator")
    assert f"{complaint.code}: catatan internal ditulis" in read
    assert "unggah" not in read
    assert "operator" not in digest_at(MONDAY + DAY)


def test_hidden_and_secret_reports_show_no_more_than_ticket_and_date(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town, is_secret=True, region=town.langkai))
    digest_at(MONDAY)
    read = digest_text("liaison")
    assert "Langkai" not in read
    assert "Jalan" not in read


def test_digest_of_a_person_costs_a_fixed_number_of_queries(town: t.Town) -> None:
    def cost() -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            time_machine.travel(MONDAY),
        ):
            digests.gather(town.liaison, digest=digests.MORNING)
        return len(queries)

    at(FRIDAY, lambda: t.forwarded(town))
    one = cost()
    at(FRIDAY, lambda: [t.forwarded(town) for _ in range(3)])
    assert cost() == one


@pytest.mark.django_db(transaction=True)
def test_several_workers_make_a_run_once() -> None:
    town = t.build()
    at(FRIDAY, lambda: t.forwarded(town))
    made: list[int] = []

    def work() -> None:
        try:
            made.append(digests.make_due())
        finally:
            connection.close()

    with time_machine.travel(MONDAY, tick=False):
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(made) == [0, 0, 0, 1]
    assert Delivery.objects.filter(digest="morning").count() == 1


def test_unfinished_report_is_not_listed_twice(town: t.Town) -> None:
    complaint: Complaint = at(FRIDAY, lambda: t.forwarded(town))
    digest_at(MONDAY)
    assert digest_text("liaison").count(f"- {complaint.code}") == 1


def wish(user: User, hours: str) -> None:
    """Choose when the digests come."""
    DigestWish.objects.update_or_create(user=user, defaults={"hours": hours})


def test_who_wants_no_digest_gets_none(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town))
    wish(town.liaison, "none")
    assert digest_at(MONDAY) == []
    assert digest_at(MONDAY.replace(hour=13, minute=0)) == []


def test_who_wants_only_noon_gets_all_of_it_there(town: t.Town) -> None:
    at(FRIDAY, lambda: t.forwarded(town))
    wish(town.liaison, "noon")
    assert digest_at(MONDAY) == []
    assert digest_at(MONDAY.replace(hour=13, minute=0)) == ["liaison"]
    assert "Baru, belum ditindaklanjuti (1)" in digest_text("liaison")


def test_who_wants_only_the_morning_gets_no_second_one(town: t.Town) -> None:
    at(FRIDAY - 4 * DAY, lambda: t.forwarded(town))  # due on Monday, so both would speak of it
    wish(town.liaison, "morning")
    assert digest_at(MONDAY) == ["liaison"]
    assert digest_at(MONDAY.replace(hour=13, minute=0)) == []


def test_danger_is_told_at_once_whatever_was_chosen(town: t.Town) -> None:
    wish(town.liaison, "none")
    at(FRIDAY, lambda: (t.forwarded(town, danger=True), outbox.deliver()))
    assert len(mailbox.mails("liaison@kota")) == 1


def test_digest_tells_objections_and_mentions(town: t.Town) -> None:
    report = at(FRIDAY, lambda: t.answered(town))
    at(
        FRIDAY,
        lambda: actions.object_to_answer(report, by=t.reporter(report), text="Masih berlubang."),
    )
    at(
        FRIDAY,
        lambda: actions.note(
            report, by=town.verifier, text="Mohon dilihat.", mentions=[town.liaison]
        ),
    )
    assert "liaison" in digest_at(MONDAY)
    read = digest_text("liaison")
    assert "Disanggah pelapor (1)" in read
    assert "Anda disebut dalam catatan (1)" in read


def test_the_link_of_a_digest_leads_through_sign_in_to_the_report(town: t.Town) -> None:
    report = at(FRIDAY, lambda: t.forwarded(town))
    digest_at(MONDAY)
    path = f"/meja/{report.code}/"
    assert path in digest_text("liaison")
    client = Client()
    asked = client.get(path)
    assert asked.status_code == 302
    assert asked["Location"].endswith(f"?next={path}")
    assert "_auth_user_id" not in client.session
