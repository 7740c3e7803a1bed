"""Files of reports: who gets them, and how they are sent."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from complaints import actions
from complaints.models import Attachment, Complaint, Publication
from complaints.states import Audience
from tests import town as t
from tests.citizens.pages import fetched, filed, opened

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "nobody",
    "reporter",
    "other_reporter",
    "citizen",
    "verifier",
    "liaison",
    "operator",
    "supervisor",
    "co_liaison",
    "other_liaison",
    "overseer",
    "custodian",
    "clerk",
    "superuser",
]


def browser_of(town: t.Town, name: str, complaint: Complaint) -> Client:
    client = Client()
    if name == "reporter":
        opened(client, complaint)
    elif name == "other_reporter":
        opened(client, t.submit())
    elif name != "nobody":
        client.force_login(town.people[name])
    return client


def readers(town: t.Town, file: Attachment) -> list[str]:
    """Return who of all the people in town gets a file; everybody else must get 404."""
    answers = {
        name: fetched(browser_of(town, name, file.complaint), f"/berkas/{file.pk}/").status_code
        for name in EVERYBODY
    }
    assert set(answers.values()) <= {200, 404}
    return [name for name, status in answers.items() if status == 200]


def file_of(complaint: Complaint) -> Attachment:
    return Attachment.objects.get(complaint=complaint)


OFFICERS = ["verifier", "liaison", "operator", "supervisor", "overseer"]


def test_what_a_reporter_uploads_is_for_reporter_and_officers(town: t.Town) -> None:
    complaint = t.forwarded(town)
    actions.write(complaint, by=t.reporter(complaint), text="Ini", files=[t.photo()])
    assert readers(town, file_of(complaint)) == ["reporter", *OFFICERS]


def test_public_proof_of_a_public_report_is_for_all(town: t.Town) -> None:
    assert readers(town, file_of(t.answered(town))) == EVERYBODY


def test_proof_of_a_report_whose_text_is_not_released_is_not_public(town: t.Town) -> None:
    complaint = actions.verify_and_forward(
        t.submit(),
        by=town.verifier,
        verification=t.verification(town, publication=Publication.PENDING),
        routing={"lead": town.pupr},
    )
    actions.answer(complaint, by=town.liaison, reply=t.reply(), files=[t.photo()])
    assert readers(town, file_of(complaint)) == ["reporter", *OFFICERS]


def test_file_of_a_note_is_for_officers_only(town: t.Town) -> None:
    complaint = t.forwarded(town)
    actions.note(complaint, by=town.liaison, text="Catatan", files=[t.photo()])
    assert readers(town, file_of(complaint)) == OFFICERS


def test_secret_proof_stays_secret(town: t.Town) -> None:
    assert readers(town, file_of(t.answered(town, is_secret=True))) == ["reporter", *OFFICERS]


def test_file_of_a_sealed_report_is_for_those_named(town: t.Town) -> None:
    complaint = t.submit(misconduct="yes", sealed_against=town.pupr)
    actions.write(complaint, by=t.reporter(complaint), text="Ini", files=[t.photo()])
    assert readers(town, file_of(complaint)) == ["reporter", "verifier", "overseer"]


def test_main_and_merged_reporters_do_not_get_each_others_files(town: t.Town) -> None:
    main = t.forwarded(town)
    merged = actions.merge(t.submit(), by=town.verifier, main=main)
    actions.write(main, by=t.reporter(main), text="Satu", files=[t.photo("satu.jpg")])
    actions.write(main, by=t.reporter(merged), text="Dua", files=[t.photo("dua.jpg")])
    actions.follow_up(
        main, by=town.liaison, text="Tiga", audience=Audience.REPORTER, files=[t.photo("tiga.jpg")]
    )
    got = {
        (complaint.code, file.name): fetched(
            browser_of(town, "reporter", complaint), f"/berkas/{file.pk}/"
        ).status_code
        for complaint in (main, merged)
        for file in Attachment.objects.filter(complaint=main)
    }
    assert got == {
        (main.code, "satu.jpg"): 200,
        (main.code, "dua.jpg"): 404,
        (main.code, "tiga.jpg"): 200,
        (merged.code, "satu.jpg"): 404,
        (merged.code, "dua.jpg"): 200,
        (merged.code, "tiga.jpg"): 404,
    }


def test_small_picture_is_smaller(client: Client, town: t.Town) -> None:
    complaint, _ = filed(client, files=[t.upload(size=(1200, 900))])
    url = f"/berkas/{file_of(complaint).pk}/"
    assert len(fetched(client, f"{url}?kecil=1").bytes_read) < len(fetched(client, url).bytes_read)


def test_picture_is_sent_so_that_nothing_in_it_can_run(client: Client, town: t.Town) -> None:
    response = fetched(client, f"/berkas/{file_of(t.answered(town)).pk}/")
    headers = response.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"] == 'inline; filename="foto.jpg"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "public, max-age=300"


def test_private_file_is_never_kept(client: Client, town: t.Town) -> None:
    complaint, _ = filed(client, files=[t.upload()])
    response = fetched(client, f"/berkas/{file_of(complaint).pk}/")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_file_name_of_a_hidden_reporter_is_not_told(client: Client, town: t.Town) -> None:
    complaint, _ = filed(Client(), hides_reporter="on", files=[t.upload("rina-penguji.jpg")])
    file = file_of(complaint)
    client.force_login(town.verifier)
    disposition = fetched(client, f"/berkas/{file.pk}/").headers["Content-Disposition"]
    assert disposition == f'inline; filename="berkas-{str(file.pk)[:8]}.jpg"'


def test_unknown_or_lost_file_is_not_found(client: Client, town: t.Town) -> None:
    file = file_of(t.answered(town))
    file.file.storage.delete(str(file.file.name))
    assert client.get(f"/berkas/{file.pk}/").status_code == 404
    assert client.get(f"/berkas/{uuid.uuid4()}/").status_code == 404
    assert client.get("/berkas/bukan-uuid/").status_code == 404
