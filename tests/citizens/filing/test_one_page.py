"""Filing a report on one page: the form, the check page, the receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from agencies.models import Limit
from complaints import limits, privacy
from complaints.actions import ReporterOf
from complaints.law.roles import actor_on
from complaints.models import Attachment, Complaint, PrivateNumbers
from complaints.reporters import receipts
from lapor import clock
from tests import town as t
from tests.citizens.pages import ANSWERS, checked, errors, filed, hidden, send, words

pytestmark = pytest.mark.django_db


def test_form_offers_the_towns_places_categories_and_units(client: Client, town: t.Town) -> None:
    html = client.get("/lapor/satu-halaman/").content.decode()
    assert '<optgroup label="Kecamatan Pahandut">' in html
    assert '<option value="62.71.01.1003">Langkai</option>' in html
    assert '<option value="lainnya">Lainnya</option>' in html
    assert '<option value="pupr">Dinas PUPR</option>' in html


def test_form_says_its_limits_before_anything_is_chosen(client: Client, town: t.Town) -> None:
    page = words(client.get("/lapor/satu-halaman/"))
    assert "Paling banyak 10 berkas, masing-masing paling besar 10 MB." in page
    assert "Paling banyak 3000 karakter." in page


def test_dial_links_stand_before_the_question_about_danger(client: Client, town: t.Town) -> None:
    html = client.get("/lapor/satu-halaman/").content.decode()
    places = [html.index(f'href="tel:{number}"') for number in (112, 110, 113)]
    assert sorted(places) == places
    assert places[-1] < html.index('name="danger"')


def test_kind_can_be_chosen_by_the_address(client: Client, town: t.Town) -> None:
    form = client.get("/lapor/satu-halaman/?jenis=information").context["form"]
    assert form["kind"].value() == "information"


def test_every_answer_reaches_the_report(client: Client, town: t.Town) -> None:
    day = clock.today() - timedelta(days=2)
    complaint, _ = filed(
        client,
        danger="yes",
        misconduct="unsure",
        incident_date=day.isoformat(),
        region="62.71.01.1003",
        latitude="-2.2",
        longitude="113.9",
        category="lainnya",
        numbers="6271010101010001",
        hides_reporter="on",
        is_secret="on",
        name="Sari Contoh",
        email="sari@warga.example",
        phone="0812 3456 7890",
        title="Lampu padam",
        files=[t.upload()],
    )
    contact = privacy.contact_for(complaint, actor_on(complaint, ReporterOf(complaint.pk)))
    assert (complaint.kind, complaint.status, complaint.title) == (
        "complaint",
        "received",
        "Lampu padam",
    )
    assert complaint.text == ANSWERS["text"]
    assert (complaint.danger, complaint.is_sealed, complaint.is_secret) == (True, False, True)
    assert (complaint.incident_date, complaint.place_text) == (day, "Depan pasar")
    assert (complaint.latitude, complaint.longitude) == (-2.2, 113.9)
    assert (complaint.region, complaint.category) == (town.langkai, town.lainnya)
    assert complaint.hides_reporter
    assert contact == privacy.Contact("Sari Contoh", "sari@warga.example", "+6281234567890")
    assert PrivateNumbers.objects.filter(complaint=complaint).count() == 1
    assert complaint.attachments.count() == 1


def test_title_comes_from_the_text_when_left_empty(client: Client, town: t.Town) -> None:
    complaint, _ = filed(client)
    assert complaint.title == "Lampu jalan di depan pasar padam sejak tiga malam"


def test_check_page_shows_answers_and_saves_nothing(client: Client, town: t.Town) -> None:
    response = checked(client, name="Sari Contoh", region="62.71.01.1003")
    page = words(response)
    assert response.status_code == 200
    assert ANSWERS["text"] in page
    assert "Depan pasar, Kelurahan Langkai" in page
    assert "Sari Contoh" in page
    assert Complaint.objects.count() == 0


def test_check_page_warns_of_personal_data_in_the_text(client: Client, town: t.Town) -> None:
    page = words(checked(client, text="KTP saya 6271010101010001 belum jadi."))
    assert "Cerita Anda memuat data pribadi" in page
    assert "6271010101010001" in page


def test_change_link_brings_everything_back(client: Client, town: t.Town) -> None:
    carried = hidden(
        checked(client, region="62.71.01.1003", hides_reporter="on", files=[t.upload("a.jpg")])
    )
    place = client.get("/lapor/tanya/tempat/?ubah=1").content.decode()
    assert '<option value="62.71.01.1003" selected>' in place
    assert carried["token"] in place
    assert ANSWERS["text"] in client.get("/lapor/tanya/cerita/?ubah=1").content.decode()
    assert "a.jpg" in words(client.get("/lapor/tanya/foto/?ubah=1"))
    assert "checked" in client.get("/lapor/tanya/tentang/?ubah=1").content.decode()


def test_check_page_and_receipt_are_reached_only_through_the_form(client: Client) -> None:
    assert client.get("/lapor/periksa/").headers["location"] == "/lapor/"
    assert client.get("/lapor/terkirim/").headers["location"] == "/lacak/"


def test_receipt_shows_ticket_code_and_dates(client: Client, town: t.Town) -> None:
    complaint, receipt = filed(client)
    response = client.get("/lapor/terkirim/")
    page = words(response)
    groups = " ".join(receipt[start : start + 4] for start in range(0, 16, 4))
    assert complaint.code in page
    assert groups in page
    assert "Kami periksa dan teruskan ke instansi Sekarang Paling lambat" in page
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ({}, "Bila kode hilang, tidak seorang pun dapat memulihkannya."),
        ({"phone": "081234567890"}, "Petugas akan menelepon atau menulis kepada Anda"),
        ({"email": "sari@warga.example"}, "Kabar kami kirim ke e-mail Anda"),
    ],
)
def test_receipt_says_how_news_will_come(
    client: Client, town: t.Town, contact: dict[str, str], sentence: str
) -> None:
    filed(client, **contact)
    assert sentence in words(client.get("/lapor/terkirim/"))


def test_receipt_is_shown_again_for_a_day_only(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint, _ = filed(client)
    later = clock.now() + timedelta(hours=23)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert complaint.code in words(client.get("/lapor/terkirim/"))
    later = later + timedelta(hours=2)
    assert client.get("/lapor/terkirim/").status_code == 302


def test_receipt_opens_the_tracker(client: Client, town: t.Town) -> None:
    complaint, receipt = filed(client)
    assert client.get(f"/lacak/{complaint.code}/").status_code == 200
    assert receipts.find(complaint.code, receipt) == complaint


def test_sending_twice_makes_one_report_and_both_see_the_receipt(
    client: Client, town: t.Town
) -> None:
    carried = hidden(checked(client, files=[t.upload()]))
    first = client.post("/lapor/terkirim/", carried)
    second = client.post("/lapor/terkirim/", carried)
    assert [first.status_code, second.status_code] == [302, 302]
    assert Complaint.objects.count() == 1
    assert Attachment.objects.count() == 1
    assert receipts.code_of(carried["token"]) in words(client.get("/lapor/terkirim/"))


def test_changed_text_under_a_sent_token_is_said_not_swallowed(
    client: Client, town: t.Town
) -> None:
    carried = hidden(checked(client))
    client.post("/lapor/terkirim/", carried)
    client.post("/lapor/terkirim/", {**carried, "text": "Cerita yang lain."})
    assert "Perubahan setelah itu tidak ikut" in words(client.get("/lapor/terkirim/"))
    assert Complaint.objects.get().text == ANSWERS["text"]


@pytest.mark.parametrize("path", [{"is_secret": "on"}, {"misconduct": "yes"}])
def test_secret_and_sealed_leave_nothing_in_the_browser(
    client: Client, town: t.Town, path: dict[str, str]
) -> None:
    response = send(client, **path, sealed_against="tidak-tahu")
    complaint = Complaint.objects.get()
    assert response.status_code == 200
    assert complaint.code in words(response)
    assert client.session.get("receipts") is None
    assert client.get("/lapor/terkirim/").status_code == 302
    assert client.get(f"/lacak/{complaint.code}/").status_code == 302
    assert response.headers["Cache-Control"] == "private, no-store"


def test_misconduct_seals_against_the_unit(client: Client, town: t.Town) -> None:
    complaint, _ = filed(client, misconduct="yes", sealed_against="pupr")
    assert (complaint.is_sealed, complaint.sealed_against) == (True, town.pupr)


def test_misconduct_asks_for_the_unit(client: Client, town: t.Town) -> None:
    assert errors(checked(client, misconduct="yes")) == [
        "Pilih unit kerja petugas itu, atau pilih “Saya tidak tahu”."
    ]


def test_report_of_a_signed_in_citizen_belongs_to_the_account(client: Client, town: t.Town) -> None:
    client.force_login(town.citizen)
    html = client.get("/lapor/satu-halaman/").content.decode()
    assert 'value="citizen@kota.example"' in html
    complaint, _ = filed(client)
    assert complaint.reporter.user == town.citizen


BAD_ANSWERS: list[tuple[dict[str, Any], list[str]]] = [
    (
        {"kind": ""},
        ["Pilih salah satu: ada yang rusak atau salah, usul, atau bertanya."],
    ),
    ({"kind": "apa saja"}, ["Pilih salah satu dari tiga pilihan ini."]),
    ({"text": ""}, ["Ceritakan apa yang terjadi."]),
    ({"text": " \u200b\r\n\t\x00"}, ["Ceritakan apa yang terjadi."]),
    (
        {"text": "a" * 100_000},
        ["Apa yang terjadi: Terlalu panjang: 100.000 karakter. Paling banyak 3.000 karakter."],
    ),
    (
        {"place_text": ""},
        ["Pilih kelurahan atau tulis patokan tempatnya, agar petugas tahu ke mana pergi."],
    ),
    (
        {"place_text": "b" * 201},
        ["Patokan tempatnya: Terlalu panjang: 201 karakter. Paling banyak 200 karakter."],
    ),
    ({"region": "99.99"}, ["Pilih salah satu dari daftar."]),
    ({"category": "tidak-ada"}, ["Pilih salah satu dari daftar."]),
    ({"misconduct": "yes", "sealed_against": "x"}, ["Pilih salah satu dari daftar."]),
    ({"incident_date": "2999-01-01"}, ["Tanggal kejadian tidak boleh setelah hari ini."]),
    ({"incident_date": "0001-01-01"}, ["Tanggal kejadian paling awal 1 Januari 2000."]),
    ({"incident_date": "2026-02-30"}, ["Tanggal ini tidak ada. Tulis seperti 23-11-2026."]),
    ({"incident_date": "kemarin"}, ["Tanggal ini tidak ada. Tulis seperti 23-11-2026."]),
    ({"email": "bukan email"}, ["Alamat e-mail ini belum benar. Contoh: nama@contoh.id."]),
    ({"phone": "telepon saya"}, ["Nomor ini tidak dikenali. Tulis seperti 0812 3456 7890."]),
    (
        {"title": "c" * 101},
        ["Judul laporan: Terlalu panjang: 101 karakter. Paling banyak 100 karakter."],
    ),
    ({"name": "d" * 101}, ["Nama: Terlalu panjang: 101 karakter. Paling banyak 100 karakter."]),
    ({"website": "http://spam"}, ["Kolom ini harus kosong. Hapus isinya, lalu kirim lagi."]),
]


@pytest.mark.parametrize(("answers", "sentences"), BAD_ANSWERS)
def test_a_wrong_answer_is_said_and_everything_typed_is_kept(
    client: Client, town: t.Town, answers: dict[str, Any], sentences: list[str]
) -> None:
    typed = {"name": "Sari Contoh", "place_text": "Dekat jembatan", **answers}
    response = checked(client, **typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert errors(response) == sentences
    assert typed["name"] in html
    assert typed.get("text", ANSWERS["text"]).strip(" \r\n\t\x00\u200b") in html
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("name", ["text", "incident_date", "region", "kind", "category"])
def test_a_tampered_hidden_field_is_checked_again(client: Client, town: t.Town, name: str) -> None:
    carried = hidden(checked(client))
    wrong = {"text": "", "incident_date": "2999-01-01"}.get(name, "palsu")
    response = client.post("/lapor/terkirim/", {**carried, name: wrong})
    assert response.status_code == 422
    assert len(errors(response)) == 1
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("token", ["", "pendek", "<script>", "x" * 33, "é" * 32])
def test_a_tampered_token_gets_a_new_one(client: Client, town: t.Town, token: str) -> None:
    carried = {**hidden(checked(client)), "token": token}
    response = client.post("/lapor/terkirim/", carried)
    assert response.status_code == 302
    assert Complaint.objects.count() == 1
    assert receipts.submission_of(token) != Complaint.objects.get().submission


@pytest.mark.parametrize("latitude", ["abc", "nan", "inf", "91", "1e400", "", "-2.2.2", "9" * 400])
def test_a_point_that_cannot_be_is_left_out(client: Client, town: t.Town, latitude: str) -> None:
    complaint, _ = filed(client, latitude=latitude, longitude="113.9")
    assert (complaint.latitude, complaint.longitude) == (None, None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jalan rusak 😀👷🏽‍♀️", "Jalan rusak 😀👷🏽‍♀️"),
        ("Satu\r\nDua\rTiga", "Satu\nDua\nTiga"),
        ("Ada\x00 kendali\x1b[31m", "Ada kendali[31m"),
        ("شارع محطم", "شارع محطم"),
        ("\u202eterbalik", "terbalik"),
        ("<script>alert(1)</script> & <b>tebal</b>", "<script>alert(1)</script> & <b>tebal</b>"),
        ("'; DROP TABLE complaints; --", "'; DROP TABLE complaints; --"),
    ],
)
def test_any_text_is_taken_as_it_is_but_for_what_nobody_can_see(
    client: Client, town: t.Town, typed: str, kept: str
) -> None:
    complaint, _ = filed(client, text=typed)
    assert complaint.text == kept
    assert "<script>alert" not in client.get(f"/lacak/{complaint.code}/").content.decode()


def test_line_ends_count_as_one_character(client: Client, town: t.Town) -> None:
    assert checked(client, text="a\r\n" * 1500).status_code == 200


def test_edited_limit_holds_at_once(client: Client, town: t.Town) -> None:
    Limit.objects.filter(code="text_length").update(value=20)
    assert errors(checked(client)) == [
        "Apa yang terjadi: Terlalu panjang: 50 karakter. Paling banyak 20 karakter."
    ]


def test_forged_form_is_refused(town: t.Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/lapor/terkirim/", ANSWERS).status_code == 403
    assert Complaint.objects.count() == 0


def test_too_many_sendings_wait_and_keep_what_was_typed(
    client: Client, town: t.Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "filing", limits.Bucket(size=2, seconds=1000))
    answers = [checked(client) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert ANSWERS["text"] in answers[-1].content.decode()


def test_nobody_floods_an_address_with_reports(
    town: t.Town, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "filing-contact", limits.Bucket(2, 3600))
    sent = []
    for _ in range(3):
        client = Client()
        page = checked(client, email="Korban@contoh.id")
        sent.append(client.post("/lapor/terkirim/", hidden(page)))
    assert [one.status_code for one in sent] == [302, 302, 429]
    assert "Terlalu banyak kiriman" in words(sent[-1])
    assert "Korban@contoh.id" in sent[-1].content.decode()
    assert Complaint.objects.count() == 2
