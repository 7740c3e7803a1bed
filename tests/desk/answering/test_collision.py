"""Two officers at one report: one is first, the other loses nothing and reads what happened."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from complaints import actions
from complaints.models import Complaint, DeskDraft, Event
from tests import town as t
from tests.desk.conftest import SignIn

TYPED = "Lubang sudah ditambal kemarin oleh UPT Jalan, seluas tiga meter persegi."


def answer_data(**more: Any) -> dict[str, Any]:
    return {"outcome": "explained", "text": TYPED, "audience": "public", **more}


def address(complaint: Complaint, slug: str) -> str:
    return f"/meja/{complaint.code}/{slug}/"


def test_loser_reads_who_did_what_and_what_is_possible_now(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.followed_up(town)
    seen = {"dasar": complaint.event_count}
    actions.answer(complaint, by=town.liaison, reply=t.reply(), files=[t.photo()])
    page = sign_in("liaison").post(address(complaint, "jawab"), answer_data(**seen))
    collision = page.context["collision"]
    assert page.status_code == 409
    assert [(one.who, one.what) for one in collision.news] == [
        ("Liaison Contoh (Dinas PUPR)", "jawaban akhir dikirim")
    ]
    assert collision.state == "Menunggu konfirmasi pelapor"
    assert "Catatan internal" in [way.label for way in collision.ways]
    assert "Kirim jawaban akhir" not in [way.label for way in collision.ways]
    assert TYPED in page.content.decode()


def test_words_go_along_to_another_verb(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.answered(town)
    client = sign_in("liaison")
    page = client.post(address(complaint, "jawab"), answer_data())
    ways = {way.label: way.url for way in page.context["collision"].ways}
    note = client.get(ways["Catatan internal"])
    assert note.context["form"].initial["text"] == TYPED
    assert "Tulisan Anda tadi sudah dibawa ke sini." in note.content.decode()


def test_files_of_a_refused_answer_are_still_there(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.answered(town)
    client = sign_in("liaison")
    page = client.post(address(complaint, "jawab"), answer_data(files=[t.upload("bukti.jpg")]))
    form = page.context["form"]
    assert (page.status_code, [file.name for file in form.waiting]) == (409, ["bukti.jpg"])
    assert "Berkas Anda juga masih kami simpan (1)." in page.content.decode()
    note = client.get(f"{address(complaint, 'catatan')}?dari=jawab").context["form"]
    assert [file.name for file in note.waiting] == ["bukti.jpg"]
    sent = client.post(address(complaint, "catatan"), {"text": TYPED, "token": note.token})
    assert sent.status_code == 302
    latest = Event.objects.filter(complaint=complaint).latest("sequence")
    assert [row.name for row in latest.attachments.all()] == ["bukti.jpg"]
    assert not DeskDraft.objects.exists()


def test_invalid_form_keeps_its_files_and_can_drop_one(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.followed_up(town)
    client = sign_in("liaison")
    files = [t.upload("satu.jpg"), t.upload("dua.jpg")]
    first = client.post(
        address(complaint, "jawab"), answer_data(outcome="fixed", proof_text="", files=files)
    )
    form = first.context["form"]
    assert (first.status_code, list(form.errors)) == (422, ["proof_text"])
    assert [file.name for file in form.waiting] == ["satu.jpg", "dua.jpg"]
    sent = client.post(
        address(complaint, "jawab"),
        answer_data(
            outcome="fixed",
            proof_text="Sesudah ditambal.",
            token=form.token,
            remove=str(form.waiting[0].pk),
        ),
    )
    assert sent.status_code == 302
    latest = Event.objects.filter(complaint=complaint).latest("sequence")
    assert [row.name for row in latest.attachments.all()] == ["dua.jpg"]


def test_a_step_that_a_colleague_just_did_is_asked_about_once(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town, co=("dlh",))
    data = {"text": TYPED, "audience": "public", "dasar": complaint.event_count}
    actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")
    client = sign_in("co_liaison")
    asked = client.post(address(complaint, "tindak-lanjut"), data)
    assert asked.status_code == 409
    assert "baru saja melakukan hal yang sama" in asked.content.decode()
    again = {**data, "dasar": asked.context["form"].complaint.event_count}
    assert client.post(address(complaint, "tindak-lanjut"), again).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "٣"])
def test_nonsense_about_what_was_seen_is_harmless(seen: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = t.answered(town)
    page = sign_in("liaison").post(address(complaint, "jawab"), answer_data(dasar=seen))
    assert page.status_code == 409
    assert len(page.context["collision"].news) <= 1


def test_report_that_left_the_desk_gives_the_words_back(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    actions.recall(complaint, by=town.verifier, reason="Salah alamat.")
    left = client.post(address(complaint, "tindak-lanjut"), {"text": TYPED})
    unknown = client.post("/meja/ABCDEFGH/tindak-lanjut/", {"text": TYPED})
    assert (left.status_code, unknown.status_code) == (404, 404)
    assert TYPED in left.content.decode()
    words = [page.content.decode().replace(complaint.code, "ABCDEFGH") for page in (left, unknown)]
    tokens = [page.context["csrf_token"] for page in (left, unknown)]
    assert words[0].replace(str(tokens[0]), "") == words[1].replace(str(tokens[1]), "")


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_wins_and_no_word_is_lost() -> None:
    town = t.build()
    complaint = t.followed_up(town)
    colleague = t.person("liaison2")
    colleague.officers.create(agency=town.pupr, role="liaison")
    texts = ["Jawaban pertama yang panjang.", "Jawaban kedua yang panjang."]
    barrier = threading.Barrier(2)
    answers: dict[str, Any] = {}

    def send(client: Client, text: str) -> None:
        barrier.wait()
        data = answer_data(text=text, dasar=complaint.event_count, files=[t.upload("bukti.jpg")])
        answers[text] = client.post(address(complaint, "jawab"), data)
        connection.close()

    clients = [Client(), Client()]
    clients[0].force_login(town.liaison)
    clients[1].force_login(colleague)
    threads = [
        threading.Thread(target=send, args=pair) for pair in zip(clients, texts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(page.status_code for page in answers.values()) == [302, 409]
    lost = next(text for text, page in answers.items() if page.status_code == 409)
    page = answers[lost].content.decode()
    assert lost in page
    assert "bukti.jpg" in page
    assert "jawaban akhir dikirim" in page
    assert DeskDraft.objects.get().data["text"] == [lost]
    assert Event.objects.filter(complaint=complaint, verb="answer").count() == 1
