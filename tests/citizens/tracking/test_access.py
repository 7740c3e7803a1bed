"""Keeping and ending the ways into a report: a device, old links, a lost code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints import actions, limits, links
from complaints.citizens import remembered
from complaints.models import Complaint, Delivery
from complaints.privacy import Contact
from complaints.telling import outbox
from lapor import clock
from tests import mailbox
from tests import town as t
from tests.citizens.pages import errors, filed, opened, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

RINA = "rina@warga.example"
LOST = "/lacak/kode-hilang/"
ASKED = f"{LOST}?diminta=1"


def remembering(client: Client, complaint: Complaint) -> Client:
    """Let the browser remember a report, and end its session."""
    opened(client, complaint)
    client.post(f"/lacak/{complaint.code}/ingat/")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    return client


def enters(client: Client, complaint: Complaint) -> bool:
    return client.get(f"/lacak/{complaint.code}/").status_code == 200


# -- this device -----------------------------------------------------------------------------


def test_device_opens_a_remembered_report_without_a_code(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    assert enters(remembering(client, complaint), complaint)
    cookie = client.cookies[remembered.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        True,
        "Lax",
        180 * 24 * 3600,
    )


def test_device_forgets_after_180_days(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    remembering(client, complaint)
    with time_machine.travel(clock.now() + timedelta(days=179)):
        assert enters(client, complaint)
    with time_machine.travel(clock.now() + timedelta(days=181)):
        assert not enters(client, complaint)


def test_device_can_be_told_to_forget(client: Client, town: t.Town) -> None:
    first, second = t.submit(), t.submit()
    remembering(remembering(client, first), second)
    response = client.post(f"/lacak/{first.code}/lupakan/", {"next": "track"})
    assert response.headers["location"] == "/lacak/"
    assert (enters(client, first), enters(client, second)) == (False, True)


def test_remembering_needs_the_proof(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    client.post(f"/lacak/{complaint.code}/ingat/")
    assert remembered.COOKIE not in client.cookies
    assert not enters(client, complaint)


@pytest.mark.parametrize("hidden", [{"is_secret": True}, {"misconduct": "yes"}])
def test_nothing_of_a_secret_report_stays_on_a_device(
    client: Client, town: t.Town, hidden: dict[str, bool]
) -> None:
    complaint = t.submit(**hidden)
    assert not enters(remembering(client, complaint), complaint)
    assert remembered.COOKIE not in client.cookies
    assert "Ingat di HP ini" not in words(client.get(opened(client, complaint)))


@pytest.mark.parametrize("value", ["", "palsu", "a:b:c", "é", "x" * 4000])
def test_forged_cookie_opens_nothing(client: Client, town: t.Town, value: str) -> None:
    complaint = t.submit()
    client.cookies[remembered.COOKIE] = value
    assert not enters(client, complaint)
    assert client.get("/").status_code == client.get("/lacak/").status_code == 200


def test_cookie_signed_for_something_else_opens_nothing(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    entry = [[complaint.code, 0, int(clock.now().timestamp())]]
    client.cookies[remembered.COOKIE] = signing.dumps(entry, salt="lain")
    assert not enters(client, complaint)


@pytest.mark.parametrize("path", ["/", "/lacak/"])
def test_start_pages_list_what_the_device_remembers_and_are_not_kept(
    client: Client, town: t.Town, path: str
) -> None:
    complaint = t.submit()
    assert "Laporan di HP ini" not in words(client.get(path))
    response = remembering(client, complaint).get(path)
    page = words(response)
    assert f"Laporan di HP ini {complaint.title}" in page
    assert complaint.code in page
    assert response.headers["Cache-Control"] == "private, no-store"


def test_remembered_reports_are_read_in_one_query(
    client: Client, town: t.Town, django_assert_num_queries: Any
) -> None:
    remembering(client, t.submit()).get("/lacak/")  # reads the list of reasons once
    with django_assert_num_queries(1):
        client.get("/lacak/")
    remembering(remembering(client, t.submit()), t.submit())
    with django_assert_num_queries(1):
        assert len(client.get("/lacak/").context["remembered"]) == 3


def test_a_device_remembers_the_last_twelve(client: Client, town: t.Town) -> None:
    reports = [t.submit() for _ in range(remembered.MOST + 1)]
    for complaint in reports:
        remembering(client, complaint)
    found = [row["code"] for row in client.get("/lacak/").context["remembered"]]
    assert found == [row.code for row in reversed(reports[1:])]
    assert len(client.cookies[remembered.COOKIE].value) < 2000


def test_device_remembers_every_part_of_a_split_report(client: Client, town: t.Town) -> None:
    whole, _ = filed(Client())
    (part,) = actions.split(whole, by=town.verifier, parts=["Lampu padam.", "Selokan mampet."])
    remembering(client, part)
    assert enters(client, part)
    assert enters(client, whole)


# -- old links -------------------------------------------------------------------------------


def test_revoking_ends_links_devices_and_open_trackers_but_not_this_visit(
    client: Client, town: t.Town
) -> None:
    complaint, receipt = filed(client)
    old_link = links.token_for(complaint)
    phone, friend = remembering(Client(), complaint), Client()
    opened(friend, complaint)
    response = client.post(f"/lacak/{complaint.code}/batalkan-tautan/", follow=True)
    assert "tidak berlaku lagi. Kode tanda terima Anda tetap berlaku." in words(response)
    assert enters(client, complaint)
    assert not enters(phone, complaint)
    assert not enters(friend, complaint)
    assert friend.get("/lacak/X/", {links.KEY: old_link}).headers["location"] == "/lacak/"
    assert "atau Anda membatalkannya" in words(friend.get("/lacak/"))
    friend.post("/lacak/", {"code": complaint.code, "receipt": receipt})
    assert enters(friend, complaint)


def test_new_links_go_on_after_revoking(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    links.revoke(complaint)
    assert complaint.link_version == 1
    assert enters_by(client, links.token_for(complaint))


def enters_by(client: Client, token: str) -> bool:
    response = client.get("/lacak/X/", {links.KEY: token})
    return client.get(response.headers["location"]).resolver_match.url_name == "tracked"


def test_links_from_before_versions_count_as_the_first(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    old = signing.TimestampSigner(salt="complaints.links").sign(complaint.code)
    assert enters_by(client, old)
    links.revoke(complaint)
    assert not enters_by(Client(), old)


def test_revoking_needs_the_proof(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    response = client.post(f"/lacak/{complaint.code}/batalkan-tautan/")
    assert response.headers["location"] == f"/lacak/?tiket={complaint.code}"
    assert Complaint.objects.get(pk=complaint.pk).link_version == 0


def test_revoking_reaches_every_part_of_a_split_report(client: Client, town: t.Town) -> None:
    whole, _ = filed(Client())
    (part,) = actions.split(whole, by=town.verifier, parts=["Lampu padam.", "Selokan mampet."])
    old = links.token_for(whole)
    opened(client, part)
    client.post(f"/lacak/{part.code}/batalkan-tautan/")
    assert not enters_by(Client(), old)


@pytest.mark.parametrize("path", ["ingat", "lupakan", "batalkan-tautan"])
def test_ways_in_are_changed_only_by_posting(client: Client, town: t.Town, path: str) -> None:
    assert client.get(f"/lacak/{t.submit().code}/{path}/").status_code == 405


# -- a lost code -----------------------------------------------------------------------------


def ask(client: Client, code: str, contact: str) -> Any:
    return client.post(LOST, {"code": code, "contact": contact})


@pytest.mark.parametrize("typed", [RINA, " RINA@warga.example "])
def test_lost_code_sends_a_new_link_to_the_contact(
    client: Client, town: t.Town, typed: str
) -> None:
    complaint = t.submit()
    outbox.deliver()
    assert ask(client, complaint.code.lower(), typed).headers["location"] == ASKED
    assert outbox.deliver() == 1
    subject = f"Tautan baru untuk membuka laporan – laporan {complaint.code}"
    (mail,) = [one for one in mailbox.mails(RINA) if mailbox.subject(one) == subject]
    link = next(word for word in mailbox.text(mail).split() if f"{links.KEY}=" in word)
    assert link in mailbox.html(mail).replace("&amp;", "&")
    client.get(link.partition("://")[2].partition("/")[2].join(["/", ""]))
    assert enters(client, complaint)


@pytest.mark.parametrize(
    ("code", "contact"),
    [
        ("existing", "lain@warga.example"),
        ("existing", "081299990000"),
        ("ZZZZZZZZ", RINA),
        ("😀\x00", RINA),
    ],
)
def test_a_wrong_pair_gets_the_same_answer_and_nobody_a_message(
    client: Client, town: t.Town, code: str, contact: str
) -> None:
    complaint = t.submit()
    outbox.deliver()
    before = len(mailbox.mails())
    response = ask(client, complaint.code if code == "existing" else code, contact)
    assert response.headers["location"] == ASKED
    assert "Permintaan Anda sudah kami terima" in words(client.get(ASKED))
    assert outbox.deliver() == 0
    assert len(mailbox.mails()) == before
    assert not Delivery.objects.exclude(template="").exists()


def test_right_and_wrong_pairs_cost_the_same_queries(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    found = []
    for code, contact in ((complaint.code, RINA), (complaint.code, "x@y.example"), ("Z", RINA)):
        with CaptureQueriesContext(connection) as queries:
            ask(client, code, contact)
        found.append([one["sql"].split()[0] for one in queries if "SAVEPOINT" not in one["sql"]])
    assert found == [["SELECT", "INSERT"]] * 3


def test_a_report_without_contact_cannot_be_opened_anew(client: Client, town: t.Town) -> None:
    complaint = t.submit(contact=Contact())
    assert ask(client, complaint.code, "x@y.example").headers["location"] == ASKED
    assert not Delivery.objects.exclude(template="").exists()
    assert "Kode itu tidak dapat dipulihkan oleh siapa pun" in words(client.get(LOST))


@pytest.mark.parametrize("hidden", [{"hides_reporter": True}, {"is_secret": True}])
def test_the_new_link_of_a_hidden_report_says_nothing_of_it(
    client: Client, town: t.Town, hidden: dict[str, bool]
) -> None:
    complaint = t.submit(title="Judul yang berbahaya", **hidden)
    ask(client, complaint.code, RINA)
    outbox.deliver()
    assert len(mailbox.mails(RINA)) == 2
    for mail in mailbox.mails(RINA):
        assert "berbahaya" not in mailbox.text(mail) + mailbox.html(mail) + mailbox.subject(mail)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "", "contact": RINA}, "Tulis nomor tiket."),
        ({"code": "A", "contact": ""}, "Tulis e-mail atau nomor HP."),
        (
            {"code": "A", "contact": "a@b"},
            "Alamat e-mail ini tidak lengkap. Tulis seperti nama@contoh.id.",
        ),
        ({"code": "A", "contact": "tidak ada"}, None),
        ({"code": "A", "contact": "x" * 5000}, None),
    ],
)
def test_wrong_entries_are_said(
    client: Client, town: t.Town, typed: dict[str, str], sentence: str | None
) -> None:
    response = client.post(LOST, typed)
    assert response.status_code == 422
    assert len(errors(response)) == 1
    assert sentence is None or errors(response) == [sentence]
    assert response.context["form"]["code"].value() == typed["code"]


@pytest.mark.parametrize("bucket", ["lost", "lost-ticket", "lost-contact"])
def test_asking_is_slowed_by_ticket_contact_and_address_and_says_how_long(
    client: Client, town: t.Town, settings: Any, monkeypatch: pytest.MonkeyPatch, bucket: str
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, bucket, limits.Bucket(size=1, seconds=150))
    with time_machine.travel(clock.now(), tick=False) as moment:
        first = ask(client, "ABCD2345", RINA)
        second = ask(client, "ABCD2345", RINA)
        moment.shift(151)
        third = ask(client, "ABCD2345", RINA)
    assert (first.status_code, second.status_code, third.status_code) == (302, 429, 302)
    assert errors(second) == ["Terlalu sering. Coba lagi setelah 3 menit. Anda tidak diblokir."]


def test_a_wrong_code_that_is_slowed_says_how_many_seconds(
    client: Client, town: t.Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "ticket", limits.Bucket(size=1, seconds=20))
    with time_machine.travel(clock.now(), tick=False):
        client.post("/lacak/", {"code": "ABCD2345", "receipt": "1"})
        response = client.post("/lacak/", {"code": "ABCD2345", "receipt": "1"})
    assert errors(response) == [
        "Terlalu banyak percobaan. Coba lagi setelah 20 detik. Anda tidak diblokir."
    ]


def test_phone_only_enters_the_call_list_once_asked(client: Client, town: t.Town) -> None:
    complaint = t.submit(contact=Contact(phone="+6281234567890"))
    assert ask(client, complaint.code, "0812 3456 7890").headers["location"] == ASKED
    outbox.deliver()
    client.force_login(town.verifier)
    assert "Pelapor kehilangan kodenya" in words(client.get("/meja/hubungi/"))
