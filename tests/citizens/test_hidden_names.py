"""A hidden name, address or number is on no page of citizens but the reporter's own form."""

from __future__ import annotations

import pytest
from django.test import Client

from complaints import actions
from complaints.models import Complaint
from complaints.privacy import Contact
from tests import town as t
from tests.citizens.pages import checked, filed, hidden, opened

pytestmark = pytest.mark.django_db

SECRETS = ("Rina Tersembunyi", "rina.rahasia@warga.example", "0812000111222", "+62812000111222")
CONTACT = Contact(name=SECRETS[0], email=SECRETS[1], phone=SECRETS[3])


def pages_of(complaint: Complaint) -> list[str]:
    return [
        "/",
        "/laporan/",
        f"/laporan/?q={complaint.code}",
        f"/laporan/{complaint.code}/",
        "/lacak/",
        f"/lacak/{complaint.code}/",
        f"/lacak/{complaint.code}/tulis/",
        "/akun/laporan/",
        "/lapor/",
        "/lapor/terkirim/",
    ]


@pytest.mark.parametrize(
    "name", ["nobody", "reporter", "merged", "citizen", "verifier", "liaison", "superuser"]
)
def test_nobody_meets_the_hidden_name_on_a_citizens_page(town: t.Town, name: str) -> None:
    complaint = t.answered(town, hides_reporter=True, contact=CONTACT)
    client = Client()
    if name == "reporter":
        opened(client, complaint)
    elif name == "merged":
        main = t.forwarded(town, hides_reporter=True, contact=CONTACT)
        opened(client, actions.merge(t.submit(), by=town.verifier, main=main))
    elif name != "nobody":
        client.force_login(town.people[name])
    for url in pages_of(complaint):
        page = client.get(url, follow=True).content.decode()
        assert [secret for secret in SECRETS if secret in page] == [], url


def test_receipt_and_tracker_do_not_repeat_the_contact(client: Client, town: t.Town) -> None:
    complaint, _ = filed(
        client, hides_reporter="on", name=SECRETS[0], email=SECRETS[1], phone=SECRETS[2]
    )
    for url in ("/lapor/terkirim/", f"/lacak/{complaint.code}/"):
        page = client.get(url).content.decode()
        assert [secret for secret in SECRETS if secret in page] == [], url


def test_nothing_typed_is_kept_on_the_server_before_sending(client: Client, town: t.Town) -> None:
    carried = hidden(checked(client, misconduct="yes", sealed_against="pupr", name=SECRETS[0]))
    assert carried["name"] == SECRETS[0]
    assert dict(client.session) == {}
    assert Complaint.objects.count() == 0
