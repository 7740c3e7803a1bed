"""A hidden name stays hidden: it is looked for in every page, mail, file name and log line.

A reporter who hides the name files with a name, an address and a number that stand nowhere else.
The report is walked through its life, and after each part of it every role opens every page that
could show it. Law: workflow.md, *Who sees what*.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from complaints import actions, links, sweep
from complaints.actions import ReporterOf
from complaints.citizens.tracking import verbs as citizen_verbs
from complaints.desk.verbs import table as desk_verbs
from complaints.law.actors import Role
from complaints.models import Attachment, Complaint, Notification
from complaints.privacy import Contact
from complaints.telling import digests, outbox
from lapor import clock
from tests import mailbox
from tests import town as t
from tests.citizens import pages

pytestmark = pytest.mark.django_db

NAME, EMAIL, PHONE = "Mirandasari Contohwati", "mirandasari@warga.example", "0811-2233-4455"
CONTACT = re.compile(r"mirandasari|contohwati|811[\s.-]?2233[\s.-]?4455", re.IGNORECASE)
TEXT = "Saya penjual kue lapis bernama Zulhijrah, jalan di depan kios saya berlubang."
CLEARED = "Jalan di depan sebuah kios berlubang."
IN_TEXT = re.compile("zulhijrah", re.IGNORECASE)
SERVER_ERROR = 500
MONDAY = datetime.fromisoformat("2026-09-07T09:00:00+07:00")


def file_hidden_report() -> Complaint:
    """File a report as a citizen would, with a photo whose name tells the author."""
    answers = {
        "text": TEXT,
        "hides_reporter": "on",
        "name": NAME,
        "email": EMAIL,
        "phone": PHONE,
        "files": [t.upload("Mirandasari Contohwati di lokasi.jpg")],
    }
    complaint, _ = pages.filed(Client(), **answers)
    assert complaint.hides_reporter
    return complaint


def addresses(complaint: Complaint) -> list[str]:
    """Return every address of the town with this report's ticket, files and verbs filled in."""
    files = Attachment.objects.filter(complaint=complaint).values_list("pk", flat=True)
    found = [*_named(get_resolver().url_patterns, "/", complaint, list(files))]
    for query in (complaint.code, "Contohwati", "mirandasari", "22334455"):
        found += [f"/laporan/?q={query}", f"/meja/?q={query}"]
    found += [
        f"/meja/?tab={slug}" for slug in ("baru", "dikerjakan", "anonim", "berjalan", "semua")
    ]
    found += [f"/berkas/{pk}/?kecil=1" for pk in files]
    return sorted(set(found))


def few_addresses(complaint: Complaint) -> list[str]:
    """Return the addresses at which a report itself is shown."""
    code = complaint.code
    shown = [f"/meja/{code}/", f"/laporan/{code}/", f"/lacak/{code}/", "/meja/?q=mirandasari"]
    files = Attachment.objects.filter(complaint=complaint).values_list("pk", flat=True)
    return [*shown, "/meja/hubungi/", f"/meja/{code}/catatan/", *(f"/berkas/{pk}/" for pk in files)]


def _named(
    patterns: list[URLPattern | URLResolver],
    prefix: str,
    complaint: Complaint,
    files: list[uuid.UUID],
) -> Iterator[str]:
    """Yield the addresses of ``patterns`` with what stands for ticket, verb and file filled in."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith("/admin/") and path != "/admin/":  # its lists have a test of their own
            continue
        if path.startswith("/akun/") and re.search(r"[\^(]", path):
            continue
        if isinstance(pattern, URLResolver):
            yield from _named(pattern.url_patterns, path, complaint, files)
            continue
        path = re.sub(r"<\w+:code>", complaint.code, path).replace("<str:name>", "x.eml")
        path = path.replace("<slug:chart>.<slug:kind>", "instansi.csv")
        path = re.sub(r"<int:\w+>", "1", path).replace("<slug:kind>", "disposisi")
        path = re.sub(r"<\w+:(mark|key)>", "tidak-ada", path)
        path = path.replace("<slug:what>", "meja").replace("<slug:figure>", "received")
        slugs = desk_verbs.BY_ADDRESS if path.startswith("/meja/") else citizen_verbs.SLUGS
        for slug in slugs if "<slug:slug>" in path else [""]:
            for file in files if "<uuid:pk>" in path else [""]:
                filled = path.replace("<slug:slug>", slug).replace("<uuid:pk>", str(file))
                assert "<" not in filled, f"fill in {path}"
                yield filled


def leaks(
    client: Client, complaint: Complaint, pattern: re.Pattern[str], *, everywhere: bool = False
) -> list[str]:
    """Return the addresses whose answer to ``client`` shows what must not be seen.

    Of the verbs' pages those are asked for to which the report's page leads, and a few others.
    """
    asked_for = addresses(complaint) if everywhere else few_addresses(complaint)
    for page in (f"/meja/{complaint.code}/", f"/lacak/{complaint.code}/"):
        shown = client.get(page).content.decode()
        asked_for = [
            address
            for address in asked_for
            if not address.startswith(page)
            or address in (page, f"{page}catatan/", f"{page}buka-identitas/", f"{page}tulis/")
            or address in shown
        ]
    return [address for address in asked_for if _shows(client, address, complaint, pattern)]


def _shows(client: Client, address: str, complaint: Complaint, pattern: re.Pattern[str]) -> bool:
    """Whether a page shows a marker, or finds the report by one (an echo of the question is none)."""
    response = client.get(address)
    assert response.status_code < SERVER_ERROR or address == "/readyz", address
    body = b"".join(response) if response.streaming else response.content
    text = f"{body.decode('latin-1')}\n{response.headers}"
    asked = address.partition("?q=")[2]
    if asked and asked != complaint.code:
        text = text.replace(asked, "")
        return complaint.code in text or pattern.search(text) is not None
    return pattern.search(text) is not None


def clients(town: t.Town) -> dict[str, Client]:
    """Return a browser for every role, and one of somebody who never signed in."""
    signed_in = {"somebody": Client()}
    for name, user in town.people.items():
        if name in ("verifier2", "overseer2"):
            continue
        signed_in[name] = Client()
        signed_in[name].force_login(user)
    return signed_in


def found_by(
    people: dict[str, Client],
    complaint: Complaint,
    pattern: re.Pattern[str],
    *,
    everywhere: bool = False,
) -> dict[str, list[str]]:
    """Return who finds what, without those who find nothing."""
    found = {
        name: leaks(client, complaint, pattern, everywhere=everywhere)
        for name, client in people.items()
    }
    return {name: where for name, where in found.items() if where}


@pytest.fixture
def town(mail_folder: Path) -> t.Town:
    """A town whose mail becomes files."""
    return t.build()


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Let mail and uploads become files in a folder of this test."""
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.LAPOR_LIMITS = False
    return tmp_path


def forward(town: t.Town, complaint: Complaint) -> Complaint:
    """Verify, with a working text that no longer names the author, and forward."""
    return actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town, working_text=CLEARED, public_text=CLEARED),
        routing={"lead": town.pupr, "co_agencies": [town.dlh]},
    )


def walk_to_the_end(town: t.Town, complaint: Complaint) -> Complaint:
    """Let everybody do something with the report, until the reporter confirms."""
    reporter = ReporterOf(complaint.pk)
    actions.involve(complaint, by=town.liaison, agency=town.dinsos, part="cc")
    actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")
    actions.note(complaint, by=town.operator, text="Cek.", mentions=[town.liaison])
    actions.ask_reporter(complaint, by=town.liaison, question="Di sisi mana?")
    photo = [t.photo("Contohwati kiri.jpg")]
    actions.complete(complaint, by=reporter, text="Sisi kiri.", files=photo)
    actions.write(complaint, by=reporter, text="Mohon segera.")
    actions.answer(complaint, by=town.liaison, reply=t.reply(), files=[t.photo()])
    actions.object_to_answer(complaint, by=reporter, text="Belum rata.")
    t.send(complaint, town)
    return actions.confirm(complaint, by=reporter, stars=4, words="Terima kasih.")


def test_nobody_finds_the_hidden_name_before_the_report_is_forwarded(town: t.Town) -> None:
    complaint = file_hidden_report()
    assert found_by(clients(town), complaint, CONTACT) == {}


def test_nobody_finds_the_hidden_name_anywhere_while_the_report_is_worked_on(
    town: t.Town,
) -> None:
    complaint = forward(town, file_hidden_report())
    actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")
    people = clients(town)
    assert found_by(people, complaint, CONTACT, everywhere=True) == {}
    # Of the original text, once it was cleared, only the custodian reads.
    assert set(found_by(people, complaint, IN_TEXT)) <= {"custodian"}


def test_nobody_finds_the_hidden_name_after_the_report_was_closed(town: t.Town) -> None:
    complaint = walk_to_the_end(town, forward(town, file_hidden_report()))
    assert complaint.status == "resolved"
    people = clients(town)
    assert found_by(people, complaint, CONTACT) == {}
    assert set(found_by(people, complaint, IN_TEXT)) <= {"custodian"}


def test_the_reporter_sees_the_own_report(town: t.Town, settings: LazySettings) -> None:
    complaint = forward(town, file_hidden_report())
    reporter = Client()
    reporter.get(
        links.tracking_link(complaint).partition("://")[2].partition("/")[2].join("/ ")[:-1]
    )
    assert leaks(reporter, complaint, IN_TEXT) == [f"/lacak/{complaint.code}/"]


def test_the_custodian_finds_the_name_for_ten_minutes_after_a_reveal(town: t.Town) -> None:
    complaint = forward(town, file_hidden_report())
    actions.reveal(complaint, by=town.custodian, reason="Diminta pengadilan.")
    people = clients(town)
    found = found_by(people, complaint, CONTACT)
    assert set(found) == {"custodian"}
    assert f"/meja/{complaint.code}/" in found["custodian"]
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert found_by({"custodian": people["custodian"]}, complaint, CONTACT) == {}


def test_the_clerk_who_typed_the_name_finds_it_and_no_other_officer(town: t.Town) -> None:
    filing = t.filing(hides_reporter=True, contact=Contact(NAME, EMAIL, "+6281122334455"))
    complaint, _ = actions.submit(filing, token="loket", by=town.clerk, role=Role.CLERK)
    assert set(found_by(clients(town), complaint, CONTACT)) == {"clerk"}


def test_a_reporter_who_allows_it_is_read_by_the_agency_alone(town: t.Town) -> None:
    complaint = forward(town, file_hidden_report())
    actions.disclose(complaint, by=ReporterOf(complaint.pk))
    assert set(found_by(clients(town), complaint, CONTACT)) == {"liaison", "co_liaison"}


def test_the_admin_shows_no_report_and_no_contact(town: t.Town) -> None:
    complaint = walk_to_the_end(town, forward(town, file_hidden_report()))
    client = Client()
    client.force_login(town.superuser)
    shown = []
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        for query in ("", "?q=mirandasari", f"?q={complaint.code}"):
            response = client.get(reverse(name) + query)
            assert response.status_code in (200, 302), name
            text = response.content.decode().replace(query[3:] or "-", "")
            if CONTACT.search(text) or complaint.code in text:
                shown.append(name)
    assert shown == []
    assert "complaints_complaint" not in str(list(admin.site._registry)).lower()


def test_mails_logs_files_and_tables_do_not_tell_the_name(
    town: t.Town, mail_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with time_machine.travel(MONDAY):
        complaint = forward(town, file_hidden_report())
        walk_to_the_end(town, complaint)
        other = forward(town, file_hidden_report())
        actions.write(other, by=ReporterOf(other.pk), text="Mohon segera.")
    for days in (0, 1, 3, 9, 21):
        with time_machine.travel(MONDAY + timedelta(days=days)):
            sweep.sweep_deadlines()
            digests.make_due()
            outbox.deliver()
    for name in ("liaison", "custodian"):
        leaks(clients(town)[name], other, CONTACT)

    to_others = [mail for mail in mailbox.mails() if mail["To"] != EMAIL]
    assert to_others
    for mail in to_others:
        assert not CONTACT.search(mail.as_string())
        assert not IN_TEXT.search(mailbox.text(mail))
    own = mailbox.mails(EMAIL)
    assert own
    for mail in own:
        assert not re.search("contohwati", mail.as_string(), re.IGNORECASE)
        code = re.search(r"laporan (\w{8})$", mailbox.subject(mail))
        assert code is not None
        assert mailbox.subject(mail) == f"Ada kabar untuk laporan {code.group(1)}"
        assert code.group(1) in (complaint.code, other.code)

    assert not CONTACT.search(caplog.text)
    assert not IN_TEXT.search(caplog.text)
    names = [str(path.relative_to(mail_folder)) for path in mail_folder.rglob("*")]
    assert len(names) > 10
    assert not [name for name in names if CONTACT.search(name)]
    assert rows_with("mirandasari") == rows_with("contohwati") == rows_with("8112233") == []
    assert Notification.objects.filter(complaint=complaint).exists()


def rows_with(marker: str) -> list[str]:
    """Return the tables in which a marker stands in the clear."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{marker}%"]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found
