"""A preview shows what the tracker and the public page will show, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import LazySettings
from django.test import Client

from complaints.models import Complaint, Event, Notification, StagedFile
from complaints.trail.timeline import Story, for_public, for_reporter
from tests import town as t
from tests.desk.conftest import SignIn

TYPED = "Sudah ditambal 20 November oleh UPT Jalan. Tanya: 0812-5555-1234."


def look(client: Client, complaint: Complaint, slug: str, **data: Any) -> Any:
    page = client.post(f"/meja/{complaint.code}/{slug}/", {"pratinjau": "1", **data})
    assert page.status_code == 200
    return page


def shown(entry: Any) -> tuple[Any, ...]:
    return (entry.title, entry.who, entry.text, entry.audience, entry.details)


def test_preview_is_what_the_tracker_then_shows(
    town: t.Town, sign_in: SignIn, settings: LazySettings
) -> None:
    complaint = t.followed_up(town)
    client = sign_in("liaison")
    data = {"outcome": "fixed", "text": TYPED, "audience": "public", "proof_text": "Sesudah."}
    before = (Event.objects.count(), Notification.objects.count())
    files = {"files": [t.upload("sesudah.jpg")], "before_files": [t.upload("sebelum.jpg")]}
    page = look(client, complaint, "jawab", **data, **files)
    preview, form = page.context["preview"], page.context["form"]
    assert (Event.objects.count(), Notification.objects.count()) == before
    assert not list(Path(settings.MEDIA_ROOT).glob("attachments/**/*esudah*"))
    assert StagedFile.objects.count() == 2
    assert "data:image/jpeg" in page.content.decode()
    sent = client.post(f"/meja/{complaint.code}/jawab/", {**data, "token": form.token})
    assert sent.status_code == 302
    story = Story.of(Complaint.objects.get(pk=complaint.pk))
    assert shown(preview.reporter[0]) == shown(for_reporter(story, story.complaint)[-1])
    assert shown(preview.public[0]) == shown(for_public(story)[-1])
    assert "0812" in preview.reporter[0].text
    assert "0812" not in preview.public[0].text
    notes = [file["note"] for file in for_public(story)[-1].files]
    assert notes == ["Sebelum", "Sesudah"]


def test_message_to_the_reporter_shows_nothing_to_the_public(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    page = look(sign_in("liaison"), complaint, "tulis", text=TYPED)
    preview = page.context["preview"]
    assert [entry.text for entry in preview.reporter] == [TYPED]
    assert preview.public == ()
    assert "Umum tidak melihat apa pun dari ini." in page.content.decode()


def test_question_is_public_as_a_fact_only(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    page = look(sign_in("liaison"), complaint, "tanya", question=TYPED)
    assert [entry.text for entry in page.context["preview"].public] == [""]
    assert Complaint.objects.get(pk=complaint.pk).status == "forwarded"


def test_public_reads_nothing_of_a_secret_report(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, is_secret=True)
    data = {"text": TYPED, "audience": "reporter"}
    page = look(sign_in("liaison"), complaint, "tindak-lanjut", **data)
    assert [entry.text for entry in page.context["preview"].reporter] == [TYPED]
    assert page.context["preview"].public == ()


def test_note_with_a_file_can_be_tried_too(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    page = look(sign_in("liaison"), complaint, "catatan", text=TYPED, files=[t.upload()])
    assert page.context["preview"].reporter == ()
    assert not Event.objects.filter(complaint=complaint, verb="note").exists()


def test_refusal_is_said_in_the_preview(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    data = {"text": TYPED, "audience": "public", "next_news_on": "2031-01-01"}
    page = look(sign_in("liaison"), complaint, "tindak-lanjut", **data)
    assert "Tanggal kabar berikutnya paling lambat" in page.context["preview"].refusal
    assert TYPED in page.content.decode()
