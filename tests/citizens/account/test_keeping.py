"""An earlier report joins the account of whoever has its ticket and code."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from complaints import actions
from complaints.models import Complaint, Event, Reporter
from complaints.reporters import erasure
from tests import town as t
from tests.citizens import pages
from tests.citizens.account.visitors import citizen, filed_by, flaws, signed_in
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db
ADD = "/akun/laporan/tambah/"


def keep(complaint: Complaint) -> str:
    return f"/akun/laporan/{complaint.code}/simpan/"


def owner(complaint: Complaint) -> int | None:
    return Reporter.objects.get(complaint=complaint).user_id


def test_ticket_and_code_bring_a_report_into_the_account(town: t.Town) -> None:
    report, receipt = pages.filed(Client())
    user = citizen()
    client = signed_in(user)
    grouped = " ".join(receipt[i : i + 4] for i in range(0, 16, 4))
    response = client.post(ADD, {"code": report.code.lower(), "receipt": grouped})
    assert response["Location"] == keep(report)
    assert "muncul di “Laporan saya” untuk akun warga@surat.example" in words(
        client.get(keep(report))
    )
    assert client.post(keep(report))["Location"] == "/akun/laporan/"
    assert owner(report) == user.pk
    assert report.title in words(client.get("/akun/laporan/"))
    assert Client().get(f"/lacak/{report.code}/").status_code == 302
    assert signed_in(user).get(f"/lacak/{report.code}/").status_code == 200


def test_the_record_keeps_it_and_stays_sound(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    client = signed_in(citizen())
    pages.opened(client, report)
    client.post(keep(report))
    event = Event.objects.filter(complaint=report).latest("sequence")
    assert (event.verb, event.role, event.data) == ("note", "system", {"account": "joined"})
    assert event.actor is None
    assert flaws() == []


def test_a_second_click_changes_nothing(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    client = signed_in(citizen())
    pages.opened(client, report)
    for sentence in ("Laporan tersimpan di akun Anda.", "Laporan itu sudah ada di akun Anda."):
        assert sentence in words(client.post(keep(report), follow=True))
    assert Event.objects.filter(complaint=report, verb="note").count() == 1


def test_the_tracker_offers_it_until_it_is_done(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    user = citizen()
    client = signed_in(user)
    path = pages.opened(client, report)
    assert "Simpan ke akun saya" in words(client.get(path))
    client.post(keep(report))
    page = words(client.get(path))
    assert "Simpan ke akun saya" not in page
    assert "Ubah kontak saya" in page
    stranger = Client()
    pages.opened(stranger, report)
    assert "Ubah kontak saya" not in words(stranger.get(path))
    assert "Simpan ke akun saya" not in words(stranger.get(path))


def test_who_opened_it_before_signing_in_goes_on_after(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    client = Client()
    pages.opened(client, report)
    assert client.get(keep(report))["Location"] == f"/akun/masuk/?next={keep(report)}"
    client.force_login(citizen())
    assert client.get(keep(report)).status_code == 200


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({"hides_reporter": True}, "anonim"),
        ({"is_secret": True}, "rahasia"),
        ({"misconduct": "yes"}, "disegel"),
    ],
)
def test_hidden_ones_warn_and_need_a_tick(town: t.Town, answers: dict[str, Any], word: str) -> None:
    report = t.submit(**answers)
    user = citizen()
    client = signed_in(user)
    pages.opened(client, report)
    assert f"Laporan ini {word}. Pikirkan dahulu." in words(client.get(keep(report)))
    refused = client.post(keep(report))
    assert refused.status_code == 422
    assert pages.errors(refused) == ["Centang dahulu, atau batalkan."]
    assert owner(report) is None
    client.post(keep(report), {"understood": "on"})
    assert owner(report) == user.pk


def test_a_report_of_another_account_stays_there(town: t.Town) -> None:
    first = citizen("pertama@surat.example")
    report = filed_by(first)
    client = signed_in(citizen())
    pages.opened(client, report)
    page = client.post(keep(report), follow=True)
    assert "Laporan ini sudah tersimpan di akun lain." in words(page)
    assert owner(report) == first.pk


def test_an_erased_report_does_not_join(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    client = signed_in(citizen())
    pages.opened(client, report)
    erasure.erase(report)
    assert "Isi dan kontak laporan ini sudah dihapus" in words(
        client.post(keep(report), follow=True)
    )
    assert owner(report) is None


def test_without_the_proof_there_is_nothing_to_keep(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    client = signed_in(citizen())
    for response in (client.get(keep(report)), client.post(keep(report), {"understood": "on"})):
        assert response["Location"] == f"/lacak/?tiket={report.code}"
    assert client.get("/akun/laporan/TIDAKADA/simpan/")["Location"] == "/lacak/?tiket=TIDAKADA"
    assert owner(report) is None


def test_wrong_pairs_get_one_answer_and_are_slowed(town: t.Town, settings: LazySettings) -> None:
    settings.LAPOR_LIMITS = True
    report, _ = pages.filed(Client())
    client = signed_in(citizen())
    wrong = {"code": report.code, "receipt": "0" * 16}
    unknown = {"code": "ZZZZ9999", "receipt": "0" * 16}
    answers = {tuple(pages.errors(client.post(ADD, one))) for one in (wrong, unknown)}
    assert len(answers) == 1
    statuses = [client.post(ADD, wrong).status_code for _ in range(25)]
    assert (statuses[0], statuses[-1]) == (422, 429)
    assert "Anda tidak diblokir." in words(client.post(ADD, wrong))


@pytest.mark.parametrize(
    "data", [{}, {"code": "\x00", "receipt": "\x00"}, {"code": "x" * 999, "receipt": "🙂" * 99}]
)
def test_nonsense_gets_a_sentence(town: t.Town, data: dict[str, str]) -> None:
    page = signed_in(citizen()).post(ADD, data)
    assert page.status_code == 422
    assert pages.errors(page)


def test_all_parts_of_a_split_report_join(town: t.Town) -> None:
    report, _ = pages.filed(Client())
    actions.split(report, by=town.verifier, parts=["Lampu padam.", "Jalan rusak."])
    user = citizen()
    client = signed_in(user)
    pages.opened(client, report)
    client.post(keep(report))
    assert set(Reporter.objects.values_list("user_id", flat=True)) == {user.pk}
