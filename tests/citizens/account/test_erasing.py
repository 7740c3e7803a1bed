"""Erasing one report or the whole account: at once, for good, and only the own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client

from accounts.models import User
from complaints import actions, privacy
from complaints.models import (
    Attachment,
    Complaint,
    Event,
    EventWords,
    FilingDraft,
    Follower,
    PrivateNumbers,
    Rating,
    Reporter,
    Support,
)
from complaints.states import State
from complaints.telling import following
from tests import town as t
from tests.accounts.steps import letters
from tests.citizens.account.visitors import ADDRESS, citizen, filed_by, flaws, signed_in
from tests.citizens.pages import errors, opened, words
from tests.mailbox import text

pytestmark = pytest.mark.django_db
ACCOUNT = "/akun/data/hapus/"
YES = {"understood": "on"}


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def path(own: Complaint) -> str:
    return f"/akun/laporan/{own.code}/hapus/"


def now(own: Complaint) -> Complaint:
    found: Complaint = Complaint.objects.select_related("reporter").get(pk=own.pk)
    return found


def closed(town: t.Town, user: User, n: int = 1, **changes: Any) -> Complaint:
    own = filed_by(user, n, **changes)
    return actions.withdraw(own, by=actions.ReporterOf(own.pk, user))


# -- one report ------------------------------------------------------------------------------


def test_a_closed_report_is_erased_after_a_tick(
    town: t.Town, django_capture_on_commit_callbacks: Any
) -> None:
    user = citizen()
    own, _ = actions.submit(
        t.filing(numbers="6271010101010001"), token="hapus", by=user, files=[t.photo()]
    )
    actions.withdraw(own, by=actions.ReporterOf(own.pk, user), reason="Sudah diperbaiki tetangga.")
    stored = str(Attachment.objects.get(complaint=own).file.name)
    client = signed_in(user)
    page = words(client.get(path(own)))
    assert "Yang dihapus" in page
    assert "Yang tetap ada" in page
    refused = client.post(path(own), {})
    assert refused.status_code == 422
    assert errors(refused) == ["Centang dahulu bahwa ini tidak dapat dibatalkan."]
    assert now(own).text == own.text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path(own), YES)["Location"] == "/akun/laporan/"
    erased = now(own)
    assert (erased.title, erased.text, erased.place_text) == ("(dihapus)", "(dihapus)", "")
    assert erased.reporter.user_id is None
    assert privacy.contact_for_sending(erased.reporter) == privacy.Contact()
    assert not PrivateNumbers.objects.exists()
    assert not default_storage.exists(stored)
    assert set(EventWords.objects.values_list("text", flat=True)) <= {""}
    assert flaws() == []
    assert erased.status == State.ARCHIVED
    assert erased.created_at == own.created_at
    assert "Belum ada laporan di akun ini" in words(client.get("/akun/laporan/"))


def test_a_second_click_is_answered(town: t.Town) -> None:
    user = citizen()
    own = closed(town, user)
    client = signed_in(user)
    client.post(path(own), YES)
    events = Event.objects.count()
    page = client.post(path(own), YES, follow=True)
    assert "Isi laporan itu sudah dihapus." in words(page)
    assert Event.objects.count() == events
    assert client.get(path(own)).status_code == 404


def test_an_open_report_must_be_withdrawn_first(town: t.Town) -> None:
    user = citizen()
    own = filed_by(user)
    client = signed_in(user)
    page = client.get(path(own))
    assert "Laporan ini masih dikerjakan" in words(page)
    assert f'href="/lacak/{own.code}/cabut/"' in page.content.decode()
    assert client.post(path(own), YES).status_code == 409
    assert now(own).text == own.text


def test_what_a_merged_reporter_said_elsewhere_goes_too(
    town: t.Town, django_capture_on_commit_callbacks: Any
) -> None:
    user = citizen()
    main, own = t.submit(), filed_by(user)
    actions.merge(own, by=town.verifier, main=main)
    by = actions.ReporterOf(own.pk, user)
    actions.write(main, by=by, text="Di depan rumah Rina juga.", files=[t.photo("rina.jpg")])
    actions.write(main, by=t.reporter(main), text="Kata pelapor utama.", files=[t.photo()])
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(user).post(path(own), YES)
    said = set(EventWords.objects.filter(event__complaint=main).values_list("text", flat=True))
    assert "Kata pelapor utama." in said
    assert "Di depan rumah Rina juga." not in said
    files = {
        one.name: default_storage.exists(str(one.file.name)) for one in Attachment.objects.all()
    }
    assert files == {"(dihapus)": False, "foto.jpg": True}
    assert flaws() == []


def test_a_part_of_a_split_report_leaves_the_files_of_the_others(
    town: t.Town, django_capture_on_commit_callbacks: Any
) -> None:
    user = citizen()
    own, _ = actions.submit(t.filing(), token="pecah", by=user, files=[t.photo()])
    actions.split(own, by=town.verifier, parts=["Lampu padam.", "Jalan rusak."])
    part = Complaint.objects.of_account(user).exclude(pk=own.pk).get()
    actions.withdraw(part, by=actions.ReporterOf(part.pk, user))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(user).post(path(part), YES)
    kept = Attachment.objects.get(complaint=own)
    assert default_storage.exists(str(kept.file.name))
    actions.withdraw(own, by=actions.ReporterOf(own.pk, user))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(user).post(path(own), YES)
    assert not default_storage.exists(str(kept.file.name))


def test_an_erased_report_is_not_opened_again(town: t.Town) -> None:
    user = citizen()
    own = filed_by(user)
    actions.verify_and_forward(
        own,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr, "co_agencies": []},
    )
    actions.answer(own, by=town.liaison, reply=t.reply(), files=[t.photo()])
    actions.confirm(own, by=t.reporter(own), stars=5, words="")
    visitor = Client()
    path_of_tracker = opened(visitor, own)
    assert "Buka kembali" in words(visitor.get(path_of_tracker))
    signed_in(user).post(path(own), YES)
    page = words(visitor.get(path_of_tracker))
    assert "(dihapus)" in page
    assert "Buka kembali" not in page
    with pytest.raises(actions.Refused):
        actions.reopen(now(own), by=t.reporter(own), text="Rusak lagi.")


def test_nobody_else_erases_it(town: t.Town) -> None:
    own = closed(town, citizen())
    for person in (citizen("lain@surat.example"), town.liaison, town.verifier, town.superuser):
        client = signed_in(person)
        assert client.get(path(own)).status_code == 404
        assert client.post(path(own), YES).status_code == 404
    assert now(own).text == own.text


def test_only_a_fresh_sign_in_erases(town: t.Town) -> None:
    user = citizen()
    own = closed(town, user)
    stale = signed_in(user, seconds_ago=601)
    assert stale.post(path(own), YES)["Location"].startswith("/akun/pastikan/?next=")
    assert now(own).text == own.text


# -- the whole account -----------------------------------------------------------------------


def test_an_account_goes_with_its_reports_and_leaves_the_figures(
    town: t.Town, mail_folder: Path
) -> None:
    user = citizen()
    own = filed_by(user, numbers="6271010101010001")
    actions.verify_and_forward(
        own,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr, "co_agencies": []},
    )
    actions.answer(own, by=town.liaison, reply=t.reply(), files=[t.photo()])
    actions.confirm(own, by=actions.ReporterOf(own.pk, user), stars=5, words="Bagus sekali.")
    public = t.forwarded(town)
    client = signed_in(user)
    client.post(f"/laporan/{public.code}/dukung/")
    following.ask(public, ADDRESS)
    following.ask(public, "lain@surat.example")
    assert "Hapus akun" in words(client.get(ACCOUNT))
    done = client.post(ACCOUNT, YES)
    assert "Akun sudah dihapus" in words(done)
    assert "_auth_user_id" not in client.session
    assert not User.objects.filter(email=ADDRESS).exists()
    assert now(own).text == "(dihapus)"
    assert Rating.objects.get(complaint=own).stars == 5
    assert [one.email_hmac for one in Follower.objects.all()] == [
        privacy.fingerprint("email", "lain@surat.example")
    ]
    support = Support.objects.get(complaint=public)
    assert support.supporter != privacy.fingerprint("support", f"user:{user.pk}")
    assert Complaint.objects.get(pk=public.pk).support_count == 1
    assert flaws() == []
    last = letters(mail_folder)[-1]
    assert (last["To"], last["Subject"]) == (ADDRESS, "Akun LAPOR Anda sudah dihapus")
    assert "tanpa nama Anda" in text(last)
    assert marks_of(user) == []


def marks_of(user: User) -> list[str]:
    """Return the tables that still hold the person's address, name or text in the clear."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table == "django_session":
                continue
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            rows = json.dumps(cursor.fetchall(), cls=DjangoJSONEncoder)
            if ADDRESS in rows or "Rina" in rows or "Laporan ke-" in rows:
                found.append(table)
    return found


def test_open_reports_ask_what_becomes_of_them(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user)
    client = signed_in(user)
    page = client.post(ACCOUNT, YES)
    assert page.status_code == 422
    assert errors(page) == ["Pilih apa yang terjadi dengan laporan yang masih berjalan."]
    assert client.post(ACCOUNT, {**YES, "open_reports": "jual"}).status_code == 422
    assert client.post(ACCOUNT, {"open_reports": "release"}).status_code == 422
    assert now(own).reporter.user_id == user.pk


def test_open_reports_go_on_without_name_and_contact(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own = filed_by(user, numbers="6271010101010001")
    signed_in(user).post(ACCOUNT, {**YES, "open_reports": "release"})
    left = now(own)
    assert (left.status, left.text) == (State.RECEIVED, own.text)
    assert left.reporter.user_id is None
    assert privacy.contact_for_sending(left.reporter) == privacy.Contact()
    assert left.reporter.email_hmac == ""
    assert not PrivateNumbers.objects.exists()
    assert not User.objects.filter(email=ADDRESS).exists()


def test_open_reports_are_withdrawn_and_erased(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    own, sealed = filed_by(user), filed_by(user, 2, misconduct="yes")
    signed_in(user).post(ACCOUNT, {**YES, "open_reports": "withdraw"})
    for one in (own, sealed):
        assert (now(one).status, now(one).text) == (State.ARCHIVED, "(dihapus)")
    assert list(Reporter.objects.values_list("user_id", flat=True)) == [None, None]


def test_the_address_may_open_a_new_account(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "HP"})
    other = signed_in(user)
    signed_in(user).post(ACCOUNT, YES)
    assert not Authenticator.objects.exists()
    assert other.get("/akun/laporan/")["Location"].startswith("/akun/masuk/")
    fresh = citizen()
    assert fresh.pk != user.pk
    assert signed_in(fresh).get("/akun/laporan/").context["cards"] == []


def test_an_account_that_a_record_holds_is_closed_and_emptied(
    town: t.Town, mail_folder: Path
) -> None:
    user = citizen()
    own = filed_by(user)
    actions.verify_and_forward(
        own,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr, "co_agencies": []},
    )
    other = t.submit()
    Complaint.objects.filter(pk=other.pk).update(asked_by=user)
    signed_in(user).post(ACCOUNT, {**YES, "open_reports": "withdraw"})
    left = User.objects.get(pk=user.pk)
    assert (left.name, left.is_active, left.has_usable_password()) == ("", False, False)
    assert left.email == f"dihapus-{user.pk}@terhapus.invalid"


def test_an_officers_account_is_refused_with_a_sentence(town: t.Town, mail_folder: Path) -> None:
    for person in (town.liaison, town.verifier, town.custodian, town.superuser):
        client = signed_in(person)
        for answer in (client.get(ACCOUNT), client.post(ACCOUNT, YES)):
            assert answer.status_code == 403
            assert "Akun petugas tidak dapat diubah atau dihapus sendiri" in words(answer)
        assert User.objects.filter(pk=person.pk).exists()
        assert "Akun petugas milik kantor" in words(client.get("/akun/data/"))


def test_only_a_fresh_sign_in_erases_the_account(town: t.Town, mail_folder: Path) -> None:
    user = citizen()
    stale = signed_in(user, seconds_ago=601)
    assert stale.post(ACCOUNT, YES)["Location"] == "/akun/pastikan/?next=%2Fakun%2Fdata%2Fhapus%2F"
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_my_data_reads_in_few_queries(
    town: t.Town, rows: int, django_assert_num_queries: Any
) -> None:
    user = citizen()
    for n in range(rows):
        filed_by(user, n)
    client = signed_in(user)
    client.get("/akun/data/")
    with django_assert_num_queries(5):
        assert len(client.get("/akun/data/").context["reports"]) == rows


def test_the_unsent_report_of_an_erased_account_goes_along(town: t.Town, mail_folder: Path) -> None:
    client = signed_in(citizen())
    client.post("/lapor/tanya/jenis/", {"kind": "complaint"})
    assert FilingDraft.objects.count() == 1
    assert client.post(ACCOUNT, YES).status_code == 200
    assert FilingDraft.objects.count() == 0
    assert "Ada laporan yang belum terkirim" not in words(client.get("/lapor/"))
