"""Following a public report by e-mail: asked twice, told little, left by one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from complaints import actions, limits, privacy
from complaints.models import Complaint, Delivery, Follower, Publication
from complaints.states import Audience
from complaints.telling import following, outbox
from lapor import clock
from tests import mailbox
from tests import town as t
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db

MONDAY = datetime.fromisoformat("2026-09-07T09:00:00+07:00")
ADDRESS = "tetangga@warga.example"


@pytest.fixture(autouse=True)
def mail_folder(settings: LazySettings, tmp_path: Path) -> None:
    """Let mail become files, as in a town without SMTP."""
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"


@pytest.fixture(autouse=True)
def monday() -> Any:
    """Let every test begin on a Monday morning."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def letters(address: str = ADDRESS) -> list[EmailMessage]:
    """Send what is due and return the letters to ``address``."""
    outbox.deliver()
    return mailbox.mails(address)


def ask(client: Client, complaint: Complaint, address: str = ADDRESS) -> str:
    return words(client.post(f"/laporan/{complaint.code}/kabar/", {"email": address}))


def path_in(mail: EmailMessage, part: str) -> str:
    """Return the path and query of the link in a letter that contains ``part``."""
    link = next(word for word in mailbox.text(mail).split() if part in word)
    return f"{urlsplit(link).path}?{urlsplit(link).query}"


def follower(client: Client, complaint: Complaint) -> Follower:
    """Let somebody follow by both steps."""
    ask(client, complaint)
    client.post(path_in(letters()[-1], "/setuju/"))
    return Follower.objects.get(complaint=complaint)


def test_nothing_but_the_question_goes_out_before_the_yes(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    assert "Satu langkah lagi" in ask(client, complaint)
    (question,) = letters()
    assert mailbox.subject(question).startswith("Konfirmasi: ikuti laporan")
    actions.follow_up(complaint, by=town.liaison, text="Petugas sudah ke lokasi.")
    assert len(letters()) == 1


def test_a_link_that_is_only_opened_confirms_nothing(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    ask(client, complaint)
    path = path_in(letters()[0], "/setuju/")
    assert "Ya, ikuti" in words(client.get(path))
    assert Follower.objects.get().confirmed_at is None
    assert "Anda mengikuti laporan ini" in words(client.post(path))
    assert Follower.objects.get().confirmed_at == MONDAY


def test_address_lies_encrypted_only(client: Client, town: t.Town) -> None:
    ask(client, t.forwarded(town), "Tetangga@warga.example")
    row = Follower.objects.get()
    assert ADDRESS.encode() not in bytes(row.email_encrypted).lower()
    assert row.email_hmac == privacy.fingerprint("email", ADDRESS)


def test_answer_is_the_same_for_whoever_follows_already(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    first = ask(client, complaint)
    follower(client, complaint)
    assert ask(client, complaint) == first
    assert len(letters()) == 1


def test_nobody_can_be_flooded(client: Client, town: t.Town) -> None:
    for _ in range(5):
        ask(client, t.forwarded(town))
    assert len(letters()) == following.MOST_ASKED


def test_too_many_requests_from_one_sender_wait(
    client: Client, town: t.Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "follow", limits.Bucket(size=1, seconds=1000))
    url = f"/laporan/{t.forwarded(town).code}/kabar/"
    codes = [client.post(url, {"email": f"w{n}@warga.example"}).status_code for n in range(2)]
    assert codes == [200, 429]


@pytest.mark.parametrize(
    "email", ["", "bukan", "a@b", "x" * 300 + "@warga.example", "a\nb@c.example"]
)
def test_bad_address_is_said_and_kept(client: Client, town: t.Town, email: str) -> None:
    response = client.post(f"/laporan/{t.forwarded(town).code}/kabar/", {"email": email})
    assert response.status_code == 422
    assert Follower.objects.count() == 0


def test_followers_are_told_of_public_news_once_a_day(
    client: Client, town: t.Town, monday: Any
) -> None:
    complaint = t.forwarded(town)
    follower(client, complaint)
    monday.shift(timedelta(hours=1))
    actions.follow_up(complaint, by=town.liaison, text="Petugas sudah ke lokasi.")
    news = letters()[-1]
    assert mailbox.subject(news) == "Kabar laporan “Jalan berlubang di depan pasar”"
    text = mailbox.text(news)
    assert "Dinas PUPR menindaklanjuti" in text
    assert "Petugas sudah ke lokasi." in text
    monday.shift(timedelta(hours=1))
    actions.follow_up(complaint, by=town.liaison, text="Aspal dipesan.")
    assert len(letters()) == 2
    monday.shift(timedelta(days=1))
    assert "Aspal dipesan." in mailbox.text(letters()[-1])
    assert "Petugas sudah ke lokasi." not in mailbox.text(letters()[-1])


def test_what_only_the_reporter_reads_is_not_told(
    client: Client, town: t.Town, monday: Any
) -> None:
    complaint = t.forwarded(town)
    follower(client, complaint)
    monday.shift(timedelta(hours=1))
    actions.answer(
        complaint,
        by=town.liaison,
        reply=t.reply(audience=Audience.REPORTER, text="Khusus pelapor."),
        files=[t.photo()],
    )
    news = mailbox.text(letters()[-1])
    assert "memberi jawaban akhir" in news
    assert "Khusus pelapor." not in news


def test_the_end_is_told(client: Client, town: t.Town, monday: Any) -> None:
    complaint = t.answered(town)
    follower(client, complaint)
    monday.shift(timedelta(days=1))
    actions.confirm(complaint, by=t.reporter(complaint), stars=5)
    assert "Laporan ini berakhir: Selesai" in mailbox.text(letters()[-1])


def test_letters_can_be_left_by_one_click(client: Client, town: t.Town, monday: Any) -> None:
    complaint = t.forwarded(town)
    follower(client, complaint)
    monday.shift(timedelta(hours=1))
    actions.follow_up(complaint, by=town.liaison, text="Petugas sudah ke lokasi.")
    news = letters()[-1]
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = "".join(news["List-Unsubscribe"].split()).strip("<>")
    strict = Client(enforce_csrf_checks=True)
    path = f"{urlsplit(url).path}?{urlsplit(url).query}"
    assert "Ya, berhenti" in words(strict.get(path))
    assert Follower.objects.count() == 1
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Follower.objects.count() == 0
    assert Delivery.objects.filter(follower__isnull=False).count() == 0
    assert "tidak lagi mengikuti" in words(strict.post(path))


@pytest.mark.parametrize("key", ["", "palsu", "1.ABCDEFGH:x", "\x00", "😀", "a" * 5000])
@pytest.mark.parametrize("step", ["setuju", "berhenti"])
def test_foreign_link_does_nothing(client: Client, town: t.Town, step: str, key: str) -> None:
    complaint = t.forwarded(town)
    follower(client, complaint)
    url = f"/laporan/{complaint.code}/kabar/{step}/"
    assert client.get(url, {"kunci": key}).status_code == 200
    page = client.post(f"{url}?{key}" if key.isascii() and key.isalnum() else url)
    assert "tidak berlaku lagi" in words(page)
    assert Follower.objects.count() == 1


def test_old_question_is_no_yes(client: Client, town: t.Town, monday: Any) -> None:
    complaint = t.forwarded(town)
    ask(client, complaint)
    path = path_in(letters()[0], "/setuju/")
    monday.shift(timedelta(days=4))
    assert "tidak berlaku lagi" in words(client.post(path))
    assert following.tend() == 1
    assert Follower.objects.count() == 0


def test_what_is_withdrawn_from_the_public_tells_nobody(
    client: Client, town: t.Town, monday: Any
) -> None:
    complaint = t.forwarded(town)
    follower(client, complaint)
    monday.shift(timedelta(hours=1))
    complaint = actions.follow_up(complaint, by=town.liaison, text="Petugas sudah ke lokasi.")
    actions.redact(
        complaint,
        by=town.verifier,
        title="x",
        text="x",
        publication=Publication.PERSONAL,
    )
    assert len(letters()) == 1
    assert following.tend() == 1


def test_followers_are_forgotten_a_month_after_the_end(
    client: Client, town: t.Town, monday: Any
) -> None:
    complaint = t.answered(town)
    follower(client, complaint)
    actions.confirm(complaint, by=t.reporter(complaint), stars=5)
    letters()
    monday.shift(timedelta(days=29))
    assert following.tend() == 0
    monday.shift(timedelta(days=2))
    assert following.tend() == 1


@pytest.mark.parametrize("kind", ["unverified", "secret", "sealed", "personal"])
def test_what_is_not_public_cannot_be_followed(client: Client, town: t.Town, kind: str) -> None:
    makers: dict[str, Callable[[], Complaint]] = {
        "unverified": t.submit,
        "secret": lambda: t.forwarded(town, is_secret=True),
        "sealed": lambda: t.submit(misconduct="yes"),
        "personal": lambda: actions.verify(
            t.submit(), by=town.verifier, **t.verification(town, publication=Publication.PERSONAL)
        ),
    }
    complaint = makers[kind]()
    answer = client.post(f"/laporan/{complaint.code}/kabar/", {"email": ADDRESS})
    assert answer.status_code == 404
    assert Follower.objects.count() == 0
    assert clock.now() == MONDAY
