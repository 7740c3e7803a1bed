"""Every verb of officers over HTTP: it happens, and when it is refused nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from complaints import actions
from complaints.desk.verbs import table as verbs
from complaints.models import Complaint, Event
from tests import town as t
from tests.desk.cases import ALWAYS_POSSIBLE, CASES, TYPED, Case, received, sent, verification
from tests.desk.conftest import SignIn

NAMES = [f"{case.slug}-{case.who}" for case in CASES]


def test_every_verb_of_the_desk_has_a_case() -> None:
    assert {verb.address for verb in verbs.VERBS} == {case.slug for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_verb_is_offered_and_done(case: Case, town: t.Town, sign_in: SignIn) -> None:
    complaint = case.make(town)
    client = sign_in(case.who)
    address = f"/meja/{complaint.code}/{case.slug}/"
    if case.slug != "verifikasi":  # it shares the page of verifikasi-dan-teruskan
        assert address in client.get(f"/meja/{complaint.code}/").content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, sent(case, town))
    assert answer.status_code == 302, answer.context["form"].errors
    latest = Event.objects.filter(complaint=complaint).latest("sequence")
    assert (latest.verb, latest.to_status) == (case.verb, case.status)
    assert latest.attachments.count() == len(case.files)


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.slug not in ALWAYS_POSSIBLE],
    ids=lambda case: f"{case.slug}-{case.who}",
)
def test_refused_verb_keeps_what_was_typed(case: Case, town: t.Town, sign_in: SignIn) -> None:
    complaint = case.impossible(town)
    before = complaint.events.count()
    data = sent(case, town)
    answer = sign_in(case.who).post(f"/meja/{complaint.code}/{case.slug}/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert str(data[case.typed]) in page
    assert "Semua yang Anda tulis masih ada." in page
    assert complaint.events.count() == before


@pytest.mark.parametrize(
    ("slug", "who", "data"),
    [
        ("tindak-lanjut", "verifier", {"text": TYPED, "audience": "public"}),
        ("jawab", "operator", {"text": TYPED, "outcome": "explained", "audience": "public"}),
        ("verifikasi", "overseer", {"title": TYPED}),
        ("sunting", "liaison", {"title": TYPED}),
        ("kabulkan", "coordinator", {"reason": TYPED}),
    ],
)
def test_officer_without_the_role_is_refused(
    slug: str, who: str, data: dict[str, Any], town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town, hides_reporter=True, co=("dlh",))
    if who == "coordinator":
        complaint = actions.recall(complaint, by=town.verifier, reason="Salah alamat.")
    answer = sign_in(who).post(f"/meja/{complaint.code}/{slug}/", data)
    assert answer.status_code == 409
    assert TYPED in answer.content.decode()


def test_the_one_who_comes_second_reads_who_was_first(town: t.Town, sign_in: SignIn) -> None:
    complaint = received(town)
    form = {**verification(town), "lead": town.pupr.pk, "instruction": TYPED}
    first, second = sign_in("verifier"), sign_in("verifier2")
    address = f"/meja/{complaint.code}/verifikasi-dan-teruskan/"
    assert first.post(address, form).status_code == 302
    answer = second.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Perubahan terakhir: diteruskan oleh Admin instansi" in page
    assert TYPED in page


def test_danger_is_archived_by_two_officers(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(danger=True)
    address = f"/meja/{complaint.code}/arsipkan/"
    data = {"reason": "spam", "words": "Bukan laporan."}
    first = sign_in("verifier").post(address, data, follow=True)
    assert "Petugas kedua harus menyetujuinya" in first.content.decode()
    assert Complaint.objects.get(pk=complaint.pk).status == "received"
    second = sign_in("verifier2")
    assert "Diusulkan oleh Verifier Contoh" in second.get(address).content.decode()
    second.post(address, data)
    assert Complaint.objects.get(pk=complaint.pk).status == "archived"


def test_correction_shows_its_effect_before_it_is_saved(town: t.Town, sign_in: SignIn) -> None:
    complaint = received(town)
    data = {"kind": "information", "category": town.jalan.pk, "pratinjau": "1"}
    answer = sign_in("verifier").post(f"/meja/{complaint.code}/ubah/", data)
    effect = answer.context["effect"]
    assert answer.status_code == 200
    assert {shift.name for shift in effect.shifts} == {"verifikasi", "penyelesaian"}
    assert Complaint.objects.get(pk=complaint.pk).kind == "complaint"
    assert complaint.events.count() == 1


def test_hand_back_leads_to_the_inbox_because_the_report_left(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    data = {"reason": "not_our_authority", "words": "Jalan provinsi."}
    answer = sign_in("liaison").post(f"/meja/{complaint.code}/kembalikan/", data)
    assert answer["Location"] == "/meja/"


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        ("fixed", "files"),
        ("not_found", "files"),
        ("refused", "legal_basis"),
        ("planned", "planned_on"),
    ],
)
def test_answer_asks_for_what_its_outcome_needs(
    outcome: str, field: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.followed_up(town)
    data = {"outcome": outcome, "text": TYPED, "audience": "public"}
    answer = sign_in("liaison").post(f"/meja/{complaint.code}/jawab/", data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert TYPED in answer.content.decode()
