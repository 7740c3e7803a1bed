"""The survey and the question four weeks later, in the tracker: without scripts, on one page."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from complaints.models import Attachment, Complaint, Survey
from lapor import clock
from tests import town as t
from tests.citizens.pages import errors, hidden, opened, words
from tests.complaints import given

pytestmark = pytest.mark.django_db

FULL = {"requirements": "4", "speed": "1", "officers": "3", "clarity": "2", "result": "4"}
PAGE_KB = 15


@pytest.mark.parametrize(
    "changes", [{}, {"hides_reporter": True}, {"is_secret": True}], ids=["open", "hidden", "secret"]
)
def test_the_survey_is_offered_once_and_kept(
    client: Client, town: t.Town, changes: dict[str, bool]
) -> None:
    complaint = t.resolved(town, **changes)
    path = opened(client, complaint)
    page = client.get(path)
    assert "Isi survei singkat" in words(page)
    assert len(gzip.compress(page.content)) < PAGE_KB * 1024
    form = client.get(f"{path}survei/")
    answer = client.post(f"{path}survei/", {**hidden(form), **FULL, "words": "Cepat sekali."})
    assert answer.headers["location"] == path
    after = words(client.get(path))
    assert "Survei Anda sudah kami terima" in after
    assert "Cepat sekali." in after
    assert "Isi survei singkat" not in after
    kept = Survey.objects.get(complaint=complaint)
    assert {name: str(getattr(kept, name)) for name in FULL} == FULL


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (FULL | {"speed": ""}, "Pilih satu jawaban: Bagaimana kecepatan pelayanannya?"),
        (FULL | {"speed": "5"}, "5"),
        (FULL | {"words": "x" * 1001}, "Terlalu panjang"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(
    client: Client, town: t.Town, typed: dict[str, str], said: str
) -> None:
    path = opened(client, t.resolved(town))
    response = client.post(f"{path}survei/", typed)
    assert response.status_code == 422
    assert [said in one for one in errors(response)] == [True]
    assert response.content.decode().count(" checked") >= 4
    assert list(Survey.objects.all()) == []


def test_a_sealed_report_asks_nothing(client: Client, town: t.Town) -> None:
    sealed = t.submit(misconduct="yes", sealed_against=town.dlh)
    path = opened(client, sealed)
    assert "survei" not in words(client.get(path)).lower()
    assert client.post(f"{path}survei/", FULL).status_code == 409


def asked(client: Client, town: t.Town) -> tuple[Complaint, str]:
    """A report whose reporter was just asked, and its page."""
    complaint = given.asked_again(town)
    return complaint, opened(client, complaint)


def test_a_yes_takes_one_click(client: Client, town: t.Town) -> None:
    complaint, path = asked(client, town)
    page = client.get(path)
    assert "Laporan ini selesai empat minggu yang lalu." in words(page)
    response = client.post(f"{path}masih-baik/", {"answer": "baik"})
    assert response.headers["location"] == path
    assert Survey.objects.get(complaint=complaint).still_fixed is True
    assert "Kirim jawaban" not in words(client.get(path))


def test_a_no_reopens_on_the_same_page(client: Client, town: t.Town) -> None:
    complaint, path = asked(client, town)
    assert "Buka kembali laporan ini" in words(client.get(f"{path}masih-baik/"))
    empty = client.post(f"{path}masih-baik/", {"answer": "buka"})
    assert (empty.status_code, errors(empty)) == (422, ["Tulis dahulu apa yang terjadi."])
    typed = {"answer": "buka", "text": "Lubang lagi.", "files": t.upload()}
    assert client.post(f"{path}masih-baik/", typed).headers["location"] == path
    assert given.stored(complaint).reopenings == 1
    assert Attachment.objects.filter(complaint=complaint, event__verb="reopen").count() == 1


def test_when_it_is_too_late_a_no_becomes_a_linked_report_with_its_receipt(
    client: Client, town: t.Town
) -> None:
    complaint = given.asked_again(town)
    with time_machine.travel(clock.now() + timedelta(days=10), tick=False):
        path = opened(client, complaint)
        page = client.get(f"{path}masih-baik/")
        assert "Kirim laporan ulang" in words(page)
        assert "Buka kembali laporan ini" not in words(page)
        typed = {**hidden(page), "answer": "ulang", "text": "Lubang di tempat yang sama."}
        sent = client.post(f"{path}masih-baik/", typed, follow=True)
        again = client.post(f"{path}masih-baik/", typed)
    anew = Complaint.objects.get(repeats=complaint)
    assert anew.code in words(sent)
    assert "Kode tanda terima" in words(sent)
    assert again.status_code == 302
    assert Survey.objects.get(complaint=complaint).still_fixed is False


def test_a_choice_that_the_law_does_not_allow_is_no_choice(client: Client, town: t.Town) -> None:
    _, path = asked(client, town)
    response = client.post(f"{path}masih-baik/", {"answer": "ulang", "text": "Lubang lagi."})
    assert response.status_code == 422
