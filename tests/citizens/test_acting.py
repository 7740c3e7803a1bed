"""What a reporter does in the tracker: every verb, its refusals, and who may not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from complaints import actions, links, uploads
from complaints.citizens.tracking import verbs
from complaints.law.roles import actor_on
from complaints.models import Attachment, Complaint, Event, Rating, StagedFile
from tests import town as t
from tests.citizens.pages import errors, fetched, hidden, opened, words

pytestmark = pytest.mark.django_db


def state(complaint: Complaint) -> str:
    return str(Complaint.objects.get(pk=complaint.pk).status)


def asked(town: t.Town) -> Complaint:
    return actions.ask_reporter(t.forwarded(town), by=town.liaison, question="Nomor tiang?")


def test_addresses_are_those_of_the_law() -> None:
    assert {name: actions.button_of(name).slug for name in verbs.VERBS} == verbs.SLUG_OF


def test_every_verb_that_the_law_offers_a_reporter_has_a_form(town: t.Town) -> None:
    reports = [t.submit(hides_reporter=True), asked(town), t.answered(town), t.resolved(town)]
    for complaint in reports:
        actor = actor_on(complaint, actions.ReporterOf(complaint.pk))
        offered = actions.offered(complaint, actor)
        assert set(offered) <= set(verbs.VERBS)


@pytest.mark.parametrize(
    ("make", "step", "after"),
    [
        (asked, ("lengkapi", {"text": "Tiang 12."}), "forwarded"),
        (t.answered, ("konfirmasi", {"stars": "4", "words": "Bagus"}), "resolved"),
        (t.answered, ("konfirmasi", {}), "resolved"),
        (t.answered, ("sanggah", {"text": "Masih berlubang."}), "followed_up"),
        (t.resolved, ("buka-kembali", {"text": "Rusak lagi."}), "forwarded"),
        (t.resolved, ("banding", {"text": "Tidak setuju."}), "appealed"),
        (t.forwarded, ("tulis", {"text": "Masih gelap."}), "forwarded"),
        (t.forwarded, ("cabut", {"reason": ""}), "archived"),
    ],
)
def test_a_verb_does_what_the_law_says(
    client: Client, town: t.Town, make: Any, step: tuple[str, dict[str, str]], after: str
) -> None:
    complaint = make(town)
    slug, typed = step
    path = opened(client, complaint)
    form = client.get(f"{path}{slug}/")
    response = client.post(f"{path}{slug}/", {**hidden(form), **typed})
    assert form.status_code == 200
    assert response.headers["location"] == path
    assert state(complaint) == after
    said = typed.get("text") or typed.get("words") or ""
    assert said in words(client.get(path))


def test_rating_is_kept(client: Client, town: t.Town) -> None:
    complaint = t.answered(town)
    client.post(f"{opened(client, complaint)}konfirmasi/", {"stars": "2"})
    assert Rating.objects.get(complaint=complaint).stars == 2


@pytest.mark.parametrize("stars", ["0", "6", "lima", "-1", "4.5", "\x00"])
def test_rating_outside_one_to_five_is_refused(client: Client, town: t.Town, stars: str) -> None:
    complaint = t.answered(town)
    response = client.post(f"{opened(client, complaint)}konfirmasi/", {"stars": stars})
    assert response.status_code == 422
    assert state(complaint) == "answered"


def test_name_is_disclosed_only_with_the_tick(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town, hides_reporter=True)
    path = f"{opened(client, complaint)}izinkan/"
    assert errors(client.post(path)) == ["Centang dahulu bahwa Anda mengerti."]
    assert client.post(path, {"sure": "on"}).status_code == 302
    assert Complaint.objects.get(pk=complaint.pk).is_disclosed


@pytest.mark.parametrize("slug", ["lengkapi", "konfirmasi", "sanggah", "buka-kembali", "izinkan"])
def test_a_verb_that_is_not_possible_now_is_refused_and_keeps_the_words(
    client: Client, town: t.Town, slug: str
) -> None:
    complaint = t.forwarded(town)
    path = opened(client, complaint)
    typed = {"text": "Kalimat saya", "sure": "on"}
    assert client.get(f"{path}{slug}/").headers["location"] == path
    response = client.post(f"{path}{slug}/", typed)
    assert response.status_code == 409
    assert len(errors(response)) == 1
    if slug not in ("konfirmasi", "izinkan"):
        assert "Kalimat saya" in response.content.decode()
    assert state(complaint) == "forwarded"


def test_third_objection_is_refused_with_its_sentence(client: Client, town: t.Town) -> None:
    complaint = t.answered(town)
    path = opened(client, complaint)
    for n in range(2):
        client.post(f"{path}sanggah/", {"text": f"Belum {n}"})
        complaint = t.send(complaint, town)
    response = client.post(f"{path}sanggah/", {"text": "Belum juga"})
    assert (response.status_code, errors(response)) == (
        409,
        ["Keberatan hanya dapat diajukan dua kali. Anda masih dapat mengajukan banding."],
    )
    assert client.post(f"{path}banding/", {"text": "Banding"}).status_code == 302


def test_unknown_verb_is_not_found(client: Client, town: t.Town) -> None:
    path = opened(client, t.submit())
    assert client.get(f"{path}teruskan/").status_code == 404
    assert client.post(f"{path}arsipkan/", {"text": "x"}).status_code == 404


@pytest.mark.parametrize("text", ["", " \u200b ", "\x00\x07"])
def test_empty_message_is_refused(client: Client, town: t.Town, text: str) -> None:
    complaint = t.submit()
    response = client.post(f"{opened(client, complaint)}tulis/", {"text": text})
    assert (response.status_code, errors(response)) == (
        422,
        ["Tulis dahulu apa yang ingin Anda sampaikan."],
    )
    assert Event.objects.filter(complaint=complaint).count() == 1


def test_endless_message_is_refused_and_kept(client: Client, town: t.Town) -> None:
    response = client.post(f"{opened(client, t.submit())}tulis/", {"text": "m" * 100_000})
    assert response.status_code == 422
    assert "m" * 100_000 in response.content.decode()


def test_message_of_any_script_is_shown_as_text(client: Client, town: t.Town) -> None:
    path = opened(client, t.submit())
    client.post(f"{path}tulis/", {"text": "<img src=x onerror=alert(1)> 😀 مرحبا \u202e"})
    page = client.get(path).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt; 😀 مرحبا" in page
    assert "\u202e" not in page


def test_double_click_says_it_once(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    path = f"{opened(client, complaint)}tulis/"
    typed = {**hidden(client.get(path)), "text": "Sekali saja"}
    answers = [client.post(path, typed).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Event.objects.filter(complaint=complaint, verb="write").count() == 1


def test_good_files_wait_for_the_words(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    path = f"{opened(client, complaint)}tulis/"
    refused = client.post(path, {"text": "", "files": [t.upload("bukti.jpg")]})
    assert "bukti.jpg" in words(refused)
    client.post(path, {**hidden(refused), "text": "Ini fotonya"})
    assert [file.name for file in Attachment.objects.filter(complaint=complaint)] == ["bukti.jpg"]
    assert StagedFile.objects.count() == 0


def test_refused_verb_keeps_its_files(client: Client, town: t.Town) -> None:
    path = f"{opened(client, t.forwarded(town))}sanggah/"
    refused = client.post(path, {"text": "Belum", "files": [t.upload("bukti.jpg")]})
    assert refused.status_code == 409
    assert [file.name for file in uploads.staged(hidden(refused)["token"])] == ["bukti.jpg"]
    kept = StagedFile.objects.get().file
    assert kept.storage.exists(str(kept.name))


def test_somebody_elses_report_is_not_acted_upon(client: Client, town: t.Town) -> None:
    complaint = t.answered(town)
    opened(client, t.submit())
    assert client.post(f"/lacak/{complaint.code}/konfirmasi/", {}).status_code == 403
    assert state(complaint) == "answered"


def test_forged_verb_is_refused(town: t.Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    complaint = t.answered(town)
    strict.get(f"/lacak/{complaint.code}/", {links.KEY: links.token_for(complaint)})
    assert strict.post(f"/lacak/{complaint.code}/konfirmasi/", {}).status_code == 403
    assert state(complaint) == "answered"


# -- merged reports --------------------------------------------------------------------------


@pytest.fixture
def pair(town: t.Town) -> tuple[Complaint, Complaint]:
    """A main report with its own reporter, and one that was merged into it."""
    main = t.forwarded(town, text="Cerita pelapor utama, 6271010101010001.")
    other = t.submit(text="Cerita pelapor kedua.")
    actions.write(main, by=t.reporter(main), text="PESAN UTAMA", files=[t.photo("utama.jpg")])
    return main, actions.merge(other, by=town.verifier, main=main)


def test_merged_reporter_sees_own_words_and_what_the_public_sees(
    client: Client, town: t.Town, pair: tuple[Complaint, Complaint]
) -> None:
    main, merged = pair
    actions.follow_up(main, by=town.liaison, text="Petugas sudah ke lokasi.")
    page = words(client.get(opened(client, merged)))
    assert f"Digabung dengan {main.code}; hak Anda tetap" in page
    assert "Cerita pelapor kedua." in page
    assert "Petugas sudah ke lokasi." in page
    for secret in ("Cerita pelapor utama", "PESAN UTAMA", "utama.jpg", "6271010101010001"):
        assert secret not in page


def test_merged_reporters_words_stay_from_the_main_reporter(
    client: Client, town: t.Town, pair: tuple[Complaint, Complaint]
) -> None:
    main, merged = pair
    path = opened(client, merged)
    client.post(f"{path}tulis/", {"text": "PESAN KEDUA", "files": [t.upload("kedua.jpg")]})
    own = words(client.get(path))
    assert "PESAN KEDUA" in own
    assert "kedua.jpg" in own
    other = Client()
    theirs = words(other.get(opened(other, main)))
    assert "PESAN KEDUA" not in theirs
    assert "kedua.jpg" not in theirs


def test_merged_reporter_objects_reopens_and_appeals_for_the_main_report(
    client: Client, town: t.Town, pair: tuple[Complaint, Complaint]
) -> None:
    main, merged = pair
    path = opened(client, merged)
    states = []
    for slug in ("sanggah", "buka-kembali", "banding"):
        t.send(main, town)
        if slug != "sanggah":
            actions.confirm(main, by=t.reporter(main))
        client.post(f"{path}{slug}/", {"text": f"Karena {slug}"})
        states.append(state(main))
    assert states == ["followed_up", "forwarded", "appealed"]


@pytest.mark.parametrize("slug", ["konfirmasi", "cabut"])
def test_confirm_and_withdraw_belong_to_the_main_reporter(
    client: Client, town: t.Town, pair: tuple[Complaint, Complaint], slug: str
) -> None:
    main, merged = pair
    actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo()])
    response = client.post(f"{opened(client, merged)}{slug}/", {})
    assert response.status_code == 409
    assert state(main) == "answered"


def test_merged_reporter_reads_the_answer(
    client: Client, town: t.Town, pair: tuple[Complaint, Complaint]
) -> None:
    main, merged = pair
    actions.answer(main, by=town.liaison, reply=t.reply(), files=[t.photo("bukti.jpg")])
    response = client.get(opened(client, merged))
    assert "Lubang sudah ditambal kemarin" in words(response)
    file = Attachment.objects.get(complaint=main, is_proof=True)
    assert fetched(client, f"/berkas/{file.pk}/").status_code == 200
