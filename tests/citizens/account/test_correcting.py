"""The contact of an own report: corrected by its account, and told to both addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from complaints import limits, privacy
from complaints.models import Complaint, Event, Reporter
from complaints.privacy import Contact
from tests import town as t
from tests.accounts.steps import letters
from tests.citizens.account.visitors import citizen, filed_by, signed_in
from tests.citizens.pages import errors, words
from tests.mailbox import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def path(own: Complaint) -> str:
    return f"/akun/laporan/{own.code}/kontak/"


def stored(own: Complaint) -> Contact:
    return privacy.contact_for_sending(Reporter.objects.get(complaint=own))


def test_the_page_shows_the_own_contact_and_changes_it(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user)
    client = signed_in(user)
    page = client.get(path(own))
    assert page.context["form"].initial == {
        "name": "Rina Penguji",
        "email": "rina@warga.example",
        "phone": "+6281234567890",
    }
    data = {"name": "Rina B.", "email": "Rina.Baru@warga.example", "phone": "0811 2233 445"}
    assert client.post(path(own), data)["Location"] == f"/lacak/{own.code}/"
    new = Contact(name="Rina B.", email="Rina.Baru@warga.example", phone="+628112233445")
    assert stored(own) == new
    found = Complaint.objects.select_related("reporter").get(pk=own.pk)
    assert privacy.is_contact(found, email="rina.baru@warga.example")
    assert not privacy.is_contact(found, email="rina@warga.example")
    told = letters(mail_folder)
    assert [letter["To"] for letter in told] == ["rina@warga.example", "Rina.Baru@warga.example"]
    for letter in told:
        assert own.code in letter["Subject"]
        assert own.title not in text(letter)
        assert "Rina" not in text(letter)


def test_the_record_says_that_and_not_what(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user)
    signed_in(user).post(path(own), {"email": "lain@warga.example"})
    event = Event.objects.filter(complaint=own).latest("sequence")
    assert (event.verb, event.role, event.data) == ("note", "system", {"contact": "changed"})
    assert event.words.text == "Pelapor memperbaiki kontaknya."


def test_everything_may_be_taken_away(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user)
    signed_in(user).post(path(own), {"name": "", "email": "", "phone": ""})
    assert stored(own) == Contact()
    assert [letter["To"] for letter in letters(mail_folder)] == ["rina@warga.example"]


def test_sending_it_twice_changes_and_tells_once(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user)
    client = signed_in(user)
    for _ in range(2):
        client.post(path(own), {"email": "lain@warga.example"})
    assert Event.objects.filter(complaint=own, verb="note").count() == 1
    assert len(letters(mail_folder)) == 2


@pytest.mark.parametrize(
    "data",
    [{"email": "bukan alamat"}, {"phone": "satu dua tiga"}, {"name": "x" * 101}, {"email": "\x00"}],
)
def test_wrong_input_gets_a_sentence_and_is_kept(
    town: t.Town, mail_folder: Path, data: dict[str, str]
) -> None:
    user = citizen()
    own = filed_by(user)
    page = signed_in(user).post(path(own), data)
    assert page.status_code == 422
    assert errors(page)
    assert stored(own).email == "rina@warga.example"


def test_nobody_else_finds_it(town: t.Town, mail_folder: Path) -> None:
    own = filed_by(citizen())
    loose = filed_by(None, 2)
    for person in (citizen("lain@surat.example"), town.liaison, town.verifier, town.superuser):
        client = signed_in(person)
        for report in (own, loose):
            assert client.get(path(report)).status_code == 404
            assert client.post(path(report), {"email": "x@y.example"}).status_code == 404
    assert stored(own).email == "rina@warga.example"
    stale = signed_in(citizen("tua@surat.example"), seconds_ago=601)
    assert stale.get(path(own))["Location"].startswith("/akun/pastikan/")
    posted = stale.post(path(own), {"email": "tersembunyi@surat.example"})
    assert posted["Location"].startswith("/akun/pastikan/?next=")
    assert "tersembunyi" not in str(dict(stale.session.items()))


def test_a_hidden_name_is_shown_to_its_owner_alone(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user, hides_reporter=True)
    page = signed_in(user).get(path(own))
    assert page.context["form"].initial["name"] == "Rina Penguji"
    assert "Kontak saya" in words(page)


def test_correcting_cannot_flood_many_addresses(
    town: t.Town, mail_folder: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "correcting", limits.Bucket(2, 3600))
    user = citizen()
    own = filed_by(user)
    client = signed_in(user)
    sent = [client.post(path(own), {"email": f"a{n}@warga.example"}) for n in range(3)]
    assert [one.status_code for one in sent] == [302, 302, 429]
    assert stored(own).email == "a1@warga.example"
    assert "Terlalu sering" in words(sent[-1])
