"""The verification desk opens what is most urgent, and goes on to the next."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import Complaint, DeskDraft
from complaints.privacy import Contact
from tests import town as t
from tests.complaints.given import At, stored
from tests.desk.conftest import SignIn

QUEUE = "/meja/verifikasi/"


@pytest.fixture
def verifier(sign_in: SignIn) -> Client:
    return sign_in("verifier")


def next_of(client: Client) -> str:
    """Return the ticket of the report that opens next, or an empty text."""
    answer = client.get(QUEUE)
    return answer["Location"].strip("/").rpartition("/")[2] if answer.status_code == 302 else ""


def judged(town: t.Town, **changes: object) -> dict[str, object]:
    """What the browser sends when the suggestion is right."""
    return {
        "verba": "verify_and_forward",
        "kind": "complaint",
        "category": town.jalan.pk,
        "publication": "public",
        "title": "Jalan berlubang",
        "public_text": "Jalan berlubang besar.",
        "lead": town.pupr.pk,
        **changes,
    }


def test_danger_comes_first_then_the_least_time(town: t.Town, verifier: Client, at: At) -> None:
    early = t.submit()
    at("2026-07-07 10:00")
    t.submit()
    danger = t.submit(danger=True)
    opened = []
    for _ in range(3):
        opened.append(next_of(verifier))
        verifier.post(f"{QUEUE}{opened[-1]}/lewati/")
    assert opened[:2] == [danger.code, early.code]
    assert next_of(verifier) == ""


def test_what_was_handed_back_waits_here_too(town: t.Town, verifier: Client) -> None:
    report = t.forwarded(town)
    assert next_of(verifier) == ""
    actions.hand_back(report, by=town.liaison, reason="wrong_area", words="Bukan di sini.")
    assert next_of(verifier) == report.code
    page = verifier.get(f"{QUEUE}{report.code}/")
    assert "kind" not in page.context["form"].fields
    sent = {"verba": "forward", "lead": town.dlh.pk}
    assert verifier.post(f"{QUEUE}{report.code}/", sent)["Location"] == QUEUE
    assert stored(report).lead == town.dlh


def test_sending_opens_the_next_one(town: t.Town, verifier: Client) -> None:
    first, second = t.submit(category=town.jalan), t.submit(category=town.jalan)
    assert next_of(verifier) == first.code
    answer = verifier.post(f"{QUEUE}{first.code}/", judged(town), follow=True)
    assert answer.redirect_chain == [(QUEUE, 302), (f"{QUEUE}{second.code}/", 302)]
    assert stored(first).lead == town.pupr
    assert f"Tiket {first.code}." in answer.content.decode()


def test_the_suggestion_is_filled_in(town: t.Town, verifier: Client) -> None:
    report = t.submit(category=town.jalan)
    form = verifier.get(f"{QUEUE}{report.code}/").context["form"]
    first = {name: form[name].value() for name in ("category", "lead", "kind", "publication")}
    assert first == {
        "category": str(town.jalan.pk),
        "lead": str(town.pupr.pk),
        "kind": "complaint",
        "publication": "public",
    }


def test_skipped_ones_come_back_when_asked_for(town: t.Town, verifier: Client) -> None:
    report = t.submit()
    verifier.post(f"{QUEUE}{report.code}/lewati/")
    page = verifier.get(QUEUE)
    assert page.status_code == 200
    assert "Buka yang dilewati (1)" in page.content.decode()
    verifier.post(QUEUE)
    assert next_of(verifier) == report.code


def test_what_a_colleague_has_open_is_left_to_the_colleague(
    town: t.Town, verifier: Client, sign_in: SignIn
) -> None:
    report = t.submit()
    sign_in("verifier2").post(f"/meja/{report.code}/hadir/")
    assert "sedang dibuka rekan Anda" in verifier.get(QUEUE).content.decode()
    other = t.submit()
    assert next_of(verifier) == other.code


def test_an_empty_queue_says_so_kindly(town: t.Town, verifier: Client) -> None:
    page = verifier.get(QUEUE).content.decode()
    assert "Semua laporan sudah diperiksa dan diteruskan." in page


def test_only_verifiers_come_in(town: t.Town, sign_in: SignIn) -> None:
    report = t.submit()
    seen = {}
    for who in ("verifier", "verifier2", "liaison", "supervisor", "overseer", "clerk"):
        client = sign_in(who)
        paths = (QUEUE, f"{QUEUE}{report.code}/", f"{QUEUE}{report.code}/banding/")
        seen[who] = [client.get(path).status_code for path in paths]
    allowed, refused = [302, 200, 200], [403, 403, 403]
    assert seen == {
        "verifier": allowed,
        "verifier2": allowed,
        "liaison": refused,
        "supervisor": refused,
        "overseer": refused,
        "clerk": refused,
    }


def test_a_sealed_report_opens_only_for_those_named(town: t.Town, sign_in: SignIn) -> None:
    report = t.submit(misconduct="yes", sealed_against=town.pupr)
    assert stored(report).is_sealed
    assert next_of(sign_in("verifier")) == report.code
    other = sign_in("verifier2")
    assert next_of(other) == ""
    assert other.get(f"{QUEUE}{report.code}/").status_code == 404
    page = sign_in("verifier").get(f"{QUEUE}{report.code}/")
    assert (page.context["advice"], page.context["alike"]) == ([], [])
    assert "lead" not in page.context["form"].fields


def test_what_is_typed_waits_until_it_is_sent(town: t.Town, verifier: Client) -> None:
    report = t.submit()
    page, keep = f"{QUEUE}{report.code}/", f"/meja/{report.code}/verifikasi-dan-teruskan/draf/"
    data = judged(town, instruction="Mohon dicek malam ini.")
    data["token"] = verifier.get(page).context["form"].token
    assert verifier.post(keep, data, headers={"HX-Request": "true"}).status_code == 200
    form = verifier.get(page).context["form"]
    assert form["instruction"].value() == "Mohon dicek malam ini."
    assert form.token == data["token"]
    assert verifier.post(page, data)["Location"] == QUEUE
    verifier.post(keep, data, headers={"HX-Request": "true"})  # the autosave that came late
    assert not DeskDraft.objects.exists()


def test_a_wrong_form_keeps_what_was_typed(town: t.Town, verifier: Client) -> None:
    report = t.submit()
    answer = verifier.post(f"{QUEUE}{report.code}/", judged(town, lead="", title="Judul ketikan"))
    assert answer.status_code == 422
    assert "Judul ketikan" in answer.content.decode()


def test_who_comes_second_keeps_the_words(town: t.Town, sign_in: SignIn) -> None:
    report = t.submit()
    path = f"{QUEUE}{report.code}/"
    sign_in("verifier").post(path, judged(town))
    answer = sign_in("verifier2").post(path, judged(town, instruction="Segera, dekat sekolah."))
    assert answer.status_code == 409
    assert "Segera, dekat sekolah." in answer.content.decode()


def test_any_rubbish_gets_an_answer(town: t.Town, verifier: Client) -> None:
    report = t.submit()
    path = f"{QUEUE}{report.code}/"
    for data in (
        {},
        {"verba": "destroy"},
        {"verba": "forward", "lead": "x"},
        {"pratinjau": "saran:99999999999999999999"},
        {"pratinjau": "saran:-1", "lead": "\0"},
        {"pratinjau": "samarkan:"},
    ):
        assert verifier.post(path, data).status_code in {200, 409, 422}, data
    assert verifier.get(f"{path}?ulang=%00").status_code == 200
    assert stored(report).status == "received"


@pytest.mark.parametrize("waiting", [1, 3])
def test_queries_do_not_grow_with_the_queue(
    waiting: int,
    town: t.Town,
    verifier: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    same = {"category": town.jalan, "region": town.langkai}
    reports = [t.submit(**same) for _ in range(waiting)]
    closed = [t.resolved(town, **same) for _ in range(waiting)]
    assert len(closed) == waiting
    verifier.get(f"{QUEUE}{reports[0].code}/")
    with django_assert_num_queries(6):
        verifier.get(QUEUE)
    with django_assert_num_queries(14):
        verifier.get(f"{QUEUE}{reports[0].code}/")


# -- similar reports ---------------------------------------------------------------------------


def alike(client: Client, report: Complaint) -> list[str]:
    """Return the tickets of the reports that are shown as similar."""
    page = client.get(f"{QUEUE}{report.code}/")
    return [one.code for one in page.context["alike"]]


def test_open_and_closed_neighbours_are_shown(town: t.Town, verifier: Client) -> None:
    here = {"category": town.jalan, "region": town.langkai}
    waits, closed = t.submit(**here), t.resolved(town, **here)
    working = t.forwarded(town, **here)
    t.submit(text="Mohon informasi jadwal posyandu.", region=town.langkai)
    report = t.submit(**here)
    assert set(alike(verifier, report)) == {waits.code, closed.code, working.code}


def test_sealed_neighbours_are_never_shown(town: t.Town, verifier: Client) -> None:
    here = {"category": town.jalan, "region": town.langkai}
    t.submit(**here, misconduct="yes", sealed_against=town.pupr)
    assert alike(verifier, t.submit(**here)) == []


def test_a_cleared_text_is_compared_and_not_the_original(town: t.Town, verifier: Client) -> None:
    named = "Saya Rina Penguji melihat gorong-gorong tersumbat lumpur."
    hidden = t.submit(text=named, hides_reporter=True, region=town.langkai)
    cleared = "Gorong-gorong tersumbat lumpur."
    actions.verify(
        hidden, by=town.verifier, **t.verification(town, working_text=cleared, title="Gorong")
    )
    other = t.submit(text=named, region=town.langkai, contact=Contact())
    page = verifier.get(f"{QUEUE}{other.code}/")
    line = next(one for one in page.context["alike"] if one.code == hidden.code)
    assert "penguji" not in line.why
    assert "tersumbat" in line.why


def test_a_question_that_comes_after_the_form_says_nothing(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town)
    client, late = sign_in("verifier"), {"pratinjau": "beda", "public_text": "Jalan berlubang."}
    for path in (f"/meja/{report.code}/verifikasi/", f"/meja/verifikasi/{report.code}/"):
        answer = client.post(path, late, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content) == (204, b"")
    assert client.post(f"/meja/{report.code}/verifikasi/", late).status_code == 409
