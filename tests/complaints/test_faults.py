"""What must hold when things break: many at once, no broker, a worker killed in the middle."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db.models import Count
from django.db.models.functions import Now
from django.test import Client

from complaints import actions
from complaints.models import AutoForward, AutoLook, Complaint, Delivery, Event, Notification
from complaints.privacy import Contact
from complaints.reporters import receipts
from complaints.telling import outbox
from complaints.trail import chain
from lapor import kept, words
from routing.models import Rule
from tests import mailbox
from tests import town as t
from tests.citizens import pages
from tests.processes import Broker, Celery, SmtpServer, at_once, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

SLOW = 0.5
"""Seconds that a page may take while the broker is down."""


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker of the test's own, not started yet."""
    own = Broker()
    yield own
    own.close()


def assert_in_order(complaint: Complaint) -> None:
    """Every event has its number, its place in the chain and one outbox row per person."""
    fresh = Complaint.objects.get(pk=complaint.pk)
    events = list(fresh.events.order_by("sequence").select_related("words"))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert list(chain.flaws_of(fresh, events)) == []
    assert [event.from_status for event in events[1:]] == [e.to_status for e in events[:-1]]
    rows = Notification.objects.values("event", "user", "reporter", "channel")
    assert set(rows.annotate(copies=Count("id")).values_list("copies", flat=True)) == {1}


# -- many at once -----------------------------------------------------------------------------


def test_of_fifty_who_forward_one_report_one_wins() -> None:
    town = t.build()
    complaint = t.submit()

    def forward(number: int) -> Complaint:
        return actions.verify_and_forward(
            complaint,
            by=(town.verifier, town.verifier2)[number % 2],
            verification=t.verification(town),
            routing={"lead": (town.pupr, town.dlh)[number % 2]},
        )

    results = at_once(50, forward)
    winners = [result for result in results if isinstance(result, Complaint)]
    losers = [result for result in results if isinstance(result, actions.Refused)]
    assert (len(winners), len(losers)) == (1, 49)
    assert all("Perubahan terakhir: diteruskan oleh Admin instansi" in str(one) for one in losers)
    assert_in_order(complaint)
    verbs = Event.objects.filter(complaint=complaint).order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == ["submit", "verify", "forward"]
    told = Notification.objects.filter(event__verb="forward")
    expected = {"liaison" if winners[0].lead == town.pupr else "co_liaison", "reporter"}
    assert {r.user.email.split("@")[0] if r.user else "reporter" for r in told} == expected
    assert told.count() == 2


def test_recall_and_hand_back_at_once_leave_one_of_them() -> None:
    town = t.build()
    complaint = t.forwarded(town)

    def act(number: int) -> Complaint:
        if number % 2:
            return actions.recall(complaint, by=town.verifier, reason="Salah alamat.")
        return actions.hand_back(
            complaint, by=town.liaison, reason="other", words="Bukan urusan kami."
        )

    kinds = Counter(type(result).__name__ for result in at_once(50, act))
    assert kinds == {"Complaint": 1, "Refused": 49}
    assert_in_order(complaint)


def test_messages_written_at_once_all_stand_in_order() -> None:
    town = t.build()
    complaint = t.forwarded(town)
    results = at_once(
        50, lambda number: actions.write(complaint, by=town.liaison, text=f"Pesan {number}.")
    )
    assert all(isinstance(result, Complaint) for result in results)
    assert_in_order(complaint)
    said = Event.objects.filter(complaint=complaint, verb="write").values_list(
        "words__text", flat=True
    )
    assert set(said) == {f"Pesan {number}." for number in range(50)}


@pytest.mark.parametrize("has_session", [False, True], ids=["new browser", "known browser"])
def test_the_same_form_sent_twenty_times_at_once_makes_one_report(*, has_session: bool) -> None:
    t.build()
    browser = Client()
    if has_session:
        pages.filed(browser, text="Laporan lain dari peramban yang sama.")
    before = Complaint.objects.count()
    carried = pages.hidden(pages.checked(browser))

    def send(_number: int) -> str:
        tab = Client()
        tab.cookies.update(browser.cookies)
        answer = tab.post("/lapor/terkirim/", carried, follow=True)
        assert answer.status_code == 200
        return pages.words(answer)

    answers = at_once(20, send)
    complaint = Complaint.objects.latest("id")
    receipt = words.receipt(receipts.receipt_of(carried["token"]))
    assert Complaint.objects.count() == before + 1
    assert [(complaint.code in answer, receipt in answer) for answer in answers] == [
        (True, True)
    ] * 20
    assert_in_order(complaint)
    assert complaint.event_count == 1


# -- the broker is away -----------------------------------------------------------------------


def test_reports_filed_without_a_broker_are_accepted_and_told_when_it_returns(
    broker: Broker, tmp_path: Path, settings: LazySettings
) -> None:
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    t.build()
    took = []
    for number in range(100):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        started = time.perf_counter()
        answer = pages.send(client, email=f"warga{number}@warga.example")
        took.append(time.perf_counter() - started)
        assert answer.status_code == 302
    assert Complaint.objects.count() == 100
    assert statistics.median(took) < SLOW
    broker.start()
    worker, beat = Celery.worker(broker, tmp_path), Celery.beat(broker, tmp_path)
    try:
        wait_for(lambda: Delivery.objects.filter(sent_at__isnull=False).count() == 100)
    finally:
        beat.kill()
        worker.kill()
    addresses = [mail["To"] for mail in mailbox.mails()]
    assert sorted(addresses) == sorted(f"warga{number}@warga.example" for number in range(100))


@pytest.fixture
def for_roads() -> t.Town:
    """A town where the system may forward to the road department, and a rule makes it sure."""
    town = t.build()
    Rule.objects.create(keyword="lubang", agency=town.pupr, weight=100)
    AutoForward.objects.create(agency=town.pupr, is_on=True, threshold=60, since=Now())
    kept.forget()
    return town


def filed_by_page(number: int, **answers: str) -> Complaint:
    """A citizen without a contact sends the form."""
    answers = {"text": f"Lubang besar di depan pasar, sudah {number} minggu.", **answers}
    return pages.filed(
        Client(REMOTE_ADDR=f"10.0.1.{number}"), category="jalan-jembatan", **answers
    )[0]


def assert_the_system_forwarded(complaint: Complaint, town: t.Town) -> None:
    """Verified and forwarded, in this order, once, by nobody but the system."""
    row = Complaint.objects.get(pk=complaint.pk)
    assert (row.status, row.lead, row.publication) == ("forwarded", town.pupr, "pending")
    events = complaint.events.order_by("sequence")
    told: list[tuple[object, ...]] = [(one.verb, one.role, one.actor) for one in events]
    assert told[1:] == [("verify", "system", None), ("forward", "system", None)]
    assert_in_order(complaint)


def is_forwarded(complaint: Complaint) -> bool:
    """Whether a report lies at an agency, unanswered."""
    return Complaint.objects.filter(pk=complaint.pk, status="forwarded").exists()


def test_a_worker_forwards_a_new_report_by_itself(
    broker: Broker, tmp_path: Path, for_roads: t.Town
) -> None:
    broker.start()
    worker = Celery.worker(broker, tmp_path)
    try:
        complaint, hidden = filed_by_page(1), filed_by_page(2, hides_reporter="on")
        wait_for(lambda: is_forwarded(complaint))
        wait_for(lambda: not AutoLook.objects.exists())
    finally:
        worker.kill()
    assert_the_system_forwarded(complaint, for_roads)
    assert Complaint.objects.get(pk=hidden.pk).hides_reporter
    assert not is_forwarded(hidden)


def test_what_was_filed_without_a_broker_is_forwarded_when_it_returns(
    broker: Broker, tmp_path: Path, for_roads: t.Town
) -> None:
    complaints = [filed_by_page(number) for number in (1, 2, 3)]
    hidden = filed_by_page(4, hides_reporter="on")
    telling = filed_by_page(5, text="Lubang besar di depan pasar, hubungi 081234567890.")
    assert AutoLook.objects.count() == 4
    broker.start()
    worker, beat = Celery.worker(broker, tmp_path), Celery.beat(broker, tmp_path)
    try:
        wait_for(lambda: not AutoLook.objects.exists())
        wait_for(lambda: all(is_forwarded(one) for one in complaints))
    finally:
        beat.kill()
        worker.kill()
    for complaint in complaints:
        assert_the_system_forwarded(complaint, for_roads)
    assert not is_forwarded(hidden)
    assert not is_forwarded(telling)


# -- the worker dies --------------------------------------------------------------------------


def test_a_worker_killed_while_delivering_loses_nothing_and_repeats_nothing(
    broker: Broker, tmp_path: Path, settings: LazySettings
) -> None:
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    broker.start()
    t.build()
    for number in range(200):
        t.submit(contact=Contact(email=f"warga{number}@warga.example"))
    moments = random.Random(7)

    def sent() -> int:
        return Delivery.objects.filter(sent_at__isnull=False).count()

    worker = Celery.worker(broker, tmp_path)
    try:
        wait_for(lambda: sent() >= 5)
        killed = 0
        while killed < 12 and sent() < 150:
            time.sleep(moments.uniform(0.02, 0.15))
            killed += worker.kill_children()
    finally:
        worker.kill()
    assert killed
    assert sent() < 200
    # Nobody works any more; let the minutes pass after which a claim counts as abandoned.
    Delivery.objects.filter(claimed_at__isnull=False).update(
        claimed_at=Now() - outbox.CLAIM_FOR - timedelta(seconds=1)
    )
    worker, beat = Celery.worker(broker, tmp_path), Celery.beat(broker, tmp_path)
    try:
        wait_for(lambda: sent() == 200)
    finally:
        beat.kill()
        worker.kill()
    found = mailbox.mails()
    assert Counter(mail["To"] for mail in found) == Counter(
        f"warga{number}@warga.example" for number in range(200)
    )
    ids = {delivery.message_id for delivery in Delivery.objects.all()}
    assert {str(mail["Message-ID"]) for mail in found} == ids
    assert all(mailbox.text(mail).endswith("Jangan teruskan e-mail ini.\n") for mail in found)
    assert all(mailbox.html(mail).rstrip().endswith("</html>") for mail in found)


# -- SMTP -------------------------------------------------------------------------------------


def test_messages_go_out_over_smtp_and_a_possible_repetition_is_counted(
    settings: LazySettings,
) -> None:
    server = SmtpServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.LAPOR_SMTP = True
    try:
        t.submit(contact=Contact(email="rina@warga.example"))
        t.submit(contact=Contact(email="nobody@warga.example"))
        assert outbox.deliver() == 1
        refused = Delivery.objects.get(sent_at__isnull=True)
        assert refused.last_error == "SMTPRecipientsRefused 550"
        # The server took the message, and the worker died before it marked it.
        taken = Delivery.objects.filter(sent_at__isnull=False)
        taken.update(
            sent_at=None,
            next_attempt_at=Now(),
            claimed_at=Now() - outbox.CLAIM_FOR - timedelta(seconds=1),
        )
        assert outbox.deliver() == 1
    finally:
        server.shutdown()
        server.server_close()
    ids = [line for mail in server.received for line in mail.splitlines() if b"Message-ID" in line]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert Delivery.objects.filter(reclaims=1).count() == 1
