"""The town's own wording of messages: checked, shown first, used from then on, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from complaints.manage import wordings
from complaints.messages import samples, texts
from complaints.models import MessageText, SettingsChange
from complaints.telling import outbox
from tests import mailbox
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

ANSWER = "/kelola/pesan/naskah/reporter-answer/"
OWN = "{{ agency }} telah memberi jawaban\n\nTerima kasih sudah menunggu."


def post(sign_in: SignIn, text: str, *, page: str = ANSWER, **more: Any) -> Any:
    return sign_in("verifier").post(page, {"text": text, **more})


def test_the_examples_are_shown_before_anything_is_saved(town: t.Town, sign_in: SignIn) -> None:
    html = post(sign_in, OWN).content.decode()
    assert "Dinas PUPR telah memberi jawaban" in html
    assert "Belum disimpan" in html
    assert not MessageText.objects.exists()
    assert "telah memberi jawaban" not in samples.find("answer-1").shown  # type: ignore[union-attr]


def test_a_saved_wording_is_what_reporters_read(
    town: t.Town, sign_in: SignIn, settings: Any, tmp_path: Any
) -> None:
    post(sign_in, OWN, simpan="1")
    row = SettingsChange.objects.get()
    assert (row.thing, row.key, row.after["isi"]) == (
        "message",
        "messages/reporter/answer.txt",
        OWN,
    )
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path
    shown = samples.find("answer-1")
    assert shown is not None
    assert shown.letter is not None
    assert shown.letter.subject.startswith("Dinas PUPR telah memberi jawaban")


def test_the_default_comes_back(town: t.Town, sign_in: SignIn) -> None:
    post(sign_in, OWN, simpan="1")
    sign_in("verifier").post(f"{ANSWER}bawaan/")
    assert not MessageText.objects.exists()
    assert texts.current("messages/reporter/answer.txt") == texts.default_of(
        "messages/reporter/answer.txt"
    )
    assert SettingsChange.objects.latest("id").verb == "reset"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tulis pesannya."),
        ("Halo {{ reporter.name }}", "{{ reporter.name }} tidak dikenal"),
        ("Halo {{ about.reporter }}", "tidak dikenal"),
        ("{% load lapor %}Halo", "{% load lapor %} tidak dikenal"),
        ("{% include 'messages/letter.html' %}", "tidak dikenal"),
        ("{% debug %}", "tidak dikenal"),
        ("Halo {{ agency", "kurung kurawal"),
        ("Halo {# rahasia #}", "tanpa tanda"),
        ("x" * 2001, "Terlalu panjang"),
    ],
)
def test_what_the_default_does_not_name_is_refused(
    town: t.Town, sign_in: SignIn, text: str, sentence: str
) -> None:
    answer = post(sign_in, text, simpan="1")
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert not MessageText.objects.exists()


def test_a_condition_must_be_closed(town: t.Town, sign_in: SignIn) -> None:
    page = "/kelola/pesan/naskah/reporter-forward/"
    answer = post(sign_in, "{% if moved %}Pindah ke {{ agency }}", page=page, simpan="1")
    assert "harus ditutup" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("LAPOR: ada jawaban untuk {{ code }}", "{{ link }} harus tetap ada"),
        ("LAPOR {{ code }} {{ link }} " + "a" * 200, "Paling banyak 160"),
    ],
)
def test_an_sms_keeps_its_link_and_its_length(
    town: t.Town, sign_in: SignIn, text: str, sentence: str
) -> None:
    page = "/kelola/pesan/naskah/short-answer/"
    answer = post(sign_in, text, page=page, simpan="1")
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("slug", ["short-discreet", "tidak-ada", "reporter-..", "officer-x"])
def test_what_is_said_of_hidden_reports_cannot_be_changed(
    town: t.Town, sign_in: SignIn, slug: str
) -> None:
    assert sign_in("verifier").get(f"/kelola/pesan/naskah/{slug}/").status_code == 404


def test_a_hidden_report_still_says_only_that_there_is_news(
    town: t.Town, sign_in: SignIn, settings: Any, tmp_path: Any
) -> None:
    post(sign_in, OWN, simpan="1")
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path
    report = t.answered(town, hides_reporter=True)
    outbox.deliver()
    letters = [mailbox.text(mail) for mail in mailbox.mails("rina@warga.example")]
    assert letters
    assert not [one for one in letters if "telah memberi jawaban" in one]
    assert report.code in letters[-1]


def test_every_text_has_a_page_with_examples(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    without = set()
    for name in texts.names():
        page = client.get(f"/kelola/pesan/naskah/{wordings.slug_of(name)}/")
        assert page.status_code == 200
        if not page.context["samples"]:
            without.add(name)
    assert without == set()
