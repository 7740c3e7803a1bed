"""Drafts: kept for the browser that has their key, offered without their words, and never secret."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from complaints import drafts, tasks
from complaints.citizens.filing import cookies
from complaints.models import Complaint, FilingDraft, StagedFile
from lapor import clock
from tests import town as t
from tests.citizens.filing.walking import COMPLAINT, STORY, answer, send, walk
from tests.citizens.pages import ANSWERS, checked, hidden, words

pytestmark = pytest.mark.django_db


def closed(client: Client) -> None:
    """Close the browser: what lives until then is gone."""
    for name in [name for name, cookie in client.cookies.items() if not cookie["max-age"]]:
        del client.cookies[name]


def test_draft_is_ciphertext_without_its_key(client: Client, town: t.Town) -> None:
    walk(client, until="tempat")
    row = FilingDraft.objects.get()
    token = client.cookies[cookies.COOKIE].value
    assert b"Lampu" not in bytes(row.content)
    assert token not in row.submission
    assert drafts.read(token) is not None
    assert drafts.read("x" * 32) is None


def test_key_is_kept_seven_days_where_no_script_reads_it(client: Client, town: t.Town) -> None:
    walk(client, until="bahaya")
    cookie = client.cookies[cookies.COOKIE]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (604_800, True, "Lax")


def test_found_draft_is_offered_without_its_words(client: Client, town: t.Town) -> None:
    walk(client, until="tempat")
    page = words(client.get("/lapor/"))
    assert "Lanjutkan draf" in page
    assert "Hapus draf" in page
    assert STORY not in page


def test_after_the_browser_was_closed_no_question_shows_the_words(
    client: Client, town: t.Town
) -> None:
    walk(client, until="tempat")
    closed(client)
    assert client.get("/lapor/tanya/cerita/").headers["location"] == "/lapor/"
    assert client.get("/lapor/periksa/").headers["location"] == "/lapor/"
    assert STORY not in client.get("/lapor/satu-halaman/").content.decode()


def test_draft_goes_on_where_it_was_left(client: Client, town: t.Town) -> None:
    walk(client, until="tempat")
    closed(client)
    response = client.post("/lapor/lanjutkan-draf/")
    assert response.headers["location"] == "/lapor/tanya/tempat/"
    assert STORY in client.get("/lapor/tanya/cerita/").content.decode()


def test_draft_with_every_answer_goes_on_at_the_check_page(client: Client, town: t.Town) -> None:
    walk(client)
    closed(client)
    assert client.post("/lapor/lanjutkan-draf/").headers["location"] == "/lapor/periksa/"


def test_deleted_draft_is_gone_with_its_files(client: Client, town: t.Town) -> None:
    walk(client, foto={"files": t.upload("a.jpg")})
    client.post("/lapor/hapus-draf/")
    assert (FilingDraft.objects.count(), StagedFile.objects.count()) == (0, 0)
    assert "Langkah 1 dari" in words(client.get("/lapor/"))
    assert client.cookies[cookies.COOKIE].value == ""


def test_what_is_being_typed_is_kept(client: Client, town: t.Town) -> None:
    walk(client, until="cerita")
    response = client.post("/lapor/simpan/", {"langkah": "cerita", "text": "Baru separuh ka"})
    assert response.status_code == 204
    assert "Baru separuh ka" in client.get("/lapor/tanya/cerita/").content.decode()


def test_one_page_form_is_kept_while_it_is_typed(client: Client, town: t.Town) -> None:
    client.post("/lapor/simpan/", {**ANSWERS, "text": "Satu halaman"})
    assert "Lanjutkan draf" in words(client.get("/lapor/"))
    assert "Satu halaman" in client.get("/lapor/satu-halaman/").content.decode()


def test_draft_is_gone_when_its_report_was_sent(client: Client, town: t.Town) -> None:
    walk(client)
    send(client, client.get("/lapor/periksa/"))
    assert FilingDraft.objects.count() == 0
    assert "Langkah 1 dari" in words(client.get("/lapor/"))


def test_double_click_finds_the_report_though_the_draft_is_gone(
    client: Client, town: t.Town
) -> None:
    walk(client)
    check = client.get("/lapor/periksa/")
    assert [send(client, check).status_code for _ in range(2)] == [302, 302]
    assert Complaint.objects.count() == 1


def test_draft_of_seven_days_ago_is_neither_shown_nor_kept(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(client, until="tempat")
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Langkah 1 dari" in words(client.get("/lapor/"))
    tasks.drop_unsent()
    assert FilingDraft.objects.count() == 0


def test_draft_of_six_days_ago_is_kept(
    client: Client, town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(client, until="tempat")
    later = clock.now() + timedelta(days=6, hours=23)
    monkeypatch.setattr(clock, "now", lambda: later)
    tasks.drop_unsent()
    assert "Lanjutkan draf" in words(client.get("/lapor/"))


@pytest.mark.parametrize("content", [b"", b"gAAAA", b"\x00\xff"])
def test_damaged_draft_counts_as_none(client: Client, town: t.Town, content: bytes) -> None:
    walk(client, until="tempat")
    FilingDraft.objects.update(content=content)
    assert "Langkah 1 dari" in words(client.get("/lapor/"))


@pytest.mark.parametrize("token", ["", "x", "é" * 32, "x" * 32, "../../etc/passwd"])
def test_forged_key_opens_nothing(client: Client, town: t.Town, token: str) -> None:
    client.cookies[cookies.COOKIE] = token
    assert "Langkah 1 dari" in words(client.get("/lapor/"))
    assert client.post("/lapor/lanjutkan-draf/").headers["location"] == "/lapor/"


# -- the secret and sealed paths ---------------------------------------------------------------


def test_from_the_word_of_misconduct_on_nothing_is_kept(client: Client, town: t.Town) -> None:
    walk(client, until="pelanggaran")
    page = answer(client, "pelanggaran", misconduct="yes")
    assert page.status_code == 200
    assert "Di unit mana petugas itu bekerja?" in words(page)
    assert FilingDraft.objects.count() == 0
    assert client.cookies[cookies.COOKIE].value == ""


def test_sealed_road_carries_its_answers_in_the_page(client: Client, town: t.Town) -> None:
    walk(client, until="pelanggaran")
    page = answer(client, "pelanggaran", misconduct="yes")
    for slug, more in (
        ("unit", {"sealed_against": "pupr"}),
        ("cerita", {"text": STORY}),
        ("tempat", {"place_text": "Loket 3"}),
        ("foto", {}),
        ("tentang", {"hides_reporter": "on"}),
    ):
        assert 'action="/lapor/lanjut/"' in page.content.decode()
        assert hidden(page)["langkah"] == slug
        page = client.post("/lapor/lanjut/", {**hidden(page), **more})
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert FilingDraft.objects.count() == 0
    assert "Laporan ini disegel" in words(page)
    response = send(client, page)
    complaint = Complaint.objects.get()
    assert (complaint.is_sealed, complaint.hides_reporter) == (True, True)
    assert (complaint.text, complaint.place_text) == (STORY, "Loket 3")
    assert complaint.code in words(response)
    assert not client.session.get("receipts")


def test_address_of_the_way_without_a_trace_leads_to_the_start(client: Client) -> None:
    assert client.get("/lapor/lanjut/").headers["location"] == "/lapor/"
    assert client.post("/lapor/lanjut/", {"langkah": "tidak-ada"}).status_code == 404


def test_ordinary_report_on_the_way_without_a_trace_leaves_none(
    client: Client, town: t.Town
) -> None:
    page = client.post("/lapor/lanjut/", {"hanya-di-sini": "1", "langkah": "bahaya", "ke": "jenis"})
    for slug, answers in COMPLAINT:
        assert hidden(page)["langkah"] == slug
        page = client.post("/lapor/lanjut/", {**hidden(page), **answers})
    response = send(client, page)
    complaint = Complaint.objects.get()
    assert (response.status_code, complaint.is_secret, complaint.is_sealed) == (200, False, False)
    assert complaint.code in words(response)
    assert not client.session.get("receipts")
    assert client.get(f"/lacak/{complaint.code}/").status_code == 302


def test_secrecy_chosen_late_deletes_what_was_kept(client: Client, town: t.Town) -> None:
    page = walk(client, tentang={"is_secret": "on"})
    assert page.status_code == 200
    assert "Laporan ini rahasia" in words(page)
    assert FilingDraft.objects.count() == 0
    assert client.get("/lapor/tanya/cerita/").status_code == 302


def test_secret_check_page_leads_back_with_its_answers(client: Client, town: t.Town) -> None:
    page = walk(client, tentang={"is_secret": "on"})
    question = client.post("/lapor/periksa/", {**hidden(page), "buka": "tempat"})
    assert "Depan pasar" in question.content.decode()
    again = client.post(
        "/lapor/tanya/tempat/", {**hidden(question), "place_text": "Dekat jembatan"}
    )
    assert "Periksa laporan Anda" in words(again)
    assert "Dekat jembatan" in words(again)
    assert FilingDraft.objects.count() == 0


def test_way_without_a_trace_begins_at_the_first_question(client: Client, town: t.Town) -> None:
    start = client.get("/lapor/?hanya-di-sini=1")
    page = client.post("/lapor/tanya/jenis/", {**hidden(start), "kind": "complaint"})
    assert "Ada bahaya sekarang?" in words(page)
    assert FilingDraft.objects.count() == 0
    assert cookies.COOKIE not in client.cookies


def test_browser_history_does_not_tell_of_the_way_without_a_trace(
    client: Client, town: t.Town
) -> None:
    first = client.get("/lapor/").content.decode()
    assert "?hanya-di-sini" not in first
    start = client.post("/lapor/tanya/jenis/", {"hanya-di-sini": "1", "ke": "jenis"})
    page = client.post("/lapor/tanya/pelanggaran/", {**hidden(start), "misconduct": "yes"})
    for shown in (start, page):
        assert "<title>Buat laporan ·" in shown.content.decode()
        assert "Keluar cepat" in words(shown)
    assert "Di unit mana petugas itu bekerja?" in words(page)
    assert FilingDraft.objects.count() == 0
    assert cookies.COOKIE not in client.cookies


def test_typing_on_the_secret_path_keeps_nothing(client: Client, town: t.Town) -> None:
    client.post("/lapor/simpan/", {**ANSWERS, "is_secret": "on"})
    client.post("/lapor/simpan/", {"hanya-di-sini": "1", "langkah": "cerita", "text": "x"})
    assert FilingDraft.objects.count() == 0


def test_ticking_secret_on_the_one_page_form_deletes_its_draft(
    client: Client, town: t.Town
) -> None:
    client.post("/lapor/simpan/", ANSWERS)
    client.post("/lapor/simpan/", {**ANSWERS, "is_secret": "on"})
    assert FilingDraft.objects.count() == 0


def test_one_page_form_can_be_changed_question_by_question(client: Client, town: t.Town) -> None:
    checked(client)
    answer(client, "cerita", text="Cerita yang lain.", ubah="1")
    send(client, client.get("/lapor/periksa/"))
    assert Complaint.objects.get().text == "Cerita yang lain."


def test_what_was_under_way_does_not_bring_a_secret_draft_back(
    client: Client, town: t.Town
) -> None:
    walk(client, until="tentang")
    late = {name: client.cookies[name].value for name in (cookies.COOKIE, cookies.OPENED)}
    page = client.get("/lapor/tanya/tentang/")
    client.post("/lapor/tanya/tentang/", {**hidden(page), "is_secret": "on"})
    client.cookies.load(late)  # the browser sent this one before it heard that the draft is gone
    typed = {**hidden(page), "email": "sari@contoh.id"}
    assert client.post("/lapor/simpan/", typed).status_code == 204
    assert FilingDraft.objects.count() == 0


def test_files_wait_briefly_once_the_secret_path_is_left_by_going_back(
    client: Client, town: t.Town
) -> None:
    page = walk(client, until="tentang", foto={"files": t.upload("a.jpg")})
    page = client.get("/lapor/tanya/tentang/")
    client.post("/lapor/tanya/tentang/", {**hidden(page), "is_secret": "on", "ke": "foto"})
    file = StagedFile.objects.get()
    assert file.keep_until <= clock.now() + timedelta(hours=2)


def test_nobody_can_make_a_draft_large(client: Client, town: t.Town) -> None:
    long = "x" * 400_000
    client.post(
        "/lapor/simpan/", {**ANSWERS, "name": long, "title": long, "terjawab": "jenis " * 90_000}
    )
    kept = drafts.read(client.cookies[cookies.COOKIE].value)
    assert kept is not None
    assert kept.seen == ["jenis"]
    assert max(map(len, kept.answers.values())) <= 500
