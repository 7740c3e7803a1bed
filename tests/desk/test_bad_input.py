"""Whatever is sent to a verb: a clear sentence, what was typed is kept, and never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.desk.verbs import table as verbs
from complaints.models import Complaint, Event
from tests import town as t
from tests.desk.conftest import SignIn

NASTY = [
    "",
    "x" * 100_000,
    "\x00\x1b[31m \u202eterbalik\u2066 🙂 <script>alert(1)</script>'\";--",
    "0001-01-01",
    "99999999999999999999999",
]


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_no_value_in_any_field_of_any_verb_breaks_the_page(
    value: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town, hides_reporter=True)
    client = {who: sign_in(who) for who in ("verifier", "liaison", "custodian")}
    for verb in verbs.VERBS:
        for who, browser in client.items():
            address = f"/meja/{complaint.code}/{verb.address}/"
            page = browser.get(address)
            if page.status_code != 200:
                continue
            names = page.context["form"].fields
            answer = browser.post(address, dict.fromkeys(names, value))
            assert answer.status_code in (302, 409, 422), (verb.name, who)
            if answer.status_code == 302:
                complaint = t.forwarded(town, hides_reporter=True)
            else:
                assert answer.context["form"].errors, (verb.name, who)


@pytest.mark.parametrize(
    ("slug", "data", "field"),
    [
        ("tindak-lanjut", {"text": "x", "audience": "internal"}, "audience"),
        (
            "tindak-lanjut",
            {"text": "x", "audience": "public", "next_news_on": "besok"},
            "next_news_on",
        ),
        ("limpahkan", {"unit": "1"}, "unit"),
        ("kembalikan", {"reason": "xyz", "words": "x"}, "reason"),
        ("libatkan", {"agency": "0", "part": "lead"}, "agency"),
        ("catatan", {"text": "x", "mentions": ["999999"]}, "mentions"),
        ("jawab", {"outcome": "outside", "text": "x", "audience": "public"}, "outcome"),
    ],
)
def test_tampered_choices_are_refused_by_name(
    slug: str, data: dict[str, Any], field: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    answer = sign_in("liaison").post(f"/meja/{complaint.code}/{slug}/", data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_dates_out_of_bounds_are_refused_by_the_law(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    for day in ("2001-01-01", "2999-12-31"):
        data = {"text": "Sudah ditinjau.", "audience": "public", "next_news_on": day}
        answer = client.post(f"/meja/{complaint.code}/tindak-lanjut/", data)
        assert answer.status_code == 409
        assert "Sudah ditinjau." in answer.content.decode()
    assert Event.objects.filter(complaint=complaint, verb="follow_up").count() == 0


def test_text_is_shown_as_text(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(text="<script>alert(1)</script> & <b>tebal</b>")
    client = sign_in("verifier")
    for path in ("", "verifikasi/", "sunting/", "catatan/"):
        assert "<script>alert" not in client.get(f"/meja/{complaint.code}/{path}").content.decode()


def test_too_many_files_and_wrong_ones_are_named(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    many = [t.upload(f"foto-{number}.jpg") for number in range(11)]
    wrong = [SimpleUploadedFile("../../" + "a" * 300 + ".exe", b"MZ\x90\x00")]
    for files, words in ((many, "Paling banyak 10 berkas"), (wrong, "bukan foto atau PDF")):
        data = {"text": "Sudah ditinjau.", "audience": "public", "files": files}
        answer = client.post(f"/meja/{complaint.code}/tindak-lanjut/", data)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Complaint.objects.get(pk=complaint.pk).status == "forwarded"


def test_merging_needs_a_report_that_the_officer_sees(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit()
    sealed = t.submit(misconduct="yes", sealed_against=town.pupr)
    client = sign_in("verifier2")
    for code in ("ABCDEFGH", sealed.code, "\x00", complaint.code[:4]):
        answer = client.post(f"/meja/{complaint.code}/gabungkan/", {"main": code})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["main"])
    answer = client.post(f"/meja/{complaint.code}/gabungkan/", {"main": complaint.code})
    assert answer.status_code == 409


def test_wrong_token_of_the_form_is_refused(town: t.Town) -> None:
    from django.test import Client  # noqa: PLC0415

    client = Client(enforce_csrf_checks=True)
    client.force_login(town.verifier)
    complaint = t.submit()
    answer = client.post(f"/meja/{complaint.code}/catatan/", {"text": "x"})
    assert answer.status_code == 403
    assert complaint.events.count() == 1
